// Gather points that would lie on top of each other: the twin of site/oxymap/maps/clusters.py.
// Pure functions.

const CLEAR = 1.25;
const UPPER_RIGHT = [0.7071, -0.7071];

// points: [{item, place: [x, y]}], the sure positions first. Emphasised and numbered items stand
// alone. Returns [{place, members: [point, …]}], bubbles first, lone ones last.
export function gather(points, radius) {
  const alone = points
    .filter((point) => standsAlone(point.item))
    .map((point) => ({ place: point.place, members: [point] }));
  const crowds = [];
  for (const point of points) {
    if (standsAlone(point.item)) continue;
    const spot = beside(point.place, alone, radius);
    const crowd = nearest(crowds, spot, radius);
    if (crowd) crowd.members.push(point);
    else crowds.push({ place: spot, members: [point] });
  }
  return crowds.concat(alone);
}

function standsAlone(item) {
  return Boolean(item.emphasis || item.number);
}

function nearest(crowds, spot, radius) {
  let found = null;
  let least = radius * radius;
  for (const crowd of crowds) {
    const apart = distance2(crowd.place, spot);
    if (apart < least) {
      least = apart;
      found = crowd;
    }
  }
  return found;
}

// Push a place away from the nearest lone item until both can be seen.
function beside(place, alone, radius) {
  const near = nearest(alone, place, radius * CLEAR);
  if (!near) return place;
  const away = Math.sqrt(distance2(near.place, place));
  const [ux, uy] =
    away > 1
      ? [(place[0] - near.place[0]) / away, (place[1] - near.place[1]) / away]
      : UPPER_RIGHT;
  return [near.place[0] + ux * radius * CLEAR, near.place[1] + uy * radius * CLEAR];
}

function distance2(one, other) {
  return Math.pow(one[0] - other[0], 2) + Math.pow(one[1] - other[1], 2);
}
