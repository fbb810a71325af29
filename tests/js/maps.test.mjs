import assert from "node:assert/strict";
import { test } from "node:test";

import { readState, writeState } from "../../static/js/map/address.js";
import { gather } from "../../static/js/map/crowds.js";
import { readItems } from "../../static/js/map/items.js";
import { overlap, placeLabels, textWidth } from "../../static/js/map/labels.js";
import { curve, path } from "../../static/js/map/paths.js";
import { indexAt, nearestIndex, readPlot } from "../../static/js/map/way.js";
import { fitView, inRing, toDegrees, toWorld } from "../../static/js/map/world.js";

const wish = (key, x, y, priority, more) => ({
  key,
  text: "斋堂镇",
  places: [[x, y]],
  size: 12,
  priority,
  ...more,
});

test("world pixels come back as the same degrees", () => {
  const [x, y] = toWorld(115.64, 39.99, 11.3);
  const [lon, lat] = toDegrees(x, y, 11.3);
  assert.ok(Math.abs(lon - 115.64) < 1e-9 && Math.abs(lat - 39.99) < 1e-9);
});

test("a box is fitted whole into the container", () => {
  const view = fitView([115.4, 39.5, 116.6, 40.8], [400, 500], 16);
  const [left] = toWorld(115.4, 40, view.zoom);
  const [right] = toWorld(116.6, 40, view.zoom);
  const [, top] = toWorld(116, 40.8, view.zoom);
  const [, bottom] = toWorld(116, 39.5, view.zoom);
  assert.ok(right - left <= 400.01 && bottom - top <= 500.01);
  assert.ok(right - left > 399 || bottom - top > 499);
});

test("a single point is shown at the largest zoom", () => {
  assert.equal(fitView([116, 40, 116, 40], [400, 300], 16).zoom, 16);
});

test("points in and outside a ring are told apart", () => {
  const ring = [[0, 0], [4, 0], [4, 4], [0, 4]];
  assert.equal(inRing([2, 2], ring), true);
  assert.equal(inRing([5, 2], ring), false);
});

test("labels never overlap each other or a foreign symbol", () => {
  const wishes = Array.from({ length: 60 }, (_, n) => wish("w" + n, (n * 37) % 300, (n * 53) % 200, n % 5));
  const obstacles = wishes.map((one) => {
    const [x, y] = one.places[0];
    return [one.key, [x - 3, y - 3, x + 3, y + 3]];
  });
  const placed = placeLabels(wishes, [0, 0, 300, 200], obstacles);
  assert.ok(placed.length > 5);
  placed.forEach((label, index) => {
    placed.slice(index + 1).forEach((other) => assert.equal(overlap(label.box, other.box), false));
    obstacles.forEach(([key, box]) => {
      assert.ok(key === label.wish.key || !overlap(label.box, box));
    });
  });
});

test("the more important label wins the room", () => {
  const placed = placeLabels(
    [wish("low", 50, 50, 5, { sides: ["c"] }), wish("high", 52, 50, 1, { sides: ["c"] })],
    [0, 0, 100, 100],
    []
  );
  assert.deepEqual(placed.map((label) => label.wish.key), ["high"]);
});

test("Chinese characters are as wide as the type is high", () => {
  assert.equal(textWidth("斋堂镇", 10), 30);
  assert.ok(textWidth("Zhaitang", 10) < 60);
});

test("near places gather, lone ones do not", () => {
  const point = (id, x, more) => ({ item: { id, ...more }, place: [x, 0] });
  const groups = gather([point("a", 0), point("b", 5), point("c", 100)], 20);
  assert.deepEqual(groups.map((group) => group.members.length), [2, 1]);
});

test("the place that a page is about never disappears in a crowd", () => {
  const point = (id, x, more) => ({ item: { id, ...more }, place: [x, 0] });
  const groups = gather([point("a", 0), point("b", 0, { emphasis: true })], 20);
  assert.equal(groups.length, 2);
  const [crowd, alone] = groups;
  assert.equal(alone.members[0].item.id, "b");
  assert.ok(Math.hypot(crowd.place[0] - alone.place[0], crowd.place[1] - alone.place[1]) > 20);
});

test("the state goes into the address and comes back", () => {
  const state = {
    layers: ["villages", "trails"],
    view: { lat: 40.01, lon: 115.6, zoom: 11.5 },
    selected: "cuandixia",
  };
  const search = writeState("?season=autumn", state);
  assert.equal(
    search,
    "?season=autumn&layers=villages,trails&view=40.0100,115.6000,11.5&selected=cuandixia"
  );
  assert.deepEqual(readState(search), state);
});

test("what the address says wrongly is left out", () => {
  assert.deepEqual(readState("?view=NaN,1,2&selected=<script>&layers=a,<b>"), {
    layers: ["a"],
    view: null,
    selected: null,
  });
  assert.equal(readState("?view=95,10,5").view, null);
});

test("an empty state leaves no trace in the address", () => {
  assert.equal(writeState("?view=1,2,3", { layers: null, view: null, selected: null }), "");
});

test("published features become items in the page's language", () => {
  const layer = { id: "villages", page: "/en/places/{id}" };
  const feature = {
    id: "cuandixia",
    geometry: { type: "Point", coordinates: [115.6, 40] },
    properties: { name: { zh: "爨底下村", en: "Cuandixia" }, approximate: true },
  };
  const [item] = readItems({ features: [feature, { ...feature, geometry: null }] }, layer, "en");
  assert.equal(item.name, "Cuandixia");
  assert.equal(item.url, "/en/places/cuandixia");
  assert.equal(item.approximate, true);
  assert.deepEqual(item.point, [115.6, 40]);
});

test("paths are closed and smooth as asked", () => {
  assert.equal(path([[0, 0], [1, 0]], true), "M0.0 0.0L1.0 0.0z");
  assert.match(curve([[0, 0], [5, 5], [10, 0]]), /^M0\.0 0\.0C.*10\.0 0\.0$/);
});

test("the profile finds the nearest point by distance and by position", () => {
  const plot = readPlot("40 30 380 120 1000 800 900");
  const points = [[0, 800, 115, 40], [500, 850, 115.1, 40], [1000, 900, 115.2, 40]];
  assert.equal(indexAt(points, plot, 215), 1);
  assert.equal(indexAt(points, plot, -50), 0);
  assert.equal(nearestIndex(points, { lon: 115.19, lat: 40.01 }), 2);
});
