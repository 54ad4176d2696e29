// The way to the search from every page: a box in place of the link, and Ctrl-K or ⌘K.
// A link is all there is without a script, and from disk, where there is nothing to search with.
(function () {
  "use strict";
  const link = document.getElementById("find_");
  if (!link || location.protocol === "file:") {
    return;
  }

  // A letter alone would be typed by people who dictate, so the key has a companion.
  const isAsked = (event) =>
    (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey && event.key.toLowerCase() === "k";

  function field() {
    return document.getElementById("q_");
  }

  function box() {
    const form = document.createElement("form");
    form.className = "find";
    form.setAttribute("role", "search");
    const input = document.createElement("input");
    input.type = "search";
    input.name = "q";
    input.id = "q_";
    input.maxLength = 200;
    input.autocomplete = "off";
    input.placeholder = link.textContent;
    input.setAttribute("aria-label", link.textContent);
    input.setAttribute("aria-keyshortcuts", "Control+K Meta+K");
    form.append(input);
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      const target = new URL(link.href);
      if (input.value.trim()) {
        target.searchParams.set("q", input.value.trim());
      }
      location.assign(target.href);
    });
    return form;
  }

  if (!link.hasAttribute("aria-current")) {
    link.replaceWith(box());
  }
  document.addEventListener("keydown", function (event) {
    const input = field();
    if (isAsked(event) && input) {
      event.preventDefault();
      input.focus();
      input.select();
    }
  });
})();
