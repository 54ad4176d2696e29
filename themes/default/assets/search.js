// The search page. What is asked stands in the address; what is found is put in as text, never as
// markup. Without the index, or from disk, the page stays what it is: the list from A to Z.
(function () {
  "use strict";
  const finder = document.getElementById("finder_");
  if (!finder || location.protocol === "file:") {
    return;
  }
  const PAGE = 10;
  const PAUSE_MS = 120;
  const note = finder.firstElementChild;
  const list = document.getElementById("all_");
  const marks = document.getElementById("finder_marks_").content;
  finder.replaceChildren(document.getElementById("finder_form_").content.cloneNode(true));
  const form = finder.querySelector("form");
  const input = form.elements.namedItem("q");
  const facets = [...form.querySelectorAll("select")];
  const status = finder.querySelector("[role=status]");
  const results = finder.querySelector(".results");
  const more = finder.querySelector(".more-results");
  let turn = 0;
  let pause = 0;
  let found = [];
  let engine = null;

  // ---- what is asked ----------------------------------------------------------------------

  function fromAddress() {
    const asked = new URLSearchParams(location.search);
    input.value = (asked.get("q") || "").slice(0, input.maxLength);
    for (const facet of facets) {
      choose(facet, (asked.get(facet.name) || "").slice(0, 200));
    }
  }

  function toAddress() {
    const address = new URL(location.href);
    for (const field of [input, ...facets]) {
      if (field.value.trim()) {
        address.searchParams.set(field.name, field.value.trim());
      } else {
        address.searchParams.delete(field.name);
      }
    }
    history.replaceState(null, "", address);
  }

  function choose(facet, value) {
    if (value && ![...facet.options].some((option) => option.value === value)) {
      facet.append(new Option(value, value));
    }
    facet.value = value;
  }

  function chosen(except) {
    const picked = facets.filter((facet) => facet.value && facet !== except);
    return Object.fromEntries(picked.map((facet) => [facet.name, facet.value]));
  }

  // ---- looking for it ---------------------------------------------------------------------

  async function start() {
    if (!engine) {
      engine = (async function () {
        const pagefind = await import(new URL(finder.dataset.engine, document.baseURI).href);
        await pagefind.options({ noWorker: true, excerptLength: 28 }); // so that the policy holds
        await pagefind.init();
        await pagefind.filters(); // fails where there is no index
        return pagefind;
      })();
    }
    return engine;
  }

  async function look() {
    const mine = (turn += 1);
    const words = input.value.trim();
    const isIdle = !words && !facets.some((facet) => facet.value);
    try {
      const pagefind = await start();
      const search = (except) => pagefind.search(words || null, { filters: chosen(except) });
      const all = isIdle ? { results: [], filters: await pagefind.filters() } : await search();
      const counts = await Promise.all(
        facets.map(async (facet) =>
          facet.value ? (await search(facet)).filters[facet.name] : all.filters[facet.name],
        ),
      );
      if (mine !== turn) {
        return;
      }
      facets.forEach((facet, index) => count(facet, counts[index] || {}));
      found = all.results;
      if (await show(mine, words, 0)) {
        list.hidden = !isIdle && found.length > 0;
        status.textContent = isIdle ? "" : found.length ? fill("found", found.length) : finder.dataset.none;
      }
    } catch (failure) {
      giveUp();
    }
  }

  function giveUp() {
    note.textContent = finder.dataset.broken;
    finder.replaceChildren(note);
    list.hidden = false;
  }

  function fill(name, number) {
    const language = document.documentElement.lang;
    return finder.dataset[name].replace("{n}", number.toLocaleString(language));
  }

  function count(facet, counts) {
    const value = facet.value;
    const named = Object.entries(counts).filter(([name, number]) => number || name === value);
    named.sort(([one], [other]) => one.localeCompare(other, document.documentElement.lang, { numeric: true }));
    const options = named.map(([name, number]) => new Option(`${name} (${number})`, name));
    facet.replaceChildren(facet.options[0], ...options);
    choose(facet, value);
  }

  // ---- showing it -------------------------------------------------------------------------

  async function show(mine, words, from) {
    const page = await Promise.all(found.slice(from, from + PAGE).map((result) => result.data()));
    if (mine !== turn) {
      return false;
    }
    const items = page.map((data) => item(data, words));
    if (from) {
      results.append(...items);
      items[0]?.querySelector("a").focus();
    } else {
      results.replaceChildren(...items);
    }
    more.hidden = from + PAGE >= found.length;
    return true;
  }

  function item(data, words) {
    const one = (name) => data.filters[name]?.[0] || "";
    const link = make("a", "", highlighted(data.meta.title, words));
    link.href = one("path");
    const isBare = data.content.replace(/\.$/, "") === data.meta.title;
    const facts = [sign(one("mark"), one("status")), ...[one("owner"), one("team"), one("cycle")].map(text)];
    return make("li", "", [
      make("p", "eyebrow", [one("kind")]),
      make("h2", "", [link]),
      make("p", "result-facts", facts.filter(Boolean)),
      ...(isBare ? [] : [make("p", "result-text", excerpt(data))]),
    ]);
  }

  function text(value) {
    return value ? make("span", "", [value]) : null;
  }

  function sign(mark, word) {
    const known = word && marks.querySelector(`[data-mark="${CSS.escape(mark)}"]`);
    if (!known) {
      return text(word);
    }
    const shown = known.cloneNode(true);
    shown.append(word);
    return shown;
  }

  // Pagefind gives text with `<` and `>` escaped, in which it has put <mark> and nothing else.
  function excerpt({ excerpt: written, plain_excerpt: bare, raw_content: whole }) {
    const plain = (part) => part.replaceAll("&lt;", "<").replaceAll("&gt;", ">");
    const parts = written.split(/<\/?mark>/);
    return [
      whole.trim().startsWith(bare) ? "" : "… ",
      ...parts.map((part, index) => (index % 2 ? make("mark", "", [plain(part)]) : plain(part))),
      whole.trim().endsWith(bare) ? "" : " …",
    ];
  }

  function highlighted(title, words) {
    const bare = (word) => word.normalize("NFD").replace(/[^\p{L}\p{N}]/gu, "").toLowerCase();
    const asked = words.split(/\s+/).map(bare).filter((word) => word.length > 1);
    return title
      .split(/(\s+)/)
      .map((word) => (asked.some((start) => bare(word).startsWith(start)) ? make("mark", "", [word]) : word));
  }

  function make(name, kind, children) {
    const element = document.createElement(name);
    if (kind) {
      element.className = kind;
    }
    element.append(...children);
    return element;
  }

  // ---- beginning --------------------------------------------------------------------------

  function ask() {
    toAddress();
    look();
  }

  more.hidden = true;
  form.addEventListener("submit", function (event) {
    event.preventDefault();
    clearTimeout(pause);
    ask();
  });
  input.addEventListener("input", function () {
    clearTimeout(pause);
    pause = setTimeout(ask, PAUSE_MS);
  });
  form.addEventListener("change", function (event) {
    if (event.target !== input) {
      ask();
    }
  });
  more.firstElementChild.addEventListener("click", () => show(turn, input.value.trim(), results.children.length));
  addEventListener("popstate", function () {
    fromAddress();
    look();
  });
  fromAddress();
  if (!input.value && !location.hash) {
    input.focus({ preventScroll: true });
  }
  look();
})();
