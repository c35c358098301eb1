// The guides can be read in order, with links alone and no JavaScript.
import assert from "node:assert/strict";
import { test } from "node:test";
import { readingFaults } from "./gates/reading.js";
import { newPage } from "./lib/browser.js";
import { none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

const withoutScripts = { javaScriptEnabled: false };

for (const name of names) {
  const list = await site(name).list();
  for (const path of list.paths) {
    test(`${name}: the path «${path.title}» is read in order without JavaScript`, async (t) => {
      const { url } = await mounted(t, site(name));
      const page = await newPage(t, withoutScripts);
      none(await readingFaults(page, url, list, path, site(name).words));
    });
  }
}

test("fr: the home page leads into the path by a link of its own", async (t) => {
  const fr = site("fr");
  const { url } = await mounted(t, fr);
  const page = await newPage(t, withoutScripts);
  await page.goto(url());
  await page.getByRole("link", { name: fr.words("start") }).click();
  const { guides, paths } = await fr.list();
  const first = guides.find((guide) => guide.key === paths.find((path) => path.key === "index").steps[0].guide);
  assert.equal(page.url(), url(first.url));
});

test("the list is the order of the author's file", async () => {
  const { paths } = await site("fr").list();
  assert.deepEqual(paths.find((path) => path.key === "index").steps.map((step) => step.guide), [
    "comprendre-l-infogerance", "types-de-contrats", "budgets-reels", "choisir-un-prestataire",
  ]);
});

test("the gate fails on a path with faults", async (t) => {
  const { url } = await mounted(t, faulty("order"));
  const page = await newPage(t, withoutScripts);
  const step = (number) => [{ path: "index", step: number, of: 2 }];
  const list = {
    guides: [
      { key: "one", url: "one/", title: "One", paths: step(1) },
      { key: "two", url: "two/", title: "Two", paths: step(2) },
    ],
  };
  const path = { key: "index", title: "Path", url: "", steps: [{ guide: "one", why: "to begin" }, { guide: "two", why: "to go on" }] };
  const faults = await readingFaults(page, url, list, path, site("en").words);
  assert.deepEqual(faults, [
    `the path's page lists ${url("one/")}, ${url("one/")}`,
    "the path's page does not say why to read two",
    "step 1 is titled «Won», want «One»",
    "step 1 does not say «Step 1 of 2»",
    "step 1 does not say why to read the next one, «to go on»",
    "step 2 has 1 links to a next step, want 0",
  ]);
});
