// Boxes, lengths and texts of GeoJSON geometries. Pure functions; positions are [lon, lat, …].

const EARTH_M = 6371008.8;
// Degrees around what a map is about, at least, and the share of its size. Around a mere point
// there is room for its neighbours.
const LEAST = 0.004;
const LEAST_AT_POINT = 0.02;
const SHARE = 0.12;

// Every position of a geometry, its parts one after the other.
export function positionsOf(geometry) {
  const found = [];
  if (geometry) collect(geometry.coordinates || [], found);
  return found;
}

// Spreading a long track over arguments would overflow the stack.
function collect(coordinates, found) {
  if (typeof coordinates[0] === "number") found.push(coordinates);
  else coordinates.forEach((part) => collect(part, found));
}

// The parts of a line, or none.
export function linesOf(geometry) {
  if (!geometry) return [];
  if (geometry.type === "LineString") return [geometry.coordinates];
  return geometry.type === "MultiLineString" ? geometry.coordinates : [];
}

// A line from its parts: nothing, a LineString or a MultiLineString.
export function lineFrom(parts) {
  const whole = parts.filter((part) => part.length > 1);
  if (!whole.length) return null;
  if (whole.length === 1) return { type: "LineString", coordinates: whole[0] };
  return { type: "MultiLineString", coordinates: whole };
}

// West, south, east, north of geometries and positions, or null.
export function boxOf(things) {
  const all = [].concat(...things.map((one) => (Array.isArray(one) ? [one] : positionsOf(one))));
  if (!all.length) return null;
  const lons = all.map((one) => one[0]);
  const lats = all.map((one) => one[1]);
  return [lowest(lons), lowest(lats), highest(lons), highest(lats)];
}

// Math.min(...list) has a limit that long tracks reach.
function lowest(numbers) {
  return numbers.reduce((one, other) => (other < one ? other : one), Infinity);
}

function highest(numbers) {
  return numbers.reduce((one, other) => (other > one ? other : one), -Infinity);
}

export function roomy([west, south, east, north]) {
  const least = west === east && south === north ? LEAST_AT_POINT : LEAST;
  const across = Math.max(least, (east - west) * SHARE);
  const along = Math.max(least / 2, (north - south) * SHARE);
  return [west - across, south - along, east + across, north + along];
}

// Metres along the parts of a line, on the sphere: for showing, not for publishing.
export function lengthOf(parts) {
  return parts.reduce((sum, part) => sum + along(part), 0);
}

function along(part) {
  let sum = 0;
  for (let index = 1; index < part.length; index++) sum += apart(part[index - 1], part[index]);
  return sum;
}

export function apart([lon1, lat1], [lon2, lat2]) {
  const rad = Math.PI / 180;
  const half = (angle) => Math.pow(Math.sin((angle * rad) / 2), 2);
  const a = half(lat2 - lat1) + Math.cos(lat1 * rad) * Math.cos(lat2 * rad) * half(lon2 - lon1);
  return 2 * EARTH_M * Math.asin(Math.min(1, Math.sqrt(a)));
}

// "12.4" kilometres or "850" metres, for {count} of a text.
export function lengthText(metres, strings) {
  const short = metres < 1000;
  const count = short ? Math.round(metres) : (metres / 1000).toFixed(metres < 100000 ? 2 : 0);
  return (short ? strings.metres : strings.kilometres).replace("{count}", String(count));
}

// What several makers of names ask for, together.
export function joined(all) {
  return {
    wishes: [].concat(...all.map((one) => one.wishes)),
    obstacles: [].concat(...all.map((one) => one.obstacles)),
  };
}
