// No way out: whatever a visitor does, the screen stays within its kiosk.

import { isBrowserKey, isInside } from "./scope.js";
import { recall, remember, session } from "./storage.js";
import { isKept } from "./way.js";

const NO = { capture: true, passive: false };
const LINKS = "a, area";
const FIELDS = "input, textarea, [contenteditable]";
const FREE = ".map, [data-kiosk-gestures]";
const PICKERS = ["showOpenFilePicker", "showSaveFilePicker", "showDirectoryPicker", "EyeDropper"];
// Buttons of a mouse that go back and forward.
const SIDE_BUTTONS = [3, 4];

// heard: {outside(address), go(address)}.
export function guard(scope, heard) {
  const inside = (address) => isInside(address, location.href, scope);
  guardLinks(inside, heard);
  guardGestures();
  guardKeys();
  guardFiles();
  guardScripts();
  guardHistory();
  guardNavigation(inside, heard);
}

function guardLinks(inside, heard) {
  const follow = (event) => {
    const link = linkOf(event);
    if (!link) return;
    const address = hrefOf(link);
    if (isPlain(event, link) && (address.startsWith("#") || (isKept() && inside(address)))) return;
    stop(event);
    if (event.type !== "click" || !address) return;
    if (link.hasAttribute("download") || !inside(address)) heard.outside(address);
    else heard.go(new URL(address, document.baseURI).href);
  };
  document.addEventListener("click", follow, NO);
  document.addEventListener("auxclick", follow, NO);
  document.addEventListener("submit", (event) => event.preventDefault(), NO);
  document.addEventListener(
    "click",
    (event) => {
      const field = event.target.closest && event.target.closest('input[type="file"]');
      if (field) stop(event);
    },
    NO
  );
}

function guardGestures() {
  ["contextmenu", "dragstart", "dragover", "drop"].forEach((name) => on(name, stop));
  on("selectstart", (event) => isField(event.target) || stop(event));
  on("dblclick", (event) => isFree(event.target) || event.preventDefault());
  on("wheel", (event) => event.ctrlKey && event.preventDefault());
  on("touchmove", (event) => {
    if (event.touches.length > 1 && !isFree(event.target) && event.cancelable) event.preventDefault();
  });
  ["gesturestart", "gesturechange"].forEach((name) => on(name, stop));
  ["mousedown", "mouseup", "auxclick"].forEach((name) =>
    on(name, (event) => {
      if (SIDE_BUTTONS.includes(event.button) || event.button === 1) stop(event);
    })
  );
}

function guardKeys() {
  on("keydown", (event) => {
    const link = event.key === "Enter" && event.shiftKey && linkOf(event);
    if (link || isBrowserKey(event, isField(event.target))) stop(event);
  });
}

function guardFiles() {
  ["copy", "cut"].forEach((name) => on(name, (event) => isField(event.target) || stop(event)));
}

// Scripts of the site have no business with windows, paper or files here.
function guardScripts() {
  const nothing = () => null;
  replace(window, "open", nothing);
  replace(window, "print", nothing);
  ["alert", "confirm", "prompt"].forEach((name) => replace(window, name, nothing));
  PICKERS.filter((name) => name in window).forEach((name) => replace(window, name, undefined));
  if (navigator.share) replace(navigator, "share", () => Promise.reject(new Error("kiosk")));
  // A form that a script sends makes no submit event.
  replace(HTMLFormElement.prototype, "submit", nothing);
  const click = HTMLAnchorElement.prototype.click;
  replace(HTMLAnchorElement.prototype, "click", function () {
    // A link that is in no page would escape the listeners of the page.
    if (this.isConnected) click.call(this);
  });
}

// Before the first page there is another entry of the same page: the way back ends here.
function guardHistory() {
  const push = () => history.pushState({ kiosk: "page" }, "", location.href);
  const begun = recall(session, "begun");
  if (!begun) {
    remember(session, "begun", true);
    history.replaceState({ kiosk: "start" }, "", location.href);
  }
  if (!begun || (history.state && history.state.kiosk === "start")) push();
  window.addEventListener("popstate", (event) => {
    if (event.state && event.state.kiosk === "start") push();
  });
}

// The browser's own last word, where it asks (Chromium 102 and newer).
function guardNavigation(inside, heard) {
  history.scrollRestoration = "manual";
  if (!window.navigation) return;
  window.navigation.addEventListener("navigate", (event) => {
    const file = event.downloadRequest !== null && event.downloadRequest !== undefined;
    if (!event.cancelable || (!file && !event.formData && inside(event.destination.url))) return;
    event.preventDefault();
    heard.outside(event.destination.url);
  });
}

function on(name, run) {
  document.addEventListener(name, run, NO);
}

function stop(event) {
  event.preventDefault();
  event.stopImmediatePropagation();
}

function linkOf(event) {
  const path = event.composedPath ? event.composedPath() : [event.target];
  return path.find((one) => one.matches && (one.matches(LINKS) || one.tagName === "a")) || null;
}

// A touch on a link that opens nothing but a page in its own place.
function isPlain(event, link) {
  const keys = event.ctrlKey || event.metaKey || event.shiftKey || event.altKey;
  return event.button === 0 && !keys && !link.hasAttribute("target") && !link.hasAttribute("download");
}

// Links of drawings have an object where others have a text.
function hrefOf(link) {
  return link.getAttribute("href") || link.getAttribute("xlink:href") || "";
}

function isField(element) {
  return Boolean(element && element.closest && element.closest(FIELDS));
}

function isFree(element) {
  return Boolean(element && element.closest && element.closest(FREE));
}

function replace(object, name, value) {
  try {
    Object.defineProperty(object, name, { value, configurable: true, writable: true });
  } catch (error) {
    console.warn(name, error);
  }
}
