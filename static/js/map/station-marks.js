// Which stations show their value, which only a dot: the twin of site/oxymap/maps/draw_stations.py.
// Pure functions; boxes are [left, top, right, bottom] in pixels.

import { overlap, textWidth } from "./labels.js";

// Font sizes, and the pill around a text: half its height, air beside the text, the tip below.
const FONT = 13;
const DEMO_FONT = 10;
const HALF = 12;
const AIR = 8;
const TIP = 5;
const GAP = 2;
// Bold figures are wider than the estimate for plain text, and a dash is as wide as it is high.
const BOLD = 1.08;
// Stations nearer than this stand at one place.
const TOGETHER = 6;
const RANKS = ["fresh", "late", "suspect", "stale", "maintenance", "silent"];

// The order in which stations get room; those that tell nothing come last.
// Ions have the room first: the site is about them.
function rank({ state, emphasis, other }) {
  if (emphasis) return -1;
  if (!isTold(state)) return 2 * RANKS.length;
  return RANKS.indexOf(state) + (other ? RANKS.length : 0);
}

// Whether a state is told by a pill, with a value or a dash, where there is room.
export function isTold(state) {
  return RANKS.includes(state);
}

// The middle of a pill above its place. lift: what stays free above the place for its pin.
export function pillMiddle([x, y], lift) {
  return [x, y - lift - TIP - HALF];
}

export function pillBox(place, text, demo, lift) {
  const [x, y] = pillMiddle(place, lift);
  const mark = demo ? textWidth(demo, DEMO_FONT) + AIR / 2 : 0;
  const half = Math.max(HALF + AIR / 2, (valueWidth(text) + mark) / 2 + AIR);
  return [x - half, y - HALF, x + half, y + HALF + TIP];
}

// stations: [{id, state, emphasis, place: [x, y], text, demo: text or "", other: not about ions}],
// in any order.
// options: {lift, planned: whether stations that tell nothing are drawn at all}.
// Returns [{id, kind: "pill" or "dot", place, box, members: [id, …]}]: members are told together.
export function arrange(stations, options) {
  const ordered = stations
    .slice()
    .sort((one, other) => rank(one) - rank(other) || (one.id < other.id ? -1 : 1));
  const drawn = [];
  ordered.forEach((station) => {
    const beside = drawn.find((one) => near(one.place, station.place));
    if (beside) {
      beside.members.push(station.id);
      return;
    }
    const told = isTold(station.state);
    if (!told && !options.planned && !station.emphasis) return;
    drawn.push(stand(station, told, drawn, options.lift));
  });
  return drawn;
}

function stand(station, told, drawn, lift) {
  const { id, place } = station;
  const box = pillBox(place, station.text, station.demo, lift);
  const pills = drawn.filter((one) => one.kind === "pill");
  const free = told && !pills.some((one) => overlap(widened(one.box), box));
  const [x, y] = place;
  const reach = 5;
  if (!free) return { id, kind: "dot", place, box: [x - reach, y - reach, x + reach, y + reach], members: [id] };
  return { id, kind: "pill", place, box, members: [id] };
}

function valueWidth(text) {
  return text === "—" ? FONT : textWidth(text, FONT) * BOLD;
}

function near(one, other) {
  return Math.hypot(one[0] - other[0], one[1] - other[1]) < TOGETHER;
}

function widened([left, top, right, bottom]) {
  return [left - GAP, top - GAP, right + GAP, bottom + GAP];
}
