// Send a file with a bar that shows how far it is; drop it anywhere on the form.

const TOO_LARGE = "413";

export function init(form) {
  const file = form.querySelector('input[type="file"]');
  const bar = form.querySelector("progress");
  const message = form.querySelector(".upload__message");
  const button = form.querySelector('button[type="submit"]');
  dropOn(form, file);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (file.files[0] && file.files[0].size > Number(form.dataset.most)) {
      message.textContent = form.dataset.large;
      return;
    }
    button.disabled = true;
    bar.hidden = false;
    const show = (share) => {
      bar.value = Math.round(share * 100);
      message.textContent = form.dataset.sending + " " + bar.value + " %";
    };
    const fail = (text) => {
      bar.value = 0;
      button.disabled = false;
      bar.hidden = true;
      message.textContent = text || form.dataset.failed;
    };
    send(form, show).then((answer) => {
      if (answer.url) window.location.assign(answer.url);
      else fail(answer.error || answer.title);
    }, (error) => fail(error.message === TOO_LARGE ? form.dataset.large : ""));
  });
}

function send(form, show) {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("Accept", "application/json");
    request.responseType = "json";
    request.upload.addEventListener("progress", (event) => {
      if (event.lengthComputable) show(event.loaded / event.total);
    });
    request.addEventListener("load", () => {
      if (request.response && String(request.status) !== TOO_LARGE) resolve(request.response);
      else reject(new Error(String(request.status)));
    });
    request.addEventListener("error", () => reject(new Error("")));
    request.send(new FormData(form));
  });
}

function dropOn(form, file) {
  const over = (on) => form.classList.toggle("upload--over", on);
  form.addEventListener("dragover", (event) => {
    event.preventDefault();
    over(true);
  });
  form.addEventListener("dragleave", () => over(false));
  form.addEventListener("drop", (event) => {
    event.preventDefault();
    over(false);
    if (event.dataTransfer.files.length) file.files = event.dataTransfer.files;
  });
}
