// What stands for a place on the interactive map: a pin, a numbered stop, a count bubble.

import { html, symbol, words } from "./dom.js";

// Leaflet icons are made from elements, never from strings with data in them.
function iconClass() {
  return L.Icon.extend({
    options: { iconSize: [44, 44], iconAnchor: [22, 22], className: "map-mark" },
    createIcon() {
      const mark = html("div", { "aria-label": this.options.label });
      mark.append(this.options.content);
      this._setIconStyles(mark, "icon");
      return mark;
    },
    createShadow() {
      return null;
    },
  });
}

let Mark = null;

// An icon around an element. options: Leaflet's, where they differ from those of a pin.
export function mark(content, label, options) {
  Mark = Mark || iconClass();
  return new Mark({ content, label, ...options });
}

// The icon of one place: {layer, name, approximate, emphasis, number}.
export function pinIcon(item, root, strings) {
  const name = item.approximate ? words(strings.approximate_name, item) : item.name;
  const classes = ["map-pin", "map-pin--" + item.layer];
  if (item.approximate) classes.push("map-pin--approximate");
  if (item.emphasis) classes.push("map-pin--emphasis");
  if (item.number) classes.push("map-pin--stop");
  const content = item.number ? String(item.number) : symbol(root, item.layer);
  return mark(html("span", { class: classes.join(" ") }, content), name);
}

// The icon of several places: how many there are.
export function bubbleIcon(count, strings) {
  const size = count > 9 ? (count > 30 ? "large" : "medium") : "small";
  const bubble = html("span", { class: "map-bubble map-bubble--" + size }, String(count));
  return mark(bubble, words(strings.cluster, { count }));
}

// The content of a popup: one place, or a list of those that share a spot.
export function popupContent(items, strings) {
  if (items.length === 1) return card(items[0], strings);
  const list = items.map((item) => html("li", {}, link(item)));
  return html(
    "div",
    { class: "map-popup" },
    html("p", { class: "map-popup__count" }, words(strings.cluster_here, { count: items.length })),
    html("ul", { class: "map-popup__list" }, ...list)
  );
}

function card(item, strings) {
  const note = item.approximate ? html("p", { class: "map-popup__note" }, strings.approximate) : null;
  const line = item.schematic ? html("p", { class: "map-popup__note" }, strings.schematic) : null;
  const more = item.url
    ? html("a", { class: "map-popup__more", href: item.url }, strings.open)
    : null;
  const name = html("p", { class: "map-popup__name" }, item.name);
  if (more) more.setAttribute("aria-label", strings.open + " " + item.name);
  return html("div", { class: "map-popup" }, name, note, line, more);
}

function link(item) {
  return item.url ? html("a", { href: item.url }, item.name) : html("span", {}, item.name);
}
