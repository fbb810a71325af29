import assert from "node:assert/strict";
import { afterEach, beforeEach, mock, test } from "node:test";

import { Beat, firstAfter } from "../../static/js/kiosk/beat.js";

const TOKEN = { beat: "/beat", token: "secret" };

// What the pages of one window share, and a server that counts.
const shared = new Map();
globalThis.window = {
  sessionStorage: {
    getItem: (key) => (shared.has(key) ? shared.get(key) : null),
    setItem: (key, value) => shared.set(key, value),
    removeItem: (key) => shared.delete(key),
  },
};
const calm = { list: [], told: () => {} };
let sent;
let status;

beforeEach(() => {
  shared.clear();
  sent = [];
  status = 200;
  mock.timers.enable({ apis: ["Date", "setTimeout"], now: 1_800_000_000_000 });
  globalThis.fetch = async (address, options) => {
    sent.push({ at: Date.now() / 1000, ...options });
    return { ok: status === 200, status, json: async () => ({ wishes: {} }) };
  };
});

afterEach(() => mock.timers.reset());

async function page(config, seconds) {
  const beat = new Beat(config, () => ({ view: "map" }), calm, { answer: () => {} });
  for (let n = 0; n < seconds; n++) {
    mock.timers.tick(1000);
    beat.tick(true);
    await new Promise((resolve) => setImmediate(resolve));
  }
  return beat;
}

test("ten pages in a minute say hello at most every ten seconds", async () => {
  for (let n = 0; n < 10; n++) await page(TOKEN, 6);

  const pauses = sent.slice(1).map((one, n) => one.at - sent[n].at);
  assert.ok(sent.length >= 3 && sent.length <= 6, String(sent.length));
  assert.ok(pauses.every((pause) => pause >= 10), pauses.join(" "));
});

test("somebody who turns a page every two seconds does not make the screen look dead", async () => {
  for (let n = 0; n < 90; n++) await page(TOKEN, 2);

  const pauses = sent.slice(1).map((one, n) => one.at - sent[n].at);
  assert.ok(Math.max(...pauses) <= 45, pauses.join(" "));
});

test("a page that stays sends a beat every half minute", async () => {
  await page(TOKEN, 100);

  const pauses = sent.slice(1).map((one, n) => one.at - sent[n].at);
  assert.deepEqual(pauses, [30, 30, 30]);
});

test("a clock that was set back keeps nobody silent", () => {
  assert.equal(firstAfter(-86400), 10);
  assert.equal(firstAfter(0), 10);
  assert.equal(firstAfter(8), 3);
  assert.equal(firstAfter(1e9), 1);
});

test("the token goes with each beat, and only where there is one", async () => {
  await page(TOKEN, 5);
  shared.clear();
  await page({ beat: "/beat" }, 5);

  assert.deepEqual(
    sent.map((one) => one.headers.Authorization),
    ["Bearer secret", undefined]
  );
});

test("a refused beat counts as missed", async () => {
  status = 401;

  const beat = await page(TOKEN, 5);

  assert.equal(beat.missed, 1);
});
