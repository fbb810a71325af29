// The only entry: starts a module for every element that names one.

function start(element, name) {
  import(`./modules/${name}.js`)
    .then((module) => module.init(element))
    .catch((error) => console.error(`module ${name}:`, error));
}

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) start(element, name);
}

// Visitors' pages, which name the app's manifest, can be read again without a network.
if ("serviceWorker" in navigator && document.querySelector('link[rel="manifest"]')) {
  const keep = () => import("./pocket/keep.js").then(({ start }) => start(), () => {});
  const idle = window.requestIdleCallback || ((run) => setTimeout(run, 2000));
  window.addEventListener("load", () => idle(keep));
}
