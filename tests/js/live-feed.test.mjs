import assert from "node:assert/strict";
import { test } from "node:test";

import { ServerClock } from "../../static/js/live/ageing.js";
import { Feed } from "../../static/js/live/feed.js";
import { Stream, withStation } from "../../static/js/live/stream.js";

const SNAPSHOT = { stations: [{ id: "a" }] };
const DATE = "Sat, 21 Nov 2026 04:00:00 GMT";

const answer = (status, body = SNAPSHOT, headers = { Date: DATE }) => ({
  status,
  ok: status === 200,
  headers: { get: (name) => headers[name] || null },
  json: async () => body,
});

// A world without a network and without waiting; `waits` are the delays of the next questions.
function made(answers) {
  const at = { now: 0, seen: true, asked: 0, options: null, waits: [], heard: [] };
  const clock = new ServerClock(() => at.now / 1000, () => 0);
  const world = {
    fetch: async (url, options) => {
      at.asked += 1;
      at.options = options;
      const next = answers.length > 1 ? answers.shift() : answers[0];
      if (next instanceof Error) throw next;
      return next;
    },
    setTimeout: (run, wait) => {
      if (wait !== 8000) at.waits.push(wait);
      return wait;
    },
    clearTimeout: () => {},
    now: () => at.now,
    random: () => 0,
    seen: () => at.seen,
  };
  const heard = {
    answer: (snapshot) => at.heard.push(snapshot),
    failed: (times) => at.heard.push(times),
  };
  return { at, clock, feed: new Feed("/api/v1/live", clock, heard, world) };
}

async function ask(feed, at, times) {
  for (let n = 0; n < times; n++) {
    at.now += 60000;
    await feed.wake();
  }
}

test("an answer is handed on, tells the time, and the next question is half a minute off", async () => {
  const { at, clock, feed } = made([answer(200)]);
  await ask(feed, at, 1);
  assert.deepEqual(at.heard, [SNAPSHOT]);
  assert.deepEqual(at.waits, [30000]);
  assert.equal(clock.now(0), Date.parse(DATE) / 1000);
});

test("the browser asks the server every time, with what it has kept", async () => {
  const { at, feed } = made([answer(200)]);
  await ask(feed, at, 1);
  assert.equal(at.options.cache, "no-cache");
  assert.ok(at.options.signal);
});

test("failures are counted and make the pauses longer, up to two minutes", async () => {
  const { at, feed } = made([new Error("no network"), answer(503), answer(200, {}), answer(500), answer(200)]);
  await ask(feed, at, 5);
  assert.deepEqual(at.heard, [1, 2, 3, 4, SNAPSHOT]);
  assert.deepEqual(at.waits, [30000, 60000, 120000, 120000, 30000]);
});

for (const status of [404, 410]) {
  test(`after a ${status} nobody is asked any more, and nothing is said`, async () => {
    const { at, feed } = made([answer(status)]);
    await ask(feed, at, 3);
    assert.deepEqual([at.asked, at.heard, at.waits], [1, [], []]);
  });
}

test("an old copy of an answer is not believed", async () => {
  const { at, feed } = made([answer(200)]);
  await ask(feed, at, 1);
  at.now += 3600000;
  await feed.wake();
  assert.deepEqual(at.heard, [SNAPSHOT, 1]);
});

test("a page that nobody sees does not ask", async () => {
  const { at, feed } = made([answer(200)]);
  at.seen = false;
  await ask(feed, at, 2);
  assert.deepEqual([at.asked, at.waits], [0, []]);
});

test("two calls to wake at once ask once", async () => {
  const { at, feed } = made([answer(200)]);
  await Promise.all([feed.wake(), feed.wake()]);
  await feed.wake();
  assert.equal(at.asked, 1);
});

test("beside a stream the feed asks every two minutes", async () => {
  const { at, feed } = made([answer(200)]);
  feed.streaming = true;
  await ask(feed, at, 1);
  assert.deepEqual(at.waits, [120000]);
});

class FakeSource {
  constructor(url) {
    FakeSource.made.push(this);
    Object.assign(this, { url, readyState: 0, heard: {} });
  }
  addEventListener(name, run) {
    this.heard[name] = run;
  }
  close() {
    this.readyState = 2;
  }
}
FakeSource.CLOSED = 2;

function streamed() {
  FakeSource.made = [];
  const said = [];
  const waits = [];
  const world = { EventSource: FakeSource, setTimeout: (run, wait) => waits.push([run, wait]), clearTimeout: () => {} };
  const heard = { reading: (one) => said.push(one.id), open: () => said.push("open"), lost: () => said.push("lost") };
  const stream = new Stream("/api/v1/stream", heard, world);
  stream.open();
  return { said, waits, stream, source: FakeSource.made[0] };
}

test("readings of a stream are handed on, and what is no reading is not", () => {
  const { said, source } = streamed();
  source.heard.open();
  source.heard.reading({ data: '{"id": "a", "values": {}}' });
  source.heard.reading({ data: "broken" });
  source.heard.reading({ data: "null" });
  assert.deepEqual(said, ["open", "a"]);
});

test("a refused stream is asked for again after two minutes", () => {
  const { said, waits, source } = streamed();
  source.readyState = FakeSource.CLOSED;
  source.heard.error();
  assert.deepEqual([said, waits.map((one) => one[1])], [["lost"], [120000]]);
  waits[0][0]();
  assert.equal(FakeSource.made.length, 2);
});

test("a broken stream is left to the browser, which opens it again", () => {
  const { said, waits, source } = streamed();
  source.heard.error();
  assert.deepEqual([said, waits, FakeSource.made.length], [["lost"], [], 1]);
});

test("a reading takes its station's place in the snapshot, and a new station the last", () => {
  const snapshot = { stations: [{ id: "a" }, { id: "b" }], coverage: {} };
  const found = withStation(withStation(snapshot, { id: "a", state: "late" }), { id: "c" });
  assert.deepEqual(found.stations, [{ id: "a", state: "late" }, { id: "b" }, { id: "c" }]);
  assert.deepEqual(snapshot.stations[0], { id: "a" });
});
