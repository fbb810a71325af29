// GeoJSON features of a published layer as the items that Places draws. Pure functions.

const APPROXIMATE_FROM_M = 500;

export function readItems(collection, layer, lang) {
  return collection.features.map((feature) => readItem(feature, layer, lang)).filter(Boolean);
}

function readItem(feature, layer, lang) {
  const { geometry, properties } = feature;
  if (!geometry) return null;
  const item = {
    id: String(feature.id),
    layer: layer.id,
    name: nameIn(properties.name, lang),
    url: layer.page ? layer.page.replace("{id}", feature.id) : null,
    approximate: isApproximate(properties),
    schematic: properties.schematic === true || properties.line === "schematic",
  };
  if (geometry.type === "Point") return { ...item, point: geometry.coordinates };
  if (geometry.type === "LineString") return { ...item, lines: [geometry.coordinates] };
  if (geometry.type === "MultiLineString") return { ...item, lines: geometry.coordinates };
  return null;
}

function nameIn(name, lang) {
  return typeof name === "string" ? name : name[lang] || name.zh;
}

function isApproximate(properties) {
  if (typeof properties.approximate === "boolean") return properties.approximate;
  const position = properties.position;
  return Boolean(position) && !(position.precision_m <= APPROXIMATE_FROM_M);
}
