// Text flows: nothing sticks out of a narrow window, and more room between
// letters, words and lines, or larger letters, hides nothing (WCAG 1.4.4,
// 1.4.10, 1.4.12).
import { openDetails } from "../lib/browser.js";

const narrow = { width: 320, height: 640 };

export async function reflowFaults(page, url) {
  const faults = [];
  const look = async (state) => {
    for (const fault of await page.evaluate(stickingOut)) faults.push(`${state}: ${fault}`);
  };
  for (const width of [320, 360, 768]) {
    await page.setViewportSize({ ...narrow, width });
    await page.goto(url);
    await openDetails(page);
    await look(`${width} px`);
  }
  await page.setViewportSize(narrow);
  await page.evaluate(restyle, "html { font-size: 200% !important }");
  await look("320 px, text at 200 %");
  await page.evaluate(restyle, `
    * { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-bottom: 2em !important }`);
  await look("320 px, text spaced");
  return faults;
}

// The functions below run in the browser.

// restyle adds a reader's own style sheet, in place of the one before.
function restyle(css) {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  document.adoptedStyleSheets = [sheet];
}

// stickingOut lists what makes the window scroll sideways, and text cut off.
function stickingOut() {
  const faults = [];
  const width = document.documentElement.clientWidth;
  const name = (element) => element.tagName.toLowerCase() + (element.id && `#${element.id}`) + [...element.classList].map((c) => `.${c}`).join("");
  const scrolls = (element) => ["auto", "scroll"].includes(getComputedStyle(element).overflowX);
  const hidden = (element) => getComputedStyle(element).clipPath !== "none" || element.clientWidth <= 1; // for screen readers only

  if (document.documentElement.scrollWidth > width) faults.push(`the page is ${document.documentElement.scrollWidth} px wide`);
  for (const element of document.body.querySelectorAll("*")) {
    let inside = element.parentElement;
    while (inside && !scrolls(inside)) inside = inside.parentElement;
    const { right, width: own } = element.getBoundingClientRect();
    if (!inside && own > 1 && right > width + 1) faults.push(`${name(element)} ends at ${Math.round(right)} px`);

    const { overflowX, overflowY } = getComputedStyle(element);
    const cut = (overflowX === "hidden" || overflowX === "clip") && element.scrollWidth > element.clientWidth + 1
      || (overflowY === "hidden" || overflowY === "clip") && element.scrollHeight > element.clientHeight + 1;
    if (cut && !hidden(element) && element.innerText?.trim()) faults.push(`${name(element)} cuts its text off`);
  }
  return faults;
}
