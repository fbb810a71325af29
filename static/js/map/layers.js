// The layers of the whole map: fetched when they are switched on, drawn together.

import { readState } from "./address.js";
import { words } from "./dom.js";
import { fetchJson } from "./fetching.js";
import { readItems } from "./items.js";
import { say } from "./messages.js";
import { names } from "./names.js";
import { Places } from "./places.js";

const STATIONS = "stations";

export function layers(map, options, spec) {
  const places = new Places(map, options, spec);
  places.changed = names(map, spec, () => places.naming());
  const asked = readState(location.search).layers;
  const shown = new Set(
    spec.layers.filter((layer) => (asked ? asked.includes(layer.id) : layer.shown)).map((one) => one.id)
  );
  const loaded = new Map();

  function draw() {
    const items = [];
    spec.layers.forEach((layer) => {
      if (shown.has(layer.id) && layer.id !== STATIONS) items.push(...(loaded.get(layer.id) || []));
    });
    places.set(items);
    if (places.stations) places.stations.set(shown.has(STATIONS) ? loaded.get(STATIONS) || [] : null);
  }

  async function load(layer) {
    if (loaded.has(layer.id)) return;
    loaded.set(layer.id, []);
    try {
      const items = fetchJson(layer.url).then((found) => readItems(found, layer, spec.lang));
      if (layer.id === STATIONS) places.stations = await openStations();
      loaded.set(layer.id, await items);
    } catch (error) {
      loaded.delete(layer.id);
      say(spec, words(spec.strings.layer_failed, { name: layer.label }));
    }
  }

  async function show(id, on) {
    if (on) shown.add(id);
    else shown.delete(id);
    map.fire("oxymap:layers");
    const layer = spec.layers.find((one) => one.id === id);
    if (on && layer) await load(layer);
    draw();
  }

  // Stations are drawn by themselves: their values are asked for only where they are shown.
  async function openStations() {
    const { Stations } = await import("./stations.js");
    return new Stations(map, spec, places);
  }

  spec.at.layers = { shown, show, changed: asked !== null };
  spec.at.places = places;
  spec.at.ready = Promise.all(
    spec.layers.filter((layer) => shown.has(layer.id)).map(load)
  ).then(draw);
}
