// The worksheet gathers what a reader did; and pages with aids, in use, are as
// accessible, quiet and narrow as all others.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFaults } from "./gates/axe.js";
import { listener } from "./gates/quiet.js";
import { kept, near, styled } from "./lib/aided.js";
import { newPage, phone } from "./lib/browser.js";
import { none } from "./lib/faults.js";
import { mounted, site } from "./lib/site.js";

const words = site("fr").words;
const ordinary = (text) => text.replace(/[\u00a0\u202f]/g, " ").replace(/\s+/g, " ").trim();

// act ticks, computes, scores and reads, on our own site, and returns what it ticked.
async function act(page, url) {
  await page.goto(url("comprendre-l-infogerance/"));
  await near(page, "aid-checklist");
  const items = page.locator("aid-checklist").first().getByRole("listitem");
  const [ticked, open] = (await items.allTextContents()).map(ordinary);
  await items.first().getByRole("checkbox").check();
  await page.getByRole("checkbox", { name: words("progress_mark") }).check();
  await page.goto(url("budgets-reels/"));
  await near(page, "aid-calculator");
  await page.locator("#page_aid_sortie_forfait").fill("8 000");
  await page.goto(url("choisir-un-prestataire/"));
  await near(page, "aid-grid");
  await page.locator("input[name^=score]").first().fill("4");
  await page.locator("input[name=name-0]").fill("<b>Acme</b> & fils");
  return { ticked, open };
}

async function sheet(page, url) {
  await page.goto(url("ma-fiche/"));
  await page.waitForFunction(() => document.querySelector("aid-sheet").upgraded);
}

test("what was ticked, computed and scored is on one page, and one button erases it", async (t) => {
  const { url } = await mounted(t, site("fr"));
  const page = await newPage(t);
  await sheet(page, url);
  assert.ok(await page.getByText(words("sheet_empty")).isVisible());
  assert.deepEqual(await kept(page), {});

  const { ticked, open } = await act(page, url);
  await sheet(page, url);
  const text = ordinary(await page.locator("aid-sheet").innerText());
  for (const part of [`☑ ${ticked}`, `☐ ${open}`]) assert.ok(text.includes(part), `${part} in ${text}`);
  for (const part of [/Forfait actuel \(€ par mois\) : 8 000/, /Rompre avant terme : 32 000 à 56 000 €/, /<b>Acme<\/b> & fils : 80 \(1\/7\)/]) assert.match(text, part);
  assert.equal(await page.locator("aid-sheet b").count(), 0);
  const links = await page.locator("aid-sheet a").evaluateAll((links) => links.map((link) => link.href));
  assert.deepEqual(links, ["budgets-reels/#page_aid_sortie", "choisir-un-prestataire/#page_aid_notation", "comprendre-l-infogerance/"].map(url));

  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("aid-sheet button:visible, main nav:visible").count(), 0);
  assert.ok(await page.getByText("☑").first().isVisible());
  await page.emulateMedia({ media: "screen" });

  page.once("dialog", (dialog) => dialog.dismiss());
  await page.getByRole("button", { name: words("sheet_erase") }).click();
  assert.ok(Object.keys(await kept(page)).length >= 4);
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: words("sheet_erase") }).click();
  assert.deepEqual(await kept(page), {});
  assert.ok(await page.getByText(words("sheet_empty")).isVisible());
});

test("hostile records are left out", async (t) => {
  const { url } = await mounted(t, site("fr"));
  const page = await newPage(t);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(url());
  await page.evaluate(() => {
    const records = ["{", "3", '{"parts":3}', '{"parts":[[1]]}', '{"parts":[["t",[3]]]}', '{"page":"<img src=x>","parts":[["<script>alert(1)</script>",[["a",{"b":1}],["<i>x</i>",true]]]]}'];
    records.forEach((record, i) => { localStorage[`balise 1 / calculator javascript:alert(${i})#x`] = record; });
    localStorage["balise 1 / "] = '{"parts":[["vide",[]]]}';
    localStorage.autre = "d'un autre site";
  });
  await sheet(page, url);
  assert.equal(await page.locator("aid-sheet :is(img, script, i)").count(), 0);
  for (const href of await page.locator("aid-sheet a").evaluateAll((links) => links.map((link) => link.href))) assert.ok(href.startsWith(url()), href);
  page.once("dialog", (dialog) => dialog.accept());
  await page.getByRole("button", { name: words("sheet_erase") }).click();
  assert.deepEqual(await kept(page), { autre: "d'un autre site" });
  assert.deepEqual(faults, []);
});

for (const [path, element] of [["comprendre-l-infogerance/", "aid-checklist"], ["budgets-reels/", "aid-calculator"], ["choisir-un-prestataire/", "aid-grid"], ["ma-fiche/", "aid-sheet"], ["", ".resume"]]) {
  test(`/${path} in use: axe, policy, reflow`, async (t) => {
    const { url } = await mounted(t, site("fr"));
    const page = await newPage(t, { viewport: phone });
    await act(page, url);
    const prepare = () => element[0] == "." ? styled(page) : near(page, element);
    none(await axeFaults(page, url(path), { prepare: async () => {
      await prepare();
      if (element == "aid-calculator") await page.locator("#page_aid_sortie_forfait").fill("x");
    } }));

    const other = await newPage(t, { viewport: { width: 320, height: 640 } });
    await act(other, url);
    await other.goto(url(path));
    const wide = await other.evaluate(() => document.documentElement.scrollWidth);
    assert.ok(wide <= 320, `${wide} px wide`);
    const listen = await listener(other);
    none((await listen(url(path))).filter((fault) => !fault.startsWith("keeps balise 1 / "))); // it did something
  });
}
