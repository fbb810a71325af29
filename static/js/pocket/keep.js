// Starts the visitors' service worker in a quiet moment, lets it keep the page that is being read,
// says when there is a newer build, and updates what was taken along.

import { html } from "../map/dom.js";
import { buildOf, isThrifty, kindOf } from "./rules.js";

const CHECKED = "oxymap-packs-checked";
const EVERY_MS = 30 * 60 * 1000;
// Who stays so long, or opens a second page, gets what other pages need besides.
const REST_MS = 20000;

export async function start() {
  if (kindOf(location.pathname, true) !== "page") return;
  try {
    const known = navigator.serviceWorker.controller;
    navigator.serviceWorker.addEventListener("message", ({ data }) => {
      if (data && data.type === "outdated") outdated(data.words[document.documentElement.lang]);
    });
    const { active } = await register();
    if (!known) active.postMessage({ type: "read", url: location.href, assets: loaded() });
    if (!isThrifty(navigator.connection)) setTimeout(() => active.postMessage({ type: "rest" }), known ? 0 : REST_MS);
    await update();
  } catch (error) {
    // Private windows, full phones: the site works as it does without.
  }
}

let registered = null;

// The worker's registration, when it is at work: nothing opens without a network before.
export function register() {
  const { serviceWorker } = navigator;
  registered =
    registered ||
    serviceWorker.register("/sw.js", { scope: "/", updateViaCache: "none" }).then(() => serviceWorker.ready);
  return registered;
}

// What this page has loaded before the worker was there.
function loaded() {
  const paths = performance.getEntriesByType("resource").map((one) => new URL(one.name).pathname);
  return Array.from(new Set(paths.filter(buildOf)));
}

// The address is new: the page gets its own scripts again.
function outdated(words) {
  if (!words || document.querySelector(".pocket-bar")) return;
  const again = html("a", { href: "" }, words.again);
  document.body.prepend(html("p", { class: "pocket-bar", role: "status" }, words.outdated + " ", again));
}

// What was taken along follows the site, when there is a network and nobody counts bytes.
async function update() {
  const thrifty = isThrifty(navigator.connection);
  const last = Number(recall(CHECKED)) || 0;
  if (navigator.onLine === false || thrifty || Date.now() - last < EVERY_MS) return;
  const names = await caches.keys();
  if (!names.includes("pocket-list")) return;
  const { refreshAll } = await import("./store.js");
  await refreshAll();
  remember(CHECKED, String(Date.now()));
}

function recall(key) {
  try {
    return sessionStorage.getItem(key);
  } catch (error) {
    return null;
  }
}

function remember(key, value) {
  try {
    sessionStorage.setItem(key, value);
  } catch (error) {
    // Asked again with the next page.
  }
}
