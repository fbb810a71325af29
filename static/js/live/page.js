// The page's one feed, one clock and one snapshot, however many parts of the page show stations.
//
// On document it sends oxymap:live {snapshot} with every answer and every event of the stream,
// and oxymap:live-tick every ten seconds: ages have grown, or the server cannot be reached; and
// oxymap:notice when the stream tells that a notice has begun, changed or ended.

import { LIMITS, ServerClock } from "./ageing.js";
import { Feed } from "./feed.js";
import { Stream, withStation } from "./stream.js";

const TICK_MS = 10000;
const PATIENCE_MS = 8000;
// One lost answer is no news; two are.
const NOTABLE = 2;

const clock = new ServerClock(
  () => performance.now() / 1000,
  () => Date.now() / 1000
);
// What the page knows. at: when the server has last said so; `failing` when it no longer answers.
export const live = { snapshot: null, at: 0, limits: LIMITS, failing: false, clock };
let feed = null;
let stream = null;
let ticking = null;
// Readings of the stream that were faster than the first answer.
let early = [];

const world = {
  fetch: (url, options) => fetch(url, options),
  setTimeout: (run, wait) => setTimeout(run, wait),
  clearTimeout: (timer) => clearTimeout(timer),
  now: () => performance.now(),
  random: Math.random,
  seen: () => !document.hidden,
  EventSource: window.EventSource,
};

// Let the page's values live. url "" means that nobody can be asked (a frozen site): values only
// age. streamUrl, where wanted, upgrades to events. May be called by every part of the page.
export function follow(url, streamUrl) {
  if (!ticking) start();
  if (url && !feed) {
    feed = new Feed(url, clock, { answer, failed }, world);
    if (isKept()) failed(NOTABLE);
    else feed.wake();
  }
  if (url && streamUrl && !stream) {
    const lines = { open: () => beside(true), lost: () => beside(false), notice: () => send("notice", {}) };
    stream = new Stream(streamUrl, { reading, ...lines }, world);
    if (world.seen() && !isKept()) stream.open();
  }
  if (!url && !feed) askTime();
}

// Whether the phone gave out this page without a network (static/js/worker.js): then its values are
// as old as the page, whatever the phone's clock says, and nobody is asked before it is back.
function isKept() {
  const { keptAt, keptAge } = document.documentElement.dataset;
  if (!keptAt) return false;
  clock.hear(keptAt, keptAge);
  return navigator.onLine === false;
}

// The address of the snapshot that the page names, or "".
export function liveUrl() {
  const element = document.querySelector("[data-live-url]");
  return element ? element.dataset.liveUrl : "";
}

function start() {
  const wake = () => {
    if (document.hidden) {
      pause();
      return;
    }
    tick();
    clearInterval(ticking);
    ticking = setInterval(tick, TICK_MS);
    if (feed) feed.wake();
    else askTime();
    if (stream) stream.open();
  };
  ticking = setInterval(tick, TICK_MS);
  document.addEventListener("visibilitychange", wake);
  window.addEventListener("pageshow", (event) => event.persisted && wake());
  window.addEventListener("online", wake);
  window.addEventListener("offline", () => feed && failed(NOTABLE));
}

function pause() {
  clearInterval(ticking);
  if (feed) feed.pause();
  if (stream) stream.close();
  beside(false);
}

function answer(snapshot) {
  live.snapshot = early.reduce(withStation, snapshot);
  early = [];
  live.at = clock.now(0);
  live.limits = { ...live.limits, ...snapshot.limits };
  live.failing = false;
  send("live", { snapshot: live.snapshot });
}

function failed(times) {
  const before = live.failing;
  live.failing = times >= NOTABLE;
  if (live.failing !== before) tick();
}

function reading(station) {
  if (!live.snapshot) {
    early.push(station);
    return;
  }
  // An event may have waited on its way; it can only move the clock on.
  const value = Object.keys(station.values).map((name) => station.values[name])[0];
  if (value && value.time && value.age_s >= 0) clock.notBefore(Date.parse(value.time) / 1000 + value.age_s);
  live.snapshot = withStation(live.snapshot, station);
  live.at = clock.now(0);
  live.failing = false;
  send("live", { snapshot: live.snapshot });
}

function beside(open) {
  if (feed) feed.streaming = open;
  if (!open && feed && world.seen()) feed.later();
}

function tick() {
  send("live-tick", {});
}

function send(name, detail) {
  document.dispatchEvent(new CustomEvent("oxymap:" + name, { detail }));
}

// Without an interface to ask, any answer of the file server still tells the time.
function askTime() {
  if (!/^https?:$/.test(location.protocol) || navigator.onLine === false) return;
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
  fetch(location.pathname, { method: "HEAD", cache: "no-store", signal: controller.signal })
    .then((response) => {
      if (response.ok && clock.hear(response.headers.get("Date"), response.headers.get("Age"))) tick();
    })
    .catch(() => {
      // The ages then come from the time since the page was made; see ServerClock.now.
    })
    .then(() => clearTimeout(timer));
}
