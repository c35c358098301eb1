// The preview tells the truth while an author writes: each save is shown at
// once, a mistake is named where it is, and nothing is published.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, readdirSync, renameSync, writeFileSync } from "node:fs";
import net from "node:net";
import path from "node:path";
import { test } from "node:test";
import { newPage } from "./lib/browser.js";
import { ask, picture, preview } from "./lib/preview.js";
import { program, publishedPages, temporary } from "./lib/site.js";

const guide = "content/types-de-contrats.md";
const address = "types-de-contrats/";
const atOnce = { timeout: 2000 };
const soon = { timeout: 5000 }; // where speed is not the point

// Results of calculators have the role of the overlay too.
const overlayOf = (page) => page.locator("section").and(page.getByRole("status"));

test("an edit appears in the open page within two seconds", async (t) => {
  const site = await preview(t, "fr");
  const page = await newPage(t);
  await page.goto(site.url(address));
  const before = site.read(guide);
  for (const [how, write] of [
    ["written in place", site.write],
    ["written beside and renamed", (name, text) => { site.write(name + ".new", text); renameSync(site.file(name + ".new"), site.file(name)); }],
  ]) {
    const text = `Une phrase neuve, ${how}.`;
    const started = performance.now();
    write(guide, before + `\n${text}\n`);
    await page.getByRole("main").getByText(text).waitFor(atOnce);
    t.diagnostic(`${how}: shown after ${Math.round(performance.now() - started)} ms`);
  }
});

test("a change of the order appears in the open page", async (t) => {
  const site = await preview(t, "fr");
  const page = await newPage(t);
  await page.goto(site.url(address));
  await page.getByText(/Étape\s2\ssur\s4/).first().waitFor(soon);

  const last = "choisir-un-prestataire";
  for (const name of ["index", ...readdirSync(site.file("content/parcours")).map((file) => `parcours/${path.parse(file).name}`)]) {
    const file = `content/${name}.md`;
    site.write(file, site.read(file).replace(new RegExp(`^ +- .*${last}.*\n`, "m"), ""));
  }
  await overlayOf(page).getByText(`content/${last}.md:1:1`).waitFor(soon); // it is in no path now
  site.write(`content/${last}.md`, site.read(`content/${last}.md`).replace(/^title:/m, "standalone: true\n$&"));
  await page.getByText(/Étape\s2\ssur\s3/).first().waitFor(soon);
});

test("a mistake is named in an overlay, over the last good page, until it is mended", async (t) => {
  const site = await preview(t, "fr");
  const published = picture(site.file("public"));
  const page = await newPage(t);
  await page.goto(site.url(address));
  const old = page.getByRole("heading", { level: 1 });
  const title = await old.innerText();
  const overlay = overlayOf(page);
  assert.equal(await overlay.count(), 0, await overlay.allInnerTexts().then(String));

  const good = site.read(guide);
  site.write(guide, good.replace(/^title:/m, "tilte:"));
  const line = good.split("\n").findIndex((text) => text.startsWith("title:")) + 1;
  await overlay.getByText(`${guide}:${line}`).first().waitFor(atOnce);
  assert.match(await overlay.innerText(), /title/);
  assert.equal(await old.innerText(), title);
  assert.ok(await old.isVisible());

  site.write(guide, good + "\nTout va bien.\n");
  await page.getByText("Tout va bien.").waitFor(atOnce);
  await overlay.waitFor({ ...soon, state: "detached" });
  assert.deepEqual(picture(site.file("public")), published, "the preview wrote into public/");
  assert.equal(await site.stop(), 0, site.output());
});

test("the front matter may be half written", async (t) => {
  const site = await preview(t, "fr");
  const page = await newPage(t);
  await page.goto(site.url(address));
  const title = await page.getByRole("heading", { level: 1 }).innerText();
  const good = site.read(guide);
  site.write(guide, good.replace(/^title: "(.*)"$/m, 'title: "$1'));
  await overlayOf(page).getByText(new RegExp(`${guide}:\\d+`)).first().waitFor(soon);
  assert.equal(await page.getByRole("heading", { level: 1 }).innerText(), title);
});

test("the preview shows the bytes that build publishes", async (t) => {
  const site = await preview(t, "en");
  const dir = path.join(temporary(), "out");
  execFileSync(program, ["build", "--drafts", "-s", site.source, "-o", dir]);
  const pages = publishedPages(dir);
  assert.ok(pages.length > 10);
  for (const { path: name, file } of pages.filter((page) => page.path !== "404.html")) {
    const shown = await (await fetch(site.url(name))).text();
    const plain = shown.replace(/<script src="\/-\/balise\/client\.js"[^>]*><\/script>\n?/, "");
    assert.notEqual(shown, plain, `/${name} has no client`);
    assert.equal(plain, readFileSync(file, "utf8"), `/${name}`);
  }
});

test("the preview answers this machine alone", async (t) => {
  const { port } = await preview(t, "en");
  assert.equal(await ask(port, { host: `localhost:${port}` }), 200);
  assert.equal(await ask(port, { host: "evil" }), 403);
  assert.equal(await ask(port, { host: `evil:${port}` }), 403);
  assert.equal(await ask(port, { host: `localhost:${port}`, origin: "http://evil" }), 403);
});

test("the first lines say where, how much, and what is wrong", async (t) => {
  const good = await preview(t, "en");
  assert.match(good.output(), new RegExp(`^Serving \\d+ guides at http://localhost:${good.port}/, no problems\\. Ctrl-C stops\\.$`, "m"));
  const bad = await preview(t, "en", { files: { "content/a.md": "---\ntitle: A\nstandalone: true\n---\n\n[x](x.md)\n" } });
  assert.match(bad.output(), /content\/a\.md:\d+:5: error: /);
  assert.match(bad.output(), /^Serving .*, 1 error\b/m);
});

test("a busy port is passed over, and --open shows the one that was taken", async (t) => {
  const dir = temporary();
  const opener = path.join(dir, "xdg-open");
  writeFileSync(opener, `#!/bin/sh\necho "$@" > ${dir}/opened\n`);
  chmodSync(opener, 0o755);
  const busy = net.createServer().listen(4040, "127.0.0.1");
  await new Promise((done) => busy.on("listening", done).on("error", done)); // or somebody else has it
  t.after(() => busy.close());
  const site = await preview(t, "en", { port: null, args: ["--open"], env: { PATH: `${dir}:${process.env.PATH}` } });
  assert.ok(site.port > 4040 && site.port < 4140, site.port);
  const opened = () => { try { return readFileSync(path.join(dir, "opened"), "utf8"); } catch { return ""; } };
  for (const began = Date.now(); !opened() && Date.now() < began + 5000;) await new Promise((later) => setTimeout(later, 20));
  assert.equal(opened(), site.url() + "\n");
});
