// The map's state in the page's address: ?layers=a,b&view=lat,lon,zoom&selected=id. Pure functions.

const NUMBER = /^-?\d+(\.\d+)?$/;
const SLUG = /^[a-z0-9-]+$/;

// {layers: [id] or null, view: {lat, lon, zoom} or null, selected: id or null}; what cannot be
// understood is left out.
export function readState(search) {
  const query = new URLSearchParams(search);
  const layers = query.get("layers");
  const selected = query.get("selected");
  return {
    layers: layers === null ? null : layers.split(",").filter((id) => SLUG.test(id)),
    view: readView(query.get("view")),
    selected: selected && SLUG.test(selected) ? selected : null,
  };
}

// The query with the state in it; other parameters stay as they are.
export function writeState(search, state) {
  const query = new URLSearchParams(search);
  put(query, "layers", state.layers && state.layers.join(","));
  const view = state.view;
  put(
    query,
    "view",
    view && [view.lat.toFixed(4), view.lon.toFixed(4), trim(view.zoom.toFixed(2))].join(",")
  );
  put(query, "selected", state.selected);
  const text = query.toString().replace(/%2C/g, ",");
  return text ? "?" + text : "";
}

function readView(text) {
  const parts = (text || "").split(",");
  if (parts.length !== 3 || !parts.every((part) => NUMBER.test(part))) return null;
  const [lat, lon, zoom] = parts.map(Number);
  if (Math.abs(lat) > 85 || Math.abs(lon) > 180 || zoom < 0 || zoom > 22) return null;
  return { lat, lon, zoom };
}

function put(query, name, value) {
  if (value === null || value === undefined) query.delete(name);
  else query.set(name, value);
}

function trim(number) {
  return number.replace(/\.?0+$/, "");
}
