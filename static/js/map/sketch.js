// The base map's features, sorted for drawing, and the look that the drawn picture has too:
// see site/oxymap/maps/draw_base.py, draw_water.py and palette.py for the reasons.

export const TOWN_ZOOM = { 1: 0, 2: 8.4, 3: 9.6, 4: 11.3 };
export const PEAK_ZOOM = { 1: 0, 2: 8.8, 3: 9.6 };
const OUTSIDE_ZOOM = { 1: 0, 2: 0 };
const NAME_ZOOM = { 1: 0, 2: 9, 3: 10.6 };
const DISTRICT_SIZES = [18, 14];
const BESIDE = ["e", "s", "w", "n", "se", "ne"];

// Font sizes in pixels and letter spacing by text style.
export const TEXT = {
  district: [18, 5],
  seat: [12.5, 0],
  town: [11.5, 0],
  peak: [11.5, 0],
  water: [11.5, 0],
  outside: [12, 2],
  place: [12.5, 0],
  feature: [12.5, 0],
  stop: [13, 0],
  emphasis: [15, 0],
};

// GeoJSON of /layers/base…geojson as {districts, ridges, rivers, reservoirs, points, hills}.
export function readSketch(collection) {
  const items = collection.features.map((feature) => ({
    id: feature.id,
    kind: feature.properties.kind,
    name: feature.properties.name || null,
    rank: feature.properties.rank,
    ele: feature.properties.ele_m,
    coordinates: feature.geometry.coordinates,
  }));
  const of = (kind) => items.filter((item) => item.kind === kind);
  return {
    districts: of("district").map((item) => ({
      ...item,
      rings: item.coordinates.map((polygon) => polygon[0]),
    })),
    ridges: of("ridge").map((item) => ({ ...item, line: item.coordinates })),
    rivers: of("river").map((item) => ({ ...item, line: item.coordinates })),
    reservoirs: of("reservoir").map((item) => ({ ...item, line: item.coordinates[0] })),
    points: items.filter((item) => typeof item.coordinates[0] === "number"),
    hills: collection.hills,
  };
}

export function isShown(item, zoom) {
  const least = { town: TOWN_ZOOM, peak: PEAK_ZOOM, outside: OUTSIDE_ZOOM }[item.kind];
  return zoom >= least[item.rank];
}

// The label of a town, peak or place outside. language: 0 Chinese, 1 English.
export function pointWish(item, place, language) {
  const style = item.kind === "town" && item.rank === 1 ? "seat" : item.kind;
  const height = item.ele === undefined ? "" : " " + item.ele + (language === 0 ? "" : " m");
  const first = { seat: 0, peak: 0.1, outside: 6 }[style];
  return {
    key: item.id,
    text: item.name[language] + height,
    places: [place],
    size: TEXT[style][0],
    spacing: language === 0 ? TEXT[style][1] : 0,
    priority: (first === undefined ? 3 : first) + item.rank,
    sides: style === "outside" ? ["c"] : undefined,
    gap: style === "peak" ? 5.5 : 4.5,
    style,
  };
}

// The label of a river or reservoir at the first of some places, or null below its zoom.
export function waterWish(item, places, language, zoom) {
  if (!item.name || zoom < NAME_ZOOM[item.rank] || !places.length) return null;
  return {
    key: item.id,
    text: item.name[language],
    places,
    size: TEXT.water[0],
    priority: 2 + item.rank,
    sides: BESIDE,
    gap: 5,
    style: "water",
  };
}

// The labels of a district at the first of some places: the wished one, and a smaller one for
// crowded maps.
export function districtWishes(item, places, language, alone) {
  return DISTRICT_SIZES.map((size, attempt) => ({
    key: "district-" + item.id,
    text: item.name[language],
    places,
    size,
    spacing: (language === 0 ? TEXT.district[1] : 1.5) / (1 + attempt),
    priority: (alone ? 7 : 0.9) + attempt / 100,
    sides: ["c", "w", "e", "n"],
    style: "district",
  }));
}

// Indices of a list from its middle outwards.
export function fromMiddle(list) {
  return list
    .map((value, index) => [Math.abs(index - list.length / 2), value])
    .sort((one, other) => one[0] - other[0])
    .map((pair) => pair[1]);
}
