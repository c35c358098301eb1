package guide

import (
	"strings"
	"testing"
)

// FuzzAid: whatever a block holds, it gives an aid or says what is wrong, at places
// in the file; what can be read reads the same below a longer text.
func FuzzAid(f *testing.F) {
	for _, seed := range []string{
		"title: T\ninputs:\n  - {id: a, label: A, unit: EUR, default: 2, min: 0, max: 9, step: 1}\noutputs:\n  - {id: b, label: B, unit: EUR, formula: a * 2}\n  - {label: C, formula: \"b / x-y\"}",
		"title: T\nscale: 10\nproviders: [A, B]\ncriteria:\n  - {label: É, weight: 1.5, help: h}",
		"  title: T\n  inputs: []", "title: [", "inputs:\n- a", "title: T\noutputs:\n  - formula: >\n      a +\n      2\n    label: L\ninputs:\n  - {id: a, label: A, default: f-g}",
		"title: |\n  x\nid: é\nnote: 3", "\t", "title: T\ninputs: {a: b}\noutputs: 3", "title: T\ncriteria:\n  - {label: A, weight: 1e999}", "title: T\ninputs:\n  - {id: a, label: A, unit: \"a^99999999\", default: 1}\noutputs:\n  - {label: B, formula: a^64}",
	} {
		f.Add("calculator", seed)
		f.Add("scoring", seed)
	}
	parser := NewParser(testOptions())
	f.Fuzz(func(t *testing.T, language, text string) {
		if strings.Contains(text, "`") || language != "calculator" && language != "scoring" {
			return
		}
		block := "```" + language + "\n" + text + "\n```\n"
		g := parser.Parse(fileOf(t, "a.md", []byte("---\ntitle: T\n---\n"+block)))
		checkPlaces(t, g)
		checkMentions(t, g)
		errors, _ := g.Problems.Count()
		if len(g.Aids) != 1 && errors == 0 {
			t.Fatalf("no aid and no error in %q", text)
		}
		if len(g.Aids) == 0 {
			return
		}
		if a := g.Aids[0]; a.ID == "" && Slug(a.Title) != "" || (a.Calculator == nil) == (a.Grid == nil) {
			t.Fatalf("%q is %+v", text, a)
		}
		below := parser.Parse(fileOf(t, "a.md", []byte("---\ntitle: T\n---\nUn mot.\n\n"+block)))
		if len(below.Aids) != 1 || len(below.Mentions) != len(g.Mentions) {
			t.Fatalf("%q reads differently below a text", text)
		}
	})
}
