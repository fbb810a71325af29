// The style sheet of what is stored: pages that are only read do not pay for it.

const SHEET = "css/pocket.css";

export function loadSheet() {
  const main = document.querySelector('script[src$="/js/main.js"]');
  if (!main || document.querySelector('link[href$="/' + SHEET + '"]')) return;
  const link = document.createElement("link");
  link.rel = "stylesheet";
  link.href = main.src.replace("js/main.js", SHEET);
  document.head.append(link);
}
