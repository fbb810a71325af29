// Where the hills of the illustrated base map stand: the twin of site/oxymap/maps/hills.py.
// tests/js/fixtures/hills.json holds both to the same places. Pure functions.

import { toWorld } from "./world.js";

const STEP = 15;
const ROWS = { 1: 3, 2: 2, 3: 1 };
const GROWTH = 1.32;
const SHAPES = 3;
const SIZES = { 1: [1.4, 1.0], 2: [1.0, 0.8], 3: [0.9, 0.8] };
const CELL = [25, 15];
const REACH_M = { 1: 7000, 2: 5200, 3: 3600 };
const M_PER_PX = 156543.033928 * Math.cos((40.2 * Math.PI) / 180);
// Sizes of the lower hills: they are drawn paler than those of ridges.
export const LOW_SIZES = [0.5, 0.7];

// The factor by which hills are drawn larger than at zoom 9.
export function growth(zoom) {
  return Math.pow(GROWTH, Math.max(-1, zoom - 9));
}

// Hills of all ridges ({rank, line: [[lon, lat], …]}), the far (northern) ones first:
// {x, y} of the foot in world pixels at `zoom`, shape 0–2, size.
export function hills(ridges, zoom) {
  const level = Math.floor(zoom + 1e-6);
  const scale = Math.pow(2, zoom - level);
  const found = [];
  ridges.forEach((ridge, number) => {
    for (const hill of along(ridge, number, level)) {
      found.push({ ...hill, x: hill.x * scale, y: hill.y * scale });
    }
  });
  return found.sort((one, other) => one.y - other.y || one.x - other.x);
}

// Lower hills around the ridges within a box [left, top, right, bottom] of world pixels at `zoom`.
export function foothills(ridges, zoom, box) {
  const level = Math.floor(zoom + 1e-6);
  const scale = Math.pow(2, zoom - level);
  const [wide, high] = CELL.map((size) => size * growth(level));
  const away = distanceToRidges(ridges, level);
  const found = [];
  for (let row = cell(box[1], scale, high); row <= cell(box[3], scale, high); row++) {
    for (let column = cell(box[0], scale, wide); column <= cell(box[2], scale, wide); column++) {
      const x = (column + 0.1 + 0.8 * noise([column, row, 1])) * wide;
      const y = (row + 0.1 + 0.8 * noise([column, row, 2])) * high;
      if (away(x, y) >= 0.25 + 0.75 * noise([column, row, 3])) continue;
      const shape = Math.floor(noise([column, row, 4]) * SHAPES);
      const size = LOW_SIZES[Math.floor(noise([column, row, 5]) * 2)];
      found.push({ x: x * scale, y: y * scale, shape, size });
    }
  }
  return found;
}

function cell(pixel, scale, size) {
  return Math.floor(pixel / scale / size);
}

// A function of x, y: the distance to the nearest ridge, as a part of that ridge's reach.
function distanceToRidges(ridges, level) {
  const segments = [];
  ridges.forEach((ridge) => {
    const reach = (REACH_M[ridge.rank] / M_PER_PX) * Math.pow(2, level);
    const points = ridge.line.map((position) => toWorld(position[0], position[1], level));
    for (let i = 0; i + 1 < points.length; i++) segments.push([points[i], points[i + 1], reach]);
  });
  return (x, y) =>
    segments.reduce((least, [one, other, reach]) => {
      const far = Math.abs(x - one[0]) > 3 * reach || Math.abs(y - one[1]) > 3 * reach;
      return far ? least : Math.min(least, toSegment(x, y, one, other) / reach);
    }, Infinity);
}

function toSegment(x, y, one, other) {
  const dx = other[0] - one[0];
  const dy = other[1] - one[1];
  const length2 = dx * dx + dy * dy;
  const where = length2 ? ((x - one[0]) * dx + (y - one[1]) * dy) / length2 : 0;
  const share = Math.max(0, Math.min(1, where));
  return Math.hypot(x - one[0] - share * dx, y - one[1] - share * dy);
}

function along(ridge, number, level) {
  const step = STEP * growth(level);
  const sizes = SIZES[ridge.rank];
  const found = [];
  stations(ridge.line.map((position) => toWorld(position[0], position[1], level)), step).forEach(
    ([x, y, across], index) => {
      for (let row = 0; row < ROWS[ridge.rank]; row++) {
        const first = noise([number, index, row, 1]);
        const second = noise([number, index, row, 2]);
        const side = (row + index) % 2 ? 1 : -1;
        const off = (first * 0.5 + row * (0.55 + 0.4 * second)) * side * step;
        found.push({
          x: x + across[0] * off,
          y: y + across[1] * off,
          shape: Math.floor(noise([number, index, row, 3]) * SHAPES),
          size: row === 0 && second > 0.4 ? sizes[0] : sizes[1],
        });
      }
    }
  );
  return found;
}

function stations(points, step) {
  const found = [];
  let rest = step / 2;
  for (let i = 0; i + 1 < points.length; i++) {
    const [x0, y0] = points[i];
    const [x1, y1] = points[i + 1];
    const length = Math.hypot(x1 - x0, y1 - y0);
    if (length === 0) continue;
    const ux = (x1 - x0) / length;
    const uy = (y1 - y0) / length;
    for (; rest <= length; rest += step) found.push([x0 + ux * rest, y0 + uy * rest, [-uy, ux]]);
    rest -= length;
  }
  return found;
}

function noise(seeds) {
  let value = 0x9e3779b9;
  for (const seed of seeds) {
    value = Math.imul(value ^ (seed + 1), 0x85ebca6b) >>> 0;
    value = (value ^ (value >>> 13)) >>> 0;
    value = Math.imul(value, 0xc2b2ae35) >>> 0;
    value = (value ^ (value >>> 16)) >>> 0;
  }
  return value / 4294967296;
}
