import assert from "node:assert/strict";
import { test } from "node:test";

import { fill, reasonOf } from "../../static/js/studio/photo-sending.js";

test("placeholders are filled, in any order and more than once", () => {
  assert.equal(fill("%(b)s of %(a)s: %(b)s", { a: 3, b: 1 }), "1 of 3: 1");
});

test("a file's name cannot fill another placeholder", () => {
  assert.equal(fill("%(name)s: %(reason)s", { name: "%(reason)s", reason: "no" }), "%(reason)s: no");
});

test("an unknown placeholder stays", () => {
  assert.equal(fill("%(x)s", {}), "%(x)s");
});

test("the reason is the most exact one that there is", () => {
  assert.equal(reasonOf({ detail: "too large", title: "No" }, 422), "too large");
  assert.equal(reasonOf({ title: "No" }, 422), "No");
  assert.equal(reasonOf({}, 502), "502");
});
