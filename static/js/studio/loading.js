// Load scripts and style sheets of our own once, in the order of the calls.

const loading = new Map();

export function loadScript(url) {
  return load(url, () => {
    const element = document.createElement("script");
    element.src = url;
    return element;
  });
}

export function loadStyle(url) {
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
        // Before the studio's own sheet, which then has the last word.
        const own = element.rel ? document.head.querySelector('link[rel="stylesheet"]') : null;
        document.head.insertBefore(element, own);
      })
    );
  }
  return loading.get(url);
}
