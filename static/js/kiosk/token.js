import { device, recall, remember } from "./storage.js";

// A device is told its token once, behind the # of its first address; no page ever holds it.
export function takeToken() {
  const told = /[#&]token=([\w.~-]+)/.exec(location.hash);
  if (told) {
    remember(device, "token", told[1]);
    history.replaceState(history.state, "", location.pathname + location.search);
  }
  return (told && told[1]) || recall(device, "token") || "";
}
