// Greedy placing of labels, the important ones first: the twin of site/oxymap/maps/labels.py.
// Pure functions; boxes are [left, top, right, bottom] in pixels.

const AIR = 1.5;
const LINE = 1.12;
const MIDDLE = 0.36;
const AROUND = ["e", "w", "s", "n", "se", "ne", "sw", "nw"];

// wishes: {key, text, places: [[x, y], …], size, priority, sides, gap, spacing, style}.
// obstacles: [key, box]; a label may touch only the symbol of its own key.
// Of several wishes with one key the first that fits is placed. Returns {wish, x, y, anchor, box} of the labels that found room.
export function placeLabels(wishes, bounds, obstacles) {
  const taken = obstacles.slice();
  const placed = new Map();
  const ordered = wishes
    .map((wish, index) => [wish, index])
    .sort((one, other) => one[0].priority - other[0].priority || one[1] - other[1]);
  for (const [wish] of ordered) {
    const label = placed.has(wish.key) ? null : firstFree(wish, bounds, taken);
    if (label) {
      placed.set(wish.key, label);
      taken.push(["", label.box]);
    }
  }
  return Array.from(placed.values());
}

export function overlap(one, other) {
  return one[0] < other[2] && other[0] < one[2] && one[1] < other[3] && other[1] < one[3];
}

// Estimated width in pixels: no font is asked, so it errs on the wide side.
export function textWidth(text, size, spacing) {
  let ems = 0;
  for (const character of text) ems += em(character);
  return ems * size + (spacing || 0) * Array.from(text).length;
}

function firstFree(wish, bounds, taken) {
  for (const place of wish.places) {
    for (const side of wish.sides || AROUND) {
      const label = stand(wish, place, side);
      const box = label.box;
      const inside =
        box[0] >= bounds[0] && box[1] >= bounds[1] && box[2] <= bounds[2] && box[3] <= bounds[3];
      if (inside && !taken.some(([key, other]) => key !== wish.key && overlap(box, other))) {
        return label;
      }
    }
  }
  return null;
}

function stand(wish, place, side) {
  let [x, y] = place;
  const gap = wish.gap === undefined ? 4 : wish.gap;
  const width = textWidth(wish.text, wish.size, wish.spacing);
  const height = wish.size * LINE;
  const lean = side.length > 1 ? 0.75 : 1;
  let anchor = "middle";
  if (side.includes("e")) {
    x += gap * lean;
    anchor = "start";
  } else if (side.includes("w")) {
    x -= gap * lean;
    anchor = "end";
  }
  if (side.includes("n")) y -= (gap + height / 2) * lean;
  else if (side.includes("s")) y += (gap + height / 2) * lean;
  const left = anchor === "start" ? x : anchor === "middle" ? x - width / 2 : x - width;
  const box = [left - AIR, y - height / 2 - AIR, left + width + AIR, y + height / 2 + AIR];
  return { wish, x, y: y + wish.size * MIDDLE, anchor, box };
}

function em(character) {
  if (/[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]/.test(character)) {
    return 1;
  }
  if ("ilj.,:;'|!()· ".includes(character)) return 0.33;
  if ("mwMW%@".includes(character)) return 0.88;
  return character !== character.toLowerCase() ? 0.68 : 0.57;
}
