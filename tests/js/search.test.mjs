import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { find, score } from "../../static/js/modules/search.js";

// tests/unit/catalogue/test_search_fixture.py holds the server to the same file.
const fixture = JSON.parse(readFileSync(new URL("fixtures/search.json", import.meta.url)));

const documents = fixture.documents.map((one) => ({
  url: one.key,
  name: one.name,
  fields: [one.name, one.aliases, one.pinyin, one.initials],
  summary: one.body,
}));

const entry = (fields, summary = "") => ({ url: "x", name: fields[0], fields, summary });

for (const { why, query, expected } of fixture.queries) {
  test(`search: ${why}`, () => {
    assert.deepEqual(find(documents, query).map((hit) => hit.url), expected);
  });
}

test("a whole word is worth more than a beginning, a beginning more than an inside", () => {
  const [whole, start, inside] = ["灵山 主峰", "灵山村", "东灵山"].map((name) => score(entry([name, "", "", ""]), ["灵山"]));
  assert.deepEqual([whole, start, inside], [300, 200, 100]);
});

test("an earlier field is worth more than a later one", () => {
  const places = [0, 1, 2, 3].map((at) => ["", "", "", ""].map((text, i) => (i === at ? "ling" : text)));
  const points = places.map((fields) => score(entry(fields), ["ling"]));
  assert.deepEqual(points, [300, 240, 180, 120]);
  assert.equal(score(entry(["", "", "", ""], "Ling"), ["ling"]), 30);
});

test("one word without a match makes the whole score nothing", () => {
  assert.equal(score(entry(["灵山", "", "", ""]), ["灵山", "雪"]), 0);
});

test("finding leaves the index as it was", () => {
  const before = JSON.stringify(documents);
  find(documents, "山");
  assert.equal(JSON.stringify(documents), before);
});
