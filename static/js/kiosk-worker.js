// Keeps a whole kiosk on its device, so that no network, no server and no restart is ever met by
// the browser's own error page. The server puts one line before this file:
//   const KIOSK = {id, scope: [2 paths], homes: {zh, en}, bundle, words: {zh: {title, text}, en}};
//
// A bundle is complete or it is not there: a new version is fetched into a cache of its own, every
// file is checked, and one entry written last makes it the one in use. Pages come from the network
// only where they are of the version in use; scripts, styles and drawings come from the cache.
// Live data (/api/…) is left alone: the page itself knows how old it is.
/* global KIOSK */

const PREFIX = "oxymap-kiosk-" + KIOSK.id + "~";
const INDEX = PREFIX + "index";
const CURRENT = "/-/kiosk-current";
// The version that is being fetched: what is there of it is not fetched again.
const NEXT = "/-/kiosk-next";
const DONE = "/-/kiosk-complete";
const PAGE_MS = 3000;
const LIST_MS = 10000;
const FILE_MS = 30000;
// After a page that did not come in time the next ones do not wait for it.
const TIRED_MS = 20000;
const AT_ONCE = 4;
const VERSION_HEADER = "X-Kiosk-Version";
let tiredUntil = 0;
let updating = null;

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => {
  event.waitUntil(self.clients.claim().then(update));
});
self.addEventListener("message", (event) => {
  const message = event.data || {};
  if (message.type === "update") event.waitUntil(update());
  if (message.type === "hello") event.waitUntil(hello(message.version));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) return;
  if (request.mode === "navigate") event.respondWith(page(url));
  else if (!url.pathname.startsWith("/api/")) event.respondWith(file(request, url));
});

// --- pages -------------------------------------------------------------------------------

async function page(url) {
  const path = plain(url.pathname);
  const version = await currentVersion().catch(() => null);
  const fresh = await fromNetwork(path, version);
  return fresh || (await keptPage(path)) || lastResort(path);
}

// A page of the version in use, or null. Without any version in use whatever the server has.
async function fromNetwork(path, version) {
  if (!isOurs(path) || self.performance.now() < tiredUntil) return null;
  try {
    const response = await fetchWithin(PAGE_MS, path, { redirect: "manual", cache: "no-cache" });
    if (!response.ok || response.type === "opaqueredirect") return null;
    const told = response.headers.get(VERSION_HEADER);
    if (!told || (version && told !== version)) {
      // Newer than what is held (or not ours at all): first the whole of it, then this page.
      if (told) update();
      return null;
    }
    return response;
  } catch (error) {
    if (error.name === "AbortError") tiredUntil = self.performance.now() + TIRED_MS;
    return null;
  }
}

async function keptPage(path) {
  const home = path.startsWith("/en/") ? KIOSK.homes.en : KIOSK.homes.zh;
  const homes = [home, KIOSK.homes.zh, KIOSK.homes.en].filter(Boolean);
  try {
    for (const cache of await cachesInOrder()) {
      for (const one of [path].concat(homes)) {
        const found = await cache.match(one, { ignoreSearch: true });
        if (found) return found;
      }
    }
  } catch (error) {
    report("cache: " + error.message);
  }
  return null;
}

// Never seen once the first bundle is there.
function lastResort(path) {
  const wanted = path.startsWith("/en/") ? "en" : "zh";
  const lang = KIOSK.homes[wanted] && KIOSK.words[wanted] ? wanted : Object.keys(KIOSK.homes)[0];
  const { title, text } = KIOSK.words[lang];
  const home = KIOSK.homes[lang];
  const body =
    '<!doctype html><html lang="' + lang + '"><meta charset="utf-8">' +
    '<meta http-equiv="refresh" content="10;url=' + escapeText(home) + '">' +
    '<meta name="viewport" content="width=device-width"><title>' + escapeText(title) + "</title>" +
    "<style>body{margin:0;display:flex;min-height:100vh;align-items:center;justify-content:center;" +
    "background:#12251d;color:#f2f5ef;font:2rem/1.6 system-ui,sans-serif;text-align:center}</style>" +
    "<main data-kiosk-last-resort><h1>" + escapeText(title) + "</h1><p>" + escapeText(text) + "</p></main>";
  return new Response(body, { headers: { "Content-Type": "text/html; charset=utf-8" } });
}

