// The features of a detail map, and the dot that follows the elevation profile.

import { listen } from "./dom.js";
import { names } from "./names.js";
import { Places } from "./places.js";

export function features(map, options, spec) {
  const places = new Places(map, options, spec);
  places.changed = names(map, spec, () => places.naming());
  map.whenReady(() => places.set(spec.features));
  followProfile(map, spec);
}

function followProfile(map, spec) {
  const dot = L.circleMarker([0, 0], { className: "map-dot", radius: 7, interactive: false });
  listen(spec.at.figure, "profile", (detail) => {
    if (typeof detail.lon !== "number") {
      dot.remove();
      return;
    }
    dot.setLatLng([detail.lat, detail.lon]).addTo(map);
  });
}
