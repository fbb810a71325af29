// Where am I on this trail? Asked on a tap, followed while the page is seen, sent nowhere; works
// without a network. The map and the profile show it, and the card says it in words.
//
// <section data-module="offline-position"> [data-ask], [data-start] with [data-label], [data-here],
// [data-notice|along|exit|point|degrees|meta], script[data-way]. The line is that of the page's
// map. Sends oxymap:position {lon, lat, accuracy_m} (nothing in it: gone) and oxymap:profile.

import { loadSheet } from "../pocket/sheet.js";
import { oldText, tellAll } from "../pocket/whereabouts.js";

const OPTIONS = { enableHighAccuracy: true, maximumAge: 5000, timeout: 30000 };
const PARTS = ["notice", "along", "exit", "point", "degrees", "meta"];
const TICK_MS = 15000;
const DENIED = 1;

export function init(section) {
  const data = section.querySelector("script[data-way]");
  const ask = section.querySelector("[data-ask]");
  if (!data || !ask) return;
  loadSheet();
  if (!navigator.geolocation) return;
  const way = JSON.parse(data.textContent);
  ask.hidden = false;
  new Whereabouts(section, { ...way, line: lineOf(way.trail) }).listen();
}

// The trail's line as the page's map has it.
function lineOf(trail) {
  const spec = document.querySelector("script.map__spec");
  const features = spec ? JSON.parse(spec.textContent).features : [];
  const found = features.find((feature) => feature.id === trail);
  return (found && found.lines) || [];
}

class Whereabouts {
  constructor(section, way) {
    this.section = section;
    this.way = way;
    this.button = section.querySelector("[data-start]");
    this.label = this.button.querySelector("[data-label]");
    this.usual = this.label.textContent;
    this.watch = null;
    this.fix = null;
    this.along_m = undefined;
  }

  listen() {
    this.button.addEventListener("click", () => (this.watch === null ? this.start() : this.stop()));
    // A page in the pocket must not empty the phone.
    document.addEventListener("visibilitychange", () => {
      if (this.watch === null) return;
      navigator.geolocation.clearWatch(this.watch);
      if (document.hidden) this.watch = 0;
      else this.follow();
    });
  }

  start() {
    this.section.querySelector("[data-here]").hidden = false;
    this.button.setAttribute("aria-pressed", "true");
    this.label.textContent = this.way.words.stop;
    this.put("notice", this.way.words.waiting);
    this.ticking = setInterval(() => this.age(), TICK_MS);
    this.follow();
  }

  stop() {
    navigator.geolocation.clearWatch(this.watch);
    clearInterval(this.ticking);
    this.watch = null;
    this.fix = null;
    this.button.setAttribute("aria-pressed", "false");
    this.label.textContent = this.usual;
    this.section.querySelector("[data-here]").hidden = true;
    this.send("position", {});
  }

  follow() {
    this.watch = navigator.geolocation.watchPosition(
      (position) => this.show(position),
      (error) => this.fail(error),
      OPTIONS
    );
  }

  show({ coords, timestamp }) {
    this.fix = { lon: coords.longitude, lat: coords.latitude, accuracy_m: coords.accuracy, time: timestamp };
    const told = tellAll(this.way, this.fix, this.along_m, this.way.words);
    if (told.along_m !== null) this.along_m = told.along_m;
    PARTS.forEach((name) => this.put(name, told[name]));
    this.section.classList.toggle("whereabouts--off", told.off);
    this.send("position", { lon: this.fix.lon, lat: this.fix.lat, accuracy_m: this.fix.accuracy_m });
    if (told.at) this.send("profile", { lon: told.at[0], lat: told.at[1] });
  }

  // What stood there stays, with its time; the reader hears that it is old.
  fail(error) {
    if (error.code === DENIED) {
      this.stop();
      this.section.querySelector("[data-here]").hidden = false;
      PARTS.forEach((name) => this.put(name, ""));
      this.put("notice", this.way.words.denied);
    } else if (this.fix) this.age();
    else this.put("notice", this.way.words.failed);
  }

  age() {
    const text = this.fix ? oldText(this.fix, Date.now(), this.way.words) : "";
    if (text) this.put("notice", text);
  }

  put(name, text) {
    const part = this.section.querySelector("[data-" + name + "]");
    if (part.textContent !== text) part.textContent = text;
  }

  send(name, detail) {
    document.dispatchEvent(new CustomEvent("oxymap:" + name, { detail: { ...detail, source: this.section } }));
  }
}
