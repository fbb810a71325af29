// Points along a way, [distance_m, ele_m, lon, lat], and the frame of its profile. Pure functions.

// "left top right bottom length low high" of the drawing's data-plot.
export function readPlot(text) {
  const [left, top, right, bottom, length, low, high] = text.split(" ").map(Number);
  return { left, top, right, bottom, length, low, high };
}

// The index of the point nearest to an x of the drawing.
export function indexAt(points, plot, x) {
  const distance = ((x - plot.left) / (plot.right - plot.left)) * plot.length;
  return best(points, (point) => Math.abs(point[0] - distance));
}

// The index of the point nearest to a position in degrees.
export function nearestIndex(points, { lon, lat }) {
  const across = Math.cos((lat * Math.PI) / 180);
  return best(points, (point) => Math.hypot((point[2] - lon) * across, point[3] - lat));
}

function best(points, cost) {
  let found = 0;
  let least = Infinity;
  points.forEach((point, index) => {
    const value = cost(point);
    if (value < least) {
      least = value;
      found = index;
    }
  });
  return found;
}
