package build

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// FuzzEdits holds the law of incremental building: after any edit of any file,
// Next(prev, in) equals Next(nil, in), byte for byte and diagnostic for
// diagnostic.
func FuzzEdits(f *testing.F) {
	for seed := range uint64(5) {
		f.Add(seed, uint8(12))
	}
	f.Fuzz(func(t *testing.T, seed uint64, edits uint8) {
		e := &editor{rand: rand.New(rand.NewPCG(seed, 7)), files: files{}}
		for range 8 {
			e.edit()
		}
		if seed%2 == 0 { // from the beginning, and not only by chance
			e.files["content/recherche.md"] = "---\ntitle: Recherche\nlayout: search\n---\n"
		}
		snapshot := e.files.next(t, nil)
		for i := range int(edits % 13) {
			what := e.edit()
			snapshot = e.files.next(t, snapshot)
			compare(t, fmt.Sprintf("after edit %d, %s", i+1, what), snapshot, e.files.next(t, nil))
		}
	})
}

// editor is an author at random.
type editor struct {
	rand  *rand.Rand
	files files
}

// edit changes something and says what.
func (e *editor) edit() string {
	edits := []func() string{
		e.write, e.write, e.write, e.write, e.changeWord, e.changeWord, e.rename, e.remove,
		e.config, e.layout, e.attachment, e.texts, e.breakFile, e.breakYAML, e.stylesheet, e.facts, e.facts, e.sources, e.glossary, e.glossary, e.audit,
	}
	return edits[e.rand.IntN(len(edits))]()
}

func pick[T any](e *editor, list []T) T { return list[e.rand.IntN(len(list))] }

// names are all guides there can be; links and steps name them whether or not
// they are there.
func names() []string {
	return []string{"index", "a", "b", "c", "d", "s/index", "s/a", "s/b", "s/t/index", "s/t/c", "été", "z"}
}

func keyOf(name string) string {
	if name == "index" {
		return name
	}
	return strings.TrimSuffix(name, "/index")
}

func (e *editor) write() string {
	name := pick(e, names())
	e.files["content/"+name+".md"] = e.guide(name)
	return "wrote " + name
}

