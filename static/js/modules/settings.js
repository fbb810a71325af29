// Dark colours and large type: the reader's choice, kept on this device only.

const root = document.documentElement;
const night = window.matchMedia("(prefers-color-scheme: dark)");

function remember(key, value) {
  try {
    if (value) localStorage.setItem(key, value);
    else localStorage.removeItem(key);
  } catch (error) {
    // Without storage the choice lasts for this page.
  }
}

const settings = {
  theme: {
    isOn: () => (root.dataset.theme || (night.matches ? "dark" : "light")) === "dark",
    set(on) {
      const theme = on ? "dark" : "light";
      root.dataset.theme = theme;
      remember("oxymap-theme", on === night.matches ? null : theme);
    },
  },
  type: {
    isOn: () => root.dataset.type === "large",
    set(on) {
      if (on) root.dataset.type = "large";
      else delete root.dataset.type;
      remember("oxymap-type", on ? "large" : null);
    },
  },
};

export function init(element) {
  const buttons = Array.from(element.querySelectorAll("[data-setting]"));
  const show = () =>
    buttons.forEach((button) => {
      button.setAttribute("aria-pressed", String(settings[button.dataset.setting].isOn()));
    });
  buttons.forEach((button) =>
    button.addEventListener("click", () => {
      const setting = settings[button.dataset.setting];
      setting.set(!setting.isOn());
      show();
      document.dispatchEvent(new CustomEvent("oxymap:settings"));
    }),
  );
  if (night.addEventListener) night.addEventListener("change", show);
  show();
}
