// Guides are light: text and style in one flight of packets, next to no script.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { limits, median, weigh, weightFaults } from "./gates/weight.js";
import { newPage, phone } from "./lib/browser.js";
import { none } from "./lib/faults.js";
import { mounted, names, site, temporary } from "./lib/site.js";

// Ours have 2,000 words and forty figures each.
const medians = { en: 10 * 1024, fr: 19 * 1024 };

for (const name of names) {
  test(`${name}: guides are light`, async (t) => {
    const { url } = await mounted(t, site(name));
    const { guides } = await site(name).list();
    const faults = [], whole = [];
    for (const guide of guides.filter((guide) => guide.layout === "guide" && !guide.draft && !guide.scheduled)) {
      const page = await newPage(t, { viewport: phone });
      const sizes = await weigh(page, url(guide.url));
      await page.context().close();
      t.diagnostic(`/${guide.url}: ${JSON.stringify(sizes)}`);
      whole.push(sizes.whole);
      faults.push(...weightFaults(sizes).map((fault) => `/${guide.url}: ${fault}`));
    }
    assert.ok(whole.length >= 4, `only ${whole.length} guides`);
    none(faults);
    assert.ok(median(whole) <= medians[name], `median of HTML and CSS is ${median(whole)} bytes, want at most ${medians[name]}`);
  });
}

test("the gate fails on a heavy guide", async (t) => {
  const fr = site("fr");
  const dir = path.join(temporary(), "heavy");
  cpSync(fr.dir, dir, { recursive: true });
  const file = path.join(dir, "types-de-contrats/index.html");
  let noise = "";
  for (let i = 0; noise.length < 40_000; i++) noise += createHash("sha256").update(String(i)).digest("base64");
  writeFileSync(file, readFileSync(file, "utf8").replace('<div class="body">', `<div class="body"><p>${noise}</p>`));
  const { url } = await mounted(t, { ...fr, dir });
  const sizes = await weigh(await newPage(t), url("types-de-contrats/"));
  assert.deepEqual(weightFaults(sizes), ["firstView", "whole"].map((what) => `${what} is ${sizes[what]}, want at most ${limits[what]}`));
});
