// The last faults of this screen, for its next beat: what went wrong while nobody was near.

import { recall, remember, session } from "./storage.js";

const MOST = 20;
const LONGEST = 200;

export class Faults {
  // now(): the server's time in seconds.
  constructor(now) {
    this.now = now;
    this.list = recall(session, "faults") || [];
  }

  add(kind, text) {
    const said = String(text).slice(0, LONGEST);
    const last = this.list[this.list.length - 1];
    // A fault that repeats itself must not push out the others.
    if (last && last.kind === kind && last.text === said) {
      last.times = (last.times || 1) + 1;
      last.at = Math.round(this.now());
    } else {
      this.list.push({ at: Math.round(this.now()), kind, text: said });
    }
    this.list = this.list.slice(-MOST);
    remember(session, "faults", this.list);
  }

  // The server has these now.
  told(list) {
    this.list = this.list.filter((one) => !list.includes(one));
    remember(session, "faults", this.list);
  }

  listen() {
    window.addEventListener(
      "error",
      (event) => {
        const { target, message, filename, lineno } = event;
        if (message) this.add("error", message + " " + (filename || "") + ":" + (lineno || 0));
        else if (target && target !== window) this.add("load", target.src || target.href || target.tagName);
      },
      true
    );
    window.addEventListener("unhandledrejection", (event) => {
      const why = event.reason;
      this.add("promise", (why && why.message) || why);
    });
  }
}
