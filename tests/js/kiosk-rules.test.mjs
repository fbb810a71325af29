import assert from "node:assert/strict";
import { test } from "node:test";

import { dayOf, homeAt, minuteOf, modeAt, seasonOf } from "../../static/js/kiosk/dayparts.js";
import { present, uncovered } from "../../static/js/kiosk/notices.js";
import { placeOf } from "../../static/js/kiosk/saver.js";
import { told } from "../../static/js/kiosk/scenes.js";
import { isBrowserKey, isInside } from "../../static/js/kiosk/scope.js";
import { isNight, Watchdog } from "../../static/js/kiosk/watchdog.js";

const SCOPE = ["/kiosk/a", "/en/kiosk/a"];
const BASE = "https://oxy.example/kiosk/a/map";
const NOON = Date.parse("2026-11-21T12:00:00+08:00") / 1000;

for (const address of ["/kiosk/a", "/en/kiosk/a", "/kiosk/a/places/b?x=1#y", "near", "#top", "?view=1"]) {
  test(`inside: ${address}`, () => assert.ok(isInside(address, BASE, SCOPE)));
}

const OUT = [
  "/", "/places", "/kiosk/ab", "/kiosk/b", "/kiosk/a/../b", "../../places", "/kiosk/a/sw.js", "/kiosk/a/qr/x.svg",
  "/kiosk/a/%2e%2e/b", "/kiosk/a%2f..%2fb", "/kiosk/a//b.example", "//evil.example/kiosk/a", "\\\\evil.example/kiosk/a",
  "https://evil.example/kiosk/a", "http://oxy.example/kiosk/a", "https://u@oxy.example/kiosk/a", "javascript:alert(1)",
  "JaVaScRiPt:alert(1)", " javascript:alert(1)", "mailto:a@b", "tel:110", "data:text/html,x", "blob:https://oxy.example/1",
  "file:///etc/passwd", "chrome://settings", "view-source:https://oxy.example/kiosk/a", "weixin://x", "http://[", "about:blank",
];
for (const address of OUT) {
  test(`outside: ${address}`, () => assert.ok(!isInside(address, BASE, SCOPE)));
}

test("keys of the browser are held, keys of the page are not", () => {
  const held = ["p", "s", "o", "l", "n", "t", "w", "u", "+", "-", "0"].map((key) => ({ key, ctrlKey: true }));
  held.push({ key: "ArrowLeft", altKey: true }, { key: "ArrowRight", altKey: true }, { key: "F4", altKey: true });
  held.push({ key: "ContextMenu" }, { key: "BrowserBack" }, { key: "r", metaKey: true }, { key: "Backspace" });
  for (let n = 1; n <= 12; n++) held.push({ key: "F" + n });
  held.forEach((event) => assert.ok(isBrowserKey(event, false), JSON.stringify(event)));
  ["Tab", "Enter", " ", "ArrowDown", "Escape", "PageDown", "a"].forEach((key) => assert.ok(!isBrowserKey({ key }, false)));
  assert.ok(!isBrowserKey({ key: "Backspace" }, true));
});

test("the parts of the day are Beijing's, also over midnight", () => {
  const parts = [{ from: "22:00", to: "06:00", mode: "off" }, { from: "06:00", to: "08:00", mode: "quiet" }];
  assert.equal(minuteOf(NOON), 720);
  assert.deepEqual([0, 359, 360, 479, 480, 1319, 1320].map((minute) => modeAt(parts, minute)), [
    "off", "off", "quiet", "quiet", "full", "full", "off",
  ]);
  assert.equal(modeAt(undefined, 0), "full");
  assert.equal(modeAt([{ from: "x", to: "y", mode: "off" }], 5), "full");
  assert.equal(dayOf(NOON + 12 * 3600) - dayOf(NOON), 1);
});

test("the default language may change with the hour", () => {
  const config = { home: "/kiosk/a", homes: { zh: "/kiosk/a", en: "/en/kiosk/a" }, languages: [{ from: "18:00", to: "20:00", lang: "en" }] };
  assert.equal(homeAt(config, 720), "/kiosk/a");
  assert.equal(homeAt(config, 1100), "/en/kiosk/a");
});

