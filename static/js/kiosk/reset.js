// Everything that a visitor may have changed goes back to how it was.

import { forgetVisitors } from "./storage.js";

const TYPE = "oxymap-type";
const root = document.documentElement;

// Large type at a touch, as on the site (modules/settings.js), until the next visitor.
export function wireType() {
  const buttons = Array.from(document.querySelectorAll('[data-kiosk="type"]'));
  const show = () =>
    buttons.forEach((one) => one.setAttribute("aria-pressed", String(root.dataset.type === "large")));
  buttons.forEach((one) =>
    one.addEventListener("click", () => {
      const large = root.dataset.type !== "large";
      setType(large);
      show();
      document.dispatchEvent(new CustomEvent("oxymap:settings"));
    })
  );
  document.addEventListener("oxymap:kiosk-reset", show);
  show();
}

export function putBack() {
  forgetVisitors();
  delete root.dataset.type;
  delete root.dataset.theme;
  document.querySelectorAll("form").forEach((form) => form.reset());
  document.querySelectorAll('input[type="search"], input[type="text"]').forEach((field) => {
    if (!field.value) return;
    field.value = "";
    field.dispatchEvent(new Event("input", { bubbles: true }));
  });
  document.querySelectorAll("dialog[open]").forEach((dialog) => dialog.close && dialog.close());
  document.querySelectorAll("details[open]").forEach((details) => {
    details.open = details.hasAttribute("data-open");
  });
  document.querySelectorAll("*").forEach((element) => {
    if (element.scrollTop || element.scrollLeft) element.scrollTo(0, 0);
  });
  if (document.activeElement && document.activeElement.blur) document.activeElement.blur();
  window.scrollTo(0, 0);
}

function setType(large) {
  if (large) root.dataset.type = "large";
  else delete root.dataset.type;
  try {
    if (large) localStorage.setItem(TYPE, "large");
    else localStorage.removeItem(TYPE);
  } catch (error) {
    // Then the choice lasts for this page.
  }
}
