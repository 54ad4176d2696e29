// Light or dark by hand. Nothing on the site needs this: without it the system decides.
(function () {
  "use strict";
  var root = document.documentElement;
  var key = "okrsite-theme";
  var dark = window.matchMedia("(prefers-color-scheme: dark)");

  function kept() {
    try {
      return localStorage.getItem(key);
    } catch (refused) {
      return null;
    }
  }

  function keep(theme) {
    try {
      localStorage.setItem(key, theme);
    } catch (refused) {
      // A reader who keeps nothing gets the choice for this page only.
    }
  }

  function other() {
    var shown = root.dataset.theme || (dark.matches ? "dark" : "light");
    return shown === "dark" ? "light" : "dark";
  }

  var choice = kept();
  if (choice === "light" || choice === "dark") {
    root.dataset.theme = choice;
  }

  // The button is on the page from the start, unseen, so that nothing moves when it appears.
  var button = document.getElementById("look_");
  if (!button) {
    return;
  }
  function name() {
    button.textContent = button.dataset[other()];
  }
  button.addEventListener("click", function () {
    root.dataset.theme = other();
    keep(root.dataset.theme);
    name();
  });
  dark.addEventListener("change", name);
  name();
  button.dataset.isOn = "";
})();
