// Make elements; text always goes in as text.

const SVG = "http://www.w3.org/2000/svg";

export function html(name, attributes, ...children) {
  return fill(document.createElement(name), attributes, children);
}

export function svg(name, attributes, ...children) {
  return fill(document.createElementNS(SVG, name), attributes, children);
}

// A line drawing of 24 × 24, for buttons.
export function icon(path) {
  const line = svg("path", { d: path });
  return svg("svg", { viewBox: "0 0 24 24", class: "map-icon", "aria-hidden": "true" }, line);
}

// A layer's symbol from the sprite: a file below root, or a part of the page where root is null.
export function symbol(root, layer) {
  const sprite = root === null ? "#symbol-" : root + "img/symbols.svg#";
  const use = svg("use", { href: sprite + layer });
  return svg("svg", { viewBox: "0 0 24 24", class: "map-glyph", "aria-hidden": "true" }, use);
}

// Fill {names} of a text.
export function words(text, values) {
  return String(text || "").replace(/\{(\w+)\}/g, (all, name) =>
    values && name in values ? String(values[name]) : all
  );
}

// Tell the page something that happened on this map.
export function tell(figure, name, detail) {
  figure.dispatchEvent(
    new CustomEvent("oxymap:" + name, { bubbles: true, detail: { ...detail, source: figure } })
  );
}

// Listen to what others say; what this figure said itself is left out.
export function listen(figure, name, heard) {
  document.addEventListener("oxymap:" + name, (event) => {
    const detail = event.detail || {};
    if (detail.source !== figure) heard(detail);
  });
}

function fill(element, attributes, children) {
  Object.keys(attributes || {}).forEach((name) => {
    const value = attributes[name];
    if (value !== null && value !== undefined && value !== false) {
      element.setAttribute(name, value === true ? "" : value);
    }
  });
  children.forEach((child) => {
    if (child !== null && child !== undefined) {
      element.append(child);
    }
  });
  return element;
}
