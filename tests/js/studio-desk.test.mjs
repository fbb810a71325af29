// The review's remarks and the table's cells: what is quoted, what counts as changed.
import assert from "node:assert/strict";
import { test } from "node:test";

import { asQuote, fieldOf } from "../../static/js/modules/studio-review.js";
import { isChanged, neighbour } from "../../static/js/modules/studio-table.js";

test("a quote is one line of at most 200 letters", () => {
  assert.equal(asQuote("  石头\n房子 "), "石头 房子");
  const long = asQuote("长".repeat(300));
  assert.equal(long.length, 200);
  assert.ok(long.endsWith("…"));
});

test("a selection belongs to the field around all of it", () => {
  const field = { dataset: { field: "summary.zh" } };
  const text = { nodeType: 3, parentElement: { closest: () => field } };
  const selection = (node) => ({
    isCollapsed: false,
    rangeCount: 1,
    getRangeAt: () => ({ commonAncestorContainer: node }),
  });

  assert.equal(fieldOf(selection(text)), field);
  assert.equal(fieldOf(selection({ nodeType: 1, closest: () => null })), null);
  assert.equal(fieldOf({ isCollapsed: true, rangeCount: 1 }), null);
  assert.equal(fieldOf(null), null);
});

test("a control is changed when it holds something else than the page brought", () => {
  assert.equal(isChanged({ type: "text", value: "a", defaultValue: "a" }), false);
  assert.equal(isChanged({ type: "text", value: "b", defaultValue: "a" }), true);
  assert.equal(isChanged({ type: "checkbox", checked: true, defaultChecked: false }), true);
  const options = [{ defaultSelected: false }, { defaultSelected: true }];
  assert.equal(isChanged({ type: "select-one", options, selectedIndex: 1 }), false);
  assert.equal(isChanged({ type: "select-one", options, selectedIndex: 0 }), true);
  const none = [{ defaultSelected: false }, { defaultSelected: false }];
  assert.equal(isChanged({ type: "select-one", options: none, selectedIndex: 0 }), false);
});

test("the neighbour is in the same column of the next row that can be edited", () => {
  const control = (name) => ({ name });
  const rows = ["one", null, "three"].map((name) => {
    const cell = { cellIndex: 1, querySelector: () => (name ? control(name) : null) };
    return { cells: [{}, cell], cell };
  });
  const body = { rows };
  rows.forEach((row) => {
    row.parentElement = body;
    row.cell.parentElement = row;
  });
  const first = { closest: () => rows[0].cell };

  assert.equal(neighbour(first, 1).name, "three");
  assert.equal(neighbour(first, -1), null);
});
