// A map inside a page must not trap the page: one finger scrolls the page, two move the map;
// the wheel scrolls the page until the map has been pressed.

import { html } from "./dom.js";

// options: {hint_ms}: how long the hint stays.
export function gestures(map, options, spec) {
  const container = map.getContainer();
  map.scrollWheelZoom.disable();
  map.on("click", () => map.scrollWheelZoom.enable());
  map.on("mouseout", () => map.scrollWheelZoom.disable());
  if (!L.Browser.touch && !window.matchMedia("(pointer: coarse)").matches) return;
  const hint = html("p", { class: "map-hint", "aria-hidden": "true", hidden: true });
  hint.textContent = spec.strings.two_fingers;
  container.append(hint);
  let timer = 0;
  container.addEventListener(
    "touchstart",
    (event) => {
      // Dragging with one finger is the page's; a mouse on the same device still drags.
      if (event.touches.length === 1) map.dragging.disable();
      else map.dragging.enable();
    },
    { passive: true, capture: true }
  );
  container.addEventListener(
    "touchmove",
    (event) => {
      if (event.touches.length > 1) {
        hint.hidden = true;
        return;
      }
      hint.hidden = false;
      clearTimeout(timer);
      timer = setTimeout(() => {
        hint.hidden = true;
      }, options.hint_ms);
    },
    { passive: true }
  );
  container.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "mouse") map.dragging.enable();
  });
  map.dragging.disable();
}
