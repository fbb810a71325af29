import assert from "node:assert/strict";
import { test } from "node:test";

import { Store, forgetOld } from "../../static/js/studio/autosave-store.js";
import { entriesOf, grouped, isSame } from "../../static/js/studio/form-values.js";
import { renumbered, rowNumbers } from "../../static/js/studio/row-names.js";

const DAY_MS = 24 * 3600 * 1000;

class Memory {
  constructor(room = Infinity) {
    this.items = new Map();
    this.room = room;
  }
  get length() {
    return this.items.size;
  }
  key(n) {
    return [...this.items.keys()][n] || null;
  }
  getItem(key) {
    return this.items.has(key) ? this.items.get(key) : null;
  }
  setItem(key, value) {
    if (value.length > this.room) throw new Error("full");
    this.items.set(key, value);
  }
  removeItem(key) {
    this.items.delete(key);
  }
}

test("the newest text of this draft and person is found, whatever its revision", () => {
  const storage = new Memory();
  const mine = new Store(storage, 7, "anna");
  mine.keep("1", [["title.zh", "旧"]], 100);
  mine.keep("2", [["title.zh", "新"]], 200);
  new Store(storage, 7, "bo").keep("2", [["title.zh", "别人"]], 300);
  new Store(storage, 77, "anna").keep("2", [["title.zh", "别的"]], 400);

  assert.deepEqual(mine.newest(), { base: "2", at: 200, entries: [["title.zh", "新"]] });
  mine.forgetAll();
  assert.equal(mine.newest(), null);
  assert.equal(storage.length, 2);
});

test("a full device says so and breaks nothing", () => {
  const store = new Store(new Memory(10), 7, "anna");

  assert.equal(store.keep("1", [["title.zh", "很长的文字很长的文字"]], 1), false);
  assert.equal(store.newest(), null);
});

test("what is not ours to read is passed over", () => {
  const storage = new Memory();
  storage.setItem("oxymap-draft:7:anna:1", "{broken");
  storage.setItem("oxymap-draft:7:anna:2", "null");

  assert.equal(new Store(storage, 7, "anna").newest(), null);
});

test("after a month text that nobody came back for goes, other things stay", () => {
  const storage = new Memory();
  const now = 100 * DAY_MS;
  new Store(storage, 1, "anna").keep("1", [], now - 32 * DAY_MS);
  new Store(storage, 2, "anna").keep("1", [], now - 30 * DAY_MS);
  storage.setItem("oxymap-draft:3:anna:1", "{broken");
  storage.setItem("oxymap-type", "large");

  forgetOld(storage, now);

  assert.deepEqual([...storage.items.keys()], ["oxymap-draft:2:anna:1", "oxymap-type"]);
});

test("the token and the revision are never kept", () => {
  const data = new FormData();
  for (const name of ["csrf", "base", "do", "shown", "title.zh"]) data.append(name, "x");

  assert.deepEqual(entriesOf(data), [["title.zh", "x"]]);
});

test("line ends, empty fields and row origins make no difference", () => {
  const one = [["a", "1\r\n2"], ["b", ""], ["stops.0.from", "0"]];

  assert.ok(isSame(one, [["a", "1\n2"]]));
  assert.ok(!isSame(one, [["a", "1\n3"]]));
  assert.deepEqual(grouped([["a", "1"], ["b", "2"], ["a", "3"]]).get("a"), ["1", "3"]);
});

test("names, ids and buttons get the number of their row", () => {
  assert.equal(renumbered("stops.12.note.zh", "stops", 3), "stops.3.note.zh");
  assert.equal(renumbered("stops.__row__.day", "stops", 0), "stops.0.day");
  assert.equal(renumbered("f-stops-1-note-zh-hint f-stops-1-note-zh-error", "stops", 2), "f-stops-2-note-zh-hint f-stops-2-note-zh-error");
  assert.equal(renumbered("up:stops:4", "stops", 1), "up:stops:1");
  assert.equal(renumbered("f-trails-1-id", "stops", 2), "f-trails-1-id");
  assert.equal(renumbered("bus.stops.1.x", "stops", 2), "bus.stops.1.x");
});

test("rows are counted from the names that there are", () => {
  assert.deepEqual(rowNumbers(["stops.10.day", "stops.2.day", "stops.2.note.zh", "trails.0.id"], "stops"), [2, 10]);
});
