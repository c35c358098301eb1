// A page in the preview becomes what its file says without being loaded again: what
// the author did in it stays, and what they edited comes into view.
import assert from "node:assert/strict";
import { readFileSync, renameSync, rmSync } from "node:fs";
import { test } from "node:test";
import { loadStyles, newPage } from "./lib/browser.js";
import { address, expected, files, guide, settle, traces } from "./lib/long.js";
import { preview } from "./lib/preview.js";
import { root } from "./lib/site.js";

const soon = { timeout: 5000 };
const rest = 2100; // ms after which the author is taken to watch
const pause = (ms) => new Promise((later) => setTimeout(later, ms));

// open opens the long guide as an author has it before them. isSame tells whether
// the page was never loaded again, and did nothing that its policy forbids.
async function open(t, options) {
  const site = await preview(t, "en", { files, ...options });
  const page = await newPage(t);
  const refused = [];
  page.on("console", (message) => /Content Security Policy/.test(message.text()) && refused.push(message.text()));
  await page.goto(site.url(address));
  await page.evaluate(() => { window.isSame = true; });
  const isSame = async () => {
    assert.deepEqual(refused, []);
    return page.evaluate(() => window.isSame);
  };
  const write = (changes) => site.write("content/long.md", guide(changes));
  return { site, page, isSame, write };
}

// busy has the author touch the page again and again, until it is ended. It does so
// in the page, where no wait for the machine comes between.
async function busy(page) {
  const timer = await page.evaluate(() => {
    const touch = () => dispatchEvent(new KeyboardEvent("keydown", { key: "Shift" }));
    touch();
    return setInterval(touch, 100);
  });
  return () => page.evaluate((timer) => clearInterval(timer), timer);
}

const block = (page, text) => page.locator(".body > *").filter({ hasText: text }).first();
const top = (locator) => locator.evaluate((element) => element.getBoundingClientRect().top);

test("paragraph 40 is edited: it is in view and marked, and all that the author did stays", async (t) => {
  const { page, isSame, write } = await open(t);
  await settle(page);
  assert.deepEqual(await traces(page), expected);
  await pause(rest);
  write({ edits: { 40: "Paragraph 40 is another now." } });
  const edited = block(page, "Paragraph 40 is another now.");
  await edited.waitFor(soon);
  assert.ok(await edited.evaluate((element) => element.getBoundingClientRect().top > 0 && element.getBoundingClientRect().bottom < innerHeight), "out of view");
  assert.ok(await edited.evaluate((element) => element.getAnimations().length), "not marked");
  assert.deepEqual(await traces(page), expected);
  assert.deepEqual(await page.locator(".body > *").evaluateAll((all) => all.filter((element) => !element.old).map((element) => element.textContent)), [], "blocks that are new");
  await edited.evaluate((element) => Promise.all(element.getAnimations().map((mark) => mark.finished)));
  assert.equal(await edited.evaluate((element) => element.getAttribute("style")), null);
  assert.ok(await isSame());
});

test("words that changed come into view, not words that lost a mark to them", async (t) => {
  const { page, isSame, write } = await open(t, { files: { ...files, "content/glossary.yaml": "spoke: {term: spoke, definition: A wire of a wheel.}\n" } });
  await block(page, "Paragraph 1 says").locator(".term").waitFor(soon);
  await pause(rest);
  write({ edits: { 40: "Paragraph 40 explains each [spoke](term:spoke)." } });
  const edited = block(page, "Paragraph 40 explains");
  await edited.locator(".term").waitFor(soon);
  assert.equal(await page.locator(".body .term").count(), 1);
  assert.ok(await edited.evaluate((element) => element.getAnimations().length), "not marked");
  assert.ok(await isSame());
});

test("the page stays where it is while the author is busy in it, or sees the edit", async (t) => {
  const { page, isSame, write } = await open(t);
  await loadStyles(page);
  await page.locator("aid-calculator:defined").waitFor({ ...soon, state: "attached" });
  await page.mouse.move(600, 400);
  await page.mouse.wheel(0, 700);
  await page.waitForFunction(() => scrollY >= 700);
  const read = block(page, "Paragraph 4 says");
  const place = await top(read);
  const end = await busy(page);
  write({ edits: { 40: "Out of sight." } });
  await block(page, "Out of sight.").waitFor({ ...soon, state: "attached" });
  assert.equal(await top(read), place);
  await end();

  await pause(rest);
  write({ edits: { 5: "In sight." } });
  await block(page, "In sight.").waitFor(soon);
  assert.equal(await top(read), place);
  assert.ok(await isSame());
});

