// One short message at the foot of the screen, heard as well as seen.

import { html } from "./dom.js";

const STAYS_MS = 5000;

export class Messages {
  constructor() {
    this.element = null;
    this.timer = null;
  }

  say(text) {
    if (!text) return;
    if (!this.element) {
      this.element = html("p", { class: "kiosk-message", role: "status" });
      document.body.append(this.element);
    }
    this.element.textContent = text;
    this.element.hidden = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.element.hidden = true;
    }, STAYS_MS);
  }
}
