// Parts of the day by Beijing's time. Pure; times of day are minutes since midnight.

const DAY = 1440;
const BEIJING = 480;

export function minuteOf(time) {
  return (((Math.floor(time / 60) + BEIJING) % DAY) + DAY) % DAY;
}

// The day's number, the same for everybody in Beijing.
export function dayOf(time) {
  return Math.floor((time / 60 + BEIJING) / DAY);
}

// "full", "quiet" or "off". parts: [{from: "06:00", to: "22:00", mode}], the first that fits counts.
export function modeAt(parts, minute) {
  const part = (parts || []).find((one) => contains(one, minute));
  return part ? part.mode : "full";
}

// The address of the start at this time: the language may change with the hour.
export function homeAt(config, minute) {
  const part = (config.languages || []).find((one) => contains(one, minute));
  return (part && config.homes && config.homes[part.lang]) || config.home;
}

// "spring" … "winter" as the calendar's months have it.
export function seasonOf(time) {
  const month = new Date((time + BEIJING * 60) * 1000).getUTCMonth();
  return ["winter", "spring", "summer", "autumn"][Math.floor(((month + 1) % 12) / 3)];
}

export function minutes(text) {
  const found = /^(\d{1,2}):(\d{2})$/.exec(String(text || ""));
  return found ? Number(found[1]) * 60 + Number(found[2]) : NaN;
}

function contains(part, minute) {
  const from = minutes(part.from);
  const to = minutes(part.to);
  if (isNaN(from) || isNaN(to)) return false;
  return from <= to ? from <= minute && minute < to : minute >= from || minute < to;
}
