// Numbers, ages and times as the server writes them. Pure functions.

// Decimals of each property that has any: site/oxymap/stations/properties.py.
export const DIGITS = {
  temperature: 1,
  wind_speed: 1,
  pressure: 1,
  rain: 1,
  co: 2,
  water_temperature: 1,
  ph: 1,
  dissolved_oxygen: 1,
  turbidity: 1,
};
const MINUTE_S = 60;
const HOUR_S = 3600;
const DAY_S = 86400;
// Every time on the site is Beijing's, wherever its reader is.
const ZONE = "Asia/Shanghai";

// A value, rounded half up.
export function numberText(value, lang, digits) {
  const scale = Math.pow(10, digits || 0);
  const rounded = Math.floor(Math.abs(value) * scale + 0.5) / scale;
  const signed = value < 0 && rounded > 0 ? -rounded : rounded;
  return new Intl.NumberFormat(lang, { maximumFractionDigits: digits || 0 }).format(signed);
}

// words: {now, minutes, hours, days} with {n}.
export function ageText(seconds, words) {
  if (seconds < MINUTE_S) return words.now;
  if (seconds < HOUR_S) return fill(words.minutes, { n: Math.floor(seconds / MINUTE_S) });
  if (seconds < DAY_S) return fill(words.hours, { n: Math.floor(seconds / HOUR_S) });
  return fill(words.days, { n: Math.floor(seconds / DAY_S) });
}

// "11月21日 10:05", "21 November 10:05", in Beijing's time.
export function timeText(time, lang) {
  const hour = part(time, lang, { hour: "2-digit", minute: "2-digit", hour12: false });
  // Older browsers call midnight 24:00.
  return part(time, lang, { month: "long", day: "numeric" }) + " " + hour.replace(/^24/, "00");
}

// Fill {names} of a text.
export function fill(text, values) {
  return String(text || "").replace(/\{(\w+)\}/g, (all, name) =>
    name in values ? String(values[name]) : all
  );
}

// What stands for {value} in a text that was filled from a template; null where it does not fit.
export function valueIn(text, template) {
  const parts = String(template || "").split(/(\{\w+\})/);
  const pattern = parts.map((one) =>
    one === "{value}" ? "(.+?)" : /^\{\w+\}$/.test(one) ? ".+?" : escape(one)
  );
  const found = new RegExp("^\\s*" + pattern.join("") + "\\s*$").exec(String(text || ""));
  return found && found.length > 1 ? found[1] : null;
}

function escape(text) {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

function part(time, lang, options) {
  // English dates are British, as the server's are.
  const locale = lang === "en" ? "en-GB" : lang;
  return new Intl.DateTimeFormat(locale, { timeZone: ZONE, ...options }).format(time * 1000);
}
