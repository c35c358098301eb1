// No link, image, style or anchor of a published site leads nowhere, wherever
// the site is put; and pages ask nothing of anybody else.
import assert from "node:assert/strict";
import { test } from "node:test";
import { linkFaults } from "./gates/links.js";
import { listener } from "./gates/quiet.js";
import { newPage } from "./lib/browser.js";
import { faultsOn, has, none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

for (const name of names) {
  for (const mount of new Set(["/", "/sub/dir/", site(name).home])) {
    test(`${name}: no dead link under ${mount}`, async (t) => {
      const there = await mounted(t, site(name), mount);
      assert.ok(there.pages.length > 10, `only ${there.pages.length} pages`);
      none(await linkFaults(await newPage(t), there));
    });

    test(`${name}: pages are quiet under ${mount}`, async (t) => {
      const { pages } = await mounted(t, site(name), mount);
      const listen = await listener(await newPage(t));
      none(await faultsOn(pages, (page) => listen(page.url)));
    });
  }
}

test("the gate fails on dead links", async (t) => {
  const there = await mounted(t, faulty("page"));
  const { url } = there;
  assert.deepEqual((await linkFaults(await newPage(t), there)).sort(), [
    `${url("folder/")} is an orphan: no page links to it`,
    `${url("orphan/")} is an orphan: no page links to it`,
    `${url("style.css")}: ${url("missing.woff2")} answers 404`,
    `${url()}: ${url("folder")} answers 301`,
    `${url()}: ${url("missing.png")} answers 404`,
    `${url()}: ${url("missing/")} answers 404`,
    `${url()}: no #nowhere in ${url()}`,
  ].sort());
});

test("the gate fails on a page that is not quiet", async (t) => {
  const { url } = await mounted(t, faulty("page"));
  const listen = await listener(await newPage(t));
  has(await listen(url()),
    /^console: .*404/,
    "script: seeded fault",
    "asks http://elsewhere.invalid",
    /^content security policy: script-src-elem inline/,
    "cookie seeded",
    "keeps seeded, though the reader did nothing",
  );
});
