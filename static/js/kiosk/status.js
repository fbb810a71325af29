// The line that is always there: the time, the network, and how old the data is.

import { ageText } from "../live/formats.js";
import { live } from "../live/page.js";
import { say } from "../live/update.js";
import { dataText, isSure, toldAt } from "./live.js";

const ZONE = "Asia/Shanghai";
const NO_TIME = "--:--";

// state(): "online", "slow" or "offline". Returns what writes the line anew.
export function statusLine(config, state) {
  const at = (name) => Array.from(document.querySelectorAll('[data-kiosk="' + name + '"]'));
  const locale = config.lang === "en" ? "en-GB" : "zh-CN";
  const time = new Intl.DateTimeFormat(locale, {
    timeZone: ZONE, hour: "2-digit", minute: "2-digit", hour12: false,
  });
  const date = new Intl.DateTimeFormat(locale, {
    timeZone: ZONE, month: "long", day: "numeric", weekday: "long",
  });
  return () => {
    const now = timeToShow(config.rendered);
    at("clock").forEach((one) => say(one, now ? time.format(now * 1000).replace(/^24/, "00") : NO_TIME));
    at("date").forEach((one) => say(one, now ? date.format(now * 1000) : ""));
    at("network").forEach((one) => showNetwork(one, state(), config.words));
    at("age").forEach((one) => showAge(one, config));
  };
}

// The server's time; else the device's, unless that is plainly wrong. 0: nobody knows.
export function timeToShow(rendered) {
  if (isSure()) return live.clock.now(0);
  const wall = Date.now() / 1000;
  return wall >= (rendered || 0) ? wall : 0;
}

// Until the server has told its values, the time at which the page was made stands there.
function showAge(element, config) {
  if (!toldAt() && element.querySelector("time")) return;
  say(element, dataText(config.words, ageText, config.lang));
}

function showNetwork(element, state, words) {
  if (element.dataset.network !== state) element.dataset.network = state;
  say(element.querySelector('[data-kiosk="network-text"]') || element, words[state] || state);
}
