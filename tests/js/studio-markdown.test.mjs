import assert from "node:assert/strict";
import { test } from "node:test";

import { insert, insertLine, prefix, skeleton, surround } from "../../static/js/studio/markdown-edit.js";

test("marks go around the selection and away again", () => {
  const once = surround("看古道", 1, 3, "**");
  assert.deepEqual(once, { text: "看**古道**", start: 3, end: 5 });
  assert.deepEqual(surround(once.text, once.start, once.end, "**"), { text: "看古道", start: 1, end: 3 });
});

test("every line of the selection becomes an item, and a paragraph again", () => {
  const once = prefix("前\n一\n二\n后", 4, 5, "- ");
  assert.equal(once.text, "前\n一\n- 二\n后");
  const both = prefix("前\n一\n二\n后", 2, 5, "- ");
  assert.equal(both.text, "前\n- 一\n- 二\n后");
  assert.equal(prefix(both.text, both.start, both.end, "- ").text, "前\n一\n二\n后");
});

test("a heading can begin an empty text", () => {
  assert.deepEqual(prefix("", 0, 0, "## "), { text: "## ", start: 0, end: 3 });
});

test("words take the place of the selection", () => {
  assert.deepEqual(insert("去哪里", 1, 3, "[村](place:cun)"), { text: "去[村](place:cun)", start: 15, end: 15 });
});

test("a block stands alone on its line", () => {
  assert.equal(insertLine("一\n二\n\n三", 0, "::x{}").text, "一\n\n::x{}\n\n二\n\n三");
  assert.equal(insertLine("", 0, "::x{}").text, "::x{}\n");
  assert.equal(insertLine("一", 1, "::x{}").text, "一\n\n::x{}\n");
});

test("the structure of the other language comes without its sentences", () => {
  const text = '## 先看寺\n\n北京有句老话。\n又一行。\n\n1. **上午**：看寺\n- 带水\n\n::map{places="a"}\n\n| 甲 | 乙 |\n|---|---|\n';

  assert.equal(skeleton(text), '## 先看寺\n\n1. \n- \n\n::map{places="a"}\n\n| 甲 | 乙 |\n|---|---|');
});
