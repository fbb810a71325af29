// A Markdown field: a row of tools, links and blocks by the name of a place, and the page as it will be.

import { ask, later, wordsOf } from "../studio/asking.js";
import { insert, insertLine, prefix, skeleton, surround } from "../studio/markdown-edit.js";
import { offerPlaces } from "../studio/place-list.js";

const WAIT_MS = 400;
const DESK = "(min-width: 62rem)";

function button(text, run) {
  const made = document.createElement("button");
  made.type = "button";
  made.className = "button markdown__tool";
  made.textContent = text;
  made.addEventListener("click", run);
  return made;
}

function apply(field, change) {
  field.focus();
  field.value = change.text;
  field.setSelectionRange(change.start, change.end);
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

/** Search for a place, then do something with it. */
function finder(box, field, words, url) {
  const panel = document.createElement("div");
  panel.className = "markdown__finder pick";
  panel.hidden = true;
  const input = document.createElement("input");
  input.className = "field__input";
  input.setAttribute("aria-label", words.search);
  input.placeholder = words.search;
  let use = () => {};
  panel.append(input, button(words.close, () => finish()));
  box.prepend(panel);

  function finish() {
    panel.hidden = true;
    input.value = "";
    field.focus();
  }

  offerPlaces(input, {
    url,
    of: "any",
    nothing: words.noPlace,
    choose: (hit) => {
      finish();
      use(hit);
    },
  });
  return (then) => {
    use = then;
    panel.hidden = false;
    input.focus();
  };
}

function tools(box, field, words, form) {
  const find = finder(box, field, words, form.dataset.places);
  const selected = () => [field.value, field.selectionStart, field.selectionEnd];
  const line = (text) => apply(field, insertLine(field.value, field.selectionEnd, text));
  const bar = document.createElement("div");
  bar.className = "markdown__tools";
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", words.tools);
  bar.append(
    button(words.bold, () => apply(field, surround(...selected(), "**"))),
    button(words.heading, () => apply(field, prefix(...selected(), "## "))),
    button(words.list, () => apply(field, prefix(...selected(), "- "))),
    button(words.link, () => {
      const [text, start, end] = selected();
      find((hit) => apply(field, insert(text, start, end, `[${text.slice(start, end) || hit.name}](${hit.link})`)));
    }),
    button(words.map, () => find((hit) => {
      const kind = hit.link.startsWith("trail:") ? "trails" : "places";
      line(`::map{${kind}="${hit.id}" caption="${hit.name.replace(/"/g, "”")}"}`);
    })),
    button(words.value, () => find((hit) => line(`::value{place="${hit.id}"}`))),
    button(words.copy, () => {
      const other = [...box.closest(".pair").querySelectorAll(".markdown__text")].find((one) => one !== field);
      if (other) apply(field, insertLine(field.value, field.value.length, skeleton(other.value)));
    }),
  );
  box.prepend(bar);
  return bar;
}

export function init(box) {
  const form = box.closest("form");
  const field = box.querySelector("textarea");
  const view = box.querySelector("[data-preview]");
  const words = wordsOf(box);
  if (!form.dataset.markdown) return;
  const bar = tools(box, field, words, form);
  view.hidden = true;
  view.lang = field.lang;
  let shown = null;

  async function render() {
    if (view.hidden || shown === field.value) return;
    const text = field.value;
    const body = new URLSearchParams({ csrf: form.elements.csrf.value, lang: box.dataset.lang, text });
    try {
      const response = await ask(form.dataset.markdown, { method: "POST", body });
      if (!response.ok || response.redirected) throw new Error(`status ${response.status}`);
      const page = new DOMParser().parseFromString(await response.text(), "text/html");
      const top = view.scrollTop;
      view.replaceChildren(...page.body.childNodes);
      view.scrollTop = top;
      shown = text;
    } catch (error) {
      view.textContent = words.previewFailed;
    }
  }

  const toggle = button(words.preview, () => {
    view.hidden = !view.hidden;
    toggle.setAttribute("aria-pressed", String(!view.hidden));
    render();
  });
  toggle.setAttribute("aria-pressed", "false");
  bar.append(toggle);
  const soon = later(WAIT_MS, render);
  field.addEventListener("input", soon);
  form.addEventListener("studio-filled", soon);
  if (field.value && window.matchMedia(DESK).matches) toggle.click();
}
