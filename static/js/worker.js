// The service worker of visitors' pages. The server puts `BUILD` {version, shell, rest, manifests, pages,
// words} in front and the modules in the place of their imports: browsers get one plain script, /sw.js.
//
// Pages: the network first; after 3 s, or without it, what is kept. A page is kept with all that
// it needs, of one build, and given out only when all of it is there: no page ever runs with the
// scripts of another build. Assets, layers and photographs have addresses that never change.
import { LIMITS, NAMES, buildOf, buildsOf, kindOf, mayKeep, momentText, needsOf, oldShells, photoOf, spellings, withAge } from "./pocket/rules.js";
import { ANY, cleaned, fetchInto, keptAt, put } from "./pocket/keeping.js";

const PATIENCE_MS = 3000;

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  const { type, url, assets } = event.data || {};
  if (type === "read" && new URL(url).origin === location.origin) event.waitUntil(read(url, assets || []));
  if (type === "rest") event.waitUntil(rest());
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== location.origin) return;
  if (request.headers.has("range")) return;
  const kind = kindOf(url.pathname, request.mode === "navigate");
  if (kind === "page") event.respondWith(page(event, url));
  else if (kind === "asset") event.respondWith(asset(event, url));
  else if (kind === "layer") event.respondWith(unchanging(event, url, NAMES.layers, LIMITS.layers));
  else if (kind === "photo") event.respondWith(photo(event, url));
  else if (kind === "extra") event.respondWith(extra(request));
});

// --- a build arrives: what every page needs, all of it or not at all, and later the rest -----

async function install() {
  const cache = await caches.open(NAMES.shell + BUILD.version);
  await Promise.all(BUILD.shell.map((url) => fetchInto(cache, url)));
  await Promise.all(BUILD.manifests.map((url) => fetchInto(cache, url, { cache: "no-cache" })));
  await Promise.all(
    BUILD.pages.map(async (url) => {
      const response = await fetch(url, { cache: "no-cache" });
      const html = await response.clone().text();
      const builds = buildsOf(html);
      if (!response.ok || builds.length !== 1 || builds[0] !== BUILD.version) throw new Error(url + ": another build");
      await cache.put(url, await cleaned(response));
      await Promise.all(needsOf(html).map((need) => fetchInto(cache, need)));
    })
  );
  await self.skipWaiting();
}

// What no page has asked for yet, one after the other. A visit that ends before goes on next time.
async function rest() {
  const cache = await caches.open(NAMES.shell + BUILD.version);
  try {
    for (const url of BUILD.rest) await fetchInto(cache, url);
  } catch (error) {
    // Without a network, or with another build on the server, it stays as it is.
  }
}

async function activate() {
  await self.clients.claim();
  await tidy();
}

// Old builds go when no kept page needs them any more.
async function tidy() {
  const cache = await caches.open(NAMES.pages);
  const needed = new Set();
  for (const request of await cache.keys()) {
    const response = await cache.match(request, ANY);
    if (response) (response.headers.get("x-oxymap-builds") || "").split(" ").forEach((build) => needed.add(build));
  }
  const old = oldShells(await caches.keys(), BUILD.version, Array.from(needed));
  await Promise.all(old.map((name) => caches.delete(name)));
}

// --- pages ----------------------------------------------------------------------------------

async function page(event, url) {
  const fresh = ask(event.request).then((response) => {
    if (isPage(response) && mayKeep(url)) event.waitUntil(keep(url, response.clone()));
    return response;
  });
  const first = await Promise.race([fresh.catch(() => null), wait(PATIENCE_MS)]);
  if (first && first.status < 500) return first;
  const kept = await keptPage(url);
  if (kept) return kept;
  try {
    return await fresh;
  } catch (error) {
    return (await shellPage(/^\/en(\/|$)/.test(url.pathname) ? "/en/offline" : "/offline")) || Response.error();
  }
}

// The browser's own cache must not pass for the network: what it has bears no time. The server
// answers mostly 304. The request is made anew, since for one of a navigation browsers may have
// asked already, and take the answer from their cache.
function ask(request) {
  const headers = { accept: request.headers.get("accept") || "*/*" };
  return fetch(request.url, { cache: "no-cache", credentials: "same-origin", redirect: "manual", headers });
}

function isPage(response) {
  const type = response.headers.get("content-type") || "";
  const store = response.headers.get("cache-control") || "";
  return response.status === 200 && response.type === "basic" && /^text\/html/.test(type) && !/no-store/.test(store);
}

// A page that was read before this worker was there, with the assets that it has loaded: they
// come out of the browser's own cache.
async function read(url, assets) {
  const found = new URL(url);
  if (kindOf(found.pathname, true) !== "page" || !mayKeep(found)) return;
  const cache = await caches.open(NAMES.shell + BUILD.version);
  const loaded = assets.filter((path) => buildOf(path) === BUILD.version);
  await Promise.all(loaded.map((path) => fetchInto(cache, path).catch(() => null)));
  const response = await fetch(url);
  if (isPage(response)) await keep(found, response);
}

