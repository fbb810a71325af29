// Keeps what is typed on this device until it is saved, and saves without leaving the page.

import { ask, later, wordsOf } from "../studio/asking.js";
import { Store, forgetOld } from "../studio/autosave-store.js";
import { entriesOf, fill, isSame } from "../studio/form-values.js";

const WAIT_MS = 600;
const RETRY_MS = 20000;
const SCROLL = "oxymap-studio-scroll";

const clock = (at) => new Date(at).toTimeString().slice(0, 5);

/** Offer text that was kept; nothing is taken without being asked for. */
function offer(form, store, words, kept, taken) {
  const box = form.querySelector("[data-found]");
  const text = kept.base === form.dataset.base ? words.found : words.foundOld;
  box.querySelector("[data-found-text]").textContent = text.replace("{time}", clock(kept.at));
  box.hidden = false;
  box.querySelector("[data-take]").addEventListener("click", () => {
    box.hidden = true;
    // Made on an older state: the server joins both.
    form.elements.base.value = kept.base;
    fill(form, kept.entries);
    taken();
  });
  box.querySelector("[data-throw]").addEventListener("click", () => {
    box.hidden = true;
    store.forgetAll();
  });
}

function watchTabs(form) {
  if (!("BroadcastChannel" in window)) return;
  const channel = new BroadcastChannel(`oxymap-draft-${form.dataset.number}`);
  channel.addEventListener("message", (event) => {
    form.querySelector("[data-tabs]").hidden = false;
    if (event.data === "here") channel.postMessage("also");
  });
  channel.postMessage("here");
}

/** Send the form; tells what became of it. */
async function send(form, action) {
  const body = new URLSearchParams(new FormData(form));
  body.set("do", action);
  const headers = { Accept: "application/json", "X-CSRF-Token": form.elements.csrf.value };
  let response;
  try {
    response = await ask(form.action, { method: "POST", body, headers });
  } catch (error) {
    return { state: "noNetwork" };
  }
  if (response.status === 401) return { state: "signedOut" };
  if (response.ok) return { state: "saved", to: (await response.json()).to };
  return { state: response.status >= 500 ? "noNetwork" : "refused" };
}

function submitPlainly(form, action) {
  const hidden = document.createElement("input");
  hidden.type = "hidden";
  hidden.name = "do";
  hidden.value = action;
  form.append(hidden);
  form.submit();
}

export function init(form) {
  const words = wordsOf(form);
  const status = form.querySelector(".editor__status");
  if (!status) return;
  const store = new Store(window.localStorage, form.dataset.number, form.dataset.person);
  const entries = () => entriesOf(new FormData(form));
  const first = entries();
  let retry = 0;
  let waiting = "";
  let isSaved = false;

  const say = (key, text = "") => {
    status.textContent = (words[key] || "").replace("{time}", clock(Date.now())) + text;
    status.dataset.state = key;
  };

  function keep() {
    if (isSaved) return;
    const base = form.elements.base.value;
    if (base === form.dataset.base && isSame(entries(), first)) {
      store.forget(base);
      say("");
    } else say(store.keep(base, entries(), Date.now()) ? "kept" : "full");
  }

  async function save(action) {
    clearTimeout(retry);
    keep();
    say("saving");
    const { state, to } = await send(form, action);
    if (state === "saved") {
      isSaved = true;
      store.forgetAll();
      sessionStorage.setItem(SCROLL, `${form.dataset.number} ${window.scrollY}`);
      window.location.assign(to);
    } else if (state === "refused") submitPlainly(form, action);
    else {
      say(state);
      if (state === "noNetwork") retry = setTimeout(() => save(action), RETRY_MS);
    }
    waiting = state === "noNetwork" ? action : "";
  }

  window.addEventListener("online", () => waiting && save(waiting));
  const soon = later(WAIT_MS, keep);
  form.addEventListener("input", soon);
  form.addEventListener("change", soon);
  // A phone may throw the page away without a word.
  document.addEventListener("visibilitychange", () => document.hidden && !isSame(entries(), first) && keep());
  form.addEventListener("submit", (event) => {
    const action = event.submitter ? event.submitter.value : "save";
    if (action !== "save" && action !== "submit") return;
    event.preventDefault();
    save(action);
  });

  forgetOld(window.localStorage, Date.now());
  const kept = store.newest();
  if (kept && isSame(kept.entries, first)) store.forgetAll();
  else if (kept) offer(form, store, words, kept, keep);
  watchTabs(form);
  const [number, top] = (sessionStorage.getItem(SCROLL) || "").split(" ");
  sessionStorage.removeItem(SCROLL);
  if (number === form.dataset.number) window.scrollTo(0, Number(top));
}
