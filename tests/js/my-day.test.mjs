import assert from "node:assert/strict";
import { test } from "node:test";
import { MOST, add, keep, kept, moved, read, same, write } from "../../static/js/day/plan.js";

const storage = () => {
  const map = new Map();
  return {
    getItem: (key) => (map.has(key) ? map.get(key) : null),
    setItem: (key, value) => map.set(key, value),
    removeItem: (key) => map.delete(key),
  };
};

test("a day is the same in its address and on the phone", () => {
  const place = storage();
  const plan = read("?s=a.30,b-c&t=0830");
  assert.equal(write(plan), "?s=a.30,b-c&t=0830");
  assert.ok(keep(place, plan));
  assert.deepEqual(kept(place), plan);
});

test("what makes no sense is left out", () => {
  assert.deepEqual(read("?s=<b>,,a.x,../c&t=nine"), { stops: [{ id: "a", min: null }], t: "0900" });
  assert.deepEqual(read("").stops, []);
});

test("a stop is added once, and twenty at most", () => {
  let plan = read("");
  plan = add(add(plan, { id: "a", min: null }), { id: "a", min: 5 });
  assert.equal(plan.stops.length, 1);
  for (let n = 0; n < MOST + 5; n += 1) plan = add(plan, { id: `s${n}`, min: null });
  assert.equal(plan.stops.length, MOST);
});

test("stops are moved", () => {
  assert.equal(write(moved(read("?s=a,b,c"), 2, 0)), "?s=c,a,b&t=0900");
});

test("two days with the same stops are one", () => {
  assert.ok(same(read("?s=a.1,b"), read("?s=a.2,b&t=1000")));
  assert.ok(!same(read("?s=a,b"), read("?s=b,a")));
});

test("a phone that keeps nothing says so", () => {
  const closed = {
    setItem: () => {
      throw new Error("full");
    },
    getItem: () => {
      throw new Error("closed");
    },
  };
  assert.equal(keep(closed, read("?s=a")), false);
  assert.deepEqual(kept(closed).stops, []);
});