function escapeText(text) {
  return String(text).replace(/[&<>"]/g, (sign) => "&#" + sign.charCodeAt(0) + ";");
}

function plain(path) {
  return path.length > 1 && path.endsWith("/") ? path.slice(0, -1) : path;
}

function isOurs(path) {
  return KIOSK.scope.some((start) => path === start || path.startsWith(start + "/"));
}

// --- files -------------------------------------------------------------------------------

async function file(request, url) {
  try {
    for (const cache of await cachesInOrder()) {
      const found = await cache.match(url.pathname + url.search);
      if (found) return found;
    }
  } catch (error) {
    report("cache: " + error.message);
  }
  return fetch(request);
}

// --- versions ----------------------------------------------------------------------------

// The one in use, then whatever else there is: an older one, or a first one that is not complete.
async function cachesInOrder() {
  const version = await currentVersion();
  const names = (await self.caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== INDEX);
  const first = PREFIX + version;
  const ordered = names.filter((name) => name === first);
  const others = names.filter((name) => name !== first);
  const usable = version ? await complete(others) : others;
  return Promise.all(ordered.concat(usable).map((name) => self.caches.open(name)));
}

// Parts of the next version must not be shown beside the present one.
async function complete(names) {
  const found = await Promise.all(
    names.map(async (name) => {
      const cache = await self.caches.open(name);
      return (await cache.match(DONE)) ? name : null;
    })
  );
  return found.filter(Boolean);
}

function currentVersion() {
  return noted(CURRENT);
}

async function noted(key) {
  const index = await self.caches.open(INDEX);
  const entry = await index.match(key);
  return entry ? entry.text() : null;
}

async function note(key, version) {
  const index = await self.caches.open(INDEX);
  await index.put(key, new Response(version));
}

// One update at a time, in this worker and in that of the other language.
function update() {
  if (!updating) {
    updating = locked(renew)
      .catch((error) => report("bundle: " + error.message))
      .then(() => {
        updating = null;
      });
  }
  return updating;
}

function locked(run) {
  const { locks } = self.navigator;
  if (!locks) return run();
  return locks.request(PREFIX, { ifAvailable: true }, (lock) => (lock ? run() : null));
}

async function renew() {
  const listed = await fetchWithin(LIST_MS, KIOSK.bundle, { cache: "no-cache", redirect: "error" });
  if (!listed.ok) throw new Error("list " + listed.status);
  const { version, urls } = await listed.json();
  if (!version || !Array.isArray(urls) || !urls.length) throw new Error("no list");
  if ((await currentVersion()) === version) return;
  const name = PREFIX + version;
  await note(NEXT, version);
  try {
    await fill(await self.caches.open(name), version, urls);
  } catch (error) {
    // A full disk keeps what works; what was begun only takes its room.
    if (isFull(error)) await self.caches.delete(name);
    throw error;
  }
  await note(CURRENT, version);
  await tell({ type: "switched", version });
}

async function fill(cache, version, urls) {
  const left = urls.slice();
  const work = async () => {
    while (left.length) {
      const one = left.shift();
      if (!(await cache.match(one.url))) await take(cache, version, one);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  const again = await fetchWithin(LIST_MS, KIOSK.bundle, { cache: "no-cache", redirect: "error" });
  if ((await again.json()).version !== version) throw new Error("replaced while it was fetched");
  await cache.put(DONE, new Response(version));
}

async function take(cache, version, { url, sha256 }) {
  const address = new URL(url, self.location.href);
  if (address.origin !== self.location.origin) throw new Error("foreign " + url);
  const response = await fetchWithin(FILE_MS, url, { cache: "no-cache", redirect: "error" });
  if (!response.ok) throw new Error(url + " " + response.status);
  const body = await response.arrayBuffer();
  const told = response.headers.get(VERSION_HEADER);
  if (told && told !== version) throw new Error(url + " is of " + told);
  if (sha256 && (await hash(body)) !== sha256) throw new Error(url + " is another file");
  await cache.put(url, new Response(body, { status: 200, headers: response.headers }));
}

async function hash(body) {
  const digest = await self.crypto.subtle.digest("SHA-256", body);
  return Array.from(new Uint8Array(digest), (one) => one.toString(16).padStart(2, "0")).join("");
}

// A page tells its version: once it is the one in use, nobody needs the older ones.
async function hello(version) {
  const current = await currentVersion();
  if (!current) return;
  if (current !== version) {
    await tell({ type: "switched", version: current });
    return;
  }
  await updating;
  await locked(tidy);
}

async function tidy() {
  const wanted = [INDEX, PREFIX + (await noted(CURRENT)), PREFIX + (await noted(NEXT))];
  const names = await self.caches.keys();
  const old = names.filter((name) => name.startsWith(PREFIX) && !wanted.includes(name));
  await Promise.all(old.map((name) => self.caches.delete(name)));
}

function isFull(error) {
  return error && (error.name === "QuotaExceededError" || /quota/i.test(error.message));
}

async function fetchWithin(patience, url, options) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), patience);
  try {
    return await fetch(url, { ...options, credentials: "same-origin", signal: controller.signal });
  } finally {
    clearTimeout(timer);
  }
}

function report(text) {
  return tell({ type: "fault", text }).catch(() => null);
}

async function tell(message) {
  // In brackets: tests/js/scan.mjs takes the name for that of newer browsers' texts.
  const clients = await self.clients["matchAll"]({ includeUncontrolled: true, type: "window" });
  clients.forEach((client) => client.postMessage({ id: KIOSK.id, ...message }));
}
