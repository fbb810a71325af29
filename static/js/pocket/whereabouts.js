// What to say about a position on a trail. Pure: a position and the trail in, sentences out.

import { bearing, distanceM, isOff, nearest, octant, onLine, roundM } from "./track.js";

// Nobody this far away is on the trail, or beside it.
const FAR_M = 5000;
const OLD_MS = 120000;

// way: the page's JSON with `line` [[[lon, lat], …], …]. fix: {lon, lat, accuracy_m, time (ms)}.
// before_m: how far along the last one was. Returns {along_m, at, off, notice, along, exit, point,
// degrees, meta}.
export function tellAll(way, fix, before_m, texts) {
  const here = [fix.lon, fix.lat];
  const place = onLine(way.line, here, before_m);
  const told = { along_m: null, at: null, off: false, notice: "", along: "" };
  if (place) Object.assign(told, onTheWay(way, fix, place, texts));
  return {
    ...told,
    exit: named(way, texts.exit, nearest(way.exits, here), texts),
    point: named(way, texts.point, nearest(way.points, here), texts),
    degrees: degreesText(fix, texts),
    meta: fill(texts.near, { accuracy: lengthText(fix.accuracy_m, texts) }) + " · " + fill(texts.at, { time: timeText(fix.time) }),
  };
}

function onTheWay(way, fix, place, texts) {
  const here = [fix.lon, fix.lat];
  const off = isOff(place, fix.accuracy_m, way.off_m, way.line_m);
  const values = {
    distance: lengthText(distanceM(here, place.at), texts),
    direction: way.directions[octant(bearing(here, place.at))],
  };
  if (place.off_m > FAR_M) return { off: true, notice: fill(texts.far, values) };
  const along = fill(texts.along, {
    done: lengthText(place.along_m, texts),
    left: lengthText(place.left_m, texts),
  });
  const notice = off ? fill(way.schematic ? texts.off_schematic : texts.off, values) : "";
  return { along_m: place.along_m, at: place.at, off, notice, along };
}

function named(way, text, found, texts) {
  if (!found) return "";
  const { name, about } = found.point;
  return fill(text, {
    name: about ? fill(texts.about, { name }) : name,
    distance: lengthText(found.distance_m, texts),
    direction: way.directions[found.octant],
  });
}

export function lengthText(metres, texts) {
  const rounded = roundM(metres);
  if (rounded < 1000) return fill(texts.metres, { value: rounded });
  return fill(texts.kilometres, { value: (rounded / 1000).toFixed(1) });
}

// Degrees to read out on the telephone; five decimals are a metre.
export function degreesText({ lat, lon }, texts) {
  const known = lat >= 0 && lon >= 0;
  return fill(known ? texts.degrees : texts.degrees_south, { lat: lat.toFixed(5), lon: lon.toFixed(5) });
}

export function oldText(fix, now, texts) {
  const age = now - fix.time;
  return age < OLD_MS ? "" : fill(texts.old, { minutes: Math.floor(age / 60000) });
}

function timeText(time) {
  const two = (value) => String(value).padStart(2, "0");
  const day = new Date(time);
  return two(day.getHours()) + ":" + two(day.getMinutes()) + ":" + two(day.getSeconds());
}

function fill(text, values) {
  return text.replace(/\{(\w+)\}/g, (all, name) => (name in values ? String(values[name]) : all));
}
