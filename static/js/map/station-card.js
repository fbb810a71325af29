// A station's part of a popup. Its children are filled by ../live/update.js, now and as they age.

import { html } from "./dom.js";

// item: {id, name, url, demo, unit}.
export function stationCard(item, strings) {
  const demo = item.demo ? html("span", { class: "map-popup__demo" }, strings.station_demo) : null;
  const unit = html("span", { class: "map-popup__unit", "data-live": "unit" }, item.unit || "");
  const more = item.url ? html("a", { class: "map-popup__more", href: item.url }, strings.open) : null;
  if (more) more.setAttribute("aria-label", strings.open + " " + item.name);
  return html(
    "div",
    { class: "map-popup map-popup--station", "data-map-station": item.id },
    html("p", { class: "map-popup__name" }, item.name, demo),
    html(
      "p",
      { class: "map-popup__now" },
      html("span", { class: "map-popup__value", "data-live": "value" }),
      unit,
      html("span", { class: "live-state", "data-live": "state" })
    ),
    html("p", { class: "map-popup__note map-popup__age", "data-live": "age" }),
    html("p", { class: "map-popup__note", "data-live": "last-good", hidden: true }),
    more
  );
}
