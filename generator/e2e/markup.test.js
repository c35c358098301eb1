// Every page is valid HTML.
import { test } from "node:test";
import { nuFaults, validatorFaults } from "./gates/markup.js";
import { has, none } from "./lib/faults.js";
import { faulty, names, publishedPages, site } from "./lib/site.js";

const files = (dir) => publishedPages(dir).map((page) => page.file);

for (const name of names) {
  test(`${name}: html-validate finds nothing`, async () => {
    none(await validatorFaults(files(site(name).dir)));
  });
}

test("the Nu checker finds nothing", async () => {
  none(await nuFaults(...names.map((name) => site(name).dir)));
});

test("html-validate fails on a page with faults", async () => {
  has(await validatorFaults(files(faulty("page").dir)), /\[no-dup-id\]/, /\[wcag\/h37\]/, /\[close-order\]/, /\[empty-title\]/);
});

test("the Nu checker fails on a page with faults", async () => {
  has(await nuFaults(faulty("page").dir), /Duplicate ID/, /“img” element must have an “alt”/, /[Uu]nclosed element|open elements/);
});
