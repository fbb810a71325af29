// Web Mercator, the same arithmetic as site/oxymap/maps/projection.py. Pure functions.

const TILE = 256;

// World pixels [x, y] of a position in degrees at a (fractional) zoom.
export function toWorld(lon, lat, zoom) {
  const size = TILE * Math.pow(2, zoom);
  const y = 0.5 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / (2 * Math.PI);
  return [(lon / 360 + 0.5) * size, y * size];
}

// [lon, lat] in degrees of world pixels.
export function toDegrees(x, y, zoom) {
  const size = TILE * Math.pow(2, zoom);
  const lat = (Math.atan(Math.sinh((0.5 - y / size) * 2 * Math.PI)) * 180) / Math.PI;
  return [(x / size - 0.5) * 360, lat];
}

// The view that shows the whole box in the middle of a container, as the drawn picture does.
// bbox: west, south, east, north in degrees; size: [width, height] in pixels.
export function fitView(bbox, size, maxZoom) {
  const upperLeft = toWorld(bbox[0], bbox[3], 0);
  const lowerRight = toWorld(bbox[2], bbox[1], 0);
  const scale = Math.min(
    ratio(size[0], lowerRight[0] - upperLeft[0]),
    ratio(size[1], lowerRight[1] - upperLeft[1])
  );
  const zoom = Math.min(maxZoom, Math.log2(scale));
  const middle = toDegrees(
    (upperLeft[0] + lowerRight[0]) / 2,
    (upperLeft[1] + lowerRight[1]) / 2,
    0
  );
  return { lon: middle[0], lat: middle[1], zoom };
}

function ratio(pixels, extent) {
  return extent > 0 ? pixels / extent : Infinity;
}

// Whether [lon, lat] lies in a ring of positions (even-odd rule).
export function inRing(point, ring) {
  let inside = false;
  for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
    const [x1, y1] = ring[i];
    const [x2, y2] = ring[j];
    if (y1 > point[1] !== y2 > point[1]) {
      const x = ((x2 - x1) * (point[1] - y1)) / (y2 - y1) + x1;
      if (point[0] < x) inside = !inside;
    }
  }
  return inside;
}
