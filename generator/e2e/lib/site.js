// The sites under test: our own and the English one, built by the real program
// into temporary folders. run.js prepares them once for all test files; a test
// file run alone prepares its own.
import { execFile } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { serveFolder } from "./static.js";

export const here = fileURLToPath(new URL("..", import.meta.url));
export const root = path.join(here, "../..");
const run = promisify(execFile);

// Where the author's files of each site are.
const sources = {
  fr: root,
  en: path.join(root, "generator/testdata/sites/en"),
};
export const names = Object.keys(sources);

// temporary makes a folder that goes away with this process.
export function temporary() {
  const dir = mkdtempSync(path.join(tmpdir(), "balise-e2e-"));
  temporaries.push(dir);
  return dir;
}
const temporaries = [];
process.on("exit", () => temporaries.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

// prepare compiles the program and publishes the sites into dir.
export async function prepare(dir) {
  await run("go", ["build", "-buildvcs=false", "-o", path.join(dir, "balise"), "./generator"], { cwd: root });
  for (const name of names) {
    await run(path.join(dir, "balise"), ["build", "-s", sources[name], "-o", path.join(dir, name)]);
  }
  return dir;
}

const prepared = process.env.BALISE_E2E ?? await prepare(temporary());
export const program = path.join(prepared, "balise");

// publish builds a folder that a test wrote, and returns it as a site.
export async function publish(source) {
  const dir = path.join(temporary(), "public");
  await run(program, ["build", "-s", source, "-o", dir]);
  return { dir };
}

// balise runs the program on a site and returns its standard output.
export async function balise(name, ...args) {
  const { stdout } = await run(program, [...args, "-s", sources[name]]);
  return stdout;
}

// site tells what is known of a published site without looking at a page.
export function site(name) {
  const config = readFileSync(path.join(sources[name], "content/site.yaml"), "utf8");
  const value = (key) => config.match(new RegExp(`^${key}: *"?([^"\\s#]+)`, "m"))?.[1];
  const address = value("base_url"); // "https://…/", or undefined
  const language = value("language");
  return {
    name,
    source: sources[name],
    dir: path.join(prepared, name),
    address,
    home: address ? new URL(address).pathname : "/", // where the site expects to live
    words: words(language),
    list: async () => JSON.parse(await balise(name, "list", "--format", "json")),
  };
}

// words reads the theme's texts, so that tests find them by key.
function words(language) {
  const text = readFileSync(path.join(root, `layouts/i18n/${language}.yaml`), "utf8");
  const found = {};
  for (const [, key, quoted, plain] of text.matchAll(/^([\w.]+): (?:"([^"]*)"|([^#\n]*))/gm)) {
    found[key] = quoted ?? plain.trim();
  }
  return (key, ...values) => found[key].replace(/\{(\d)\}/g, (_, i) => values[i]);
}

// publishedPages lists the HTML pages below a folder. A page that only sends
// the reader on to another address is marked as moved.
export function publishedPages(dir) {
  return readdirSync(dir, { recursive: true })
    .filter((file) => file.endsWith(".html"))
    .sort()
    .map((file) => ({
      file: path.join(dir, file),
      path: file.replace(/(^|\/)index\.html$/, "$1"),
      moved: /http-equiv="?refresh/.test(readFileSync(path.join(dir, file), "utf8")),
    }));
}

// mounted serves a folder at a place of a server of its own, and closes that
// server after the test. `home` is where the folder's 404 page expects to be.
export async function mounted(t, { dir, address, home = "/" }, mount = home) {
  const server = await serveFolder(dir, mount);
  t.after(server.close);
  const url = (page = "") => server.origin + mount + page;
  const pages = publishedPages(dir)
    .filter((page) => page.path !== "404.html" || mount === home) // its links begin at the root
    .map((page) => ({ ...page, url: url(page.path) }));
  return { dir, address, mount, origin: server.origin, url, pages };
}

// faulty is a folder below faults/, as a site.
export const faulty = (name) => ({ dir: path.join(here, "faults", name) });
