// The form of a point beside its map: what is clicked on the map is WGS 84.

export function init(form) {
  const datum = form.querySelector('select[name="point.crs"]');
  document.addEventListener("studio-map:pick", () => {
    if (datum) datum.value = "wgs84";
  });
}
