import assert from "node:assert/strict";
import { test } from "node:test";

import { Idle } from "../../static/js/kiosk/idle.js";

const LIMITS = { idle: 60, warn: 10 };

// An idle clock that is asked every quarter of a second, as on a page.
function made() {
  const at = { now: 1000, heard: [] };
  const idle = new Idle(LIMITS, () => at.now, {
    warn: (left) => at.heard.push(["warn", left, at.now]),
    calm: () => at.heard.push(["calm", at.now]),
    reset: () => at.heard.push(["reset", at.now]),
  });
  const pass = (seconds) => {
    const end = at.now + seconds;
    for (; at.now < end; idle.tick()) at.now += 0.25;
  };
  return { at, idle, pass };
}

test("an untouched screen is never put back", () => {
  const { at, pass } = made();
  pass(3600);
  assert.deepEqual(at.heard, []);
});

test("the question comes after the idle time, counts every second, and then comes the reset", () => {
  const { at, idle, pass } = made();
  idle.touch();
  pass(75);
  const left = at.heard.filter(([kind]) => kind === "warn").map(([, seconds]) => seconds);
  assert.deepEqual(left, [10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
  assert.deepEqual(at.heard[0], ["warn", 10, 1060]);
  assert.deepEqual(at.heard[at.heard.length - 1], ["reset", 1070]);
});

test("every reset is within half a second of its time, whatever the rhythm of the ticks", () => {
  for (const rhythm of [0.1, 0.25, 0.4]) {
    let now = 0;
    let reset = null;
    const idle = new Idle(LIMITS, () => now, { warn() {}, calm() {}, reset: () => (reset = now) });
    idle.touch();
    for (; reset === null; now += rhythm) idle.tick();
    assert.ok(Math.abs(reset - 70) <= 0.5, `${rhythm}: ${reset}`);
  }
});

test("one touch while it asks stays, and the time starts anew", () => {
  const { at, idle, pass } = made();
  idle.touch();
  pass(65);
  idle.touch();
  at.heard.length = 0;
  pass(59);
  assert.deepEqual(at.heard, []);
  pass(11);
  assert.equal(at.heard[at.heard.length - 1][0], "reset");
});

test("after the reset nothing is asked until somebody touches again", () => {
  const { at, idle, pass } = made();
  idle.touch();
  pass(75);
  at.heard.length = 0;
  pass(600);
  assert.deepEqual(at.heard, []);
});

test("timers that stood still for long put back at once, without asking", () => {
  const { at, idle } = made();
  idle.touch();
  at.now += 4000;
  idle.tick();
  assert.deepEqual(at.heard, [["reset", 5000]]);
});