test("--still never scrolls", async (t) => {
  const { page, write } = await open(t, { args: ["--still"] });
  await pause(rest);
  write({ edits: { 40: "Out of sight." } });
  await block(page, "Out of sight.").waitFor({ ...soon, state: "attached" });
  assert.equal(await page.evaluate(() => scrollY), 0);
});

test("what is read stays at its place when text comes or goes above it", async (t) => {
  const { page, write } = await open(t);
  const read = block(page, "Paragraph 30 says");
  await read.evaluate((element) => element.scrollIntoView());
  await busy(page); // so that nothing else scrolls
  for (const before of ["New.\n\n".repeat(9), "New.\n\n", "> [!NOTE] A callout\n> with a text\n\n", ""]) {
    await page.waitForTimeout(400);
    const was = await top(read);
    const first = await page.locator(".body > *:not(h2)").evaluateAll((all) => all.slice(0, 3).map((each) => each.textContent).join());
    write({ before });
    await page.waitForFunction((first) => [...document.querySelectorAll(".body > *:not(h2)")].slice(0, 3).map((each) => each.textContent).join() != first, first);
    await page.evaluate(() => new Promise(requestAnimationFrame));
    assert.ok(Math.abs(await top(read) - was) <= 1, `${was} is ${await top(read)} after ${JSON.stringify(before)}`);
  }
});

test("blocks come, go and change places, and the others stay", async (t) => {
  const { page, isSame, write } = await open(t);
  await settle(page);
  const texts = () => page.locator(".body > p").allInnerTexts();
  const before = await texts();
  for (const [edits, want] of [
    [{ 10: "First.\n\nSecond.\n\nThird." }, before.toSpliced(9, 1, "First.", "Second.", "Third.")],
    [{ 10: "Second.", 12: "" }, before.toSpliced(11, 1).toSpliced(9, 1, "Second.")],
    [{ 10: before[10], 11: before[9] }, before.toSpliced(9, 2, before[10], before[9])],
    [{}, before],
  ]) {
    write({ edits });
    await page.waitForFunction((want) => [...document.querySelectorAll(".body > p")].map((p) => p.innerText).join("\n") == want, want.join("\n"), soon);
    assert.deepEqual(await traces(page), expected);
  }
  assert.ok(await isSame());
});

test("a title, a heading and the list of contents follow", async (t) => {
  const { page, isSame, write } = await open(t);
  await page.locator("details.toc").evaluate((details) => { details.open = true; });
  write({ title: "A short ride", edits: { 11: "Text.\n\n## Another part {#another}" } });
  await page.getByRole("heading", { level: 1, name: "A short ride" }).waitFor(soon);
  assert.match(await page.title(), /^A short ride/);
  assert.equal(await page.locator('meta[property="og:title"]').getAttribute("content"), "A short ride");
  assert.equal(await page.locator('.toc a[href="#another"]').count(), 1);
  assert.ok(await page.locator("details.toc").evaluate((details) => details.open));
  assert.ok(await isSame());
});

test("an aid that is edited keeps what was typed and ticked", async (t) => {
  const { site, page, isSame } = await open(t);
  await settle(page);
  const text = site.read("content/long.md");
  site.write("content/long.md", text.replace("- [ ] Levers", "- [ ] Levers\n- [ ] Lamp").replace("wheels * 32", "wheels * 36"));
  await page.getByRole("checkbox", { name: "Lamp" }).waitFor(soon);
  const { focus, ...rest } = await traces(page);
  assert.deepEqual({ ...rest, focus }, { ...expected, computed: "252", "ticked boxes": "false,true,false,false" });
  await page.getByRole("checkbox", { name: "Lamp" }).check();
  assert.match(await page.locator("aid-checklist output").innerText(), /2.*4/);
  assert.ok(await isSame());
});

test("an aid that is edited or comes before it was near works", async (t) => {
  const { site, page } = await open(t);
  assert.equal(await page.evaluate(() => customElements.get("aid-checklist")), undefined);
  const text = site.read("content/long.md");
  site.write("content/long.md", text.replace("- [ ] Levers", "- [ ] Levers\n- [ ] Lamp").replace("Paragraph 50 says", "- [ ] Bell\n\n$&"));
  for (const name of ["Lamp", "Bell"]) {
    await page.getByRole("checkbox", { name }).scrollIntoViewIfNeeded(soon);
    await page.locator("aid-checklist:defined").filter({ hasText: name }).waitFor(soon);
    await page.getByRole("checkbox", { name }).check();
    assert.match(await page.locator("aid-checklist").filter({ hasText: name }).locator("output").innerText(), /^1/);
  }
});

