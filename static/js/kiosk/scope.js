// What belongs to a kiosk and what leads out of it. Pure.

const WEB = ["http:", "https:"];
const FUNCTION_KEY = /^F\d{1,2}$/;
const BROWSER_KEYS = [
  "ContextMenu", "BrowserBack", "BrowserForward", "BrowserHome", "BrowserRefresh", "BrowserSearch",
  "BrowserFavorites", "BrowserStop", "LaunchMail", "LaunchApplication1", "LaunchApplication2", "Help",
  "Print", "Open", "Save", "Find", "New", "Close", "ZoomIn", "ZoomOut", "MailSend", "MailReply",
];

// Whether an address is a page of this kiosk. scope: ["/kiosk/a", "/en/kiosk/a"]; base: the
// address of the page that has the link.
export function isInside(address, base, scope) {
  let url;
  try {
    url = new URL(String(address), base);
  } catch (error) {
    return false;
  }
  const here = new URL(base);
  if (!WEB.includes(url.protocol) || url.origin !== here.origin || url.username) return false;
  return isPagePath(url.pathname, scope);
}

// Files below a kiosk's address (its worker, its list, its codes) are not pages.
export function isPagePath(path, scope) {
  if (/%2f|%5c|\\|\/\//i.test(path)) return false;
  const inside = scope.some((start) => path === start || path.startsWith(start + "/"));
  return inside && !path.slice(path.lastIndexOf("/")).includes(".");
}

// Whether a key would do something that the browser, not the page, decides.
export function isBrowserKey(event, editing) {
  if (event.ctrlKey || event.metaKey || event.altKey) return true;
  if (FUNCTION_KEY.test(event.key) || BROWSER_KEYS.includes(event.key)) return true;
  return event.key === "Backspace" && !editing;
}
