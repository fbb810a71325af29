// Sizes, dates and sentences of what is stored.

import { words as fill } from "../map/dom.js";

export { fill };

export function readWords(element) {
  return JSON.parse(element.querySelector("script[data-words]").textContent);
}

// Bytes for people: 350 KB, 1.2 MB, 11 GB.
export function sizeText(bytes) {
  if (bytes < 1e6) return Math.max(1, Math.round(bytes / 1000)) + " KB";
  if (bytes >= 1e9) return (bytes / 1e9).toFixed(bytes < 1e10 ? 1 : 0) + " GB";
  return (bytes / 1e6).toFixed(bytes < 1e7 ? 1 : 0) + " MB";
}

export function dayText(time, lang) {
  const options = { timeZone: "Asia/Shanghai", month: "long", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(lang, { ...options, hour12: false }).format(time);
}

// What there is to say of a record.
export function stateText(item, words, lang) {
  if (item.gone) return words.gone;
  if (!item.complete) return fill(words.continue, { done: item.done, all: item.urls.length });
  return fill(words.taken, { date: dayText(item.stored_at, lang), size: sizeText(item.size) });
}
