// The table of many objects: marks changed cells, counts them, moves between rows by keyboard,
// sends only what was changed, and asks before changes are left behind.
//   <form data-module="studio-table" data-text-changed="{n} …" data-text-none="…">
//     … <p data-count></p></form>

/** What a control holds now, and held when the page came. */
export function isChanged(control) {
  if (control.type === "checkbox") return control.checked !== control.defaultChecked;
  if (control.options) {
    const first = Array.from(control.options).findIndex((option) => option.defaultSelected);
    return control.selectedIndex !== Math.max(0, first);
  }
  return control.value !== control.defaultValue;
}

/** The control in the same column, `step` rows away, or null. */
export function neighbour(control, step) {
  const cell = control.closest("td");
  const row = cell && cell.parentElement;
  const rows = row ? Array.from(row.parentElement.rows) : [];
  for (let at = rows.indexOf(row) + step; rows[at]; at += step) {
    const other = rows[at].cells[cell.cellIndex];
    const found = other && other.querySelector("input:not([type=hidden]), select, textarea, summary");
    if (found) return found;
  }
  return null;
}

export function init(form) {
  const count = form.querySelector("[data-count]");
  const controls = Array.from(form.querySelectorAll("td input, td select, td textarea")).filter(
    (control) => control.type !== "hidden",
  );
  let sending = false;

  function changedCells() {
    const cells = controls.filter(isChanged).map((control) => control.closest("td"));
    // What was typed before the preview is not sent off yet, either.
    return new Set([...cells, ...form.querySelectorAll("td[data-typed]")]);
  }

  function show() {
    const changed = changedCells();
    form.querySelectorAll("td").forEach((cell) => {
      cell.classList.toggle("sheet__cell--changed", changed.has(cell));
    });
    count.textContent = changed.size
      ? form.dataset.textChanged.replace("{n}", String(changed.size))
      : form.dataset.textNone;
    return changed.size;
  }

  form.addEventListener("input", show);
  form.addEventListener("keydown", (event) => {
    const down = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey);
    const up = event.key === "ArrowUp" || (event.key === "Enter" && event.shiftKey);
    const plain = event.target.matches("input.cell-input");
    const wanted = plain || (event.altKey && event.target.matches(".cell-input"));
    if (!wanted || !(down || up)) return;
    event.preventDefault();
    const next = neighbour(event.target, down ? 1 : -1);
    if (next) next.focus();
  });
  form.addEventListener("submit", () => {
    sending = true;
    const changed = changedCells();
    form.querySelectorAll("td").forEach((cell) => {
      if (changed.has(cell)) return;
      cell.querySelectorAll("input, select, textarea").forEach((control) => {
        control.disabled = true;
      });
    });
  });
  show();
  // Coming back by the browser's button: everything can be edited again.
  window.addEventListener("pageshow", () => {
    sending = false;
    form.querySelectorAll("td :disabled").forEach((control) => {
      control.disabled = false;
    });
    show();
  });
  window.addEventListener("beforeunload", (event) => {
    if (!sending && changedCells().size) event.preventDefault();
  });
}
