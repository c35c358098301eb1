// Aids: custom elements around HTML that is complete without them. Texts of the
// site, of the address and of the storage reach the page as text alone.
"use strict";
(() => {
  const { store, page } = window.balise;
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const one = (selector, within) => within.querySelector(selector);
  const plain = (element) => element.textContent.trim().replace(/\s+/g, " ");
  const titleOf = (element) => document.getElementById(element.getAttribute("aria-labelledby"));

  // define names what upgrades an element, once for each.
  const define = (name, upgrade) => customElements.define(name, class extends HTMLElement {
    connectedCallback() {
      if (!this.upgraded) upgrade(this);
      this.upgraded = true;
    }
  });

  // Checklists: the ticks of a page are one record, by the name of the item.
  const ticks = "ticks " + page;
  const boxes = (list) => all("input[type=checkbox]", list);
  const isTouched = (box) => box.checked != box.defaultChecked;

  function saveTicks() {
    const lists = all("aid-checklist").filter((list) => boxes(list).some(isTouched)).map((list) => ({
      title: titleOf(list) ? plain(titleOf(list)) : "",
      items: boxes(list).map((box) => [box.value, box.checked, plain(box.parentElement)]),
    }));
    store.write(ticks, lists.length ? { title: plain(one("h1", document)), lists } : null);
  }

  function savedTicks() {
    try {
      return new Map(store.read(ticks).lists.flatMap(({ items }) => items));
    } catch {
      return new Map();
    }
  }

  define("aid-checklist", (list) => {
    const tools = one(".aid-tools", list), count = one("output", tools), saved = savedTicks();
    const tell = () => {
      const ticked = boxes(list).filter((box) => box.checked).length;
      count.value = count.dataset.text.replace("{0}", ticked).replace("{1}", boxes(list).length);
    };
    for (const box of boxes(list)) box.checked = saved.get(box.value) ?? box.defaultChecked;
    list.onchange = () => { tell(); saveTicks(); };
    one("button", tools).onclick = () => {
      for (const box of boxes(list)) box.checked = false;
      list.onchange();
    };
    tell();
    tools.hidden = false;
  });
})();
