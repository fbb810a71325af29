// SVG path data. Pure functions; points are [x, y] in pixels.

export function path(points, closed) {
  return "M" + points.map(pair).join("L") + (closed ? "z" : "");
}

// A smooth line through points (Catmull-Rom, as cubic curves).
export function curve(points) {
  if (points.length < 3) return path(points);
  const parts = ["M" + pair(points[0])];
  for (let i = 0; i + 1 < points.length; i++) {
    const before = points[Math.max(i - 1, 0)];
    const here = points[i];
    const there = points[i + 1];
    const after = points[Math.min(i + 2, points.length - 1)];
    const first = [here[0] + (there[0] - before[0]) / 6, here[1] + (there[1] - before[1]) / 6];
    const second = [there[0] - (after[0] - here[0]) / 6, there[1] - (after[1] - here[1]) / 6];
    parts.push("C" + [first, second, there].map(pair).join(" "));
  }
  return parts.join("");
}

function pair(point) {
  return point[0].toFixed(1) + " " + point[1].toFixed(1);
}
