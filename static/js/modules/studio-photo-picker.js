// Finds a photograph in the register and hands it to the editor around it (studio-photo:choose).

import { fill } from "../studio/photo-sending.js";

const WAIT_MS = 250;
const TIMEOUT_MS = 15000;

/** Fetches what fits a query. */
async function find(address, signal) {
  const response = await fetch(address, { headers: { Accept: "application/json" }, signal });
  if (!response.ok) throw new Error(String(response.status));
  return response.json();
}

/** One photograph as a button. */
function cell(photo, lang, choose) {
  const item = document.createElement("li");
  item.className = "photo-grid__item";
  const button = document.createElement("button");
  button.type = "button";
  button.className = "photo-grid__link";
  const image = document.createElement("img");
  image.className = "photo-grid__image";
  image.src = photo.url;
  image.width = photo.width;
  image.height = photo.height;
  image.alt = "";
  image.loading = "lazy";
  const text = document.createElement("span");
  text.className = "photo-grid__text";
  text.textContent = photo.alt[lang];
  button.append(image, text);
  button.addEventListener("click", () => choose(photo));
  item.append(button);
  return item;
}

export function init(element) {
  const { url, ref, lang, textFailed, textNone, textCount } = element.dataset;
  const open = element.querySelector("[data-picker-open]");
  const panel = element.querySelector("[data-picker-panel]");
  const query = element.querySelector("[data-picker-query]");
  const status = element.querySelector("[data-picker-status]");
  const list = element.querySelector("[data-picker-list]");
  let running = null;
  let waiting = 0;

  function show(opened) {
    panel.hidden = !opened;
    open.setAttribute("aria-expanded", String(opened));
    if (opened) {
      query.focus();
      load();
    }
  }

  function choose(photo) {
    element.dispatchEvent(new CustomEvent("studio-photo:choose", { bubbles: true, detail: photo }));
    show(false);
    open.focus();
  }

  async function load() {
    if (running) running.abort();
    const mine = new AbortController();
    running = mine;
    const timer = setTimeout(() => mine.abort(), TIMEOUT_MS);
    const words = new URLSearchParams({ q: query.value.trim(), ref });
    try {
      const { photos, total } = await find(`${url}?${words}`, mine.signal);
      list.replaceChildren(...photos.map((photo) => cell(photo, lang, choose)));
      status.textContent = total ? fill(textCount, { count: total }) : textNone;
    } catch (error) {
      if (running === mine) status.textContent = textFailed;
    } finally {
      clearTimeout(timer);
    }
  }

  open.hidden = false;
  open.addEventListener("click", () => show(panel.hidden));
  panel.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      show(false);
      open.focus();
    } else if (event.key === "Enter" && event.target === query) {
      // The editor's form must not be sent by a search in it.
      event.preventDefault();
      load();
    }
  });
  query.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(load, WAIT_MS);
  });
}
