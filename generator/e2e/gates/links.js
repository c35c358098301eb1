// Follows every internal link of a site: pages, images, styles, downloads,
// anchors, and what the sitemap and the feed name.

// linkFaults crawls a mounted site from its home page. It needs a browser page
// only to read HTML as browsers do.
export async function linkFaults(page, site) {
  const faults = [];
  const visited = new Map(); // URL -> ids of the page there, or undefined
  const anchors = []; // [from, url, id]
  const waiting = [];
  const meet = (url, from) => {
    if (visited.has(url)) return;
    visited.set(url, undefined);
    waiting.push({ url, from });
  };

  // Nothing links to these, but machines ask for them.
  const unlinked = site.pages.filter((each) => each.moved || each.path === "404.html");
  const forMachines = ["robots.txt", "sitemap.xml", "feed.xml"].map((file) => site.url(file));
  meet(site.url(), "the start");
  for (const url of [...unlinked.map((each) => each.url), ...forMachines]) meet(url, "");

  while (waiting.length) {
    const { url, from } = waiting.shift();
    const answer = await fetch(url, { redirect: "manual" });
    if (answer.status !== 200) {
      if (from) faults.push(`${from}: ${url} answers ${answer.status}`);
      continue;
    }
    const { ids, links } = await read(page, answer);
    visited.set(url, ids);
    for (const link of links) {
      const target = resolve(link, url, site);
      if (!target) continue;
      const [address, id] = target.split("#");
      meet(address, url);
      if (id) anchors.push([url, address, decodeURIComponent(id)]);
    }
  }
  for (const [from, url, id] of anchors) {
    if (visited.get(url) && !visited.get(url).has(id)) faults.push(`${from}: no #${id} in ${url}`);
  }
  for (const each of site.pages) {
    if (!visited.has(each.url)) faults.push(`${each.url} is an orphan: no page links to it`);
  }
  return faults;
}

// resolve makes a link of a document a URL of the mounted site, or undefined
// when it leads elsewhere. The site's public address is where it is mounted.
function resolve(link, from, { url, origin, address }) {
  if (address && link.startsWith(address)) link = url(link.slice(address.length));
  const target = new URL(link, from);
  return target.origin === origin ? target.href : undefined;
}

// read returns the ids of a document and the links in it.
async function read(page, answer) {
  const type = answer.headers.get("content-type");
  const text = await answer.text();
  if (type.startsWith("text/html")) {
    const { ids, links } = await page.evaluate(readHTML, text);
    return { ids: new Set(ids), links };
  }
  if (type.startsWith("text/css")) return { links: matches(text, /url\(\s*["']?([^"')]+)/g) };
  if (type.startsWith("application/xml")) {
    const plain = text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&#3[49];|&quot;/g, '"').replace(/&amp;/g, "&");
    return { links: matches(plain, /<loc>([^<]+)|\b(?:href|src)="([^"]+)/g) };
  }
  if (answer.url.endsWith("/robots.txt")) return { links: matches(text, /^Sitemap: *(\S+)/gm) };
  return { links: [] };
}

const matches = (text, pattern) => [...text.matchAll(pattern)].map(([, a, b]) => a ?? b).filter((link) => !link.startsWith("data:"));

// readHTML runs in the browser.
function readHTML(text) {
  const page = new DOMParser().parseFromString(text, "text/html");
  const values = (name) => [...page.querySelectorAll(`[${name}]`)].map((element) => element.getAttribute(name));
  return {
    ids: ["", "top", ...values("id")],
    links: [
      ...["href", "src", "poster", "data", "cite", "action"].flatMap(values),
      ...values("srcset").flatMap((set) => set.split(",").map((image) => image.trim().split(/\s/)[0])),
      ...[...page.querySelectorAll("meta[property='og:image'], meta[property='og:url']")].map((meta) => meta.content),
      ...[...page.querySelectorAll("meta[http-equiv='refresh']")].map((meta) => meta.content.replace(/^.*url=/i, "")),
    ],
  };
}
