// What readers see has the typography of its language, on every page.
import assert from "node:assert/strict";
import { test } from "node:test";
import { typographyFaults } from "./gates/typography.js";
import { newPage } from "./lib/browser.js";
import { faultsOn, none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

for (const name of names) {
  test(`${name}: typography`, async (t) => {
    const { pages } = await mounted(t, site(name));
    assert.ok(pages.length > 10, `only ${pages.length} pages`);
    const page = await newPage(t);
    none(await faultsOn(pages, async ({ url }) => {
      await page.goto(url);
      return typographyFaults(page);
    }));
  });
}

test("the gate fails on a page with faults", async (t) => {
  const { url } = await mounted(t, faulty("typography"));
  const page = await newPage(t);
  await page.goto(url());
  assert.deepEqual(await typographyFaults(page), [
    'straight quote or apostrophe: "’eau, mais l\'air."',
    'ordinary space before: "Un risque ! Et l’ea"',
    'ordinary space before: "Il paie 10 % de tout"',
    'ordinary space before: "4:30, il dit : « oui »"',
    'ordinary space before: " dit : « oui » ici, so"',
    'no space before: "out, soit 45€ à 14:30"',
    'no U+00A0 behind: "0, il dit : « oui » i"',
    'ordinary space between thousands: "» ici, soit 1 500 postes."',
    'no space before: " que\u202f: voilà? Fin"',
    'not U+202F before: "Pourquoi\u00a0? Parce q"',
    'not U+00A0 before: "\u00a0? Parce que\u202f: voilà? "',
    'three dots: "Et puis... rien"',
    'hyphen for a dash: "Le prix - hors tax"',
    'straight quote or apostrophe: "It\'s so: “f"',
    'straight quote or apostrophe: "L\'image"',
    'straight quote or apostrophe: "L\'essai"',
  ]);
});
