// A page that stands still or is empty is loaded anew; and every page once a night.

import { dayOf, minuteOf, minutes } from "./dayparts.js";
import { device, recall, remember } from "./storage.js";

const FROZEN_S = 180;
// How often an empty page is tried again, and how often it is looked at.
const AGAIN_S = 60;
const LOOK_S = 10;
const NIGHT_MINUTES = 20;

export class Watchdog {
  // now(): seconds of a clock that nobody sets. full(): whether the page shows something.
  // heard: {reload(why)}.
  constructor(now, full, heard) {
    this.now = now;
    this.full = full;
    this.heard = heard;
    this.last = now();
    this.looked = now();
    this.empty = 0;
  }

  // Once a second.
  tick() {
    const now = this.now();
    const gap = now - this.last;
    this.last = now;
    if (gap > FROZEN_S) {
      this.heard.reload("frozen for " + Math.round(gap) + " s");
      return;
    }
    if (now - this.looked < LOOK_S) return;
    this.looked = now;
    this.empty = this.full() ? 0 : this.empty + LOOK_S;
    if (this.empty >= AGAIN_S) {
      this.empty = 0;
      this.heard.reload("nothing on the page");
    }
  }
}

// Whether it is time for the night's reload. at: when (text "03:30"); chance: 0–1, this screen's
// own; done: the day of the last one; time: the server's, in seconds.
export function isNight(at, chance, done, time) {
  const from = minutes(at || "03:30") + Math.floor(chance * NIGHT_MINUTES) - NIGHT_MINUTES / 2;
  const minute = minuteOf(time);
  return minute >= from && minute < from + NIGHT_MINUTES && done !== dayOf(time);
}

export function hasContent() {
  const main = document.querySelector("main") || document.body;
  return Boolean(main && main.getBoundingClientRect().height > 0 && main.textContent.trim());
}

// This screen's own share of the jitter, the same every night.
export function ownChance() {
  const known = recall(device, "chance");
  if (typeof known === "number") return known;
  const made = Math.random();
  remember(device, "chance", made);
  return made;
}
