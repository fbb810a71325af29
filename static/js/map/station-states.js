// What a map knows of its stations: those of the page or of the published layer, and what the
// live snapshot says of them. Pure functions.

import { fromMap, fromSnapshot, ION } from "../live/records.js";
import { factsOf } from "../live/update.js";

// items: the map's stations. asking: {live: {snapshot, at, limits}, now, words, lang}.
// Returns a Map by id of {item: {id, name, url, point, emphasis, demo, unit, suffix}, facts or null}:
// suffix is a short unit for labels that are not about ions;
// without facts nobody has said yet how the station is.
export function statesOf(items, spec, asking) {
  const { live, now, words, lang } = asking;
  const found = new Map();
  const keep = (item, record) =>
    found.set(item.id, { item, facts: record ? factsOf(record, now, live.limits, words) : null });
  items.forEach((item) => {
    const said = item.station;
    const { demo, unit, suffix } = said || {};
    if (said) keep({ ...item, demo, unit, suffix }, fromMap(said, spec.live.rendered));
    else keep(item, null);
  });
  if (!live.snapshot) return found;
  const told = live.snapshot.stations.filter((one) => typeof one.lon === "number");
  told.forEach((station) => {
    const before = found.get(station.id);
    // A map of a choice of stations keeps to its choice.
    if (!before && spec.kind !== "full") return;
    const record = fromSnapshot(station, null, live.at, lang);
    const item = before ? before.item : newItem(station, spec);
    const unit = spec.live.units[record.unit] || item.unit || record.unit;
    keep({ ...item, demo: station.demo, unit, suffix: record.observed === ION ? "" : unit }, record);
  });
  // A station that the server does not know any more is gone.
  const ids = new Set(told.map((station) => station.id));
  Array.from(found.keys())
    .filter((id) => !ids.has(id))
    .forEach((id) => found.delete(id));
  return found;
}

// A station that is in no published layer: a new one, or one of the demonstration.
function newItem(station, spec) {
  const layer = spec.layers.find((one) => one.id === "stations");
  return {
    id: station.id,
    name: station.name[spec.lang] || station.name.zh,
    url: layer && layer.page ? layer.page.replace("{id}", station.id) : null,
    point: [station.lon, station.lat],
  };
}
