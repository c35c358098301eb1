// Accessibility, as far as axe-core can tell: WCAG 2.2 AA, RGAA 4 and good
// practice, on a phone and a desktop, in light and dark.
import axe from "axe-core";
import { desktop, openDetails, phone } from "../lib/browser.js";

const everything = {
  runOnly: { type: "tag", values: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"] },
  rules: {
    "target-size": { enabled: true }, // WCAG 2.2, not yet on by default
    "color-contrast-enhanced": { enabled: true }, // 7 to 1, more than we must
  },
};
// What a dark page can do worse than the same page in light.
const colours = { runOnly: { type: "rule", values: ["color-contrast", "color-contrast-enhanced", "link-in-text-block"] } };

// axeFaults looks at a page as it loads, or as prepare leaves it.
export async function axeFaults(page, url, { narrow = phone, prepare } = {}) {
  await page.goto(url);
  await prepare?.();
  await page.evaluate(axe.source); // not subject to the page's policy
  await openDetails(page);
  const faults = [];
  for (const viewport of [narrow, desktop]) {
    await page.setViewportSize(viewport);
    for (const [colorScheme, options] of [["light", everything], ["dark", colours]]) {
      await page.emulateMedia({ colorScheme });
      for (const fault of await page.evaluate(runAxe, options)) faults.push(`${viewport.width} px, ${colorScheme}: ${fault}`);
    }
  }
  return faults;
}

// runAxe runs in the browser.
async function runAxe(options) {
  const { violations } = await window.axe.run(document, { ...options, resultTypes: ["violations"] });
  return violations.flatMap(({ id, help, nodes }) => nodes.map((node) => `${id} at ${node.target.join(" ")}: ${help}`));
}
