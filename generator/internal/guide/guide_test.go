package guide

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"balise/generator/internal/diag"
	"balise/generator/internal/lexicon"
	"balise/generator/internal/source"

	"github.com/rogpeppe/go-internal/txtar"
)

var update = flag.Bool("update", false, "rewrite the expectations in testdata")

// TestParse reads the guide of each testdata/*.txtar. An archive holds
//
//	in.md      the guide; another name below content/ may stand for it
//	facts      what is known of it
//	body.html  its body, with holes as ⟦index of the reference⟧ and, before and
//	           behind a mention, ⟪index: and :index⟫
//	want       its diagnostics, save those expected in its text
//
// A comment <!-- want "regexp" --> in the text expects a diagnostic on its line:
// "severity: message [code]".
func TestParse(t *testing.T) {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatal("no testdata:", err)
	}
	for _, name := range archives {
		t.Run(strings.TrimSuffix(filepath.Base(name), ".txtar"), func(t *testing.T) { testArchive(t, name) })
	}
}

func testArchive(t *testing.T, name string) {
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	in := archive.Files[0]
	g := NewParser(testOptions()).Parse(fileOf(t, in.Name, unquoted(in.Data)))
	rest := expected(t, string(in.Data), g.Problems)
	got := []txtar.File{{Name: "facts", Data: []byte(factsOf(g))}, {Name: "body.html", Data: []byte(filled(g))}}
	if len(rest) > 0 {
		got = append(got, txtar.File{Name: "want", Data: []byte(listed(rest))})
	}
	if *update {
		archive.Files = append(archive.Files[:1], got...)
		if err := os.WriteFile(name, txtar.Format(archive), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	compareFiles(t, got, archive.Files[1:])
}

// Terms that readers are not to see marked are noted all the same.
func TestTermsUnmarked(t *testing.T) {
	o := testOptions()
	o.Autolink = false
	g := NewParser(o).Parse(fileOf(t, "a.md", []byte("---\ntitle: A\n---\nUn PRA, puis un plan de reprise.\n")))
	if len(g.Mentions) != 1 || g.Mentions[0].ID != "pra" || !g.Mentions[0].Plain || g.Body.Holes() > 0 {
		t.Errorf("mentions %+v, %d holes; want one plain mention of pra and no hole", g.Mentions, g.Body.Holes())
	}
}

// A lean guide is the same guide, with its body somewhere else; where that cannot be, it is as
// any other.
func TestLean(t *testing.T) {
	p := NewParser(testOptions())
	f := fileOf(t, "a.md", []byte("---\ntitle: A\n---\nUn [lien](b.md), un PRA [](fact:x).\n"))
	whole := p.Parse(f)
	var away []byte
	lean := p.ParseLean(f, func(html []byte) Fetch {
		away = bytes.Clone(html)
		return func(use func(html []byte)) { use(away) }
	})
	if whole.IsLean() || !lean.IsLean() || len(away) != whole.Body.Len() || filled(lean) != filled(whole) {
		t.Errorf("lean: %t and %t, %d bytes away of %d\ngot  %s\nwant %s", whole.IsLean(), lean.IsLean(), len(away), whole.Body.Len(), filled(lean), filled(whole))
	}
	if back := lean.Lean(func(use func(html []byte)) { use(away) }); filled(back) != filled(whole) {
		t.Errorf("back: %s", filled(back))
	}
	if g := p.ParseLean(f, func([]byte) Fetch { return nil }); g.IsLean() || filled(g) != filled(whole) {
		t.Errorf("not kept: %s", filled(g))
	}
	if empty := p.Parse(fileOf(t, "b.md", []byte("---\ntitle: B\n---\n"))); !empty.IsLean() {
		t.Error("a guide without a text is not lean")
	}
}

// compareFiles compares the files that were made with those of the archive.
func compareFiles(t *testing.T, got, want []txtar.File) {
	t.Helper()
	texts := map[string]string{}
	for _, f := range want {
		texts[f.Name] = string(f.Data)
	}
	for _, f := range got {
		if texts[f.Name] != string(f.Data) {
			t.Errorf("%s:\ngot:\n%s\nwant:\n%s", f.Name, f.Data, texts[f.Name])
		}
		delete(texts, f.Name)
	}
	for name, text := range texts {
		t.Errorf("%s: got nothing, want:\n%s", name, text)
	}
}

// unquoted returns a text with <CR>, <BOM> and the like as the bytes they stand
// for, and without the last line end after <END>.
func unquoted(text []byte) []byte {
	s := strings.NewReplacer("<CR>", "\r", "<BOM>", "\ufeff", "<NUL>", "\x00", "<E9>", "\xe9", "<TAB>", "\t", "<SP>", " ", "<END>\n", "").Replace(string(text))
	return []byte(s)
}

func testOptions() Options {
	terms, _ := lexicon.New([]lexicon.Entry{
		{ID: "infogerance", Spellings: []string{"infogérance", "externalisation informatique"}},
		{ID: "pra", Spellings: []string{"plan de reprise d'activité", "plan de reprise", "PRA"}},
		{ID: "plan", Spellings: []string{"plan"}},
		{ID: "sla", Spellings: []string{"niveau de service", "SLA"}},
	})
	return Options{Lang: "fr", Terms: terms, Autolink: true, Acronyms: true, Figures: true, Texts: map[string]string{
		"fr/callout_note": "Note", "fr/callout_tip": "Astuce & idée", "fr/callout_warning": "Attention", "en/callout_tip": "Tip", "fr/callout_do": "À faire", "fr/callout_dont": "À éviter",
		"fr/footnotes": "Notes", "fr/footnote": "Note {0}", "fr/footnote_back": "Retour à l'appel {0}",
	}}
}

var (
	wantComment = regexp.MustCompile(`<!-- want ((?:"[^"]*" ?)+)-->`)
	wantPattern = regexp.MustCompile(`"([^"]*)"`)
)

// expected checks the diagnostics expected in the text, and returns the others.
func expected(t *testing.T, text string, list diag.List) diag.List {
	t.Helper()
	list = list.Sorted()
	for i, line := range strings.Split(text, "\n") {
		m := wantComment.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		for _, p := range wantPattern.FindAllStringSubmatch(m[1], -1) {
			at := matching(list, i+1, regexp.MustCompile(p[1]))
			if at < 0 {
				t.Errorf("line %d: no diagnostic matches %q", i+1, p[1])
				continue
			}
			list = append(list[:at:at], list[at+1:]...)
		}
	}
	return list
}

func matching(list diag.List, line int, pattern *regexp.Regexp) int {
	for i, d := range list {
		if d.Line == line && pattern.MatchString(fmt.Sprintf("%s: %s [%s]", d.Severity, d.Message, d.Code)) {
			return i
		}
	}
	return -1
}

// listed writes diagnostics with all that belongs to them.
func listed(list diag.List) string {
	var b strings.Builder
	for _, d := range list {
		fmt.Fprintf(&b, "%d:%d", d.Line, d.Col)
		if d.End > 0 {
			fmt.Fprintf(&b, "-%d", d.End)
		}
		fmt.Fprintf(&b, ": %s: %s [%s]\n", d.Severity, d.Message, d.Code)
		if d.Fix != "" {
			fmt.Fprintf(&b, "  fix: %s\n", d.Fix)
		}
		for _, r := range d.Related {
			fmt.Fprintf(&b, "  %d:%d-%d: %s\n", r.Line, r.Col, r.End, r.Message)
		}
	}
	return b.String()
}

// factsOf writes what is known of a guide.
func factsOf(g *Guide) string {
	var b strings.Builder
	fmt.Fprintf(&b, "key: %s\ntitle: %s\nwords: %d\n", g.Key, g.Front.Title, g.Words)
	if g.Tables > 0 {
		fmt.Fprintf(&b, "tables: %d\n", g.Tables)
	}
	if g.Front.Summary != "" {
		fmt.Fprintf(&b, "summary: %s\nsummary text: %s\n", g.Summary, g.SummaryText)
	}
	for _, h := range g.Headings {
		fmt.Fprintf(&b, "h%d #%s %s\n", h.Level, h.ID, h.Text)
	}
	for i, r := range g.Refs {
		kind := []string{"link", "image"}[r.Kind]
		fmt.Fprintf(&b, "%s ⟦%d⟧ %s", kind, i, r.Path)
		if r.Anchor != "" {
			fmt.Fprintf(&b, "#%s", r.Anchor)
		}
		fmt.Fprintf(&b, " from %q\n", textOf(g)[r.From:r.To])
	}
	for i, m := range g.Mentions {
		fmt.Fprintf(&b, "%s %d %s %q", m.Kind, i, m.ID, m.Text)
		for _, n := range m.Numbers {
			fmt.Fprintf(&b, " %v", n.Values)
		}
		if m.Locator != "" {
			fmt.Fprintf(&b, " at %q", m.Locator)
		}
		if m.Found {
			b.WriteString(", found")
		}
		if m.Plain {
			b.WriteString(", plain")
		}
		fmt.Fprintf(&b, ", from %q\n", textOf(g)[m.From:m.To])
	}
	for _, f := range g.Figures {
		fmt.Fprintf(&b, "figure %q from %q\n", f.Text, textOf(g)[f.From:f.To])
	}
	for _, a := range g.Acronyms {
		fmt.Fprintf(&b, "acronym %s defined %v from %q\n", a.Text, a.Defined, textOf(g)[a.From:a.To])
	}
	return b.String()
}

// filled returns the body with its holes marked.
func filled(g *Guide) string {
	return string(g.Body.HTML(func(w *bytes.Buffer, h Hole) {
		format := []string{" ⟦%d⟧", "⟪%d:", ":%d⟫", "⟨tools %d⟩", "⟨aid %d⟩\n"}[h.Kind]
		fmt.Fprintf(w, format, h.Index)
	}))
}

// fileOf returns a file of content/ with this text.
func fileOf(t testing.TB, name string, text []byte) *source.File {
	t.Helper()
	tree, _, err := source.Read(nil, source.Layer{Name: "content", FS: fstest.MapFS{name: {Data: text}}})
	if err != nil {
		t.Fatal(err)
	}
	return tree.File("content/" + name)
}

// parse reads a guide of this text.
func parse(t testing.TB, text string) *Guide {
	t.Helper()
	return NewParser(testOptions()).Parse(fileOf(t, "a.md", []byte(text)))
}

// textOf returns the text of a guide as it was parsed.
func textOf(g *Guide) []byte {
	text, _, _ := source.Decode(g.File.Path, g.File.Text())
	return text
}
