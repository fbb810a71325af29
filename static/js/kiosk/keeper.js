// The worker that keeps this kiosk's pages: it is started here, asked for news, and heard.

const NEWS_MS = 300000;
const SCRIPT_MS = 3600000;

export class Keeper {
  // heard: {switched(version), fault(text)}.
  constructor(config, heard) {
    this.config = config;
    this.heard = heard;
    this.registrations = [];
  }

  async start() {
    const { worker, scope } = this.config;
    if (!worker || !navigator.serviceWorker) return;
    navigator.serviceWorker.addEventListener("message", (event) => this.hear(event.data || {}));
    try {
      const made = await Promise.all(
        scope.map((one) => navigator.serviceWorker.register(worker, { scope: one, updateViaCache: "none" }))
      );
      // A browser in which workers are switched off may give nothing at all.
      this.registrations = made.filter(Boolean);
      if (!this.registrations.length) return;
      await navigator.serviceWorker.ready;
    } catch (error) {
      // Without a network the worker of before goes on.
      this.heard.fault("worker: " + ((error && error.message) || error));
    }
    this.say({ type: "hello", version: this.config.version });
    this.update();
    setInterval(() => this.update(), NEWS_MS);
    setInterval(() => this.renew(), SCRIPT_MS);
  }

  // Ask for the newest bundle.
  update() {
    this.say({ type: "update" });
  }

  hear(message) {
    if (message.id !== this.config.id) return;
    if (message.type === "switched") this.heard.switched(message.version);
    if (message.type === "fault") this.heard.fault(message.text);
  }

  say(message) {
    if (!navigator.serviceWorker) return;
    const own = this.registrations.map((one) => one.active).filter(Boolean);
    const worker = navigator.serviceWorker.controller || own[0];
    if (worker) worker.postMessage(message);
  }

  renew() {
    this.registrations.forEach((one) => one.update().catch(() => null));
  }
}
