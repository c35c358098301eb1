// What a reader's own browser remembers for them, and nobody else: where it is
// kept, and the script of the aids when one of them comes near. Nothing is kept
// before the reader does something that is to be remembered.
"use strict";
(() => {
  const { root, aids } = document.currentScript.dataset;
  const base = new URL(root, location.href);

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
  const plain = (element) => element?.textContent.trim().replace(/\s+/g, " ") ?? "";
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

  // Aids mostly stand at the end of a page. Their script is asked for when the
  // reader comes near one.
  const load = () => {
    nearby.disconnect();
    document.head.append(Object.assign(document.createElement("script"), { src: aids }));
  };
  const nearby = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), { rootMargin: "50%" });
  if (aids && location.hash.includes("?")) load(); // an address with numbers for one of them
  else if (aids) for (const aid of document.querySelectorAll("aid-checklist, .aid, aid-sheet")) nearby.observe(aid);
})();
