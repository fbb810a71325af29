// Sends photographs one after the other, so that one that is refused stops none of the others.

import { fill, reasonOf } from "../studio/photo-sending.js";

/** Sends one file; resolves to the photograph's id and address, or throws what to say. */
async function send(form, file, offline) {
  const body = new FormData();
  body.append("csrf", form.elements.csrf.value);
  body.append("file", file);
  let response;
  try {
    response = await fetch(form.action, {
      method: "POST", body, headers: { Accept: "application/json" },
    });
  } catch (error) {
    throw new Error(offline);
  }
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(reasonOf(answer, response.status));
  return answer.photos[0];
}

export function init(form) {
  const { textWorking, textFailed, textOffline } = form.dataset;
  const status = form.querySelector("[data-photos-status]");
  const button = form.querySelector("button[type=submit]");

  function say(text) {
    const line = document.createElement("p");
    line.textContent = text;
    return line;
  }

  form.addEventListener("submit", async (event) => {
    const files = [...form.elements.file.files];
    if (!files.length) return;
    event.preventDefault();
    button.disabled = true;
    const failures = [];
    const taken = [];
    for (const [index, file] of files.entries()) {
      const working = fill(textWorking, { number: index + 1, count: files.length, name: file.name });
      status.replaceChildren(...failures, say(working));
      try {
        taken.push(await send(form, file, textOffline));
      } catch (error) {
        failures.push(say(fill(textFailed, { name: file.name, reason: error.message })));
      }
    }
    status.replaceChildren(...failures);
    button.disabled = false;
    form.elements.file.value = "";
    if (failures.length) status.querySelector("p").scrollIntoView({ block: "nearest" });
    else window.location.assign(taken.length === 1 ? taken[0].url : `${form.action}?done=uploaded`);
  });
}
