// A map in a page: the drawn picture is there already and complete. At the reader's first move,
// when the picture is near, the interactive map is loaded and takes its place in the same box
// and view; a page that is only read costs no map code. An address that names a view, layers or
// a place asks for the interactive map at once.
//
// <figure data-module="map" data-script="…/js/composed/full.js"> .map__canvas > svg,
// script.map__spec. On document it hears oxymap:filter {ids, total}, oxymap:select {id},
// oxymap:profile {lon, lat}; it sends oxymap:viewport {bbox}, oxymap:select {id},
// oxymap:profile {lon, lat} (from the figure, bubbling) and oxymap:ready.

const SOON = "300px";
const MOVES = ["pointermove", "pointerdown", "touchstart", "wheel", "scroll", "keydown"];
const ASKED = ["view", "layers", "selected"];

export function init(figure) {
  const canvas = figure.querySelector(".map__canvas");
  const data = figure.querySelector(".map__spec");
  const script = figure.dataset.script;
  if (!canvas || !data || !script) return;
  let started = false;
  const start = () => {
    if (started) return;
    started = true;
    open(figure, canvas, JSON.parse(data.textContent), script).catch((error) =>
      fail(canvas, data, error)
    );
  };
  const eager = { once: true, passive: true };
  canvas.addEventListener("pointerenter", start, eager);
  canvas.addEventListener("touchstart", start, eager);
  canvas.addEventListener("focusin", start, eager);
  const thrifty = navigator.connection && navigator.connection.saveData;
  const near = () => whenNear(figure, () => whenIdle(start));
  if (asksForMap()) near();
  else if (!thrifty) whenMoved(near);
}

// Put the interactive map over the drawn one. Screens start theirs by this, too (kiosk-map.js).
export async function open(figure, canvas, spec, script) {
  const root = new URL(script, location.href).href.replace(/js\/composed\/[^/]*$/, "");
  const [{ fetchJson }, { readSketch }] = await Promise.all([
    import("../map/fetching.js"),
    import("../map/sketch.js"),
    loadStyle(root + "vendor/leaflet.css"),
    loadScript(root + "vendor/leaflet.js"),
    import("../map/oxymap.js"),
  ]);
  const [sketch] = await Promise.all([
    spec.base ? fetchJson(spec.base) : null,
    loadScript(script),
  ]);
  const live = document.createElement("div");
  live.className = "map__live";
  canvas.append(live);
  spec.at = { figure, canvas, live, root, sketch: sketch && readSketch(sketch) };
  try {
    const map = window.oxymap.composed[spec.kind](live, spec);
    window.oxymap.watch(map, spec);
    await spec.at.ready;
    follow(canvas, map);
  } catch (error) {
    live.remove();
    throw error;
  }
  canvas.setAttribute("aria-description", spec.strings.keyboard);
  canvas.classList.add("map__canvas--live");
  // Lists that narrow the map say their choice once more.
  document.dispatchEvent(new CustomEvent("oxymap:ready"));
}

// The picture stays; the reader is told.
async function fail(canvas, data, error) {
  console.warn(error);
  const { sayIn } = await import("../map/messages.js");
  sayIn(canvas, JSON.parse(data.textContent).strings.failed);
}

function follow(canvas, map) {
  if (!window.ResizeObserver) return;
  new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(canvas);
}

function asksForMap() {
  const query = new URLSearchParams(window.location.search);
  return ASKED.some((name) => query.has(name));
}

// At the first sign of a reader.
function whenMoved(run) {
  const once = () => {
    MOVES.forEach((name) => window.removeEventListener(name, once, true));
    run();
  };
  MOVES.forEach((name) => window.addEventListener(name, once, { capture: true, passive: true }));
}

function whenNear(element, run) {
  if (!window.IntersectionObserver) {
    run();
    return;
  }
  const observer = new IntersectionObserver(
    (entries) => {
      if (!entries.some((entry) => entry.isIntersecting)) return;
      observer.disconnect();
      run();
    },
    { rootMargin: SOON }
  );
  observer.observe(element);
}

// After the page has loaded, in a quiet moment.
export function whenIdle(run) {
  const quiet = () =>
    window.requestIdleCallback ? requestIdleCallback(run, { timeout: 3000 }) : setTimeout(run, 300);
  if (document.readyState === "complete") quiet();
  else window.addEventListener("load", quiet, { once: true });
}

const loading = new Map();

function loadScript(url) {
  return load(url, () => {
    const element = document.createElement("script");
    element.src = url;
    return element;
  });
}

function loadStyle(url) {
  return load(url, () => {
    const element = document.createElement("link");
    element.rel = "stylesheet";
    element.href = url;
    return element;
  });
}

function load(url, make) {
  if (!loading.has(url)) {
    loading.set(
      url,
      new Promise((resolve, reject) => {
        const element = make();
        element.addEventListener("load", () => resolve());
        element.addEventListener("error", () => {
          loading.delete(url);
          reject(new Error(url));
        });
        document.head.append(element);
      })
    );
  }
  return loading.get(url);
}
