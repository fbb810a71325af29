// The geometries that a map is about, each in the look of its sign.

import { projector } from "../map/base.js";
import { boxOf, positionsOf, roomy } from "./map-geometry.js";

const DEPTHS = { LineString: 0, MultiLineString: 1, Polygon: 1, MultiPolygon: 2 };
const CLOSE_UP = 16;
const REACH = 12;
const MANY = 200;

export class Drawing {
  // drawn: [{key, sign, label, geometry}].
  constructor(element, map, drawn) {
    this.element = element;
    this.map = map;
    this.layers = new Map();
    this.drawn = new Map();
    drawn.forEach((one) => this.set(one));
  }

  // Replace a geometry, take it away (null), or add one under a new key.
  set(change) {
    const one = { sign: "current", label: "", ...this.drawn.get(change.key), ...change };
    this.drawn.set(one.key, one);
    const old = this.layers.get(one.key);
    if (old) old.remove();
    this.layers.delete(one.key);
    if (!one.geometry) return;
    const layer = L.featureGroup(shapes(one)).addTo(this.map);
    layer.on("click", (event) => {
      if (this.map.options.quiet) return;
      L.DomEvent.stopPropagation(event);
      this.tell(one, event.latlng);
    });
    this.layers.set(one.key, layer);
  }

  // Bring a geometry into view; false when there is none of that key.
  show(key) {
    const one = this.drawn.get(key);
    if (!one || !one.geometry) return false;
    const [west, south, east, north] = roomy(boxOf([one.geometry]));
    this.map.fitBounds([[south, west], [north, east]], { maxZoom: CLOSE_UP }); // prettier-ignore
    const positions = positionsOf(one.geometry);
    const [lon, lat] = positions[Math.floor(positions.length / 2)];
    this.tell(one, L.latLng(lat, lon));
    return true;
  }

  // Names keep off drawn points.
  naming() {
    const project = projector(this.map);
    const box = ([x, y]) => [x - REACH, y - REACH, x + REACH, y + REACH];
    const points = Array.from(this.drawn.values())
      .filter((one) => one.geometry && one.geometry.type.includes("Point"))
      .map((one) => positionsOf(one.geometry).slice(0, MANY));
    return { wishes: [], obstacles: [].concat(...points).map((at) => ["", box(project(at))]) };
  }

  tell(one, place) {
    if (one.label) {
      const text = document.createElement("p");
      text.textContent = one.label;
      L.popup({ autoPanPadding: [50, 20] }).setLatLng(place).setContent(text).openOn(this.map);
    }
    this.element.dispatchEvent(
      new CustomEvent("studio-map:select", { bubbles: true, detail: { key: one.key } })
    );
  }
}

// A casing below and the line above; points as discs.
function shapes({ geometry, sign }) {
  const className = "studio-line studio-line--" + sign;
  if (geometry.type === "Point" || geometry.type === "MultiPoint") {
    return positionsOf(geometry).map(([lon, lat]) =>
      L.circleMarker([lat, lon], { className: className + " studio-line--point", radius: 8 })
    );
  }
  const depth = DEPTHS[geometry.type];
  if (depth === undefined) return [];
  const places = L.GeoJSON.coordsToLatLngs(geometry.coordinates, depth);
  if (geometry.type.includes("Polygon")) return [L.polygon(places, { className })];
  return [
    L.polyline(places, { className: "studio-line-casing", interactive: false }),
    L.polyline(places, { className }),
  ];
}
