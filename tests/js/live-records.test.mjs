import assert from "node:assert/strict";
import { test } from "node:test";

import { LIMITS } from "../../static/js/live/ageing.js";
import { fromElement, fromMap, fromSnapshot } from "../../static/js/live/records.js";
import { factsOf } from "../../static/js/live/update.js";

const NOON = Date.parse("2026-11-21T04:00:00Z") / 1000;
const iso = (time) => new Date(time * 1000).toISOString();
const WORDS = {
  states: { fresh: "实时", late: "稍迟", stale: "已过时" },
  ages: { now: "刚刚", minutes: "{n} 分钟前", hours: "{n} 小时前", days: "{n} 天前" },
  none: "—",
  lastGood: "最近一次有效值 {value}（{age}）",
};
const ION = { value: 2296.4, unit: "1/cm3", time: iso(NOON - 60), age_s: 60, level: null, mean_hour: null };

const station = (more) => ({
  id: "a", kind: "ion", state: "fresh", interval_s: 300, values: { neg_ion: ION }, last_good: null, ...more,
});
const record = (more, property = null) => fromSnapshot(station(more), property, NOON, "zh-Hans");
const facts = (found, now = NOON) => factsOf(found, now, LIMITS, WORDS);

test("a present value has its number, its time and its age", () => {
  const { value, age, time, shown, lastGood, stateText } = facts(record());
  assert.deepEqual([value, age, time, shown, lastGood], ["2,296", "1 分钟前", NOON - 60, true, ""]);
  assert.equal(stateText, "实时");
});

test("a value that grows too old becomes the last good one", () => {
  const { state, value, lastGood } = facts(record(), NOON + 1200);
  assert.deepEqual([state, value, lastGood], ["stale", "—", "最近一次有效值 2,296（21 分钟前）"]);
});

test("without a present value a dash stands, and the last good value beside it", () => {
  const good = { property: "neg_ion", value: 1850, unit: "1/cm3", time: iso(NOON - 7200), age_s: 7200 };
  const values = { neg_ion: { ...ION, value: null, time: null } };
  const found = facts(record({ state: "stale", values, last_good: good }));
  assert.deepEqual([found.value, found.lastGood], ["—", "最近一次有效值 1,850（2 小时前）"]);
});

test("an error value has a time but never stands as the present or the last good one", () => {
  const values = { neg_ion: { ...ION, value: null } };
  const found = facts(record({ state: "suspect", values }));
  assert.deepEqual([found.value, found.lastGood, found.age], ["—", "", ""]);
});

test("a planned station has neither value nor age", () => {
  const found = facts(record({ state: "planned", values: {} }));
  assert.deepEqual([found.value, found.age, found.lastGood, found.state], ["—", "", "", "planned"]);
});

test("each kind of station is told by its own property", () => {
  const values = { humidity: { ...ION, value: 61 }, temperature: { ...ION, value: 18.65, unit: "Cel" } };
  const found = record({ kind: "weather", values });
  assert.deepEqual([found.value, found.unit], ["18.7", "Cel"]);
});

test("another property of a station can be asked for, and may be missing", () => {
  const values = { neg_ion: ION, humidity: { ...ION, value: 61.2 } };
  assert.equal(record({ values }, "humidity").value, "61");
  const missing = record({ values }, "wind_speed");
  assert.deepEqual([missing.value, missing.state], [null, "stale"]);
});

test("the mean of the hour comes with its completeness, or not at all", () => {
  const mean_hour = { value: 2100.6, n: 11, of: 12 };
  assert.deepEqual(record({ values: { neg_ion: { ...ION, mean_hour } } }).mean, { value: "2,101", n: 11, of: 12 });
  const empty = { ...mean_hour, value: null };
  assert.equal(record({ values: { neg_ion: { ...ION, mean_hour: empty } } }).mean, null);
});

test("an element tells what the server wrote", () => {
  const data = { station: "a", state: "fresh", interval: "60", time: "1000", goodTime: "1000", rendered: "1010" };
  assert.deepEqual(fromElement(data, "2,296", null), {
    id: "a", state: "fresh", at: 1010, interval: 60, value: "2,296", time: 1000, goodValue: null, goodTime: 1000,
  });
});

test("an element without a present value keeps its last good one", () => {
  const data = { station: "a", state: "stale", interval: "300", time: "", goodTime: String(NOON - 7200), rendered: String(NOON) };
  const found = facts(fromElement(data, "—", "1,850"), NOON + 3600);
  assert.deepEqual([found.value, found.lastGood], ["—", "最近一次有效值 1,850（3 小时前）"]);
});

test("a map's JSON leaves out what is not there", () => {
  const found = fromMap({ state: "planned", unit: "个/cm³", interval_s: 300 }, NOON);
  assert.deepEqual([found.value, found.time, found.goodTime, found.at], [null, 0, 0, NOON]);
});
