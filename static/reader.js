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
  window.balise = { store, page, base };

  // Aids mostly stand at the end of a page. Their script is asked for when the
  // reader comes near one.
  const load = () => {
    nearby.disconnect();
    document.head.append(Object.assign(document.createElement("script"), { src: aids }));
  };
  const nearby = new IntersectionObserver((seen) => seen.some((one) => one.isIntersecting) && load(), { rootMargin: "50%" });
  if (aids) for (const aid of document.querySelectorAll("aid-checklist")) nearby.observe(aid);
})();
