// The values of a kiosk's page: as everywhere they age by the server's clock, and here they also
// outlive the network, a restart and a wrong clock of the device without ever looking newer.
//
// Until the server has been heard since this screen was switched on, nobody knows how old a value
// is: then nothing counts as current, and values are told with their time instead of an age.

import { fill, timeText, valueIn } from "../live/formats.js";
import { follow, live } from "../live/page.js";
import { fromElement, fromSnapshot } from "../live/records.js";
import { factsOf, write } from "../live/update.js";
import { device, recall, remember, session } from "./storage.js";
import { writeTrend } from "./trend.js";

// No age is young enough for these.
const UNSURE = {
  late_intervals: -1,
  stale_intervals: -1,
  stale_least_s: -1,
  silent_intervals: 12,
  silent_least_s: 10800,
};
const KEEP_EVERY_S = 60;
const PARTS = ["value", "last-good"];
const written = new WeakMap();
let words = null;
let kept = null;
let storedAt = -Infinity;

// Let the page's values live. config: of the kiosk.
export function startLive(config) {
  const script = document.querySelector("script[data-live-words]");
  words = script ? JSON.parse(script.textContent) : null;
  carryClock();
  restore();
  if (isSure() && words && words.limits) live.limits = words.limits;
  document.addEventListener("oxymap:live", () => {
    keep();
    refresh();
  });
  document.addEventListener("oxymap:live-tick", refresh);
  window.addEventListener("pagehide", noteClock);
  follow(config.live, config.stream || null);
  refresh();
}

// Whether it is known what time it is.
export function isSure() {
  return live.clock.known !== null;
}

// When the server last said something about the stations; 0: never.
export function toldAt() {
  return live.at || (kept ? kept.at : 0);
}

// Carried on from page to page: a device's clock that is set back in between adds nothing, and
// one that is set forward only makes values older.
export function noteClock() {
  if (isSure()) remember(session, "clock", { told: live.clock.now(0), wall: Date.now() / 1000 });
}

function carryClock() {
  const before = recall(session, "clock");
  if (!before || typeof before.told !== "number" || live.clock.known) return;
  const passed = Math.max(0, Date.now() / 1000 - before.wall);
  live.clock.known = {
    told: before.told + passed,
    monotonic: performance.now() / 1000,
    wall: Date.now() / 1000,
  };
}

// The last snapshot of the server, and when that was by its own clock.
function restore() {
  const before = recall(device, "live");
  if (before && before.snapshot && Array.isArray(before.snapshot.stations)) kept = before;
  if (live.snapshot) return;
  if (isSure() && kept) {
    live.snapshot = kept.snapshot;
    live.at = kept.at;
  } else if (!isSure()) {
    // Maps take their limits and ages from here; without a clock they get no value at all.
    live.limits = UNSURE;
    live.snapshot = { stations: kept ? kept.snapshot.stations.map(untold) : [] };
  }
}

function untold(station) {
  return { ...station, state: worst(station.state), values: {}, last_good: null };
}

function worst(state) {
  return ["fresh", "late", "suspect"].includes(state) ? "stale" : state;
}

function keep() {
  kept = { snapshot: live.snapshot, at: live.at };
  if (live.at - storedAt < KEEP_EVERY_S) return;
  storedAt = live.at;
  remember(device, "live", kept);
  noteClock();
}

// --- what is on the page -----------------------------------------------------------------

// What a station shows now, from its element and what is known of it; text only.
export function refresh() {
  if (!words) return;
  const stations = new Map();
  const told = isSure() ? live.snapshot : kept && kept.snapshot;
  if (told) told.stations.forEach((one) => stations.set(one.id, one));
  document.querySelectorAll("[data-station]").forEach((element) => {
    update(element, stations.get(element.dataset.station) || null);
  });
}

function update(element, station) {
  const lang = document.documentElement.lang || "zh";
  const made = asWritten(element);
  const record = station
    ? fromSnapshot(station, element.dataset.property || null, toldAt(), lang)
    : null;
  const best = newer(record, made);
  const now = live.clock.now(made.at);
  const facts = factsOf(best, now, isSure() ? live.limits : UNSURE, wordsFor(best, lang));
  if (!isSure()) facts.age = facts.time ? timeText(facts.time, lang) : "";
  write(element, facts, best === record ? record : null, words, lang);
  writeTrend(element, facts.shown, best === record ? station.values[record.observed] : undefined);
}

// The page of the bundle may be younger than the last answer, or the other way about.
function newer(record, made) {
  return record && record.at >= made.at ? record : made.time || !record ? made : record;
}

// Where no age can be told, the time stands in its place.
function wordsFor(record, lang) {
  const time = Math.max(record.time, record.goodTime);
  if (isSure() || !time) return words;
  const text = timeText(time, lang);
  return { ...words, ages: { now: text, minutes: text, hours: text, days: text } };
}

function asWritten(element) {
  if (!written.has(element)) {
    const [value, lastGood] = PARTS.map((part) => {
      const child = element.querySelector('[data-live="' + part + '"]');
      return child ? child.textContent.trim() : null;
    });
    written.set(element, fromElement(element.dataset, value, valueIn(lastGood, words.lastGood)));
  }
  return written.get(element);
}

// --- the line about all of it ------------------------------------------------------------

// "Data: 2 minutes ago", as far as anybody knows. ageText is that of live/formats.js.
export function dataText(said, ageText, lang) {
  const at = toldAt();
  if (!at) return said.data_none;
  if (!isSure()) return fill(said.data_time, { time: timeText(at, lang) });
  return fill(said.data_age, { age: ageText(Math.max(0, live.clock.now(0) - at), said.ages) });
}
