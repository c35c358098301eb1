// Calculators: what the browser computes is what the build computed, whatever is
// typed, and however hostile.
import assert from "node:assert/strict";
import { test } from "node:test";
import { aided, guide, kept, near, publishFiles } from "./lib/aided.js";
import { newPage } from "./lib/browser.js";
import { mounted, site } from "./lib/site.js";

const words = site("fr").words;

const exit = `\`\`\`calculator
title: Coût de sortie
id: sortie
note: "Un < exemple & rien d'autre."
inputs:
  - {id: forfait, label: Forfait, unit: EUR/mois, default: 5000, min: 0, max: 100000, step: 100}
  - {id: marge, label: Marge, unit: "%", default: marge}
outputs:
  - {id: rompre, label: Rompre, unit: EUR, formula: "forfait * sortie"}
  - {label: Avec la marge, unit: EUR, formula: "rompre * (1 + marge)"}
  - {label: Inverse, formula: "1 / marge"}
\`\`\`
`;
const facts = `sortie:
  label: Mois dus
  value: {min: 4, max: 7}
  unit: mois
  kind: hypothesis
marge:
  label: Marge d'exemple
  value: 12.5
  unit: "%"
  kind: hypothesis
`;
const published = await publishFiles(aided({ "facts.yaml": facts, "calcul.md": guide("Calculer", exit) }));

const results = (page) => page.locator("aid-calculator output").allTextContents().then((texts) => texts.map(ordinary));
const ordinary = (text) => text.replace(/[\u00a0\u202f]/g, " ");
const input = (page, name) => page.locator(`input[name=${name}]`);
const example = ["20 000 à 35 000 €", "22 500 à 39 375 €", "8"];

async function open(t, { options, prepare, hash = "" } = {}) {
  const served = await mounted(t, published);
  const page = await newPage(t, options);
  const faults = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => message.type() == "error" && faults.push(message.text()));
  page.on("dialog", (dialog) => faults.push(`dialog ${dialog.message()}`) && dialog.dismiss());
  if (prepare) await page.addInitScript(...prepare);
  await page.goto(served.url("calcul/") + hash);
  if (options?.javaScriptEnabled !== false) await near(page, "aid-calculator");
  return { page, served, faults };
}

test("without scripts there are the example, its results and the way to them", async (t) => {
  const { page } = await open(t, { options: { javaScriptEnabled: false } });
  assert.deepEqual(await results(page), example);
  assert.equal(ordinary(await input(page, "forfait").inputValue()), "5 000");
  assert.equal(await input(page, "forfait").isEditable(), false);
  const text = ordinary(await page.locator("aid-calculator").innerText());
  for (const part of ["= Forfait × 4 à 7 mois", "= Rompre × (1 + Marge)", "= 1 ÷ Marge", "Un < exemple & rien d’autre.", "Forfait (€ par mois)"]) assert.ok(text.includes(part), part);
  assert.equal(await page.locator("aid-calculator button:visible, .aid-tools:visible").count(), 2, "two buttons, of facts");
});

test("numbers are read and written as people do", async (t) => {
  const { page, faults } = await open(t);
  assert.deepEqual(await results(page), example);
  assert.deepEqual(await kept(page), {}, "nothing is kept before the reader acts");
  for (const [typed, shown, result] of [
    ["1 000", "1 000", "4 000 à 7 000 €"], ["1\u202f500,50", "1 500,5", "6 002 à 10 504 €"], ["1500.50", "1 500,5", "6 002 à 10 504 €"], ["1.500", "1 500", "6 000 à 10 500 €"], ["1.500,5 €", "1 500,5", "6 002 à 10 504 €"],
    ["0", "0", "0 €"], [",5", "0,5", "2 à 3,5 €"], ["0,125", "0,125", "0,5 à 0,88 €"], ["  42  ", "42", "168 à 294 €"],
  ]) {
    await input(page, "forfait").fill(typed);
    assert.equal((await results(page))[0], result, typed);
    await input(page, "forfait").blur();
    assert.equal(ordinary(await input(page, "forfait").inputValue()), shown);
    assert.equal((await results(page))[0], result, `${typed}, as it is shown`);
  }
  await input(page, "marge").fill("12,5 %");
  await input(page, "forfait").fill("5 000");
  assert.deepEqual(await results(page), example);
  assert.deepEqual(faults, []);
});

