// What is kept on a phone, and under which names.

import assert from "node:assert/strict";
import { test } from "node:test";

import {
  buildOf, buildsOf, isThrifty, kindOf, mayKeep, needsOf, oldShells, packName, photoOf, samePack, spellings, withAge,
} from "../../static/js/pocket/rules.js";

const LEFT_ALONE = [
  "/studio/", "/en/studio/objects", "/api/v1/live", "/kiosk/yongning-town", "/en/kiosk/x/map", "/board/a", "/embed/map",
  "/-/operations", "/en/-/patterns", "/sw.js", "/healthz", "/readyz", "/packs/trails/a.json", "/en/packs/routes/b.json",
];
for (const path of LEFT_ALONE) {
  test(`${path} is left alone`, () => {
    assert.equal(kindOf(path, true), null);
    assert.equal(kindOf(path, false), null);
  });
}
test("every address of ours has its kind", () => {
  assert.equal(kindOf("/trails/a", true), "page");
  assert.equal(kindOf("/en/", true), "page");
  assert.equal(kindOf("/kiosks-of-beijing", true), "page");
  assert.equal(kindOf("/trails/a", false), null);
  assert.equal(kindOf("/assets/0a1b/js/main.js", false), "asset");
  assert.equal(kindOf("/layers/base.0a1b.geojson", false), "layer");
  assert.equal(kindOf("/layers/base.geojson", false), null);
  assert.equal(kindOf("/media/a-b-480.webp", false), "photo");
  assert.equal(kindOf("/manifest.webmanifest", false), "extra");
});

const PAGE = `<html lang="en"><head><link href="/assets/aa11/css/site.css"></head><body class="page">
<script src="/assets/aa11/js/main.js"></script><use href="/assets/aa11/img/icons.svg#map"></use>
<meta content="/assets/aa11/img/share-cover.png"><figure data-script="/assets/aa11/js/composed/detail.js">
{"base":"/layers/base.0f.geojson"}</figure><a href="/trails/b">b</a></body></html>`;
test("what a page needs is read off it", () => {
  assert.deepEqual(needsOf(PAGE), [
    "/assets/aa11/css/site.css", "/assets/aa11/js/main.js", "/assets/aa11/img/icons.svg",
    "/assets/aa11/js/composed/detail.js", "/layers/base.0f.geojson",
  ]);
});
test("a page of one build names one; a mixture is known as one", () => {
  assert.deepEqual(buildsOf(PAGE), ["aa11"]);
  assert.deepEqual(buildsOf(PAGE.replace("aa11/js/main", "bb22/js/main")).sort(), ["aa11", "bb22"]);
  assert.equal(buildOf("/assets/aa11/x.js"), "aa11");
  assert.equal(buildOf("/trails/"), null);
});
test("searches are not kept", () => {
  assert.equal(mayKeep({ search: "?q=tzs" }), false);
  assert.equal(mayKeep({ search: "?view=1,2,3" }), true);
});
test("an address has two spellings", () => {
  assert.deepEqual(spellings("/trails/a/"), ["/trails/a", "/trails/a/"]);
  assert.deepEqual(spellings("/"), ["/", "/"]);
  assert.deepEqual(spellings("/en/"), ["/en", "/en/"]);
});
test("a photograph is the same in every size", () => {
  assert.equal(photoOf("/media/great-wall-960.webp"), photoOf("/media/great-wall-480.avif"));
  assert.equal(photoOf("/trails/a"), null);
});
test("versions of a pack belong together, languages do not", () => {
  const pack = { kind: "trails", id: "a", lang: "zh", version: "1" };
  assert.ok(samePack(packName(pack), packName({ ...pack, version: "2" })));
  assert.ok(!samePack(packName(pack), packName({ ...pack, lang: "en" })));
  assert.ok(!samePack("pocket-pages", "pocket-pages"));
});
test("builds go when no kept page needs them; the present one stays", () => {
  const names = ["a", "b", "c", "d", "e"].map((build) => "pocket-shell-" + build).concat("pocket-pages", "kiosk-x");
  assert.deepEqual(oldShells(names, "e", ["b"]), ["pocket-shell-a", "pocket-shell-c", "pocket-shell-d"]);
  assert.deepEqual(oldShells(names, "e", ["a", "b", "c", "d"]), ["pocket-shell-a", "pocket-shell-b"]);
  assert.deepEqual(oldShells(names, "a", ["b", "c", "d", "e"]), ["pocket-shell-b"]);
});
test("a kept page says from when it is, and its texts are texts", () => {
  const aged = withAge(PAGE, { date: "Sat, 21 Nov 2026 04:00:00 GMT", age: 90, text: "a <b> $& c", again: "x", sheet: "/s.css" });
  assert.match(aged, /^<html data-kept-at="Sat, 21 Nov 2026 04:00:00 GMT" data-kept-age="90" lang="en">/);
  assert.match(aged, /<body class="page"><p class="pocket-bar" role="status"><span>a &lt;b> \$&amp; c<\/span>/);
  assert.match(aged, /<link rel="stylesheet" href="\/s.css"><\/head>/);
});

test("whoever saves data or waits for it gets nothing beforehand", () => {
  assert.equal(isThrifty(undefined), false);
  assert.equal(isThrifty({ effectiveType: "4g", saveData: false }), false);
  assert.equal(isThrifty({ effectiveType: "4g", saveData: true }), true);
  assert.equal(isThrifty({ effectiveType: "2g" }), true);
  assert.equal(isThrifty({ effectiveType: "slow-2g" }), true);
});
