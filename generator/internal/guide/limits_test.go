package guide

import (
	"strings"
	"testing"

	"balise/generator/internal/diag"
)

// TestLimits checks that each limit steps in with its reason and that the rest
// of the guide is read, unless the limit protects the parser itself.
func TestLimits(t *testing.T) {
	words := strings.Repeat("mot ", maxParagraph/4+1)
	for name, c := range map[string]struct {
		text, message string
		goesOn        bool
	}{
		"line":             {"`" + strings.Repeat("x", maxLine) + "`", "a line of 16386 bytes; at most 16384", false},
		"quotes":           {strings.Repeat("> ", maxMarkers+1) + "x", "nested more than 100 deep", false},
		"nested quotes":    {strings.Repeat("> ", maxNesting+1) + "x", "nested more than 100 deep", false},
		"nested lists":     {strings.Repeat("1. ", maxNesting+1) + "x", "nested more than 100 deep", false},
		"nested emphasis":  {strings.Repeat("*a **a ", 60) + strings.Repeat("a** a*", 60), "nested more than 100 deep", false},
		"paragraph":        {strings.ReplaceAll(words, "mot mot ", "mot\nmot "), "a paragraph of", true},
		"above a table":    {strings.ReplaceAll(words, "mot mot ", "mot\nmot ") + "\n|a|\n|-|", "a paragraph of", true},
		"below no table":   {"a|b|c\n|-|-|\n" + strings.ReplaceAll(words, "mot mot ", "mot\nmot "), "a paragraph of", true},
		"table":            {strings.Repeat("|a", 1000) + "|\n" + strings.Repeat("|-", 1000) + "|\n" + strings.Repeat("|\n", 250), "tables of 252000 cells so far; at most 200000", true},
		"escaped bars":     {"|a|\n|-|\n" + strings.Repeat("|`\\|`|\n", maxTablePipes+1), "more than 1000 escaped vertical bars", true},
		"footnotes":        {repeated{again: "[^%]: a\n"}.text(12 * maxFootnotes), "more than 2000 footnotes", false},
		"footnotes in use": {"[^a]: b\n\n" + strings.Repeat(strings.Repeat("[^a] ", 50)+"\n\n", maxNoteMarks/50), "10000 references", false},
		"page":             {"[a]: https://example.org/" + strings.Repeat("x", 10_000) + "\n\n" + strings.Repeat(strings.Repeat("[a] ", 100)+"\n\n", 20), "larger than 16 MiB", false},
	} {
		g := parse(t, "---\ntitle: x\n---\nAvant.\n\n"+c.text+"\n\nAprès.\n")
		if len(g.Problems) == 0 || g.Problems[0].Code != diag.MarkdownLimit || !strings.Contains(g.Problems[0].Message, c.message) {
			t.Errorf("%s: got %.300v, want %q", name, listed(g.Problems), c.message)
		}
		if got := strings.Contains(filled(g), "<p>Après.</p>"); got != c.goesOn {
			t.Errorf("%s: the text behind it is there: %v, want %v", name, got, c.goesOn)
		}
	}
}

// TestWithinLimits checks that what a long guide may hold is not refused.
func TestWithinLimits(t *testing.T) {
	for name, text := range map[string]string{
		"nesting":       strings.Repeat("> ", maxNesting) + "x",
		"code":          "```\n" + strings.Repeat(">", 500) + "\n" + strings.Repeat("- ", 300) + "\n```",
		"rule":          strings.Repeat("- ", 200),
		"table":         strings.Repeat("|a", 20) + "|\n" + strings.Repeat("|-", 20) + "|\n" + strings.Repeat("|b|c|d|\n", 5000),
		"list":          strings.Repeat("- un article\n", 5000),
		"paragraph":     strings.Repeat("mot ", 4000),
		"footnotes":     repeated{again: "a[^%]\n\n[^%]: a\n\n"}.text(20_000),
		"code of lines": "```\n" + strings.Repeat("une ligne\n", 10_000) + "```",
		"headings":      strings.Repeat("## Un titre\n\n", 5000),
	} {
		if g := parse(t, "---\ntitle: x\n---\n"+text+"\n"); len(g.Problems) > 0 {
			t.Errorf("%s: got %s, want nothing", name, listed(g.Problems[:1]))
		}
	}
}

func TestMayHoldAddress(t *testing.T) {
	for text, want := range map[string]bool{
		"https://a.b": true, "x http://a.b": true, "(https://a.b)": true, "**https://a.b**": true, "www.a.b": true, "x (www.a.b": true, "a@b.c": true, "x jean.dupont@b.c": true,
		"[^a]: https://a.b": true, "[a] b]: https://a.b": true, "ftp://a.b": false, "://": false, "[a](https://a.b)": false, "[a](<https://a.b>)": false, "<https://a.b>": false,
		"[a]: https://a.b": false, "  [a]: https://a.b 'c'": false, "x [a]: https://a.b": true, "https://www.a.b": true, "[a](https://www.a.b)": false, "[a](https://a.b/@c)": false,
		"[@cle]": false, "@media": false, "a@": false, "@": false, "www.": true, "awww.b": false, "": false,
	} {
		if got := mayHoldAddress([]byte(text)); got != want {
			t.Errorf("mayHoldAddress(%q) = %v, want %v", text, got, want)
		}
	}
}