async function keep(url, response) {
  const html = await response.clone().text();
  const builds = buildsOf(html);
  if (builds.length !== 1) return;
  try {
    const [shell, layers] = await Promise.all([caches.open(NAMES.shell + builds[0]), caches.open(NAMES.layers)]);
    await Promise.all(
      needsOf(html).map(async (need) => {
        if (!(await caches.match(need, ANY))) await fetchInto(buildOf(need) ? shell : layers, need);
      })
    );
    await put(NAMES.pages, keyOf(url), await cleaned(response, { "x-oxymap-builds": builds[0] }), LIMITS.pages);
  } catch (error) {
    // A page that cannot be kept whole is not kept.
  }
}

function keyOf(url) {
  return spellings(url.pathname)[0] + url.search;
}

// The newest kept copy of a page of which everything is there, with its time.
async function keptPage(url) {
  const found = [];
  for (const name of await caches.keys()) {
    if (name !== NAMES.pages && !name.startsWith(NAMES.pack)) continue;
    const response = await ofCache(await caches.open(name), url, name === NAMES.pages);
    if (response) found.push(response);
  }
  found.sort((one, other) => keptAt(other) - keptAt(one));
  for (const response of found) {
    if (!/^text\/html/.test(response.headers.get("content-type") || "")) return response;
    const html = await response.clone().text();
    if (await isWhole(html)) return aged(html, response);
  }
  return shellPage(url.pathname);
}

async function ofCache(cache, url, exact) {
  for (const path of spellings(url.pathname)) {
    const found = (exact && (await cache.match(path + url.search, ANY))) || (await cache.match(path, ANY));
    if (found) return found;
  }
  return null;
}

async function isWhole(html) {
  const found = await Promise.all(needsOf(html).map((need) => caches.match(need, ANY)));
  return found.every(Boolean);
}

async function shellPage(path) {
  const cache = await caches.open(NAMES.shell + BUILD.version);
  return (await ofCache(cache, { pathname: path, search: "" }, false)) || null;
}

function aged(html, response) {
  const date = response.headers.get("date") || new Date(keptAt(response)).toUTCString();
  const lang = (/<html[^>]* lang="([\w-]+)"/.exec(html) || [])[1];
  const words = BUILD.words[lang] || BUILD.words.en;
  const text = words.kept.replace("{time}", momentText(Date.parse(date), lang || "en"));
  const age = Math.max(0, Math.round((Date.now() - keptAt(response)) / 1000));
  const sheet = "/assets/" + buildsOf(html)[0] + "/css/pocket.css";
  const body = withAge(html, { date, age, text, again: words.again, sheet });
  return new Response(body, { status: 200, headers: response.headers });
}

// --- what never changes ---------------------------------------------------------------------

async function asset(event, url) {
  const kept = await caches.match(url.pathname, ANY);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok && !response.redirected) {
    const build = buildOf(url.pathname);
    if (build === BUILD.version) event.waitUntil(put(NAMES.shell + build, url.pathname, await cleaned(response.clone())));
    return response;
  }
  const code = ["script", "style", "worker"].includes(event.request.destination);
  if (!code) return response;
  // The server has another build by now, and its scripts do not belong to this page.
  event.waitUntil(tell(event.clientId, { type: "outdated", words: BUILD.words }));
  return Response.error();
}

async function unchanging(event, url, name, most) {
  const kept = await caches.match(url.pathname, ANY);
  if (kept) return kept;
  const response = await fetch(event.request);
  if (response.ok && !response.redirected) {
    event.waitUntil(put(name, url.pathname, await cleaned(response.clone()), most));
  }
  return response;
}

async function photo(event, url) {
  try {
    return await unchanging(event, url, NAMES.photos, LIMITS.photos);
  } catch (error) {
    // Another size of the same photograph is better than none.
    const wanted = photoOf(url.pathname);
    for (const name of await caches.keys()) {
      if (name !== NAMES.photos && !name.startsWith(NAMES.pack)) continue;
      const cache = await caches.open(name);
      const found = (await cache.keys()).find((request) => photoOf(new URL(request.url).pathname) === wanted);
      if (found) return cache.match(found, ANY);
    }
    throw error;
  }
}

// The manifest names files of its build, like a page.
async function extra(request) {
  try {
    return await fetch(request.url, { cache: "no-cache", credentials: "same-origin" });
  } catch (error) {
    return (await caches.match(request, ANY)) || Response.error();
  }
}

async function tell(id, message) {
  const client = id && (await self.clients.get(id));
  if (client) client.postMessage(message);
}

function wait(ms) {
  return new Promise((resolve) => setTimeout(() => resolve(null), ms));
}
