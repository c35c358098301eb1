// The preview's own script, sent with each page and published with none. It
// listens for changes of the page it is on, and shows what is wrong with the
// site. Texts of the site reach the page by textContent alone.
"use strict";
(() => {
  const page = location.pathname;
  let { token, digest } = document.currentScript.dataset;

  // Listening: a stream while somebody looks. Browsers allow six in all.

  let stream, timer, wait = 200;

  function listen() {
    stop();
    if (document.hidden) return;
    stream = new EventSource("/-/balise/events?" + new URLSearchParams({ token, digest, page }));
    stream.onerror = retry;
    stream.onmessage = (event) => {
      wait = 200;
      const news = JSON.parse(event.data);
      if (news.changed) reload();
      else show(news.report);
    };
  }

  function stop() {
    clearTimeout(timer);
    stream?.close();
    stream = undefined;
  }

  // A refused stream does not say why. The page itself does: it tells whether
  // the server is there, its token, and whether the page has changed.
  function retry() {
    stop();
    timer = setTimeout(async () => {
      const tag = await fetch(page, { cache: "no-store" }).then((answer) => answer.text(), () => "")
        .then((html) => html.match(/client\.js" data-token="(\w+)" data-digest="(\w+)"/));
      if (document.hidden) return;
      if (!tag) return retry();
      if (tag[2] !== digest) return reload();
      token = tag[1];
      listen();
    }, wait);
    wait = Math.min(2 * wait, 2000);
  }

  function reload() {
    stop();
    location.reload();
  }

  // The overlay: apart from the page, in a shadow tree with styles of its own
  // that ask nothing of the page's content security policy.

  const host = document.createElement("div");
  const root = host.attachShadow({ mode: "open" });
  const styles = new CSSStyleSheet();
  styles.replaceSync(`
    :host { all: initial; position: fixed; z-index: 2147483647; right: 0; bottom: 0; left: 0; pointer-events: none }
    section { pointer-events: auto; position: relative; box-sizing: border-box; width: fit-content; max-width: min(60rem, 100%);
      max-height: 50vh; overflow: auto; margin: 0 auto; padding: .6rem 3rem .6rem 1rem; border-top: 4px solid #ffb74d;
      border-radius: 6px 6px 0 0; background: #1d1d22; color: #f4f4f6; font: 15px/1.45 system-ui, sans-serif; box-shadow: 0 0 12px #0008 }
    .error { border-color: #ff6e67 }
    summary { cursor: pointer; font-weight: 600 }
    button { position: absolute; top: .35rem; right: .5rem; padding: .2rem .6rem; border: 0; background: none; color: inherit; font: inherit; cursor: pointer }
    :focus-visible { outline: 2px solid #8ab4f8 }
    ol { margin: .5rem 0 0; padding: 0; list-style: none }
    li { margin: 0 0 .9rem; overflow-wrap: anywhere }
    code, pre { font: 13px/1.5 ui-monospace, monospace }
    pre { margin: .2rem 0; padding: .3rem .5rem; background: #2a2a31; white-space: pre-wrap }
    mark { background: none; color: #ffb3ae; text-decoration: underline wavy; text-underline-offset: 3px }
    @media print { :host { display: none } }`);
  root.adoptedStyleSheets = [styles];

  let shown, closed = recall("closed");

  function show(report) {
    const text = JSON.stringify(report);
    if (text === shown) return;
    shown = text;
    host.remove();
    if (!report.problems.length) keep("closed", closed = "");
    if (!report.problems.length || text === closed) return;
    const left = report.errors + report.warnings - report.problems.length;
    const details = element("details", {}, [
      element("summary", {}, [title(report)]),
      element("ol", {}, report.problems.map(item)),
      ...(left ? [`and ${left} more`] : []),
    ]);
    details.open = report.errors && recall("folded") !== "yes";
    details.ontoggle = () => report.errors && keep("folded", details.open ? "no" : "yes");
    const close = element("button", { type: "button", ariaLabel: "Close until the problems change" }, ["×"]);
    close.onclick = () => { host.remove(); keep("closed", closed = text); };
    root.replaceChildren(element("section", { className: report.errors ? "error" : "", role: "status" }, [details, close]));
    document.documentElement.append(host);
  }

  function title({ errors, warnings, lastGood }) {
    const count = (n, word) => n ? [`${n} ${word}${n > 1 ? "s" : ""}`] : [];
    return [...count(errors, "error"), ...count(warnings, "warning")].join(", ") +
      (lastGood ? " – this page is the last version without errors" : "");
  }

  function item({ severity, place, message, code, fix, excerpt, related = [] }) {
    return element("li", {}, [
      element("code", {}, [place]), ` ${severity}: ${message} [${code}]`,
      ...(excerpt ? [element("pre", {}, [excerpt[0], element("mark", {}, [excerpt[1]]), excerpt[2]])] : []),
      ...(fix ? [element("div", {}, ["fix: " + fix])] : []),
      ...related.map((text) => element("div", {}, [text])),
    ]);
  }

  function element(name, properties, children) {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children); // strings become text
    return made;
  }

  // What the author closed or folded stays so in this tab. Storage may be denied.

  function keep(key, value) {
    try { sessionStorage["balise-" + key] = value; } catch { /* for this page only */ }
  }

  function recall(key) {
    try { return sessionStorage["balise-" + key]; } catch { return undefined; }
  }

  addEventListener("pagehide", stop);
  addEventListener("pageshow", (event) => { if (event.persisted) listen(); });
  document.addEventListener("visibilitychange", () => document.hidden ? stop() : listen());
  listen();
})();
