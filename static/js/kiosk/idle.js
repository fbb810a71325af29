// When nobody has touched the screen for a while: first a question, then the start. Pure; times
// are seconds of a clock that nobody can set.

// limits: {idle, warn} in seconds. now(): seconds. heard: {warn(left), calm(), reset()}.
export class Idle {
  constructor(limits, now, heard) {
    this.limits = limits;
    this.now = now;
    this.heard = heard;
    this.last = now();
    // Whether there is anything to put back.
    this.used = false;
    this.asking = 0;
  }

  // Somebody is there.
  touch() {
    this.used = true;
    this.last = this.now();
    if (!this.asking) return;
    this.asking = 0;
    this.heard.calm();
  }

  // To be called a few times a second.
  tick() {
    if (!this.used) return;
    const passed = this.idleFor();
    const end = this.limits.idle + this.limits.warn;
    if (passed >= end) this.reset();
    else if (passed >= this.limits.idle) this.ask(Math.ceil(end - passed));
  }

  // Back to the start now.
  reset() {
    this.used = false;
    this.asking = 0;
    this.heard.reset();
  }

  idleFor() {
    return this.now() - this.last;
  }

  ask(left) {
    if (left === this.asking) return;
    this.asking = left;
    this.heard.warn(left);
  }
}
