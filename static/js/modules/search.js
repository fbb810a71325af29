// Searches in the browser where no server answers: the index is one JSON file.
// It is {documents: [{url, name, kind, district, summary, symbol, fields}]}; the fifth field is what
// the body has beside the summary. The rules are those of site/oxymap/catalogue/search.py.

const LIMIT = 60;
const TIMEOUT_MS = 8000;
// Name, aliases, pinyin, initials, summary.
const WEIGHTS = [100, 80, 60, 40, 10];

function match(field, word) {
  if (!field.includes(word)) return 0;
  if (` ${field} `.includes(` ${word} `)) return 3;
  if (field.startsWith(word) || field.includes(` ${word}`)) return 2;
  return /^[a-z0-9]{1,2}$/.test(word) ? 0 : 1;
}

/** How well a document answers the words: 0 when one of them is missing. */
export function score(entry, words) {
  const body = `${entry.summary} ${entry.fields[4] || ""}`.trim().toLowerCase();
  const fields = [...entry.fields.slice(0, 4), body];
  const points = words.map((word) =>
    Math.max(...fields.map((field, i) => match(field, word) * WEIGHTS[i])),
  );
  return points.includes(0) ? 0 : points.reduce((sum, value) => sum + value, 0);
}

/** The documents that match every word, best first. */
export function find(documents, query) {
  const words = query.toLowerCase().split(/[\s,，、。·・.]+/).filter(Boolean).slice(0, 8);
  if (words.length === 0) return [];
  return documents
    .map((entry) => ({ entry, points: score(entry, words) }))
    .filter((hit) => hit.points > 0)
    .sort((a, b) => b.points - a.points || a.entry.name.length - b.entry.name.length)
    .map((hit) => hit.entry);
}

async function load(url) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    const response = await fetch(url, { signal: stop.signal });
    if (!response.ok) throw new Error(`status ${response.status}`);
    return await response.json();
  } finally {
    clearTimeout(limit);
  }
}

function element(name, className, ...children) {
  const made = document.createElement(name);
  made.className = className;
  made.append(...children);
  return made;
}

function sign(symbols, name) {
  const space = "http://www.w3.org/2000/svg";
  const svg = document.createElementNS(space, "svg");
  const use = document.createElementNS(space, "use");
  svg.setAttribute("class", "symbol");
  svg.setAttribute("aria-hidden", "true");
  use.setAttribute("href", `${symbols}#${name}`);
  svg.append(use);
  return element("span", `disc map-pin--${name}`, svg);
}

function row(hit, symbols) {
  const link = element("a", "item__link", hit.name);
  link.href = hit.url;
  const meta = element("p", "place-card__meta dotted", element("span", "", hit.kind));
  if (hit.district) meta.append(element("span", "", hit.district));
  const summary = element("p", "place-card__summary", hit.summary);
  const body = element("div", "", element("h2", "item__name", link), meta, summary);
  return element("li", "place-card", sign(symbols, hit.symbol), body);
}

export async function init(box) {
  const { index, answered, symbols, textOne, textMany, textNone, textFailed } = box.dataset;
  const query = (new URLSearchParams(window.location.search).get("q") || "").trim();
  if (!index || !query || answered !== undefined) return;
  const status = box.querySelector("[data-status]");
  box.querySelector("input[name=q]").value = query;
  try {
    const hits = find((await load(index)).documents, query);
    const count = hits.length === 1 ? textOne : textMany.replace("{n}", hits.length);
    status.textContent = hits.length ? count : textNone;
    box.querySelector("[data-hits]").replaceChildren(...hits.slice(0, LIMIT).map((hit) => row(hit, symbols)));
  } catch (error) {
    status.textContent = textFailed;
  }
}
