// How the service worker puts things away; part of /sw.js like rules.js.

import { KEPT, LIMITS, NAMES } from "./rules.js";

export const ANY = { ignoreVary: true };

// Put what an address has into a cache, unless it is there.
export async function fetchInto(cache, url, options) {
  if (await cache.match(url, ANY)) return;
  const response = await fetch(url, options);
  if (!response.ok || response.redirected) throw new Error(url + ": " + response.status);
  await cache.put(url, await cleaned(response));
}

// A response without what its way here added, and with when it was kept.
export async function cleaned(response, more) {
  const headers = new Headers(more);
  ["content-type", "content-security-policy", "date", "etag", "referrer-policy", "permissions-policy",
    "x-content-type-options", "cross-origin-opener-policy"].forEach((name) => {
    if (response.headers.has(name)) headers.set(name, response.headers.get(name));
  });
  headers.set(KEPT, String(Date.now()));
  return new Response(await response.blob(), { status: 200, headers });
}

export function keptAt(response) {
  return Number(response.headers.get(KEPT)) || 0;
}

// Put at the end of the queue (what is put again moves there), and let the oldest go. A full phone
// loses what was read longest ago.
export async function put(name, url, response, most) {
  const cache = await caches.open(name);
  try {
    await cache.put(url, response.clone());
  } catch (error) {
    await trim(name, Math.floor((most || LIMITS.pages) / 2));
    await trim(NAMES.pages, Math.floor(LIMITS.pages / 2));
    await cache.put(url, response).catch(() => null);
  }
  if (most) await trim(name, most);
}

async function trim(name, most) {
  if (name.startsWith(NAMES.shell)) return;
  const cache = await caches.open(name);
  const keys = await cache.keys();
  await Promise.all(keys.slice(0, Math.max(0, keys.length - most)).map((request) => cache.delete(request, ANY)));
}
