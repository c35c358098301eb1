// What a reader's phone has to load before it can show a guide.
import { gzipSync } from "node:zlib";

// A guide can be read after the first flight of packets: what stands behind figures,
// terms and citations comes last, and a text has as much of it as it has figures.
export const limits = { firstView: 14_336, whole: 20 * 1024, script: 2 * 1024, scripts: 1, requests: 3, nodes: 400 };

// What comes last, and what readers fill in; neither is counted with the nodes.
const behind = ":is(.notes, .notes *, .sources, .sources *, .body :is(.fact, .term, .fact > button, .term > button, sup, sup > a), :is(aid-checklist, aid-calculator, aid-grid) *)";
const last = /<(aside|section) class="(?:notes|sources)".*?<\/\1>/gs;

// weigh loads a page into an empty cache and returns the sizes of what it asked
// for, compressed as servers do.
export async function weigh(page, url) {
  const loaded = [];
  page.on("response", (response) => loaded.push(response));
  const answer = await page.goto(url);
  if (!answer.ok()) throw new Error(`${url} answers ${answer.status()}`);
  const sizes = { firstView: 0, whole: 0, script: 0, scripts: 0, requests: 0 };
  for (const response of loaded) {
    if (/icon/.test(response.url())) continue; // for the tab, whenever the browser likes
    const type = response.request().resourceType();
    const size = packed(await response.body());
    if (type === "document" || type === "stylesheet") sizes.whole += size;
    if (type === "document") sizes.firstView += packed((await response.text()).replace(last, ""));
    if (type === "stylesheet") sizes.firstView += size;
    if (type !== "image") sizes.requests++; // a guide has as many pictures as it needs
    if (type === "script") sizes.script += size, sizes.scripts++; // deferred: the page is there before it
  }
  sizes.nodes = await page.evaluate((behind) => document.querySelectorAll("*").length - document.querySelectorAll(behind).length, behind);
  return sizes;
}

// packed is the size of a body as servers send it.
function packed(body) {
  return Math.min(gzipSync(body).length, Buffer.byteLength(body));
}

// weightFaults judges one page.
export function weightFaults(sizes) {
  return ["firstView", "whole", "script", "scripts", "requests", "nodes"]
    .filter((what) => sizes[what] > limits[what])
    .map((what) => `${what} is ${sizes[what]}, want at most ${limits[what]}`);
}

export function median(numbers) {
  return [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
}
