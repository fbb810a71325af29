// The question before a screen goes back to its start: it covers all, and a touch anywhere stays.

import { fill } from "../live/formats.js";
import { button, html } from "./dom.js";

// A finger that has just answered must not press what lies beneath.
const AFTER_MS = 400;

// stay() is called by the touch itself (see Idle); home() goes back at once.
export class Still {
  constructor(words, home) {
    this.words = words;
    this.home = home;
    this.element = null;
    this.before = null;
    this.timer = null;
  }

  show(left) {
    clearTimeout(this.timer);
    if (!this.element) this.make();
    if (this.element.hidden) {
      this.before = document.activeElement;
      this.element.hidden = false;
      this.element.querySelector("button").focus({ preventScroll: true });
    }
    this.text.textContent = fill(this.words.still_text, { seconds: left });
    this.number.textContent = String(left);
  }

  hide() {
    if (!this.element || this.element.hidden) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      this.element.hidden = true;
      if (this.before && this.before.isConnected) this.before.focus({ preventScroll: true });
    }, AFTER_MS);
  }

  make() {
    const { words } = this;
    this.number = html("p", { class: "kiosk-still__number", "aria-hidden": "true" });
    this.text = html("p", { class: "kiosk-still__text", id: "kiosk-still-text" });
    const title = html("h2", { class: "kiosk-still__title", id: "kiosk-still-title" }, words.still_title);
    const back = button("kiosk-still__home", words.still_home, this.home);
    back.dataset.kioskHome = "";
    this.element = html(
      "div",
      {
        class: "kiosk-still", role: "alertdialog", "aria-modal": "true",
        "aria-labelledby": "kiosk-still-title", "aria-describedby": "kiosk-still-text",
      },
      html(
        "div",
        { class: "kiosk-still__box" },
        title, this.number, this.text,
        button("kiosk-still__stay", words.still_stay, () => {}),
        back
      )
    );
    this.element.hidden = true;
    document.body.append(this.element);
  }
}
