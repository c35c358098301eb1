// The search finds what a reader means, over HTTP and from disk, by keyboard and
// by ear, and for few bytes.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { axeFaults } from "./gates/axe.js";
import { listener } from "./gates/quiet.js";
import { reflowFaults } from "./gates/reflow.js";
import { newPage } from "./lib/browser.js";
import { has, none } from "./lib/faults.js";
import { plain } from "./gates/reading.js";
import { mounted, root, site } from "./lib/site.js";

const fr = site("fr"), en = site("en");
const limits = { client: 4096, query: 40 * 1024 };

// find types a query and waits until the page has said what came of it.
async function find(page, query) {
  const before = await page.locator("#page_status").textContent();
  await page.locator("#page_query").fill(query);
  await page.waitForFunction(([query, before]) => {
    const said = document.querySelector("#page_status").textContent;
    return said != before && said.includes(query.trim().slice(0, 200).trim());
  }, [query, before]);
  return look(page);
}

// look tells what the page shows.
function look(page) {
  return page.evaluate(() => {
    const links = (selector) => [...document.querySelectorAll(selector + " a")].map((a) => a.getAttribute("href").replace(/^(\.\.\/)+/, "").replace("index.html", ""));
    const text = (id) => document.getElementById("page_" + id).textContent;
    return {
      status: text("status"), hint: text("hint"), card: links("#page_card"), links: links("#page_results"),
      marks: [...document.querySelectorAll("#page_results p mark, #page_card p mark")].map((mark) => mark.textContent),
      help: !document.querySelector("#page_help").hidden,
    };
  });
}

