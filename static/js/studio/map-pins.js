// Points with something to say: findings, remarks, places.

import { projector } from "../map/base.js";
import { html } from "../map/dom.js";
import { mark } from "../map/pins.js";

const SIGNS = { error: "!", warning: "?", note: "i", comment: "✎", place: "" };
const RANK = { error: 300, warning: 200, comment: 100, note: 0, place: 0 };
const CLOSE_UP = 15;
const REACH = 12;
// With more of them, Tab would never come to the end of the map; the list has them all.
const MANY = 40;

export class Pins {
  // pins: [{key, lon, lat, kind, label, number, url}].
  constructor(element, map, pins) {
    this.element = element;
    this.map = map;
    this.group = L.layerGroup().addTo(map);
    this.changed = () => {};
    this.set(pins);
  }

  set(pins) {
    this.pins = pins;
    this.markers = new Map();
    this.group.clearLayers();
    pins.forEach((pin) => this.add(pin, pins.length <= MANY));
    this.changed();
  }

  add(pin, keyboard) {
    const sign = pin.number === null || pin.number === undefined ? SIGNS[pin.kind] : pin.number;
    const body = html("span", { class: "studio-pin studio-pin--" + pin.kind }, String(sign));
    const size = pin.kind === "place" && sign === "" ? 20 : 32;
    const look = { iconSize: [size, size], iconAnchor: [size / 2, size / 2] };
    const marker = L.marker([pin.lat, pin.lon], {
      icon: mark(body, pin.label, look),
      keyboard,
      riseOnHover: true,
      zIndexOffset: RANK[pin.kind] || 0,
    });
    marker.on("click", () => this.open(pin));
    marker.on("keypress", (event) => {
      if (event.originalEvent.key === "Enter") this.open(pin);
    });
    this.markers.set(pin.key, marker);
    this.group.addLayer(marker);
    if (!keyboard) marker.getElement().setAttribute("role", "img");
  }

  // Bring a pin into view and open its popup; false when there is none of that key.
  show(key) {
    const pin = this.pins.find((one) => one.key === key);
    if (!pin) return false;
    const place = [pin.lat, pin.lon];
    this.map.setView(place, Math.max(this.map.getZoom(), CLOSE_UP), { animate: false });
    this.open(pin);
    return true;
  }

  open(pin) {
    const text = pin.url ? html("a", { href: pin.url }, pin.label) : pin.label;
    const look = { offset: [0, -8], maxWidth: 280, autoPanPadding: [50, 20] };
    L.popup(look)
      .setLatLng([pin.lat, pin.lon])
      .setContent(html("p", {}, text))
      .openOn(this.map);
    this.element.dispatchEvent(
      new CustomEvent("studio-map:select", { bubbles: true, detail: { key: pin.key } })
    );
  }

  // Names of the base map keep off the pins.
  naming() {
    const project = projector(this.map);
    const box = ([x, y]) => [x - REACH, y - REACH, x + REACH, y + REACH];
    return { wishes: [], obstacles: this.pins.map((pin) => ["", box(project([pin.lon, pin.lat]))]) };
  }
}
