// Every shipped script parses and keeps to ES2018 and dynamic import: older web views know no more.

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { bare, tooNew } from "./scan.mjs";

const FOLDER = fileURLToPath(new URL("../../static/js/", import.meta.url));
const files = readdirSync(FOLDER, { recursive: true }).filter((name) => name.endsWith(".js")).sort();
const read = (name) => readFileSync(FOLDER + name, "utf8");

const PARSER = `
const { readFileSync } = require("node:fs");
const { SourceTextModule } = require("node:vm");
for (const file of process.argv.slice(1)) {
  try { new SourceTextModule(readFileSync(file, "utf8")); }
  catch (error) { console.log(file + ": " + error.stack.split("\\n")[0] + " " + error.message); }
}`;

test("there are scripts to look at", () => {
  assert.ok(files.includes("main.js") && files.length > 20);
});

test("every shipped script parses", () => {
  const names = files.map((name) => FOLDER + name);
  const node = ["--no-warnings", "--experimental-vm-modules", "-e", PARSER, "--", ...names];
  const done = spawnSync(process.execPath, node, { encoding: "utf8" });
  assert.equal(done.status, 0, done.stderr);
  assert.equal(done.stdout, "");
});

for (const name of files) {
  test(`${name} is not newer than ES2018`, () => {
    const found = tooNew(read(name)).map(({ line, what }) => `static/js/${name}:${line}: ${what}`);
    assert.deepEqual(found, []);
  });
}

const NEW = [
  "a?.b", "a?.[0]", "a?.()", "a ?? b", "a ??= b", "a ||= b", "a &&= b", "class A { x = 1; }", "class A { x }",
  "class A { static y = {}; }", "class A { static { go(); } }", "class A { run = () => {}; }", "class A { #x; }",
  "if (#x in a) go();", "try { a() } catch { b() }", "x.at(-1)", "x.flat()", "x.flatMap(f)", "x.replaceAll(a, b)",
  "Object.fromEntries(x)", "structuredClone(x)", "1_000", "10n", "`${a?.b}`", "`a${`b${c ?? d}`}`",
  "a / b / c; d?.e", "Promise.allSettled(x)",
];
for (const code of NEW) {
  test(`the check finds: ${code}`, () => assert.notDeepEqual(tooNew(code), []));
}

const OLD = [
  "a ? .5 : 1", "a?.5:1", '"a?.b"', "'a ?? b'", "`a ?? b`", "`${a}??`", "// a?.b", "/* a\n?? b */", "/a??b#c/.test(x)",
  "x.replace(/[/]??/g, y)", "return /a?.b/", "({ at: 1 }).at", "spec.at.layers", "try { a() } catch (e) { b() }",
  "class A { constructor(x) { this.x = x; } static make() {} async go() {} get y() { return 1; } *all() {} }",
  "const B = class extends A { [name](x = 1) {} };", "element.class", "a || b", "a && b", "import(`./${a}.js`)",
  "const { a, ...rest } = b", "for await (const a of b) c()", "a ** 2", '"\\"?.\\""', "'#id'",
];
for (const code of OLD) {
  test(`the check lets pass: ${code}`, () => assert.deepEqual(tooNew(code), []));
}

test("a finding names its line", () => {
  assert.deepEqual(tooNew("// a\n/* b\n*/ `c\n${d}`;\ne?.f").map(({ line }) => line), [5]);
});

test("blanking keeps the length and the lines of every script", () => {
  for (const name of files) {
    const code = read(name);
    const text = bare(code);
    assert.equal(text.length, code.length, name);
    assert.equal(text.split("\n").length, code.split("\n").length, name);
  }
});