func (e *editor) guide(name string) string {
	var b strings.Builder
	fmt.Fprintf(&b, "---\ntitle: %s\n", pick(e, []string{"Un", "Deux", "L'été", "Trois & <quatre>"}))
	line := func(chance int, format string, args ...any) {
		if e.rand.IntN(chance) == 0 {
			fmt.Fprintf(&b, format+"\n", args...)
		}
	}
	line(4, "nav_title: %s", pick(e, []string{"Court", "Bref"}))
	line(3, "tags: [%s]", pick(e, []string{"x", "y", "x, y", "Été", "X"}))
	line(8, "draft: true")
	line(8, "published: %s", pick(e, []string{"2020-01-01", "2099-01-01"}))
	line(8, "slug: %s", pick(e, []string{"autre", "a"}))
	line(6, "standalone: true")
	line(3, "requires: [%s]", keyOf(pick(e, names())))
	line(8, "aliases: [/%s/]", pick(e, []string{"vieux", "ancien/nom", "a"}))
	line(4, "summary: \"En **bref**, [%d €](fact:prix)\"", e.rand.IntN(3))
	line(6, "layout: %s", pick(e, []string{"page", "guide", "path", "nope", "facts", "glossary", "sources", "search", "search", "worksheet", "legal", "accessibility"}))
	line(6, "explains: [%s]", pick(e, []string{"forfait", "regie", "rien"}))
	line(6, "verified: {on: %s}", pick(e, []string{"2026-01-01", "2020-01-01"}))
	line(6, "review_every: 6 months")
	line(6, "lang: en")
	line(5, "authors: [x]")
	if strings.HasSuffix(name, "index") || e.rand.IntN(6) == 0 {
		if e.rand.IntN(2) == 0 {
			fmt.Fprintf(&b, "steps:\n  - {guide: %s, why: pour voir}\n  - %s\n", keyOf(pick(e, names())), keyOf(pick(e, names())))
		}
	}
	b.WriteString("---\n")
	up := strings.Repeat("../", strings.Count(name, "/"))
	for range e.rand.IntN(4) {
		fmt.Fprintf(&b, "\n## %s\n\nmot %d [lien](%s%s.md%s)\n", pick(e, []string{"Titre", "Été", "Autre"}), e.rand.IntN(3),
			up, pick(e, names()), pick(e, []string{"", "", "#titre", "#autre"}))
	}
	if e.rand.IntN(3) == 0 {
		fmt.Fprintf(&b, "\n![image](%s%s)\n", up, pick(e, []string{"i.svg", "s/j.svg"}))
	}
	if e.rand.IntN(4) == 0 {
		b.WriteString("\n> [!TIP]\n> conseil\n")
	}
	if e.rand.IntN(3) == 0 {
		fmt.Fprintf(&b, "\n%s\n", pick(e, []string{
			"```calculator\ntitle: Coût\ninputs:\n  - {id: a, label: A, unit: EUR, default: prix}\noutputs:\n  - {label: B, unit: EUR, formula: a * 2 + annuel}\n```",
			"```calculator\ntitle: Temps\ninputs:\n  - {id: a, label: A, default: 2}\noutputs:\n  - {label: B, unit: mois, formula: a * duree}\n```",
			"```scoring\ntitle: Grille\ncriteria:\n  - {label: Prix, weight: 2}\n```", "- [ ] une tâche\n- [x] une autre", "```calculator\ntitle: Rien\n```",
		}))
	}
	for range e.rand.IntN(4) {
		fmt.Fprintf(&b, "\n%s\n", pick(e, []string{
			"Cela coûte [](fact:prix), soit [24 €](fact:annuel).", "Il faut [3 à 4 mois](fact:duree)<!-- x --> ou 5 mois.", "Voir[@un] et [@deux, p. 3].",
			"Le forfait et la régie, puis les PRA.", "Une [régie](term:regie) au forfait.", "L'infogérance\nau forfait, SIRH.", "[2 €](fact:prix) et [inconnu](term:rien)[@rien].",
		}))
	}
	return b.String()
}

// some returns the name of a file that is there, or "".
func (e *editor) some(suffix string) string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(e.files)) {
		if strings.HasSuffix(name, suffix) {
			list = append(list, name)
		}
	}
	if len(list) == 0 {
		return ""
	}
	return pick(e, list)
}

func (e *editor) changeWord() string {
	name := e.some(".md")
	if name == "" {
		return "nothing"
	}
	e.files[name] += fmt.Sprintf("\nencore %d\n", e.rand.IntN(1000))
	return "added a word to " + name
}

func (e *editor) rename() string {
	from := e.some(".md")
	to := "content/" + pick(e, names()) + ".md"
	if from == "" || from == to {
		return "nothing"
	}
	e.files[to] = e.files[from]
	delete(e.files, from)
	return "renamed " + from + " to " + to
}

func (e *editor) remove() string {
	name := e.some("")
	delete(e.files, name)
	return "removed " + name
}

func (e *editor) config() string {
	e.files["content/site.yaml"] = fmt.Sprintf("title: %s\nlanguage: %s\n%s%s%s", pick(e, []string{"Site", "Autre"}), pick(e, []string{"fr", "en"}),
		pick(e, []string{"", "facts: {required: true}\n", "glossary: {autolink: false}\n", "glossary: {acronyms: false, known: [SIRH]}\n"}),
		pick(e, []string{"", "base_url: https://example.org/x/\n"}), pick(e, []string{"", "authors: {x: {name: Xavier}}\n"}))
	return "wrote site.yaml"
}

