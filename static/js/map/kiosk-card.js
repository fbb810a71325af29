// The card of a mark on a screen's map: what it is, how far, the value of its station, and one
// large link to the screen's own page of it.

import { html, icon, symbol } from "./dom.js";

const CROSS = "M6 6l12 12M18 6L6 18";
const TITLE = "kiosk-map-card-title";

export class KioskCard {
  // Stations' values stand in the page ([data-map-readings]) and are kept up to date there.
  constructor(canvas, spec) {
    this.spec = spec;
    this.store = document.querySelector("[data-map-readings]");
    this.closed = () => {};
    this.element = html("section", {
      class: "kiosk-card", role: "dialog", "aria-labelledby": TITLE, hidden: true,
    }); // prettier-ignore
    canvas.parentNode.append(this.element);
  }

  // items: those of one mark.
  show(items, byKey) {
    if (items.length === 1) this.place(items[0]);
    else this.fill(null, this.list(items));
    if (byKey) this.focus();
  }

  showHere() {
    const { here, strings } = this.spec;
    const sign = html("span", { class: "kiosk-card__sign kiosk-card__sign--here" });
    const said = html("p", { class: "kiosk-card__meta" }, strings.here);
    this.fill(sign, [title(here.name), said, this.reading(here.station), this.way(here)]);
    this.element.classList.add("kiosk-card--here");
  }

  showRoute(route) {
    const sign = html("span", { class: "kiosk-card__sign map-pin--trails" }, symbol(this.spec.at.root, "trails"));
    this.fill(sign, [title(route.name), meta(route), this.way(route)]);
  }

  hide() {
    if (this.element.hidden) return;
    this.returnReading();
    this.element.hidden = true;
    this.element.replaceChildren();
    this.closed();
  }

  focus() {
    const first = this.element.querySelector("a, button");
    if (first) first.focus({ preventScroll: true });
  }

  // How much of the map's lower end it hides, in the map's own pixels, which may be larger than
  // the page's. On lying screens it stands beside the map.
  height(map) {
    if (this.element.hidden) return 0;
    const container = map.getContainer();
    const box = container.getBoundingClientRect();
    if (this.element.getBoundingClientRect().left >= box.right) return 0;
    return this.element.offsetHeight / (box.width / container.offsetWidth || 1);
  }

  // --- what is in it --------------------------------------------------------------------

  place(item) {
    const { at, cards, strings } = this.spec;
    const card = cards[item.id] || { meta: [], away: "" };
    const look = item.number ? "map-pin--stop" : "map-pin--" + item.layer;
    const sign = html("span", { class: "kiosk-card__sign " + look });
    sign.append(item.number ? String(item.number) : symbol(at.root, item.layer));
    const notes = [item.approximate && strings.approximate, item.schematic && strings.schematic];
    this.fill(sign, [
      title(item.name),
      meta(card),
      ...notes.filter(Boolean).map((text) => html("p", { class: "kiosk-card__note" }, text)),
      this.reading(card.station),
      this.way(item),
    ]);
  }

  list(items) {
    const { cards, strings } = this.spec;
    const rows = items.map((item) => {
      const number = item.number ? html("b", { class: "kiosk-card__number map-pin--stop" }, String(item.number)) : null;
      const away = html("span", { class: "kiosk-card__away" }, (cards[item.id] || {}).away || "");
      return html("li", {}, html(item.url ? "a" : "span", { class: "kiosk-card__row", href: item.url }, number, item.name, away));
    });
    const count = strings.cluster_here.replace("{count}", String(items.length));
    return [title(count), html("ul", { class: "kiosk-card__list" }, ...rows)];
  }

  way(item) {
    if (!item.url) return null;
    const text = this.spec.strings.open;
    return html("a", { class: "kiosk-button kiosk-card__more", href: item.url, "aria-label": text + " " + item.name }, text);
  }

  reading(id) {
    if (!id || !this.store) return null;
    return Array.from(this.store.children).find((one) => one.dataset.station === id) || null;
  }

  returnReading() {
    const shown = this.element.querySelector("[data-station]");
    if (shown && this.store) this.store.append(shown);
  }

  // children: the title first.
  fill(sign, [heading, ...children]) {
    const wanted = children.filter(Boolean);
    const old = this.element.querySelector("[data-station]");
    if (old && this.store && !wanted.includes(old)) this.store.append(old);
    const label = this.spec.strings.close;
    const close = html("button", { type: "button", class: "kiosk-card__close", "aria-label": label }, icon(CROSS));
    close.addEventListener("click", () => this.hide());
    const text = html("div", { class: "kiosk-card__text" }, ...wanted);
    this.element.replaceChildren(...[sign, heading, text, close].filter(Boolean));
    this.element.className = sign ? "kiosk-card" : "kiosk-card kiosk-card--list";
    this.element.hidden = false;
    this.element.scrollTop = 0;
  }
}

function title(text) {
  return html("h2", { class: "kiosk-card__title", id: TITLE }, text);
}

function meta(card) {
  const parts = card.meta.concat(card.away || []).map((text) => html("span", {}, text));
  return html("p", { class: "kiosk-card__meta dotted" }, ...parts);
}
