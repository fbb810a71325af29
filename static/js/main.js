// The only entry: starts a module for every element that names one.

function start(element, name) {
  import(`./modules/${name}.js`)
    .then((module) => module.init(element))
    .catch((error) => console.error(`module ${name}:`, error));
}

for (const element of document.querySelectorAll("[data-module]")) {
  for (const name of element.dataset.module.split(" ")) start(element, name);
}
