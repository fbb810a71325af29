// The editor around the form: one language or both, from a finding to its field, Ctrl+S.

const LANGS = "oxymap-studio-langs";

function languages(form) {
  const box = form.querySelector("[data-langs]");
  const show = (value) => {
    form.classList.remove("editor__form--zh", "editor__form--en");
    if (value !== "both") form.classList.add(`editor__form--${value}`);
    for (const button of box.children) button.setAttribute("aria-pressed", String(button.value === value));
  };
  box.addEventListener("click", (event) => {
    const button = event.target.closest("button");
    if (!button) return;
    show(button.value);
    sessionStorage.setItem(LANGS, button.value);
  });
  show(sessionStorage.getItem(LANGS) || "both");
  return () => show("both");
}

/** Bring the field of a finding into view, wherever it is folded away. */
function goTo(id, showBoth) {
  const target = id && document.getElementById(id);
  if (!target) return false;
  for (let box = target.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  if (target.offsetParent === null) showBoth();
  target.scrollIntoView({ block: "center" });
  const input = target.matches("input, textarea, select") ? target : target.querySelector("input, textarea, select, button");
  if (input) input.focus({ preventScroll: true });
  return true;
}

export function init(form) {
  const showBoth = languages(form);
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-goto]");
    if (link && link.hash && goTo(link.hash.slice(1), showBoth)) event.preventDefault();
  });
  form.addEventListener("keydown", (event) => {
    if (event.key !== "s" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    const save = form.querySelector('.editor__bar [value="save"]');
    if (save) save.click();
  });
  const wrong = form.querySelector("[aria-invalid=true]");
  if (wrong) wrong.focus();
  else goTo(window.location.hash.slice(1), showBoth);
}
