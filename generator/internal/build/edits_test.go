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
		e.config, e.layout, e.attachment, e.texts, e.breakFile, e.stylesheet,
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
	line(4, "summary: En **bref**, %d", e.rand.IntN(3))
	line(9, "layout: %s", pick(e, []string{"page", "guide", "path", "nope"}))
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
	e.files["content/site.yaml"] = fmt.Sprintf("title: %s\nlanguage: %s\n%s%s", pick(e, []string{"Site", "Autre"}), pick(e, []string{"fr", "en"}),
		pick(e, []string{"", "base_url: https://example.org/x/\n"}), pick(e, []string{"", "authors: {x: {name: Xavier}}\n"}))
	return "wrote site.yaml"
}

func (e *editor) layout() string {
	name := pick(e, []string{"guide", "page", "topic", "section"})
	text := fmt.Sprintf("<!doctype html><title>{{.Title}} %d</title>{{.Body}}{{range .Tags}}{{.Title}}{{end}}\n", e.rand.IntN(5))
	if e.rand.IntN(5) == 0 {
		text = "{{if .Title}"
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

func (e *editor) stylesheet() string {
	e.files["static/style.css"] = fmt.Sprintf("body { margin: %dpx }\n", e.rand.IntN(4))
	return "wrote style.css"
}
