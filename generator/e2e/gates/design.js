// What the design promises, computed from what a browser lays out: contrast,
// measure, size of text and targets, and that nothing moves by itself.
import { loadStyles, openDetails } from "../lib/browser.js";

export const limits = { contrast: 7, edge: 3, dark: 0.1, size: 17, measure: [50, 80], leading: [1.5, 1.7], target: 24, thumb: 44 };

// contrastFaults compares every text with the ground it stands on, in light and
// in dark, and the ring of the focus with the page.
export async function contrastFaults(page, url) {
  const faults = [];
  await page.goto(url);
  await openDetails(page);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    for (const fault of await page.evaluate(readColours, limits)) faults.push(`${colorScheme}: ${fault}`);
  }
  await page.emulateMedia({ colorScheme: "light" });
  return faults;
}

// textFaults judges the running text of a page on a desktop.
export async function textFaults(page, url) {
  await page.goto(url);
  return page.evaluate(readText, limits);
}

// targetFaults measures what a finger aims at on a phone: 24 px, and 44 px in
// navigation. Links in running text are as high as its lines.
export async function targetFaults(page, url) {
  await page.goto(url);
  await loadStyles(page);
  await openDetails(page);
  return page.evaluate(measure, limits);
}

// shifts prepares a page, and returns a function that loads a URL into it slowly
// and tells how much moved meanwhile.
export async function shifts(page) {
  await page.addInitScript(() => {
    window.shift = 0;
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) window.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.route(/\.(css|svg|png|jpg|webp)$/, async (route) => { // the text is there first
    await new Promise((later) => setTimeout(later, route.request().resourceType() === "image" ? 500 : 100));
    await route.continue();
  });
  return async (url) => {
    await page.goto(url);
    await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
    return page.evaluate(() => window.shift);
  };
}

// transitionOn tells whether the style of a page, and that of the page which the
// first link in its content leads to, ask for a transition between them. Whether the
// browser has time for one depends on the machine.
export async function transitionOn(page, url) {
  await page.goto(url);
  const here = await page.evaluate(asksForTransition);
  await page.locator("main a[href]:not([href^='#'])").first().click();
  await page.waitForURL((there) => there.href !== url);
  return here && await page.evaluate(asksForTransition);
}

// asksForTransition runs in the browser.
function asksForTransition() {
  const asks = (rules) => [...rules].some((rule) =>
    rule instanceof CSSViewTransitionRule ? rule.navigation === "auto" : rule instanceof CSSMediaRule && matchMedia(rule.conditionText).matches && asks(rule.cssRules));
  return [...document.styleSheets].some((sheet) => asks(sheet.cssRules));
}

// ringFaults tells which stops show no focus once the system's colours replace
// those of the page.
export async function ringFaults(page, url) {
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(url);
  const faults = [];
  const seen = new Set();
  for (let presses = 0; presses < 30; presses++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(() => {
      const element = document.activeElement;
      const { outlineStyle, outlineWidth } = getComputedStyle(element);
      return element === document.body ? null : { key: [...document.querySelectorAll("*")].indexOf(element), name: element.textContent.trim().slice(0, 40), ring: outlineStyle !== "none" && parseFloat(outlineWidth) >= 3 };
    });
    if (!stop || seen.has(stop.key)) break;
    seen.add(stop.key);
    if (!stop.ring) faults.push(`«${stop.name}» shows no ring of 3 px in forced colours`);
  }
  await page.emulateMedia({ forcedColors: "none" });
  return faults;
}

// The functions below run in the browser.

function readColours({ contrast, edge, dark }) {
  const canvas = new OffscreenCanvas(1, 1).getContext("2d", { willReadFrequently: true });
  const parse = (colour) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = colour;
    canvas.fillRect(0, 0, 1, 1);
    return canvas.getImageData(0, 0, 1, 1).data;
  };
  const luminance = ([r, g, b]) => {
    const [x, y, z] = [r, g, b].map((c) => (c /= 255) <= .04045 ? c / 12.92 : ((c + .055) / 1.055) ** 2.4);
    return .2126 * x + .7152 * y + .0722 * z;
  };
  const ratio = (a, b) => {
    const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
    return (high + .05) / (low + .05);
  };
  const groundOf = (element) => {
    for (; element; element = element.parentElement) {
      const ground = parse(getComputedStyle(element).backgroundColor);
      if (ground[3] === 255) return ground;
    }
    return [255, 255, 255, 255];
  };
  const faults = new Set();
  const root = getComputedStyle(document.documentElement);
  const page = parse(root.backgroundColor);
  if (matchMedia("(prefers-color-scheme: dark)").matches && luminance(page) > dark) faults.add(`the ground of the page has a luminance of ${luminance(page).toFixed(2)}`);
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node = texts.nextNode(); node; node = texts.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.checkVisibility() || element.matches("script, style, [hidden]")) continue;
    const found = ratio(parse(getComputedStyle(element).color), groundOf(element));
    if (found < contrast) faults.add(`«${node.data.trim().slice(0, 30)}» has a contrast of ${found.toFixed(1)}`);
  }
  for (const element of document.querySelectorAll("main *, header, footer")) {
    const style = getComputedStyle(element);
    for (const side of ["Top", "Left"]) {
      if (style[`border${side}Style`] === "none" || parseFloat(style[`border${side}Width`]) === 0 || element.matches("input")) continue;
      const found = ratio(parse(style[`border${side}Color`]), groundOf(element.parentElement));
      if (found < edge) faults.add(`an edge of ${element.tagName.toLowerCase()}.${element.className} has a contrast of ${found.toFixed(1)}`);
    }
  }
  const link = document.querySelector("a[href]");
  link.focus({ focusVisible: true });
  const ring = ratio(parse(getComputedStyle(link).outlineColor), page);
  if (ring < edge) faults.add(`the ring of the focus has a contrast of ${ring.toFixed(1)}`);
  return [...faults];
}

