// The review page: words that are marked in the draft, or a point that is picked on the map,
// go into the form of the remark.
//   <div data-module="studio-review" data-text-remark="…"> … [data-field] … #remark-form

const MOST_LETTERS = 200;

/** A marked text as a quote: one line, not too long. */
export function asQuote(text) {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length > MOST_LETTERS ? `${line.slice(0, MOST_LETTERS - 1)}…` : line;
}

/** The element with data-field that holds the whole of a selection, or null. */
export function fieldOf(selection) {
  if (!selection || selection.isCollapsed || !selection.rangeCount) return null;
  const node = selection.getRangeAt(0).commonAncestorContainer;
  const element = node.nodeType === 1 ? node : node.parentElement;
  return element ? element.closest("[data-field]") : null;
}

function makeButton(text) {
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--primary remark-here";
  button.textContent = text;
  button.hidden = true;
  document.body.append(button);
  return button;
}

export function init(root) {
  const form = document.getElementById("remark-form");
  if (!form) return;
  const part = form.querySelector("[data-anchor]");
  const button = makeButton(root.dataset.textRemark);
  let found = null;

  function look() {
    const selection = document.getSelection();
    const field = fieldOf(selection);
    const quote = field ? asQuote(selection.toString()) : "";
    found = field && quote && root.contains(field) ? { field: field.dataset.field, quote } : null;
    button.hidden = !found;
    if (!found) return;
    const box = selection.getRangeAt(0).getBoundingClientRect();
    const left = Math.min(Math.max(box.left, 8), window.innerWidth - button.offsetWidth - 8);
    button.style.insetBlockStart = `${window.scrollY + box.bottom + 8}px`;
    button.style.insetInlineStart = `${window.scrollX + left}px`;
  }

  document.addEventListener("selectionchange", look);
  // A press would take the selection away before the click.
  button.addEventListener("pointerdown", (event) => event.preventDefault());
  button.addEventListener("click", () => {
    if (!found) return;
    form.elements.field.value = found.field;
    form.elements.quote.value = found.quote;
    part.open = true;
    button.hidden = true;
    form.elements.text.focus();
  });
  root.addEventListener("studio-map:pick", () => {
    part.open = true;
  });
}
