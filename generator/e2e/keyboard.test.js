// Every page can be read with the keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyboardFaults } from "./gates/keyboard.js";
import { desktop, newPage, phone } from "./lib/browser.js";
import { faultsOn, has, none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

for (const name of names) {
  test(`${name}: the keyboard reads every page, ${phone.width} px wide`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const page = await newPage(t, { viewport: phone });
    none(await faultsOn(pages, ({ url }) => keyboardFaults(page, url)));
  });

  test(`${name}: the keyboard reads a page of each kind, ${desktop.width} px wide`, async (t) => {
    const { guides } = await site(name).list();
    // Registers are long, and look on a desktop as they do on a phone.
    const seen = new Set(["facts", "glossary", "sources"]);
    const others = new Set(guides.filter(({ layout }) => seen.has(layout) || !seen.add(layout)).map(({ url }) => url));
    const { pages: all } = await mounted(t, site(name));
    const pages = all.filter(({ path }) => !others.has(path));
    assert.ok(pages.length >= 8, `${pages.length} pages`);
    const page = await newPage(t, { viewport: desktop });
    none(await faultsOn(pages, ({ url }) => keyboardFaults(page, url)));
  });
}

test("the keyboard gate fails on a page with faults", async (t) => {
  const { url } = await mounted(t, faulty("page"));
  has(await keyboardFaults(await newPage(t), url()),
    /^the first stop is .*, want a link to the content$/,
    "a «No ring» does not show the focus",
    "a «Off the page» is out of sight with the focus on it",
    "a «Covered» is covered with the focus on it",
    "button «Out of order» cannot be reached",
  );
});
