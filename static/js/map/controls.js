// Buttons on the map: zoom, home, near me, full screen, layers; the scale and the attribution.

import { html, icon, symbol, words } from "./dom.js";
import { say } from "./messages.js";

// Pixels of the map that the layer panel leaves to its opener and the attribution.
const PANEL_AIR = 110;
const ICONS = {
  zoom_in: "M12 5v14M5 12h14",
  zoom_out: "M5 12h14",
  home: "M4 11.5 12 5l8 6.5M6.5 10v9h11v-9",
  locate: "M12 2.5v4M12 17.5v4M2.5 12h4M17.5 12h4M12 7a5 5 0 1 0 .01 0z",
  fullscreen: "M4 9V4h5M15 4h5v5M20 15v5h-5M9 20H4v-5",
  layers: "M12 4 3 9l9 5 9-5zM3.5 14l8.5 4.7 8.5-4.7",
};

// options: {position, layers, locate, fullscreen, home}: where, and which besides zoom.
export function controls(map, options, spec) {
  const home = { center: map.getCenter(), zoom: map.getZoom() };
  const buttons = [
    button(spec, "zoom_in", () => map.zoomIn(1)),
    button(spec, "zoom_out", () => map.zoomOut(1)),
  ];
  if (options.home) buttons.push(button(spec, "home", () => map.setView(home.center, home.zoom)));
  if (options.locate && navigator.geolocation) {
    buttons.push(button(spec, "locate", () => locate(map, spec)));
  }
  if (options.fullscreen) buttons.push(fullscreenButton(map, spec));
  if (options.layers && spec.layers.length) corner(map, options.position, layerSwitch(map, spec));
  corner(map, options.position, html("div", { class: "map-buttons" }, ...buttons));
  scale(map, spec);
}

// Attribution and approval number, always in sight. options: {position, texts}.
export function attribution(map, options, spec) {
  const texts = [spec.strings.attribution, ...options.texts, spec.strings.approval];
  const said = texts.filter((text, index) => text && texts.indexOf(text) === index);
  if (said.length) {
    corner(map, options.position, html("p", { class: "map-attribution" }, said.join(" · ")));
  }
}

function corner(map, position, element) {
  const Corner = L.Control.extend({
    onAdd() {
      L.DomEvent.disableClickPropagation(element);
      L.DomEvent.disableScrollPropagation(element);
      return element;
    },
  });
  new Corner({ position }).addTo(map);
}

function button(spec, name, run) {
  const label = spec.strings[name];
  const made = html("button", { type: "button", class: "map-button", "aria-label": label, title: label });
  made.append(icon(ICONS[name]));
  made.addEventListener("click", run);
  return made;
}

function locate(map, spec) {
  say(spec, spec.strings.locating);
  navigator.geolocation.getCurrentPosition(
    ({ coords }) => showPosition(map, spec, coords),
    () => say(spec, spec.strings.locate_failed),
    { enableHighAccuracy: true, timeout: 12000, maximumAge: 60000 }
  );
}

function showPosition(map, spec, coords) {
  const place = L.latLng(coords.latitude, coords.longitude);
  if (map.options.maxBounds && !map.options.maxBounds.contains(place)) {
    say(spec, spec.strings.locate_outside);
    return;
  }
  if (map.oxymapHere) map.oxymapHere.remove();
  map.oxymapHere = L.layerGroup([
    L.circle(place, { radius: coords.accuracy, className: "map-here-area", interactive: false }),
    L.circleMarker(place, { radius: 8, className: "map-here", interactive: false }),
  ]).addTo(map);
  map.setView(place, Math.max(map.getZoom(), 12));
  say(spec, words(spec.strings.located, { count: Math.round(coords.accuracy) }));
}

// The Fullscreen API, and a fixed box where a browser has none (iPhones).
function fullscreenButton(map, spec) {
  const canvas = spec.at.canvas;
  const made = button(spec, "fullscreen", () => {
    if (canvas.requestFullscreen) {
      if (document.fullscreenElement) document.exitFullscreen();
      else canvas.requestFullscreen().catch(() => canvas.classList.toggle("map__canvas--fixed"));
    } else {
      canvas.classList.toggle("map__canvas--fixed");
      map.invalidateSize();
    }
  });
  document.addEventListener("fullscreenchange", () => {
    const on = document.fullscreenElement === canvas;
    made.setAttribute("aria-label", spec.strings[on ? "fullscreen_exit" : "fullscreen"]);
    map.invalidateSize();
  });
  return made;
}

function layerSwitch(map, spec) {
  const panel = html("fieldset", { class: "map-layers__panel", hidden: true });
  panel.append(html("legend", { class: "map-layers__legend" }, spec.strings.layers));
  spec.layers.forEach((layer) => panel.append(layerRow(layer, spec)));
  const opener = button(spec, "layers", () => {
    panel.hidden = !panel.hidden;
    panel.style.maxHeight = map.getSize().y - PANEL_AIR + "px";
    opener.setAttribute("aria-expanded", String(!panel.hidden));
  });
  opener.classList.add("map-layers__opener");
  opener.setAttribute("aria-expanded", "false");
  opener.append(html("span", {}, spec.strings.layers));
  map.on("click", () => {
    panel.hidden = true;
    opener.setAttribute("aria-expanded", "false");
  });
  return html("div", { class: "map-layers" }, opener, panel);
}

function layerRow(layer, spec) {
  const box = html("input", { type: "checkbox", class: "map-layers__box" });
  box.checked = spec.at.layers.shown.has(layer.id);
  box.addEventListener("change", () => spec.at.layers.show(layer.id, box.checked));
  const sign = html("span", { class: "map-pin map-pin--" + layer.id }, symbol(spec.at.root, layer.id));
  return html("label", { class: "map-layers__row" }, box, sign, html("span", {}, layer.label));
}

export function scale(map, spec, position = "bottomright") {
  const { kilometres, metres } = spec.strings;
  const Scale = L.Control.Scale.extend({
    _updateMetric(most) {
      const length = this._getRoundNum(most);
      const text =
        length < 1000 ? words(metres, { count: length }) : words(kilometres, { count: length / 1000 });
      this._updateScale(this._mScale, text, length / most);
    },
  });
  new Scale({ imperial: false, maxWidth: map.getSize().x < 480 ? 84 : 120, position }).addTo(map);
}
