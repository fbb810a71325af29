// A board of light: one station, followed by the stream or by asking, aged by the server's clock.
// A value that has grown too old gives way to the state's word; css/board/board.css shows which.

import { timeText, valueIn } from "../live/formats.js";
import { follow, live } from "../live/page.js";
import { fromElement, fromSnapshot } from "../live/records.js";
import { factsOf, say, write } from "../live/update.js";

const HALF_A_DAY_S = 43200;

export function init(board) {
  const script = document.querySelector("script[data-live-words]");
  if (!script) return;
  const words = JSON.parse(script.textContent);
  const lang = document.documentElement.lang || "zh";
  const written = asWritten(board, words);
  if (words.limits) live.limits = words.limits;

  function refresh() {
    const stations = live.snapshot ? live.snapshot.stations : [];
    const station = stations.find((one) => one.id === board.dataset.station) || null;
    const record = station ? fromSnapshot(station, null, live.at, lang) : null;
    const now = live.clock.now(written.at);
    const facts = factsOf(record || written, now, live.limits, words);
    // A station without a present value is not shown as having one, whatever its state.
    if (!facts.shown && (facts.state === "fresh" || facts.state === "late")) {
      facts.state = "stale";
      facts.stateText = words.states.stale;
    }
    write(board, facts, record, words, lang);
    writeUnsure(board.querySelector('[data-board="unsure"]'), facts, record);
    writeHour(board.querySelector('[data-board="time"]'), facts, now, lang);
  }

  document.addEventListener("oxymap:live", refresh);
  document.addEventListener("oxymap:live-tick", refresh);
  follow(board.dataset.liveUrl || "", board.dataset.liveStream || null);
  refresh();
  // From here on the script, and no longer the style sheet, takes old values away.
  board.classList.add("board--followed");
}

function asWritten(board, words) {
  const text = (part) => {
    const child = board.querySelector('[data-live="' + part + '"]');
    return child ? child.textContent.trim() : "";
  };
  return fromElement(board.dataset, text("value"), valueIn(text("last-good"), words.lastGood));
}

// A level that nobody has confirmed says so. Without an answer it stays as the server wrote it.
function writeUnsure(element, facts, record) {
  if (!element || (!record && facts.shown)) return;
  const level = facts.shown ? record.level : null;
  say(element, level && !level.verified ? element.dataset.words : "");
}

function writeHour(element, facts, now, lang) {
  if (!element) return;
  const whole = facts.time ? timeText(facts.time, lang) : "";
  const recent = facts.time && now - facts.time < HALF_A_DAY_S;
  say(element, recent ? whole.split(" ").pop() : whole);
}
