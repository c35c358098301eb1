// Compiles Balise, publishes the sites once, and runs the test files given (all,
// when none is) with Node's own test runner.
import { spawn } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";

const dir = mkdtempSync(path.join(tmpdir(), "balise-e2e-"));
process.env.BALISE_E2E = dir;
process.exitCode = 1;
process.on("exit", () => rmSync(dir, { recursive: true, force: true }));
process.on("SIGINT", () => process.exit(130));
process.chdir(import.meta.dirname);

const { prepare } = await import("./lib/site.js");
try {
  await prepare(dir);
} catch (error) {
  console.error(error.stderr ?? error); // what go or balise said
  process.exit(1);
}
const files = process.argv.slice(2);
if (!files.length) files.push(...readdirSync(".").filter((name) => name.endsWith(".test.js")));
const tests = spawn(process.execPath, ["--test", "--test-reporter=spec", "--test-concurrency=2", "--test-timeout=600000", ...files], { stdio: "inherit" });
tests.on("exit", (code) => { process.exitCode = code ?? 1; });
