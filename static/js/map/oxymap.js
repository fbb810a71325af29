// What the composed scripts call: window.oxymap.<function>(map, options, spec).
// folium orders the calls (site/oxymap/maps/compose.py); each is one module here.

import { readState, writeState } from "./address.js";
import { base } from "./base.js";
import { attribution, controls } from "./controls.js";
import { tell } from "./dom.js";
import { features } from "./features.js";
import { gestures } from "./gestures.js";
import { layers } from "./layers.js";
import { fitView } from "./world.js";

const REGION_AIR = 0.35;

// Leaflet's options for a page: the picture's view, and no motion where none is wanted.
function options(spec, fixed) {
  // A screen's map is laid out smaller than its box and drawn larger.
  const box = spec.at.live || spec.at.canvas;
  const size = [box.clientWidth, box.clientHeight];
  const view = fitView(spec.bbox, size, fixed.maxZoom);
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    ...fixed,
    center: [view.lat, view.lon],
    zoom: view.zoom,
    zoomAnimation: !still,
    fadeAnimation: false,
    markerZoomAnimation: !still,
    inertia: !still,
  };
}

// Keep the view in the page's address, and take it from there. options: {delay_ms}.
function address(map, settings, spec) {
  const asked = readState(location.search);
  const at = spec.at;
  if (asked.view) map.setView([asked.view.lat, asked.view.lon], asked.view.zoom, { animate: false });
  let moved = Boolean(asked.view);
  let switched = asked.layers !== null;
  let timer = 0;
  function write() {
    const { lat, lng } = map.getCenter();
    const search = writeState(location.search, {
      layers: switched ? Array.from(at.layers.shown) : null,
      view: moved ? { lat, lon: lng, zoom: map.getZoom() } : null,
      selected: at.places.selected,
    });
    history.replaceState(history.state, "", location.pathname + search + location.hash);
  }
  function later() {
    clearTimeout(timer);
    timer = setTimeout(write, settings.delay_ms);
  }
  at.ready.then(() => {
    if (asked.selected) at.places.select(asked.selected);
    map.on("moveend", () => {
      moved = true;
      later();
    });
    map.on("oxymap:layers", () => {
      switched = true;
      later();
    });
    map.on("popupopen popupclose", later);
  });
}

// Hold the view near the districts, and tell the page what it shows.
function watch(map, spec) {
  const region = L.latLngBounds([spec.bbox[1], spec.bbox[0]], [spec.bbox[3], spec.bbox[2]]);
  (spec.at.sketch ? spec.at.sketch.districts : []).forEach((district) =>
    district.rings.forEach((ring) => ring.forEach(([lon, lat]) => region.extend([lat, lon])))
  );
  map.setMaxBounds(region.extend(map.getBounds()).pad(REGION_AIR));
  const report = () => {
    const box = map.getBounds();
    const bbox = [box.getWest(), box.getSouth(), box.getEast(), box.getNorth()];
    tell(spec.at.figure, "viewport", { bbox });
  };
  map.on("moveend", report);
  report();
  // Few ask for their own position: it is drawn by a part of its own.
  let draw = null;
  document.addEventListener("oxymap:position", ({ detail }) => {
    draw = draw || import("./here.js").then(({ here }) => here(map));
    draw.then((show) => show(detail), (error) => console.warn(error));
  });
}

window.oxymap = {
  composed: {},
  address,
  attribution,
  base(map, settings, spec) {
    spec.at.relief = settings.relief;
    base(map, settings, spec);
  },
  controls,
  features,
  gestures,
  layers,
  options,
  watch,
};