test("what is no number, or out of range, says what is wanted", async (t) => {
  const { page } = await open(t);
  for (const typed of ["", "x", "-1", "100 001", "1e3", "1,2,3", "--1", "NaN", "Infinity", "9".repeat(400), "1 000 000 000 000 000 000"]) {
    await input(page, "forfait").fill(typed);
    assert.deepEqual(await results(page), ["—", "—", "8"], typed);
  }
  assert.equal(await input(page, "forfait").getAttribute("aria-invalid"), "true");
  const hint = page.locator(".aid-error:visible");
  assert.equal(ordinary(await hint.textContent()), ordinary(words("aid_between", "0", "100 000")));
  assert.equal(await input(page, "forfait").getAttribute("aria-describedby"), await hint.getAttribute("id"));
  await input(page, "marge").fill("0");
  assert.deepEqual(await results(page), ["—", "—", "—"], "division by 0");
  await input(page, "forfait").fill("100000");
  assert.deepEqual(await results(page), ["400 000 à 700 000 €", "400 000 à 700 000 €", "—"]);
  assert.equal(await hint.count(), 0);
});

test("by keyboard alone: arrows add a step, and stop at the ends", async (t) => {
  const { page } = await open(t);
  await input(page, "forfait").focus();
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("ArrowUp");
  assert.equal(ordinary(await input(page, "forfait").inputValue()), "5 200");
  for (let i = 0; i < 60; i++) await page.keyboard.press("ArrowDown");
  assert.equal(await input(page, "forfait").inputValue(), "0");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowUp");
  assert.equal(await input(page, "marge").inputValue(), "12,5", "it has no step");
});

test("a link holds what was typed, a reload keeps it, a button clears it", async (t) => {
  const { page, served } = await open(t);
  await input(page, "forfait").fill("1 500,50");
  const link = await page.getByRole("link", { name: words("aid_share") }).evaluate((a) => a.href);
  assert.deepEqual(Object.keys(await kept(page)), ["balise 1 / calculator calcul/#page_aid_sortie"]);
  await page.reload();
  await near(page, "aid-calculator");
  assert.equal((await results(page))[0], "6 002 à 10 504 €");

  await page.getByRole("button", { name: words("aid_reset") }).click();
  assert.deepEqual(await results(page), example);
  assert.deepEqual(await kept(page), {});

  const other = await newPage(t);
  await other.goto(link);
  await near(other, "aid-calculator");
  assert.equal((await results(other))[0], "6 002 à 10 504 €");
  assert.deepEqual(await kept(other), {}, "following a link keeps nothing");
  await other.evaluate(() => { location.hash = "#page_aid_sortie?forfait=2"; });
  await other.waitForFunction(() => document.querySelector("output").textContent.startsWith("8"));
  assert.equal(served.url("calcul/"), link.split("#")[0]);
});

test("hostile addresses and storage harm nothing", async (t) => {
  const key = "balise 1 / calculator calcul/#page_aid_sortie";
  for (const hash of ["?", "?forfait", "?forfait=<img src=x onerror=alert(1)>", "?__proto__=1&constructor=2&forfait=3", "?forfait=%E0%A4%A", "?forfait=$$&$&", `?forfait=${"9".repeat(5000)}`]) {
    const { page, faults } = await open(t, { hash: "#page_aid_sortie" + hash });
    await input(page, "forfait").fill("1000");
    assert.equal((await results(page))[0], "4 000 à 7 000 €", hash);
    assert.equal(await page.locator("aid-calculator img").count(), 0);
    assert.deepEqual(faults, [], hash);
  }
  for (const value of ["{", "3", "[]", '{"values":null}', '{"values":"forfait"}', '{"values":{"__proto__":{"forfait":"1"}}}', '{"values":{"forfait":{"a":1}}}', '{"values":{"forfait":"<script>alert(1)</script>"}}', '{"values":{"forfait":[1,2]}}']) {
    const { page, faults } = await open(t, { prepare: [([key, value]) => { if (!localStorage.length) localStorage[key] = value; }, [key, value]] });
    await input(page, "forfait").fill("1000");
    assert.equal((await results(page))[0], "4 000 à 7 000 €", value);
    assert.deepEqual(faults, [], value);
  }
});

// The law: for formulas at random, the build with some numbers gives what the
// browser gives when these are typed into the page that was built with others.

function random(seed) { // mulberry32
  return () => {
    seed = seed + 0x6d2b79f5 | 0;
    let x = Math.imul(seed ^ seed >>> 15, 1 | seed);
    x ^= x + Math.imul(x ^ x >>> 7, 61 | x);
    return ((x ^ x >>> 14) >>> 0) / 2 ** 32;
  };
}

