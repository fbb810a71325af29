// The reader's own position on a map, with its circle of accuracy. Drawn where others say so:
// document hears oxymap:position {lon, lat, accuracy_m}; without lon it goes.

export function here(map) {
  let drawn = null;
  return ({ lon, lat, accuracy_m }) => {
    if (drawn) drawn.remove();
    drawn = null;
    if (typeof lon !== "number") return;
    const place = L.latLng(lat, lon);
    drawn = L.layerGroup([
      L.circle(place, { radius: accuracy_m, className: "map-here-area", interactive: false }),
      L.circleMarker(place, { radius: 8, className: "map-here", interactive: false }),
    ]).addTo(map);
    const box = map.getBounds();
    if (!box.contains(place) && map.options.maxBounds.contains(place)) map.panTo(place, { animate: false });
  };
}
