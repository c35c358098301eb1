// A running `balise serve` on a copy of a site, to be edited at will.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { cpSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from "node:fs";
import http from "node:http";
import net from "node:net";
import path from "node:path";
import { program, site, temporary } from "./site.js";

// preview copies a site, with a public/ of its own and files in place of or beside
// its own, and serves the copy until the test ends. args are more of serve's flags; a
// port of null leaves the choice to it.
export async function preview(t, name, { files = {}, args = [], port, env } = {}) {
  const source = path.join(temporary(), "site");
  const file = (name) => path.join(source, name);
  const write = (name, text) => {
    mkdirSync(path.dirname(file(name)), { recursive: true });
    writeFileSync(file(name), text);
  };
  cpSync(path.join(site(name).source, "content"), file("content"), { recursive: true });
  write("content/site.yaml", complete(readFileSync(file("content/site.yaml"), "utf8")));
  write("public/.gitignore", "*\n!.gitignore\n");
  write("public/kept.html", "published long ago\n");
  for (const [name, text] of Object.entries(files)) write(name, text);

  if (port !== null) {
    port = await freePort();
    args = [...args, "--port", port];
  }
  const begin = () => running(program, ["serve", "-s", source, ...args], env);
  let process = await begin();
  port ??= process.output().match(/localhost:(\d+)/)[1];
  t.after(() => process.end("SIGKILL"));
  return {
    source,
    port,
    url: (page = "") => `http://localhost:${port}/${page}`,
    read: (name) => readFileSync(file(name), "utf8"),
    write,
    file,
    output: () => process.output(),
    pid: () => process.pid,
    stop: () => process.end("SIGINT"),
    kill: () => process.end("SIGKILL"),
    restart: async () => { process = await begin(); },
  };
}

// running starts a preview and waits until it serves.
async function running(program, args, env = {}) {
  const process = spawn(program, args, { stdio: ["ignore", "pipe", "pipe"], env: { ...globalThis.process.env, ...env } });
  let output = "";
  for (const stream of [process.stdout, process.stderr]) stream.on("data", (text) => { output += text; });
  const ended = once(process, "exit");
  const deadline = Date.now() + 10_000;
  while (!output.includes("Serving ")) {
    if (process.exitCode !== null || Date.now() > deadline) throw new Error(`balise serve did not start: ${output}`);
    await new Promise((later) => setTimeout(later, 20));
  }
  return {
    pid: process.pid,
    output: () => output,
    end: async (signal) => {
      if (process.exitCode === null) process.kill(signal);
      return (await ended)[0];
    },
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
