// Searches the index that package search of the generator makes; its comment says
// what the files hold. Every file is a script that calls K with its name and data,
// so that a folder on disk can be searched too. The page has the form, the places
// for what is found, and the texts.
(() => {
  const $ = (id) => document.getElementById("page_" + id);
  const form = $("search"), input = $("query"), status = $("status"), hint = $("hint"), card = $("card"), list = $("results"), more = $("more"), help = $("help");
  const say = (key, ...values) => form.dataset[key].replace(/\{(\d)\}/g, (_, i) => values[i]);
  const shown = 5; // results at a time: each costs a file

  // --- Files. Each is asked for once.
  const files = new Map(), waiting = new Map();
  window.K = (name, ...data) => waiting.get(name)?.(data);
  const load = (name, query = "") => {
    if (!files.has(name)) {
      files.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        waiting.set(name, done);
        script.onload = script.onerror = () => { failed(name); script.remove(); }; // too late when K was called
        script.src = `index/${name}.js${query}`;
        document.head.append(script);
      }));
    }
    return files.get(name);
  };

  // start reads meta.js: where the pieces of the lexicon begin, which know those of
  // the postings. stale is a time when an older one led nowhere.
  let meta;
  const start = (stale) => meta ??= load("meta", stale && "?" + stale).then(([m]) => {
    m.stops = new Set(m.stops.split(" "));
    return m;
  });
  const lexicon = (m, i) => load("l-" + m.l.hashes[i]);
  // at returns the index of the last item that is not above a key.
  const at = (items, key) => {
    let low = 0, high = items.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (items[middle] <= key) low = middle + 1; else high = middle;
    }
    return low - 1;
  };

  // --- Words, found and folded as package search does (words.go, fold.go).
  const elided = /(?<![\p{L}\p{N}\p{M}\u00ad])(?:qu|jusqu|lorsqu|puisqu|quoiqu|[cdjlmnst])(?=['’‘´`′][\p{L}\p{N}\p{M}\u00ad])|(?<=\p{L}['’‘´`′])(?:ll|re|ve|[stdm])(?![\p{L}\p{N}\p{M}\u00ad])/giu;
  const letters = { œ: "oe", æ: "ae", ß: "ss", ø: "o", ł: "l", đ: "d", ı: "i", ς: "σ" };
  const fold = (word) => word.normalize("NFD").replace(/[\u0300-\u036f\u00ad]/g, "").toLowerCase().replace(/[^\0-\x7f]/g, (c) => letters[c] ?? c);
  const words = K.words = (text) => [...text.replace(elided, (word) => " ".repeat(word.length)).matchAll(/[\p{L}\p{N}\p{M}\u00ad]+/gu)]
    .map((match) => ({ text: fold(match[0]), from: match.index, to: match.index + match[0].length }))
    .filter((word) => word.text && word.to - word.from <= 64);

  // --- The lexicon.
  const decoded = new Map();
  const forms = async (m, i) => {
    if (!decoded.has(i)) {
      let [text] = await lexicon(m, i), known = m.l.classes[i], before = "";
      decoded.set(i, new Map(text.slice(0, -1).split(",").map((item) => {
        const [rest, back] = item.slice(1).split(";");
        before = before.slice(0, parseInt(item[0], 36)) + rest;
        return [before, back ? known - back : known++];
      })));
    }
    return decoded.get(i);
  };
  // between returns the forms of the pieces, at most four, that may hold words with
  // a beginning.
  const between = async (m, start) => {
    const from = at(m.l.firsts, start), to = at(m.l.firsts, start + "\uffff");
    const pieces = await Promise.all(m.l.firsts.slice(from, Math.min(to, from + 3) + 1).map((_, i) => forms(m, from + i)));
    return pieces.flatMap((piece) => [...piece]);
  };
  // distance counts insertions, deletions, substitutions and swaps of neighbours
  // (optimal string alignment).
  const distance = (a, b) => {
    let older = [], old = [...Array(b.length + 1).keys()];
    for (let i = 1; i <= a.length; i++) {
      const row = [i];
      for (let j = 1; j <= b.length; j++) {
        row[j] = Math.min(row[j - 1] + 1, old[j] + 1, old[j - 1] + (a[i - 1] != b[j - 1]));
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) row[j] = Math.min(row[j], older[j - 2] + 1);
      }
      [older, old] = [old, row];
    }
    return old[b.length];
  };
  // close returns the forms nearest to a word: within one edit of four letters or
  // more, two of eight.
  const close = (all, word) => {
    let limit = word.length < 4 || /\d/.test(word) ? 0 : word.length < 8 ? 1 : 2, found = [];
    for (const entry of all) {
      if (!limit || Math.abs(entry[0].length - word.length) > limit) continue;
      const d = distance(entry[0], word);
      if (d < limit) limit = Math.max(d, 1), found = [];
      if (d <= limit) found.push(entry);
    }
    return found.slice(0, 4);
  };
  // resolve finds the classes that a word means.
  const resolve = async (m, word, isLast) => {
    for (const form of [word, word.replace(/(?<=..)(aux|[sx])$/, (end) => end[1] ? "al" : ""), word + "s"]) { // a number that occurs nowhere
      const exact = (await forms(m, at(m.l.firsts, form))).get(form);
      if (exact !== undefined) return { word, entries: [[form, exact]], exact };
    }
    if (isLast && word.length > 1) {
      const entries = (await between(m, word)).filter(([form]) => form.startsWith(word));
      if (entries.length) return { word, entries: entries.slice(0, 12), isPrefix: true };
    }
    for (const start of [word.slice(0, 3), word.slice(0, 2), (word[1] ?? "") + word[0], word[0]]) {
      const entries = close(await between(m, start), word);
      if (entries.length) return { word, entries, meant: entries[0][0] };
    }
    return { word, entries: [] };
  };

  // --- Postings. Numbers are written in 90 characters (encode.go).
  const value = (text, i) => {
    const c = text.charCodeAt(i);
    return c - 35 - (c > 60) - (c > 92);
  };
  const postings = async (m, id, hit) => {
    const of = at(m.l.classes, id), [, firsts, hashes] = await lexicon(m, of), n = id - m.l.classes[of], i = at(firsts, n);
    const [lists] = await load("p-" + hashes[i]), text = lists[n - firsts[i]];
    const cut = text[0] == "!";
    let k = +cut, doc = 0;
    const number = () => {
      for (let n = 0, unit = 1; ; unit *= 45) {
        const v = value(text, k++);
        n += v * unit;
        if (v < 45) return n;
      }
    };
    while (k < text.length) {
      const place = number(), section = place % 32;
      doc += place >> 5;
      hit(doc, section == 31 ? 31 + number() : section, value(text, k++));
    }
    return cut;
  };

  // match weighs the documents. Those that have all words count, or else those
  // that have most.
  const match = async (m, slots) => {
    const docs = new Map();
    const take = (slot) => (doc, section, weight) => {
      if (!docs.has(doc)) docs.set(doc, new Map());
      const units = docs.get(doc);
      if (!units.has(section)) units.set(section, []);
      const unit = units.get(section);
      unit[slot] = Math.max(unit[slot] ?? 0, weight);
    };
    await Promise.all(slots.flatMap((slot, i) => [...new Set([...slot.entries.map((entry) => entry[1]), ...slot.terms])]
      .map(async (id) => { if (await postings(m, id, take(i))) slot.isCommon = true; })));
    const ranked = [...docs].map(([doc, units]) => {
      let section = 0, most = 0, sum = 0, has = 0;
      for (const [i, unit] of [...units].sort((a, b) => a[0] - b[0])) {
        const total = unit.reduce((a, b) => a + b, 0);
        if (total > most) [section, most] = [i, total];
      }
      slots.forEach((slot, i) => {
        const best = Math.max(0, ...[...units.values()].map((unit) => unit[i] ?? 0));
        sum += best;
        if (best || slot.isCommon) has++;
      });
      return { doc, section, has, score: (sum + most) / (doc < m.terms ? 3 : 1) }; // guides before terms
    });
    const full = Math.max(0, ...ranked.map((r) => r.has));
    return ranked.filter((r) => r.has == full).sort((a, b) => b.score - a.score || a.doc - b.doc);
  };
  // withTerms adds to the words that are spellings of a term of the glossary the
  // class of that term.
  const withTerms = async (m, slots) => {
    for (const slot of slots) slot.terms = [];
    if (!m.t || slots.length < 2) return;
    const [terms] = await load("t-" + m.t);
    for (let i = 0; i < slots.length; i++) {
      for (let j = i + 2; j <= slots.length; j++) {
        const part = slots.slice(i, j), id = terms[part.map((slot) => slot.exact).join(" ")];
        if (id !== undefined) for (const slot of part) slot.terms.push(id);
      }
    }
  };

  // --- Documents and excerpts.
  const read = async (m, doc) => {
    const i = Math.max(0, doc - m.terms) % m.n; // so many guides share a file
    const [url, title, lang, names, sections] = (await load(m.docs + "/" + (doc - i)))[i];
    return { url, title, lang, names, sections };
  };
  // marks returns where the words of a query stand in a text.
  const marks = (query, text) => words(text).flatMap((word, n, all) => {
    const is = (text) => query.slots.findIndex((slot) => slot.forms.has(text) || slot.isPrefix && text.startsWith(slot.word));
    const i = is(word.text), next = all[n + 1];
    if (i >= 0) return [{ ...word, i }];
    if (next && is(word.text + next.text) >= 0) return [{ ...word, to: next.to, i }];
    const phrase = query.names.find((name) => name.every((part, k) => all[n + k]?.text.replace(/[sx]$/, "") == part));
    return phrase ? [{ ...word, to: all[n + phrase.length - 1].to, i }] : [];
  });
  const write = (node, text, found) => {
    let from = 0;
    for (const word of found) {
      if (word.from < from) continue;
      const mark = document.createElement("mark");
      mark.textContent = text.slice(word.from, word.to);
      node.append(text.slice(from, word.from), mark);
      from = word.to;
    }
    node.append(text.slice(from));
    return node;
  };
  // excerpt cuts out what stands around the place with most of the words.
  const excerpt = (query, text) => {
    const wide = 220, found = marks(query, text);
    let best = 0, most = 0;
    found.forEach((word, n) => {
      const kinds = new Set();
      for (let k = n; k < found.length && found[k].to - word.from < wide * .7; k++) kinds.add(found[k].i);
      if (kinds.size > most) [best, most] = [n, kinds.size];
    });
    let from = found.length ? Math.max(0, found[best].from - 70) : 0, to = Math.min(text.length, from + wide);
    if (from) from = text.indexOf(" ", from) + 1;
    if (to < text.length) to = Math.max(text.lastIndexOf(" ", to), from + 99);
    const part = text.slice(from, to), node = document.createElement("p");
    if (from) node.append("… ");
    write(node, part, found.filter((word) => word.from >= from && word.to <= to).map((word) => ({ from: word.from - from, to: word.to - from })));
    if (to < text.length) node.append(" …");
    return node;
  };
  const href = (url) => {
    const [path, anchor] = (form.dataset.root + url).split("#");
    return path + (location.protocol == "file:" && /\/$/.test(path) ? "index.html" : "") + (anchor ? "#" + anchor : "");
  };
  const item = (query, hit, tag) => {
    const node = document.createElement(tag), title = document.createElement("h2"), link = document.createElement("a");
    const [id, heading, text] = hit.sections[hit.section] ?? hit.sections[0];
    link.href = href(hit.url + (id ? "#" + id : ""));
    write(link, hit.title, marks(query, hit.title));
    if (heading) {
      link.append(" › ");
      write(link.appendChild(document.createElement("span")), heading, marks(query, heading));
    }
    title.append(link);
    node.append(title, excerpt(query, text));
    if (hit.lang) node.lang = hit.lang;
    return node;
  };

  // --- Queries.
  // parse returns the words of a query that say something, and its phrases.
  const parse = (m, text) => {
    const phrases = [...text.matchAll(/["«“]([^"«»“”]+)["»”]/g)].map((match) => words(match[1]).map((word) => word.text)).filter((phrase) => phrase.length);
    return { phrases, found: words(text).filter((word) => !m.stops.has(word.text)).slice(0, 12) };
  };
  const understand = async (m, text) => {
    const { phrases, found } = parse(m, text), open = /[\p{L}\p{N}]$/u.test(text);
    const slots = await Promise.all(found.map((word, i) => resolve(m, word.text, open && i == found.length - 1)));
    await withTerms(m, slots);
    const known = (await Promise.all(decoded.values())).flatMap((piece) => [...piece]);
    for (const slot of slots) slot.forms = new Set(known.filter(([, id]) => slot.entries.some((entry) => entry[1] == id)).map(([form]) => form));
    return { text, slots, phrases, found, names: [] };
  };
  const holds = (hit, phrase) => [hit.title, hit.names, ...hit.sections.flatMap((section) => section.slice(1))].some((text) => {
    const all = words(text).map((word) => word.text);
    return all.some((_, i) => phrase.every((word, k) => all[i + k] == word));
  });
  // fill reads documents until there are enough to show, and leaves the rest.
  const fill = async (m, query, rest) => {
    const hits = [];
    while (rest.length && hits.length < shown) {
      const some = await Promise.all(rest.splice(0, shown - hits.length).map(async (r) => ({ ...r, ...await read(m, r.doc) })));
      hits.push(...some.filter((hit) => query.phrases.every((phrase) => holds(hit, phrase))));
    }
    const near = query.slots.map((slot) => slot.word);
    for (const hit of hits) if (near.length > 1 && holds(hit, near)) hit.score *= 1.3;
    return hits.sort((a, b) => b.score - a.score);
  };

  // --- The page.
  let turn = 0;
  const clear = () => {
    for (const node of [hint, card, list]) node.replaceChildren();
    more.hidden = hint.hidden = true;
    help.hidden = false;
    status.textContent = "";
  };
  const suggest = (query, hits) => {
    const meant = query.slots.filter((slot) => slot.meant);
    if (!meant.length) return;
    const spelt = new Map(hits.flatMap((hit) => [hit.title, ...hit.sections.flat()]).flatMap((text) => words(text).map((word) => [word.text, text.slice(word.from, word.to).toLowerCase()])));
    let text = query.text;
    for (const slot of meant.reverse()) {
      const word = query.found.find((one) => one.text == slot.word);
      if (word) text = text.slice(0, word.from) + (spelt.get(slot.meant) ?? slot.meant) + text.slice(word.to);
    }
    const link = document.createElement("a"), [before, after] = say("meant", "\n").split("\n");
    link.href = "?q=" + encodeURIComponent(text);
    link.textContent = text;
    hint.append(before, link, after);
  };
  const show = async (m, query, mine) => {
    const rest = query.slots.some((slot) => slot.entries.length) ? await match(m, query.slots) : [];
    const top = rest[0], i = query.phrases.length ? -1 : rest.findIndex((r) => r.doc < m.terms && !r.section && r.has == query.slots.length);
    const [term] = i < 0 ? [] : rest.splice(i, 1), entry = term && { ...term, ...await read(m, term.doc), section: 1 };
    if (entry) query.names = [entry.title.replace(/\(.*/, ""), ...entry.names.split(", ")].map((name) => words(name).map((word) => word.text.replace(/[sx]$/, ""))).filter((name) => name.length > 1);
    const total = rest.length + !!entry, hits = await fill(m, query, rest);
    if (mine != turn) return;
    clear();
    const count = query.phrases.length ? hits.length : total;
    help.hidden = count > 0;
    status.textContent = say(count > 1 ? "many" : count ? "single" : "none", query.text, count);
    suggest(query, entry ? [entry, ...hits] : hits);
    if (count && top.has < query.slots.length) hint.prepend(say("part") + " ");
    hint.hidden = !hint.textContent;
    if (entry) card.append(item(query, entry, "article"));
    const add = (hits) => {
      const items = hits.map((hit) => item(query, hit, "li"));
      list.append(...items);
      more.hidden = !rest.length;
      return items[0];
    };
    add(hits);
    more.onclick = async () => add(await fill(m, query, rest))?.querySelector("a").focus();
  };
  const run = async (stale) => {
    const mine = ++turn, text = input.value.trim().slice(0, 200);
    if (!text) return clear();
    try {
      const m = await start(stale);
      const query = await understand(m, text);
      if (mine == turn) await show(m, query, mine);
    } catch {
      if (mine != turn) return;
      if (!stale) { // the site may have been published anew meanwhile
        files.clear();
        decoded.clear();
        meta = undefined;
        return run(Date.now());
      }
      clear();
      status.textContent = say("failed");
    }
  };

  // --- Keys and the address, which follows the query: a link to it, or the way back
  // to it, searches again.
  let later;
  const settle = () => {
    clearTimeout(later);
    try {
      history.replaceState(null, "", input.value ? "?q=" + encodeURIComponent(input.value) : ".");
    } catch { /* a page from disk has one address */ }
    run();
  };
  input.oninput = () => {
    clearTimeout(later);
    later = setTimeout(settle, 80);
  };
  input.onkeydown = (event) => {
    if (event.key != "Escape" || !input.value) return;
    event.preventDefault();
    input.value = "";
    settle();
  };
  form.onsubmit = (event) => {
    event.preventDefault();
    settle();
  };
  input.value = new URLSearchParams(location.search).get("q") ?? "";
  run();
})();
