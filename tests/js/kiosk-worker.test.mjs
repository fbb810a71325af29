import assert from "node:assert/strict";
import { webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import vm from "node:vm";

const SOURCE = readFileSync(new URL("../../static/js/kiosk-worker.js", import.meta.url), "utf8");
const KIOSK = {
  id: "a", scope: ["/kiosk/a", "/en/kiosk/a"], homes: { zh: "/kiosk/a", en: "/en/kiosk/a" },
  bundle: "/kiosk/a/bundle.json", words: { zh: { title: "稍候", text: "马上回来" }, en: { title: "A moment", text: "<Back soon>" } },
};
const ORIGIN = "http://kiosk.test";
const path = (one) => new URL(typeof one === "string" ? one : one.url, ORIGIN).pathname;

class FakeCache {
  constructor(world) {
    Object.assign(this, { world, entries: new Map() });
  }
  async match(one) {
    const found = this.entries.get(path(one));
    return found && found.clone();
  }
  async put(one, response) {
    if (this.world.full && !path(one).startsWith("/-/")) throw new DOMException("no room", "QuotaExceededError");
    this.entries.set(path(one), response);
  }
}

// A worker with disk and network of its own; `server` is {version, files: {path: text}}.
function made() {
  const world = { server: null, full: false, stores: new Map(), told: [], listeners: {}, asked: [] };
  const caches = {
    open: async (name) => {
      if (!world.stores.has(name)) world.stores.set(name, new FakeCache(world));
      return world.stores.get(name);
    },
    keys: async () => Array.from(world.stores.keys()),
    delete: async (name) => world.stores.delete(name),
  };
  const self = {
    location: { origin: ORIGIN, href: ORIGIN + "/kiosk/a/sw.js" }, navigator: {}, performance, crypto: webcrypto, caches,
    addEventListener: (name, run) => (world.listeners[name] = run), skipWaiting: async () => {},
    clients: { claim: async () => {}, matchAll: async () => [{ postMessage: (one) => world.told.push(one) }] },
  };
  const fetch = async (one) => answerOf(world, path(one));
  vm.runInNewContext(SOURCE, { self, KIOSK, fetch, URL, Response, AbortController, setTimeout, clearTimeout, Uint8Array, console });
  return world;
}

async function answerOf(world, at) {
  const { server } = world;
  world.asked.push(at);
  if (!server) throw new TypeError("Failed to fetch");
  if (at === KIOSK.bundle) {
    const urls = await Promise.all(Object.keys(server.files).map(async (url) => ({ url, sha256: await sha256(server.files[url]) })));
    return new Response(JSON.stringify({ version: server.version, urls }));
  }
  const text = (server.broken || server.files)[at];
  if (text === undefined) return new Response("not here", { status: 404 });
  return new Response(text, { headers: { "X-Kiosk-Version": server.served === undefined ? server.version : server.served } });
}

async function sha256(text) {
  return Buffer.from(await webcrypto.subtle.digest("SHA-256", new TextEncoder().encode(text))).toString("hex");
}

const bundle = (version) => ({
  version,
  files: { "/kiosk/a": "home " + version, "/kiosk/a/map": "map " + version, "/en/kiosk/a": "en " + version, "/assets/x.js": "js " + version },
});

async function send(world, data) {
  const waits = [];
  world.listeners.message({ data, waitUntil: (one) => waits.push(one) });
  await Promise.all(waits);
}

async function get(world, url, mode = "navigate") {
  let answer = null;
  world.listeners.fetch({ request: { method: "GET", url: ORIGIN + url, mode }, respondWith: (one) => (answer = one) });
  return answer && (await answer).text();
}

test("once it has the bundle, every page and file is there without a network", async () => {
  const world = made();
  world.server = bundle("1");
  await send(world, { type: "update" });
  world.server = null;
  assert.equal(await get(world, "/kiosk/a/map"), "map 1");
  assert.equal(await get(world, "/kiosk/a/map/?view=3"), "map 1");
  assert.equal(await get(world, "/assets/x.js", "cors"), "js 1");
  assert.equal(await get(world, "/kiosk/a/unknown"), "home 1");
  assert.equal(await get(world, "/en/kiosk/a/unknown"), "en 1");
});

test("a page that the server does not have is the kiosk's home", async () => {
  const world = made();
  world.server = bundle("1");
  await send(world, { type: "update" });
  assert.equal(await get(world, "/kiosk/a/unknown"), "home 1");
});

test("without bundle and network a page of its own says so, in the page's language", async () => {
  const world = made();
  assert.match(await get(world, "/kiosk/a"), /lang="zh".*稍候/s);
  assert.match(await get(world, "/en/kiosk/a"), /A moment.*&#60;Back soon&#62;/s);
});

test("live data and what is sent are left alone", async () => {
  const world = made();
  assert.equal(await get(world, "/api/v1/live", "cors"), null);
  world.listeners.fetch({ request: { method: "POST", url: ORIGIN + "/kiosk/a" }, respondWith: () => assert.fail() });
});

test("a new version is taken whole, and told; the old one goes when a page has the new one", async () => {
  const world = made();
  world.server = bundle("1");
  await send(world, { type: "update" });
  world.server = bundle("2");
  await send(world, { type: "update" });
  assert.deepEqual(world.told.map(({ type, version }) => [type, version]), [["switched", "1"], ["switched", "2"]]);
  assert.equal(world.stores.size, 3);
  await send(world, { type: "hello", version: "2" });
  assert.deepEqual(Array.from(world.stores.keys()).sort(), ["oxymap-kiosk-a~2", "oxymap-kiosk-a~index"]);
  world.server = null;
  assert.equal(await get(world, "/kiosk/a"), "home 2");
});

test("while a version is not complete, nothing of it is shown", async () => {
  const world = made();
  world.server = bundle("1");
  await send(world, { type: "update" });
  world.server = { ...bundle("2"), broken: { ...bundle("2").files, "/assets/x.js": "half a file" } };
  await send(world, { type: "update" });
  assert.match(world.told[world.told.length - 1].text, /another file/);
  for (const server of [world.server, null]) {
    world.server = server;
    assert.equal(await get(world, "/kiosk/a"), "home 1");
    assert.equal(await get(world, "/assets/x.js", "cors"), "js 1");
  }
  world.server = bundle("2");
  await send(world, { type: "update" });
  assert.equal(await get(world, "/assets/x.js", "cors"), "js 2");
});

test("a bundle that changes while it is fetched is not taken", async () => {
  const world = made();
  world.server = { ...bundle("2"), served: "3" };
  await send(world, { type: "update" });
  assert.match(world.told[0].text, /is of 3/);
});

test("a page of another version from the network is not mixed with the files of this one", async () => {
  const world = made();
  world.server = bundle("1");
  await send(world, { type: "update" });
  world.server = bundle("2");
  assert.equal(await get(world, "/kiosk/a"), "home 1");
  await new Promise((resolve) => setTimeout(resolve, 50));
  assert.equal(await get(world, "/kiosk/a"), "home 2");
});

test("a portal that answers for everything is not believed", async () => {
  const world = made();
  world.server = bundle("1");
  await send(world, { type: "update" });
  world.server = { version: "1", files: {}, served: "" };
  world.server.files["/kiosk/a"] = "please pay for this network";
  assert.equal(await get(world, "/kiosk/a"), "home 1");
});

test("a full disk keeps the version that works", async () => {
  const world = made();
  world.server = bundle("1");
  await send(world, { type: "update" });
  world.server = bundle("2");
  world.full = true;
  await send(world, { type: "update" });
  assert.match(world.told[world.told.length - 1].text, /no room/);
  assert.ok(!world.stores.has("oxymap-kiosk-a~2"));
  world.server = null;
  assert.equal(await get(world, "/kiosk/a/map"), "map 1");
});

test("a file of another site makes no bundle", async () => {
  const world = made();
  world.server = bundle("1");
  world.server.files["https://evil.example/x.js"] = "x";
  await send(world, { type: "update" });
  assert.match(world.told[0].text, /foreign/);
});
