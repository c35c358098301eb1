// The keyboard alone reads a page: the first stop skips to the content, and
// every stop can be seen.
import { loadStyles } from "../lib/browser.js";

export async function keyboardFaults(page, url) {
  const faults = [];
  await page.goto(url);
  await page.keyboard.press("Tab");
  const skip = await lookAtStop(page);
  if (!skip?.href?.startsWith("#")) faults.push(`the first stop is ${skip?.name ?? "nothing"}, want a link to the content`);
  else {
    if (skip.fault) faults.push(`the link to the content ${skip.fault}`);
    await page.keyboard.press("Enter");
    if (!await page.evaluate(() => document.activeElement.matches("main, main *"))) faults.push(`${skip.name} does not lead into the content`);
  }

  await page.goto(url);
  await loadStyles(page);
  const wanted = await page.evaluate(numberStops);
  const reached = new Set();
  for (let presses = 0; ; presses++) {
    await page.keyboard.press("Tab");
    const stop = await lookAtStop(page);
    if (!stop || reached.has(stop.number)) break; // out of the page, or around it
    if (stop.number) reached.add(stop.number);
    if (stop.fault) faults.push(`${stop.name} ${stop.fault}`);
    if (presses > 1000) return [...faults, "has more than 1000 stops"];
  }
  for (const [number, name] of wanted) {
    if (!reached.has(number)) faults.push(`${name} cannot be reached`);
  }
  return faults;
}

// lookAtStop describes the stop as a person sees it: once the page has been drawn, when
// it did not yet follow the focus.
async function lookAtStop(page) {
  const stop = await page.evaluate(describeStop);
  if (!stop?.fault) return stop;
  await page.evaluate(() => new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))));
  return page.evaluate(describeStop);
}

// The functions below run in the browser.

// numberStops marks all that a mouse can use, and returns number and name of each.
function numberStops() {
  const all = document.querySelectorAll("a[href], button, input, select, textarea, summary, [tabindex='0']");
  return [...all].filter((element) => !element.disabled && element.checkVisibility({ visibilityProperty: true }))
    .map((element, i) => {
      element.dataset.stop = i + 1;
      return [element.dataset.stop, `${element.tagName.toLowerCase()} «${element.textContent.trim().slice(0, 40)}»`];
    });
}

// describeStop tells where the focus is, and why it cannot be seen there.
export function describeStop() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const style = getComputedStyle(element);
  const box = element.getClientRects()[0] ?? { width: 0, height: 0 };
  const shown = Math.min(box.right, innerWidth) - Math.max(box.left, 0) > 4 && Math.min(box.bottom, innerHeight) - Math.max(box.top, 0) > 4;
  const ring = style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2 && !/rgba\(.*, 0\)|transparent/.test(style.outlineColor)
    || style.boxShadow !== "none";
  const x = (Math.max(box.left, 0) + Math.min(box.right, innerWidth)) / 2;
  const y = (Math.max(box.top, 0) + Math.min(box.bottom, innerHeight)) / 2;
  const top = shown && document.elementFromPoint(x, y);
  let fault = "";
  if (!shown) fault = "is out of sight with the focus on it";
  else if (!ring) fault = "does not show the focus";
  else if (style.pointerEvents !== "none" && !element.contains(top)) fault = "is covered with the focus on it";
  return {
    name: `${element.tagName.toLowerCase()} «${element.textContent.trim().slice(0, 40)}»`,
    href: element.getAttribute("href"),
    number: element.dataset.stop,
    fault,
  };
}
