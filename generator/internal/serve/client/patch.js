// Patching in place: what the server sends now is compared with what it sent
// before, and only what differs is changed in the page. What the page's scripts and
// the person before it made of the rest stays: neither is in what was sent.

// served is the page as it was sent, and real the node of the page that each node of
// it became. It is taken before any deferred script runs.
const served = document.implementation.createHTMLDocument("").importNode(document.documentElement, true);
const real = new WeakMap();
pair(served, document.documentElement);
served.querySelector('script[src="/-/balise/client.js"]').remove();

function pair(model, node) {
  real.set(model, node);
  model.childNodes.forEach((child, i) => pair(child, node.childNodes[i]));
}

// What counts only while a page is loaded: scripts that ran, policies. A style that a
// script asks for is none of it.
const loaded = (root) => [...root.querySelectorAll("script:not([type*=json],[type=speculationrules]), meta[http-equiv], base")]
  .map((element) => element.outerHTML.replace(/[^"]*\.css/g, "")).join();

const isCustom = (node) => node.localName?.includes("-");
const isDefined = (node) => customElements.get(node.localName);

// isTheSame tells whether the page can become another by patching alone: no script
// begins or ends, and none waits for an element that comes anew.
export function isTheSame(next) {
  for (const text of next.querySelectorAll("noscript")) text.textContent = text.innerHTML; // as where scripts run
  const waiting = (root) => [...root.querySelectorAll("*")].filter((element) => isCustom(element) && !isDefined(element)).length;
  return loaded(served) == loaded(next) && waiting(next.documentElement) <= waiting(served);
}

let changed, stale, arriving;

// patch makes the page what next says, and returns the nodes whose text changed, in
// the order of the page. Old styles go when the new ones have come.
export function patch(next) {
  changed = [];
  stale = [];
  arriving = [];
  reconcile(served, next.documentElement);
  for (const media of next.querySelectorAll("audio, video")) media.remove(); // Chromium keeps documents that hold some
  const old = stale;
  Promise.all(arriving).then(() => old.forEach((link) => link.remove()));
  return changed;
}

// reconcile makes an element, as served and in the page, what next says.
function reconcile(model, next) {
  const node = real.get(model), { length } = changed, reads = model.textContent;
  attributes(model, next, node);
  const before = [...model.childNodes], after = [...next.childNodes];
  const twins = match(before, after);
  const kept = new Set(twins);
  let last;
  for (const child of before) {
    if (!kept.has(child)) remove(real.get(child), last ?? node);
    else if (child.nodeType == 1) last = real.get(child);
  }
  last = undefined;
  model.replaceChildren(...after.map((child, i) => {
    const twin = twins[i];
    if (!twin) last = insert(child, node, last);
    else {
      if (twin.nodeType != 1) text(twin, child);
      else if (!twin.isEqualNode(child)) reconcile(twin, child);
      last = real.get(twin);
    }
    return twin ?? child;
  }));
  if (reads == model.textContent) changed.length = length; // other marks round the same words are no edit
}

function attributes(model, next, node) {
  for (const { name } of [...model.attributes]) {
    if (next.hasAttribute(name)) continue;
    model.removeAttribute(name);
    node.removeAttribute(name);
  }
  for (const { name, value } of next.attributes) {
    const old = model.getAttribute(name);
    if (old == value) continue;
    if (old?.endsWith(".css")) swap(document.querySelector(`link[href="${old}"]`), value); // that a script asked for
    model.setAttribute(name, value);
    node.setAttribute(name, value);
  }
}

// text changes only the middle that differs, so that a selection around it stays.
function text(model, { data }) {
  const old = model.data, node = real.get(model), most = Math.min(old.length, data.length);
  if (old == data) return;
  let begin = 0, end = 0;
  while (begin < most && old[begin] == data[begin]) begin++;
  while (end < most - begin && old.at(-1 - end) == data.at(-1 - end)) end++;
  if (node.data == old) node.replaceData(begin, old.length - begin - end, data.slice(begin, data.length - end));
  else node.data = data;
  model.data = data;
  changed.push(node);
}

function insert(model, parent, last) {
  const node = document.importNode(model, true);
  pair(model, node);
  if (last?.parentNode == parent) last.after(node);
  else parent.prepend(node);
  if (isStyle(node)) arriving.push(arrival(node));
  changed.push(node);
  return node;
}

function remove(node, neighbour) {
  if (isStyle(node)) stale.push(node);
  else node.remove();
  if (node.textContent.trim()) changed.push(neighbour); // what stands before the gap
}

const isStyle = (node) => node.rel == "stylesheet";
export const arrival = (link) => new Promise((done) => { link.onload = link.onerror = done; });

// swap puts another style in the place of one, without a moment between.
function swap(link, href) {
  if (!link) return;
  const next = link.cloneNode();
  next.href = href;
  arrival(next).then(() => link.remove());
  link.after(next);
}

// refresh loads the pictures again whose bytes are others under the same name, by
// their digests before and now.
export function refresh(before, now) {
  for (const image of document.images) {
    const { pathname } = new URL(image.src, location);
    const name = decodeURIComponent(pathname).slice(1);
    if (now[name] != before[name]) image.src = pathname + "?" + now[name];
  }
}

// match finds for each node of after the one of before that stays in its place: the
// same one, else one of its kind between two that stay. It returns them in the order
// of after; undefined is a node that is new.
function match(before, after) {
  let begin = 0, end = 0;
  const most = Math.min(before.length, after.length);
  while (begin < most && before[begin].isEqualNode(after[begin])) begin++;
  while (end < most - begin && before.at(-1 - end).isEqualNode(after.at(-1 - end))) end++;
  const a = before.slice(begin, before.length - end), b = after.slice(begin, after.length - end);
  const places = common(a.map(key), b.map(key));
  let from = 0; // the first of a that is free
  const twins = b.map((node, i) => {
    let to = places[i];
    if (to == null) {
      const next = places.slice(i).find((place) => place >= 0) ?? a.length;
      for (to = from; to < next && !isAlike(a[to], node);) to++;
      if (to == next) return;
    }
    from = to + 1;
    return a[to];
  });
  return [...before.slice(0, begin), ...twins, ...before.slice(before.length - end)];
}

const key = (node) => node.outerHTML ?? node.data;

// isAlike tells whether one node can be made another. What scripts upgraded or
// browsers loaded begins anew.
const isAlike = (a, b) => a.nodeName == b.nodeName && a.localName != "link" && !(isCustom(a) && isDefined(a));

// common returns, for each key of b, its place in a longest common subsequence of
// both, by the table of Wagner and Fischer (1974). Lists too long for one have none.
function common(a, b) {
  const places = [], table = [[]];
  if (a.length * b.length > 1e7) return places;
  const at = (i, j) => table[i]?.[j] ?? 0;
  for (let i = a.length; i--;) {
    table[i] = [];
    for (let j = b.length; j--;) table[i][j] = a[i] == b[j] ? at(i + 1, j + 1) + 1 : Math.max(at(i + 1, j), at(i, j + 1));
  }
  for (let i = 0, j = 0; at(i, j);) {
    if (a[i] == b[j]) places[j++] = i++;
    else if (at(i + 1, j) < at(i, j + 1)) j++;
    else i++;
  }
  return places;
}
