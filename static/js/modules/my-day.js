// A day of one's own: the button that adds to it, and its page.

import { MOST, add, keep, kept, read, write } from "../day/plan.js";

function adding(link) {
  const stops = read(`?s=${link.dataset.dayAdd}`).stops;
  const hasAll = (plan) => stops.every((stop) => plan.stops.some((other) => other.id === stop.id));
  const label = link.querySelector("[data-day-label]");
  const home = link.href.split("?")[0];
  const show = (plan) => {
    const full = plan.stops.length >= MOST;
    const text = full ? link.dataset.textFull : link.dataset.textAdded;
    label.textContent = text.replace("{n}", String(plan.stops.length));
    link.href = home + write(plan);
  };
  const known = kept(window.localStorage);
  if (hasAll(known)) show(known);
  link.addEventListener("click", (event) => {
    const before = kept(window.localStorage);
    if (hasAll(before)) return;
    const after = stops.reduce(add, before);
    // A phone that keeps nothing follows the link: the day is in its address.
    if (after !== before && !keep(window.localStorage, after)) return;
    event.preventDefault();
    show(after);
  });
}

export function init(element) {
  if (element.dataset.dayAdd) {
    try {
      adding(element);
    } catch (error) {
      // Storage is closed: the link leads to a day with this one stop.
    }
    return;
  }
  import("../day/page.js")
    .then((page) => page.start(element))
    .catch((error) => console.error("my-day:", error));
}
