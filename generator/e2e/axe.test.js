// axe-core has nothing to say about any page.
import { test } from "node:test";
import { axeFaults } from "./gates/axe.js";
import { newPage } from "./lib/browser.js";
import { faultsOn, has, none } from "./lib/faults.js";
import { faulty, mounted, names, site } from "./lib/site.js";

for (const name of names) {
  test(`${name}: axe finds nothing on any page, narrow and wide, light and dark`, async (t) => {
    const { pages } = await mounted(t, site(name));
    const page = await newPage(t);
    none(await faultsOn(pages, ({ url }) => axeFaults(page, url)));
  });
}

test("axe fails on a page with faults", async (t) => {
  const { url } = await mounted(t, faulty("page"));
  has(await axeFaults(await newPage(t), url()),
    /: html-has-lang at /, /: document-title at /, /: image-alt at /, /: button-name at /, /: heading-order at /, /: target-size at /,
    /^360 px, light: color-contrast at \.faint/, /^1280 px, dark: color-contrast at \.faint/, /^360 px, light: color-contrast-enhanced at \.pale/,
  );
});
