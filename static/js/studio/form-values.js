// What stands in a form, as pairs that can be kept and put back.

import { rowNumbers } from "./row-names.js";

const OWN = new Set(["csrf", "base", "do", "shown"]);

/** The form's [name, value] pairs, without those that belong to the page. */
export function entriesOf(data) {
  return [...data].filter(([name, value]) => !OWN.has(name) && typeof value === "string");
}

/** Whether two lists of pairs say the same: row origins and line ends apart. */
export function isSame(one, other) {
  const plain = (entries) =>
    JSON.stringify(
      entries
        .filter(([name, value]) => value !== "" && !/\.from$/.test(name))
        .map(([name, value]) => [name, value.replace(/\r\n/g, "\n").trim()]),
    );
  return plain(one) === plain(other);
}

/** The pairs as a map from name to its values. */
export function grouped(entries) {
  const found = new Map();
  for (const [name, value] of entries) found.set(name, [...(found.get(name) || []), value]);
  return found;
}

/** Put kept pairs into a form; lists get as many rows as were kept. */
export function fill(form, entries) {
  const values = grouped(entries);
  for (const list of form.querySelectorAll("[data-rows]")) {
    const box = list.closest("[data-name]");
    const count = rowNumbers(values.keys(), box.dataset.name).length;
    box.dispatchEvent(new CustomEvent("studio-rows:set", { detail: { count } }));
  }
  for (const control of form.elements) {
    if (!control.name || OWN.has(control.name)) continue;
    const kept = values.get(control.name) || [];
    if (control.type === "checkbox" || control.type === "radio") control.checked = kept.includes(control.value);
    else if (kept.length > 0) control.value = kept[0];
  }
  form.dispatchEvent(new CustomEvent("studio-filled", { bubbles: true }));
}