const units = ["", "%", "EUR", "heure/an", "poste"];

function formulas(next, depth) {
  const pick = (list) => list[Math.floor(next() * list.length)];
  const part = () => formulas(next, depth - 1);
  if (depth == 0) return pick(["a", "b", "c", "a", "b", "part", "7", "0.1", "12.5 %", "etendue"]);
  return pick([
    () => `(${part()} + ${part()})`, () => `(${part()} - ${part()})`, () => `${part()} * ${part()}`, () => `${part()} / (1 + (${part()})^2)`,
    () => `-${part()}`, () => `(${part()})^${Math.floor(next() * 4)}`, () => `min(${part()}, ${part()}, ${part()})`, () => `max(${part()}, ${part()})`,
    () => `round(${part()})`, () => `round(${part()}, ${pick(["0.01", "0.5", "5", "100"])})`, () => `floor(${part()})`, () => `ceil(${part()})`, () => `(1 + (${part()})^2)^-1`,
  ])();
}

function calculators(seed, numbers) {
  const next = random(seed);
  let text = "";
  for (let i = 0; i < 12; i++) {
    const value = () => { // drawn by both sites, so that they have the same formulas
      const size = 10 ** Math.floor(next() * 8 - 3), digits = [next(), next()][numbers];
      return +(digits * size * (next() < .2 ? -1 : 1)).toPrecision(1 + Math.floor(next() * 6));
    };
    text += `\`\`\`calculator\ntitle: Calcul ${i}\ninputs:\n`;
    for (const name of ["a", "b", "c"]) text += `  - {id: ${name}, label: ${name}, default: ${plain(value())}}\n`;
    text += `  - {id: part, label: part, unit: "%", default: ${plain(value())}}\noutputs:\n`;
    units.forEach((unit, k) => {
      const one = unit && unit != "%" ? ` * 1 [${unit}]` : "";
      text += `  - {id: r${k}, label: r${k},${unit && ` unit: "${unit}",`} formula: "(${formulas(next, 1 + Math.floor(next() * 3))})${one}"}\n`;
    });
    text += "  - {label: suite, formula: \"r0 / 3 + r1 * b - part\"}\n```\n\n";
  }
  return text;
}
const plain = (x) => x.toFixed(12).replace(/\.?0+$/, "");

for (const language of ["fr", "en"]) {
  test(`${language}: browser and build agree on formulas and numbers at random`, async (t) => {
    const made = (numbers) => publishFiles({
      ...aided(), "site.yaml": `title: Essai\nlanguage: ${language}\n`,
      "facts.yaml": "etendue:\n  label: Une étendue\n  value: {min: -0.75, max: 4.2}\n  kind: hypothesis\n",
      ...Object.fromEntries([1, 2, 3, 4, 5].map((seed) => [`p${seed}.md`, guide(`Page ${seed}`, calculators(seed, numbers))])),
    });
    const [first, second] = await Promise.all([made(0), made(1)]);
    const [typed, built] = [await mounted(t, first), await mounted(t, second)];
    const page = await newPage(t), other = await newPage(t, { javaScriptEnabled: false });
    const read = (page) => page.evaluate(() => [...document.querySelectorAll("aid-calculator")].map((one) => ({
      values: [...one.querySelectorAll("input")].map((input) => input.defaultValue),
      results: [...one.querySelectorAll("output")].map((output) => output.textContent),
    })));
    let compared = 0, differing = 0;
    for (const seed of [1, 2, 3, 4, 5]) {
      await page.goto(typed.url(`p${seed}/`));
      const before = await read(page);
      await near(page, "aid-calculator");
      assert.deepEqual(await read(page), before, `page ${seed}, as it was built`);
      await other.goto(built.url(`p${seed}/`));
      const want = await read(other);
      await page.evaluate((want) => document.querySelectorAll("aid-calculator").forEach((one, i) => {
        one.querySelectorAll("input").forEach((input, k) => { input.value = want[i].values[k]; });
        one.querySelector("input").dispatchEvent(new Event("input", { bubbles: true }));
      }), want);
      (await read(page)).forEach(({ results }, i) => results.forEach((result, k) => {
        assert.equal(result, want[i].results[k], `page ${seed}, calculator ${i}, result ${k} of ${want[i].values}`);
        compared++;
        if (result != before[i].results[k]) differing++;
      }));
    }
    t.diagnostic(`${compared} results compared, ${differing} of them changed`);
    assert.ok(compared == 360 && differing > 150, `${compared} compared, ${differing} changed`);
  });
}
