// Geometry of the studio's maps and of the line that is being drawn.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  bareOf, countOf, heightsOf, joinPart, splitAt, withHeights, withoutPart,
} from "../../static/js/studio/draw-parts.js";
import {
  boxOf, lengthOf, lengthText, lineFrom, linesOf, positionsOf, roomy,
} from "../../static/js/studio/map-geometry.js";

const A = [115.8, 39.9];
const B = [115.81, 39.9];
const C = [115.82, 39.9];
const D = [115.83, 39.91];
const STRINGS = { metres: "{count} m", kilometres: "{count} km" };

test("positions of every kind of geometry are found", () => {
  assert.deepEqual(positionsOf(null), []);
  assert.deepEqual(positionsOf({ type: "Point", coordinates: A }), [A]);
  assert.deepEqual(positionsOf({ type: "MultiLineString", coordinates: [[A, B], [C, D]] }), [A, B, C, D]);
  assert.deepEqual(positionsOf({ type: "MultiPolygon", coordinates: [[[A, B, C, A]]] }), [A, B, C, A]);
});

test("the box is around everything, and nothing has none", () => {
  assert.deepEqual(boxOf([{ type: "LineString", coordinates: [A, D] }, C]), [115.8, 39.9, 115.83, 39.91]);
  assert.equal(boxOf([null]), null);
  const long = Array.from({ length: 200000 }, (_, n) => [115 + n / 1e6, 40]);
  assert.equal(boxOf([{ type: "LineString", coordinates: long }])[0], 115);
});

test("a point gets air around it", () => {
  const [west, south, east, north] = roomy([115.8, 39.9, 115.8, 39.9]);
  assert.ok(west < 115.8 && east > 115.8 && south < 39.9 && north > 39.9);
});

test("a degree of latitude is 111.195 km on the sphere", () => {
  assert.equal(Math.round(lengthOf([[[116, 39.5], [116, 40.5]]])), 111195);
  assert.equal(lengthOf([]), 0);
});

test("lengths are told in metres, then kilometres", () => {
  assert.equal(lengthText(849.6, STRINGS), "850 m");
  assert.equal(lengthText(12345, STRINGS), "12.35 km");
  assert.equal(lengthText(123456, STRINGS), "123 km");
});

test("parts and geometries are the same thing", () => {
  assert.equal(lineFrom([]), null);
  assert.equal(lineFrom([[A]]), null);
  assert.deepEqual(linesOf(lineFrom([[A, B]])), [[A, B]]);
  assert.deepEqual(linesOf(lineFrom([[A, B], [C, D]])), [[A, B], [C, D]]);
  assert.deepEqual(linesOf({ type: "Point", coordinates: A }), []);
});

test("vertices that stay keep their heights, moved ones lose them", () => {
  const heights = heightsOf([[[...A, 350], [...B, 360.5]]]);
  assert.deepEqual(withHeights([[A, B, C]], heights), [[[...A, 350], [...B, 360.5], C]]);
  assert.deepEqual(withHeights([[[115.8000004, 39.9]]], heights), [[[115.8, 39.9, 350]]]);
});

test("a height that was carried to another place is dropped", () => {
  assert.deepEqual(withHeights([[[...C, 350]]], heightsOf([[[...A, 350]]])), [[C]]);
});

test("a vertex that knows its height is believed before its place", () => {
  const heights = heightsOf([[[...A, 350], B, [...A, 352]]]);
  assert.deepEqual(withHeights([[[...A, 350], B, [...A, 352]]], heights), [[[...A, 350], B, [...A, 352]]]);
});

for (const [name, added] of [["at the end", [B, C]], ["at the end, turned", [C, B]]]) {
  test(`a part that meets another ${name} is joined to it`, () => {
    assert.deepEqual(joinPart([[A, B]], added), { parts: [[A, B, C]], joined: true });
  });
}

test("a part that ends at a beginning comes before it", () => {
  assert.deepEqual(joinPart([[B, C]], [A, B]), { parts: [[A, B, C]], joined: true });
  assert.deepEqual(joinPart([[B, C]], [B, A]), { parts: [[A, B, C]], joined: true });
});

test("a part that meets none stays by itself", () => {
  assert.deepEqual(joinPart([[A, B]], [C, D]), { parts: [[A, B], [C, D]], joined: false });
});

test("a line is cut at the nearest vertex inside, which both halves keep", () => {
  assert.deepEqual(splitAt([[A, B, C, D]], 0, [115.8201, 39.9]), [[A, B, C], [C, D]]);
  assert.deepEqual(splitAt([[A, B]], 0, A), [[A, B]]);
});

test("a part can be taken away, and vertices are counted", () => {
  assert.deepEqual(withoutPart([[A, B], [C, D]], 0), [[C, D]]);
  assert.equal(countOf([[A, B], [B, C, D]]), 5);
  assert.equal(bareOf([[[...A, 350], B], [C]]), 2);
});
