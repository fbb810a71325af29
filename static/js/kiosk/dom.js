// Elements of what a kiosk itself puts into its page. Texts go in as text.

export function html(name, attributes, ...children) {
  const element = document.createElement(name);
  Object.keys(attributes).forEach((key) => element.setAttribute(key, attributes[key]));
  element.append(...children);
  return element;
}

export function button(name, text, run) {
  const element = html("button", { type: "button", class: name }, text);
  element.addEventListener("click", run);
  return element;
}
