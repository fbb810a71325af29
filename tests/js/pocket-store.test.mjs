// Packs arrive whole or not at all, go on where they stopped, and never mix two builds.

import assert from "node:assert/strict";
import { test } from "node:test";

import { isFull, record, records, refreshAll, remove, take } from "../../static/js/pocket/store.js";

class FakeCache {
  constructor() { this.kept = new Map(); }
  async match(url) { const found = this.kept.get(String(url.url || url)); return found && found.clone(); }
  async put(url, response) { this.kept.set(String(url), response); }
  async delete(url) { return this.kept.delete(String(url.url || url)); }
  async keys() { return Array.from(this.kept.keys(), (url) => ({ url })); }
}
class FakeCaches {
  constructor() { this.all = new Map(); }
  async open(name) { if (!this.all.has(name)) this.all.set(name, new FakeCache()); return this.all.get(name); }
  async keys() { return Array.from(this.all.keys()); }
  async delete(name) { return this.all.delete(name); }
  async match(url) {
    for (const cache of this.all.values()) { const found = await cache.match(url); if (found) return found; }
    return undefined;
  }
}

const URL_OF = "/packs/trails/a.json";
const page = (build) => `<html><link href="/assets/${build}/a.css"></html>`;

// A site of one build that can be changed, with a list of what was asked.
function stage(build = "aa") {
  const world = {
    caches: new FakeCaches(), now: () => 1000, Response, storage: null, asked: [], broken: new Set(), build, pageBuild: null,
    status: 200,
    async fetch(url) {
      world.asked.push(url);
      if (world.broken.has(url)) throw new TypeError("no network");
      const html = { headers: { "content-type": "text/html", date: "Sat, 21 Nov 2026 04:00:00 GMT" } };
      if (url === URL_OF) return new Response(JSON.stringify(world.pack()), { status: world.status });
      if (url === "/trails/a") return new Response(page(world.pageBuild || world.build), html);
      return new Response("x".repeat(100), { headers: { "content-type": "text/css" } });
    },
    pack: () => ({
      id: "a", kind: "trails", lang: "zh", title: "A", page: "/trails/a", version: "v-" + world.build, assets: world.build,
      bytes: 100, urls: ["/trails/a", `/assets/${world.build}/a.css`, "/trails/a.gpx"],
    }),
  };
  return world;
}
const names = async (world) => (await world.caches.keys()).filter((name) => name.startsWith("pocket-pack:"));

test("a pack is stored with its day and its size", async () => {
  const world = stage();
  const heard = [];
  const item = await take(URL_OF, (done, all) => heard.push([done, all]), world);
  assert.equal(item.complete, true);
  assert.equal(item.stored_at, 1000);
  assert.equal(item.size, 200 + page("aa").length);
  assert.deepEqual(heard[heard.length - 1], [3, 3]);
  assert.deepEqual((await records(world)).map((one) => one.id), ["a"]);
});
test("what was interrupted goes on where it stopped", async () => {
  const world = stage();
  world.broken.add("/trails/a.gpx");
  await assert.rejects(take(URL_OF, undefined, world));
  const half = await record(URL_OF, world);
  assert.equal(half.complete, false);
  assert.equal(half.done, 2);
  world.broken.clear();
  world.asked.length = 0;
  const item = await take(URL_OF, undefined, world);
  assert.equal(item.complete, true);
  assert.deepEqual(world.asked, [URL_OF, "/trails/a.gpx"]);
});
test("the same version is not fetched again", async () => {
  const world = stage();
  await take(URL_OF, undefined, world);
  world.asked.length = 0;
  await refreshAll(world);
  assert.deepEqual(world.asked, [URL_OF]);
});
test("a new version takes the old one's place only when it is whole", async () => {
  const world = stage();
  await take(URL_OF, undefined, world);
  world.build = "bb";
  world.broken.add("/trails/a.gpx");
  await refreshAll(world);
  assert.equal((await record(URL_OF, world)).version, "v-aa");
  assert.equal((await record(URL_OF, world)).complete, true);
  world.broken.clear();
  await refreshAll(world);
  assert.equal((await record(URL_OF, world)).version, "v-bb");
  assert.deepEqual(await names(world), ["pocket-pack:zh:trails:a@v-bb"]);
});
test("a page of another build than its list is refused", async () => {
  const world = stage();
  world.pageBuild = "cc";
  await assert.rejects(take(URL_OF, undefined, world), /another build/);
  assert.equal((await record(URL_OF, world)).complete, false);
  world.pageBuild = null;
  assert.equal((await take(URL_OF, undefined, world)).complete, true);
});
test("what the site has withdrawn is kept and says so", async () => {
  const world = stage();
  await take(URL_OF, undefined, world);
  world.status = 410;
  await refreshAll(world);
  const item = await record(URL_OF, world);
  assert.equal(item.gone, true);
  assert.equal(item.complete, true);
  await assert.rejects(take("/packs/trails/none.json", undefined, { ...world, fetch: async () => new Response("", { status: 404 }) }));
});
test("what comes back is no longer gone", async () => {
  const world = stage();
  await take(URL_OF, undefined, world);
  world.status = 410;
  await refreshAll(world);
  world.status = 200;
  await refreshAll(world);
  assert.ok(!(await record(URL_OF, world)).gone);
});
test("deleting leaves nothing behind", async () => {
  const world = stage();
  const item = await take(URL_OF, undefined, world);
  await remove(item, world);
  assert.deepEqual(await names(world), []);
  assert.equal(await record(URL_OF, world), null);
});
test("a full phone is known by its error", () => {
  assert.ok(isFull({ name: "QuotaExceededError" }));
  assert.ok(!isFull(new TypeError("x")) && !isFull(null));
});
