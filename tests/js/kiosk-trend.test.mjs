// Whether a value stands above or below the mean of its last hour.

import assert from "node:assert/strict";
import { test } from "node:test";

import { trendOf } from "../../static/js/kiosk/trend.js";

const found = (value, mean) => ({ value, mean_hour: { value: mean, n: 12, of: 12 } });

test("a value far from the mean has a direction", () => {
  assert.equal(trendOf(found(1300, 1000)), "up");
  assert.equal(trendOf(found(700, 1000)), "down");
});

test("a value near the mean is even", () => {
  assert.equal(trendOf(found(1100, 1000)), "even");
  assert.equal(trendOf(found(900, 1000)), "even");
});

test("nothing is told without a value or without a mean", () => {
  assert.equal(trendOf(null), "");
  assert.equal(trendOf(found(null, 1000)), "");
  assert.equal(trendOf(found(1000, null)), "");
  assert.equal(trendOf({ value: 1000, mean_hour: null }), "");
});
