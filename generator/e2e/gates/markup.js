// Valid HTML, by two judges: html-validate, and the W3C's Nu checker.
import { execFile } from "node:child_process";
import path from "node:path";
import { HtmlValidate, StaticConfigLoader } from "html-validate";
import { here } from "../lib/site.js";

const validator = new HtmlValidate(new StaticConfigLoader({
  root: true,
  extends: ["html-validate:recommended", "html-validate:document"],
  rules: {
    // Integrity matters for what comes from elsewhere, and nothing does.
    "require-sri": ["error", { target: "crossorigin" }],
    // Aids of one page may name their fields alike; no form sends them.
    "form-dup-name": "off",
    // HTML allows any id without spaces; footnotes have a colon.
    "valid-id": ["error", { relaxed: true }],
    // A table that scrolls is a region; a section would say no more.
    "prefer-native-element": ["error", { exclude: ["region"] }],
  },
}));

// validatorFaults reads HTML files with html-validate.
export async function validatorFaults(files) {
  const faults = [];
  for (const file of files) {
    const report = await validator.validateFile(file);
    for (const { messages } of report.results) {
      for (const { line, column, message, ruleId } of messages) faults.push(`${file}:${line}:${column}: ${message} [${ruleId}]`);
    }
  }
  return faults;
}

// What the Nu checker cannot know: view transitions are newer than its grammar, a
// file has no origin that a policy could call its own, and JSON-LD is data, which
// no policy blocks. quiet.js looks for what a browser blocks.
const beyond = ".*(@view-transition|(Resource|Inline script) violates Content Security Policy).*";

// nuFaults reads all HTML files below the folders with the Nu checker.
export function nuFaults(...folders) {
  const jar = path.join(here, "node_modules/vnu-jar/build/dist/vnu.jar");
  const args = ["-jar", jar, "--skip-non-html", "--Werror", "--filterpattern", beyond, "--format", "gnu", ...folders];
  return new Promise((done) => {
    execFile("java", args, { maxBuffer: 1 << 26 }, (error, stdout, stderr) => {
      const faults = (stdout + stderr).split("\n").filter(Boolean);
      done(error && !faults.length ? [String(error)] : faults);
    });
  });
}
