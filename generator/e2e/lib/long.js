// A long guide with all that an author can change in a page, and what they did to it.
import { readFileSync } from "node:fs";
import path from "node:path";
import { root } from "./site.js";

export const address = "long/";

const paragraph = (n) => `Paragraph ${n} says what a rider has to know about spoke number ${n}, in about as many words as it takes to fill more than one line of a page.`;

// guide writes it. edits are texts by the number of a paragraph; before stands before
// the first.
export function guide({ edits = {}, before = "", title = "A long ride", end = "" } = {}) {
  const parts = Array.from({ length: 60 }, (_, i) => {
    const heading = i % 10 == 0 ? `## Part ${i / 10 + 1}\n\n` : "";
    return heading + (edits[i + 1] ?? paragraph(i + 1));
  });
  parts.splice(3, 0, "```\n" + "a line of code that is too long to be shown ".repeat(12) + "\n```", "- [ ] Pump\n- [ ] Patches\n- [ ] Levers", `\`\`\`calculator
title: Spokes
id: spokes
inputs:
  - {id: wheels, label: Wheels, default: 2}
outputs:
  - {id: spokes, label: All spokes, formula: "wheels * 32"}
\`\`\``);
  return `---
title: ${title}
description: A guide that a test wrote, long enough that its end is out of sight, to see what becomes of the page.
standalone: true
---

${before}${parts.join("\n\n")}
${end}`;
}

// A layout of the author's own that has what Markdown cannot make.
const theme = (name) => readFileSync(path.join(root, name), "utf8");
export const files = {
  "content/long.md": guide(),
  "layouts/guide.html": theme("layouts/guide.html").replace('<div class="body">', `<details class="more"><summary>More</summary><p>Unfolded.</p></details>
<audio loop src="{{.Root}}{{asset "tone.wav"}}"></audio>
$&`),
  "static/tone.wav": wave(),
};

// wave is half a second of silence.
function wave() {
  const data = Buffer.alloc(44 + 4000, 128);
  data.write("RIFF", 0);
  data.writeUInt32LE(data.length - 8, 4);
  data.write("WAVEfmt ", 8);
  for (const [value, size, at] of [[16, 4, 16], [1, 2, 20], [1, 2, 22], [8000, 4, 24], [8000, 4, 28], [1, 2, 32], [8, 2, 34]]) data.writeUIntLE(value, at, size);
  data.write("data", 36);
  data.writeUInt32LE(4000, 40);
  return data;
}

// settle leaves traces of every kind in the page, then lets the author rest.
export async function settle(page) {
  await page.locator("aid-checklist:defined input").nth(1).scrollIntoViewIfNeeded();
  await page.waitForFunction(() => customElements.get("aid-checklist"));
  await page.getByRole("checkbox", { name: "Patches" }).check();
  await page.getByRole("textbox", { name: "Wheels" }).fill("7");
  await page.evaluate(async () => {
    const one = (selector) => document.querySelector(selector);
    one("details.more").open = true;
    one("main pre").scrollLeft = 120;
    Object.assign(one("audio"), { muted: true });
    await one("audio").play();
    one("aid-checklist input").focus();
    const { firstChild } = [...document.querySelectorAll(".body > p")].find((p) => p.textContent.startsWith("Paragraph 6 "));
    getSelection().setBaseAndExtent(firstChild, 3, firstChild, 20);
    for (const element of document.querySelectorAll(".body > *, audio, details, input")) element.old = true;
  });
}

// traces returns what is left of it.
export const traces = (page) => page.evaluate(() => {
  const one = (selector) => document.querySelector(selector);
  return {
    "inner scroll": one("main pre").scrollLeft,
    focus: document.activeElement == one("aid-checklist input"),
    "typed text": one("aid-calculator input").value,
    computed: one("aid-calculator output").value,
    "open details": one("details.more").open,
    "ticked boxes": [...document.querySelectorAll("aid-checklist input")].map((box) => box.checked).join(),
    selection: String(getSelection()),
    "playing media": !one("audio").paused && one("audio").old,
  };
});

export const expected = {
  "inner scroll": 120, focus: true, "typed text": "7", computed: "224", "open details": true,
  "ticked boxes": "false,true,false", selection: "agraph 6 says wha", "playing media": true,
};
