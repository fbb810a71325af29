// How old a value is, and what may still be said of its station. Nothing here touches the page.
//
// Times are seconds since 1970 UTC by the server's clock. The laptop's clock may be wrong by
// years, so it never makes a value younger: where it is used at all, it can only add age.

// What the server decides by unless it says otherwise (settings live_…), in reporting intervals
// and seconds.
export const LIMITS = {
  late_intervals: 2,
  stale_intervals: 3,
  stale_least_s: 600,
  silent_intervals: 12,
  silent_least_s: 10800,
};
// From the best to the worst.
const BY_AGE = ["fresh", "late", "stale", "silent"];
const SHOWN = ["fresh", "late"];
// An answer may seem this much older than time that has passed since an earlier one.
const SLACK_S = 30;
const RUNNING_S = 5;

// The server's time: heard with an answer, carried on by clocks of which only differences count.
export class ServerClock {
  // monotonic: seconds since the page was opened, never set by anybody. wall: the laptop's clock.
  constructor(monotonic, wall) {
    this.monotonic = monotonic;
    this.wall = wall;
    this.known = null;
    this.refused = null;
  }

  // Take the time from an answer's Date and Age headers. An answer that is older than the time
  // since the last one allows is an old copy from somewhere on the way and is not believed,
  // unless its clock runs: then the server's clock was set back. Returns whether it is believed.
  hear(date, age) {
    const told = Date.parse(date) / 1000 + (Number(age) > 0 ? Number(age) : 0);
    if (!isFinite(told)) return false;
    const heard = { told, monotonic: this.monotonic(), wall: this.wall() };
    if (this.known && told < passed(this.known, heard) - SLACK_S && !this.runs(heard)) {
      this.refused = heard;
      return false;
    }
    this.known = heard;
    this.refused = null;
    return true;
  }

  // Take a time that can only be late, such as that of an event: it moves the clock on, not back.
  notBefore(told) {
    if (this.known && told > this.now(0)) {
      this.known = { told, monotonic: this.monotonic(), wall: this.wall() };
    }
  }

  // The time now. rendered: when the server made what is shown. Without any answer the time
  // since then counts, and the laptop's clock where it is not behind that.
  now(rendered) {
    const least = rendered + this.monotonic();
    if (!this.known) return Math.max(least, this.wall());
    // A machine that slept may have stopped the one clock, but not the other.
    const slept = this.wall() - this.known.wall;
    const awake = this.monotonic() - this.known.monotonic;
    return Math.max(rendered ? least : 0, this.known.told + Math.max(slept, awake));
  }

  runs(heard) {
    const before = this.refused;
    const awake = before ? heard.monotonic - before.monotonic : 0;
    return awake > RUNNING_S && heard.told - before.told > awake / 2;
  }
}

function passed(known, heard) {
  return known.told + heard.monotonic - known.monotonic;
}

// Seconds since the end of a value's period; never negative.
export function ageOf(time, now) {
  return Math.max(0, now - time);
}

// The state now of {state, at, interval, time, goodTime}: what the server said at the time `at`,
// or something worse. Only the server can say something better.
export function stateAt(record, now, limits) {
  const { state, interval } = record;
  const time = record.time || record.goodTime;
  if (state === "suspect") {
    // The doubtful value itself has grown old.
    if (now - record.at <= limits.late_intervals * interval) return state;
    return time ? worse("stale", stateOfAge(ageOf(time, now), interval, limits)) : "silent";
  }
  if (!BY_AGE.includes(state) || !time) return state;
  return worse(state, stateOfAge(ageOf(time, now), interval, limits));
}

// Whether a station in this state shows its value; otherwise a dash and the last good value.
export function isShown(state) {
  return SHOWN.includes(state);
}

function stateOfAge(age, interval, limits) {
  if (age <= limits.late_intervals * interval) return "fresh";
  if (age <= Math.max(limits.stale_intervals * interval, limits.stale_least_s)) return "late";
  if (age <= Math.max(limits.silent_intervals * interval, limits.silent_least_s)) return "stale";
  return "silent";
}

function worse(one, other) {
  return BY_AGE.indexOf(one) > BY_AGE.indexOf(other) ? one : other;
}
