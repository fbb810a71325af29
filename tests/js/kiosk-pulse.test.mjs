import assert from "node:assert/strict";
import { test } from "node:test";

import { Pulse } from "../../static/js/kiosk/pulse.js";

function made(answers, chance = 0.5) {
  const at = { now: 0, took: 100, heard: [], waits: [], offline: false };
  const world = {
    fetch: async () => {
      at.now += at.took;
      const next = answers.length > 1 ? answers.shift() : answers[0];
      if (next instanceof Error) throw next;
      return { ok: next === 200, status: next, headers: {}, json: async () => ({ notices: [] }) };
    },
    setTimeout: (run, wait) => {
      if (wait !== 6000) at.waits.push(wait);
      return wait;
    },
    clearTimeout: () => {},
    now: () => at.now,
    random: () => chance,
    offline: () => at.offline,
  };
  const heard = {
    answer: () => at.heard.push("answer"),
    state: (name, before) => at.heard.push(before + " → " + name),
    failed: () => at.heard.push("failed"),
  };
  return { at, pulse: new Pulse("/api/v1/notices", heard, world) };
}

test("while all is well it asks every eight seconds, so an emergency is seen within ten", async () => {
  for (const chance of [0, 1]) {
    const { at, pulse } = made([200], chance);
    await pulse.ask();
    assert.ok(at.waits[0] <= 8500 && at.waits[0] >= 7500);
  }
});

test("one lost answer is no news, two are, and the next one ends it", async () => {
  const { at, pulse } = made([new Error("x"), 503, 200]);
  for (let n = 0; n < 3; n++) await pulse.ask();
  assert.deepEqual(at.heard, ["failed", "failed", "online → offline", "offline → online", "answer"]);
});

test("while it is down it asks again at random between two and fifteen seconds", async () => {
  for (const [chance, wait] of [[0, 2000], [1, 15000]]) {
    const { at, pulse } = made([new Error("x")], chance);
    for (let n = 0; n < 20; n++) await pulse.ask();
    assert.ok(at.waits.every((one) => one === wait));
  }
});

test("a browser that knows of no network is believed at once", async () => {
  const { at, pulse } = made([new Error("x")]);
  at.offline = true;
  await pulse.ask();
  assert.equal(pulse.state, "offline");
});

test("an answer that takes its time makes the network slow, not lost", async () => {
  const { at, pulse } = made([200]);
  at.took = 4000;
  await pulse.ask();
  assert.equal(pulse.state, "slow");
  at.took = 10;
  await pulse.ask();
  assert.equal(pulse.state, "online");
});

test("an answer that is not one counts as a failure", async () => {
  const { at, pulse } = made([500]);
  await pulse.ask();
  assert.deepEqual(at.heard, ["failed"]);
});