function readText({ size, measure: [least, most], leading }) {
  const faults = [];
  const lengths = [];
  for (const paragraph of document.querySelectorAll(".body > p")) {
    const style = getComputedStyle(paragraph);
    const px = parseFloat(style.fontSize);
    const lead = parseFloat(style.lineHeight) / px;
    if (px < size) faults.push(`text of ${px} px`);
    if (lead < leading[0] || lead > leading[1]) faults.push(`lines ${lead.toFixed(2)} apart`);
    if (style.textAlign === "justify") faults.push("justified text");
    const lines = new Map(); // characters by the line that they stand in
    const range = document.createRange();
    const texts = document.createTreeWalker(paragraph, NodeFilter.SHOW_TEXT, (node) => node.parentElement.closest("sup") ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      for (let i = 0; i < node.length; i++) {
        range.setStart(node, i);
        range.setEnd(node, i + 1);
        const line = Math.round(range.getBoundingClientRect().bottom / (lead * px) * 2);
        lines.set(line, (lines.get(line) ?? 0) + 1);
      }
    }
    lengths.push(...[...lines.values()].slice(0, -1)); // the last line is as long as it happens to be
  }
  const middle = lengths.sort((a, b) => a - b)[Math.floor(lengths.length / 2)];
  if (middle < least || middle > most) faults.push(`lines of ${Math.round(middle)} characters`);
  return [...new Set(faults)];
}

function measure({ target, thumb }) {
  const faults = [];
  for (const element of document.querySelectorAll("a[href], button, summary, input")) {
    if (!element.checkVisibility() || element.closest("[popover]:not(:popover-open)")) continue;
    const label = element.closest("label") ?? element;
    const { width, height } = label.getBoundingClientRect();
    const inText = element.matches(":is(p, li, td, dd, h1, h2, h3) a") && !element.closest("nav, sup, .footnotes");
    const least = element.closest("nav, header.top") && !element.matches(".label a, .next a, .other a") ? thumb : target;
    if (inText || element.matches(".skip")) continue;
    if (height < least - .5 || width < target - .5) faults.push(`«${(element.textContent.trim() || element.ariaLabel || element.tagName).slice(0, 30)}» is ${Math.round(width)} × ${Math.round(height)} px, want ${least}`);
  }
  return faults;
}
