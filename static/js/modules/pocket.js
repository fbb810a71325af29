// "Keep it on this phone" on the page of a trail or a route.
//
// <section data-module="pocket" data-pack="/packs/trails/….json" hidden> [data-say], [data-progress],
// [data-take] with [data-label], [data-remove], [data-list], script[data-words].

import { register } from "../pocket/keep.js";
import { loadSheet } from "../pocket/sheet.js";
import { isAble, isFull, packOf, record, remove, take } from "../pocket/store.js";
import { fill, readWords, sizeText, stateText } from "../pocket/words.js";

const PATIENCE_MS = 60000;

export function init(section) {
  // A draft is not taken along.
  if (/\/studio\//.test(location.pathname)) return;
  loadSheet();
  section.hidden = false;
  const pocket = new Pocket(section);
  if (isAble()) pocket.open().catch((error) => pocket.fail(error));
  else pocket.say(pocket.words.unable);
}

class Pocket {
  constructor(section) {
    const part = (name) => section.querySelector("[data-" + name + "]");
    this.url = section.dataset.pack;
    this.words = readWords(section);
    this.lang = document.documentElement.lang;
    ["say", "progress", "take", "remove", "list"].forEach((name) => {
      this[name + "Part"] = part(name);
    });
    this.item = null;
    this.takePart.addEventListener("click", () => this.take());
    this.removePart.addEventListener("click", () => this.remove());
  }

  async open() {
    this.item = await record(this.url);
    this.show();
    if (navigator.onLine === false) return;
    if (this.item && this.item.complete) await this.renew();
    else if (!this.item) await this.offer();
  }

  // Says how much it is before anybody taps.
  async offer() {
    const pack = await packOf(this.url);
    if (!pack) return;
    if (!this.item) this.say(fill(this.words.size, { size: sizeText(pack.bytes) }));
  }

  // Quietly follow the site.
  async renew() {
    const before = this.item.version;
    this.item = await take(this.url).catch(() => this.item);
    this.show();
    if (this.item.version !== before) this.say(this.words.updated + " " + stateText(this.item, this.words, this.lang));
  }

  async take() {
    this.takePart.disabled = true;
    this.progressPart.hidden = false;
    try {
      await Promise.race([register(), late(PATIENCE_MS)]);
      this.item = await take(this.url, (done, all) => {
        this.progressPart.value = done / all;
        this.say(fill(this.words.taking, { done, all }));
      });
      this.show();
    } catch (error) {
      this.item = await record(this.url);
      this.show();
      this.fail(error);
    }
    this.progressPart.hidden = true;
    this.takePart.disabled = false;
  }

  async remove() {
    await remove(this.item);
    this.item = null;
    this.show();
    this.say(this.words.removed);
    this.takePart.focus();
  }

  show() {
    const { item, words } = this;
    this.takePart.hidden = Boolean(item && item.complete);
    this.takePart.querySelector("[data-label]").textContent = item && !item.complete ? words.go_on : words.take;
    this.removePart.hidden = !item;
    this.listPart.hidden = !item;
    if (item) this.say(stateText(item, words, this.lang));
  }

  fail(error) {
    console.warn(error);
    this.say(isFull(error) ? this.words.full : this.words.failed);
  }

  say(text) {
    this.sayPart.textContent = text;
  }
}

function late(ms) {
  return new Promise((resolve, reject) => setTimeout(() => reject(new Error("no worker yet")), ms));
}