test("seasons are those of the calendar", () => {
  const of = (month) => seasonOf(Date.UTC(2026, month - 1, 15) / 1000);
  assert.deepEqual([1, 2, 3, 5, 6, 8, 9, 11, 12].map(of), [
    "winter", "winter", "spring", "spring", "summer", "summer", "autumn", "autumn", "winter",
  ]);
});

test("scenes of another season and of what is over are left out, but never all", () => {
  const always = { seasons: [], until: 0, quiet: false };
  const over = { seasons: [], until: NOON - 1, quiet: false };
  const spring = { seasons: ["spring"], until: 0, quiet: true };
  const calm = { seasons: [], until: 0, quiet: true };
  assert.deepEqual(told([always, over, spring, calm], NOON, "full"), [always, calm]);
  assert.deepEqual(told([always, over, spring, calm], NOON, "quiet"), [calm]);
  assert.deepEqual(told([always], NOON, "quiet"), [always]);
  assert.deepEqual(told([over, spring], 0, "full"), [over, spring]);
});

test("the picture never moves further than it may", () => {
  for (let step = 0; step < 30; step++) assert.ok(placeOf(step, 8).every((one) => Math.abs(one) <= 8));
  assert.notDeepEqual(placeOf(0, 8), placeOf(1, 8));
});

const notice = (id, severity, more) => ({ id, severity, from: NOON - 60, until: NOON + 60, ...more });

test("notices are those of here and now, the gravest first", () => {
  const list = [
    notice(1, "info"), notice(2, "emergency", { districts: ["yanqing"] }), notice(3, "closure", { places: ["b"] }),
    notice(4, "warning", { places: ["elsewhere"] }), notice(5, "info", { until: NOON }), notice(6, "info", { from: NOON + 1 }),
    notice(7, "warning", { until: "2026-11-21T05:00:00Z", from: null }), notice(8, "closure", { from: NOON + 9, coming: true }),
  ];
  const ids = (at) => present(list, at, ["b"], ["yanqing"]).map((one) => one.id);
  assert.deepEqual(ids(NOON), [2, 3, 7, 1]);
  // Without a clock the server's last word counts, also on what is only to come.
  assert.deepEqual(ids(0), [2, 3, 7, 1, 5, 6]);
});

test("an emergency that was read comes back after the idle time", () => {
  const list = [notice(1, "emergency"), notice(2, "closure")];
  assert.deepEqual(uncovered(list, {}, 100, 60).map((one) => one.id), [1]);
  assert.deepEqual(uncovered(list, { 1: 100 }, 159, 60), []);
  assert.deepEqual(uncovered(list, { 1: 100 }, 160, 60).map((one) => one.id), [1]);
});

function watched() {
  const at = { now: 0, full: true, heard: [] };
  const dog = new Watchdog(() => at.now, () => at.full, { reload: (why) => at.heard.push(why) });
  const pass = (seconds) => {
    for (const end = at.now + seconds; at.now < end; dog.tick()) at.now += 1;
  };
  return { at, dog, pass };
}

test("a page that ticks and shows something is left alone", () => {
  const { at, pass } = watched();
  pass(7200);
  assert.deepEqual(at.heard, []);
});

test("a page that stood still for three minutes is loaded anew", () => {
  const { at, dog } = watched();
  at.now = 170;
  dog.tick();
  assert.deepEqual(at.heard, []);
  at.now += 200;
  dog.tick();
  assert.deepEqual(at.heard, ["frozen for 200 s"]);
});

test("an empty page is loaded anew after a minute, and again each minute", () => {
  const { at, pass } = watched();
  at.full = false;
  pass(59);
  assert.deepEqual(at.heard, []);
  pass(130);
  assert.equal(at.heard.length, 3);
});

test("the night's reload comes once, near its time", () => {
  const night = Date.parse("2026-11-22T03:30:00+08:00") / 1000;
  assert.ok(isNight("03:30", 0.5, null, night));
  assert.ok(!isNight("03:30", 0.5, dayOf(night), night));
  assert.ok(!isNight("03:30", 0.5, null, NOON));
  assert.ok(isNight(undefined, 0, 1, night - 600) && !isNight(undefined, 0.99, 1, night - 600));
});
