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

  function shown() {
    return root.dataset.theme || (dark.matches ? "dark" : "light");
  }

  var choice = kept();
  if (choice === "light" || choice === "dark") {
    root.dataset.theme = choice;
  }

  document.addEventListener("DOMContentLoaded", function () {
    var tools = document.getElementById("tools_");
    if (!tools) {
      return;
    }
    var button = document.createElement("button");
    button.type = "button";
    function name() {
      var other = shown() === "dark" ? "light" : "dark";
      button.textContent = tools.dataset[other];
      button.setAttribute("aria-label", tools.dataset[other + "Colours"]);
    }
    button.addEventListener("click", function () {
      root.dataset.theme = shown() === "dark" ? "light" : "dark";
      keep(root.dataset.theme);
      name();
    });
    dark.addEventListener("change", name);
    name();
    tools.appendChild(button);
  });
})();
