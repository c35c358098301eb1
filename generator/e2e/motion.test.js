// Pages stay still while they load and lead over to each other: see gates/design.js.
import assert from "node:assert/strict";
import { test } from "node:test";
import { shifts, transitionOn } from "./gates/design.js";
import { newPage, phone } from "./lib/browser.js";
import { faultsOn, none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

for (const name of names) {
  test(`${name}: nothing moves while a page loads`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const shiftOf = await shifts(await newPage(t, { viewport: phone }));
    none(await faultsOn(pages, async ({ url }) => {
      const shift = await shiftOf(url);
      return shift === 0 ? [] : [`moved by ${shift}`];
    }));
  });
}

test("a step leads over to the next with a transition, unless readers want no motion", async (t) => {
  const { url } = await mounted(t, site("fr"));
  assert.equal(await transitionOn(await newPage(t), url()), true);
  assert.equal(await transitionOn(await newPage(t, { reducedMotion: "reduce" }), url()), false);
});

test("links are fetched ahead by rules that the page's policy lets through", async (t) => {
  const { url } = await mounted(t, site("fr"));
  const page = await newPage(t);
  await page.goto(url());
  const asked = page.waitForRequest((request) => request.headers()["sec-purpose"]?.includes("prefetch"));
  await page.locator("main .steps a").first().hover();
  assert.match((await asked).url(), /comprendre-l-infogerance/);
});

test("the gates fail on pages that move", async (t) => {
  const { url } = await mounted(t, faulty("design"));
  const shiftOf = await shifts(await newPage(t, { viewport: phone }));
  assert.ok(await shiftOf(url()) > 0, "the seeded picture does not push the text down");
  assert.equal(await transitionOn(await newPage(t, { reducedMotion: "reduce" }), url("moving.html")), true);
});
