// Ask the server, with an end to the waiting.

const TIMEOUT_MS = 20000;

/** Fetch; a request that takes too long fails as if there were no network. */
export async function ask(url, options) {
  const stop = new AbortController();
  const limit = setTimeout(() => stop.abort(), TIMEOUT_MS);
  try {
    return await fetch(url, { credentials: "same-origin", ...options, signal: stop.signal });
  } finally {
    clearTimeout(limit);
  }
}

/** Fetch JSON. */
export async function askJson(url) {
  const response = await ask(url, { headers: { Accept: "application/json" } });
  if (!response.ok) throw new Error(`status ${response.status}`);
  return response.json();
}

/** The words that the page has for its scripts. */
export function wordsOf(element) {
  const box = (element.closest("form") || document).querySelector("[data-words]");
  return box ? JSON.parse(box.textContent) : {};
}

/** Run a function when nothing has called for it for a while. */
export function later(wait_ms, run) {
  let waiting = 0;
  return (...given) => {
    clearTimeout(waiting);
    waiting = setTimeout(() => run(...given), wait_ms);
  };
}
