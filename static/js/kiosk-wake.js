(function () {
  // The page is whole without its script, but then nobody looks after it. Until that runs, the
  // page is asked for again; only an answer that is one of ours is worth leaving this one for.
  function look() {
    if (document.documentElement.hasAttribute("data-kiosk-ready")) return;
    fetch(location.href, { cache: "no-store" })
      .then(function (answer) {
        if (answer.ok && answer.headers.get("X-Kiosk-Version")) location.reload();
      })
      .catch(function () {});
    setTimeout(look, 10000 + Math.random() * 10000);
  }
  setTimeout(look, 20000);
})();
