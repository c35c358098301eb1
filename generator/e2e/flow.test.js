// Text can be read on a narrow phone, with a reader's own spacing, and on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { printFaults } from "./gates/print.js";
import { reflowFaults } from "./gates/reflow.js";
import { newPage } from "./lib/browser.js";
import { faultsOn, has, none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

for (const name of names) {
  test(`${name}: no page scrolls sideways or cuts text off`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const page = await newPage(t);
    none(await faultsOn(pages, ({ url }) => reflowFaults(page, url)));
  });

  test(`${name}: every page can be printed`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const page = await newPage(t);
    none(await faultsOn(pages, ({ url }) => printFaults(page, url)));
  });
}

test("the reflow gate fails on a page with faults", async (t) => {
  const { url } = await mounted(t, faulty("page"));
  const faults = await reflowFaults(await newPage(t), url());
  has(faults, "320 px: div.wide ends at 900 px", "320 px, text spaced: p.cut cuts its text off");
  assert.ok(!faults.includes("320 px: p.cut cuts its text off"), "the seeded text is cut before it is spaced");
});

test("the print gate fails on a page with faults", async (t) => {
  const { url } = await mounted(t, faulty("page"));
  has(await printFaults(await newPage(t), url()), "nav is printed", "p.faint is not printed", "is 900 px wide, wider than paper");
});
