// What a screen's map has over that of visitors' pages: "you are here", keys for fingers, a card
// in place of popups, trails and routes to look at, and the way back to how it was.
// The composed script calls window.oxymap.kiosk(map, options, spec).

import "./oxymap.js";
import { projector } from "./base.js";
import { scale } from "./controls.js";
import { html } from "./dom.js";
import { KioskCard } from "./kiosk-card.js";
import { KioskPlaces } from "./kiosk-places.js";
import { names } from "./names.js";
import { mark } from "./pins.js";
import { fitView } from "./world.js";

const HERE = { key: "here", size: 16, reach: 13, gap: 19, order: 3000 };

function kiosk(map, options, spec) {
  const { canvas, figure } = spec.at;
  const still = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const card = new KioskCard(canvas, spec);
  const places = new KioskPlaces(map, options, spec, { card, still });
  const home = (animate) => {
    const box = map.getContainer();
    const view = fitView(spec.bbox, [box.clientWidth, box.clientHeight], map.getMaxZoom());
    map.setView([view.lat, view.lon], view.zoom, { animate: animate && !still });
  };
  places.changed = names(map, spec, () => withHere(map, spec, places.naming()));
  standHere(map, spec, places);
  wireKeys(map, figure, () => {
    places.clear();
    home(true);
  });
  scale(map, spec, "bottomleft");
  const ways = wireWays(figure, places);
  card.closed = () => {
    places.closed();
    ways(null);
  };
  map.on("click", () => card.hide());
  map.whenReady(() => places.set(spec.features));
  document.addEventListener("oxymap:kiosk-reset", () => {
    places.clear();
    home(false);
  });
  // Larger type draws the map larger, too.
  document.addEventListener("oxymap:settings", () =>
    requestAnimationFrame(() => {
      map.invalidateSize({ animate: false });
      home(false);
    })
  );
}

function standHere(map, spec, places) {
  const { here, strings } = spec;
  const [lon, lat] = here.point;
  const body = html("span", { class: "kiosk-here-mark" });
  if (typeof here.heading === "number") {
    const view = html("span", { class: "kiosk-here-mark__view" });
    view.style.transform = "rotate(" + here.heading + "deg)";
    body.append(view);
  }
  body.append(html("span", { class: "kiosk-here-mark__dot" }));
  const label = strings.here + " · " + here.name;
  const marker = L.marker([lat, lon], { icon: mark(body, label), zIndexOffset: HERE.order });
  marker.on("click", () => places.openHere(false));
  marker.on("keypress", (event) => event.originalEvent.key === "Enter" && places.openHere(true));
  marker.addTo(map);
}

// The words beside the mark are placed with all other names, before them.
function withHere(map, spec, naming) {
  const place = projector(map)(spec.here.point);
  const [x, y] = place;
  const { key, size, reach, gap } = HERE;
  const wish = {
    key, text: spec.strings.here, places: [place], size, gap,
    priority: -1, sides: ["n", "s", "e", "w"], style: "here",
  }; // prettier-ignore
  const box = [key, [x - reach, y - reach, x + reach, y + reach]];
  return { wishes: [wish].concat(naming.wishes), obstacles: [box].concat(naming.obstacles) };
}

// The keys stand below the map, where a hand from a wheelchair reaches them and no place is hidden.
function wireKeys(map, figure, home) {
  const run = { home, in: () => map.zoomIn(1), out: () => map.zoomOut(1) };
  figure.querySelectorAll("[data-map-key]").forEach((key) => {
    key.disabled = false;
    key.addEventListener("click", run[key.dataset.mapKey]);
  });
}

// The buttons of trails and routes beside the map. Returns what marks the one that is shown.
function wireWays(figure, places) {
  const root = figure.closest("main") || document;
  const buttons = Array.from(root.querySelectorAll("[data-map-way]"));
  const show = (id) =>
    buttons.forEach((one) => one.setAttribute("aria-pressed", String(one.dataset.mapWay === id)));
  buttons.forEach((one) =>
    one.addEventListener("click", () => {
      const id = one.dataset.mapWay;
      if (one.getAttribute("aria-pressed") === "true") {
        places.clear();
        return;
      }
      places.look(id);
      show(id);
    })
  );
  return show;
}

window.oxymap.kiosk = kiosk;
