// Many edits: whatever an author does to a page, it becomes what loading
// it again would show, and neither the page nor the server grows.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { newPage } from "./lib/browser.js";
import { address, files, guide } from "./lib/long.js";
import { preview } from "./lib/preview.js";

const soon = { timeout: 5000 };

// random returns numbers below n that are the same in every run.
function random(seed) {
  return (n) => {
    seed = (seed * 1103515245 + 12345) % 2 ** 31;
    return Math.floor(seed / 2 ** 31 * n);
  };
}

// What a guide may consist of.
const kinds = [
  (n) => `A paragraph, number ${n}, with *emphasis* and [a link](index.md).`,
  (n) => `## Heading ${n}`,
  (n) => `### Part ${n} {#part-${n}}`,
  (n) => `- one\n- two ${n}\n  - three`,
  (n) => `1. first\n2. second ${n}`,
  (n) => `- [ ] Box ${n}\n- [x] Other ${n}`,
  (n) => `| a | b |\n|---|---|\n| ${n} | 2 |\n| 3 | 4 |`,
  (n) => `> [!TIP] Tip ${n}\n> Text.`,
  (n) => `\`\`\`\ncode ${n}\n\n  more\n\`\`\``,
  (n) => `A note[^${n}].\n\n[^${n}]: The note ${n}.`,
  () => "The same paragraph again and again.",
];

// change edits a list of blocks in one way or another.
function change(blocks, pick) {
  const at = pick(blocks.length + 1), block = () => kinds[pick(kinds.length)](pick(1000));
  switch (pick(6)) {
    case 0: return blocks.toSpliced(at, 0, block(), block());
    case 1: return blocks.toSpliced(at, 1 + pick(4));
    case 2: return [...blocks.slice(at), ...blocks.slice(0, at)];
    case 3: return blocks.toSpliced(at, 2, block());
    case 4: return blocks.map((each) => pick(4) ? each : each.replace(/[a-z]{3,}/, (word) => word + "s"));
    default: return blocks.toSpliced(at, 1, block());
  }
}

// shown is what a page is made of, without what the preview adds, once the scripts of
// the page are through with it.
async function shown(page, scripts) {
  if (scripts) {
    await page.evaluate(() => dispatchEvent(new Event("beforeprint"))); // loads those of aids
    if (await page.locator("aid-checklist").count()) await page.waitForFunction(() => customElements.get("aid-checklist"));
    await page.waitForFunction(() => document.querySelector("link[data-reader]")?.sheet);
  }
  return page.evaluate(() => {
    const copy = document.documentElement.cloneNode(true);
    for (const own of copy.querySelectorAll('script[src^="/-/"], body ~ *')) own.remove();
    copy.normalize();
    return copy.outerHTML.replace(/\s+/g, " ").replaceAll(">", ">\n");
  });
}

for (const scripts of [false, true]) {
  test(`a page ${scripts ? "" : "without scripts "}that was patched again and again is as if it were loaded anew`, async (t) => {
    const site = await preview(t, "en", { files });
    const page = await newPage(t);
    if (!scripts) await page.context().route(/\/assets\/.*\.js$/, (route) => route.abort());
    const fresh = await page.context().newPage();
    await page.goto(site.url(address));
    const pick = random(1 + scripts);
    let blocks = Array.from({ length: 12 }, (_, i) => kinds[i % kinds.length](i)), loads = 0;
    page.on("load", () => { loads++; });
    for (let round = 0; round < 25; round++) {
      blocks = change(blocks, pick);
      site.write("content/long.md", guide({ title: `Round ${round}`, before: blocks.join("\n\n") + "\n\n", edits: pick(2) ? { 50: `Round ${round}.` } : {} }));
      await page.getByRole("heading", { level: 1, name: `Round ${round}` }).waitFor(soon);
      await fresh.goto(site.url(address));
      const [got, want] = await Promise.all([shown(page, scripts), shown(fresh, scripts)]);
      assert.equal(got, want, `round ${round}: ${blocks.join("\n\n")}`);
    }
    assert.ok(loads < 5, `${loads} times the page was loaded`);
  });
}

test("neither the page nor the server grows over many edits", async (t) => {
  const site = await preview(t, "en", { files });
  const page = await newPage(t);
  await page.goto(site.url(address));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const edit = async (from, to) => {
    for (let i = from; i < to; i++) {
      site.write("content/long.md", guide({ title: `Edit ${i}`, edits: { [i % 60 + 1]: `Edit ${i}.`, 30: "- [ ] one\n- [ ] two" } }));
      await page.getByRole("heading", { level: 1, name: `Edit ${i}` }).waitFor(soon);
    }
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const [, resident] = readFileSync(`/proc/${site.pid()}/status`, "utf8").match(/VmRSS:\s+(\d+)/);
    return { ...Object.fromEntries(metrics.map(({ name, value }) => [name, value])), resident: +resident };
  };
  const before = await edit(0, 40), after = await edit(40, 150);
  for (const what of ["Nodes", "JSEventListeners", "JSHeapUsedSize", "resident"]) {
    t.diagnostic(`${what}: ${before[what]}, then ${after[what]}`);
    assert.ok(after[what] < 1.3 * before[what], what);
  }
});
