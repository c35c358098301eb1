// Reads what a page says as a typographer would: each block as one text, whatever
// marks stand in it, in the language that it is in. Code is left out.

// typographyFaults lists the faults of typography of an open page.
export function typographyFaults(page) {
  return page.evaluate(() => {
    const space = "[ \\t\\n]"; // one at which a line may end
    const rules = {
      fr: [
        ["straight quote or apostrophe", /(?<!\d)["']/g],
        ["three dots", /\.\.\./g],
        ["ordinary space before", new RegExp(`(?<=\\S)${space}+[;:!?%€»](?![\\w)(-])`, "g")],
        ["no space before", /(?<=[\p{L}\d)])[;!?»%€](?=[\s.,)]|$)/gu],
        ["no space before", /(?<=\p{L}):(?=\s|$)/gu],
        ["not U+202F before", /\u00a0[;!?]/g],
        ["not U+00A0 before", /\u202f[:%€»]/g],
        ["no U+00A0 behind", /«(?!\u00a0)/g],
        ["ordinary space between thousands", new RegExp(`(?<![\\d\\u202f.,] ?)\\b[1-9]\\d{0,2}${space}\\d{3}(?!\\d)`, "g")],
        ["hyphen for a dash", new RegExp(`(?<=\\p{L})${space}-${space}`, "gu")],
      ],
      en: [
        ["straight quote or apostrophe", /(?<!\d)["']/g],
        ["three dots", /\.\.\./g],
        ["hyphen for a dash", new RegExp(`(?<=\\p{L})${space}-${space}`, "gu")],
      ],
    };
    const skipped = "script, noscript, style, code, pre, kbd, samp, svg, [translate=no]";
    const faults = [];
    const read = (text, element) => {
      const lang = element.closest("[lang]")?.lang.split("-")[0];
      for (const [name, pattern] of rules[lang] ?? []) {
        for (const { index, 0: found } of text.matchAll(pattern)) {
          faults.push(`${name}: ${JSON.stringify(text.slice(Math.max(0, index - 12), index + found.length + 8))}`);
        }
      }
    };

    const isInline = (element) => getComputedStyle(element).display.startsWith("inline") && element.tagName !== "BUTTON";
    let text = "", block = null;
    const flush = () => { if (text.trim()) read(text, block); text = ""; };
    const walk = (node) => {
      if (node.nodeType === Node.TEXT_NODE) { text += node.data; return; }
      if (node.nodeType !== Node.ELEMENT_NODE) return;
      if (node.matches(skipped)) { if (isInline(node)) text += "\ufffc"; return; }
      if (node.tagName === "BR") { text += "\n"; return; }
      if (isInline(node) && !node.lang) { node.childNodes.forEach(walk); return; }
      const outside = block;
      flush();
      block = node;
      node.childNodes.forEach(walk);
      flush();
      block = outside;
    };
    walk(document.body);
    for (const element of document.querySelectorAll("[alt], [title], [aria-label], [placeholder]")) {
      for (const name of ["alt", "title", "aria-label", "placeholder"]) read(element.getAttribute(name) ?? "", element);
    }
    read(document.title, document.documentElement);
    return [...new Set(faults)];
  });
}
