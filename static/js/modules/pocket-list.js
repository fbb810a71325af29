// What this phone has stored: each with its size and its day; open, update, delete.
//
// <div data-module="pocket-list" [data-short]> [data-say], ul[data-items], [data-pages],
// [data-quota], [data-lasting], script[data-words]. data-short: only what can be opened.

import { html } from "../map/dom.js";
import { NAMES } from "../pocket/rules.js";
import { loadSheet } from "../pocket/sheet.js";
import { isAble, isFull, records, remove, take } from "../pocket/store.js";
import { fill, readWords, sizeText, stateText } from "../pocket/words.js";

export function init(element) {
  loadSheet();
  const list = new List(element);
  if (isAble()) list.show().catch((error) => list.fail(error));
  else list.say(list.words.unable);
}

class List {
  constructor(element) {
    this.element = element;
    this.words = readWords(element);
    this.lang = document.documentElement.lang;
    this.short = "short" in element.dataset;
  }

  async show() {
    const found = await records();
    const shown = this.short ? found.filter((item) => item.complete) : found;
    const items = this.element.querySelector("[data-items]");
    items.textContent = "";
    shown.forEach((item) => items.append(this.row(item)));
    this.say(shown.length ? "" : this.words.nothing);
    if (!this.short) await this.sum();
  }

  row(item) {
    const { words } = this;
    const say = html("p", { class: "pocket-list__state", role: "status" }, stateText(item, words, this.lang));
    const title = html("h2", { class: "pocket-list__name" }, html("a", { href: item.page }, item.title));
    const row = html("li", { class: "pocket-list__item" + (item.gone ? " pocket-list__item--gone" : "") }, title, say);
    if (this.short) return row;
    const update = html("button", { class: "button", type: "button" }, item.complete ? words.update : words.go_on);
    const erase = html("button", { class: "button", type: "button" }, words.remove);
    update.setAttribute("aria-label", update.textContent + ": " + item.title);
    erase.setAttribute("aria-label", erase.textContent + ": " + item.title);
    update.addEventListener("click", () => this.update(item, update, say));
    erase.addEventListener("click", () => this.remove(item));
    row.append(html("p", { class: "buttons" }, update, erase));
    return row;
  }

  async update(item, button, say) {
    button.disabled = true;
    try {
      const now = await take(item.url, (done, all) => {
        say.textContent = fill(this.words.taking, { done, all });
      });
      const same = item.complete && now.version === item.version && !now.gone;
      say.textContent = (same ? this.words.newest + " " : "") + stateText(now, this.words, this.lang);
      await this.sum();
    } catch (error) {
      say.textContent = isFull(error) ? this.words.full : this.words.failed;
    }
    button.disabled = false;
  }

  async remove(item) {
    await remove(item);
    await this.show();
    this.say(this.words.removed);
  }

  // How much of the phone that is, and whether it lasts.
  async sum() {
    const pages = (await (await caches.open(NAMES.pages)).keys()).length;
    this.tell("pages", pages ? fill(this.words.pages, { count: pages }) : "");
    const { storage } = navigator;
    if (!storage || !storage.estimate) return;
    const { usage, quota } = await storage.estimate();
    this.tell("quota", fill(this.words.quota, { used: sizeText(usage || 0), quota: sizeText(quota || 0) }));
    if (!storage.persisted) return;
    this.tell("lasting", (await storage.persisted()) ? this.words.lasting : this.words.passing);
  }

  tell(part, text) {
    const element = this.element.querySelector("[data-" + part + "]");
    element.textContent = text;
    element.hidden = !text;
  }

  say(text) {
    this.element.querySelector("[data-say]").textContent = text;
  }

  fail(error) {
    console.warn(error);
    this.say(this.words.failed);
  }
}
