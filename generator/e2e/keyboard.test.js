// Every page can be read with the keyboard alone.
import { test } from "node:test";
import { keyboardFaults } from "./gates/keyboard.js";
import { desktop, newPage, phone } from "./lib/browser.js";
import { faultsOn, has, none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

for (const name of names) {
  // Registers are long, and look on a desktop as they do on a phone.
  const { guides } = await site(name).list();
  const registers = new Set(guides.filter(({ layout }) => ["facts", "glossary", "sources"].includes(layout)).map(({ url }) => url));
  for (const viewport of [phone, desktop]) {
    test(`${name}: the keyboard reads every page, ${viewport.width} px wide`, async (t) => {
      const { pages: all } = await mounted(t, site(name));
      const pages = viewport === phone ? all : all.filter(({ path }) => !registers.has(path));
      const page = await newPage(t, { viewport });
      none(await faultsOn(pages, ({ url }) => keyboardFaults(page, url)));
    });
  }
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
