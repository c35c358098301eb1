// Checklists remember, count and clear, for the reader alone.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aided, kept, lists, near, publishFiles } from "./lib/aided.js";
import { newPage } from "./lib/browser.js";
import { mounted, site } from "./lib/site.js";

const words = site("fr").words;
const published = await publishFiles(aided());
const box = (page, name, nth = 0) => page.getByRole("checkbox", { name: name.replace("'", "’"), exact: true }).nth(nth);
const count = (page, nth = 0) => page.locator("aid-checklist output").nth(nth).textContent();
const clear = (page, nth = 0) => page.getByRole("button", { name: words("aid_clear") }).nth(nth);

async function open(t, mount = "/") {
  const served = await mounted(t, { ...published, home: mount });
  const page = await newPage(t);
  const visit = async (name = "listes/") => { await page.goto(served.url(name)); await near(page, "aid-checklist"); };
  await visit();
  return { page, visit, served };
}

test("ticks are counted, survive a reload and are cleared", async (t) => {
  const { page, visit } = await open(t);
  assert.equal(await count(page), words("aid_count", 1, 4), "one is ticked by the author");
  assert.deepEqual(await kept(page), {}, "nothing is kept before the reader acts");

  await box(page, "Lui demander le prix").check();
  await box(page, "Lire l'offre", 1).focus();
  await page.keyboard.press("Space");
  await box(page, "Ouvrir ce guide").uncheck();
  assert.equal(await count(page), words("aid_count", 1, 4));
  assert.equal(await count(page, 1), words("aid_count", 1, 2));
  assert.deepEqual(Object.keys(await kept(page)), ["balise 1 / ticks listes/"]);

  await visit();
  assert.equal(await count(page), words("aid_count", 1, 4));
  const ticked = async () => page.locator(":checked").evaluateAll((boxes) => boxes.map((one) => one.parentElement.textContent.trim()));
  assert.deepEqual(await ticked(), ["Lui demander le prix", "Lire l’offre"]);

  await clear(page, 1).click();
  await clear(page).click();
  assert.equal(await count(page), words("aid_count", 0, 4));
  await box(page, "Ouvrir ce guide").check();
  assert.deepEqual(await kept(page), {}, "as the author left it there is nothing to keep");
});

test("an edit of other items, of typography and of order moves no tick", async (t) => {
  const { dir } = published;
  const edited = aided({ "listes.md": lists.replace("- [ ] Lire l'offre\n", "- [ ] Un nouveau\n- [ ] **Lire** l’offre !\n").replace("1. [ ] Signer\n", "") });
  const first = await mounted(t, { dir });
  const page = await newPage(t);
  await page.goto(first.url("listes/"));
  await near(page, "aid-checklist");
  await box(page, "Lire l'offre").check();
  const record = await kept(page);

  const second = await mounted(t, await publishFiles(edited));
  await page.goto(second.url());
  await page.evaluate((record) => Object.assign(localStorage, record), record);
  await page.goto(second.url("listes/"));
  await near(page, "aid-checklist");
  assert.deepEqual(await page.locator(":checked").evaluateAll((boxes) => boxes.map((one) => one.parentElement.textContent.trim())), ["Lire l’offre\u202f!", "Ouvrir ce guide"]);
});

test("two sites of one host do not share ticks", async (t) => {
  const { page } = await open(t, "/un/");
  await box(page, "Signer").check();
  assert.deepEqual(Object.keys(await kept(page)), ["balise 1 /un/ ticks listes/"]);
});

test("what hostile hands left in the storage harms nothing", async (t) => {
  for (const value of ["", "{", "null", "3", '"x"', "[]", '{"lists":3}', '{"lists":[{"items":[3]}]}', '{"__proto__":{"checked":true}}', '{"lists":[{"items":[["__proto__",true],["constructor",1]]}]}']) {
    const served = await mounted(t, published);
    const page = await newPage(t);
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.addInitScript((value) => { if (!localStorage.length) localStorage["balise 1 / ticks listes/"] = value; }, value);
    await page.goto(served.url("listes/"));
    await near(page, "aid-checklist");
    assert.equal(await count(page), words("aid_count", 1, 4), value);
    await box(page, "Signer").check();
    await page.reload();
    await near(page, "aid-checklist");
    assert.ok(await box(page, "Signer").isChecked(), value);
    assert.deepEqual(faults, [], value);
  }
});

test("without storage, and with a full one, ticks last for the visit", async (t) => {
  for (const breaks of [
    () => Object.defineProperty(window, "localStorage", { get() { throw new DOMException("denied", "SecurityError"); } }),
    () => { Storage.prototype.setItem = () => { throw new DOMException("full", "QuotaExceededError"); }; },
  ]) {
    const served = await mounted(t, published);
    const page = await newPage(t);
    const faults = [];
    page.on("pageerror", (error) => faults.push(error.message));
    await page.addInitScript(breaks);
    await page.goto(served.url("listes/"));
    await near(page, "aid-checklist");
    await box(page, "Signer").check();
    assert.equal(await count(page, 1), words("aid_count", 1, 2));
    assert.deepEqual(faults, []);
  }
});

test("without scripts there is a plain list with boxes, and no dead control", async (t) => {
  const served = await mounted(t, published);
  const page = await newPage(t, { javaScriptEnabled: false });
  await page.goto(served.url("listes/"));
  assert.equal(await page.getByRole("checkbox").count(), 6);
  await box(page, "Signer").check();
  assert.equal(await page.locator(".body button:visible, .body output:visible").count(), 0);
});

test("boxes are empty on paper", async (t) => {
  const { page } = await open(t);
  await box(page, "Signer").check();
  await page.emulateMedia({ media: "print" });
  assert.equal(await box(page, "Signer").evaluate((box) => getComputedStyle(box).appearance), "none");
  assert.equal(await page.locator(".aid-tools:visible").count(), 0);
});

test("the checklists of our own guides work, opened from disk too", async (t) => {
  const { dir } = published;
  const page = await newPage(t);
  await page.goto(`file://${dir}/listes/index.html`);
  await near(page, "aid-checklist");
  await box(page, "Signer").check();
  assert.equal(await count(page, 1), words("aid_count", 1, 2));

  const served = await mounted(t, site("fr"));
  const { guides } = await site("fr").list();
  for (const { url } of guides.filter((guide) => guide.layout === "guide")) {
    await page.goto(served.url(url));
    await near(page, "aid-checklist");
    const boxes = page.locator("aid-checklist").last().getByRole("checkbox"), all = await boxes.count();
    await boxes.last().check();
    assert.equal(await page.locator("aid-checklist output").last().textContent(), words("aid_count", 1, all), url);
  }
});
