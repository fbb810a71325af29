// Say something in the map, for eyes and for screen readers.

import { html } from "./dom.js";

const SHOWN_MS = 6000;

export function say(spec, text) {
  sayIn(spec.at.canvas, text);
}

export function sayIn(canvas, text) {
  let message = canvas.querySelector(".map__message");
  if (!message) {
    message = html("p", { class: "map__message", role: "status", "aria-live": "polite" });
    canvas.append(message);
  }
  message.textContent = text;
  message.hidden = false;
  clearTimeout(message.timer);
  message.timer = setTimeout(() => {
    message.hidden = true;
  }, SHOWN_MS);
}
