// The grid for scoring providers: totals, what it keeps, and what it exports.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { aided, guide, kept, near, publishFiles } from "./lib/aided.js";
import { newPage } from "./lib/browser.js";
import { mounted, site } from "./lib/site.js";

const words = site("fr").words;
const grid = `\`\`\`scoring
title: Comparer
scale: 5
providers: 2
criteria:
  - {label: Équipe, weight: 60, help: un nom}
  - {label: "Prix ; total", weight: 40}
\`\`\`
`;
const published = await publishFiles(aided({ "grille.md": guide("Une grille", grid) }));

async function open(t, options) {
  const served = await mounted(t, published);
  const page = await newPage(t, options);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  await page.goto(served.url("grille/"));
  if (options?.javaScriptEnabled !== false) await near(page, "aid-grid");
  return { page, faults };
}

const score = (page, provider, criterion) => page.getByRole("textbox", { name: words("aid_score", provider, criterion.replace(" ;", "\u202f;")), exact: true });
const totals = (page) => page.locator("aid-grid tfoot tr:first-child td").allTextContents();

test("scores are weighted, out of 100, and kept", async (t) => {
  const { page, faults } = await open(t);
  assert.deepEqual(await totals(page), ["100", "", ""]);
  await score(page, "Prestataire 1", "Équipe").fill("4");
  assert.deepEqual(await totals(page), ["100", "80 (1/2)", ""]);
  await score(page, "Prestataire 1", "Prix ; total").fill("2,5");
  assert.deepEqual(await totals(page), ["100", "68", ""]);
  await score(page, "Prestataire 2", "Équipe").fill("6");
  assert.equal(await score(page, "Prestataire 2", "Équipe").getAttribute("aria-invalid"), "true");
  await page.getByRole("textbox", { name: `${words("aid_weight")} (Équipe)` }).fill("40");
  assert.deepEqual(await totals(page), ["80", "65", ""]);
  await page.getByRole("textbox", { name: words("aid_name", 1) }).fill("Acme");
  await page.getByRole("textbox", { name: `${words("aid_notes")} (Prestataire 1)` }).fill("deux\nlignes");
  await page.reload();
  await near(page, "aid-grid");
  assert.deepEqual(await totals(page), ["80", "65", ""]);
  assert.equal(await page.getByRole("textbox", { name: words("aid_name", 1) }).inputValue(), "Acme");
  await page.getByRole("button", { name: words("aid_reset") }).click();
  assert.deepEqual(await totals(page), ["100", "", ""]);
  assert.deepEqual(await kept(page), {});
  assert.deepEqual(faults, []);
});

test("the export opens in a spreadsheet, and computes nothing there", async (t) => {
  const { page } = await open(t);
  await score(page, "Prestataire 1", "Équipe").fill("4,5");
  await page.getByRole("textbox", { name: words("aid_name", 1) }).fill('=HYPERLINK("http://x")');
  await page.getByRole("textbox", { name: words("aid_name", 2) }).fill("  @SUM(A1)");
  await page.getByRole("textbox", { name: `${words("aid_notes")} (Prestataire 1)` }).fill("-1+1\nfin");
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: words("aid_export") }).click()]);
  assert.equal(download.suggestedFilename(), "comparer.csv");
  assert.equal(readFileSync(await download.path(), "utf8"), "\ufeff" + [
    `"Critère";"Poids";"'=HYPERLINK(""http://x"")";"'  @SUM(A1)"`, `"Équipe";"60";"4,5";""`, `"Prix\u202f; total";"40";"";""`,
    `"Total sur 100";"100";"90 (1/2)";""`, `"Remarques";"";"'-1+1\nfin";""`,
  ].join("\r\n"));
});

test("without scripts there is an empty table, on paper too", async (t) => {
  const { page } = await open(t, { javaScriptEnabled: false });
  assert.equal(await page.locator("aid-grid tbody tr").count(), 2);
  assert.equal(await page.locator("aid-grid button:visible").count(), 0);
  await page.emulateMedia({ media: "print" });
  await page.setViewportSize({ width: 640, height: 900 });
  const table = await page.locator("aid-grid table").evaluate((table) => [table.scrollWidth, table.parentElement.clientWidth]);
  assert.ok(table[0] <= table[1], `the table is ${table[0]} px wide in ${table[1]}`);
  assert.ok(await score(page, "Prestataire 2", "Équipe").isVisible());
});

test("the grid of our own guide adds up to its weights", async (t) => {
  const served = await mounted(t, site("fr"));
  const page = await newPage(t);
  await page.goto(served.url("choisir-un-prestataire/"));
  await near(page, "aid-grid");
  assert.equal((await totals(page))[0], "100");
});
