// The preview's half in the page: it reloads what changed and shows what is wrong.
// It is put into served pages only and never reaches the published site.
"use strict";

(() => {
  const EVENTS = "/-/okrsite/events";
  const FOCUS = "okrsite focus";
  const script = document.currentScript;
  let build = script.dataset.build;
  let source = null;
  let panel = null;
  let told = "[]";

  // ---- news -------------------------------------------------------------------------------

  // Only a page that is seen listens: a browser opens few connections to one server.
  const listen = () => {
    if (source || document.hidden) return;
    source = new EventSource(`${EVENTS}?build=${encodeURIComponent(build)}`);
    source.addEventListener("news", (event) => hear(JSON.parse(event.data)));
    source.addEventListener("error", () => {
      if (source?.readyState !== EventSource.CLOSED) return;
      rest();
      setTimeout(listen, 1000);
    });
  };

  const rest = () => {
    source?.close();
    source = null;
  };

  const hear = (news) => {
    build = news.build;
    show(news.problems);
    const used = usedPaths();
    if (news.changed === null || news.changed.some((path) => used.has(path))) reload();
  };

  // ---- reloading --------------------------------------------------------------------------

  const pathOf = (address) => {
    try {
      return decodeURIComponent(new URL(address, location.href).pathname).slice(1);
    } catch {
      return "";
    }
  };

  const usedPaths = () => {
    const own = pathOf(location.href);
    const loaded = performance
      .getEntriesByType("resource")
      .filter((entry) => entry.name.startsWith(`${location.origin}/`))
      .map((entry) => pathOf(entry.name));
    return new Set([script.dataset.page, own, `${own}index.html`, `${own}/index.html`, ...loaded]);
  };

  // The browser keeps the scroll position over a reload; the focus is ours to keep.
  const reload = () => {
    const place = { page: location.pathname, steps: stepsTo(document.activeElement) };
    try {
      sessionStorage.setItem(FOCUS, JSON.stringify(place));
    } catch {
      // without storage the focus is lost and nothing else
    }
    rest();
    location.reload();
  };

  const stepsTo = (element) => {
    const steps = [];
    for (let at = element; at && at !== document.body; at = at.parentElement) {
      if (at.id) return [`#${CSS.escape(at.id)}`, ...steps];
      const index = [...(at.parentElement?.children ?? [])].indexOf(at) + 1;
      steps.unshift(`${at.localName}:nth-child(${index})`);
    }
    return steps.length ? ["body", ...steps] : [];
  };

  const restoreFocus = () => {
    try {
      const place = JSON.parse(sessionStorage.getItem(FOCUS) ?? "null");
      sessionStorage.removeItem(FOCUS);
      if (place?.page !== location.pathname || !place.steps.length) return;
      document.querySelector(place.steps.join(" > "))?.focus({ preventScroll: true });
    } catch {
      // a page that was rebuilt otherwise has no such place
    }
  };

  // ---- problems ---------------------------------------------------------------------------

  const STYLE = `
    :host { all: initial; position: fixed; inset: auto 0 0 0; z-index: 2147483647;
      color-scheme: light dark; }
    section { box-sizing: border-box; max-height: 70vh; overflow: auto; padding: 16px 24px 20px;
      border-top: 4px solid #b3261e; background: #fffdfa; color: #1f1d1a;
      font: 14px/1.5 system-ui, sans-serif; }
    header { display: flex; align-items: baseline; justify-content: space-between; gap: 16px; }
    h2 { margin: 0; font-size: 16px; color: #b3261e; }
    p { margin: 4px 0 0; }
    pre { margin: 12px 0 0; white-space: pre-wrap; overflow-wrap: anywhere;
      font: 13px/1.45 ui-monospace, monospace; }
    button { font: inherit; color: inherit; background: none; border: 1px solid #5c574f;
      border-radius: 4px; padding: 2px 12px; cursor: pointer; }
    button:focus-visible, section:focus-visible { outline: 2px solid #2f5d8c;
      outline-offset: -2px; }
    @media (prefers-color-scheme: dark) {
      section { background: #1e2023; color: #eceae6; border-color: #f2877d; }
      h2 { color: #f2877d; }
      button { border-color: #a9a59d; }
      button:focus-visible, section:focus-visible { outline-color: #8ab6e6; }
    }
    @media print { :host { display: none; } }
  `;

  const make = (name, properties, ...children) => {
    const { role, labelledBy, ...rest } = properties;
    const element = Object.assign(document.createElement(name), rest);
    if (role) element.setAttribute("role", role);
    if (labelledBy) element.setAttribute("aria-labelledby", labelledBy);
    element.append(...children);
    return element;
  };

  const describe = (problem) => {
    const [head, ...rest] = problem.split("\n");
    return make("pre", {}, make("b", {}, head), ["", ...rest].join("\n"));
  };

  const show = (problems) => {
    const now = JSON.stringify(problems);
    if (now === told) return;
    told = now;
    hide();
    if (problems.length) open(problems);
  };

  const open = (problems) => {
    const count = problems.length === 1 ? "1 problem" : `${problems.length} problems`;
    panel = document.createElement("okrsite-problems");
    const root = panel.attachShadow({ mode: "open" });
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    const button = make("button", { type: "button", onclick: hide }, "Hide (Esc)");
    const title = make("h2", { id: "title", lang: "en" }, count);
    const alert = make("div", { role: "alert" });
    root.append(
      make(
        "section",
        { role: "dialog", labelledBy: "title", tabIndex: 0, lang: "en" },
        make("header", {}, title, button),
        make("p", {}, "This is the last good page. It follows by itself once this is mended."),
        alert,
      ),
    );
    document.documentElement.append(panel);
    alert.append(...problems.map(describe)); // put in last, so that it is read out
  };

  const hide = () => {
    panel?.remove();
    panel = null;
  };

  // ---- beginning --------------------------------------------------------------------------

  performance.setResourceTimingBufferSize(5000);
  addEventListener("keydown", (event) => {
    if (event.key === "Escape") hide();
  });
  document.addEventListener("visibilitychange", () => (document.hidden ? rest() : listen()));
  addEventListener("pagehide", rest);
  addEventListener("pageshow", listen);
  restoreFocus();
  listen();
})();
