// Whether the server can be reached: asks for one small thing every few seconds, and for it again
// soon, at random, while it cannot be had: many kiosks come back, but not in the same second.

const EVERY_MS = 8000;
const SPREAD_MS = 800;
const AGAIN_LEAST_MS = 2000;
const AGAIN_MOST_MS = 15000;
const PATIENCE_MS = 6000;
const SLOW_MS = 2500;
// One lost answer is no news; two are.
const NOTABLE = 2;

// The world of a page.
export const browser = {
  fetch: (url, options) => fetch(url, options),
  setTimeout: (run, wait) => setTimeout(run, wait),
  clearTimeout: (timer) => clearTimeout(timer),
  now: () => performance.now(),
  random: Math.random,
  offline: () => navigator.onLine === false,
};

// heard: {answer(body, headers), state(name, before), failed(why)}.
// world: {fetch, setTimeout, clearTimeout, now (ms), random, offline()}.
export class Pulse {
  constructor(url, heard, world) {
    this.url = url;
    this.heard = heard;
    this.world = world;
    this.state = "online";
    this.failures = 0;
    this.timer = null;
    this.asking = false;
  }

  async ask() {
    if (this.asking) return;
    this.world.clearTimeout(this.timer);
    this.asking = true;
    const began = this.world.now();
    try {
      const { body, headers } = await this.fetch();
      this.failures = 0;
      this.turn(this.world.now() - began > SLOW_MS ? "slow" : "online");
      this.heard.answer(body, headers);
    } catch (error) {
      this.failures += 1;
      this.heard.failed(String((error && error.message) || error));
      if (this.failures >= NOTABLE || this.world.offline()) this.turn("offline");
    }
    this.asking = false;
    this.timer = this.world.setTimeout(() => this.ask(), this.wait());
  }

  // The browser says that the cable is out.
  lost() {
    this.failures = Math.max(this.failures, NOTABLE);
    this.turn("offline");
  }

  wait() {
    const chance = this.world.random();
    if (!this.failures) return EVERY_MS + SPREAD_MS * (chance - 0.5);
    return AGAIN_LEAST_MS + (AGAIN_MOST_MS - AGAIN_LEAST_MS) * chance;
  }

  async fetch() {
    const controller = new AbortController();
    const timer = this.world.setTimeout(() => controller.abort(), PATIENCE_MS);
    try {
      const options = { cache: "no-cache", credentials: "omit", signal: controller.signal };
      const response = await this.world.fetch(this.url, options);
      if (!response.ok) throw new Error(this.url + ": " + response.status);
      return { body: await response.json(), headers: response.headers };
    } finally {
      this.world.clearTimeout(timer);
    }
  }

  turn(state) {
    if (state === this.state) return;
    const before = this.state;
    this.state = state;
    this.heard.state(state, before);
  }
}
