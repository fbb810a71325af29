// Rows of a form: added, moved and taken away in the page; the server does the same without scripts.

import { numberRows } from "../studio/row-names.js";

async function start(row) {
  for (const element of row.querySelectorAll("[data-module]")) {
    for (const name of element.dataset.module.split(" ")) {
      const module = await import(`./${name}.js`);
      module.init(element);
    }
  }
}

export function init(box) {
  const { name, textDropped, textMoved } = box.dataset;
  const list = box.querySelector("[data-rows]");
  const status = box.querySelector("[data-status]");
  const pattern = box.querySelector("template");

  function changed(text) {
    numberRows([...list.children], name);
    status.textContent = text || "";
    box.dispatchEvent(new Event("change", { bubbles: true }));
  }

  function add() {
    const row = pattern.content.firstElementChild.cloneNode(true);
    list.append(row);
    numberRows([...list.children], name);
    start(row).catch((error) => console.error("row:", error));
    return row;
  }

  function move(row, verb) {
    const other = verb === "up" ? row.previousElementSibling : row.nextElementSibling;
    if (!other) return;
    if (verb === "up") other.before(row);
    else other.after(row);
    changed(textMoved.replace("{n}", [...list.children].indexOf(row) + 1));
    row.querySelector(`[data-do="${verb}"]`).focus();
  }

  function drop(row) {
    const next = row.nextElementSibling || row.previousElementSibling;
    row.remove();
    changed(textDropped);
    const target = next ? next.querySelector("[data-do=drop]") : box.querySelector("[data-do=add]");
    if (target) target.focus();
  }

  box.addEventListener("click", (event) => {
    const button = event.target.closest("[data-do]");
    if (!button) return;
    event.preventDefault();
    const row = button.closest("[data-row]");
    if (button.dataset.do === "add") {
      const made = add();
      changed();
      const first = made.querySelector("input:not([type=hidden]), textarea, select");
      if (first) first.focus();
    } else if (button.dataset.do === "drop") drop(row);
    else move(row, button.dataset.do);
  });

  box.addEventListener("studio-rows:set", (event) => {
    list.replaceChildren();
    for (let n = 0; n < event.detail.count; n += 1) add();
  });

  box.addEventListener("studio-photo:choose", (event) => {
    const photo = event.detail;
    const row = add();
    const set = (cell, text) => {
      const input = row.querySelector(`[name$=".${cell}"]`);
      if (input) input.value = text === null || text === undefined ? "" : String(text);
    };
    for (const cell of ["id", "width", "height", "credit", "licence"]) set(cell, photo[cell]);
    for (const lang of ["zh", "en"]) {
      set(`alt.${lang}`, photo.alt && photo.alt[lang]);
      set(`caption.${lang}`, photo.caption && photo.caption[lang]);
    }
    changed();
  });
}