test("a style is exchanged without a moment that has none", async (t) => {
  const { site, page, isSame } = await open(t);
  await settle(page);
  await page.evaluate(() => {
    window.grounds = new Set();
    (function look() {
      window.grounds.add(getComputedStyle(document.querySelector("main pre")).overflowX);
      requestAnimationFrame(look);
    })();
  });
  const theme = readFileSync(`${root}/static/style.css`, "utf8");
  for (const color of ["rgb(1, 2, 3)", "rgb(4, 5, 6)"]) {
    site.write("static/style.css", `${theme}\nh1 { color: ${color}; }\n`);
    await page.waitForFunction((color) => getComputedStyle(document.querySelector("h1")).color == color, color, soon);
  }
  await page.waitForFunction(() => document.querySelectorAll('link[href*="/style."]').length == 1, undefined, soon);
  assert.deepEqual(await page.evaluate(() => [...window.grounds]), ["auto"]);

  site.write("static/reader.css", readFileSync(`${root}/static/reader.css`, "utf8") + "\naid-checklist { color: rgb(7, 8, 9); }\n"); // a script asked for it
  await page.waitForFunction(() => getComputedStyle(document.querySelector("aid-checklist")).color == "rgb(7, 8, 9)", undefined, soon);
  assert.deepEqual(await traces(page), expected);
  assert.ok(await isSame());
});

test("a picture is loaded again when its file changes under the same name", async (t) => {
  const square = (size) => `<svg xmlns="http://www.w3.org/2000/svg" width="${size}" height="${size}"><rect width="9" height="9"/></svg>`;
  const { site, page, isSame, write } = await open(t, { files: { ...files, "content/square.svg": square(20) } });
  write({ before: "![A square](square.svg)\n\n" });
  const width = (size) => page.waitForFunction((size) => document.querySelector(".body img")?.naturalWidth == size, size, soon);
  await width(20);
  site.write("content/square.svg", square(30));
  await width(30);
  site.write("content/square.svg", square(40));
  await width(40);
  assert.ok(await isSame());
});

test("a page that moves is followed, one that goes leaves a page that waits for it", async (t) => {
  const { site, page } = await open(t);
  renameSync(site.file("content/long.md"), site.file("content/longer.md"));
  await page.waitForURL(site.url("longer/"), soon);
  await block(page, "Paragraph 1 says").waitFor(soon);

  rmSync(site.file("content/longer.md"));
  await page.getByRole("heading", { level: 1, name: /not found/i }).waitFor(soon);
  site.write("content/longer.md", guide());
  await block(page, "Paragraph 1 says").waitFor(soon);
});

test("another page that changed is offered, and this one left alone", async (t) => {
  const { page, write, site } = await open(t);
  const other = await page.context().newPage();
  await other.goto(site.url());
  await other.evaluate(() => { window.isSame = true; });
  write({ edits: { 3: "Changed elsewhere." } });
  await other.getByText("Changed: A long ride").waitFor(soon);
  assert.ok(await other.evaluate(() => window.isSame));
  assert.equal(await page.getByText("Changed: ").count(), 0);
  await other.getByRole("link", { name: "A long ride" }).last().click();
  await block(other, "Changed elsewhere.").waitFor(soon);
});

test("eight windows side by side load, all follow, and none keeps the preview from its end", async (t) => {
  const { site, page, write } = await open(t);
  const pages = [page];
  for (let i = 1; i < 8; i++) {
    pages.push(await page.context().newPage());
    await pages[i].goto(site.url(address), { timeout: 3000 });
  }
  write({ edits: { 1: "For all." } });
  await Promise.all(pages.map((each) => block(each, "For all.").waitFor(soon)));
  assert.equal(await site.stop(), 0, site.output());
});

test("a preview that was killed and begins again finds its pages", async (t) => {
  const { site, page, isSame, write } = await open(t);
  await settle(page);
  await site.kill();
  write({ edits: { 2: "While nobody served." } });
  await pause(1500);
  await site.restart();
  await block(page, "While nobody served.").waitFor(soon);
  assert.deepEqual(await traces(page), expected);
  write({ edits: { 2: "Afterwards." } });
  await block(page, "Afterwards.").waitFor(soon);
  assert.ok(await isSame());
});
