// Sorts a list by distance. The position is asked for on a tap only and never leaves the page.

const TIMEOUT_MS = 8000;

/** Great-circle distance in km between [lon, lat] pairs in degrees, on a sphere of 6371 km. */
export function distanceKm(a, b) {
  const rad = Math.PI / 180;
  const dLat = (b[1] - a[1]) * rad;
  const dLon = (b[0] - a[0]) * rad;
  const h =
    Math.sin(dLat / 2) ** 2 +
    Math.cos(a[1] * rad) * Math.cos(b[1] * rad) * Math.sin(dLon / 2) ** 2;
  return 2 * 6371 * Math.asin(Math.sqrt(h));
}

function locate() {
  return new Promise((resolve, reject) => {
    if (!navigator.geolocation) return reject(new Error("no geolocation"));
    // WeChat may never answer, so the limit is ours and not only the browser's.
    const limit = setTimeout(() => reject(new Error("time-out")), TIMEOUT_MS + 500);
    const options = { timeout: TIMEOUT_MS, maximumAge: 60000 };
    return navigator.geolocation.getCurrentPosition(
      ({ coords }) => {
        clearTimeout(limit);
        resolve([coords.longitude, coords.latitude]);
      },
      reject,
      options,
    );
  });
}

function label(item, km, text) {
  const field = item.querySelector("[data-distance]");
  if (!field) return;
  field.textContent = text.replace("{km}", km < 10 ? km.toFixed(1) : Math.round(km));
  field.hidden = false;
}

export function sortByDistance(list, here, text) {
  const distance = new Map();
  for (const item of list.querySelectorAll("[data-item]")) {
    const { lon, lat } = item.dataset;
    const km = lon ? distanceKm(here, [Number(lon), Number(lat)]) : Infinity;
    distance.set(item, km);
    if (lon) label(item, km, text);
  }
  const parents = new Set(Array.from(distance.keys(), (item) => item.parentElement));
  for (const parent of parents) {
    const items = Array.from(parent.children).filter((child) => distance.has(child));
    items.sort((a, b) => distance.get(a) - distance.get(b) || 0);
    parent.append(...items);
  }
}

export function init(button) {
  const { list, textDistance, textWaiting, textFailed, textDone } = button.dataset;
  const text = button.querySelector("[data-label]");
  const status = document.createElement("span");
  status.className = "muted";
  status.setAttribute("role", "status");
  button.after(status);
  const usual = text.textContent;
  button.addEventListener("click", async () => {
    button.disabled = true;
    text.textContent = textWaiting;
    try {
      sortByDistance(document.getElementById(list), await locate(), textDistance);
      button.setAttribute("aria-pressed", "true");
      status.textContent = textDone;
    } catch (error) {
      status.textContent = textFailed;
    }
    text.textContent = usual;
    button.disabled = false;
  });
}
