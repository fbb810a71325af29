// Open a map of the studio: base map, context, what it is about, and what the page asks of it.

import "../map/oxymap.js";
import { fetchJson } from "../map/fetching.js";
import { names } from "../map/names.js";
import { readSketch } from "../map/sketch.js";
import { loadScript, loadStyle } from "./loading.js";
import { showContext } from "./map-context.js";
import { Drawing } from "./map-drawn.js";
import { boxOf, joined, roomy } from "./map-geometry.js";
import { startPicking } from "./map-pick.js";
import { Pins } from "./map-pins.js";

// Vertices are moved by the metre; our own base map can be enlarged at will.
const MAX_ZOOM = 19;
// The drawn hills say nothing at this scale, and there would be thousands of them.
const HILLS_TO = 15.5;

export async function openMap(element, canvas, spec) {
  const [sketch] = await Promise.all([
    fetchJson(spec.base).catch(() => null),
    loadStyle(spec.vendor.style),
    loadScript(spec.vendor.script)
      .then(() => loadTool(spec.tool))
      .then(() => loadScript(spec.script)),
  ]);
  const live = document.createElement("div");
  live.className = "map__live";
  canvas.append(live);
  const root = new URL(spec.vendor.script, location.href).href.replace(/vendor\/[^/]*$/, "");
  spec.at = { figure: element, canvas, root, sketch: sketch && readSketch(sketch) };
  spec.studio = { element };
  spec.bbox = startBox(spec);
  const map = window.oxymap.composed.detail(live, spec);
  follow(canvas, map);
  canvas.setAttribute("aria-description", spec.strings.keyboard);
  canvas.classList.add("map__canvas--live");
  // Who comes later than the event finds the same here.
  element.studioMap = { map, L: window.L, spec };
  element.dispatchEvent(
    new CustomEvent("studio-map:ready", { bubbles: true, detail: element.studioMap })
  );
  return map;
}

// The drawing tool hooks into every map that is made after it; without it there is a map still.
function loadTool(tool) {
  if (!tool) return null;
  return Promise.all([loadStyle(tool.style), loadScript(tool.script)]).catch((error) => {
    console.warn(error);
  });
}

// The composed script (site/oxymap/maps/compose.py) brings the operator's base map and the
// buttons; where it asks for a map's features or options, maps of the studio have their own.
const usual = { ...window.oxymap };
Object.assign(window.oxymap, {
  options(spec, fixed) {
    if (!spec.studio || !spec.own) return usual.options(spec, fixed);
    return { ...usual.options(spec, fixed), maxZoom: MAX_ZOOM };
  },
  base(map, settings, spec) {
    if (spec.studio && spec.at.sketch) spec.at.sketch = lessHilly(spec.at.sketch, map);
    if (spec.studio) watchNearness(map, spec.studio.element);
    usual.base(map, settings, spec);
  },
  features(map, settings, spec) {
    if (spec.studio) showAll(map, spec);
    else usual.features(map, settings, spec);
  },
  gestures(map, settings, spec) {
    // Where a line is drawn, one finger has to reach the map.
    if (!spec.free) usual.gestures(map, settings, spec);
  },
});

function showAll(map, spec) {
  const { element } = spec.studio;
  const drawing = new Drawing(element, map, spec.drawn);
  const pins = new Pins(element, map, spec.pins);
  const context = showContext(map, spec);
  const renamed = names(map, spec, () => joined([drawing.naming(), pins.naming(), context.naming()]));
  pins.changed = renamed;
  context.changed = renamed;
  hear(element, drawing, pins);
  if (spec.pick) startPicking(element, map, spec);
}

// Borders of hundreds of kilometres in dashes of pixels would take seconds to draw.
function watchNearness(map, element) {
  const tell = () => element.classList.toggle("studio-map--near", map.getZoom() > HILLS_TO);
  map.on("zoomend", tell);
  tell();
}

function lessHilly(sketch, map) {
  const { ridges } = sketch;
  const all = { ...sketch };
  Object.defineProperty(all, "ridges", { get: () => (map.getZoom() > HILLS_TO ? [] : ridges) });
  return all;
}

// What the map is about, with air around; the three districts when it is about nothing yet.
function startBox(spec) {
  const about = spec.drawn.filter((one) => one.sign !== "context").map((one) => one.geometry);
  const box = boxOf([...about, ...spec.pins.map((pin) => [pin.lon, pin.lat])]);
  return box ? roomy(box) : spec.region;
}

function follow(canvas, map) {
  if (!window.ResizeObserver) return;
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(canvas);
}

// What the page may ask: see the contract in ../modules/studio-map.js.
function hear(element, drawing, pins) {
  const show = (key) => {
    if (!pins.show(key)) drawing.show(key);
  };
  element.addEventListener("studio-map:show", (event) => show(event.detail.key));
  element.addEventListener("studio-map:set", (event) => drawing.set(event.detail));
  element.addEventListener("studio-map:pins", (event) => pins.set(event.detail.pins));
  document.addEventListener("click", (event) => {
    const asked = event.target instanceof Element && event.target.closest("[data-map-show]");
    if (!asked) return;
    if (asked.dataset.map && asked.dataset.map !== element.id) return;
    show(asked.dataset.mapShow);
    element.scrollIntoView({ block: "nearest" });
  });
}
