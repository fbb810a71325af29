// The screen's sign of life: every half minute while there is a network.

import { recall, remember, session } from "./storage.js";

const EVERY_S = 30;
const PATIENCE_MS = 8000;
// A page that has just been opened has other things to do, and then says what it shows; but
// visitors turn many pages, and a beat that is due waits for none of them.
const FIRST_S = 3;
const HELLO_S = 10;

export class Beat {
  // tell(): the body. heard: {answer(body), failed(why)}. faults: Faults.
  constructor(config, tell, faults, heard) {
    this.config = config;
    this.tell = tell;
    this.faults = faults;
    this.heard = heard;
    this.left = firstAfter(wall() - (recall(session, "beat") || 0));
    this.missed = 0;
    this.sending = false;
  }

  // Once a second.
  tick(online) {
    this.left -= 1;
    if (this.left > 0 || this.sending || !this.config.beat) return;
    this.left = EVERY_S;
    if (online) this.send();
    else this.missed += 1;
  }

  async send() {
    const told = this.faults.list.slice();
    remember(session, "beat", wall());
    const controller = new AbortController();
    const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
    this.sending = true;
    try {
      const response = await fetch(this.config.beat, {
        method: "POST",
        headers: this.headers(),
        credentials: "omit",
        body: JSON.stringify({ ...this.tell(), faults: told.map(plain), missed: this.missed }),
        signal: controller.signal,
      });
      if (!response.ok) throw new Error("beat: " + response.status);
      const body = await response.json();
      this.missed = 0;
      this.faults.told(told);
      this.heard.answer(body);
    } catch (error) {
      // Whoever watches sees that it is missing; here it is only counted.
      this.missed += 1;
    } finally {
      clearTimeout(timer);
      this.sending = false;
    }
  }

  headers() {
    const kind = { "Content-Type": "application/json" };
    return this.config.token ? { ...kind, Authorization: "Bearer " + this.config.token } : kind;
  }
}

// After how many seconds a new page sends its first beat. since: seconds after the last one.
export function firstAfter(since) {
  if (since >= EVERY_S) return 1;
  // A clock that was set back tells nothing.
  return Math.max(FIRST_S, HELLO_S - Math.max(0, since));
}

// Only for the pause between the beats of two pages.
function wall() {
  return Date.now() / 1000;
}

function plain({ at, kind, text, times }) {
  return { at, kind, text: (times ? times + "× " + text : text).slice(0, 200) };
}
