package meta

import (
	"strings"
	"testing"
	"unicode/utf8"

	"balise/generator/internal/diag"
)

// FuzzProblems: whatever the text, every problem has a place in it, a cause and a
// fix, and at most one of them says that the text is no YAML.
func FuzzProblems(f *testing.F) {
	for _, text := range []string{
		"title: Go: le guide", "title: @a", "title: 'l'eau'", `title: "a" b`, `title: "C:\Users"`, "title: [a, b", "title: [a, , b]", "title: [\"a, b]",
		"tags: [a\n  b}\nx: y", "title: A\n  lang: fr", "steps:\n  - a\n - b", "steps:\n  - {guide: a, why: b: c}", "title:A", "title\u00a0: A", "title:\u00a0A",
		"a: &x y\nb: *x", "<<: {a: b}", "- a\n- b", "a\n---\nb: c", "a: |\n b\nc: d: e", "a: b #c", "a: #c", "? [a]\n: b", "a: !x y", "%YAML 1.2\n---\na: b", "\ta: b",
		"a: - b", "a: | b", "a = b", "a:\n  b: c\n d: e", "a: \"\\", "a: '", "a: {", "}: a", "a: [[[[[[[[[[[[[[[[[[[[[[[[[[", "a: \"\\u12\"", "a: [\"b\" c]", "a: [@b",
		"a: b\ndraft true", "a = b\nc: d", "a: \"b\" c: \"d\"", "a:  b: c\n  d: e", "a:\n  b: c\nd: e\n  f: g", "a:\n  - {b: c}\n    d: e, f", "a: {b: c}\n   d: e", "a: b, c]",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if len(text) > 2000 || !utf8.ValidString(text) {
			return
		}
		lines := diag.NewLines("a.yaml", []byte(text))
		m := Parse(Source{Lines: lines, Text: text})
		m.Require("title", "write title: A")
		m.Text("title", 20)
		m.List("tags")
		m.Date("day")
		m.Bool("draft")
		m.MappingLike("verified", "{on: 2026-11-22}")
		m.Close()
		unreadable := 0
		for _, d := range m.Problems() {
			if d.Line < 1 || d.Line > 1+strings.Count(text, "\n") || d.Col < 1 || d.Col > 1+utf8.RuneCountInString(lines.Line(d.Line)) {
				t.Errorf("%q: %s is no place in it: %s", text, d.Place, d.Message)
			}
			if d.Message == "" || d.Fix == "" {
				t.Errorf("%q: %s: no cause or no fix: %q, %q", text, d.Place, d.Message, d.Fix)
			}
			if d.Code == diag.YAMLSyntax {
				unreadable++
			}
		}
		if unreadable > 1 && strings.Count(text, "\n") == 0 {
			t.Errorf("%q: %d causes", text, unreadable)
		}
	})
}

// Looking for the culprit must not take longer than reading does.
func TestFaultsAreFoundInTime(t *testing.T) {
	for _, text := range []string{
		strings.Repeat("a: b\n", 10000) + "c: d: e\n",
		"a:\n" + strings.Repeat("  - b\n", 10000) + " c\n",
		"a: \"" + strings.Repeat("x\n", 20000),
		"a: [" + strings.Repeat("x,\n", 20000),
	} {
		m := Parse(Source{Lines: diag.NewLines("a.yaml", []byte(text)), Text: text})
		if len(m.Problems()) == 0 {
			t.Errorf("nothing is wrong with %.40q…", text)
		}
	}
}
