// What is known of one property of one station, from the live snapshot or from the page as the
// server wrote it. Pure functions; times are seconds since 1970 UTC, 0 where there is none.
//
// A record: {id, observed, state, at, interval, value, unit, time, goodValue, goodTime, level, mean}.
// state is what the server said at the time `at`; value and goodValue are texts or null;
// level and mean are only in records of a snapshot.

import { DIGITS, numberText } from "./formats.js";

// The property that stands for a station: MAIN_PROPERTY of site/oxymap/stations/properties.py.
export const ION = "neg_ion";
export const MAIN = {
  ion: "neg_ion",
  air: "pm25",
  weather: "temperature",
  water: "water_temperature",
  eco: "neg_ion",
};

// A station of the snapshot; property null means its main one. at: the server's time of it.
export function fromSnapshot(station, property, at, lang) {
  const main = MAIN[station.kind] || MAIN.ion;
  const observed = property || main;
  const found = station.values[observed] || null;
  const text = (value) => numberText(value, lang, DIGITS[observed]);
  const has = Boolean(found) && found.value !== null && Boolean(found.time);
  const good = station.last_good && station.last_good.property === observed ? station.last_good : null;
  return {
    id: station.id,
    observed,
    state: observed === main || has ? station.state : missing(station.state),
    at,
    interval: station.interval_s,
    value: has ? text(found.value) : null,
    unit: found ? found.unit : good ? good.unit : null,
    time: has ? seconds(found.time) : 0,
    goodValue: good ? text(good.value) : null,
    goodTime: good ? seconds(good.time) : 0,
    level: found ? found.level : null,
    mean: meanOf(found && found.mean_hour, text),
  };
}

// An element with data-station, and the texts that the server wrote as its value and as its last
// good value.
export function fromElement(dataset, value, goodValue) {
  const time = Number(dataset.time) || 0;
  return {
    id: dataset.station,
    state: dataset.state,
    at: Number(dataset.rendered) || 0,
    interval: Number(dataset.interval) || 300,
    value: time ? value : null,
    time,
    goodValue,
    goodTime: Number(dataset.goodTime) || 0,
  };
}

// A station of a map's JSON (site/oxymap/maps/spec.py), made at the time `at`.
export function fromMap(station, at) {
  return {
    state: station.state,
    at,
    interval: station.interval_s,
    value: station.value || null,
    unit: station.unit,
    time: station.time || 0,
    goodValue: station.good_value || null,
    goodTime: station.good_time || 0,
  };
}

export function seconds(iso) {
  const time = Date.parse(iso) / 1000;
  return isFinite(time) ? time : 0;
}

// Where a station reports but this property of it does not.
function missing(state) {
  return state === "fresh" || state === "late" ? "stale" : state;
}

function meanOf(mean, text) {
  if (!mean || mean.value === null) return null;
  return { value: text(mean.value), n: mean.n, of: mean.of };
}