func (e *editor) facts() string {
	var b strings.Builder
	fmt.Fprintf(&b, "prix:\n  label: Prix\n  value: %d\n  unit: %s\n  kind: market\n  sources: [%s]\n", 1+e.rand.IntN(3), pick(e, []string{"EUR", "EUR/mois"}), pick(e, []string{"un", "deux", "rien"}))
	fmt.Fprintf(&b, "annuel:\n  label: Prix annuel\n  kind: computed\n  unit: EUR\n  formula: prix * 12 %s\n", pick(e, []string{"", "[mois]"}))
	fmt.Fprintf(&b, "duree:\n  label: Durée\n  value: {min: 3, max: %d}\n  unit: mois\n  kind: hypothesis\n%s", 4+e.rand.IntN(2), pick(e, []string{"", "  contradicts: [prix]\n", "  review_by: 2025-01-01\n"}))
	name := pick(e, []string{"content/facts.yaml", "content/facts.yaml", "content/facts/un.yaml"})
	e.files[name] = b.String()
	return "wrote " + name
}

func (e *editor) sources() string {
	e.files["content/sources.yaml"] = fmt.Sprintf("un:\n  title: Un\n  publisher: %s\ndeux:\n  title: Deux\n  authors: [Anne]\n  read: %s\n", pick(e, []string{"A", "B"}), pick(e, []string{"true", "false"}))
	return "wrote sources.yaml"
}

func (e *editor) glossary() string {
	e.files["content/glossary.yaml"] = fmt.Sprintf("forfait:\n  term: Forfait\n  definition: %s\n  see: [regie]\nregie:\n  term: Régie\n  forms: [%s]\n  definition: Du temps.\n  explained_in: %s\n",
		pick(e, []string{"Un prix fixe.", "Un **prix**.", "Un [lien](a.md)."}), pick(e, []string{"PRA", "infogérance", "forfait"}), pick(e, []string{"a", "b", "z"}))
	return "wrote glossary.yaml"
}

func (e *editor) audit() string {
	e.files["content/audit.yaml"] = fmt.Sprintf("standard: RGAA\ncriteria: 2\nchecks:\n  - {criterion: 1.1, title: Images, method: %s, result: %s, on: %s}\n",
		pick(e, []string{"hand", "tool", "eye"}), pick(e, []string{"pass", "fail"}), pick(e, []string{"2026-01-01", "2099-01-01"}))
	return "wrote audit.yaml"
}

func (e *editor) layout() string {
	name := pick(e, []string{"guide", "page", "topic", "section"})
	text := fmt.Sprintf("<!doctype html><title>{{.Title}} %d</title>{{.Body}}{{range .Tags}}{{.Title}}{{end}}\n", e.rand.IntN(5))
	if e.rand.IntN(4) == 0 { // broken, or at times
		text = pick(e, []string{"{{if .Title}", "{{.Titel}}", "<p>\n{{.Descripton}}", "<p>{{(index .Tags 0).Title}}\n", "{{.Title}}\n{{(index .Trail 2).URL}}"})
	}
	e.files["layouts/"+name+".html"] = text
	return "wrote layout " + name
}

func (e *editor) texts() string {
	name := "layouts/partials/footer.html"
	e.files[name] = fmt.Sprintf("<footer>%d</footer></body></html>\n", e.rand.IntN(5))
	return "wrote " + name
}

func (e *editor) attachment() string {
	name := "content/" + pick(e, []string{"i.svg", "s/j.svg"})
	e.files[name] = fmt.Sprintf(`<svg xmlns="http://www.w3.org/2000/svg" width="%d" height="5"/>`, 1+e.rand.IntN(3))
	return "wrote " + name
}

func (e *editor) breakFile() string {
	name := "content/" + pick(e, names()) + ".md"
	e.files[name] = pick(e, []string{"---\ntitle: x\n", "", "---\ntitel: y\n---\n[x](nulle-part.md)\n", "caf\xe9", "# Titre seul\n\ntexte\n"})
	return "broke " + name
}

func (e *editor) breakYAML() string {
	name := "content/" + pick(e, []string{"site", "facts", "sources", "glossary", "audit"}) + ".yaml"
	e.files[name] = pick(e, []string{"", "caf\xe9", "a: \"b\n", "# rien\n"})
	return "broke " + name
}

func (e *editor) stylesheet() string {
	e.files["static/style.css"] = fmt.Sprintf("body { margin: %dpx }\n", e.rand.IntN(4))
	return "wrote style.css"
}
