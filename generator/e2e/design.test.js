// The design keeps its promises on every page: see gates/design.js.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { contrastFaults, limits, ringFaults, targetFaults, textFaults } from "./gates/design.js";
import { desktop, newPage, phone } from "./lib/browser.js";
import { faultsOn, has, none } from "./lib/faults.js";
import { faulty, mounted, names, root, site } from "./lib/site.js";

for (const name of names) {
  test(`${name}: text and edges stand out, in light and in dark`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const page = await newPage(t);
    none(await faultsOn(pages, ({ url }) => contrastFaults(page, url)));
  });

  test(`${name}: text is set to be read`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const page = await newPage(t, { viewport: desktop });
    none(await faultsOn(pages, ({ url }) => textFaults(page, url)));
  });

  test(`${name}: a thumb finds its way`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const page = await newPage(t, { viewport: phone, hasTouch: true });
    none(await faultsOn(pages, ({ url }) => targetFaults(page, url)));
  });

  test(`${name}: the focus shows in forced colours`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const page = await newPage(t, { viewport: phone });
    none(await faultsOn(pages, ({ url }) => ringFaults(page, url)));
  });
}

test("the page for lost readers is readable where its links lead nowhere", async (t) => {
  const fr = site("fr");
  const html = readFileSync(path.join(fr.dir, "404.html"), "utf8");
  const page = await newPage(t);
  await page.setContent(html.replace(/<link rel="stylesheet"[^>]*>/g, ""));
  assert.ok(await page.evaluate(() => document.body.getBoundingClientRect().width) < 800);
});

test("the gates fail on a design with faults", async (t) => {
  const { url } = await mounted(t, faulty("design"));
  const narrow = await newPage(t, { viewport: phone });
  has(await contrastFaults(narrow, url()),
    "light: «Grey on white, six to one.» has a contrast of 5.7", "light: an edge of p.edge has a contrast of 1.6",
    "dark: the ground of the page has a luminance of 0.13", /^light: the ring of the focus has a contrast of 1\.\d/,
  );
  has(await textFaults(await newPage(t, { viewport: desktop }), url()), "text of 14 px", "lines 1.20 apart", "justified text", /^lines of \d{3} characters$/);
  has(await targetFaults(narrow, url()), /^«Thin» is \d+ × 1\d px, want 44$/, "«x» is 12 × 12 px, want 24");
  has(await ringFaults(narrow, url()), "«Thin» shows no ring of 3 px in forced colours");
  assert.ok(readFileSync(path.join(root, "static/style.css"), "utf8").includes(`${limits.contrast} to 1`), "the limits are those that the style promises");
});
