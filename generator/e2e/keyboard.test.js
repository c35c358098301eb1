// Every page can be read with the keyboard alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { keyboardFaults } from "./gates/keyboard.js";
import { desktop, newPage, phone } from "./lib/browser.js";
import { faultsOn, has, none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

// Registers are long, and read by keyboard in notes.test.js.
const registers = ["facts", "glossary", "sources"];

// read reads the pages of a site but those of the guides that skip chooses.
async function read(t, name, viewport, skip) {
  const { guides } = await site(name).list();
  const { pages: all } = await mounted(t, site(name));
  const skipped = new Set(guides.filter(skip).map(({ url }) => url));
  const pages = all.filter(({ path }) => !skipped.has(path));
  assert.ok(pages.length >= 8, `${pages.length} pages`);
  const page = await newPage(t, { viewport });
  none(await faultsOn(pages, ({ url }) => keyboardFaults(page, url)));
}

for (const name of names) {
  test(`${name}: the keyboard reads every page, ${phone.width} px wide`, (t) =>
    read(t, name, phone, ({ layout }) => registers.includes(layout)));

  test(`${name}: the keyboard reads a page of each kind, ${desktop.width} px wide`, (t) => {
    const seen = new Set(registers);
    return read(t, name, desktop, ({ layout }) => seen.has(layout) || !seen.add(layout));
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
