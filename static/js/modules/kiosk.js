// A screen that nobody looks after: starts what keeps it right, and lets the parts hear each other.
//
// <body data-module="kiosk"> with script#kiosk-config; the elements are in docs/kiosks.md.
// It sends oxymap:kiosk-reset on document when it could not leave the page on its way home.

import { live } from "../live/page.js";
import { Beat } from "../kiosk/beat.js";
import { dayOf, homeAt, minuteOf, modeAt } from "../kiosk/dayparts.js";
import { Faults } from "../kiosk/faults.js";
import { guard } from "../kiosk/guard.js";
import { Idle } from "../kiosk/idle.js";
import { Keeper } from "../kiosk/keeper.js";
import { isSure, noteClock, refresh, startLive, toldAt } from "../kiosk/live.js";
import { Messages } from "../kiosk/messages.js";
import { Notices } from "../kiosk/notices.js";
import { browser, Pulse } from "../kiosk/pulse.js";
import { putBack, wireType } from "../kiosk/reset.js";
import { Saver } from "../kiosk/saver.js";
import { Scenes } from "../kiosk/scenes.js";
import { statusLine, timeToShow } from "../kiosk/status.js";
import { Still } from "../kiosk/still.js";
import { device, recall, remember, session } from "../kiosk/storage.js";
import { takeToken } from "../kiosk/token.js";
import { hasContent, isNight, ownChance, Watchdog } from "../kiosk/watchdog.js";
import { go } from "../kiosk/way.js";

const QUICK_MS = 250;
const TOUCHES = ["pointerdown", "keydown", "wheel", "touchstart"];
const CALM_BEFORE_RELOAD_S = 20;

const monotonic = () => performance.now() / 1000;

export function init() {
  const element = document.getElementById("kiosk-config");
  if (!element) return;
  new Kiosk(JSON.parse(element.textContent)).start();
}

class Kiosk {
  constructor(config) {
    this.config = config;
    const now = () => timeToShow(config.rendered);
    this.now = now;
    this.mode = () => (now() ? modeAt(config.dayparts, minuteOf(now())) : "full");
    this.up = recall(session, "up") || 0;
    // What waits for a quiet moment: a newer version, the way home.
    this.waiting = null;
    this.faults = new Faults(now);
    this.messages = new Messages();
    this.still = new Still(config.words, () => this.idle.reset());
    this.idle = new Idle({ idle: config.idle_s, warn: config.warn_s }, monotonic, {
      warn: (left) => this.still.show(left),
      calm: () => this.still.hide(),
      reset: () => this.reset(),
    });
    this.saver = new Saver(config, this.mode, () => this.idle.idleFor());
    this.notices = new Notices(config, () => (isSure() ? now() : 0), {
      cover: () => this.saver.wake(),
      others: (ids) => this.otherNotices(ids),
    });
    this.keeper = new Keeper(config, {
      switched: (version) => this.newVersion(version),
      fault: (text) => this.faults.add("worker", text),
    });
    this.pulse = this.makePulse();
    this.token = takeToken();
    this.beat = new Beat({ ...config, token: this.token }, () => this.tell(), this.faults, {
      answer: (body) => this.wished(body),
    });
    this.watchdog = new Watchdog(monotonic, hasContent, { reload: (why) => this.reload(why) });
    this.status = statusLine(config, () => this.pulse.state);
  }

  start() {
    const { config } = this;
    this.faults.listen();
    guard(config.scope, {
      outside: () => this.messages.say(config.words.outside),
      go: (address) => this.leave(address),
    });
    startLive(config);
    wireType(config);
    this.scenes = Array.from(document.querySelectorAll('[data-kiosk="scenes"]')).map(
      (one) => new Scenes(one, config.scene_s, this.now, this.mode)
    );
    this.listen();
    this.idle.used = !this.isAtHome() || document.documentElement.dataset.type === "large";
    this.saver.show();
    this.status();
    this.notices.tick();
    if (config.notices) this.pulse.ask();
    else this.pulse.turn("offline");
    this.keeper.start();
    setInterval(() => this.idle.tick(), QUICK_MS);
    setInterval(() => this.second(), 1000);
    document.documentElement.dataset.kioskReady = "";
  }

  listen() {
    TOUCHES.forEach((name) => document.addEventListener(name, (event) => this.touched(event), { capture: true }));
    document.addEventListener(
      "pointermove",
      (event) => event.buttons > 0 && this.touched(event),
      { capture: true, passive: true }
    );
    document.addEventListener("oxymap:notice", () => this.pulse.ask());
    window.addEventListener("offline", () => this.pulse.lost());
    window.addEventListener("online", (event) => event.isTrusted && this.pulse.ask());
    window.addEventListener("pageshow", (event) => event.persisted && this.idle.touch());
    window.addEventListener("pagehide", () => remember(session, "up", this.uptime()));
  }

