// A list of places below an input, by what is typed: arrows, Enter and Escape, or a click.

import { askJson, later } from "./asking.js";

const WAIT_MS = 150;
let lists = 0;

function option(hit, id) {
  const item = document.createElement("li");
  item.id = id;
  item.className = "pick__option";
  item.setAttribute("role", "option");
  const detail = document.createElement("span");
  detail.className = "pick__detail";
  detail.textContent = hit.detail;
  item.append(hit.name, " ", detail);
  return item;
}

/** Make an input offer places; `choose` gets the hit that was chosen. */
export function offerPlaces(input, { url, of, nothing, choose }) {
  const list = document.createElement("ul");
  list.id = `pick-list-${(lists += 1)}`;
  list.className = "pick__list";
  list.hidden = true;
  list.setAttribute("role", "listbox");
  input.after(list);
  input.setAttribute("role", "combobox");
  input.setAttribute("aria-autocomplete", "list");
  input.setAttribute("aria-controls", list.id);
  input.setAttribute("aria-expanded", "false");
  let hits = [];
  let at = -1;

  function close() {
    list.hidden = true;
    input.setAttribute("aria-expanded", "false");
    input.removeAttribute("aria-activedescendant");
    at = -1;
  }

  function mark(next) {
    at = (next + hits.length) % hits.length;
    [...list.children].forEach((item, n) => item.setAttribute("aria-selected", String(n === at)));
    input.setAttribute("aria-activedescendant", list.children[at].id);
    list.children[at].scrollIntoView({ block: "nearest" });
  }

  function take(number) {
    const hit = hits[number];
    close();
    if (hit) choose(hit);
  }

  function show(found) {
    hits = found;
    const items = hits.map((hit, n) => option(hit, `${list.id}-${n}`));
    if (items.length === 0) {
      const none = document.createElement("li");
      none.className = "pick__none";
      none.textContent = nothing;
      items.push(none);
    }
    list.replaceChildren(...items);
    list.hidden = false;
    at = -1;
    input.setAttribute("aria-expanded", "true");
  }

  const look = later(WAIT_MS, async () => {
    const query = input.value.trim();
    if (!query) return close();
    try {
      const found = await askJson(`${url}?of=${of}&q=${encodeURIComponent(query)}`);
      if (input.value.trim() === query && document.activeElement === input) show(found.places);
    } catch (error) {
      close(); // Without a network the field takes what is typed.
    }
    return undefined;
  });

  input.addEventListener("input", look);
  input.addEventListener("keydown", (event) => {
    if (list.hidden || event.isComposing) return;
    if (event.key === "Escape") {
      close();
    } else if (hits.length && (event.key === "ArrowDown" || event.key === "ArrowUp")) {
      mark(at + (event.key === "ArrowDown" ? 1 : at < 0 ? 0 : -1));
    } else if (hits.length && event.key === "Enter") {
      take(Math.max(at, 0));
    } else return;
    event.preventDefault();
  });
  list.addEventListener("pointerdown", (event) => event.preventDefault());
  list.addEventListener("click", (event) => {
    take([...list.children].indexOf(event.target.closest(".pick__option")));
  });
  input.addEventListener("blur", close);
}
