// Aids: custom elements around HTML that is complete without them. Texts of the
// site, of the address and of the storage reach the page as text alone.
"use strict";
(() => {
  const { store, page, base, all, one, plain, titleOf, make, say, keep, define } = window.balise;

  // Numbers, as people write them in the language of the page: 1 500,50 and 12,5 %.

  function read(text, { decimal }) {
    text = text.replace(/[\s'’]|[€$£%]$/g, "").replace("−", "-");
    const other = decimal == "," ? "." : ",";
    const groups = new RegExp(`^-?\\d{1,3}(\\${other}\\d{3})+(\\${decimal}|$)`);
    text = groups.test(text) ? text.replaceAll(other, "") : text;
    text = text.replace(",", ".");
    return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? +text : NaN;
  }

  // write writes the shortest digits that are x, to at most two decimals, none from
  // 1000 up, and below 1 as many as give two digits. Half is rounded up.
  function write(x, marks, exact) {
    const a = Math.abs(x), [mantissa, exponent] = a.toExponential().split("e");
    const digits = mantissa.replace(".", ""), whole = +exponent + 1;
    const most = exact ? Math.max(0, digits.length - whole) : a >= 1000 ? 0 : a > 0 && a < 1 ? 2 - whole : 2;
    const shown = whole + most;
    const rounded = BigInt(digits.slice(0, shown)) + BigInt(digits[shown] >= "5");
    const text = (rounded + "0".repeat(Math.max(0, shown - digits.length))).padStart(most + 1, "0");
    const split = text.length - most;
    const fraction = text.slice(split).replace(/0+$/, "");
    return (x < 0 && +text ? "−" : "") + text.slice(0, split).replace(/\B(?=(\d{3})+$)/g, marks.group) + (fraction && marks.decimal + fraction);
  }

  // Ranges, computed as package formula does it: the same operations on doubles in
  // the same order. What has no value is undefined.

  const span = (...xs) => [Math.min(...xs), Math.max(...xs)];
  const nearest = (x, step) => {
    const parts = Math.floor(1 / step + .5);
    return step < 1 && 1 / parts == step ? Math.floor(x * parts + .5) / parts : Math.floor(x / step + .5) * step;
  };
  const divide = ([a, b], [c, d]) => c <= 0 && d >= 0 ? [NaN] : span(a / c, a / d, b / c, b / d);
  const power = (range, n) => {
    if (n < 0) return divide([1, 1], power(range, -n));
    const [low, high] = range.map((x) => {
      let product = 1;
      for (let i = 0; i < n; i++) product *= x;
      return product;
    });
    return n && n % 2 == 0 && range[0] <= 0 && range[1] >= 0 ? [0, Math.max(low, high)] : span(low, high);
  };
  const two = {
    "+": ([a, b], [c, d]) => [a + c, b + d],
    "-": ([a, b], [c, d]) => [a - d, b - c],
    "*": ([a, b], [c, d]) => span(a * c, a * d, b * c, b * d),
    "/": divide,
    min: ([a, b], [c, d]) => [Math.min(a, c), Math.min(b, d)],
    max: ([a, b], [c, d]) => [Math.max(a, c), Math.max(b, d)],
    round: ([a, b], [c, d]) => c == d && c > 0 ? [nearest(a, c), nearest(b, c)] : [NaN],
  };

  function run(program, values) {
    const stack = [];
    for (const word of program.split(" ")) {
      let range;
      if (word[0] == "$") range = values[word.slice(1)];
      else if (Object.hasOwn(two, word)) range = two[word](...stack.splice(-2));
      else if (word == "~") range = stack.pop().map((x) => -x).reverse();
      else if (word[0] == "^") range = power(stack.pop(), +word.slice(1));
      else if (word == "floor" || word == "ceil") range = stack.pop().map(Math[word]);
      else range = [+word.split(":")[0], +word.split(":").at(-1)];
      if (!range?.every(isFinite)) return;
      stack.push(range);
    }
    return stack[0];
  }

  function format(range, { one, many = one }, marks) {
    range = range?.map((x) => Math.abs(x) < 1e-9 ? 0 : x);
    if (!range?.every((x) => Math.abs(x) < 1e15)) return "—";
    const [low, high] = range.map((x) => write(x, marks));
    const text = low == high ? low : say(marks.range, low, high);
    const size = high.replace("−", "");
    const plural = document.documentElement.lang.startsWith("fr") ? !["0", "1"].includes(size.split(marks.decimal)[0]) : size != "1";
    return text.replace(/^(−?)(.*)/, (_, sign, rest) => sign + say(plural ? many : one, rest));
  }

  // Checklists: the ticks of a page are one record, by the name of the item.
  const ticks = "ticks " + page;
  const boxes = (list) => all("input", list);

  define("aid-checklist", (list) => {
    const count = one("output", list), ticked = store.read(ticks)?.values ?? {};
    const tell = () => count.value = say(count.dataset.text, boxes(list).filter((box) => box.checked).length, boxes(list).length);
    for (const box of boxes(list)) box.checked = Object.hasOwn(ticked, box.value) ? ticked[box.value] : box.defaultChecked;
    list.onchange = () => {
      tell();
      const lists = all("aid-checklist").filter((list) => boxes(list).some((box) => box.checked != box.defaultChecked));
      keep(ticks, lists.length && {
        values: Object.fromEntries(lists.flatMap(boxes).map((box) => [box.value, box.checked])),
        parts: lists.map((list) => [titleOf(list), boxes(list).map((box) => [plain(box.parentElement), box.checked])]),
      });
    };
    one("button", list).onclick = () => {
      for (const box of boxes(list)) box.checked = false;
      list.onchange();
    };
    tell();
  });

  // form defines an aid with fields. compute shows what follows from them, and
  // returns lines for the worksheet: a label and a value each. What differs from
  // the example is kept, and stands in the address of the link: #ID?name=value&…
  const form = (kind, compute) => define("aid-" + kind, (aid) => {
    const key = `${kind} ${page}#${aid.id}`, fields = all("input, textarea", aid), share = one(".aid-tools a", aid);
    const show = () => {
      const lines = compute(aid, fields), values = fields.filter((field) => field.value != field.defaultValue).map((field) => [field.name, field.value]);
      share.hash = aid.id + "?" + new URLSearchParams(values);
      return values.length && { values: Object.fromEntries(values), parts: [[titleOf(aid), lines]] };
    };
    const fill = (values) => {
      for (const field of fields) field.value = values && Object.hasOwn(values, field.name) ? values[field.name] : field.defaultValue;
      show();
    };
    const follow = () => {
      const [id, query] = location.hash.slice(1).split("?");
      if (id != aid.id || query == null) return;
      fill(Object.fromEntries(new URLSearchParams(query)));
      aid.scrollIntoView();
      return true;
    };
    for (const field of fields) {
      Object.assign(field, { readOnly: false, autocomplete: "off" });
      const { wanted } = field.dataset, id = field.id + "_error";
      if (!wanted || field.hasAttribute("aria-describedby")) continue;
      field.after(make("span", { className: "aid-error", id, hidden: true }, wanted));
      field.setAttribute("aria-describedby", id);
    }
    aid.oninput = () => keep(key, show());
    one(".aid-tools button", aid).onclick = () => {
      fill();
      store.write(key);
    };
    addEventListener("hashchange", follow);
    if (!follow()) fill(store.read(key)?.values);
  });

  // judge returns the number in a field, NaN when it is none or out of range.
  const judge = (field, marks, { min = -1e15, max = 1e15 } = field.dataset) => {
    const x = read(field.value, marks), good = x >= min && x <= max;
    field.ariaInvalid = !good && field.value != "";
    return good ? x : NaN;
  };

  form("calculator", (aid, fields) => {
    const marks = aid.dataset, values = fields.map((field) => judge(field, marks)).map((x) => [x, x]);
    const lines = fields.map((field) => [plain(field.labels[0]), field.value]);
    for (const output of all("output", aid)) {
      const { program, scale = "" } = output.dataset;
      output.value = format(run(program + scale, values), output.dataset, marks);
      values.push(run(program, values));
      lines.push([plain(output.closest("div").firstElementChild), output.value]);
    }
    // What was understood is shown as the page writes it; arrows add a step.
    aid.onchange = ({ target }) => {
      const x = judge(target, marks);
      if (x == x) target.value = write(x, marks, true);
    };
    aid.onkeydown = (event) => {
      const { target, key } = event, { step, min = -1e15, max = 1e15 } = target.dataset;
      const x = judge(target, marks) + step * ({ ArrowUp: 1, ArrowDown: -1 })[key];
      if (!(x >= min && x <= max)) return;
      event.preventDefault();
      target.value = write(+x.toPrecision(12), marks, true);
      aid.oninput();
    };
    return lines;
  });

  // save hands a table to the reader as a file for spreadsheets, to which what begins
  // like a formula would be one.
  const quote = (text) => `"${(/^\s*[=+\-@＝＋－＠]|^[\t\r]/.test(text) ? "'" : "") + text.replaceAll('"', '""')}"`;
  const save = (name, rows) => {
    const text = "\ufeff" + rows.map((cells) => cells.map(quote).join(";")).join("\r\n");
    const href = URL.createObjectURL(new Blob([text], { type: "text/csv" }));
    make("a", { href, download: name + ".csv" }).click();
    setTimeout(() => URL.revokeObjectURL(href), 1e4);
  };

  // Grids: the weighted mean of scores out of 100, of those criteria that have one.

  form("grid", (aid) => {
    const marks = aid.dataset, table = one("table", aid), { rows, tFoot } = table;
    const criteria = [...table.tBodies[0].rows], weights = criteria.map((row) => judge(row.cells[1].firstChild, marks, { min: 0 }) || 0);
    const scale = table.dataset.scale;
    const [totals, notes] = tFoot.rows;
    all(".aid-tools button", aid)[1].onclick = () => save(aid.id.slice(9), [...rows].map((row) => [...row.cells].map(({ firstChild }) => firstChild?.value ?? plain(firstChild))));
    totals.cells[1].textContent = write(weights.reduce((a, b) => a + b), marks);
    return [...rows[0].cells].slice(2).map((head, i) => {
      let sum = 0, of = 0, count = 0;
      criteria.forEach((row, r) => {
        const score = row.cells[i + 2].firstChild, x = judge(score, marks, { min: 0, max: scale });
        if (x != x) return;
        sum += x / scale * weights[r];
        of += weights[r];
        count++;
      });
      const total = of ? write(100 * sum / of, marks) + (count < criteria.length ? ` (${count}/${criteria.length})` : "") : "";
      totals.cells[i + 2].textContent = total;
      return [head.firstChild.value, total, notes.cells[i + 2].firstChild.value];
    });
  });

  // The worksheet: all that is kept, in one place, and gone at the press of a button.

  define("aid-sheet", (sheet) => {
    const [empty, found] = sheet.children, [print, erase] = all("button", sheet);
    const line = ([label, value, note = ""]) => typeof value == "boolean"
      ? make("li", { className: "tick" }, (value ? "☑ " : "☐ ") + label)
      : make("li", {}, label + " : ", make("strong", {}, value || "—"), " " + note);
    const show = () => {
      found.replaceChildren(...store.keys().flatMap((key) => {
        try {
          const { page, parts } = store.read(key), href = base + key.split(" ")[1];
          return parts.map(([title, lines]) => make("section", {},
            make("h2", {}, title), make("p", {}, make("a", { href }, page)), make("ul", {}, ...lines.map(line))));
        } catch {
          return []; // no aid's, or nothing that we wrote
        }
      }));
      empty.hidden = found.firstChild;
    };
    print.onclick = () => window.print();
    erase.onclick = () => {
      if (!confirm(erase.dataset.ask)) return;
      for (const key of store.keys()) store.write(key);
      show();
    };
    show();
  });
})();
