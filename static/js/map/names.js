// All names on the map, of the base map and of the features, placed together so that none
// overlaps another or a pin.

import { projector } from "./base.js";
import { svg } from "./dom.js";
import { placeLabels } from "./labels.js";
import { districtWishes, fromMiddle, isShown, pointWish, waterWish } from "./sketch.js";
import { inRing } from "./world.js";

const EDGE = 3;
const GRID = 15;
const LEAST_SHARE = 0.06;

// Start naming. features() gives {wishes, obstacles} of what lies over the base map, in layer
// coordinates. Returns a function that asks for a redraw.
export function names(map, spec, features) {
  const pane = map.createPane("names");
  pane.classList.add("map-names");
  pane.style.zIndex = 590;
  const language = spec.lang === "zh" ? 0 : 1;
  const Names = L.SVG.extend({
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.SVG.prototype._update.call(this);
      ask();
    },
  });
  const renderer = new Names({ pane: "names", padding: 0.1 });
  let asked = 0;
  function ask() {
    if (!asked) asked = requestAnimationFrame(draw);
  }
  function draw() {
    asked = 0;
    const container = renderer._container;
    if (!container) return;
    const labels = placed(map, spec.at, language, features());
    while (container.firstChild) container.removeChild(container.firstChild);
    labels.forEach((label) => container.appendChild(text(label)));
  }
  renderer.addTo(map);
  return ask;
}

function text(label) {
  const { wish } = label;
  return svg(
    "text",
    {
      class: "map-label map-label--" + wish.style,
      x: label.x.toFixed(1),
      y: label.y.toFixed(1),
      "font-size": wish.size,
      "text-anchor": label.anchor,
      "letter-spacing": wish.spacing || null,
    },
    wish.text
  );
}

function placed(map, at, language, features) {
  const size = map.getSize();
  const origin = map.containerPointToLayerPoint([0, 0]);
  const view = [origin.x, origin.y, origin.x + size.x, origin.y + size.y];
  const bounds = [view[0] + EDGE, view[1] + EDGE, view[2] - EDGE, view[3] - EDGE];
  const known = at.sketch && at.relief ? baseWishes(map, at.sketch, view, language) : null;
  const taken = new Set(features.wishes.map((wish) => wish.text));
  const wishes = known ? known.wishes.filter((wish) => !taken.has(wish.text)) : [];
  const obstacles = features.obstacles.concat(
    known ? known.obstacles : [],
    controlBoxes(map, origin)
  );
  return placeLabels(wishes.concat(features.wishes), bounds, obstacles);
}

// The corners that buttons and texts over the map take.
function controlBoxes(map, origin) {
  const frame = map.getContainer().getBoundingClientRect();
  // A map may be drawn larger than it is laid out.
  const scale = frame.width / map.getContainer().offsetWidth || 1;
  return Array.from(map.getContainer().querySelectorAll(".leaflet-control")).map((control) => {
    const box = control.getBoundingClientRect();
    const [left, right] = [box.left, box.right].map((at) => (at - frame.left) / scale + origin.x);
    const [top, bottom] = [box.top, box.bottom].map((at) => (at - frame.top) / scale + origin.y);
    return ["", [left, top, right, bottom]];
  });
}

function baseWishes(map, sketch, view, language) {
  const project = projector(map);
  const zoom = map.getZoom();
  const within = ([x, y], air) =>
    x > view[0] + air && x < view[2] - air && y > view[1] + air && y < view[3] - air;
  const wishes = allDistricts(sketch, project, view, language);
  sketch.rivers.forEach((river) => {
    const places = fromMiddle(river.line.map(project).filter((point) => within(point, 12)));
    wishes.push(waterWish(river, places, language, zoom));
  });
  sketch.reservoirs.forEach((lake) => {
    const middle = centre(lake.line.map(project));
    wishes.push(waterWish(lake, within(middle, 8) ? [middle] : [], language, zoom));
  });
  const obstacles = [];
  sketch.points.forEach((item) => {
    const place = project(item.coordinates);
    if (!isShown(item, zoom) || !within(place, 4)) return;
    wishes.push(pointWish(item, place, language));
    if (item.kind !== "outside") {
      obstacles.push([item.id, [place[0] - 4, place[1] - 4, place[0] + 4, place[1] + 4]]);
    }
  });
  return { wishes: wishes.filter(Boolean), obstacles };
}

// Districts that fill a fair part of the view, named near the middle of that part.
function allDistricts(sketch, project, view, language) {
  const grid = [];
  for (let row = 1; row <= GRID; row++) {
    for (let column = 1; column <= GRID; column++) {
      grid.push([
        view[0] + ((view[2] - view[0]) * column) / (GRID + 1),
        view[1] + ((view[3] - view[1]) * row) / (GRID + 1),
      ]);
    }
  }
  const seen = sketch.districts
    .map((item) => {
      const rings = item.rings.map((ring) => ring.map(project));
      return { item, inside: grid.filter((point) => rings.some((ring) => inRing(point, ring))) };
    })
    .filter((one) => one.inside.length > GRID * GRID * LEAST_SHARE);
  const wishes = seen.map(({ item, inside }) => {
    const middle = centre(inside);
    const places = inside
      .slice()
      .sort((one, other) => apart(one, middle) - apart(other, middle));
    return districtWishes(item, places.concat(rim(inside)), language, seen.length === 1);
  });
  return [].concat(...wishes);
}

// The western and eastern ends of each row of points.
function rim(points) {
  const rows = new Map();
  points.forEach((point) => {
    const row = rows.get(point[1]) || [point, point];
    rows.set(point[1], [
      point[0] < row[0][0] ? point : row[0],
      point[0] > row[1][0] ? point : row[1],
    ]);
  });
  const ends = Array.from(rows.values());
  return ends.map((row) => row[0]).concat(ends.map((row) => row[1]));
}

function centre(points) {
  const xs = points.map((point) => point[0]);
  const ys = points.map((point) => point[1]);
  return [(Math.min(...xs) + Math.max(...xs)) / 2, (Math.min(...ys) + Math.max(...ys)) / 2];
}

function apart(one, other) {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
