// The search page. What is asked stands in the address; what is found is put in as text, never as
// markup. Without the index, or from disk, the page stays what it is: the list from A to Z.
(function () {
  "use strict";
  const finder = document.getElementById("finder_");
  if (!finder || location.protocol === "file:") {
    return;
  }
  const PAGE = 10;
  const EXCERPT = 28; // words
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
  const files = {};

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
        const pagefind = await import(address("pagefind.js").href);
        await pagefind.options({ noWorker: true }); // so that the policy holds
        await pagefind.init();
        await pagefind.filters(); // fails where there is no index
        return pagefind;
      })();
    }
    return engine;
  }

  function address(file) {
    return new URL(file, new URL(finder.dataset.engine, document.baseURI));
  }

  // What is shown of a result: its id is the name of a file, and a place in it.
  async function shown({ id }) {
    const [name, place] = id.split("-");
    files[name] ??= fetch(address(`results/${name}.json`)).then((response) => response.json());
    return (await files[name])[place];
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
    const some = found.slice(from, from + PAGE);
    const page = await Promise.all(some.map(shown));
    if (mine !== turn) {
      return false;
    }
    const items = page.map((data, index) => item(data, some[index].words, words));
    if (from) {
      results.append(...items);
      items[0]?.querySelector("a").focus();
    } else {
      results.replaceChildren(...items);
    }
    more.hidden = from + PAGE >= found.length;
    return true;
  }

  function item(data, places, words) {
    const link = make("a", "", highlighted(data.title, words));
    link.href = data.path;
    const isBare = data.text.replace(/\.$/, "") === data.title;
    const facts = [sign(data.mark, data.status), ...[data.owner, data.team, data.cycle].map(text)];
    return make("li", "", [
      make("p", "eyebrow", [data.kind]),
      make("h2", "", [link]),
      make("p", "result-facts", facts.filter(Boolean)),
      ...(isBare ? [] : [make("p", "result-text", excerpt(data.text.split(/\s+/), new Set(places)))]),
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

  // Where most of what was asked stands close together, with as much before it as behind.
  function excerpt(words, places) {
    const start = densest([...places].sort((one, other) => one - other), words.length);
    const part = words.slice(start, start + EXCERPT);
    return [
      start ? "… " : "",
      ...part.flatMap((word, index) => [index ? " " : "", places.has(start + index) ? make("mark", "", [word]) : word]),
      start + part.length < words.length ? " …" : "",
    ];
  }

  function densest(places, length) {
    const from = (first) => places.filter((place) => first <= place && place < first + EXCERPT);
    const best = places.map(from).reduce((one, other) => (other.length > one.length ? other : one), [0]);
    const spare = EXCERPT - 1 - (best.at(-1) - best[0]);
    return Math.max(0, Math.min(best[0] - Math.floor(spare / 2), length - EXCERPT));
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
