// Going to another page of the kiosk without ever meeting the browser's own error page: the worker
// answers for every page; where there is none yet, the server is asked first.

const PATIENCE_MS = 3000;

export function isKept() {
  return Boolean(navigator.serviceWorker && navigator.serviceWorker.controller);
}

// Returns whether the page is being left.
export async function go(address, replace) {
  if (!isKept() && /^https?:$/.test(location.protocol) && !(await answers(address))) return false;
  if (replace) location.replace(address);
  else location.assign(address);
  return true;
}

async function answers(address) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
  try {
    const options = { cache: "no-cache", redirect: "error", signal: controller.signal };
    return (await fetch(address, options)).ok;
  } catch (error) {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
