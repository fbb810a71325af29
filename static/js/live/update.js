// Write what is known of a station into an element: the children named by data-live. Text goes in
// as text, and only where it has changed: screen readers and selections are left in peace.

import { ageOf, isShown, stateAt } from "./ageing.js";
import { ageText, fill, timeText } from "./formats.js";

// What to show of a record now. words: {states, ages, none, lastGood, mean}.
export function factsOf(record, now, limits, words) {
  const state = stateAt(record, now, limits);
  const shown = isShown(state) && record.value !== null;
  // A value that has just grown too old is the last good one.
  const goodTime = Math.max(record.goodTime, record.time);
  const goodValue = record.time && record.time >= record.goodTime ? record.value : record.goodValue;
  const time = shown ? record.time : goodTime;
  const age = time ? ageText(ageOf(time, now), words.ages) : "";
  return {
    id: record.id,
    state,
    shown,
    value: shown ? record.value : words.none,
    unit: record.unit,
    time,
    age,
    goodTime,
    stateText: words.states[state] || state,
    lastGood:
      !shown && goodTime && goodValue ? fill(words.lastGood, { value: goodValue, age }) : "",
  };
}

// Write facts into an element; record is that of a snapshot, or null while there is none.
export function write(element, facts, record, words, lang) {
  mark(element, "state", facts.state);
  mark(element, "time", facts.shown ? String(facts.time) : "");
  mark(element, "goodTime", facts.goodTime ? String(facts.goodTime) : "");
  each(element, "value", (child) => say(child, facts.value));
  each(element, "age", (child) => say(child, facts.age));
  each(element, "state", (child) => {
    say(child, facts.stateText);
    turn(child, "live-state--", facts.state);
  });
  each(element, "time", (child) => writeTime(child, facts, lang));
  each(element, "last-good", (child) => {
    // A text that could not be read stays as the server wrote it.
    if (facts.lastGood || facts.shown || record) say(child, facts.lastGood);
    child.hidden = facts.shown || !child.textContent;
  });
  // A mean and its level go with a present value. Without an answer they stay as written.
  if (!record && facts.shown) return;
  const { level, mean } = record && facts.shown ? record : {};
  each(element, "level", (child) => say(child, level ? level.name[short(lang)] : ""));
  each(element, "mean", (child) => say(child, mean ? fill(words.mean, mean) : ""));
}

export function say(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

// Exchange the one class that starts so.
export function turn(element, prefix, value) {
  Array.from(element.classList)
    .filter((name) => name.startsWith(prefix) && name !== prefix + value)
    .forEach((name) => element.classList.remove(name));
  element.classList.add(prefix + value);
}

function mark(element, name, value) {
  if (element.dataset[name] !== value) element.dataset[name] = value;
}

function each(element, part, run) {
  element.querySelectorAll('[data-live="' + part + '"]').forEach(run);
}

function writeTime(child, facts, lang) {
  say(child, facts.time ? timeText(facts.time, lang) : "");
  if (facts.time) child.setAttribute("datetime", new Date(facts.time * 1000).toISOString());
}

function short(lang) {
  return String(lang).startsWith("zh") ? "zh" : "en";
}
