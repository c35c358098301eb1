// What a reader has read, where they stopped, and what changed since: kept only
// when they ask for it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { guide, kept, publishFiles, styled } from "./lib/aided.js";
import { newPage } from "./lib/browser.js";
import { plain } from "./gates/reading.js";
import { mounted, site } from "./lib/site.js";

const words = site("fr").words;
const long = "Un mot et puis un autre, encore et encore. ".repeat(60);
const step = (n, text = "") => guide(`Étape ${n}`, `Le début.\n\n## Première partie\n\n${long}${text}\n\n## L'autre partie\n\n${long}\n`);
const files = (more = {}) => ({
  "site.yaml": "title: Essai\nlanguage: fr\n",
  "index.md": guide("Parcours", "Un site.\n", "steps: [un, deux, trois]\n"),
  "un.md": step("un"), "deux.md": step("deux"), "trois.md": step("trois"), ...more,
});
const published = await publishFiles(files());

const mark = (page) => page.getByRole("checkbox", { name: words("progress_mark") });
const resume = (page) => page.locator(".resume");
const changed = (page) => page.locator(".changed");

async function open(t, published_ = published, options = {}) {
  const served = await mounted(t, published_);
  const page = await newPage(t, { reducedMotion: "reduce", ...options }); // no transition to be cut short
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  return { page, served, faults };
}

test("nothing is kept or shown before the reader acts", async (t) => {
  const { page, served, faults } = await open(t);
  for (const path of ["", "un/", "deux/", ""]) {
    await page.goto(served.url(path));
    await page.evaluate(() => scrollTo(0, 900));
    assert.equal(await page.locator(".resume:visible, .changed:visible, .read").count(), 0, path);
  }
  assert.deepEqual(await kept(page), {});
  assert.deepEqual(faults, []);
});

test("a guide is marked as read by keyboard, and the path goes on behind it", async (t) => {
  const { page, served, faults } = await open(t);
  await page.goto(served.url("un/"));
  await mark(page).focus();
  await page.keyboard.press("Space");
  assert.ok(await mark(page).isChecked());
  const minutes = +(await page.locator(".progress span").textContent()).match(/\d+/)[0];
  assert.equal(await page.locator(".path .read").count(), 1);

  await page.goto(served.url());
  const go = resume(page).getByRole("link");
  assert.equal(plain(await go.textContent()), plain(words("progress_resume", 2, "Étape deux")));
  assert.ok(plain(await resume(page).textContent()).includes(plain(words("progress_left", minutes))));
  assert.equal(await page.locator(".steps .read").count(), 1);
  await go.click();
  assert.equal(page.url(), served.url("deux/"));

  await page.getByRole("heading", { name: "L’autre partie" }).scrollIntoViewIfNeeded();
  await page.evaluate(() => scrollTo(0, document.querySelectorAll(".body h2")[1].offsetTop - 50));
  await page.goto(served.url());
  assert.equal(plain(await go.textContent()), plain(words("progress_resume", 2, "Étape deux")));
  assert.ok((await go.getAttribute("href")).endsWith("deux/#l-autre-partie"), await go.getAttribute("href"));

  for (const path of ["deux/", "trois/"]) {
    await page.goto(served.url(path));
    await mark(page).scrollIntoViewIfNeeded();
    await styled(page);
    await mark(page).check();
  }
  await page.goto(served.url());
  assert.ok(plain(await resume(page).textContent()).includes(plain(words("progress_all"))));
  assert.equal(await go.count(), 0);

  await page.getByRole("button", { name: words("progress_erase") }).click();
  assert.deepEqual(await kept(page), {});
  assert.equal(await page.locator(".resume:visible, .read").count(), 0);
  assert.deepEqual(faults, []);
});

test("a guide that changed says where, and is read again", async (t) => {
  const first = await open(t);
  await first.page.goto(first.served.url("un/"));
  await mark(first.page).check();
  const record = await kept(first.page);

  const edited = files({ "un.md": step("un", "Une phrase de plus.").replace("## L'autre", "## Une nouvelle\n\nTexte.\n\n## L’autre") });
  const { page, served } = await open(t, await publishFiles(edited));
  await page.goto(served.url());
  await page.evaluate((record) => Object.assign(localStorage, record), record);
  await page.goto(served.url("un/"));
  assert.equal(plain(await changed(page).textContent()), plain(`${words("progress_changed")} Première partie, Une nouvelle`));
  assert.ok((await changed(page).getByRole("link").first().getAttribute("href")).endsWith("#premiere-partie"));
  assert.equal(await mark(page).isChecked(), false);
  await mark(page).check();
  assert.equal(await changed(page).isVisible(), false);
  await page.reload();
  assert.ok(await mark(page).isChecked());
  await mark(page).uncheck();
  assert.deepEqual(await kept(page), {});
});

test("what hostile hands left in the storage harms nothing, and neither does its absence", async (t) => {
  const prepare = [...["{", "3", "[]", '{"sections":3}', '{"sections":{"":"x","premiere-partie":{"a":1}}}', '{"sections":"<img src=x onerror=alert(1)>"}']
    .map((value) => [(value) => { for (const key of ["read un/", "read deux/", "last"]) localStorage[`balise 1 / ${key}`] = value; }, value]),
  [() => { for (const key of ["read un/", "last"]) localStorage[`balise 1 / ${key}`] = '{"path":"un/","id":"\\"><img>","sections":{}}'; }],
  [() => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } })]];
  for (const [script, value] of prepare) {
    const { page, served, faults } = await open(t);
    await page.addInitScript(script, value);
    for (const path of ["", "un/"]) {
      await page.goto(served.url(path));
      assert.equal(await page.locator("main img").count(), 0);
    }
    await mark(page).check();
    assert.equal(await changed(page).isVisible(), false, value);
    assert.deepEqual(faults, [], value);
  }
});

test("without scripts nothing of it shows", async (t) => {
  const { page, served } = await open(t, published, { javaScriptEnabled: false });
  for (const path of ["", "un/"]) {
    await page.goto(served.url(path));
    assert.equal(await page.locator(".progress:visible, .resume:visible, .changed:visible").count(), 0);
  }
});
