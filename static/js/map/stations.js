// Stations on the interactive map: a label with the present value, a dash where there is none, a
// dot where there is no room or nothing to tell. Shape and outline say the state, not only colour.
// They live from the page's one feed (../live/page.js): texts change in place, and a mark is made
// anew only where it becomes a dot or a label.

import { fill } from "../live/formats.js";
import { follow, live, liveUrl } from "../live/page.js";
import { say, turn, write } from "../live/update.js";
import { projector } from "./base.js";
import { html } from "./dom.js";
import { mark } from "./pins.js";
import { TEXT } from "./sketch.js";
import { stationCard } from "./station-card.js";
import { arrange, isTold, pillMiddle } from "./station-marks.js";
import { statesOf } from "./station-states.js";

// Stations that tell nothing yet appear from here, or where nothing else is shown.
const PLANNED_ZOOM = 11;
// Above the pins of places, below those that a page is about.
const HEIGHT = { pill: 400, dot: 50 };
// On the whole map a place's pin may stand at the same point: stations keep off it.
const PIN = 13;
// Pixels that the buttons take beside a popup.
const BUTTONS = 106;

export class Stations {
  // places: the map's Places, which open popups and ask for names anew.
  constructor(map, spec, places) {
    this.map = map;
    this.spec = spec;
    this.places = places;
    this.words = spec.live.words;
    this.lang = document.documentElement.lang || spec.lang;
    this.lift = spec.kind === "full" ? PIN : 0;
    this.items = null;
    this.known = new Map();
    this.drawn = [];
    this.marks = new Map();
    this.group = L.layerGroup().addTo(map);
    if (!live.snapshot) live.limits = this.words.limits;
    map.on("zoomend", () => this.draw());
    document.addEventListener("oxymap:live", () => this.draw());
    document.addEventListener("oxymap:live-tick", () => this.draw());
  }

  // items: {id, name, url, point, emphasis, station: what the page said, or nothing}; null hides.
  set(items) {
    this.items = items;
    if (items) follow(liveUrl(), null);
    this.draw();
  }

  draw() {
    const project = projector(this.map);
    const focused = this.focused();
    this.now = live.clock.now(this.spec.live.rendered);
    const asking = { live, now: this.now, words: this.words, lang: this.lang };
    this.known = this.items ? statesOf(this.items, this.spec, asking) : new Map();
    const stations = Array.from(this.known.values()).map(({ item, facts }) => ({
      id: item.id,
      state: facts ? facts.state : null,
      emphasis: item.emphasis,
      place: project(item.point),
      text: facts ? labelText(item, facts) : "",
      other: Boolean(item.suffix),
      demo: item.demo ? this.spec.strings.station_demo_short : "",
    }));
    this.drawn = arrange(stations, { lift: this.lift, planned: this.showsPlanned() });
    const ids = new Set(this.drawn.map((one) => one.id + one.kind));
    this.marks.forEach((marker, key) => {
      if (ids.has(key)) return;
      this.group.removeLayer(marker);
      this.marks.delete(key);
    });
    this.drawn.forEach((one) => this.put(one));
    if (focused && !this.focused()) this.focus(focused);
    if (this.places.popup && this.places.popup.isOpen()) this.fill(this.places.popup.getElement());
    // Names are placed anew only where there is more room for them, or less.
    const room = JSON.stringify(this.drawn.map((one) => one.box));
    if (room !== this.room) this.places.changed();
    this.room = room;
  }

  showsPlanned() {
    const layers = this.spec.at.layers;
    const alone = layers ? layers.shown.size === 1 : true;
    return alone || this.map.getZoom() >= PLANNED_ZOOM;
  }

  put(one) {
    const { item, facts } = this.known.get(one.id);
    const marker = this.marks.get(one.id + one.kind) || this.newMark(one, item);
    const element = marker.getElement();
    const body = element.firstChild;
    const label = this.label(item, facts);
    if (element.title !== label) {
      element.title = label;
      element.setAttribute("aria-label", label);
    }
    turn(body, "map-station--", facts ? facts.state : "unknown");
    if (one.kind === "pill") say(body.firstChild, labelText(item, facts));
  }

  newMark(one, item) {
    const [x, y] = item.point;
    const marker = L.marker([y, x], {
      icon: one.kind === "pill" ? this.pill(item) : this.dot(),
      zIndexOffset: HEIGHT[one.kind],
      riseOnHover: true,
    });
    const key = one.id + one.kind;
    marker.on("click", () => this.press(one.id, false));
    marker.on("keypress", (event) => {
      if (event.originalEvent.key === "Enter") this.press(one.id, true);
    });
    this.marks.set(key, marker);
    this.group.addLayer(marker);
    return marker;
  }

