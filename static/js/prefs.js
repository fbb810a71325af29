(function () {
  var root = document.documentElement;
  root.setAttribute("data-js", "");
  try {
    var theme = localStorage.getItem("oxymap-theme");
    if (theme === "light" || theme === "dark") root.setAttribute("data-theme", theme);
    if (localStorage.getItem("oxymap-type") === "large") root.setAttribute("data-type", "large");
  } catch (error) {
    // Storage may be refused; the page then follows the system.
  }
})();
