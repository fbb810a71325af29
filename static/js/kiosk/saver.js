// Sparing the panel: the picture moves by a few pixels, is dim in quiet hours and when nobody has
// come for long, and dark at night.

import { html } from "./dom.js";

// Places around the middle; no pixel keeps its bright edge.
const PLACES = [
  [0, 0], [1, 0], [1, 1], [0, 1], [-1, 1], [-1, 0], [-1, -1], [0, -1], [1, -1],
];
// A dark screen that was touched stays awake so long after the last touch.
const AWAKE_S = 120;
// The finger that has woken the screen must not press what lies beneath.
const AFTER_MS = 400;

export function placeOf(step, most) {
  const [x, y] = PLACES[step % PLACES.length];
  return [x * most, y * most];
}

export class Saver {
  // config: of the kiosk. mode(): part of the day. idleFor(): seconds since the last touch.
  constructor(config, mode, idleFor) {
    this.most = config.shift_px === undefined ? 8 : config.shift_px;
    this.every = config.shift_s || 300;
    this.dimAfter = (config.saver_min || 20) * 60;
    this.mode = mode;
    this.idleFor = idleFor;
    this.words = config.words;
    this.woken = false;
    this.began = performance.now() / 1000;
    this.step = -1;
    this.night = null;
  }

  // The touch that wakes a dark screen does nothing else. Returns whether it was dark.
  touch() {
    const dark = this.isDark();
    this.woken = true;
    if (dark) setTimeout(() => this.show(), AFTER_MS);
    return dark;
  }

  // Something that must be seen, such as an emergency.
  wake() {
    this.woken = true;
    this.show();
  }

  // Once a second.
  tick() {
    if (this.woken && this.idleFor() > AWAKE_S) this.woken = false;
    this.show();
    this.shift();
  }

  isDark() {
    return this.mode() === "off" && !this.woken;
  }

  show() {
    const root = document.documentElement;
    const calm = this.mode() !== "full" || this.idleFor() > this.dimAfter;
    const mode = this.isDark() ? "off" : calm ? "quiet" : "full";
    if (root.dataset.kioskMode !== mode) root.dataset.kioskMode = mode;
    if (mode === "off" && !this.night) {
      const text = html("p", { class: "kiosk-night__text" }, this.words.wake);
      this.night = html("div", { class: "kiosk-night", role: "dialog", "aria-label": this.words.wake }, text);
      document.body.append(this.night);
    }
    if (this.night) this.night.hidden = mode !== "off";
  }

  shift() {
    const step = Math.floor((performance.now() / 1000 - this.began) / this.every);
    if (step === this.step) return;
    this.step = step;
    const [x, y] = placeOf(step, this.most);
    document.documentElement.style.setProperty("--kiosk-shift-x", x + "px");
    document.documentElement.style.setProperty("--kiosk-shift-y", y + "px");
  }
}
