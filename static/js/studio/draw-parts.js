// The parts of a line while it is being drawn. Pure functions: a part is a list of [lon, lat] or
// [lon, lat, height]; every function returns new parts.

import { apart } from "./map-geometry.js";

// Ends nearer than this are the same place.
export const JOIN_M = 3;
const DIGITS = 6;

// Heights of known vertices by their place: a vertex that has not moved keeps its height, even
// where the drawing tool has forgotten it; one that has moved loses it, even where the tool has
// carried it along.
export function heightsOf(parts) {
  const heights = new Map();
  parts.forEach((part) =>
    part.forEach(([lon, lat, height]) => {
      if (height !== undefined) heights.set(placeKey(lon, lat), height);
    })
  );
  return heights;
}

export function withHeights(parts, heights) {
  return parts.map((part) =>
    part.map(([lon, lat, own]) => {
      const flat = [rounded(lon), rounded(lat)];
      const known = heights.get(placeKey(lon, lat));
      if (known === undefined) return flat;
      return [...flat, own === undefined ? known : own];
    })
  );
}

function placeKey(lon, lat) {
  return rounded(lon) + " " + rounded(lat);
}

function rounded(degrees) {
  return Number(degrees.toFixed(DIGITS));
}

// Add a part; where it begins or ends at an end of another, the two become one.
export function joinPart(parts, added) {
  const number = parts.findIndex((part) => meeting(part, added));
  if (number < 0) return { parts: [...parts, added], joined: false };
  const other = parts[number];
  const rest = parts.filter((part, index) => index !== number);
  const [first, second] = meeting(other, added);
  return { parts: [...rest.slice(0, number), [...first, ...second.slice(1)], ...rest.slice(number)], joined: true };
}

// Both parts turned so that the first one ends where the second begins, or null. The drawn
// direction of the older part stays where that is possible.
function meeting(older, added) {
  const turned = added.slice().reverse();
  const options = [
    [older, added],
    [older, turned],
    [added, older],
    [turned, older],
  ];
  return options.find(([one, two]) => apart(one[one.length - 1], two[0]) < JOIN_M) || null;
}

// Cut a part in two at the vertex nearest to a place; a part of two vertices stays whole.
export function splitAt(parts, number, place) {
  const part = parts[number];
  const at = nearestInside(part, place);
  if (at < 1) return parts;
  return [...parts.slice(0, number), part.slice(0, at + 1), part.slice(at), ...parts.slice(number + 1)];
}

// The index of the nearest vertex that is neither first nor last, or -1.
function nearestInside(part, place) {
  let found = -1;
  let least = Infinity;
  for (let index = 1; index < part.length - 1; index++) {
    const far = apart(part[index], place);
    if (far < least) [found, least] = [index, far];
  }
  return found;
}

export function withoutPart(parts, number) {
  return parts.filter((part, index) => index !== number);
}

export function countOf(parts) {
  return parts.reduce((sum, part) => sum + part.length, 0);
}

// How many vertices have no height.
export function bareOf(parts) {
  return parts.reduce((sum, part) => sum + part.filter((at) => at.length < 3).length, 0);
}
