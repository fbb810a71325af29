import assert from "node:assert/strict";
import { test } from "node:test";

import { words } from "../../static/js/map/dom.js";
import { growth } from "../../static/js/map/hills.js";
import { readItems } from "../../static/js/map/items.js";
import { placeLabels } from "../../static/js/map/labels.js";
import { path } from "../../static/js/map/paths.js";
import {
  districtWishes, fromMiddle, isShown, pointWish, readSketch, waterWish,
} from "../../static/js/map/sketch.js";
import { inRing } from "../../static/js/map/world.js";

const member = (id, kind, type, coordinates, more) => ({
  id,
  properties: { kind, rank: 1, name: ["河", "River"], ...more },
  geometry: { type, coordinates },
});
const RING = [[0, 0], [4, 0], [4, 4], [0, 0]];
const peak = { id: "p", kind: "peak", rank: 1, name: ["灵山", "Mount Ling"], ele: 2303 };

test("the sketch is sorted by what is drawn", () => {
  const sketch = readSketch({
    hills: { outlines: [], strokes: [] },
    features: [
      member("d", "district", "MultiPolygon", [[RING], [RING]]),
      member("r", "river", "LineString", RING),
      member("l", "reservoir", "Polygon", [RING]),
      member("g", "ridge", "LineString", RING),
      member("p", "peak", "Point", [1, 2], { ele_m: 900 }),
    ],
  });
  assert.equal(sketch.districts[0].rings.length, 2);
  assert.deepEqual([sketch.rivers[0].id, sketch.ridges[0].id], ["r", "g"]);
  assert.deepEqual(sketch.reservoirs[0].line, RING);
  assert.deepEqual(sketch.points.map((item) => [item.id, item.ele]), [["p", 900]]);
});

test("lesser towns and summits appear only from near", () => {
  const ranks = (kind, zoom) => [1, 2, 3].filter((rank) => isShown({ kind, rank }, zoom));
  assert.deepEqual(ranks("town", 8), [1]);
  assert.deepEqual(ranks("peak", 9), [1, 2]);
  assert.deepEqual(ranks("town", 9.6), [1, 2, 3]);
});

test("a summit is named with its height, the unit in English only", () => {
  assert.equal(pointWish(peak, [0, 0], 0).text, "灵山 2303");
  assert.equal(pointWish(peak, [0, 0], 1).text, "Mount Ling 2303 m");
});

test("the seat of a district is named before other towns, names outside last", () => {
  const order = [["town", 1], ["town", 2], ["outside", 1]].map(
    ([kind, rank]) => pointWish({ ...peak, kind, rank, ele: undefined }, [0, 0], 0)
  );
  assert.deepEqual(order.map((wish) => wish.style), ["seat", "town", "outside"]);
  assert.ok(order[0].priority < order[1].priority && order[1].priority < order[2].priority);
});

test("water is named where it is seen and from its zoom on", () => {
  const river = { id: "r", rank: 2, name: ["清水河", "Qingshui River"] };
  assert.equal(waterWish(river, [[1, 1]], 0, 8.9), null);
  assert.equal(waterWish(river, [], 0, 12), null);
  assert.equal(waterWish({ ...river, name: null }, [[1, 1]], 0, 12), null);
  assert.equal(waterWish(river, [[1, 1]], 1, 9).text, "Qingshui River");
});

test("of a district's two names only one is placed, the small one where room is short", () => {
  const wishes = districtWishes({ id: "d", name: ["门头沟", "Mentougou"] }, [[50, 20]], 0, false);
  assert.equal(placeLabels(wishes, [0, 0, 100, 40], []).length, 1);
  const [small] = placeLabels(wishes, [20, 0, 80, 40], []);
  assert.equal(small.wish.size, wishes[1].size);
});

test("a list is read from its middle outwards and stays as it was", () => {
  const list = ["a", "b", "c", "d"];
  assert.deepEqual(fromMiddle(list), ["c", "b", "d", "a"]);
  assert.deepEqual(list, ["a", "b", "c", "d"]);
  assert.deepEqual(fromMiddle([]), []);
});

test("names in a text are filled, unknown ones stay, values are never read again", () => {
  assert.equal(words("{count} 处：{names}", { count: 2, names: "{count}" }), "2 处：{count}");
  assert.equal(words("{a}", {}), "{a}");
  assert.equal(words(undefined, {}), "");
});

test("lines, missing names and vague positions become items as they should", () => {
  const layer = { id: "trails" };
  const read = (geometry, properties) =>
    readItems({ features: [{ id: 7, geometry, properties: { name: { zh: "道" }, ...properties } }] }, layer, "en")[0];
  const line = read({ type: "LineString", coordinates: RING }, { line: "schematic" });
  assert.deepEqual([line.id, line.name, line.url, line.schematic], ["7", "道", null, true]);
  assert.deepEqual(line.lines, [RING]);
  assert.deepEqual(read({ type: "MultiLineString", coordinates: [RING] }).lines, [RING]);
  assert.equal(read({ type: "Polygon", coordinates: [RING] }), undefined);
  const at = (precision_m) => read({ type: "Point", coordinates: [0, 0] }, { position: { precision_m } });
  assert.deepEqual([at(500).approximate, at(501).approximate, at(undefined).approximate], [false, true, true]);
});

test("hills grow with the zoom, but not below zoom 8", () => {
  assert.equal(growth(9), 1);
  assert.equal(growth(5), growth(8));
  assert.ok(growth(12) > growth(10));
});

test("a bent ring has its bend outside", () => {
  const bent = [[0, 0], [6, 0], [6, 6], [4, 6], [4, 2], [2, 2], [2, 6], [0, 6]];
  assert.deepEqual([[1, 5], [3, 5], [5, 5], [3, 1]].map((at) => inRing(at, bent)), [true, false, true, true]);
});

test("an open path is not closed", () => {
  assert.equal(path([[0, 0], [1.26, 0]]), "M0.0 0.0L1.3 0.0");
});
