// Narrows a list by its form, keeps the choice in the address, and stays in step with the map.
//   sends  oxymap:filter   {ids, total}          after every change
//          oxymap:select   {id, source: "list"}  when a reader asks for a place on the map
//   hears  oxymap:viewport {bbox}                west, south, east, north of the map in degrees
//          oxymap:select   {id}                  from the map: marks and shows the item
//          oxymap:ready    the map, or a changed list, wants the present choice once more

/** Choices of a form as [{field, values}], fields without a choice left out. */
function choices(form) {
  return Array.from(form.querySelectorAll("[data-field]"), (group) => ({
    field: group.dataset.field,
    values: Array.from(group.querySelectorAll("input:checked"), (input) => input.value),
  })).filter((choice) => choice.values.length > 0);
}

/** Whether data (space-separated words by field) has one of the values of every choice. */
export function matches(data, wanted) {
  return wanted.every(({ field, values }) => {
    const words = (data[field] || "").split(" ");
    return values.some((value) => words.includes(value));
  });
}

/** Whether a point given as texts lies in west, south, east, north. */
export function inside(data, bbox) {
  if (!bbox) return true;
  if (!data.lon) return false;
  const lon = Number(data.lon);
  const lat = Number(data.lat);
  return lon >= bbox[0] && lon <= bbox[2] && lat >= bbox[1] && lat <= bbox[3];
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => String(values[name]));
}

function restore(form) {
  const query = new URLSearchParams(window.location.search);
  form.querySelectorAll("input[type=checkbox]").forEach((input) => {
    if (query.getAll(input.name).includes(input.value)) input.checked = true;
  });
  form.querySelectorAll("details").forEach((part) => {
    if (part.querySelector("input:checked")) part.open = true;
  });
}

function remember(form) {
  const query = new URLSearchParams(window.location.search);
  form.querySelectorAll("input[name]").forEach((input) => query.delete(input.name));
  new FormData(form).forEach((value, name) => query.append(name, value));
  const text = query.toString();
  const { pathname, hash } = window.location;
  window.history.replaceState(window.history.state, "", pathname + (text && `?${text}`) + hash);
}

function send(name, detail) {
  document.dispatchEvent(new CustomEvent(name, { detail }));
}

function showCounts(form, list, shown, total) {
  const text = shown === total ? form.dataset.textAll : form.dataset.textCount;
  form.querySelector("[data-count]").textContent = fill(text, { n: shown, total });
  form.querySelectorAll("details").forEach((part) => {
    const n = part.querySelectorAll("input:checked").length;
    part.querySelector("[data-chosen]").textContent = n ? fill(form.dataset.textChosen, { n }) : "";
  });
  form.querySelector("[data-reset]").hidden = !form.querySelector("input:checked");
  list.querySelectorAll("[data-group]").forEach((group) => {
    const left = group.querySelectorAll("[data-item]:not([hidden])").length;
    group.hidden = left === 0;
    group.querySelector("[data-group-count]").textContent = left;
  });
  const none = document.querySelector(`[data-none="${list.id}"]`);
  if (none) none.hidden = shown > 0;
}

function mark(list, id) {
  list.querySelectorAll("[data-item]").forEach((item) => {
    item.classList.toggle("is-selected", item.dataset.id === id);
    if (item.dataset.id === id) item.scrollIntoView({ block: "nearest" });
  });
}

export function init(form) {
  const list = document.getElementById(form.dataset.list);
  const view = form.querySelector("[data-view]");
  let bbox = null;

  function apply() {
    const items = Array.from(list.querySelectorAll("[data-item]"));
    const wanted = choices(form);
    const area = view && view.checked ? bbox : null;
    const fitting = items.filter((item) => matches(item.dataset, wanted));
    const shown = fitting.filter((item) => inside(item.dataset, area));
    items.forEach((item) => {
      item.hidden = !shown.includes(item);
    });
    showCounts(form, list, shown.length, items.length);
    // The map gets what fits the form: its own view must not empty it.
    send("oxymap:filter", { ids: fitting.map((item) => item.dataset.id), total: items.length });
  }

  // A list that the server has narrowed lacks items: only the server can widen it again.
  const narrowed = form.querySelector("input[checked]") !== null;

  function changed() {
    remember(form);
    if (narrowed) window.location.reload();
    else apply();
  }

  restore(form);
  form.addEventListener("change", changed);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("[data-reset]").addEventListener("click", (event) => {
    event.preventDefault();
    form.querySelectorAll("input:checked").forEach((input) => {
      input.checked = false;
    });
    changed();
  });
  list.addEventListener("click", (event) => {
    const button = event.target.closest("[data-locate]");
    if (button) send("oxymap:select", { id: button.dataset.locate, source: "list" });
  });
  document.addEventListener("oxymap:viewport", (event) => {
    bbox = event.detail.bbox;
    if (view && view.checked) apply();
  });
  document.addEventListener("oxymap:select", (event) => mark(list, event.detail.id));
  document.addEventListener("oxymap:ready", apply);
  apply();
}
