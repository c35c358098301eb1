// A page on paper: all of its text, none of its navigation, and a tagged PDF.

export async function printFaults(page, url) {
  const faults = [];
  await page.setViewportSize({ width: 640, height: 900 }); // about A4 without its margins
  await page.emulateMedia({ media: "print" });
  await page.goto(url);
  faults.push(...await page.evaluate(onPaper));
  const pdf = (await page.pdf({ tagged: true, outline: true, preferCSSPageSize: true })).toString("latin1");
  if (!pdf.startsWith("%PDF-")) faults.push("no PDF");
  if (!pdf.includes("/StructTreeRoot")) faults.push("the PDF has no tags");
  const sheets = pdf.match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
  const most = 2 + await page.evaluate(() => document.body.innerText.length) / 1500;
  if (sheets < 1 || sheets > most) faults.push(`the PDF has ${sheets} pages, want at most ${Math.floor(most)} for so much text`);
  return faults;
}

// onPaper runs in the browser.
function onPaper() {
  const faults = [];
  const name = (element) => element.tagName.toLowerCase() + (element.id && `#${element.id}`) + [...element.classList].map((c) => `.${c}`).join("");
  const visible = (element) => element.checkVisibility({ visibilityProperty: true });
  for (const nav of document.querySelectorAll("nav")) {
    if (visible(nav)) faults.push(`${name(nav)} is printed`);
  }
  for (const text of document.querySelectorAll("main :is(h1, h2, p, li, td, th, pre, input)")) {
    if (!visible(text) && !text.closest("nav, footer, details, .progress")) faults.push(`${name(text)} is not printed`);
  }
  const wide = document.documentElement.scrollWidth;
  if (wide > innerWidth) faults.push(`is ${wide} px wide, wider than paper`);
  return faults;
}
