// Facts, terms and citations can be read by everybody: without scripts, with the
// keyboard, with a finger on a narrow phone, with a screen reader and on paper.
import assert from "node:assert/strict";
import { test } from "node:test";
import { axeFaults } from "./gates/axe.js";
import { keyboardFaults } from "./gates/keyboard.js";
import { linkFaults } from "./gates/links.js";
import { nuFaults, validatorFaults } from "./gates/markup.js";
import { fitFaults, keyFaults, nameFaults, paperFaults, touchFaults } from "./gates/notes.js";
import { printFaults } from "./gates/print.js";
import { reflowFaults } from "./gates/reflow.js";
import { desktop, newPage, phone } from "./lib/browser.js";
import { faultsOn, has, none } from "./lib/faults.js";
import { notedPages, publishNoted } from "./lib/noted.js";
import { faulty, mounted, publishedPages } from "./lib/site.js";

const noted = await publishNoted();
const withoutScripts = { javaScriptEnabled: false };
const narrow = { width: 320, height: 640 };
const windows = [[320, 640], [360, 740], [768, 1024], [1280, 900]];

// listed are the pages that hold notes, or list what notes say.
const listed = async (t) => (await mounted(t, noted)).pages.filter((page) => notedPages.includes(page.path));

test("the site has all there is to note", async (t) => {
  const { url } = await mounted(t, noted);
  const page = await newPage(t, withoutScripts);
  await page.goto(url("guide/"));
  const count = (selector) => page.locator(selector).count();
  assert.equal(await count("[popover]"), 30 + 18); // facts, and terms but the one that this guide explains and the one in a task alone
  assert.equal(await count("[popover] [lang=en]"), 4);
  for (const place of ["td", "h2", "ul > li", "ol > li", ".callout", ".footnotes"]) {
    assert.ok(await count(`.body ${place} .fact > button`) > 0, `no fact in ${place}`);
  }
  assert.match(await page.locator(".task").first().textContent(), /\d\s€/);
  assert.equal(await count(".task button"), 0); // the text is the label of a box
  assert.ok(await count("[popover] .against") >= 7);
  assert.ok(await count("[popover]:has-text('Calcul')") > 0);
  assert.ok(await count(".sources strong") > 0, "no source is said to be unread");
});

for (const viewport of [narrow, desktop]) {
  test(`the keyboard opens, reads and closes every note without JavaScript, ${viewport.width} px wide`, async (t) => {
    const { url } = await mounted(t, noted);
    none(await keyFaults(await newPage(t, { ...withoutScripts, viewport }), url("guide/")));
  });

  test(`the keyboard reads every page, ${viewport.width} px wide`, async (t) => {
    const page = await newPage(t, { viewport });
    none(await faultsOn(await listed(t), ({ url }) => keyboardFaults(page, url)));
  });
}

test("a click opens and closes a note without JavaScript", async (t) => {
  const { url } = await mounted(t, noted);
  const page = await newPage(t, { ...withoutScripts, viewport: phone, hasTouch: true });
  await page.goto(url("guide/"));
  const note = page.locator("[popover]").first();
  assert.equal(await note.isVisible(), false);
  await page.locator(".body .fact > button").first().tap();
  assert.equal(await note.isVisible(), true);
  await note.getByRole("button").tap();
  assert.equal(await note.isVisible(), false);
  await page.locator(".body .fact > button").first().tap();
  await page.touchscreen.tap(180, 10); // beside the note
  assert.equal(await note.isVisible(), false);
});

test("an open note fits every window", async (t) => {
  const { url } = await mounted(t, noted);
  none(await fitFaults(await newPage(t), url("guide/"), windows));
});

test("no page scrolls sideways or cuts text off", async (t) => {
  const page = await newPage(t);
  none(await faultsOn(await listed(t), ({ url }) => reflowFaults(page, url)));
});

for (const viewport of [narrow, phone]) {
  test(`a finger finds what it means, ${viewport.width} px wide`, async (t) => {
    const page = await newPage(t, { viewport, hasTouch: true });
    none(await faultsOn(await listed(t), ({ url }) => touchFaults(page, url)));
  });
}

test("axe finds nothing with the notes closed", async (t) => {
  const page = await newPage(t);
  none(await faultsOn(await listed(t), ({ url }) => axeFaults(page, url, { narrow })));
});

for (const name of ["Mesure numéro 1", "Mesure numéro 9", "Somme des deux premières", "endive", "service desk"]) {
  test(`axe finds nothing with the note of «${name}» open`, async (t) => {
    const { url } = await mounted(t, noted);
    const page = await newPage(t);
    const prepare = () => page.locator(`.body [aria-label="${name}"]`).first().press("Enter");
    none(await axeFaults(page, url("guide/"), { narrow, prepare }));
    assert.equal(await page.locator("[popover]", { hasText: name }).first().isVisible(), true);
  });
}

test("html-validate and the Nu checker find nothing", async () => {
  none([...await validatorFaults(publishedPages(noted.dir).map((page) => page.file)), ...await nuFaults(noted.dir)]);
});

test("buttons have names of their own, and every reference leads somewhere", async (t) => {
  const page = await newPage(t);
  none(await faultsOn(await listed(t), ({ url }) => nameFaults(page, url)));
  none(await linkFaults(page, await mounted(t, noted)));
});

test("paper lists all notes and sources by their numbers", async (t) => {
  const page = await newPage(t);
  none(await faultsOn(await listed(t), ({ url }) => paperFaults(page, url)));
  none(await faultsOn(await listed(t), ({ url }) => printFaults(page, url)));
});

test("the gates fail on notes with faults", async (t) => {
  const { url } = await mounted(t, faulty("notes"));
  const page = await newPage(t, { viewport: narrow });
  has(await keyFaults(page, url()),
    "note gone: Enter does not open it",
    "note stuck: Esc does not close it",
    "note empty: Tab does not lead into it",
    "note bare: its button does not show the focus",
    "1 buttons cannot be reached, skipped is the first",
  );
  has(await keyFaults(page, url("order/")), "the buttons are not reached in the order of the text");
  has(await fitFaults(page, url(), [[320, 640]]),
    /^320 px: note wide: it is from 0 to 5../,
    /^320 px: note high: it is from .* in a window 640 px high/,
    "320 px: note long: it scrolls sideways",
  );
  has(await touchFaults(page, url()),
    "the button of small is 12 × 12 px",
    "the button of over lies on what is not its text",
    /^the button of \w+ lies under another target$/,
  );
  has(await nameFaults(page, url()),
    "a button of nameless is called «»",
    "same and twin are both called «Same name»",
    "popovertarget leads to gone, which is nowhere",
    "href leads to s:gone, which is nowhere",
  );
  has(await paperFaults(page, url()),
    "a button of printed is printed",
    "note hidden is not printed",
    "a mark of note wrong says (99), its number is (1)",
    "source s:hidden is not printed",
    "a mark of source s:hidden says 7, its number is 1",
    "note unmarked has no mark",
  );
  has(await axeFaults(page, url(), { narrow, prepare: () => page.locator(".fact > .faint").press("Enter") }),
    /^320 px, light: color-contrast at .*\.faint/,
  );
});
