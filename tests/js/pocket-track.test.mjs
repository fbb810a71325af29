// Where somebody is on a line, and what is said about it.

import assert from "node:assert/strict";
import { test } from "node:test";

import { bearing, distanceM, isOff, lengthM, nearest, octant, onLine, roundM } from "../../static/js/pocket/track.js";
import { degreesText, lengthText, oldText, tellAll } from "../../static/js/pocket/whereabouts.js";

const near = (found, wanted, by) => assert.ok(Math.abs(found - wanted) <= by, `${found} is not ${wanted} ± ${by}`);
// One kilometre east at 40° north, then one north.
const EAST = 1000 / (111194.93 * Math.cos((40 * Math.PI) / 180));
const NORTH = 1000 / 111194.93;
const LINE = [[[116, 40], [116 + EAST, 40], [116 + EAST, 40 + NORTH]]];

test("a degree of latitude is 111.19 km", () => near(distanceM([116, 40], [116, 41]), 111194.9, 1));
test("the same place is no distance", () => assert.equal(distanceM([116, 40], [116, 40]), 0));
test("a line is as long as its stretches", () => near(lengthM(LINE), 2000, 1));
test("gaps between parts do not count", () => near(lengthM([LINE[0].slice(0, 2), [[117, 41], [117, 41]]]), 1000, 1));

test("directions go round by the compass", () => {
  near(bearing([116, 40], [116, 41]), 0, 0.01);
  near(bearing([116, 40], [116.01, 40]), 90, 0.01);
  near(bearing([116, 40], [116, 39]), 180, 0.01);
  near(bearing([116, 40], [115.99, 40]), 270, 0.01);
});
test("a direction has one of eight names, also just before north", () => {
  assert.deepEqual([0, 22, 23, 90, 180, 270, 338, 359].map(octant), [0, 0, 1, 2, 4, 6, 0, 0]);
});

test("a position beside the line is brought to it", () => {
  const place = onLine(LINE, [116 + EAST / 2, 40 + NORTH / 20]);
  near(place.along_m, 500, 2);
  near(place.left_m, 1500, 2);
  near(place.off_m, 50, 1);
});
test("before the start and beyond the end the line's ends count", () => {
  assert.equal(onLine(LINE, [115.9, 40]).along_m, 0);
  near(onLine(LINE, [116 + EAST, 41]).left_m, 0, 1);
});
test("where the way comes back, the pass nearest to the last position counts", () => {
  const there = [[[116, 40], [116 + EAST, 40], [116, 40]]];
  const here = [116 + EAST / 4, 40];
  near(onLine(there, here, 200).along_m, 250, 2);
  near(onLine(there, here, 1700).along_m, 1750, 2);
});
test("several parts follow each other", () => {
  const parts = [LINE[0].slice(0, 2), [[116 + EAST, 40 + NORTH], [116 + 2 * EAST, 40 + NORTH]]];
  near(onLine(parts, [116 + 1.5 * EAST, 40 + NORTH]).along_m, 1500, 2);
});
test("no line, no place on it", () => {
  assert.equal(onLine([], [116, 40]), null);
  assert.equal(onLine([[]], [116, 40]), null);
});
test("a line of one point is that point", () => assert.equal(onLine([[[116, 40]]], [116, 40]).off_m, 0));
test("a stretch without length does no harm", () => {
  near(onLine([[[116, 40], [116, 40], [116 + EAST, 40]]], [116 + EAST, 40]).along_m, 1000, 1);
});

test("off the line is what is beyond all that is uncertain", () => {
  assert.equal(isOff({ off_m: 59 }, 10, 50, 0), false);
  assert.equal(isOff({ off_m: 61 }, 10, 50, 0), true);
  assert.equal(isOff({ off_m: 500 }, 10, 50, 500), false);
});
test("the nearest named point has a distance and a direction", () => {
  const found = nearest([{ name: "a", lon: 116, lat: 41 }, { name: "b", lon: 116, lat: 39.9 }], [116, 40]);
  assert.equal(found.point.name, "b");
  assert.equal(found.octant, 4);
  near(found.distance_m, 11119, 1);
  assert.equal(nearest([], [116, 40]), null);
});
test("metres are said no more exactly than they are known", () => {
  assert.deepEqual([3, 47, 96, 104, 995, 1234, 12345].map(roundM), [5, 45, 95, 100, 1000, 1200, 12300]);
});

const TEXTS = {
  near: "within {accuracy}", at: "at {time}", along: "{done} done, {left} left",
  off: "off {distance} {direction}", off_schematic: "off schematic {distance}", far: "far {distance} {direction}",
  exit: "exit {name} {distance} {direction}", point: "point {name}", about: "{name} about", old: "old {minutes}",
  degrees: "{lat} N {lon} E", degrees_south: "{lat} {lon}", metres: "{value} m", kilometres: "{value} km",
};
const WAY = {
  line: LINE, schematic: false, off_m: 50, line_m: 0, directions: ["N", "NE", "E", "SE", "S", "SW", "W", "NW"],
  exits: [{ name: "start", lon: 116, lat: 40 }], points: [{ name: "village", lon: 116, lat: 40, about: true }],
};
const fix = (lon, lat, accuracy_m = 8) => ({ lon, lat, accuracy_m, time: 0 });

test("on the line: how far from the start and to the end", () => {
  const told = tellAll(WAY, fix(116 + EAST / 2, 40), undefined, TEXTS);
  assert.equal(told.along, "500 m done, 1.5 km left");
  assert.equal(told.notice, "");
  assert.equal(told.exit, "exit start 500 m W");
  assert.equal(told.point, "point village about");
  assert.match(told.degrees, /^40\.00000 N 116\.00/);
});
test("beside the line the notice says where it lies", () => {
  const told = tellAll(WAY, fix(116 + EAST / 2, 40 - NORTH / 10), undefined, TEXTS);
  assert.equal(told.off, true);
  assert.equal(told.notice, "off 100 m N");
});
test("a poor position gives no false alarm", () => {
  assert.equal(tellAll(WAY, fix(116 + EAST / 2, 40 - NORTH / 10, 60), undefined, TEXTS).off, false);
});
test("a schematic line shows no direction to follow", () => {
  const way = { ...WAY, schematic: true, line_m: 20 };
  assert.equal(tellAll(way, fix(116 + EAST / 2, 40 - NORTH / 10), undefined, TEXTS).notice, "off schematic 100 m");
});
test("far away nothing is said about the way along", () => {
  const told = tellAll(WAY, fix(116, 39), undefined, TEXTS);
  assert.equal(told.along, "");
  assert.equal(told.along_m, null);
  assert.match(told.notice, /^far 111\.2 km N/);
});
test("without a line the rest is said", () => {
  const told = tellAll({ ...WAY, line: [], exits: [] }, fix(116, 40), undefined, TEXTS);
  assert.equal(told.exit, "");
  assert.equal(told.point, "point village about");
});
test("lengths and degrees are texts", () => {
  assert.equal(lengthText(996, TEXTS), "1.0 km");
  assert.equal(degreesText({ lat: -3, lon: 4 }, TEXTS), "-3.00000 4.00000");
});
test("an old position says so after two minutes", () => {
  assert.equal(oldText({ time: 0 }, 100000, TEXTS), "");
  assert.equal(oldText({ time: 0 }, 200000, TEXTS), "old 3");
});
