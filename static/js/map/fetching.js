// Fetch JSON from our own site, with an end to waiting.

const PATIENCE_MS = 15000;

export async function fetchJson(url) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
  try {
    const response = await fetch(url, { signal: controller.signal, credentials: "same-origin" });
    if (!response.ok) throw new Error(url + ": " + response.status);
    return await response.json();
  } finally {
    clearTimeout(timer);
  }
}
