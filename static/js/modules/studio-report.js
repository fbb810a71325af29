// While a file is being read: show how far it is, and load the report when it is there.

import { fetchJson } from "../map/fetching.js";

const EVERY_MS = 700;
// After so many answers that did not come, the page asks less often.
const SLOW_MS = 5000;

export function init(element) {
  const bar = element.querySelector("progress");
  const stage = element.querySelector("[data-stage]");
  let wait = EVERY_MS;
  async function look() {
    try {
      const said = await fetchJson(element.dataset.url);
      wait = EVERY_MS;
      if (!said.at_work) {
        window.location.reload();
        return;
      }
      bar.value = Math.round(said.progress * 100);
      if (stage.textContent !== said.stage) stage.textContent = said.stage;
    } catch (error) {
      // The network comes back; the reading goes on without us.
      wait = SLOW_MS;
    }
    setTimeout(look, wait);
  }
  setTimeout(look, wait);
}
