// Notes behind figures and terms: the keyboard opens, reads and closes them, a
// finger finds them, they fit the window, they have names, and paper lists them.
import { describeStop } from "./keyboard.js";

const mentions = "main :is(.fact, .term) > button";

// keyFaults walks a page with Tab, and opens every note on the way.
export async function keyFaults(page, url) {
  const faults = [];
  await page.goto(url);
  await page.evaluate(`window.describeStop = ${describeStop}`);
  const wanted = await page.evaluate(numberButtons, mentions);
  const met = [];
  const seen = new Set();
  for (let presses = 0; presses < 1000; presses++) {
    await page.keyboard.press("Tab");
    const stop = await page.evaluate(describeFocus);
    if (!stop || seen.has(stop.key)) break; // out of the page, or around it
    seen.add(stop.key);
    if (!stop.mention) continue;
    met.push(stop.mention);
    const say = (fault) => faults.push(`note ${stop.note}: ${fault}`);
    if (stop.fault) say(`its button ${stop.fault}`);
    await page.keyboard.press("Enter");
    const open = await page.evaluate(describeNote, stop.note);
    if (!open.open) say("Enter does not open it");
    if (!open.open) continue;
    for (const fault of open.faults) say(fault);
    await page.keyboard.press("Tab");
    const inside = await page.evaluate(describeFocus);
    if (inside?.inside !== stop.note) say("Tab does not lead into it");
    else if (inside.fault) say(`${inside.name} in it ${inside.fault}`);
    await page.keyboard.press("Escape");
    if ((await page.evaluate(describeNote, stop.note)).open) {
      say("Esc does not close it");
      await page.evaluate((id) => document.getElementById(id).hidePopover(), stop.note);
    } else if ((await page.evaluate(describeFocus))?.mention !== stop.mention) say("Esc does not lead back to its button");
    await page.evaluate((mention) => document.querySelector(`[data-mention="${mention}"]`).focus(), stop.mention);
  }
  if (met.join() !== wanted.map((one) => one.mention).join()) {
    const missed = wanted.filter((one) => !met.includes(one.mention));
    faults.push(missed.length ? `${missed.length} buttons cannot be reached, ${missed[0].note} is the first` : "the buttons are not reached in the order of the text");
  }
  return faults;
}

// fitFaults opens each note in windows of some sizes and tells what is cut off.
export async function fitFaults(page, url, sizes) {
  const faults = [];
  for (const [width, height] of sizes) {
    await page.setViewportSize({ width, height });
    await page.goto(url);
    for (const { mention, note } of await page.evaluate(numberButtons, mentions)) {
      await page.evaluate((number) => document.querySelector(`[data-mention="${number}"]`).focus(), mention);
      await page.keyboard.press("Enter");
      const { open, faults: found } = await page.evaluate(describeNote, note);
      if (!open) faults.push(`${width} px: note ${note} does not open`);
      for (const fault of found) faults.push(`${width} px: note ${note}: ${fault}`);
      await page.keyboard.press("Escape");
    }
  }
  return faults;
}

// touchFaults tells which targets are too small for a finger, or hit another.
export async function touchFaults(page, url) {
  await page.goto(url);
  return page.evaluate(measureTargets, mentions);
}

// nameFaults reads the names of the buttons, and follows what refers to an id.
export async function nameFaults(page, url) {
  await page.goto(url);
  return page.evaluate(readNames, mentions);
}

// paperFaults compares the marks in a printed text with the lists behind it.
export async function paperFaults(page, url) {
  await page.emulateMedia({ media: "print" });
  await page.goto(url);
  const faults = await page.evaluate(readPaper);
  await page.emulateMedia({ media: "screen" });
  return faults;
}

// The functions below run in the browser.

function numberButtons(selector) {
  return [...document.querySelectorAll(selector)].map((button, i) => {
    button.dataset.mention = i + 1;
    return { mention: button.dataset.mention, note: button.getAttribute("popovertarget") };
  });
}

function describeFocus() {
  const element = document.activeElement;
  if (!element || element === document.body) return undefined;
  const all = [...document.querySelectorAll("*")];
  return {
    ...window.describeStop(),
    key: all.indexOf(element),
    mention: element.dataset.mention,
    note: element.getAttribute("popovertarget"),
    inside: element.closest("[popover]")?.id,
  };
}

function describeNote(id) {
  const note = document.getElementById(id);
  if (!note?.matches(":popover-open")) return { open: false, faults: [] };
  const faults = [];
  const { left, right, top, bottom, width, height } = note.getBoundingClientRect();
  if (left < -.5 || right > innerWidth + .5) faults.push(`it is from ${Math.round(left)} to ${Math.round(right)} px in a window ${innerWidth} px wide`);
  if (top < -.5 || bottom > innerHeight + .5) faults.push(`it is from ${Math.round(top)} to ${Math.round(bottom)} px in a window ${innerHeight} px high`);
  if (note.scrollWidth > note.clientWidth) faults.push("it scrolls sideways");
  if (note.scrollHeight > note.clientHeight + 1 && !["auto", "scroll"].includes(getComputedStyle(note).overflowY)) faults.push("it cuts its text off");
  if (width < 200 || height < 60) faults.push(`it is ${Math.round(width)} × ${Math.round(height)} px small`);
  if (!note.innerText.trim()) faults.push("it says nothing");
  if (!note.contains(document.elementFromPoint((left + right) / 2, (top + bottom) / 2))) faults.push("it is covered");
  return { open: true, faults };
}

