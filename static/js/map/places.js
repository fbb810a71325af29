// The places on the interactive map: pins, bubbles where they crowd, popups, lines, and what
// they ask of the naming.

import { projector } from "./base.js";
import { gather } from "./crowds.js";
import { listen, tell } from "./dom.js";
import { bubbleIcon, pinIcon, popupContent } from "./pins.js";
import { fromMiddle, TEXT } from "./sketch.js";

const ORDER = [
  "scenic", "villages", "viewpoints", "trails", "protected", "zones", "valleys", "waters",
  "peaks", "products", "stations", "facilities", "townships",
]; // prettier-ignore
const CLOSE_UP = 13;
const PIN = 14;

export class Places {
  // options: {crowd} radius in pixels within which places gather.
  constructor(map, options, spec) {
    this.map = map;
    this.spec = spec;
    this.crowd = options.crowd;
    this.items = [];
    this.only = null;
    this.groups = [];
    this.stations = null;
    this.marks = L.layerGroup().addTo(map);
    this.lines = L.layerGroup().addTo(map);
    this.changed = () => {};
    map.on("zoomend", () => this.draw());
    map.on("popupclose", () => this.forget());
    map.getContainer().addEventListener("keydown", (event) => {
      if (event.key === "Escape") map.closePopup();
    });
    listen(spec.at.figure, "filter", ({ ids, total }) => {
      this.filter(ids && ids.length === total ? null : ids);
    });
    listen(spec.at.figure, "select", (detail) => detail.id && this.select(detail.id));
  }

  // items: {id, layer, name, url, point, lines, approximate, emphasis, number, schematic}.
  set(items) {
    this.items = items;
    this.draw();
  }

  // Show only the places with these ids; null or undefined shows all.
  filter(ids) {
    this.only = ids ? new Set(ids) : null;
    this.draw();
  }

  draw() {
    const project = projector(this.map);
    const focused = this.focused();
    const seen = this.items.filter((item) => !this.only || this.only.has(item.id));
    const points = seen
      .filter((item) => item.point)
      .map((item) => ({ item, place: project(item.point) }))
      .sort((one, other) => Boolean(one.item.approximate) - Boolean(other.item.approximate));
    this.groups = this.gather(points);
    this.marks.clearLayers();
    this.groups.forEach((group) => this.mark(group));
    this.drawLines(seen.filter((item) => item.lines));
    this.refocus(focused);
    this.changed();
  }

  gather(points) {
    return gather(points, this.crowd);
  }

  mark(group) {
    const items = group.members.map((member) => member.item);
    const icon = this.iconOf(items);
    const place = this.map.layerPointToLatLng(group.place);
    const offset = items[0].emphasis ? 1000 : items[0].number ? 500 : 0;
    const marker = L.marker(place, { icon, zIndexOffset: offset, riseOnHover: true });
    group.marker = marker;
    marker.on("click", () => this.press(items, place));
    marker.on("keypress", (event) => {
      if (event.originalEvent.key === "Enter") this.press(items, place, true);
    });
    this.marks.addLayer(marker);
  }

  iconOf(items) {
    const { at, strings } = this.spec;
    return items.length > 1 ? bubbleIcon(items.length, strings) : pinIcon(items[0], at.root, strings);
  }

  // A bubble opens the view until its places part; those that never part are listed.
  press(items, place, byKey) {
    const bounds = L.latLngBounds(items.map((item) => [item.point[1], item.point[0]]));
    const apart = bounds.getNorth() - bounds.getSouth() + bounds.getEast() - bounds.getWest();
    if (items.length > 1 && apart > 0.002 && this.map.getZoom() < CLOSE_UP + 2) {
      this.map.fitBounds(bounds, { padding: [60, 60], maxZoom: CLOSE_UP + 2 });
      return;
    }
    this.open(items, place, byKey);
  }

  // look: {content, options} where the popup is not that of places: its element, and Leaflet's
  // options that differ.
  open(items, place, byKey, look) {
    const { content, options } = look || { content: popupContent(items, this.spec.strings) };
    const usual = { offset: [0, -10], minWidth: 180, maxWidth: 280, autoPanPadding: [50, 20] };
    this.popup = L.popup({ ...usual, ...options })
      .setLatLng(place)
      .setContent(content)
      .openOn(this.map);
    const element = this.popup.getElement();
    const close = element.querySelector(".leaflet-popup-close-button");
    if (close) close.setAttribute("aria-label", this.spec.strings.close);
    this.opener = byKey ? items[0].id : null;
    const first = element.querySelector("a[href]:not(.leaflet-popup-close-button)") || close;
    if (byKey && first) first.focus();
    this.selected = items.length === 1 ? items[0].id : null;
    if (this.selected) tell(this.spec.at.figure, "select", { id: this.selected });
  }