  pill(item) {
    const demo = item.demo
      ? html("span", { class: "map-station__demo" }, this.spec.strings.station_demo_short)
      : null;
    const value = html("span", { class: "map-station__value" });
    const emphasis = item.emphasis ? " map-station--emphasis" : "";
    const body = html("span", { class: "map-station" + emphasis }, value, demo);
    const above = -pillMiddle([0, 0], this.lift)[1];
    return mark(body, "", { iconAnchor: [22, 22 + above], className: "map-mark map-mark--station" });
  }

  // On the whole map dots stand at the upper right of a pin and leave it free to touch.
  dot() {
    const body = html("span", { class: "map-station-dot" });
    const [size, off] = this.lift ? [24, PIN] : [44, 0];
    const options = { iconSize: [size, size], iconAnchor: [size / 2 - off, size / 2 + off] };
    return mark(body, "", { ...options, className: "map-mark map-mark--dot" });
  }

  // What a mark is called: name, value, age; or name, state and the last good value.
  label(item, facts) {
    const { strings } = this.spec;
    if (!facts) return item.name;
    const told = { name: item.name, value: facts.value, unit: item.unit || "", time: facts.age, state: facts.stateText };
    const text = facts.shown
      ? fill(strings.station_value, told)
      : [fill(strings.station_state, told), facts.lastGood].filter(Boolean).join(strings.and);
    return item.demo ? fill(strings.station_demo_name, { name: text }) : text;
  }

  press(id, byKey) {
    const one = this.drawn.find((mark) => mark.id === id);
    if (!one) return;
    const items = one.members.map((member) => this.known.get(member).item);
    const content = html("div", {}, ...items.map((item) => stationCard(item, this.spec.strings)));
    this.fill(content);
    const [lon, lat] = items[0].point;
    const options = { offset: [0, one.kind === "pill" ? -this.lift - 26 : -8] };
    // Keep it clear of the buttons: at the left of the whole map, at the right of others.
    options[this.lift ? "autoPanPaddingTopLeft" : "autoPanPaddingBottomRight"] = [BUTTONS, 12];
    this.places.open(items, L.latLng(lat, lon), byKey, { content, options });
  }

  // Bring a station into view and open its popup; false when it is not shown.
  select(id) {
    const found = this.known.get(id);
    if (!found) return false;
    if (this.places.selected === id) return true;
    const [lon, lat] = found.item.point;
    if (!isTold(found.facts && found.facts.state) && !this.showsPlanned()) {
      this.map.setView([lat, lon], PLANNED_ZOOM, { animate: false });
    } else if (!this.map.getBounds().contains([lat, lon])) this.map.panTo([lat, lon]);
    const one = this.drawn.find((mark) => mark.members.includes(id));
    if (one) this.press(one.id, false);
    return Boolean(one);
  }

  // Write how they are now into a popup's cards.
  fill(content) {
    content.querySelectorAll("[data-map-station]").forEach((card) => {
      const found = this.known.get(card.dataset.mapStation);
      if (found && found.facts) write(card, found.facts, null, this.words, this.lang);
    });
  }

  // The id of the mark that has the keyboard's focus, or null.
  focused() {
    const one = this.drawn.find((mark) => this.elementOf(mark) === document.activeElement);
    return one ? one.id : null;
  }

  focus(id) {
    const one = this.drawn.find((mark) => mark.members.includes(id));
    const element = one && this.elementOf(one);
    if (element) element.focus({ preventScroll: true });
  }

  elementOf(one) {
    const marker = this.marks.get(one.id + one.kind);
    return marker ? marker.getElement() : undefined;
  }

  // What the naming of the map must know: see Places.naming.
  naming() {
    const pills = this.drawn.filter((one) => one.kind === "pill");
    const wishes = pills.map((one, index) => ({
      key: one.id,
      text: this.known.get(one.id).item.name,
      places: [one.place],
      size: TEXT.feature[0],
      priority: 2.9 + index / 100,
      sides: ["s", "se", "sw"],
      gap: this.lift ? PIN + 2 : 4,
      style: "feature",
    }));
    // With places around, their names come first; a station's is in its popup.
    return { wishes: this.lift ? [] : wishes, obstacles: this.drawn.map((one) => [one.id, one.box]) };
  }
}

// A value that is not of ions has its unit beside it.
function labelText(item, facts) {
  return facts.shown && item.suffix ? facts.value + " " + item.suffix : facts.value;
}