  touched(event) {
    if (!event.isTrusted) return;
    const target = event.target;
    if (target && target.closest && target.closest("[data-kiosk-home]")) return;
    if (this.saver.touch()) {
      event.preventDefault();
      event.stopPropagation();
    }
    this.idle.touch();
    this.scenes.forEach((one) => one.hold());
  }

  second() {
    this.watchdog.tick();
    this.status();
    this.saver.tick();
    this.notices.tick();
    this.scenes.forEach((one) => one.tick());
    this.beat.tick(this.pulse.state !== "offline");
    this.whenQuiet();
    noteClock();
  }

  // --- the way home ---------------------------------------------------------------------

  home() {
    return homeAt(this.config, this.now() ? minuteOf(this.now()) : -1);
  }

  isAtHome() {
    return location.pathname === new URL(this.home(), location.href).pathname && !location.search;
  }

  async reset() {
    this.still.hide();
    putBack();
    this.notices.forget();
    remember(session, "up", this.uptime());
    if (await go(this.home(), true)) return;
    // No worker and no network: this page stays, as new, until there is a way.
    this.waiting = "home";
    document.dispatchEvent(new CustomEvent("oxymap:kiosk-reset"));
  }

  async leave(address) {
    if (!(await go(address))) this.messages.say(this.config.words.offline);
  }

  newVersion(version) {
    if (version !== this.config.version) this.waiting = "version";
  }

  // The start page is made anew: it has a scene for notices only while there are some.
  otherNotices(ids) {
    const isNew = (recall(session, "notices-drawn") || "") !== ids;
    if (isNew && remember(session, "notices-drawn", ids) && this.isAtHome()) this.waiting = "home";
  }

  // Nobody is there, or nobody has touched anything for a while on the start page.
  whenQuiet() {
    const quiet = !this.idle.used && this.idle.idleFor() > Math.min(CALM_BEFORE_RELOAD_S, this.config.idle_s);
    if (!quiet) return;
    const time = isSure() ? this.now() : 0;
    if (!this.waiting && time && isNight(this.config.reload_at, ownChance(), recall(device, "night"), time)) {
      remember(device, "night", dayOf(time));
      this.waiting = "night";
    }
    if (!this.waiting && !this.isAtHome()) this.waiting = "home";
    if (!this.waiting) return;
    this.waiting = null;
    this.again();
  }

  async again() {
    this.idle.last = monotonic();
    if (!(await go(this.home(), true))) this.waiting = "home";
  }

  async reload(why) {
    this.faults.add("watchdog", why);
    await go(this.home(), true);
  }

  // --- the server -----------------------------------------------------------------------

  makePulse() {
    const heard = {
      answer: (body, headers) => {
        live.clock.hear(headers.get("Date"), headers.get("Age"));
        this.notices.take(body);
      },
      state: (name, before) => {
        if (before === "offline") this.back();
        if (name === "offline") this.faults.add("network", "offline");
        this.status();
      },
      failed: (why) => this.faults.add("fetch", why),
    };
    return new Pulse(this.config.notices, heard, browser);
  }

  // The network is there again: the values' feed listens to this event of the browser.
  back() {
    window.dispatchEvent(new Event("online"));
    this.keeper.update();
    refresh();
  }

  tell() {
    const { version, view, lang } = this.config;
    return {
      version,
      view,
      lang,
      uptime_s: Math.round(this.uptime()),
      online: this.pulse.state !== "offline",
      data_age_s: isSure() && toldAt() ? Math.max(0, Math.round(live.clock.now(0) - toldAt())) : null,
      viewport: window.innerWidth + "x" + window.innerHeight,
      state: this.saver.isDark() ? "off" : this.mode(),
      live_at: Math.round(toldAt()),
    };
  }

  wished(body) {
    const wishes = (body && body.wishes) || {};
    if ((body && body.version && body.version !== this.config.version) || wishes.update) this.keeper.update();
    if (wishes.reload || wishes.home) this.waiting = "home";
    if (wishes.picture) {
      import("../kiosk/picture.js")
        .then((module) => module.sendPicture(this.config, this.token))
        .catch((error) => this.faults.add("picture", error.message));
    }
  }

  uptime() {
    return this.up + monotonic();
  }
}
