// Debian's Chromium, started once for each test file.
import { after } from "node:test";
import { chromium } from "playwright-core";

const flags = [
  "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
  "--disable-background-networking", "--disable-component-update", "--disable-sync",
];

export const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });
after(() => browser.close());

export const phone = { width: 360, height: 740 };
export const desktop = { width: 1280, height: 900 };

// newPage opens a page in a context of its own: empty cache, no cookies.
export async function newPage(t, options = {}) {
  const context = await browser.newContext({ viewport: desktop, ...options });
  context.setDefaultTimeout(10_000);
  t.after(() => context.close());
  return context.newPage();
}

// loadStyles has the page load the style of what readers fill in, which comes when
// they are near.
export async function loadStyles(page) {
  if (!await page.locator("script[data-look]").count()) return;
  await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
  await page.waitForFunction(() => document.querySelector("link[data-reader]")?.sheet);
}

// openDetails unfolds what a reader can unfold, so that it is checked too.
export function openDetails(page) {
  return page.evaluate(() => {
    for (const details of document.querySelectorAll("details")) details.open = true;
  });
}
