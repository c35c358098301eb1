// What a reader's own browser remembers for them, and nobody else: where it is
// kept, and the script of the aids when one of them comes near. Nothing is kept
// before the reader does something that is to be remembered.
"use strict";
(() => {
  const { look, aids, read } = document.currentScript.dataset;
  const base = new URL("..", document.currentScript.src); // this file is in assets/

  // Sites of one host share its storage: keys begin with where the site lives,
  // and with the version of what is kept.
  const prefix = `balise 1 ${base.pathname} `;
  // Where there is no storage, or it is full, what is kept lasts for this visit.
  const memory = new Map();

  const store = {
    read(key) {
      try {
        const value = memory.get(key) ?? JSON.parse(localStorage.getItem(prefix + key));
        return typeof value == "object" ? value : null;
      } catch {
        return null;
      }
    },
    // A value of null is forgotten.
    write(key, value) {
      memory.set(key, value ?? {});
      try {
        if (value) localStorage.setItem(prefix + key, JSON.stringify(value));
        else localStorage.removeItem(prefix + key);
        memory.delete(key);
      } catch { /* the memory has it */ }
    },
    keys() {
      const keys = new Set(memory.keys());
      try {
        for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) keys.add(key.slice(prefix.length));
      } catch { /* the memory has them */ }
      return [...keys].sort();
    },
  };

  const page = location.pathname.slice(base.pathname.length).replace(/index\.html$/, "");

  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within = document) => within.querySelector(selector);
  const plain = (element) => element?.textContent.trim().replace(/[ \t\n]+/g, " ") ?? "";
  const titleOf = (element) => plain(document.getElementById(element.getAttribute("aria-labelledby")));
  const say = (text, ...values) => text.replace(/\{(\d)\}/g, (_, i) => values[i]);
  const make = (name, properties, ...children) => {
    const made = Object.assign(document.createElement(name), properties);
    made.append(...children); // strings become text
    return made;
  };

  // keep remembers what is not empty, with the title that the worksheet shows.
  const keep = (key, record) => store.write(key, record && { page: plain(one("h1")), ...record });

  // define names what upgrades an element, once for each. Its tools are of use now.
  const define = (name, upgrade) => customElements.define(name, class extends HTMLElement {
    connectedCallback() {
      if (this.upgraded) return;
      this.upgraded = true;
      upgrade(this);
      one(".aid-tools", this).hidden = false;
    }
  });

  window.balise = { store, page, base, all, one, plain, titleOf, make, say, keep, define };

  // Reading: which guides are read, each with the digests of its sections as they
  // were then, and where the reader stopped. Nothing is kept before the reader marks
  // a guide as read.

  const pathOf = (link) => link.pathname.slice(base.pathname.length).replace(/index\.html$/, "");
  const wasRead = (path) => store.read("read " + path)?.sections;
  const isFollowed = () => store.keys().some((key) => key.startsWith("read "));

  function showGuide(progress) {
    const box = one("input", progress), left = one("span", progress), changed = one(".changed");
    const now = Object.fromEntries(progress.dataset.sections.split(" ").map((section) => section.split(":")));
    const show = () => {
      const then = wasRead(page), news = Object.keys(now).filter((id) => then && now[id] !== then[id]);
      const names = news.map((id) => id ? make("a", { href: "#" + id }, plain(document.getElementById(id))) : changed.dataset.lead);
      one("span", changed).replaceChildren(...names.flatMap((name, i) => i ? [", ", name] : [name]));
      changed.hidden = !news.length;
      box.checked = then && !news.length;
      const steps = all(".path li"), minutes = showSteps(steps);
      left.hidden = !isFollowed() || !minutes || steps.length != progress.dataset.of;
      left.textContent = say(left.dataset.text, minutes);
    };
    box.onchange = () => {
      store.write("read " + page, box.checked && { sections: now });
      store.write("last");
      show();
    };
    addEventListener("pagehide", () => {
      if (!isFollowed() || wasRead(page) || !scrollY) return;
      const passed = all(".body h2[id]").filter((heading) => heading.getBoundingClientRect().top < innerHeight / 2);
      store.write("last", { path: page, id: passed.at(-1)?.id ?? "" });
    });
    show();
    progress.hidden = false;
  }

  // showSteps marks the steps that are read, and returns how many minutes the others
  // take.
  function showSteps(steps) {
    let minutes = 0;
    for (const step of steps) {
      const link = one("a", step), isRead = wasRead(pathOf(link));
      one(".read", step)?.remove();
      if (isRead) link.append(make("span", { className: "read" }, ` ✓ ${read}`));
      else minutes += +step.dataset.minutes;
    }
    return minutes;
  }

  function showPath(resume) {
    const steps = all(".steps > li"), [link, text] = resume.children;
    const minutes = showSteps(steps), last = store.read("last");
    const links = steps.map((step) => one("a", step));
    const unread = (i) => !wasRead(pathOf(links[i]));
    const stopped = links.findIndex((link, i) => last && pathOf(link) == last.path && unread(i));
    const next = stopped < 0 ? links.findIndex((_, i) => unread(i)) : stopped;
    link.hidden = next < 0;
    if (next >= 0) {
      link.href = links[next].href + (next == stopped && last.id ? "#" + encodeURIComponent(last.id) : "");
      link.textContent = say(link.dataset.text, next + 1, plain(links[next]));
      text.textContent = say(resume.dataset.left, minutes);
    }
    one("button", resume).onclick = () => {
      for (const key of store.keys()) if (/^(read|last)/.test(key)) store.write(key);
      showSteps(steps);
      resume.hidden = true;
    };
    resume.hidden = !isFollowed();
  }

  const progress = one(".progress"), resume = one(".resume");
  if (progress) showGuide(progress);
  if (resume) showPath(resume);

  // Aids mostly stand at the end of a page. Their script, and the style of all this,
  // are asked for when the reader comes near.
  const load = () => {
    nearby.disconnect();
    if (one("link[data-reader]")) return;
    const link = make("link", { rel: "stylesheet", href: look });
    link.dataset.reader = "";
    link.onload = link.onerror = () => aids && document.head.append(make("script", { src: aids }));
    document.head.append(link);
  };
  addEventListener("beforeprint", load);
  const nearby = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), { rootMargin: "50%" });
  for (const part of all("aid-checklist, .aid, aid-sheet, .progress, .resume, .changed")) nearby.observe(part);
  if (isFollowed() || location.hash.includes("?")) load(); // marks of what is read; an address with numbers for an aid
})();
