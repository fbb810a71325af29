// The features of a detail map, and the dot that follows the elevation profile.

import { listen } from "./dom.js";
import { names } from "./names.js";
import { Places } from "./places.js";

export function features(map, options, spec) {
  const places = new Places(map, options, spec);
  places.changed = names(map, spec, () => places.naming());
  const stations = spec.features.filter((item) => item.station);
  map.whenReady(() => places.set(spec.features.filter((item) => !item.station)));
  if (stations.length) spec.at.ready = showStations(map, spec, places, stations);
  followProfile(map, spec);
}

async function showStations(map, spec, places, items) {
  const { Stations } = await import("./stations.js");
  places.stations = new Stations(map, spec, places);
  places.stations.set(items);
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
