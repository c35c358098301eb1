// Gates return lists of faults in words, so that a failing test can be read.

// none fails with the faults, when there are some.
export function none(faults) {
  if (!faults.length) return;
  const shown = faults.slice(0, 60).map((fault) => `\n  - ${fault}`).join("");
  const rest = faults.length > 60 ? `\n  and ${faults.length - 60} more` : "";
  const error = new Error(`${faults.length} fault${faults.length > 1 ? "s" : ""}:${shown}${rest}`);
  error.stack = error.message;
  throw error;
}

// has fails unless each of the patterns (a text, or a regular expression) is
// among the faults.
export function has(faults, ...wanted) {
  for (const one of wanted) {
    const found = faults.some((fault) => typeof one === "string" ? fault === one : one.test(fault));
    if (!found) throw new Error(`want a fault like ${one}, got ${faults.length}:\n  ${faults.join("\n  ")}`);
  }
}

// faultsOn gathers what a check finds on each page of a site: each fault once,
// with the pages it was found on.
export async function faultsOn(pages, check) {
  const found = new Map();
  for (const page of pages) {
    if (page.moved) continue;
    for (const fault of await check(page)) found.set(fault, [...(found.get(fault) ?? []), `/${page.path}`]);
  }
  return [...found].map(([fault, on]) => `${fault} (${on.length > 3 ? `${on.length} pages, ${on[0]} among them` : on.join(", ")})`);
}
