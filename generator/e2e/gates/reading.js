// Walks a reading path as a reader does, by its links alone, and compares each
// step with what `balise list` says.

// readingFaults reads `path`, one of list.paths, from its own page on.
export async function readingFaults(page, url, list, path, words) {
  const faults = [];
  const guides = new Map(list.guides.map((guide) => [guide.key, guide]));
  const steps = path.steps.map(({ guide, why }) => ({ ...guides.get(guide), why }));

  await page.goto(url(path.url));
  const inOrder = await page.locator("main ol").first().getByRole("link").evaluateAll((links) => links.map((a) => a.href));
  if (inOrder.join() !== steps.map((step) => url(step.url)).join()) {
    faults.push(`the path's page lists ${inOrder.join(", ") || "nothing"}`);
  }
  const text = plain(await page.getByRole("main").textContent());
  for (const step of steps) {
    if (!text.includes(plain(step.why))) faults.push(`the path's page does not say why to read ${step.key}`);
  }
  const start = page.getByRole("main").locator("ol a").first();
  if (await start.count() === 0) return [...faults, "no link begins the path"];
  await start.click();

  for (const [i, step] of steps.entries()) {
    const at = `step ${i + 1}`;
    if (page.url() !== url(step.url)) return [...faults, `${at} is at ${page.url()}, want ${url(step.url)}`];
    const title = plain(await page.getByRole("heading", { level: 1 }).textContent());
    if (title !== plain(step.title)) faults.push(`${at} is titled «${title}», want «${plain(step.title)}»`);

    const { position, around, next } = step.paths[0].path === path.key ? main(page) : other(page, path, words);
    const place = plain(words("step", i + 1, steps.length));
    if (!plain(await position.textContent()).includes(place)) faults.push(`${at} does not say «${place}»`);

    const follower = steps[i + 1];
    if (await next.count() !== (follower ? 1 : 0)) {
      return [...faults, `${at} has ${await next.count()} links to a next step, want ${follower ? 1 : 0}`];
    }
    if (!follower) break;
    if (!plain(await around.textContent()).includes(plain(follower.why))) {
      faults.push(`${at} does not say why to read the next one, «${follower.why}»`);
    }
    await next.click();
  }
  return faults;
}

// A guide may stand in several paths. The first is its main one; each other one
// has a navigation of its own, named after it.

function main(page) {
  const next = page.locator("a[rel=next]");
  return { position: page.locator("main header"), around: page.getByRole("navigation").filter({ has: next }), next };
}

function other(page, path, words) {
  const position = page.getByRole("navigation", { name: path.title, exact: true });
  const next = position.getByRole("listitem").filter({ hasText: words("following") }).getByRole("link");
  return { position, around: position, next };
}

// plain undoes typography, in which a page may differ from its author's file.
export function plain(text) {
  return text
    .replace(/[\u00a0\u202f\s]+/g, " ")
    .replace(/[’‘]/g, "'")
    .replace(/« ?| ?»|[“”]/g, '"')
    .trim();
}
