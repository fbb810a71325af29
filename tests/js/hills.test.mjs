import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { foothills, hills } from "../../static/js/map/hills.js";

const fixture = JSON.parse(readFileSync(new URL("fixtures/hills.json", import.meta.url)));

const near = (found, expected) => {
  assert.equal(found.length, expected.length);
  found.forEach((hill, index) => {
    const [x, y, shape, size] = expected[index];
    assert.ok(Math.abs(hill.x - x) < 0.01 && Math.abs(hill.y - y) < 0.01);
    assert.deepEqual([hill.shape, hill.size], [shape, size]);
  });
};

for (const view of fixture.views) {
  test(`hills at zoom ${view.zoom} stand where the drawn picture has them`, () => {
    near(hills(fixture.ridges, view.zoom), view.hills);
  });

  test(`lower hills at zoom ${view.zoom} stand where the drawn picture has them`, () => {
    near(foothills(fixture.ridges, view.zoom, view.box), view.foothills);
  });
}
