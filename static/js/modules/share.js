// Hands the page to the phone's share sheet, or copies its address.

function copyByHand(text) {
  const field = document.createElement("textarea");
  field.value = text;
  field.className = "visually-hidden";
  document.body.append(field);
  field.select();
  const done = document.execCommand("copy");
  field.remove();
  if (!done) throw new Error("copy refused");
}

async function copy(text) {
  if (!navigator.clipboard) return copyByHand(text);
  return navigator.clipboard.writeText(text).catch(() => copyByHand(text));
}

export function init(element) {
  const { title, url, textCopied, textFailed } = element.dataset;
  const status = element.querySelector("[data-status]");
  element.querySelector("[data-share]").addEventListener("click", async () => {
    try {
      if (navigator.share) await navigator.share({ title, url });
      else {
        await copy(url);
        status.textContent = textCopied;
      }
    } catch (error) {
      if (error.name !== "AbortError") status.textContent = `${textFailed} ${url}`;
    }
  });
}
