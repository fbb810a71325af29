import assert from "node:assert/strict";
import { test } from "node:test";

import { nearestStop, percent, pointerX, sentence, stopAfter } from "../../static/js/chart/cursor.js";

const STOPS = [[100, 5], [300, null], [500, 7], [900, 9]];

test("the pointer finds the nearest stop", () => {
  const found = [0, 100, 199, 200, 201, 410, 650, 701, 10000].map((x) => nearestStop(STOPS, x));
  assert.deepEqual(found, [0, 0, 0, 0, 1, 2, 2, 3, 3]);
});

test("without stops there is nothing to find", () => {
  assert.equal(nearestStop([], 5), -1);
  assert.equal(nearestStop([[7, 1]], 9000), 0);
});

test("arrow keys go point by point and stay inside", () => {
  assert.equal(stopAfter("ArrowRight", 1, 4), 2);
  assert.equal(stopAfter("ArrowRight", 3, 4), 3);
  assert.equal(stopAfter("ArrowLeft", 0, 4), 0);
  assert.equal(stopAfter("ArrowUp", 1, 4), 2);
  assert.equal(stopAfter("ArrowDown", 1, 4), 0);
});

test("home, end and pages go further", () => {
  assert.equal(stopAfter("Home", 3, 40), 0);
  assert.equal(stopAfter("End", 3, 40), 39);
  assert.equal(stopAfter("PageDown", 25, 40), 15);
  assert.equal(stopAfter("PageUp", 35, 40), 39);
});

test("other keys are left to the page", () => {
  assert.equal(stopAfter("Tab", 1, 4), null);
  assert.equal(stopAfter("toString", 1, 4), null);
  assert.equal(stopAfter("ArrowRight", 0, 0), null);
});

test("a pointer outside of the plot is at its edge", () => {
  const box = { left: 50, width: 200 };
  assert.deepEqual([0, 50, 150, 250, 999].map((x) => pointerX(x, box)), [0, 0, 5000, 10000, 10000]);
  assert.equal(pointerX(7, { left: 0, width: 0 }), 0);
});

test("positions are per cent of the plot", () => {
  assert.deepEqual([0, 208, 10000].map(percent), ["0%", "2.08%", "100%"]);
});

test("a row is read with its unit and the headings that it needs", () => {
  const headings = ["Time", "ions/cm³", "Lowest to highest", "Remark"];
  assert.equal(
    sentence(headings, ["21 Nov 06:00", "2,296", "1,800–3,100", ""], 3),
    "21 Nov 06:00 · 2,296 ions/cm³ · Lowest to highest 1,800–3,100"
  );
  assert.equal(
    sentence(headings, ["21 Nov 06:05", "—", "", "99,999: wrong, not counted"], 3),
    "21 Nov 06:05 · — · 99,999: wrong, not counted"
  );
});

test("a table without remarks is read as well", () => {
  assert.equal(sentence(["Time", "mm"], ["06:00", "3.5"], -1), "06:00 · 3.5 mm");
});
