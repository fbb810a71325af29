// The illustrated base map as a Leaflet renderer: drawn anew where the view comes to rest,
// moved and scaled by Leaflet in between.

import { svg } from "./dom.js";
import { foothills, growth, hills, LOW_SIZES } from "./hills.js";
import { curve, path } from "./paths.js";
import { isShown } from "./sketch.js";
import { inRing, toWorld } from "./world.js";

const RIVER_WIDTHS = { 1: 2.8, 2: 1.9, 3: 1.2 };
const COURSE = [0.65, 0.82, 1];
const RIVER_GROWTH = 1.22;
const BANK_ZOOM = 11;

// Add the base map; with tiles under it (relief: false) only the district borders are drawn.
export function base(map, options, spec) {
  const sketch = spec.at.sketch;
  if (!sketch) return;
  map.createPane("sketch").classList.add("map-sketch");
  if (!options.relief) map.getPane("sketch").style.zIndex = 250;
  else map.getPane("sketch").style.zIndex = 150;
  const prefix = "live-" + spec.id + "-";
  const Sketch = L.SVG.extend({
    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.SVG.prototype._update.call(this);
      const drawn = options.relief
        ? drawAll(map, sketch, this._bounds, prefix)
        : [drawBorders(map, sketch)];
      this._container.replaceChildren
        ? this._container.replaceChildren(...drawn)
        : replace(this._container, drawn);
    },
  });
  new Sketch({ pane: "sketch", padding: 0.35 }).addTo(map);
}

// Layer coordinates [x, y] of (lon, lat) at the map's present zoom.
export function projector(map) {
  const zoom = map.getZoom();
  const origin = map.getPixelOrigin();
  return (position) => {
    const [x, y] = toWorld(position[0], position[1], zoom);
    return [x - origin.x, y - origin.y];
  };
}

function replace(container, children) {
  while (container.firstChild) container.removeChild(container.firstChild);
  children.forEach((child) => container.appendChild(child));
}

function drawAll(map, sketch, bounds, prefix) {
  const project = projector(map);
  const zoom = map.getZoom();
  const near = (points) => isNear(points, bounds);
  const rings = sketch.districts.map((district) => ({
    id: district.id,
    rings: district.rings.map((ring) => ring.map(project)),
  }));
  return [
    drawSheets(rings),
    drawHills(map, sketch, bounds, rings, prefix),
    drawWater(sketch, project, zoom, near),
    drawBorders(map, sketch),
    drawMarks(sketch.points, project, zoom),
  ];
}

function drawSheets(districts) {
  const all = districts.map((item) => item.rings.map((ring) => path(ring, true)).join("")).join("");
  const sheets = districts.map((item) =>
    svg("path", {
      class: "map-district map-district--" + item.id,
      d: item.rings.map((ring) => path(ring, true)).join(""),
    })
  );
  return svg(
    "g",
    {},
    svg("path", { class: "map-shadow", d: all, transform: "translate(2 4)" }),
    svg("path", { class: "map-edge", d: all }),
    ...sheets
  );
}

function drawBorders(map, sketch) {
  const project = projector(map);
  const borders = sketch.districts.map((district) =>
    district.rings.map((ring) => path(ring.map(project), true)).join("")
  );
  return svg("path", { class: "map-border", d: borders.join("") });
}

function drawHills(map, sketch, bounds, districts, prefix) {
  const zoom = map.getZoom();
  const origin = map.getPixelOrigin();
  const scale = growth(zoom);
  const land = [].concat(...districts.map((item) => item.rings));
  const reach = 20 * scale;
  const world = [
    bounds.min.x + origin.x - reach,
    bounds.min.y + origin.y - reach,
    bounds.max.x + origin.x + reach,
    bounds.max.y + origin.y + reach,
  ];
  const standing = hills(sketch.ridges, zoom)
    .concat(foothills(sketch.ridges, zoom, world))
    .map((hill) => ({ ...hill, x: hill.x - origin.x, y: hill.y - origin.y }))
    .filter((hill) => isNear([[hill.x, hill.y]], bounds, reach))
    .filter((hill) => land.some((ring) => inRing([hill.x, hill.y], ring)))
    .sort((one, other) => one.y - other.y || one.x - other.x);
  const uses = standing.map((hill) =>
    svg("use", {
      href: "#" + prefix + hill.shape,
      opacity: LOW_SIZES.includes(hill.size) ? 0.55 : null,
      transform: `translate(${hill.x.toFixed(1)} ${hill.y.toFixed(1)})scale(${(hill.size * scale).toFixed(2)})`,
    })
  );
  return svg("g", { class: "map-hills" }, hillDefs(sketch.hills, prefix), ...uses);
}

function hillDefs(shapes, prefix) {
  const stops = [
    ["0", "map-hill-top"],
    [".55", "map-hill-side"],
    ["1", "map-hill-foot"],
  ].map(([offset, name]) => svg("stop", { offset, class: name }));
  const gradient = svg(
    "linearGradient",
    { id: prefix + "hill", x1: 0, y1: 0, x2: 0, y2: 1 },
    ...stops
  );
  const drawn = shapes.outlines.map((outline, number) =>
    svg(
      "g",
      { id: prefix + number },
      svg("path", { d: outline, fill: `url(#${prefix}hill)` }),
      svg("path", { d: shapes.strokes[number], class: "map-hill-strokes" })
    )
  );
  return svg("defs", {}, gradient, ...drawn);
}

function drawWater(sketch, project, zoom, near) {
  const lakes = sketch.reservoirs
    .map((lake) => lake.line.map(project))
    .filter(near)
    .map((points) => svg("path", { class: "map-lake", d: curve(points) + "z" }));
  const parts = [].concat(
    ...sketch.rivers.map((river) => thirds(river.line.map(project), river.rank, zoom))
  );
  const seen = parts.filter((part) => near(part.points));
  const lines = (extra) =>
    seen.map((part) =>
      svg("path", { d: curve(part.points), "stroke-width": (part.width + extra).toFixed(1) })
    );
  const banks = zoom < BANK_ZOOM ? svg("g", { class: "map-bank" }, ...lines(2.4)) : null;
  return svg("g", {}, banks, ...lakes, svg("g", { class: "map-river" }, ...lines(0)));
}

function thirds(points, rank, zoom) {
  const mouth = RIVER_WIDTHS[rank] * Math.pow(RIVER_GROWTH, zoom - 9);
  const size = Math.ceil((points.length - 1) / COURSE.length);
  return COURSE.map((part, number) => ({
    points: points.slice(number * size, (number + 1) * size + 1),
    width: mouth * part,
  })).filter((part) => part.points.length > 1);
}

function drawMarks(points, project, zoom) {
  const shown = points.filter((item) => item.kind !== "outside" && isShown(item, zoom));
  const marks = shown.map((item) => {
    const [x, y] = project(item.coordinates);
    if (item.kind === "peak") {
      const d = `M${x.toFixed(1)} ${y.toFixed(1)}m-4.5 3 4.5-7.5 4.5 7.5z`;
      return svg("path", { class: "map-summit", d });
    }
    const r = item.rank === 1 ? 2.8 : 2;
    return svg("circle", { class: "map-town", cx: x.toFixed(1), cy: y.toFixed(1), r });
  });
  return svg("g", {}, ...marks);
}

function isNear(points, bounds, reach) {
  const air = reach || 40;
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  points.forEach(([x, y]) => {
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
  });
  return (
    right > bounds.min.x - air &&
    left < bounds.max.x + air &&
    bottom > bounds.min.y - air &&
    top < bounds.max.y + air
  );
}
