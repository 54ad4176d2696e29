// A filter for long lists and tables, and columns that sort. Pages are whole without it.
// What is sorted by stands in the cells: a status by its weight, a day by its date, a number as
// the page's language writes it. Words come from this script's own tag.
(function () {
  "use strict";
  const MANY = 12;
  const words = document.currentScript.dataset;
  const language = document.documentElement.lang;
  const collator = new Intl.Collator(language, { numeric: true, sensitivity: "base" });
  const phone = matchMedia("(max-width: 43.75rem)");
  const WORST_FIRST = ["off-track", "at-risk", "outdated", "pending", "on-track", "achieved"];

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  // ---- filtering --------------------------------------------------------------------------

  function bare(text) {
    return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  }

  function filter(what, items, afterwards) {
    const input = make("input", { type: "search", placeholder: words.filter, autocomplete: "off" });
    input.setAttribute("aria-label", words.of.replace("{what}", what));
    const told = make("span", { className: "soft" });
    told.setAttribute("role", "status");
    const texts = items.map((item) => bare(item.textContent));
    input.addEventListener("input", function () {
      const asked = bare(input.value).split(/\s+/).filter(Boolean);
      let shown = 0;
      items.forEach(function (item, index) {
        item.hidden = !asked.every((word) => texts[index].includes(word));
        shown += item.hidden ? 0 : 1;
      });
      const number = (value) => value.toLocaleString(language);
      told.textContent = asked.length
        ? words.shown.replace("{n}", number(shown)).replace("{all}", number(items.length))
        : "";
      afterwards();
    });
    return make("div", { className: "sift" }, input, told);
  }

  // ---- sorting ----------------------------------------------------------------------------

  const signs = Object.fromEntries(
    new Intl.NumberFormat(language).formatToParts(-1234567.8).map((part) => [part.type, part.value]),
  );

  function number(text) {
    const plain = text.trim().split(signs.group || ",").join("").replace(signs.decimal || ".", ".");
    const found = /^[^\d\p{L}]*?([-−]?)[^\d\p{L}]*(\d+(?:\.\d+)?)/u.exec(plain);
    return found ? Number(found[2]) * (found[1] ? -1 : 1) : null;
  }

  // What a cell is sorted by, in three ways; null where it has nothing of the kind.
  const KINDS = [
    {
      value(cell) {
        const status = cell.querySelector(".status");
        const at = status ? WORST_FIRST.findIndex((mark) => status.classList.contains(`mark-${mark}`)) : -1;
        return at < 0 ? null : at;
      },
      order: 1,
    },
    { value: (cell) => cell.querySelector("time")?.dateTime || null, order: -1 },
    {
      value: (cell) => number((cell.querySelector(".progress-words, .number") || cell).textContent),
      order: -1,
    },
  ];
  const AS_TEXT = { value: (cell) => cell.textContent.trim().replace(/^–$/, "") || null, order: 1 };

  function kindOf(cells) {
    const filled = cells.filter((cell) => AS_TEXT.value(cell) !== null);
    const fits = (kind) => filled.length > 0 && filled.every((cell) => kind.value(cell) !== null);
    return KINDS.find(fits) || AS_TEXT;
  }

  function compare(one, other) {
    return typeof one === "string" ? collator.compare(one, other) : one - other;
  }

  function sortable(table, head, body) {
    const given = [...body.rows];
    const columns = [...head.cells].map(function (cell, index) {
      const kind = kindOf(given.map((row) => row.cells[index]));
      return { cell, index, kind, name: cell.textContent.trim(), button: null };
    });
    let by = null;
    let order = 0;

    function sort(column, direction) {
      by = direction ? column : null;
      order = direction;
      const keyed = given.map((row) => [row, by && by.kind.value(row.cells[by.index])]);
      if (by) {
        keyed.sort(function ([, one], [, other]) {
          const isOneEmpty = one === null;
          const isOtherEmpty = other === null;
          return isOneEmpty || isOtherEmpty ? isOneEmpty - isOtherEmpty : compare(one, other) * order;
        });
      }
      body.append(...keyed.map(([row]) => row));
      for (const { cell } of columns) {
        cell.removeAttribute("aria-sort");
      }
      by?.cell.setAttribute("aria-sort", order > 0 ? "ascending" : "descending");
      select.value = by ? String(by.index) : "";
    }

    function press(column) {
      const first = column.kind.order;
      sort(column, by !== column ? first : order === first ? -first : 0);
    }

    const options = columns.map(({ name, index }) => new Option(name, String(index)));
    const select = make("select", {}, new Option(words.given, ""), ...options);
    select.addEventListener("change", function () {
      const column = columns[Number(select.value)];
      sort(column, select.value ? column.kind.order : 0);
    });
    const label = make("label", { className: "sort-by" }, `${words.sort} `, select);

    // On a phone a table has no head to press on, so there the list of columns stands in for it.
    function fit() {
      label.hidden = !phone.matches;
      for (const column of columns) {
        column.button ??= make("button", { type: "button" }, column.name);
        column.button.onclick = () => press(column);
        column.cell.replaceChildren(phone.matches ? column.name : column.button);
      }
    }

    phone.addEventListener("change", fit);
    fit();
    return label;
  }

  // ---- beginning --------------------------------------------------------------------------

  for (const table of document.querySelectorAll("table.list, table.score")) {
    const head = table.tHead?.rows[0];
    const body = table.tBodies[0];
    const isPlain = [...(body?.rows || [])].every((row) => row.cells.length === head?.cells.length);
    if (!head || !body || body.rows.length <= MANY || !isPlain) {
      continue;
    }
    const tools = filter(table.caption?.textContent.trim() || "", [...body.rows], () => {});
    if (!table.classList.contains("tree")) {
      tools.append(sortable(table, head, body));
    }
    (table.closest(".scroll") || table).before(tools);
  }

  for (const part of document.querySelectorAll("[data-filter-list]")) {
    const items = [...part.querySelectorAll("li")];
    const sections = [...part.querySelectorAll("section")];
    if (items.length > MANY) {
      part.prepend(
        filter(part.dataset.filterList, items, function () {
          for (const section of sections) {
            section.hidden = !section.querySelector("li:not([hidden])");
          }
        }),
      );
    }
  }
})();
