import assert from "node:assert/strict";
import { test } from "node:test";

import { ageText, fill, numberText, timeText, valueIn } from "../../static/js/live/formats.js";

const AGES = { now: "刚刚", minutes: "{n} 分钟前", hours: "{n} 小时前", days: "{n} 天前" };
const GOOD = "最近一次有效值 {value}（{age}）";

test("numbers are grouped and rounded half up, in both languages alike", () => {
  for (const lang of ["zh-Hans", "en"]) {
    const texts = [[2296], [0.5], [1234567.49], [18.65, 1], [18, 1], [-0.04, 1], [-2.25, 1], [0.005, 2]].map(
      ([value, digits]) => numberText(value, lang, digits)
    );
    assert.deepEqual(texts, ["2,296", "1", "1,234,567", "18.7", "18", "0", "-2.3", "0.01"]);
  }
});

test("an age is told in its largest unit, rounded down", () => {
  const texts = [0, 59, 60, 3599, 3600, 86399, 86400, 864000].map((seconds) => ageText(seconds, AGES));
  assert.deepEqual(texts, [
    "刚刚", "刚刚", "1 分钟前", "59 分钟前", "1 小时前", "23 小时前", "1 天前", "10 天前",
  ]);
});

test("times are Beijing's, with the day", () => {
  const time = Date.parse("2026-11-20T16:05:00Z") / 1000;
  assert.equal(timeText(time, "zh-Hans"), "11月21日 00:05");
  assert.equal(timeText(time, "en"), "21 November 00:05");
});

test("only known names of a text are filled", () => {
  assert.equal(fill("{n} of {of}", { n: 3 }), "3 of {of}");
  assert.equal(fill(undefined, {}), "");
});

test("a value is read back out of the text that the server made", () => {
  assert.equal(valueIn(" 最近一次有效值 2,296（5 小时前）\n", GOOD), "2,296");
  assert.equal(valueIn("Last valid value 18.5 (2 h ago)", "Last valid value {value} ({age})"), "18.5");
});

test("a text that does not fit gives no value", () => {
  for (const text of ["", null, "2,296", "最近一次有效值（5 小时前）"]) assert.equal(valueIn(text, GOOD), null);
  assert.equal(valueIn("2,296", undefined), null);
});
