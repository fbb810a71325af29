// A field that holds a place's id shows the place's name, and finds it while one types.

import { askJson, wordsOf } from "../studio/asking.js";
import { offerPlaces } from "../studio/place-list.js";

/** Show a name over a field that keeps the id. */
function nameField(kept, name) {
  const shown = kept.cloneNode();
  shown.removeAttribute("name");
  shown.removeAttribute("list");
  shown.value = name || kept.value;
  kept.type = "hidden";
  kept.removeAttribute("id");
  kept.after(shown);
  return shown;
}

export function init(box) {
  const form = box.closest("form");
  const url = form.dataset.places;
  const kept = box.querySelector("input[name]");
  const note = box.querySelector("[data-name]");
  if (!url || !kept || kept.type === "hidden") return;
  const words = wordsOf(box);
  const shown = nameField(kept, note.textContent);
  shown.placeholder = words.search || "";
  note.textContent = kept.value;

  function set(id, name) {
    kept.value = id;
    shown.value = name;
    note.textContent = id;
  }

  shown.addEventListener("input", () => {
    kept.value = shown.value;
    note.textContent = "";
  });
  offerPlaces(shown, {
    url,
    of: box.dataset.of,
    nothing: words.noPlace || "",
    choose: (hit) => {
      set(hit.id, hit.name);
      kept.dispatchEvent(new Event("change", { bubbles: true }));
    },
  });
  // Rows come and go with ids that the page has no names for.
  async function name() {
    const id = kept.value;
    if (id === note.textContent && shown.value !== id) return;
    set(id, id);
    if (!id) return;
    try {
      const { places } = await askJson(`${url}?of=${box.dataset.of}&q=${encodeURIComponent(id)}`);
      const hit = places.find((one) => one.id === id);
      if (hit && kept.value === id) set(id, hit.name);
    } catch (error) {
      note.textContent = ""; // The id stands in the field itself.
    }
  }

  form.addEventListener("studio-filled", name);
  if (kept.value) name();
}
