// What was taken along: one cache a version of a pack, and a list of records. A version is either
// complete and in the list, or on its way: nothing is ever opened half old and half new.
//
// Every function takes its world last, {caches, fetch, now, Response, storage}, for the tests.

import { KEPT, NAMES, buildsOf, needsOf, packName, samePack } from "./rules.js";

const PATIENCE_MS = 30000;
const ABREAST = 4;
const HASHED = /^\/(assets\/[0-9a-f]+\/|layers\/\w+\.[0-9a-f]+\.geojson|media\/)/;
const GONE = [404, 410];
const ANY = { ignoreVary: true };

function browser() {
  return {
    caches: window.caches,
    fetch: (url, options) => fetch(url, options),
    now: () => Date.now(),
    Response: window.Response,
    storage: navigator.storage || null,
  };
}

// Whether this browser can keep anything: not on http, not in WeChat on iPhones.
export function isAble() {
  return Boolean(window.caches && navigator.serviceWorker && window.isSecureContext !== false);
}

// The record of a pack, {…pack, url, complete, done, size, stored_at, gone}, or null.
export async function record(packUrl, world = browser()) {
  const list = await world.caches.open(NAMES.list);
  const found = await list.match(packUrl, ANY);
  return found ? found.json() : null;
}

// All records, the newest first.
export async function records(world = browser()) {
  const list = await world.caches.open(NAMES.list);
  const found = [];
  for (const request of await list.keys()) {
    const response = await list.match(request, ANY);
    if (response) found.push(await response.json());
  }
  return found.sort((one, other) => other.stored_at - one.stored_at);
}

// What the server says belongs to it now; null when it is gone.
export async function packOf(packUrl, world = browser()) {
  const response = await asked(packUrl, { cache: "no-cache" }, world);
  if (GONE.includes(response.status)) return null;
  if (!response.ok) throw new Error(packUrl + ": " + response.status);
  const pack = await response.json();
  if (!Array.isArray(pack.urls) || !pack.version) throw new Error(packUrl + ": no pack");
  return pack;
}

// Store a pack, or go on with one; heard(done, all) is called with each part. Returns its record.
export async function take(packUrl, heard = () => {}, world = browser()) {
  const before = await record(packUrl, world);
  const pack = await packOf(packUrl, world);
  if (!pack) return gone(packUrl, before, world);
  if (before && before.complete && before.version === pack.version) {
    return write({ ...before, gone: false, checked_at: world.now() }, world);
  }
  if (world.storage && world.storage.persist) await world.storage.persist().catch(() => false);
  const name = packName(pack);
  const known = { ...pack, url: packUrl, complete: false, done: 0, size: 0, stored_at: world.now() };
  // The complete version stays in the list until the next one is complete.
  if (!before || !before.complete) await write(known, world);
  try {
    const size = await fill(name, pack, heard, world);
    await check(name, pack, world);
    const written = await write({ ...known, complete: true, done: pack.urls.length, size }, world);
    await sweep(name, world);
    return written;
  } catch (error) {
    if (!before || !before.complete) await noteRest(known, name, world);
    throw error;
  }
}

// Delete a pack, whatever of it is there.
export async function remove(item, world = browser()) {
  const list = await world.caches.open(NAMES.list);
  await list.delete(item.url, ANY);
  const names = await world.caches.keys();
  await Promise.all(names.filter((name) => samePack(name, packName(item))).map((name) => world.caches.delete(name)));
}

// Bring all complete packs up to date, one after the other; what fails is tried another time.
export async function refreshAll(world = browser()) {
  for (const item of await records(world)) {
    if (item.complete) await take(item.url, () => {}, world).catch(() => null);
  }
}

export function isFull(error) {
  return Boolean(error) && (error.name === "QuotaExceededError" || error.code === 22);
}

// --- a version arrives ----------------------------------------------------------------------

async function fill(name, pack, heard, world) {
  const cache = await world.caches.open(name);
  const waiting = pack.urls.slice();
  let done = 0;
  let size = 0;
  let failed = null;
  async function next() {
    while (waiting.length && !failed) {
      const url = waiting.shift();
      try {
        // First the wait, then the sum: others add to it meanwhile.
        const bytes = await fetchOne(cache, url, world);
        size += bytes;
        done += 1;
        heard(done, pack.urls.length);
      } catch (error) {
        failed = failed || error;
      }
    }
  }
  await Promise.all(Array.from({ length: ABREAST }, next));
  if (failed) throw failed;
  return size;
}

// The bytes of one part; what is there already, or stands in another cache under an address
// that never changes, is not asked for again.
async function fetchOne(cache, url, world) {
  const here = await cache.match(url, ANY);
  if (here) return (await here.blob()).size;
  const hashed = HASHED.test(url);
  const known = hashed ? await world.caches.match(url, ANY) : null;
  const response = known || (await asked(url, { cache: hashed ? "default" : "no-cache" }, world));
  if (!response.ok || (hashed && response.redirected)) throw new Error(url + ": " + response.status);
  const body = await response.blob();
  await cache.put(url, new world.Response(body, { status: 200, headers: headersOf(response, world) }));
  return body.size;
}

function headersOf(response, world) {
  const headers = { [KEPT]: String(world.now()) };
  ["content-type", "content-security-policy", "date", "x-content-type-options", "content-disposition",
    "permissions-policy", "referrer-policy", "cross-origin-opener-policy"].forEach((name) => {
    const value = response.headers.get(name);
    if (value) headers[name] = value;
  });
  return headers;
}

// A page that was made while the site changed names another build: then its version is not whole.
async function check(name, pack, world) {
  const cache = await world.caches.open(name);
  for (const url of pack.urls) {
    const response = await cache.match(url, ANY);
    if (!response || !/^text\/html/.test(response.headers.get("content-type") || "")) continue;
    const html = await response.text();
    const there = await Promise.all(needsOf(html).map((need) => cache.match(need, ANY)));
    const builds = buildsOf(html);
    if (!there.every(Boolean) || builds.length !== 1 || builds[0] !== pack.assets) {
      await cache.delete(url, ANY);
      throw new Error(url + ": of another build");
    }
  }
}

// --- the list -------------------------------------------------------------------------------

async function write(item, world) {
  const list = await world.caches.open(NAMES.list);
  const headers = { "content-type": "application/json" };
  await list.put(item.url, new world.Response(JSON.stringify(item), { headers }));
  return item;
}

async function noteRest(item, name, world) {
  const cache = await world.caches.open(name);
  await write({ ...item, done: (await cache.keys()).length }, world).catch(() => null);
}

async function gone(packUrl, before, world) {
  if (before) return write({ ...before, gone: true, checked_at: world.now() }, world);
  throw new Error(packUrl + ": gone");
}

async function sweep(name, world) {
  const names = await world.caches.keys();
  const old = names.filter((other) => samePack(other, name) && other !== name);
  await Promise.all(old.map((other) => world.caches.delete(other)));
}

async function asked(url, options, world) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
  try {
    return await world.fetch(url, { ...options, signal: controller.signal, credentials: "same-origin" });
  } finally {
    clearTimeout(timer);
  }
}
