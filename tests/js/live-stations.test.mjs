import assert from "node:assert/strict";
import { test } from "node:test";

import { LIMITS } from "../../static/js/live/ageing.js";
import { overlap } from "../../static/js/map/labels.js";
import { arrange, isTold, pillBox } from "../../static/js/map/station-marks.js";
import { statesOf } from "../../static/js/map/station-states.js";

const STATES = ["fresh", "late", "suspect", "stale", "maintenance", "silent", "planned"];
const at = (id, x, y, more) => ({ id, state: "fresh", place: [x, y], text: "2,296", demo: "", ...more });
const kinds = (drawn) => drawn.map((one) => one.id + " " + one.kind).sort();

test("stations with room show their values", () => {
  const drawn = arrange([at("a", 0, 0), at("b", 100, 0)], { lift: 0, planned: true });
  assert.deepEqual(kinds(drawn), ["a pill", "b pill"]);
});

test("labels never overlap; the fresher station has the room", () => {
  const crowd = STATES.map((state, n) => at("s" + n, n * 9, 0, { state, text: "—" })).reverse();
  const drawn = arrange(crowd, { lift: 0, planned: true });
  const pills = drawn.filter((one) => one.kind === "pill");
  assert.equal(drawn.length, crowd.length);
  assert.equal(pills[0].id, "s0");
  pills.forEach((one, n) => pills.slice(n + 1).forEach((other) => assert.equal(overlap(one.box, other.box), false)));
});

test("planned stations are dots, and are drawn only when they are asked for", () => {
  const planned = at("a", 0, 0, { state: "planned", text: "—" });
  assert.deepEqual(kinds(arrange([planned], { lift: 0, planned: true })), ["a dot"]);
  assert.deepEqual(arrange([planned], { lift: 0, planned: false }), []);
});

test("the station of the page is drawn whatever its state, and first", () => {
  const about = at("z", 0, 0, { state: "planned", emphasis: true });
  const drawn = arrange([at("a", 20, 0), about], { lift: 0, planned: false });
  assert.deepEqual(drawn.map((one) => one.id), ["z", "a"]);
});

test("stations at one place are told together, the one with a value in front", () => {
  const drawn = arrange([at("a", 0, 0, { state: "silent" }), at("b", 2, 2)], { lift: 0, planned: true });
  assert.deepEqual(drawn.map((one) => one.members), [["b", "a"]]);
});

test("a label stands above its place, higher where a pin is, wider with a mark of demonstration", () => {
  const [left, , right, bottom] = pillBox([50, 50], "2,296", "", 0);
  assert.equal(bottom, 50);
  assert.equal(left + right, 100);
  assert.equal(pillBox([50, 50], "2,296", "", 13)[3], 37);
  assert.ok(pillBox([50, 50], "2,296", "演示", 0)[0] < left);
});

test("ions have the room before other values, and other values before what tells nothing", () => {
  const weather = at("a", 0, 0, { other: true, text: "18.7 °C" });
  const silent = at("b", 10, 0, { state: "silent", text: "—" });
  const planned = at("c", 0, 1, { state: "planned" });
  const drawn = arrange([planned, weather, silent], { lift: 0, planned: true });
  assert.deepEqual(drawn.map((one) => one.id + " " + one.kind), ["b pill", "a dot"]);
  assert.deepEqual(drawn[1].members, ["a", "c"]);
});

test("the order does not depend on the order given", () => {
  const some = [at("a", 0, 0), at("b", 30, 0), at("c", 60, 0)];
  const options = { lift: 0, planned: true };
  assert.deepEqual(arrange(some, options), arrange(some.slice().reverse(), options));
});

test("only planned and unknown stations have nothing to tell", () => {
  assert.deepEqual(STATES.filter((state) => !isTold(state)), ["planned"]);
  assert.equal(isTold(null), false);
});

// --- what the map knows ------------------------------------------------------------------

const NOON = Date.parse("2026-11-21T04:00:00Z") / 1000;
const WORDS = { states: {}, ages: { now: "刚刚", minutes: "{n} 分钟前" }, none: "—", lastGood: "{value}" };
const spec = (kind) => ({
  kind,
  lang: "zh",
  layers: [{ id: "stations", page: "/live/{id}" }],
  live: { rendered: NOON, units: { "1/cm3": "个/cm³" } },
});
const told = (id, more) => ({
  id, kind: "ion", name: { zh: id + "站", en: id }, lon: 116, lat: 40, demo: false, state: "fresh", interval_s: 300,
  values: { neg_ion: { value: 2296, unit: "1/cm3", time: new Date((NOON - 60) * 1000).toISOString() } }, last_good: null,
  ...more,
});
const known = (items, stations, kind = "full") => {
  const snapshot = stations && { stations };
  return statesOf(items, spec(kind), { live: { snapshot, at: NOON, limits: LIMITS }, now: NOON, words: WORDS, lang: "zh" });
};
const item = { id: "a", name: "a站", url: "/live/a", point: [115, 39] };

test("before the first answer a published station is there, and nothing is said of it", () => {
  assert.equal(known([item], null).get("a").facts, null);
});

test("a page that shows values has them before the first answer", () => {
  const station = { state: "fresh", value: "1,850", time: NOON - 60, unit: "个/cm³", interval_s: 300, demo: true };
  const { facts, item: made } = known([{ ...item, station }], null, "detail").get("a");
  assert.deepEqual([facts.value, facts.state, made.demo, made.unit], ["1,850", "fresh", true, "个/cm³"]);
});

test("an answer gives values, keeps the published place and name, and adds new stations", () => {
  const found = known([item], [told("a"), told("b", { demo: true })]);
  assert.deepEqual([found.get("a").facts.value, found.get("a").item.point], ["2,296", [115, 39]]);
  const { item: added } = found.get("b");
  assert.deepEqual([added.name, added.url, added.unit, added.demo], ["b站", "/live/b", "个/cm³", true]);
});

test("a station that the server does not know any more is gone", () => {
  assert.deepEqual(Array.from(known([item], [told("b")]).keys()), ["b"]);
});

test("a map of chosen stations takes no others", () => {
  assert.deepEqual(Array.from(known([item], [told("a"), told("b")], "detail").keys()), ["a"]);
});

test("what is not of ions has its unit in the label", () => {
  const values = { temperature: { value: -2.65, unit: "Cel", time: new Date((NOON - 60) * 1000).toISOString() } };
  const found = known([], [told("a"), told("w", { kind: "weather", values })]);
  assert.deepEqual([found.get("a").item.suffix, found.get("w").item.suffix], ["", "Cel"]);
});

test("a station without a place is not on the map", () => {
  assert.equal(known([], [told("b", { lon: null, lat: null })]).size, 0);
});
