// Where the author looks: what they read stays where it is on the screen, and an
// edit that is out of sight is brought into view, unless they are busy in the page.

const { still } = document.currentScript.dataset; // the author asked for no scrolling
const idle = 2000; // ms after the last touch
let touched = -idle;
for (const type of ["wheel", "touchmove", "pointerdown", "keydown"]) {
  addEventListener(type, (event) => { touched = event.timeStamp; }, true);
}

// follow makes a change of the page, which returns the nodes that are new.
export function follow(change) {
  const readings = inView().map((element) => [element, element.getBoundingClientRect().top]);
  const focus = document.activeElement;
  const changed = change();
  if (!focus.isConnected) restore(focus);
  const same = readings.findLast(([element]) => element.isConnected);
  if (same && scrollY) scrollBy({ top: same[0].getBoundingClientRect().top - same[1], behavior: "instant" });
  const edit = changed.find(isText);
  if (edit && still == null && performance.now() - touched > idle) reveal(blockOf(edit));
}

// restore gives what took the place of an element its focus and its caret.
function restore(focus) {
  const next = [...document.querySelectorAll(focus.localName)].find((element) => element.isEqualNode(focus));
  next?.focus({ preventScroll: true });
  if (focus.selectionEnd != null) next?.setSelectionRange(focus.selectionStart, focus.selectionEnd);
}

// inView returns the first block that is in view, after those it stands in.
function inView() {
  const chain = [];
  for (let block = document.querySelector("main"); block;) {
    chain.push(block);
    block = [...block.children].find((child) => child.getBoundingClientRect().bottom > 0 && child.checkVisibility());
  }
  return chain;
}

// blockOf returns the block that a node is in, as far as it is shown.
function blockOf(node) {
  let element = node.nodeType == 1 ? node : node.parentElement;
  while (!element.checkVisibility() || /^(inline|contents)/.test(getComputedStyle(element).display)) element = element.parentElement;
  return element;
}

// What lists the text, counts its minutes or numbers its notes changes with it.
const isText = ({ parentElement }) => parentElement?.closest("main") && !parentElement.closest("header :not(h1), nav, aside, footer, sup");

// reveal scrolls to a block that is out of sight and marks it for a moment, without
// motion.
function reveal(block) {
  const { top, bottom } = block.getBoundingClientRect();
  if (bottom > 0 && top < innerHeight) return;
  block.scrollIntoView({ block: "center", behavior: "instant" });
  const outline = "3px solid #d9480f";
  block.animate({ outline: [outline, outline], outlineOffset: ["4px", "4px"] }, 1500);
}
