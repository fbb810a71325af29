// The map of a screen's surroundings under fingers: the drawing is there first, and stays where
// the map cannot be loaded.
//
// <figure class="kiosk-map" data-module="kiosk-map" data-script="…/js/composed/kiosk.js">
// .map__canvas > svg, script.kiosk-map__spec. On document it hears oxymap:kiosk-reset and
// oxymap:settings; it sends oxymap:ready.

import { open, whenIdle } from "./map.js";

export function init(figure) {
  const canvas = figure.querySelector(".map__canvas");
  const data = figure.querySelector(".kiosk-map__spec");
  const script = figure.dataset.script;
  if (!canvas || !data || !script) return;
  whenIdle(() => {
    start(figure, canvas, JSON.parse(data.textContent), script).catch((error) => {
      console.warn(error);
      figure.classList.add("kiosk-map--drawn");
    });
  });
}

async function start(figure, canvas, spec, script) {
  await import("../map/kiosk.js");
  await open(figure, canvas, spec, script);
}
