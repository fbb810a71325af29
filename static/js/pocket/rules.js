// What is kept on a phone, under which names, and for how long. Pure functions; the service
// worker is made of this file and worker.js (site/oxymap/pages/worker.py).

// Caches: the assets of a build, pages that were read, layers, photographs, the list of packs,
// and one cache for each pack.
export const NAMES = {
  shell: "pocket-shell-",
  pages: "pocket-pages",
  layers: "pocket-layers",
  photos: "pocket-photos",
  list: "pocket-list",
  pack: "pocket-pack:",
};
export const LIMITS = { pages: 60, layers: 30, photos: 80, shells: 3 };
// When and from when something was kept, beside its bytes.
export const KEPT = "x-oxymap-kept";
const NEVER =
  /^(\/en)?\/(studio|api|kiosk|kiosks|board|boards|embed|-|packs)(\/|$)|^\/(sw\.js|healthz|readyz|metrics)$/;
const ASSET = /^\/assets\/([0-9a-f]+)\/./;
const LAYER = /^\/layers\/\w+\.[0-9a-f]+\.geojson$/;
const PHOTO = /^\/media\/([\w-]+)-\d+\.(avif|webp|jpg)$/;
const NEEDED = /(?:src|href)="(\/assets\/[0-9a-f]+\/[^"#?]+)|"(\/layers\/base\.[0-9a-f]+\.geojson)"|data-script="([^"#?]+)"/g;
const ONLY_FOR_OTHERS = /\/img\/share-cover\.png$/;

// What an address of ours is: "page" (or a file that is opened like one), "asset", "layer",
// "photo", "extra", or null for what is left alone.
export function kindOf(path, navigating) {
  if (NEVER.test(path)) return null;
  if (ASSET.test(path)) return "asset";
  if (LAYER.test(path)) return "layer";
  if (PHOTO.test(path)) return "photo";
  if (navigating) return "page";
  return /\/manifest\.webmanifest$/.test(path) ? "extra" : null;
}

// The build that an asset's address names, or null.
export function buildOf(path) {
  const found = ASSET.exec(path);
  return found ? found[1] : null;
}

// The builds that a page's addresses name: one, or the page is a mixture.
export function buildsOf(html) {
  return Array.from(new Set(needsOf(html).map(buildOf).filter(Boolean)));
}

// The addresses that a page needs: style, scripts, pictures, the base of its map.
export function needsOf(html) {
  const found = new Set();
  html.replace(NEEDED, (all, asset, layer, script) => {
    const url = asset || layer || script;
    if (!ONLY_FOR_OTHERS.test(url)) found.add(url);
    return all;
  });
  return Array.from(found);
}

// The photograph that an address shows in some size, or null.
export function photoOf(path) {
  const found = PHOTO.exec(path);
  return found ? found[1] : null;
}

// Ways to write an address of a page: file servers add a slash. Without one first.
export function spellings(path) {
  const bare = path.length > 1 ? path.replace(/\/+$/, "") : path;
  return bare === "/" || bare === "/en" ? [bare, bare.replace(/\/?$/, "/")] : [bare, bare + "/"];
}

// Whether a page may be kept: searches are nobody's business, not even this phone's.
export function mayKeep(url) {
  return !/[?&]q=/.test(url.search || "");
}

// Whether somebody counts bytes, or has to wait for them; browsers that do not tell: no.
// connection: navigator.connection.
export function isThrifty(connection) {
  return Boolean(connection && (connection.saveData || /2g$/.test(connection.effectiveType || "")));
}

// The name of a pack's cache; each version has its own, so that none is ever half old.
export function packName(pack) {
  return NAMES.pack + pack.lang + ":" + pack.kind + ":" + pack.id + "@" + pack.version;
}

// Whether two caches are versions of the same pack.
export function samePack(one, other) {
  return one.startsWith(NAMES.pack) && one.split("@")[0] === other.split("@")[0];
}

// The builds whose assets may go: all but the present one, those of kept pages, and the newest few.
export function oldShells(names, present, needed) {
  const keep = new Set([present].concat(needed));
  const shells = names.filter((name) => name.startsWith(NAMES.shell));
  const kept = shells.filter((name) => keep.has(name.slice(NAMES.shell.length)));
  const most = kept.slice(-LIMITS.shells);
  return shells.filter((name) => !most.includes(name) && name !== NAMES.shell + present);
}

// A page with the time from which it is, for its scripts and for its reader.
export function withAge(html, { date, age, text, again, sheet }) {
  const bar =
    '<p class="pocket-bar" role="status"><span>' + escape(text) + '</span> <a href="">' + escape(again) + "</a></p>";
  return html
    .replace(/<html\b/, () => '<html data-kept-at="' + escape(date) + '" data-kept-age="' + age + '"')
    .replace("</head>", () => (sheet ? '<link rel="stylesheet" href="' + escape(sheet) + '"></head>' : "</head>"))
    .replace(/<body\b[^>]*>/, (body) => body + bar);
}

// Day and time in Beijing.
export function momentText(time, lang) {
  const options = { timeZone: "Asia/Shanghai", month: "short", day: "numeric", hour: "2-digit", minute: "2-digit" };
  return new Intl.DateTimeFormat(lang, { ...options, hour12: false }).format(time);
}

function escape(text) {
  return String(text).replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/"/g, "&quot;");
}
