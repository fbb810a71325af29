// Name a point on the map: by a click, by moving the mark, or with Enter for the middle.

import { html, words } from "../map/dom.js";
import { mark } from "../map/pins.js";
import { say } from "../map/messages.js";

const DIGITS = 6;

export function startPicking(element, map, spec) {
  const fields = [field(element.dataset.pickLon), field(element.dataset.pickLat)];
  const body = html("span", { class: "studio-pin studio-pin--picked" });
  const icon = mark(body, spec.label, { iconSize: [36, 36], iconAnchor: [18, 18] });
  const marker = L.marker([0, 0], { icon, draggable: true, keyboard: false, zIndexOffset: 900 });
  // Not reached by the keyboard, which has the cross in the middle.
  marker.on("add", () => marker.getElement().setAttribute("role", "img"));
  const picked = (place) => {
    marker.setLatLng(place).addTo(map);
    const lon = Number(place.lng.toFixed(DIGITS));
    const lat = Number(place.lat.toFixed(DIGITS));
    write(fields, [lon, lat]);
    element.dispatchEvent(
      new CustomEvent("studio-map:pick", { bubbles: true, detail: { lon, lat } })
    );
    say(spec, words(spec.strings.picked, { lon: lon.toFixed(5), lat: lat.toFixed(5) }));
  };
  map.on("click", (event) => picked(event.latlng));
  marker.on("dragend", () => picked(marker.getLatLng()));
  byKeyboard(map, picked);
  const follow = () => {
    const place = read(fields);
    if (place) marker.setLatLng(place).addTo(map);
  };
  fields.filter(Boolean).forEach((input) => input.addEventListener("change", follow));
  follow();
  element.classList.add("studio-map--picking");
}

// The cross in the middle shows while the map has the keyboard.
function byKeyboard(map, picked) {
  const container = map.getContainer();
  container.append(html("span", { class: "studio-map__cross", "aria-hidden": "true" }));
  container.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target !== container) return;
    event.preventDefault();
    picked(map.getCenter());
  });
}

function field(selector) {
  return selector ? document.querySelector(selector) : null;
}

function write(fields, values) {
  fields.forEach((input, index) => {
    if (!input) return;
    input.value = String(values[index]);
    input.dispatchEvent(new Event("input", { bubbles: true }));
  });
}

// [lat, lon] of the fields, or null while they are not two numbers.
function read(fields) {
  const [lon, lat] = fields.map((input) => (input && input.value.trim() ? Number(input.value) : NaN));
  return Number.isFinite(lon) && Number.isFinite(lat) ? [lat, lon] : null;
}
