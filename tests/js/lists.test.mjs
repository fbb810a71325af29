import assert from "node:assert/strict";
import { test } from "node:test";

import { inside, matches } from "../../static/js/modules/filter-list.js";
import { distanceKm, sortByDistance } from "../../static/js/modules/near-me.js";
import { today } from "../../static/js/modules/past-events.js";
import { isWeChat } from "../../static/js/modules/wechat.js";

const BBOX = [115.4, 39.5, 116.2, 40.2];
const near = (found, expected, by) => assert.ok(Math.abs(found - expected) <= by, `${found} is not ${expected}`);

test("a list without a choice keeps every item", () => {
  assert.equal(matches({}, []), true);
});

test("one value of a field is enough, but every field must fit", () => {
  const data = { season: "spring autumn", district: "mentougou" };
  const season = { field: "season", values: ["autumn", "winter"] };
  assert.equal(matches(data, [season]), true);
  assert.equal(matches(data, [season, { field: "district", values: ["mentougou"] }]), true);
  assert.equal(matches(data, [season, { field: "district", values: ["fangshan"] }]), false);
});

test("values are whole words", () => {
  assert.equal(matches({ kind: "farm-stay" }, [{ field: "kind", values: ["farm"] }]), false);
});

test("an item without the field does not fit a choice in it", () => {
  assert.equal(matches({}, [{ field: "season", values: ["autumn"] }]), false);
});

test("points lie inside a box and on its edge, not beyond it", () => {
  assert.equal(inside({ lon: "115.6", lat: "40.0" }, BBOX), true);
  assert.equal(inside({ lon: "115.4", lat: "40.2" }, BBOX), true);
  assert.equal(inside({ lon: "115.39", lat: "40.0" }, BBOX), false);
  assert.equal(inside({ lon: "115.6", lat: "40.21" }, BBOX), false);
});

test("without a box all is inside; without a position nothing is inside a box", () => {
  assert.equal(inside({}, null), true);
  assert.equal(inside({ lon: "", lat: "" }, BBOX), false);
  assert.equal(inside({}, BBOX), false);
});

test("a degree of latitude is 111.2 km, one of longitude less in the north", () => {
  near(distanceKm([115.6, 40], [115.6, 41]), 111.195, 0.01);
  near(distanceKm([115, 40], [116, 40]), 111.195 * Math.cos((40 * Math.PI) / 180), 0.05);
});

test("distances are the same there and back, and nothing to the same place", () => {
  const [a, b] = [[115.638, 39.997], [115.97, 40.46]];
  assert.equal(distanceKm(a, a), 0);
  near(distanceKm(a, b), distanceKm(b, a), 1e-9);
});

test("half way round the world is half the circumference", () => {
  near(distanceKm([0, 0], [180, 0]), Math.PI * 6371, 0.001);
});

// As much of a list as sortByDistance touches.
function listOf(places) {
  const parent = { children: [], append: (...items) => (parent.children = items) };
  const items = places.map(([id, lon, lat]) => {
    const label = { textContent: "", hidden: true };
    return { id, label, parentElement: parent, dataset: lon ? { lon, lat } : {}, querySelector: () => label };
  });
  parent.children = items;
  return { parent, items, querySelectorAll: () => items };
}

test("the nearest comes first, what has no position last and in its order", () => {
  const list = listOf([["u", ""], ["far", "116.0", "40.5"], ["v", ""], ["near", "115.61", "40.0"]]);
  sortByDistance(list, [115.6, 40], "{km} km");
  assert.deepEqual(list.parent.children.map((item) => item.id), ["near", "far", "u", "v"]);
});

test("short distances have a decimal, long ones none, unknown ones no label", () => {
  const list = listOf([["near", "115.61", "40.0"], ["far", "116.0", "40.5"], ["u", ""]]);
  sortByDistance(list, [115.6, 40], "{km} km");
  assert.deepEqual(list.items.map((item) => item.label.textContent), ["0.9 km", "65 km", ""]);
  assert.deepEqual(list.items.map((item) => item.label.hidden), [false, false, true]);
});

test("the day changes at midnight in Beijing", () => {
  assert.equal(today(new Date("2026-03-31T15:59:59Z")), "2026-03-31");
  assert.equal(today(new Date("2026-03-31T16:00:00Z")), "2026-04-01");
  assert.equal(today(new Date("2025-12-31T16:00:00Z")), "2026-01-01");
});

test("WeChat is known by its name in any case", () => {
  assert.equal(isWeChat("Mozilla/5.0 (Linux) MicroMessenger/8.0.42"), true);
  assert.equal(isWeChat("Mozilla/5.0 (Linux) Chrome/120"), false);
});
