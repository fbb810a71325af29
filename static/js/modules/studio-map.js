// A map of the studio: what the page's list says, on our own base map. The contract is in
// docs/architecture.md, "Maps in the studio".
//
// <div class="studio-map map" data-module="studio-map" [data-pick-lon="#…" data-pick-lat="#…"]>
// .map__canvas, script.studio-map__spec. Out: studio-map:ready {map, L}, :pick {lon, lat},
// :select {key}; in: studio-map:show {key}, :set {key, sign, label, geometry}, :pins {pins}.

import { openMap } from "../studio/map.js";

export function init(element) {
  const data = element.querySelector(".studio-map__spec");
  const canvas = element.querySelector(".map__canvas");
  if (!data || !canvas) return null;
  const spec = JSON.parse(data.textContent);
  return openMap(element, canvas, spec).catch(async (error) => {
    console.warn(error);
    const { sayIn } = await import("../map/messages.js");
    sayIn(canvas, spec.strings.map_failed);
  });
}