// A query, what has to be among the first three (the entry of the glossary comes
// before them), and the entry of the glossary, where there has to be one.
const cases = [
  ["infogerance", /^comprendre-l-infogerance\//, "infogerance"],
  ["l’infogérance", /^comprendre-l-infogerance\//, "infogerance"],
  ["l'infogerance", /^comprendre-l-infogerance\//, "infogerance"],
  ["d'infogerance", /^comprendre-l-infogerance\//, "infogerance"],
  ["INFOGÉRANCES", /^comprendre-l-infogerance\//, "infogerance"],
  ["infogeranse", /^comprendre-l-infogerance\//, "infogerance"],
  ["infogé", /^comprendre-l-infogerance\//, "infogerance"],
  ["réversibilités", /^types-de-contrats\//, "reversibilite"],
  ["reversiblite", /^types-de-contrats\//, "reversibilite"],
  ["SLA", /^types-de-contrats\/#lire-les-niveaux-de-service/, "sla"],
  ["engagements de niveau de service", /^types-de-contrats\/#lire-les-niveaux-de-service/, "sla"],
  ["msp", /^comprendre-l-infogerance\//, "services-manages"],
  ["services managés", /^comprendre-l-infogerance\//, "services-manages"],
  ["forfait régie", /^types-de-contrats\//],
  ["coût de sortie", /^budgets-reels\//],
  ["pare-feu", /^comprendre-l-infogerance\//],
  ["parefeu", /^comprendre-l-infogerance\//],
  ["grille prestataires", /^choisir-un-prestataire\//],
  ["« prix affichés »", /^budgets-reels\/#les-prix-affiches/],
];

const places = {
  HTTP: async (t) => (await mounted(t, fr)).url("recherche/"),
  disk: async () => pathToFileURL(path.join(fr.dir, "recherche/index.html")).href,
};
for (const [place, address] of Object.entries(places)) {
  test(`fr: what readers mean is among the first three, over ${place}`, async (t) => {
    const page = await newPage(t);
    await page.goto(await address(t));
    const faults = [];
    for (const [query, wanted, term] of cases) {
      const { links, card, marks, status } = await find(page, query);
      const first = links.slice(0, 3);
      if (!first.some((link) => wanted.test(link))) faults.push(`«${query}» finds ${first.join(", ") || "nothing"} first (${status})`);
      if (term && card[0] !== `glossaire/#${term}`) faults.push(`«${query}» shows the entry ${card[0]}, want ${term}`);
      if (!marks.length) faults.push(`«${query}» is marked nowhere`);
    }
    none(faults);
  });

  test(`fr: nonsense and hostile queries find nothing and break nothing, over ${place}`, async (t) => {
    const page = await newPage(t);
    const errors = [];
    page.on("pageerror", (error) => errors.push(error.message));
    page.on("dialog", (dialog) => (errors.push(`dialog ${dialog.message()}`), dialog.dismiss()));
    await page.goto(await address(t));
    for (const query of ["zzzzqx", "__proto__", "__defineGetter__", "hasOwnProperty", "le la les", "?!", "{zzqx}", "«  »", "日本語", "x".repeat(10_000), "'’'’", "\\u003c", "$&"]) {
      const { status, links, card, help } = await find(page, query);
      assert.equal(plain(status), plain(fr.words("search_none", query.trim().slice(0, 200))));
      assert.deepEqual([links, card, help], [[], [], true], query);
    }
    await find(page, "<script>alert(1)</script><img src=x onerror=alert(2)>");
    assert.equal(await page.locator("#page_main :is(img, p script)").count(), 0);
    await find(page, "contrat ".repeat(2000)); // ten thousand characters and more
    assert.deepEqual(errors, []);
  });
}

test("fr: results lead to the section, also from disk", async (t) => {
  const page = await newPage(t);
  await page.goto(await places.disk());
  await find(page, "niveaux de service délais horaires");
  await page.locator("#page_results a").first().click();
  await page.waitForURL(/\/index\.html#/);
  assert.ok(await page.locator(":target").isVisible());
});

test("fr: what was likely meant is offered as a link", async (t) => {
  const { url } = await mounted(t, fr);
  const page = await newPage(t);
  await page.goto(url("recherche/"));
  const { hint } = await find(page, "plan de reversiblite");
  assert.equal(plain(hint), plain(fr.words("search_meant", "plan de réversibilité")));
  await page.locator("#page_hint a").click();
  await page.waitForFunction(() => /plan de réversibilité/.test(document.querySelector("#page_status").textContent));
  assert.equal((await look(page)).hint, "");
  const part = await find(page, "contrat zzzzqx");
  assert.ok(part.links.length > 0 && plain(part.hint).includes(plain(fr.words("search_part"))), part.hint);
});

test("fr: a link with ?q= searches, and the way back leads there", async (t) => {
  const { url } = await mounted(t, fr);
  const page = await newPage(t);
  const found = () => page.waitForFunction(() => document.querySelector("#page_results a"));
  await page.goto(url("recherche/?q=r%C3%A9versibilit%C3%A9"));
  await found();
  assert.equal(await page.locator("#page_query").inputValue(), "réversibilité");
  const { links } = await find(page, "forfait");
  assert.equal(new URL(page.url()).searchParams.get("q"), "forfait");
  await page.locator("#page_results a").first().click();
  await page.waitForURL((address) => !address.pathname.endsWith("/recherche/"));
  await page.goBack();
  await found();
  assert.deepEqual((await look(page)).links, links);
});

test("fr: the search works by keyboard and is announced", async (t) => {
  const { url } = await mounted(t, fr);
  const page = await newPage(t);
  await page.goto(url());
  const link = page.locator(`header.top a[href$="recherche/"]`);
  await link.focus();
  await page.keyboard.press("Enter");
  await page.waitForURL(url("recherche/"));
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.closest("[id]")?.id);
  for (let i = 0; i < 20 && await focused() !== "page_query"; i++) await page.keyboard.press("Tab");
  assert.equal(await focused(), "page_query");
  const status = page.getByRole("status");
  assert.equal(await status.textContent(), "");
  await page.keyboard.type("infogerance");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("#page_results li").length == 5);
  const said = (await status.textContent()).match(/\d+/)[0];
  assert.equal(plain(await status.textContent()), plain(fr.words("search_many", "infogerance", said)));
  for (let i = 0; i < 20 && await focused() !== "page_more"; i++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.querySelectorAll("#page_results li").length > 5);
  assert.equal(await page.evaluate(() => [...document.querySelectorAll("#page_results li")].indexOf(document.activeElement.closest("li"))), 5, "the first new result has the focus");
  await page.locator("#page_query").focus();
  await page.keyboard.press("Escape");
  await page.waitForFunction(() => !document.querySelector("#page_status").textContent);
  assert.deepEqual(await look(page), { status: "", hint: "", card: [], links: [], marks: [], help: true });
  assert.equal(await page.locator("#page_query").inputValue(), "");
  assert.ok(await page.getByLabel(fr.words("search_label")).isVisible());
});

test("fr: results pass axe in light and dark, and fit a narrow window", async (t) => {
  const { url } = await mounted(t, fr);
  const page = await newPage(t);
  const address = url("recherche/?q=infogerence");
  const ready = () => page.waitForSelector("#page_results li mark");
  none(await axeFaults(page, address, { prepare: ready }));
  const goto = page.goto.bind(page);
  page.goto = async (address) => { await goto(address); await ready(); };
  none(await reflowFaults(page, address));
});

test("fr: searching asks nobody else and breaks no policy", async (t) => {
  const { url } = await mounted(t, fr);
  const page = await newPage(t);
  const listen = await listener(page);
  const goto = page.goto.bind(page);
  page.goto = async (address) => { await goto(address); await page.waitForSelector("#page_results li"); };
  none(await listen(url("recherche/?q=infogerence")));
});

test("fr: without scripts the page leads to the lists", async (t) => {
  const { url } = await mounted(t, fr);
  const page = await newPage(t, { javaScriptEnabled: false });
  await page.goto(url("recherche/"));
  const notice = page.locator("#page_help noscript p");
  assert.ok(await notice.isVisible());
  assert.equal(await notice.textContent(), fr.words("search_scripts"));
  assert.equal(await page.locator("#page_search").isVisible(), false);
  await page.locator("#page_help").getByRole("link", { name: fr.words("all_guides") }).click();
  await page.goBack();
  await page.locator("#page_help a[href$='glossaire/']").click();
  assert.equal(page.url(), url("glossaire/"));
});

test("en: the search knows English", async (t) => {
  const { url } = await mounted(t, en);
  const page = await newPage(t);
  await page.goto(url("search/"));
  const faults = [];
  for (const [query, wanted] of [["chains", /^drivetrain\/chain\//], ["the bike’s brake", /^basics\/brakes\//], ["hex keys", /^first-tools\//], ["adjusted gear", /^drivetrain\/adjusting-gears\//], ["tyre pressur", /^basics\/tyres\//]]) {
    const { links } = await find(page, query);
    if (!links.slice(0, 3).some((link) => wanted.test(link))) faults.push(`«${query}» finds ${links.join(", ")}`);
  }
  none(faults);
});

// weigh searches with an empty cache and returns the compressed sizes of what was
// loaded for it: the client, and all.
async function weigh(t, address, query) {
  const page = await newPage(t);
  const sizes = { client: 0, query: 0, files: 0 };
  const bodies = [];
  page.on("response", (response) => { if (response.request().resourceType() === "script") bodies.push(response); });
  await page.goto(`${address}?q=${encodeURIComponent(query)}`);
  await page.waitForFunction(() => document.querySelector("#page_status").textContent);
  for (const response of bodies) {
    const size = gzipSync(await response.body()).length;
    if (response.url().includes("/assets/")) sizes.client += size;
    sizes.query += size;
    sizes.files++;
  }
  await page.context().close();
  return sizes;
}

async function weightFaults(t, address, queries) {
  const faults = [];
  for (const query of queries) {
    const sizes = await weigh(t, address, query);
    t.diagnostic(`«${query}»: ${JSON.stringify(sizes)}`);
    for (const what of Object.keys(limits)) if (sizes[what] > limits[what]) faults.push(`«${query}»: ${what} is ${sizes[what]}, want at most ${limits[what]}`);
    if (!sizes.client) faults.push(`«${query}»: no client was loaded`);
  }
  return faults;
}

test("fr: a first query is light", async (t) => {
  const { url } = await mounted(t, fr);
  none(await weightFaults(t, url("recherche/"), ["infogerance", "niveau de service", "reversiblite", "contrat prestataire sortie", "co", "zzzzqx"]));
});

test("the client finds the words that the generator finds", async (t) => {
  const page = await newPage(t);
  await page.goto(await places.disk());
  const vectors = JSON.parse(readFileSync(path.join(root, "generator/internal/search/testdata/words.json"), "utf8"));
  assert.ok(vectors.length > 15);
  for (const [text, want] of vectors) {
    assert.deepEqual(await page.evaluate((text) => K.words(text).map((word) => word.text), text), want, text);
  }
});

test("the gate notices a heavy query", async (t) => {
  const { url } = await mounted(t, fr);
  const page = limits.query;
  limits.query = 1000;
  try {
    has(await weightFaults(t, url("recherche/"), ["infogerance"]), /^«infogerance»: query is \d+, want at most 1000$/);
  } finally {
    limits.query = page;
  }
});
