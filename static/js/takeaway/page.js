// Starts the map and the profile of a page that was taken along as one file: everything is in
// the file already, and nothing is fetched. Joined with what it imports by
// site/oxymap/takeaway/single_script.py; the composed map follows in the same script.

import "../map/oxymap.js";
import { readSketch } from "../map/sketch.js";
import { init as startProfile } from "../modules/profile.js";

document.documentElement.setAttribute("data-js", "");
document.addEventListener("DOMContentLoaded", () => {
  document.querySelectorAll(".profile").forEach(startProfile);
  const figure = document.querySelector(".map");
  if (figure) startMap(figure, json(document.querySelector("#base-map")));
});

function json(element) {
  return JSON.parse(element.textContent);
}

// The drawn picture stays where the map cannot start.
function startMap(figure, base) {
  const canvas = figure.querySelector(".map__canvas");
  const spec = json(figure.querySelector(".map__spec"));
  const live = document.createElement("div");
  live.className = "map__live";
  canvas.append(live);
  spec.at = { figure, canvas, root: null, sketch: readSketch(base) };
  try {
    const map = window.oxymap.composed[spec.kind](live, spec);
    window.oxymap.watch(map, spec);
    canvas.setAttribute("aria-description", spec.strings.keyboard);
    canvas.classList.add("map__canvas--live");
    if (window.ResizeObserver) {
      new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(canvas);
    }
  } catch (error) {
    live.remove();
    console.warn(error);
  }
}
