// Keeps every station on the page up to date: value, state and age, on each answer of the server
// and every ten seconds in between. A value that has grown too old gives way to a dash and the
// last good value; nothing looks newer than the server has said.
//
// <section data-module="live" data-live-url="/api/v1/live" data-live-stream="…"
//   data-live-mode="stream">: data-live-url="" where nobody can be asked, as on a frozen site.
// Inside, anything with data-station; once a page, script[data-live-words].
// Lists keep their order: a row that moved on by itself would slip away under a finger, and a
// reader would lose the line. The order is made anew with the page.

import { fill, timeText, valueIn } from "../live/formats.js";
import { follow, live } from "../live/page.js";
import { fromElement, fromSnapshot } from "../live/records.js";
import { factsOf, say, write } from "../live/update.js";

const SUMMARY_MS = 60000;
const sections = [];
// What the server wrote, by element: read once, since what is written later has only aged.
const written = new WeakMap();
const shown = new Map();
const news = new Set();
let words = null;
let announced = -Infinity;

export function init(section) {
  words = words || readWords();
  if (!words) return;
  sections.push(section);
  const { liveUrl, liveStream, liveMode } = section.dataset;
  if (sections.length === 1) {
    if (words.limits) live.limits = words.limits;
    document.addEventListener("oxymap:live", () => {
      refresh();
      summarise();
    });
    document.addEventListener("oxymap:live-tick", refresh);
  }
  follow(liveUrl || "", liveMode === "stream" ? liveStream : null);
  refresh();
}

function readWords() {
  const script = document.querySelector("script[data-live-words]");
  return script ? JSON.parse(script.textContent) : null;
}

function refresh() {
  const stations = new Map();
  if (live.snapshot) live.snapshot.stations.forEach((one) => stations.set(one.id, one));
  document.querySelectorAll("[data-station]").forEach((element) => {
    update(element, stations.get(element.dataset.station) || null);
  });
  sections.forEach(note);
}

function update(element, station) {
  const lang = document.documentElement.lang || "zh";
  const made = asWritten(element);
  const property = element.dataset.property || null;
  const record = station ? fromSnapshot(station, property, live.at, lang) : null;
  const now = live.clock.now(made.at);
  const facts = factsOf(record || made, now, live.limits, words);
  write(element, facts, record, words, lang);
  if (!property) remember(element, facts);
}

function asWritten(element) {
  if (!written.has(element)) {
    const good = valueIn(textOf(element, "last-good"), words.lastGood);
    written.set(element, fromElement(element.dataset, textOf(element, "value"), good));
  }
  return written.get(element);
}

function textOf(element, part) {
  const child = element.querySelector('[data-live="' + part + '"]');
  return child ? child.textContent.trim() : null;
}

// --- what is said aloud ------------------------------------------------------------------

function remember(element, facts) {
  const unit = textOf(element, "unit") || "";
  const text = [facts.value + " " + unit, facts.age, facts.stateText].filter(Boolean).join(" · ");
  const before = shown.get(facts.id);
  if (before && before.key !== facts.value + facts.time + facts.state) news.add(facts.id);
  shown.set(facts.id, { key: facts.value + facts.time + facts.state, text });
}

// For those who listen: at most once a minute, and only when something is new.
function summarise() {
  if (!news.size || performance.now() - announced < SUMMARY_MS) return;
  const only = shown.size === 1 ? shown.get(Array.from(news)[0]) : null;
  const text = only ? only.text : fill(words.updated, { count: news.size });
  news.clear();
  if (!text) return;
  announced = performance.now();
  say(place(sections[0], "summary", "visually-hidden"), text);
}

function note(section) {
  const made = asWritten(section.querySelector("[data-station]") || section);
  const time = live.at || made.at;
  if (!live.failing || !time) {
    const old = section.querySelector('[data-live-part="note"]');
    if (old) old.hidden = true;
    return;
  }
  const lang = document.documentElement.lang || "zh";
  const element = place(section, "note", "live-note");
  element.hidden = false;
  say(element, fill(words.offline, { time: timeText(time, lang) }));
}

// The section's own element for a message; screen readers hear what is written into it.
function place(section, part, name) {
  let element = section.querySelector('[data-live-part="' + part + '"]');
  if (!element) {
    element = document.createElement("p");
    element.className = name;
    element.dataset.livePart = part;
    element.setAttribute("role", "status");
    section.prepend(element);
  }
  return element;
}
