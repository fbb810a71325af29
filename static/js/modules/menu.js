// Closes the "More" sheet with Escape, or with a tap beside it.

export function init(element) {
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !element.open) return;
    element.open = false;
    element.querySelector("summary").focus();
  });
  document.addEventListener("click", (event) => {
    if (!element.contains(event.target)) element.open = false;
  });
}
