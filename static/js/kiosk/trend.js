// Whether a present value stands above or below the mean of the last hour; the words for it are on
// the element: <span data-live="trend" data-up="…" data-down="…" data-even="…">.

// Nearer to the mean than this share of it is no difference; site/oxymap/pages/live_trend.py too.
const EVEN_SHARE = 0.1;

// found: a value of the snapshot ({value, mean_hour}) or null. Returns "up", "down", "even" or "".
export function trendOf(found) {
  const mean = found && found.mean_hour && found.mean_hour.value;
  if (!found || typeof found.value !== "number" || typeof mean !== "number") return "";
  const difference = found.value - mean;
  if (Math.abs(difference) <= Math.abs(mean) * EVEN_SHARE) return "even";
  return difference > 0 ? "up" : "down";
}

// Write it into an element of a station. shown: whether its value stands as the present one;
// found: undefined leaves what the server wrote.
export function writeTrend(element, shown, found) {
  element.querySelectorAll('[data-live="trend"]').forEach((child) => {
    if (shown && found === undefined) return;
    const trend = shown ? trendOf(found) : "";
    if (child.dataset.trend !== trend) child.dataset.trend = trend;
    child.hidden = !trend;
    const words = child.querySelector("[data-trend-words]");
    const text = trend ? child.dataset[trend] || "" : "";
    if (words && words.textContent !== text) words.textContent = text;
  });
}