function measureTargets(selector) {
  const faults = [];
  const half = 11.5;
  const look = (element, name) => {
    element.scrollIntoView({ block: "center" });
    const { left, right, top, bottom } = element.getBoundingClientRect();
    const [x, y] = [(left + right) / 2, (top + bottom) / 2];
    if (right - left < 24 || bottom - top < 24) faults.push(`${name} is ${Math.round(right - left)} × ${Math.round(bottom - top)} px`);
    else if (!element.closest("sup") && [[0, 0], [-half, -half], [half, -half], [-half, half], [half, half]].some(([dx, dy]) => {
      const there = document.elementFromPoint(x + dx, y + dy);
      return !element.contains(there) && there?.closest("a, button");
    })) faults.push(`${name} lies under another target`);
  };
  for (const button of document.querySelectorAll(selector)) {
    const name = `the button of ${button.getAttribute("popovertarget")}`;
    look(button, name);
    const boxes = [...button.getClientRects()];
    const own = [...button.parentElement.getClientRects()];
    const inside = (box) => own.some((line) => box.left > line.left - 14 && box.right < line.right + 14 && box.top > line.top - 14 && box.bottom < line.bottom + 14);
    if (!boxes.every(inside)) faults.push(`${name} lies on what is not its text`);
  }
  for (const link of document.querySelectorAll("sup a, .footnote-backref, .letters a")) look(link, `the link ${link.textContent}`);
  for (const note of document.querySelectorAll("[popover]")) {
    note.showPopover();
    for (const button of note.querySelectorAll("button")) look(button, `the button in ${note.id}`);
    note.hidePopover();
  }
  return faults;
}

function readNames(selector) {
  const faults = [];
  const names = new Map(); // of each note's buttons
  const text = (id) => document.getElementById(id)?.textContent.trim() ?? "";
  for (const button of document.querySelectorAll(selector)) {
    const note = button.getAttribute("popovertarget");
    const name = button.hasAttribute("aria-labelledby") ? text(button.getAttribute("aria-labelledby")) : button.ariaLabel ?? button.textContent.trim();
    if (name.length < 2) faults.push(`a button of ${note} is called «${name}»`);
    if (names.has(note) && names.get(note) !== name) faults.push(`buttons of ${note} are called «${names.get(note)}» and «${name}»`);
    names.set(note, name);
  }
  for (const [note, name] of names) {
    const other = [...names].find(([there, same]) => there !== note && same === name);
    if (other && note < other[0]) faults.push(`${note} and ${other[0]} are both called «${name}»`);
  }
  for (const element of document.querySelectorAll("[popovertarget], [aria-labelledby], a[href^='#']")) {
    for (const [kind, id] of [["popovertarget"], ["aria-labelledby"], ["href"]].map(([kind]) => [kind, element.getAttribute(kind)?.replace(/^#/, "")])) {
      if (id === undefined || kind === "href" && !element.getAttribute("href").startsWith("#")) continue;
      const target = document.getElementById(decodeURIComponent(id));
      if (!target) faults.push(`${kind} leads to ${id}, which is nowhere`);
      else if (kind === "popovertarget" && !target.popover) faults.push(`${id} is no popover`);
    }
  }
  return [...new Set(faults)];
}

function readPaper() {
  const faults = [];
  const shown = (element) => element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;
  const said = (element, pseudo) => getComputedStyle(element, pseudo).content
    .replace(/attr\((\w+)\)/g, (_, name) => element.getAttribute(name)).replaceAll('"', "").trim();
  for (const button of document.querySelectorAll("[popover] button")) {
    if (shown(button)) faults.push(`a button of ${button.getAttribute("popovertarget")} is printed`);
  }
  const numbers = new Map();
  for (const note of document.querySelectorAll("[popover]")) {
    if (!shown(note) || !note.innerText.trim()) faults.push(`note ${note.id} is not printed`);
    const number = said(note, "::before");
    if (!/^\(\d+\)$/.test(number)) faults.push(`note ${note.id} has no number`);
    if (numbers.has(number)) faults.push(`notes ${numbers.get(number)} and ${note.id} have one number`);
    numbers.set(number, note.id);
    const buttons = document.querySelectorAll(`:is(.fact, .term) > [popovertarget="${note.id}"]`);
    if (!buttons.length) faults.push(`note ${note.id} has no mark`);
    for (const button of buttons) {
      const mark = shown(button) ? said(button, "::after") : "nothing";
      if (mark !== number) faults.push(`a mark of note ${note.id} says ${mark}, its number is ${number}`);
    }
  }
  for (const [i, source] of [...document.querySelectorAll(".sources li")].entries()) {
    if (!shown(source)) faults.push(`source ${source.id} is not printed`);
    for (const link of document.querySelectorAll(`sup a[href="#${source.id}"]`)) {
      if (link.textContent !== String(i + 1)) faults.push(`a mark of source ${source.id} says ${link.textContent}, its number is ${i + 1}`);
    }
  }
  return faults;
}
