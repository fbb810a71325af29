// A day as its address has it, and the copy of it on this phone; nothing of it is sent anywhere else.

const KEY = "oxymap-day";
export const MOST = 20;
const START = "0900";
const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

export function read(query) {
  const parameters = new URLSearchParams(query);
  const time = parameters.get("t") || "";
  const stops = (parameters.get("s") || "")
    .split(",")
    .map((part) => {
      const [id, minutes] = part.trim().split(".");
      return { id, min: /^\d{1,4}$/.test(minutes || "") ? Number(minutes) : null };
    })
    .filter((stop) => SLUG.test(stop.id))
    .slice(0, MOST);
  return { stops, t: /^\d{4}$/.test(time) ? time : START };
}

export function write(plan) {
  if (!plan.stops.length) return "";
  const stops = plan.stops.map((stop) => (stop.min === null ? stop.id : `${stop.id}.${stop.min}`));
  return `?s=${stops.join(",")}&t=${plan.t}`;
}

export function add(plan, stop) {
  if (plan.stops.length >= MOST || plan.stops.some((other) => other.id === stop.id)) return plan;
  return Object.assign({}, plan, { stops: plan.stops.concat(stop) });
}

export function moved(plan, from, to) {
  const stops = plan.stops.slice();
  stops.splice(to, 0, ...stops.splice(from, 1));
  return Object.assign({}, plan, { stops });
}

export function kept(storage) {
  try {
    return read(storage.getItem(KEY) || "");
  } catch (error) {
    return read("");
  }
}

// False when the phone lets us keep nothing: then the address alone carries the day.
export function keep(storage, plan) {
  try {
    if (plan.stops.length) storage.setItem(KEY, write(plan));
    else storage.removeItem(KEY);
    return true;
  } catch (error) {
    return false;
  }
}

export function same(one, other) {
  const ids = (plan) => plan.stops.map((stop) => stop.id).join(",");
  return ids(one) === ids(other);
}
