// Notices: an emergency covers every page at once and comes back after the idle time at the
// latest; the others stand in their place on the page. Kept on the device while it is offline.

import { fill, timeText } from "../live/formats.js";
import { button, html } from "./dom.js";
import { device, recall, remember, session } from "./storage.js";

// Which notices count here and now, the gravest first. at: seconds, 0 where nobody knows.
export function present(list, at, places, districts) {
  const order = ["emergency", "closure", "warning", "info"];
  return list
    .filter((one) => isHere(one, places || [], districts || []) && isNow(one, at))
    .sort((one, other) => order.indexOf(one.severity) - order.indexOf(other.severity));
}

// Those whose text has been read on this screen, until their time is up. read: {id: seconds}.
export function uncovered(list, read, now, rest) {
  return list.filter(
    (one) => one.severity === "emergency" && !(read[one.id] !== undefined && now - read[one.id] < rest)
  );
}

export class Notices {
  // now(): the server's time or 0. heard: {cover(): something stands before the page,
  // others(ids): which other notices hold here, as the server has just told}.
  constructor(config, now, heard) {
    this.config = config;
    this.now = now;
    this.heard = heard;
    this.list = (recall(device, "notices") || {}).list || [];
    this.answered = false;
    this.read = recall(session, "notices-read") || {};
    this.cover = null;
    this.shown = "";
  }

  // An answer of the server, as /api/v1/notices has it: {now: […], coming: […]}.
  take(body) {
    if (!body || !Array.isArray(body.now)) throw new Error("notices: no list");
    const list = body.now.concat((body.coming || []).map((one) => ({ ...one, coming: true })));
    if (JSON.stringify(list) !== JSON.stringify(this.list)) remember(device, "notices", { list });
    this.list = list;
    this.answered = true;
    this.tick();
  }

  // Once a second: notices begin and end by themselves.
  tick() {
    const { places, districts, idle_s: rest } = this.config;
    const here = present(this.list, this.now(), places, districts);
    const grave = uncovered(here, this.read, performance.timeOrigin / 1000 + performance.now() / 1000, rest);
    const others = here.filter((one) => one.severity !== "emergency");
    const key = JSON.stringify([grave, others, this.answered]);
    if (key === this.shown) return;
    this.shown = key;
    this.showCover(grave);
    if (this.answered || others.length) this.showList(here);
    if (this.answered) this.heard.others(others.map((one) => one.id).join(" "));
  }

  // A new visitor has read nothing.
  forget() {
    this.read = {};
    remember(session, "notices-read", null);
    this.tick();
  }

  showCover(grave) {
    if (this.cover) this.cover.remove();
    this.cover = null;
    if (!grave.length) return;
    const { words } = this.config;
    const close = button("kiosk-emergency__close", words.notice_close, () => this.dismiss(grave));
    this.cover = html(
      "div",
      { class: "kiosk-emergency", role: "alertdialog", "aria-modal": "true", "aria-labelledby": "kiosk-emergency-0" },
      ...grave.map((one, index) => this.article(one, "kiosk-emergency", index, ["zh", "en"])),
      close
    );
    document.body.append(this.cover);
    close.focus({ preventScroll: true });
    this.heard.cover();
  }

  dismiss(grave) {
    const at = (performance.timeOrigin + performance.now()) / 1000;
    grave.forEach((one) => {
      this.read[one.id] = at;
    });
    remember(session, "notices-read", this.read);
    this.tick();
  }

  showList(list) {
    document.querySelectorAll('[data-kiosk="notices"]').forEach((place) => {
      const made = list.map((one) => this.article(one, "kiosk-notice", -1, [this.config.lang]));
      place.replaceChildren ? place.replaceChildren(...made) : fillPlace(place, made);
      place.hidden = !made.length;
    });
  }

  article(notice, name, index, langs) {
    const { words, lang } = this.config;
    const first = langs.includes(lang) ? [lang].concat(langs.filter((one) => one !== lang)) : langs;
    const made = html("article", { class: name + "__item " + name + "__item--" + notice.severity });
    made.append(html("p", { class: name + "__kind" }, words.severity[notice.severity] || ""));
    first.forEach((one, at) => {
      const [title, body] = [textOf(notice.title, one), textOf(notice.body, one)];
      const id = index >= 0 && at === 0 ? { id: "kiosk-emergency-" + index } : {};
      if (title) made.append(html("h2", { class: name + "__title", lang: one, ...id }, title));
      if (body) made.append(html("p", { class: name + "__body", lang: one }, body));
    });
    const until = secondsOf(notice.until);
    if (until) {
      const text = fill(words.notice_until, { time: timeText(until, lang) });
      made.append(html("p", { class: name + "__until" }, text));
    }
    return made;
  }
}

function fillPlace(place, made) {
  place.textContent = "";
  place.append(...made);
}

function textOf(texts, lang) {
  if (typeof texts === "string") return texts;
  return (texts && texts[lang]) || "";
}

function isHere(notice, places, districts) {
  const [at, within] = [notice.places || [], notice.districts || []];
  if (!at.length && !within.length) return true;
  if (!places.length && !districts.length) return true;
  return at.some((one) => places.includes(one)) || within.some((one) => districts.includes(one));
}

// Without a clock the server's last word counts: better a warning too many.
function isNow(notice, at) {
  if (!at) return !notice.coming;
  const until = secondsOf(notice.until);
  return secondsOf(notice.from) <= at && (!until || at < until);
}

function secondsOf(time) {
  if (typeof time === "number") return time;
  const read = Date.parse(time) / 1000;
  return isFinite(read) ? read : 0;
}
