// Published trails and places, faintly, so that a line can be told from its surroundings.

import { projector } from "../map/base.js";
import { fetchJson } from "../map/fetching.js";
import { readItems } from "../map/items.js";
import { fromMiddle, TEXT } from "../map/sketch.js";

const NAMES_FROM = 11.5;
const DOTS_FROM = 10;

// Returns {naming(), changed()}: what the naming must know; changed is set by the map.
export function showContext(map, spec) {
  const shown = { items: [], changed: () => {}, naming: () => naming(map, shown.items) };
  if (!spec.context.length) return shown;
  const pane = map.createPane("context");
  // Under the map's own lines and pins; nothing here can be clicked.
  pane.style.zIndex = 350;
  pane.classList.add("studio-map__context");
  const layer = L.layerGroup().addTo(map);
  const renderer = L.svg({ pane: "context" });
  const fetching = spec.context.map((url) => fetchJson(url).catch(() => ({ features: [] })));
  Promise.all(fetching).then((collections) => {
    const read = (found) => readItems(found, { id: "context" }, spec.lang);
    shown.items = [].concat(...collections.map(read));
    draw(map, layer, renderer, shown.items);
    shown.changed();
  });
  map.on("zoomend", () => {
    pane.classList.toggle("studio-map__context--far", map.getZoom() < DOTS_FROM);
  });
  pane.classList.toggle("studio-map__context--far", map.getZoom() < DOTS_FROM);
  return shown;
}

function draw(map, layer, renderer, items) {
  const looks = (className) => ({ className, interactive: false, pane: "context", renderer });
  items.forEach((item) => {
    (item.lines || []).forEach((line) => {
      const places = line.map(([lon, lat]) => [lat, lon]);
      layer.addLayer(L.polyline(places, looks("studio-context studio-context--line")));
    });
    if (!item.point) return;
    const [lon, lat] = item.point;
    const dot = { ...looks("studio-context studio-context--dot"), radius: 3.5 };
    layer.addLayer(L.circleMarker([lat, lon], dot));
  });
}

function naming(map, items) {
  if (map.getZoom() < NAMES_FROM) return { wishes: [], obstacles: [] };
  const project = projector(map);
  const view = map.getBounds().pad(0.1);
  const seen = ([lon, lat]) => view.contains([lat, lon]);
  const wishes = items
    .map((item) => ({ item, places: placesOf(item).filter(seen) }))
    .filter((one) => one.places.length)
    .map(({ item, places }) => ({
      key: "context-" + item.id,
      text: item.name,
      places: fromMiddle(places.map(project)).slice(0, 6),
      size: TEXT.town[0],
      priority: 6,
      gap: 6,
      style: "town",
    }));
  return { wishes, obstacles: [] };
}

function placesOf(item) {
  return item.point ? [item.point] : [].concat(...(item.lines || []));
}
