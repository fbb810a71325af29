// The attract loop: one scene after the other; a touch holds it. Pictures of what is over, or of
// another season, are left out.

import { seasonOf } from "./dayparts.js";

const HOLD_S = 30;

// Which scenes are told now. scenes: [{seasons, until, quiet}]; until: seconds, 0 for never.
export function told(scenes, now, mode) {
  const fits = scenes.filter(
    (one) =>
      (!one.until || !now || one.until > now) &&
      (!one.seasons.length || !now || one.seasons.includes(seasonOf(now)))
  );
  const quiet = mode === "quiet" ? fits.filter((one) => one.quiet) : fits;
  return quiet.length ? quiet : fits;
}

export class Scenes {
  // now(): the server's time or 0; mode(): part of the day.
  constructor(element, every, now, mode) {
    this.element = element;
    this.every = every || 12;
    this.now = now;
    this.mode = mode;
    this.all = Array.from(element.querySelectorAll("[data-scene]")).map(readScene);
    this.left = this.every;
    this.current = null;
    this.dots = document.querySelector('[data-kiosk="scene-dots"]');
    this.turn(0);
  }

  hold() {
    this.left = Math.max(this.left, HOLD_S);
  }

  // Once a second.
  tick() {
    if (document.hidden) return;
    this.left -= 1;
    if (this.left > 0) return;
    this.left = this.every;
    this.turn(1);
  }

  turn(step) {
    const list = told(this.all, this.now(), this.mode());
    if (!list.length) return;
    const at = list.indexOf(this.current);
    this.current = list[at < 0 ? 0 : (at + step) % list.length];
    this.all.forEach((one) => {
      const on = one === this.current;
      one.element.hidden = !on;
      one.element.toggleAttribute("data-current", on);
    });
    this.showDots(list);
  }

  showDots(list) {
    if (!this.dots) return;
    this.dots.setAttribute("aria-hidden", "true");
    while (this.dots.children.length > list.length) this.dots.lastElementChild.remove();
    while (this.dots.children.length < list.length) this.dots.append(document.createElement("span"));
    list.forEach((one, index) => {
      this.dots.children[index].toggleAttribute("data-current", one === this.current);
    });
  }
}

function readScene(element) {
  const { seasons, until, mode } = element.dataset;
  return {
    element,
    seasons: (seasons || "").split(" ").filter(Boolean),
    until: Number(until) || 0,
    quiet: mode === "quiet",
  };
}
