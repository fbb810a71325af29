// The page of a day: what is changed on one's own day is kept; a day of others is only shown.

import { keep, kept, moved, read, same, write } from "./plan.js";

function storage() {
  try {
    return window.localStorage;
  } catch (error) {
    return { getItem: () => null, setItem: () => {}, removeItem: () => {} };
  }
}

function go(home, plan, own) {
  if (own) keep(storage(), plan);
  window.location.assign(home + write(plan));
}

function formPlan(form) {
  const data = new FormData(form);
  const minutes = data.getAll("min").map(String);
  const stops = data.getAll("id").map((id, index) => {
    const text = minutes[index] || "";
    return { id: String(id), min: /^\d{1,4}$/.test(text) ? Number(text) : null };
  });
  return { stops, t: String(data.get("at") || "09:00").replace(":", "") };
}

function dragging(list, drop) {
  let from = -1;
  const items = Array.from(list.children);
  items.forEach((item, index) => {
    item.draggable = true;
    item.addEventListener("dragstart", (event) => {
      // In a field people drag over its text.
      if (event.target !== item) return;
      from = index;
      event.dataTransfer.effectAllowed = "move";
      item.dataset.dragged = "";
    });
    item.addEventListener("dragover", (event) => {
      if (from < 0) return;
      event.preventDefault();
      item.dataset.over = "";
    });
    item.addEventListener("dragleave", () => delete item.dataset.over);
    item.addEventListener("dragend", () => {
      from = -1;
      items.forEach((each) => {
        delete each.dataset.dragged;
        delete each.dataset.over;
      });
    });
    item.addEventListener("drop", (event) => {
      event.preventDefault();
      if (from >= 0 && from !== index) drop(from, index);
    });
  });
}

export function start(element) {
  const home = element.dataset.dayHome;
  const shown = read(element.dataset.dayQuery || "");
  const mine = kept(storage());
  if (!shown.stops.length && !window.location.search) {
    // The phone knows the day; the address does not yet.
    if (mine.stops.length) window.location.replace(home + write(mine));
    return;
  }
  const own = !mine.stops.length || same(shown, mine);
  if (own && shown.stops.length) keep(storage(), shown);
  const shared = element.querySelector("[data-day-shared]");
  shared.hidden = own;
  element.querySelector("[data-day-take]").addEventListener("click", () => go(home, shown, true));
  const form = element.querySelector("[data-day-form]");
  if (!form) return;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    go(home, formPlan(form), own);
  });
  form.addEventListener("change", () => go(home, formPlan(form), own));
  form.addEventListener("click", (event) => {
    const link = event.target.closest('a[rel="nofollow"]');
    if (!link || !own) return;
    keep(storage(), read(new URL(link.href).search));
  });
  const list = element.querySelector("[data-day-list]");
  dragging(list, (from, to) => go(home, moved(formPlan(form), from, to), own));
}
