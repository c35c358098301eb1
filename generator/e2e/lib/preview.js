// A running `balise serve` on a copy of a site, to be edited at will.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { program, site, temporary } from "./site.js";

// preview copies a site, with a public/ of its own, and serves the copy until
// the test ends.
export async function preview(t, name) {
  const source = path.join(temporary(), "site");
  cpSync(path.join(site(name).source, "content"), path.join(source, "content"), { recursive: true });
  writeFileSync(path.join(source, "content/site.yaml"), complete(readFileSync(path.join(source, "content/site.yaml"), "utf8")));
  mkdirSync(path.join(source, "public"));
  writeFileSync(path.join(source, "public/.gitignore"), "*\n!.gitignore\n");
  writeFileSync(path.join(source, "public/kept.html"), "published long ago\n");

  const port = await freePort();
  const process = spawn(program, ["serve", "-s", source, "--port", port], { stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [process.stdout, process.stderr]) stream.on("data", (text) => { output += text; });
  const ended = once(process, "exit");
  t.after(() => process.exitCode === null && (process.kill("SIGKILL"), ended));

  const deadline = Date.now() + 10_000;
  while (!output.includes("Serving ")) {
    if (process.exitCode !== null || Date.now() > deadline) throw new Error(`balise serve did not start: ${output}`);
    await new Promise((later) => setTimeout(later, 20));
  }
  const file = (name) => path.join(source, name);
  return {
    source,
    port,
    url: (page = "") => `http://localhost:${port}/${page}`,
    read: (name) => readFileSync(file(name), "utf8"),
    write: (name, text) => writeFileSync(file(name), text),
    file,
    output: () => output,
    stop: async () => (process.kill("SIGINT"), (await ended)[0]),
  };
}

// complete gives a site the publisher that only its owner knows, so that a test
// begins with no problem.
function complete(config) {
  return /^publisher:/m.test(config) ? config : config + "\npublisher: {name: A, address: B, phone: C, email: d@example.org, director: E, host: F}\n";
}

// ask sends a request with any headers, as no browser would.
export function ask(port, headers) {
  return new Promise((done, failed) => {
    http.get({ host: "127.0.0.1", port, path: "/", headers, agent: false }, (response) => {
      response.resume();
      done(response.statusCode);
    }).on("error", failed);
  });
}

// picture tells everything below a folder: names, sizes, times of change.
export function picture(dir) {
  return readdirSync(dir, { recursive: true }).sort().map((name) => {
    const { size, mtimeMs, ino } = statSync(path.join(dir, name));
    return { name, size, mtimeMs, ino };
  });
}

async function freePort() {
  const server = net.createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  await once(server, "close");
  return String(port);
}
