// The strip over the preview: all that is wrong with the site, wherever the author
// looks, with the way to each page and to each line.
import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";
import { newPage } from "./lib/browser.js";
import { preview } from "./lib/preview.js";

const soon = { timeout: 5000 };
const guide = (title, body) => `---\ntitle: ${JSON.stringify(title)}\ndescription: A guide that a test wrote, to see what the strip over the preview says of its faults.\nstandalone: true\n---\n\n${body}\n`;
const stripOf = (page) => page.locator("section").and(page.getByRole("status"));

test("problems of pages that nobody touched are told on every page, the newest first", async (t) => {
  const files = { "content/a.md": guide("First", "See [the other](b.md#there)."), "content/b.md": guide("Second", "## There\n\nText.") };
  const site = await preview(t, "en", { files, args: ["--editor", "vscode://file{path}:{line}:{column}"] });
  const page = await newPage(t);
  await page.goto(site.url());
  const strip = stripOf(page);

  site.write("content/b.md", guide("Second", "## Here\n\nText."));
  await strip.getByText("content/a.md:7:").waitFor(soon);
  const edit = await strip.getByRole("link", { name: /^content\/a\.md:7:/ }).getAttribute("href");
  assert.equal(edit.replace(/\d+$/, "N"), `vscode://file${site.source}/content/a.md:7:N`);
  assert.equal(await strip.getByRole("link", { name: "First" }).getAttribute("href"), "/a/");
  assert.match(await strip.innerText(), /See \[the other\]\(b\.md#there\)/);
  assert.match(await strip.innerText(), /fix: /);
  assert.match(await strip.innerText(), /the last version without errors/);

  site.write("content/c.md", guide("Third", "[Nothing](nothing.md)"));
  await strip.getByText("content/c.md:7:").waitFor(soon);
  assert.deepEqual((await strip.getByRole("listitem").allInnerTexts()).map((text) => text.match(/^content\/(.)/)[1]), ["c", "a"]);

  await strip.getByRole("link", { name: "First" }).click();
  await page.getByRole("heading", { level: 1, name: "First" }).waitFor(soon);
  await strip.getByText("content/a.md:7:").waitFor(soon);
  assert.equal(await strip.getByRole("link", { name: "First" }).count(), 0, "the page leads to itself");

  rmSync(site.file("content/c.md"));
  site.write("content/b.md", guide("Second", "## There\n\nText."));
  await strip.locator("details").waitFor({ ...soon, state: "detached" });
  await strip.getByRole("link", { name: "Second" }).waitFor(soon); // it changed
});

test("the strip stays closed or folded until the problems change", async (t) => {
  const site = await preview(t, "en", { files: { "content/a.md": guide("First", "[x](x.md)") } });
  const page = await newPage(t);
  await page.goto(site.url());
  const strip = stripOf(page);
  await strip.getByText("content/a.md:7:").waitFor(soon);
  await strip.getByText("1 error").click();
  await page.reload();
  await strip.getByText("1 error").waitFor(soon);
  assert.ok(!await strip.getByText("content/a.md:7:").isVisible());
  await strip.getByRole("button").click();
  await page.reload();
  await page.waitForTimeout(500);
  assert.equal(await strip.count(), 0);
  site.write("content/a.md", guide("First", "[x](x.md) [y](y.md)"));
  await strip.getByText("2 errors").waitFor(soon);
});

test("hostile names and titles are text", async (t) => {
  const hostile = "<img src=x onerror=alert(1)>";
  const site = await preview(t, "en", { files: { [`content/${hostile}.md`]: guide("<script>alert(2)</script>", "Text."), "content/b.md": guide("Second", "Text.") } });
  const page = await newPage(t);
  page.on("dialog", () => assert.fail("a dialog"));
  await page.goto(site.url("b/"));
  site.write(`content/${hostile}.md`, guide("<script>alert(2)</script>", `[${hostile}](${hostile}2.md)`));
  await stripOf(page).getByText("error").first().waitFor(soon);
  assert.ok((await stripOf(page).innerText()).includes(`content/${hostile}.md`));
  site.write(`content/${hostile}.md`, guide("<script>alert(2)</script>", "Other text."));
  await stripOf(page).getByText("Changed: <script>alert(2)</script>").waitFor(soon);
  assert.equal(await stripOf(page).locator("img, script").count(), 0);
});

test("drafts and later guides are shown and marked, on the day that is asked for", async (t) => {
  const dated = (title, text) => guide(title, "Text.").replace("standalone", `${text}\nstandalone`);
  const files = { "content/a.md": dated("Sooner", "draft: true"), "content/b.md": dated("Later", "published: 2030-05-01") };
  for (const [day, marked] of [["2030-04-30", true], ["2030-05-01", false]]) {
    const site = await preview(t, "en", { files, args: ["--at", day] });
    const page = await newPage(t);
    await page.goto(site.url("a/"));
    assert.match(await page.locator(".state").innerText(), /draft/i);
    await page.goto(site.url("b/"));
    assert.equal(await page.locator(".state").count() > 0, marked, day);
    await page.goto(site.url());
    const listed = (name) => page.getByRole("listitem").filter({ has: page.getByRole("link", { name, exact: true }) }).innerText();
    assert.match(await listed("Sooner"), /Draft/);
    assert.equal(/To appear/.test(await listed("Later")), marked, day);
  }
});
