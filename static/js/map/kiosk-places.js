// Places, trails and routes on a screen's map: numbered as in the list beside it, lines that a
// finger hits, and a card for each.

import { gather } from "./crowds.js";
import { html, words } from "./dom.js";
import { mark, pinIcon } from "./pins.js";
import { Places } from "./places.js";

// So many numbers stand in one mark; more are told by a sign.
const MOST_NUMBERS = 3;
// Half the width of a mark with one, two, three and more numbers, and a mark's height; pixels.
const HALVES = [14, 26, 38, 46];
const PILL_HEIGHT = 28;
const AIR = 40;
const CLOSEST = 14;

export class KioskPlaces extends Places {
  // card: a KioskCard; still: no motion is wanted.
  constructor(map, options, spec, { card, still }) {
    super(map, options, spec);
    this.card = card;
    this.still = still;
    this.routes = new Map(spec.routes.map((route) => [route.id, route]));
    spec.at.figure.addEventListener("keydown", (event) => event.key === "Escape" && this.clear());
  }

  // Numbered places gather as well: no number of the list may lie under another. The rest keeps
  // off them.
  gather(points) {
    const numbered = points.filter(({ item }) => item.number).sort((one, other) => one.item.number - other.item.number);
    const stands = [];
    numbered.forEach((point) => {
      const beside = stands.find((one) => apart(one.place, point.place) < this.crowd);
      if (beside) beside.members.push(point);
      else stands.push({ place: point.place, members: [point] });
    });
    joinWide(stands);
    const lone = stands.map((stand) => ({ item: { number: 1 }, place: stand.place, stand }));
    const rest = points.filter(({ item }) => !item.number);
    return gather(lone.concat(rest), this.crowd).map((group) => group.members[0].stand || group);
  }

  // Several marks at one spot show the numbers of the list, never how many there are.
  iconOf(items) {
    const { at, strings } = this.spec;
    if (items.length === 1) return pinIcon(items[0], at.root, strings);
    const numbers = items.map((item) => item.number).filter(Boolean).sort((one, other) => one - other);
    const told = numbers.slice(0, MOST_NUMBERS).join(" · ");
    const more = items.length > Math.min(numbers.length, MOST_NUMBERS) ? "+" : "";
    const look = numbers.length ? "kiosk-numbers" : "kiosk-numbers kiosk-numbers--none";
    const label = items.map((item) => item.name).join(strings.and);
    const text = told ? told + (more && " " + more) : "···";
    const body = html("span", { class: look }, text);
    return mark(body, words(strings.places_named, { count: items.length, names: label }));
  }

  drawLines(items) {
    const before = this.drawn;
    super.drawLines(items);
    if (before === this.drawn) return;
    items.forEach((item) => {
      const places = item.lines.map((line) => line.map(([lon, lat]) => [lat, lon]));
      const line = L.polyline(places, { className: "kiosk-line-touch" }).addTo(this.lines);
      line.on("click", (event) => {
        L.DomEvent.stopPropagation(event);
        this.open([item], event.latlng, false);
      });
    });
  }

  open(items, place, byKey) {
    this.opener = byKey ? items[0].id : null;
    this.card.show(items, byKey);
    this.bringIntoView(place);
  }

  openHere(byKey) {
    const { here } = this.spec;
    this.card.showHere();
    if (byKey) this.card.focus();
    this.bringIntoView(L.latLng(here.point[1], here.point[0]));
  }

  // A trail, or a route with its stops: nothing else is drawn, and all of it is in view.
  look(id) {
    const route = this.routes.get(id);
    const ids = route ? route.ids : [id];
    const shown = this.items.filter((item) => ids.includes(item.id));
    this.filter(route ? ids : null);
    if (route) this.card.showRoute(route);
    else this.card.show(shown, false);
    const points = [].concat(
      [this.spec.here.point],
      ...shown.map((item) => (item.point ? [item.point] : [].concat(...item.lines)))
    );
    const bounds = L.latLngBounds(points.map(([lon, lat]) => [lat, lon]));
    this.map.fitBounds(bounds, {
      paddingTopLeft: [AIR, AIR],
      paddingBottomRight: [AIR, this.card.height(this.map) + AIR],
      maxZoom: CLOSEST,
      animate: !this.still,
    });
  }

  // Above the card.
  bringIntoView(place) {
    this.map.panInside(place, {
      paddingTopLeft: [AIR, AIR],
      paddingBottomRight: [AIR, this.card.height(this.map) + AIR],
      animate: !this.still,
    });
  }

  clear() {
    this.card.hide();
  }

  // The card is gone: everything is shown again.
  closed() {
    if (this.only) this.filter(null);
    if (this.opener) this.refocus(this.opener);
    this.opener = null;
  }
}

// Marks with several numbers are wide: those that would cover another take it in.
function joinWide(stands) {
  for (let i = 0; i < stands.length; i++) {
    const one = stands[i];
    const at = stands.findIndex((other) => other !== one && covers(one, other));
    if (at < 0) continue;
    one.members.push(...stands[at].members);
    stands.splice(at, 1);
    i = -1;
  }
}

function covers(one, other) {
  if (one.members.length < 2) return false;
  const [x, y] = [0, 1].map((axis) => Math.abs(one.place[axis] - other.place[axis]));
  return x < half(one) + half(other) && y < PILL_HEIGHT;
}

function half(stand) {
  return HALVES[Math.min(stand.members.length, HALVES.length) - 1];
}

function apart(one, other) {
  return Math.hypot(one[0] - other[0], one[1] - other[1]);
}