  forget() {
    this.selected = null;
    if (this.opener) this.refocus(this.opener);
    this.opener = null;
    tell(this.spec.at.figure, "select", { id: null });
  }

  // Bring a place into view and open its popup; false when it is not on the map.
  select(id) {
    const item = this.items.find((one) => one.id === id);
    if (!item) return Boolean(this.stations) && this.stations.select(id);
    if (this.selected === id) return true;
    const middle = item.point || item.lines[0][Math.floor(item.lines[0].length / 2)];
    const place = L.latLng(middle[1], middle[0]);
    const crowded = this.groups.some(
      (group) => group.members.length > 1 && group.members.some((one) => one.item.id === id)
    );
    if (crowded && this.map.getZoom() < CLOSE_UP) this.map.setView(place, CLOSE_UP);
    else if (!this.map.getBounds().contains(place)) this.map.panTo(place);
    this.open([item], place, false);
    return true;
  }

  focused() {
    const group = this.groups.find((one) => one.marker.getElement() === document.activeElement);
    return group ? group.members[0].item.id : null;
  }

  refocus(id) {
    const group = id && this.groups.find((one) => one.members.some((member) => member.item.id === id));
    if (group) group.marker.getElement().focus({ preventScroll: true });
    else if (id && this.stations) this.stations.focus(id);
  }

  drawLines(items) {
    if (this.drawn === items.map((item) => item.id).join()) return;
    this.drawn = items.map((item) => item.id).join();
    this.lines.clearLayers();
    items.forEach((item) => {
      const places = item.lines.map((line) => line.map((position) => [position[1], position[0]]));
      const kind = item.schematic ? "schematic" : "recorded";
      const mine = item.emphasis ? " map-line--emphasis" : "";
      L.polyline(places, { className: "map-casing", interactive: false }).addTo(this.lines);
      const line = L.polyline(places, { className: `map-line map-line--${kind}${mine}` });
      line.on("click", (event) => this.open([item], event.latlng, false));
      line.on("mousemove click", (event) => {
        if (!item.emphasis) return;
        tell(this.spec.at.figure, "profile", { lon: event.latlng.lng, lat: event.latlng.lat });
      });
      line.addTo(this.lines);
    });
  }

  // What the naming must know: {wishes, obstacles} in layer coordinates.
  naming() {
    const project = projector(this.map);
    const full = this.spec.kind === "full";
    const wishes = this.groups
      .filter((group) => group.members.length === 1)
      .map((group) => pinWish(group.members[0].item, group.place, full));
    this.items
      .filter((item) => item.lines && !item.point && (!this.only || this.only.has(item.id)))
      .forEach((item) => wishes.push(lineWish(item, project, full)));
    const obstacles = this.groups.map((group) => {
      const [x, y] = group.place;
      const count = group.members.length;
      const large = group.members[0].item.emphasis || count > 9;
      const reach = large ? PIN + 4 : PIN;
      return [group.members[0].item.id, [x - reach, y - reach, x + reach, y + reach]];
    });
    if (!this.stations) return { wishes, obstacles };
    const more = this.stations.naming();
    return { wishes: wishes.concat(more.wishes), obstacles: obstacles.concat(more.obstacles) };
  }
}

function pinWish(item, place, full) {
  const style = item.emphasis ? "emphasis" : item.number ? "stop" : full ? "place" : "feature";
  const order = ORDER.indexOf(item.layer);
  const first = { emphasis: 0, stop: 0.2, feature: 2, place: 4.5 }[style];
  return {
    key: item.id,
    text: item.name,
    places: [place],
    size: TEXT[style][0],
    priority: first + (order < 0 ? ORDER.length : order) / 20 + (item.number || 0) / 100,
    gap: PIN + (item.emphasis ? 6 : 2),
    style,
  };
}

function lineWish(item, project, full) {
  const style = item.emphasis ? "emphasis" : full ? "place" : "feature";
  const points = fromMiddle([].concat(...item.lines).map(project));
  const step = Math.max(1, Math.floor(points.length / 12));
  return {
    key: item.id,
    text: item.name,
    places: points.filter((point, index) => index % step === 0),
    size: TEXT[style][0],
    priority: full ? 5 : 1.5,
    gap: 7,
    style,
  };
}
