// Where the cursor of a chart stands, and what it says. Pure functions.
//
// Stops are [x, y] in ten-thousandths of the plot from the left and from the top; y is null in a gap.

export const WHOLE = 10000;
const PAGE = 10;

// The index of the stop nearest to an x; -1 when there are none.
export function nearestStop(stops, x) {
  let low = 0;
  let high = stops.length - 1;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (stops[middle][0] < x) low = middle + 1;
    else high = middle;
  }
  if (low > 0 && x - stops[low - 1][0] <= stops[low][0] - x) return low - 1;
  return high < 0 ? -1 : low;
}

// The index that a key leads to, or null for keys that are none of ours.
export function stopAfter(key, index, count) {
  const goals = {
    ArrowRight: index + 1,
    ArrowUp: index + 1,
    ArrowLeft: index - 1,
    ArrowDown: index - 1,
    PageUp: index + PAGE,
    PageDown: index - PAGE,
    Home: 0,
    End: count - 1,
  };
  if (!count || !Object.prototype.hasOwnProperty.call(goals, key)) return null;
  return Math.max(0, Math.min(count - 1, goals[key]));
}

// A pointer's position as x of the stops.
export function pointerX(clientX, box) {
  if (!box.width) return 0;
  const share = (clientX - box.left) / box.width;
  return Math.round(Math.max(0, Math.min(1, share)) * WHOLE);
}

export function percent(position) {
  return position / (WHOLE / 100) + "%";
}

// A row of the table as one line: time, value with its unit, the rest with its heading. `plain` is the
// index of the column that speaks for itself (the remark), or -1; empty cells say nothing.
export function sentence(headings, cells, plain) {
  const parts = [];
  cells.forEach((cell, index) => {
    const text = cell.trim();
    if (text === "") return;
    if (index === 0 || index === plain) parts.push(text);
    else if (index === 1) parts.push(/\d/.test(text) ? text + " " + headings[1] : text);
    else parts.push(headings[index] + " " + text);
  });
  return parts.join(" · ");
}
