// A picture of what the screen shows, for those who have asked for it in the studio. The page is
// drawn once more from its own elements and style sheets; nothing is asked of the system.

const MOST_BYTES = 2000000;
const MOST_SIDE = 1920;
const PATIENCE_MS = 20000;

function styles() {
  return Array.from(document.styleSheets)
    .map((sheet) => {
      try {
        return Array.from(sheet.cssRules)
          .map((rule) => rule.cssText)
          .join("\n");
      } catch (error) {
        return "";
      }
    })
    .join("\n");
}

function read(blob) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(blob);
  });
}

// Pictures in the drawing may load nothing, so each one's bytes go in.
async function withBytes(copy) {
  const images = Array.from(copy.querySelectorAll("img"));
  const shown = Array.from(document.images);
  await Promise.all(
    images.map(async (image, index) => {
      const source = shown[index] && shown[index].currentSrc;
      image.removeAttribute("srcset");
      image.removeAttribute("src");
      if (!source || !shown[index].complete) return;
      try {
        image.src = await read(await (await fetch(source)).blob());
      } catch (error) {
        // The picture then lacks this one.
      }
    }),
  );
}

async function drawing(width, height) {
  const copy = document.documentElement.cloneNode(true);
  await withBytes(copy);
  copy.querySelectorAll("script, link, noscript, source").forEach((element) => element.remove());
  const style = document.createElement("style");
  style.textContent = styles();
  copy.querySelector("head").append(style);
  const top = window.scrollY;
  copy.style.marginTop = `-${top}px`;
  copy.setAttribute("xmlns", "http://www.w3.org/1999/xhtml");
  const markup = new XMLSerializer().serializeToString(copy);
  const svg =
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">` +
    `<foreignObject width="100%" height="100%">${markup}</foreignObject></svg>`;
  return "data:image/svg+xml;charset=utf-8," + encodeURIComponent(svg);
}

function loaded(source) {
  return new Promise((resolve, reject) => {
    const image = new Image();
    image.onload = () => resolve(image);
    image.onerror = () => reject(new Error("the page cannot be drawn"));
    image.src = source;
  });
}

async function picture() {
  const width = window.innerWidth;
  const height = window.innerHeight;
  const scale = Math.min(1, MOST_SIDE / Math.max(width, height));
  const image = await loaded(await drawing(width, height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  context.fillStyle = "#fff";
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(image, 0, 0, canvas.width, canvas.height);
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/jpeg", 0.8));
  if (!blob || blob.size > MOST_BYTES) throw new Error("the picture is too large");
  return blob;
}

// Never throws: a screen goes on without its picture. Gives whether the picture has arrived.
export async function sendPicture(config, token) {
  const controller = new AbortController();
  const timer = setTimeout(() => controller.abort(), PATIENCE_MS);
  try {
    const headers = { "Content-Type": "image/jpeg" };
    if (token) headers.Authorization = "Bearer " + token;
    const response = await fetch(config.beat.replace(/beat$/, "picture"), {
      method: "POST",
      headers,
      credentials: "omit",
      body: await picture(),
      signal: controller.signal,
    });
    return response.ok;
  } catch (error) {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
