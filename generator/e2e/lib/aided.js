// A site with every kind of aid, and what a test does with it again and again.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { publish, temporary } from "./site.js";

// publishFiles writes files of content/ and builds the site with the real program.
export function publishFiles(files) {
  const source = temporary();
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(source, "content", name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
  return publish(source);
}

const describe = (what) => `Une page écrite par un essai, qui porte ${what} et rien d'autre, pour voir ce qu'il en reste.`;
export const guide = (title, body, more = "") => `---\ntitle: "${title}"\ndescription: "${describe(title)}"\n${more}---\n\n${body}`;

export const lists = guide("Deux listes", `## Avant

- [ ] Lire l'offre
- [ ] Appeler un client
  - [ ] Lui demander le prix
- [x] Ouvrir ce guide

## Après

1. [ ] Signer
2. [ ] Lire l'offre
`);

export const aided = (more = {}) => ({
  "site.yaml": "title: Essai des aides\nlanguage: fr\n",
  "index.md": guide("Essai", "Un site.\n"),
  "listes.md": lists,
  ...more,
});

// kept returns what a page's storage holds.
export const kept = (page) => page.evaluate(() => ({ ...localStorage }));

// styled waits for the style of what a script shows.
export const styled = (page) => page.waitForFunction(() => document.querySelector("link[data-reader]")?.sheet);

// near scrolls to the first of some elements, so that the script of the aids comes,
// and waits until it has seen to it.
export async function near(page, selector) {
  await page.locator(selector).first().scrollIntoViewIfNeeded();
  await page.waitForFunction((selector) => document.querySelector(selector).upgraded, selector);
}
