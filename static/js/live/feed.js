// Asks the server for the live snapshot: small, conditional (the browser answers 304 itself), at
// once, then every half minute while the page is seen, less often while it fails.

const EVERY_MS = 30000;
// Beside a stream: for the server's time, the coverage and a stream that died unnoticed.
const BESIDE_STREAM_MS = 120000;
const SLOWEST_MS = 120000;
const PATIENCE_MS = 8000;
const AGAIN_MS = 2000;
// Many screens must not ask in the same second.
const SPREAD = 0.1;
const GONE = [404, 410];

export class Feed {
  // url: of the snapshot. clock: a ServerClock that hears every answer's time.
  // heard: {answer(snapshot), failed(times)}.
  // world: {fetch, setTimeout, clearTimeout, now (ms), random, seen()}: what a test replaces.
  constructor(url, clock, heard, world) {
    this.url = url;
    this.clock = clock;
    this.heard = heard;
    this.world = world;
    this.failures = 0;
    this.streaming = false;
    this.over = false;
    this.asking = false;
    this.asked = -Infinity;
    this.timer = null;
  }

  // Ask now, unless it has just been asked; a page that is not seen does not ask.
  async wake() {
    if (this.over || this.asking || !this.world.seen()) return;
    if (this.world.now() - this.asked < AGAIN_MS) {
      this.later();
      return;
    }
    this.pause();
    this.asking = true;
    this.asked = this.world.now();
    try {
      await this.ask();
    } catch (error) {
      this.failures += 1;
      this.heard.failed(this.failures);
    }
    this.asking = false;
    this.later();
  }

  pause() {
    this.world.clearTimeout(this.timer);
    this.timer = null;
  }

  async ask() {
    const snapshot = await this.fetch();
    if (!snapshot) return;
    this.failures = 0;
    this.heard.answer(snapshot);
  }

  async fetch() {
    const controller = new AbortController();
    const timer = this.world.setTimeout(() => controller.abort(), PATIENCE_MS);
    try {
      const options = { cache: "no-cache", credentials: "same-origin", signal: controller.signal };
      const response = await this.world.fetch(this.url, options);
      if (GONE.includes(response.status)) {
        // A frozen site on a plain file server: there is nobody to ask.
        this.over = true;
        return null;
      }
      if (!response.ok) throw new Error(this.url + ": " + response.status);
      const snapshot = await response.json();
      if (!Array.isArray(snapshot.stations)) throw new Error(this.url + ": no stations");
      if (!this.clock.hear(response.headers.get("Date"), response.headers.get("Age"))) {
        throw new Error(this.url + ": an old copy");
      }
      return snapshot;
    } finally {
      this.world.clearTimeout(timer);
    }
  }

  later() {
    this.pause();
    if (this.over || !this.world.seen()) return;
    this.timer = this.world.setTimeout(() => this.wake(), this.delay());
  }

  delay() {
    const usual = this.streaming ? BESIDE_STREAM_MS : EVERY_MS;
    const failing = Math.min(SLOWEST_MS, EVERY_MS * Math.pow(2, Math.max(0, this.failures - 1)));
    const wait = this.failures ? failing : usual;
    return wait * (1 + SPREAD * this.world.random());
  }
}
