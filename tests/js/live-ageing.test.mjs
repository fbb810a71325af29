import assert from "node:assert/strict";
import { test } from "node:test";

import { ageOf, isShown, LIMITS, ServerClock, stateAt } from "../../static/js/live/ageing.js";

const YEAR = 31536000;
const NOON = Date.parse("2026-11-21T04:00:00Z") / 1000;
const date = (time) => new Date(time * 1000).toUTCString();

// Clocks that a test moves: seconds since the page was opened, and a laptop's that may be wrong.
function clocks(wrongBy = 0) {
  const at = { passed: 0, wrongBy, asleep: 0 };
  const clock = new ServerClock(
    () => at.passed,
    () => NOON + at.wrongBy + at.passed + at.asleep
  );
  return { at, clock };
}

const record = (more) => ({ state: "fresh", at: NOON, interval: 300, time: NOON - 60, goodTime: 0, ...more });
const after = (seconds, more) => stateAt(record(more), NOON - 60 + seconds, LIMITS);

test("the server's time is its date and the age in a cache on the way", () => {
  const { clock } = clocks();
  assert.equal(clock.hear(date(NOON - 4), "4"), true);
  assert.equal(clock.now(0), NOON);
});

test("an answer without a date tells no time", () => {
  const { clock } = clocks();
  assert.equal(clock.hear(null, null), false);
  assert.equal(clock.hear("yesterday", null), false);
});

for (const years of [-56, -1, 1, 30]) {
  test(`a laptop that is ${years} years wrong does not change the time heard`, () => {
    const { at, clock } = clocks(years * YEAR);
    clock.hear(date(NOON), null);
    at.passed = 90;
    assert.equal(clock.now(0), NOON + 90);
  });

  test(`without an answer a laptop ${years} years wrong never makes an old value fresh`, () => {
    const { at, clock } = clocks(years * YEAR);
    at.passed = 3 * 3600 + 100;
    const now = clock.now(NOON);
    assert.ok(ageOf(NOON - 60, now) >= 60 + 3 * 3600 + 100);
    assert.equal(stateAt(record(), now, LIMITS), "silent");
  });
}

test("without an answer a right laptop tells how long a kept page has been lying about", () => {
  const { clock } = clocks(5 * 3600);
  assert.equal(clock.now(NOON), NOON + 5 * 3600);
});

test("a laptop that is behind the page's own time is not asked", () => {
  const { at, clock } = clocks(-YEAR);
  at.passed = 20;
  assert.equal(clock.now(NOON), NOON + 20);
});

test("time asleep counts, though the one clock stood still", () => {
  const { at, clock } = clocks();
  clock.hear(date(NOON), null);
  at.asleep = 7200;
  assert.equal(clock.now(0), NOON + 7200);
});

test("a laptop clock that is set forward only makes values older, until the next answer", () => {
  const { at, clock } = clocks(-10 * YEAR);
  clock.hear(date(NOON), null);
  at.wrongBy = 0;
  assert.equal(clock.now(0), NOON + 10 * YEAR);
  assert.equal(clock.hear(date(NOON + 1), null), true);
  assert.equal(clock.now(0), NOON + 1);
});

test("a laptop clock that is set back makes nothing younger", () => {
  const { at, clock } = clocks();
  clock.hear(date(NOON), null);
  at.passed = 60;
  at.wrongBy = -YEAR;
  assert.equal(clock.now(0), NOON + 60);
});

test("an old copy from somewhere on the way does not set the clock back", () => {
  const { at, clock } = clocks();
  clock.hear(date(NOON), null);
  at.passed = 600;
  assert.equal(clock.hear(date(NOON), null), false);
  at.passed = 660;
  assert.equal(clock.hear(date(NOON), null), false);
  assert.equal(clock.now(0), NOON + 660);
});

test("a server whose clock was set back is believed once its clock is seen to run", () => {
  const { at, clock } = clocks();
  clock.hear(date(NOON), null);
  at.passed = 30;
  assert.equal(clock.hear(date(NOON - 270), null), false);
  at.passed = 60;
  assert.equal(clock.hear(date(NOON - 240), null), true);
  assert.equal(clock.now(0), NOON - 240);
});

test("the time is never before the page itself was made", () => {
  const { at, clock } = clocks();
  clock.hear(date(NOON - 9000), null);
  at.passed = 5;
  assert.equal(clock.now(NOON), NOON + 5);
});

test("an event moves the clock on, never back", () => {
  const { clock } = clocks();
  clock.notBefore(NOON + 99);
  assert.equal(clock.known, null);
  clock.hear(date(NOON), null);
  clock.notBefore(NOON - 50);
  assert.equal(clock.now(0), NOON);
  clock.notBefore(NOON + 3);
  assert.equal(clock.now(0), NOON + 3);
});

test("an age is never negative", () => {
  assert.equal(ageOf(NOON + 40, NOON), 0);
});

test("a value grows old by the reporting interval and the least limits", () => {
  const states = [600, 601, 900, 901, 10800, 10801].map((seconds) => after(seconds));
  assert.deepEqual(states, ["fresh", "late", "late", "stale", "stale", "silent"]);
});

test("slow stations have more time", () => {
  const hourly = { interval: 3600 };
  const states = [7200, 7201, 10801, 12 * 3600 + 1].map((seconds) => after(seconds, hourly));
  assert.deepEqual(states, ["fresh", "late", "stale", "silent"]);
});

test("a page left open for hours without a network ends silent", () => {
  const { at, clock } = clocks();
  clock.hear(date(NOON), null);
  const states = [0, 800, 4 * 3600].map((seconds) => {
    at.passed = seconds;
    return stateAt(record(), clock.now(0), LIMITS);
  });
  assert.deepEqual(states, ["fresh", "late", "silent"]);
});

test("no state improves by itself", () => {
  for (const state of ["late", "stale", "silent"]) {
    assert.equal(stateAt(record({ state }), NOON, LIMITS), state);
  }
});

test("what is planned or in maintenance stays so, whatever its age", () => {
  for (const state of ["planned", "maintenance"]) assert.equal(after(99999, { state }), state);
});

test("a doubtful station is out of date once its doubtful value is old, too", () => {
  const doubtful = record({ state: "suspect", time: 0, goodTime: NOON - 1200 });
  assert.equal(stateAt(doubtful, NOON + 600, LIMITS), "suspect");
  assert.equal(stateAt(doubtful, NOON + 601, LIMITS), "stale");
  assert.equal(stateAt(doubtful, NOON + 10800, LIMITS), "silent");
  assert.equal(stateAt({ ...doubtful, goodTime: 0 }, NOON + 601, LIMITS), "silent");
});

test("only fresh and late values are shown as present", () => {
  const states = ["fresh", "late", "stale", "silent", "suspect", "maintenance", "planned", undefined];
  assert.deepEqual(states.filter(isShown), ["fresh", "late"]);
});
