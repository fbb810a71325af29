// Where somebody is on a line. Pure functions; positions are [lon, lat] in degrees (WGS 84),
// lengths metres on a sphere of 6371 km. A line is a list of parts, each a list of positions.

const RADIUS_M = 6371000;
const RAD = Math.PI / 180;

// Metres between two positions.
export function distanceM(a, b) {
  const dLat = (b[1] - a[1]) * RAD;
  const dLon = (b[0] - a[0]) * RAD;
  const h =
    Math.sin(dLat / 2) ** 2 + Math.cos(a[1] * RAD) * Math.cos(b[1] * RAD) * Math.sin(dLon / 2) ** 2;
  return 2 * RADIUS_M * Math.asin(Math.min(1, Math.sqrt(h)));
}

// Degrees from north, clockwise, from one position towards another.
export function bearing(from, to) {
  const dLon = (to[0] - from[0]) * RAD;
  const y = Math.sin(dLon) * Math.cos(to[1] * RAD);
  const x =
    Math.cos(from[1] * RAD) * Math.sin(to[1] * RAD) -
    Math.sin(from[1] * RAD) * Math.cos(to[1] * RAD) * Math.cos(dLon);
  return (Math.atan2(y, x) / RAD + 360) % 360;
}

// The index of a direction: 0 north, 1 north-east, … 7 north-west.
export function octant(degrees) {
  return Math.round((((degrees % 360) + 360) % 360) / 45) % 8;
}

// Metres of all parts; the gaps between parts do not count.
export function lengthM(line) {
  return line.reduce((sum, part) => sum + partLength(part), 0);
}

function partLength(part) {
  let sum = 0;
  for (let n = 1; n < part.length; n++) sum += distanceM(part[n - 1], part[n]);
  return sum;
}

// The nearest point of a line: {at, along_m, left_m, off_m}, or null without a line. Where a way
// comes by twice, the pass nearer to before_m counts, as long as it is about as near as the other.
export function onLine(line, here, before_m) {
  const found = [];
  let along = 0;
  line.forEach((part) => {
    for (let n = 1; n < part.length; n++) {
      const step = distanceM(part[n - 1], part[n]);
      const near = onStretch(part[n - 1], part[n], here);
      found.push({ at: near.at, off_m: distanceM(near.at, here), along_m: along + near.share * step });
      along += step;
    }
    if (part.length === 1) found.push({ at: part[0], off_m: distanceM(part[0], here), along_m: along });
  });
  if (!found.length) return null;
  const least = Math.min(...found.map((one) => one.off_m));
  const known = typeof before_m === "number";
  const chosen = found
    .filter((one) => (known ? one.off_m <= least + SAME_M : one.off_m === least))
    .sort((one, other) => (known ? Math.abs(one.along_m - before_m) - Math.abs(other.along_m - before_m) : 0))[0];
  return { ...chosen, left_m: along - chosen.along_m };
}

const SAME_M = 15;

// On a plane around the position: fine for stretches of some kilometres.
function onStretch(a, b, here) {
  const across = Math.cos(here[1] * RAD);
  const dx = (b[0] - a[0]) * across;
  const dy = b[1] - a[1];
  const square = dx * dx + dy * dy;
  const along = square ? ((here[0] - a[0]) * across * dx + (here[1] - a[1]) * dy) / square : 0;
  const share = Math.max(0, Math.min(1, along));
  return { share, at: [a[0] + (b[0] - a[0]) * share, a[1] + (b[1] - a[1]) * share] };
}

// Whether to say that somebody is off the line: beyond off_m and all that is uncertain.
export function isOff(place, accuracy_m, off_m, line_m) {
  return place.off_m > off_m + accuracy_m + line_m;
}

// The nearest of named points [{name, lon, lat}], with its distance and direction; or null.
export function nearest(points, here) {
  let found = null;
  points.forEach((point) => {
    const at = [point.lon, point.lat];
    const distance_m = distanceM(here, at);
    if (!found || distance_m < found.distance_m) found = { point, distance_m, octant: octant(bearing(here, at)) };
  });
  return found;
}

// Metres as they are said: no more exact than they can be known.
export function roundM(metres) {
  if (metres < 100) return Math.round(metres / 5) * 5;
  return metres < 1000 ? Math.round(metres / 10) * 10 : Math.round(metres / 100) * 100;
}
