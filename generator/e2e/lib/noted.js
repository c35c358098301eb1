// A site that holds notes wherever a guide can: facts of every kind, terms in two
// languages and citations, in text, tables, headings, lists, callouts and
// footnotes.
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { publish, temporary } from "./site.js";

const long = "Exploitation, supervision et maintien en condition opérationnelle d'un parc hétérogène réparti sur plusieurs implantations régionales";
const caveat = "Relevé auprès d'un petit nombre d'entreprises volontaires, sans tirage au sort, sans méthode publiée et sans relecture par un tiers indépendant. ".repeat(4).trim();
const kinds = ["field", "public", "market", "hypothesis"];
const count = 30;

// publishNoted writes the site, and builds it with the real program.
export function publishNoted() {
  const source = temporary();
  mkdirSync(path.join(source, "content"));
  for (const [name, text] of Object.entries(files())) writeFileSync(path.join(source, "content", name), text);
  return publish(source);
}

const pages = ["guide", "chiffres", "glossaire", "sources"];
export const notedPages = pages.map((name) => `${name}/`);

const files = () => ({
  "site.yaml": "title: Essai des notes\nlanguage: fr\n",
  "index.md": "---\ntitle: Essai\ndescription: \"Un site écrit par un essai : des notes partout où un guide peut en porter, et rien d'autre.\"\nsteps: [guide]\n---\n\nUn site.\n",
  "chiffres.md": "---\ntitle: Tous les chiffres\nlayout: facts\n---\n\nAvec leurs sources, dont [@s1].\n",
  "glossaire.md": "---\ntitle: Tous les termes\nlayout: glossary\n---\n\nEn deux langues.\n",
  "sources.md": "---\ntitle: Toutes les sources\nlayout: sources\n---\n\nLues ou non.\n",
  "facts.yaml": facts(),
  "sources.yaml": sources(),
  "glossary.yaml": terms(),
  "guide.md": guide(),
});

// facts: 28 of four kinds, a text as long as it gets, and 1 computed from two.
function facts() {
  let text = "";
  for (let i = 1; i <= count - 2; i++) {
    text += `f${i}:\n  label: "Mesure numéro ${i}${i % 7 ? "" : `, ${long}`}"\n  value: ${i % 3 ? i * 10 : `{min: ${i}, max: ${i * 10}}`}\n  unit: EUR/poste/mois\n  kind: ${kinds[i % 4]}\n`;
    text += `  sources: [s${i % 9 + 1}${i % 2 ? "" : `, "s${(i + 1) % 9 + 1}, p. ${i}"`}]\n`;
    if (i % 2) text += `  as_of: ${2000 + i}\n`;
    if (i % 5 === 0) text += `  population: "${long}"\n`;
    text += `  note: "${i === 9 ? caveat : "Sans échantillon."}"\n`;
    if (i === 1) text += "  contradicts: [f2, f3, f4, f5, f6, f7]\n";
  }
  text += `texte:\n  label: Ce que dit le texte\n  value: "${long}"\n  kind: public\n  sources: ["s4, article 12"]\n`;
  return text + "somme:\n  label: Somme des deux premières\n  kind: computed\n  unit: EUR/poste/mois\n  formula: \"f1 + f2\"\n";
}

// sources: some with an address, some unread, one with a long name and address.
function sources() {
  let text = "";
  for (let i = 1; i <= 9; i++) {
    text += `s${i}:\n  title: "Source ${i}${i === 5 ? ` : ${long}` : ""}"\n  publisher: "Éditeur ${i}"\n  year: ${2010 + i}\n`;
    if (i % 3) text += `  url: https://www.example.org/${i === 5 ? "sans-espace-".repeat(12) : i}\n`;
    if (i % 4 === 0) text += "  read: false\n";
  }
  return text;
}

const words = ["abricot", "brioche", "cerise", "datte", "endive", "fenouil", "groseille", "haricot", "igname", "jujube", "kaki", "laitue", "mangue", "navet", "olive", "poireau"];
const english = ["service desk", "cloud computing", "ticketing system", "managed services"];

// terms: 16 in French, 4 in English, one of them with a long definition.
function terms() {
  let text = "";
  for (const word of words) {
    text += `${word}:\n  term: ${word}\n  definition: "Se dit du mot **${word}**.${word === "endive" ? ` ${caveat}` : ""}"\n  sources: [s2]\n${word === "kaki" ? "  see: [abricot]\n  explained_in: guide\n" : ""}`;
  }
  for (const word of english) text += `${word.replace(" ", "-")}:\n  term: ${word}\n  lang: en\n  definition: "Un mot anglais."\n`;
  return text;
}

function guide() {
  const fact = (i) => `[](fact:f${i})`;
  const table = Array.from({ length: 6 }, (_, i) => `| Ligne ${i} | ${fact(i + 10)} | ${fact(i + 16)}, puis ${fact(1)} |`).join("\n");
  return `---
title: Un guide plein de notes
---

Le prix est ${fact(1)}, ou ${fact(2)} selon d'autres[@s1, p. 12], voire [](fact:somme) en tout [@s2; @s4, annexe B]. On compte ${fact(3)}.

L'abricot, la brioche et la cerise coûtent ${fact(4)} ; un service desk, du cloud computing et un ticketing system ${fact(5)}, des managed services ${fact(6)}.

Une longue ligne finit par un fait assez long pour être coupé à toutes les largeurs : [](fact:texte), et la ligne continue.

## Une [datte](term:datte) à [70 € par poste et par mois](fact:f7)

| Quoi | Combien | Encore combien |
|---|---|---|
${table}

- une endive à ${fact(22)} ;
- un fenouil[@s5] et une groseille à ${fact(23)}.

1. un haricot : ${fact(24)}
2. un igname et un jujube : ${fact(25)}

- [ ] demander un kaki à ${fact(26)}
- [x] manger une laitue

### Un encadré

> [!WARNING] Un fruit
> Une mangue, un navet à ${fact(27)} vaut une olive[@s6].

Une note de bas de page[^1] et une citation :

> Un poireau, dit-on[@s9].

${fact(8)} ${fact(9)} ${fact(26)}${" Un mot de plus.".repeat(40)}

[^1]: La note dit ${fact(28)}, de [@s3].
`;
}
