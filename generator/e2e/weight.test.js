// Guides are light: HTML and style in one flight of packets, next to no script.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { cpSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { limits, median, weigh, weightFaults } from "./gates/weight.js";
import { newPage, phone } from "./lib/browser.js";
import { none } from "./lib/faults.js";
import { mounted, names, site, temporary } from "./lib/site.js";

for (const name of names) {
  test(`${name}: guides are light`, async (t) => {
    const { url } = await mounted(t, site(name));
    const { guides } = await site(name).list();
    const faults = [], markup = [];
    for (const guide of guides.filter((guide) => guide.layout === "guide" && !guide.draft && !guide.scheduled)) {
      const page = await newPage(t, { viewport: phone });
      const sizes = await weigh(page, url(guide.url));
      await page.context().close();
      t.diagnostic(`/${guide.url}: ${JSON.stringify(sizes)}`);
      markup.push(sizes.markup);
      faults.push(...weightFaults(sizes).map((fault) => `/${guide.url}: ${fault}`));
    }
    assert.ok(markup.length >= 4, `only ${markup.length} guides`);
    none(faults);
    assert.ok(median(markup) <= limits.median, `median of HTML and CSS is ${median(markup)} bytes, want at most ${limits.median}`);
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
  assert.deepEqual(weightFaults(sizes), [`markup is ${sizes.markup}, want at most ${limits.markup}`]);
  assert.ok(sizes.markup > limits.median);
});
