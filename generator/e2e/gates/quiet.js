// A page is quiet when it asks nobody but its own site, breaks nothing, and
// leaves nothing behind in the browser.

// listener prepares a page, and returns a function that loads a URL into it and
// tells what is not quiet there.
export async function listener(page) {
  const faults = [];
  let origin;
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error.message}`));
  page.on("request", (request) => {
    const target = new URL(request.url());
    if (origin && !["data:", "blob:"].includes(target.protocol) && target.origin !== origin) faults.push(`asks ${target.origin}`);
  });
  await page.addInitScript(() => {
    window.violations = [];
    document.addEventListener("securitypolicyviolation", (event) => {
      window.violations.push(`${event.violatedDirective} ${event.blockedURI}`);
    });
  });

  return async (url) => {
    origin = new URL(url).origin;
    await page.goto(url);
    const { policies, violations, kept } = await page.evaluate(lookInside);
    if (policies !== 1) faults.push(`has ${policies} content security policies, want 1`);
    for (const violation of violations) faults.push(`content security policy: ${violation}`);
    for (const key of kept) faults.push(`keeps ${key}, though the reader did nothing`);
    for (const cookie of await page.context().cookies()) faults.push(`cookie ${cookie.name}`);
    await page.context().clearCookies();
    return faults.splice(0);
  };
}

// lookInside runs in the browser, and loads what would be loaded later.
async function lookInside() {
  await Promise.all([...document.images].map((image) => {
    image.loading = "eager";
    return image.complete || new Promise((done) => { image.onload = image.onerror = done; });
  }));
  const kept = [localStorage, sessionStorage].flatMap((storage) => {
    const keys = Object.keys(storage);
    storage.clear();
    return keys;
  });
  const policies = document.querySelectorAll("meta[http-equiv='Content-Security-Policy']").length;
  return { policies, violations: window.violations, kept };
}
