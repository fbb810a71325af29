// The layers of the whole map: fetched when they are switched on, drawn together.

import { readState } from "./address.js";
import { words } from "./dom.js";
import { fetchJson } from "./fetching.js";
import { readItems } from "./items.js";
import { say } from "./messages.js";
import { names } from "./names.js";
import { Places } from "./places.js";

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
      if (shown.has(layer.id)) items.push(...(loaded.get(layer.id) || []));
    });
    places.set(items);
  }

  async function load(layer) {
    if (loaded.has(layer.id)) return;
    loaded.set(layer.id, []);
    try {
      loaded.set(layer.id, readItems(await fetchJson(layer.url), layer, spec.lang));
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

  spec.at.layers = { shown, show, changed: asked !== null };
  spec.at.places = places;
  spec.at.ready = Promise.all(
    spec.layers.filter((layer) => shown.has(layer.id)).map(load)
  ).then(draw);
}
