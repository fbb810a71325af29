// Removes events that are over: a frozen page may be older than they are.

/** Today in Beijing, as YYYY-MM-DD. */
export function today(now = new Date()) {
  return new Date(now.getTime() + 8 * 3600 * 1000).toISOString().slice(0, 10);
}

export function init(element) {
  const items = Array.from(element.querySelectorAll("[data-item]"));
  const day = today();
  const over = items.filter((item) => item.dataset.ends && item.dataset.ends < day);
  over.forEach((item) => item.remove());
  const empty = element.querySelector("[data-empty]");
  if (empty) empty.hidden = over.length < items.length;
  if (over.length > 0) document.dispatchEvent(new CustomEvent("oxymap:ready"));
}
