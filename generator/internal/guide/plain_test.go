package guide

import (
	"bytes"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/util"
)

// Where one of our inline parsers begins, plain text ends.
func TestPlainRunsEndWhereParsersBegin(t *testing.T) {
	parsers := append(parser.DefaultInlineParsers(),
		util.Prioritized(extension.NewStrikethroughParser(), 0), util.Prioritized(extension.NewTaskCheckBoxParser(), 0),
		util.Prioritized(extension.NewFootnoteParser(), 0), util.Prioritized(missingNotes{}, 0), util.Prioritized(citations{}, 0))
	for _, p := range parsers {
		for _, c := range p.Value.(parser.InlineParser).Trigger() {
			if !begins[c] {
				t.Errorf("%T begins at %q, which plain text passes over", p.Value, c)
			}
		}
	}
}

// FuzzPlainRuns: with plain text taken in one look, goldmark makes the HTML that it makes
// without.
func FuzzPlainRuns(f *testing.F) {
	for _, text := range append(seeds(f), "a \\* b\\\nc", "a\\\\\nb", "a\\\\\\\nb", "*a*    \nb", "a ! b \nc", "a\t \n b", "a  \nb   ", "\\ *a*", "a\r\nb", "- [ ] a *b*", "| a | b |\n|-|-|\n| \\| c | d |") {
		f.Add([]byte(text))
	}
	extensions := goldmark.WithExtensions(extension.NewTable(), extension.Strikethrough, extension.TaskList, extension.NewFootnote(), extension.DefinitionList)
	plain, runs := goldmark.New(extensions), goldmark.New(extensions)
	runs.Parser().AddOptions(parser.WithInlineParsers(util.Prioritized(plainRuns{}, 1000)))
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4<<10 {
			return
		}
		var got, want bytes.Buffer
		if err := runs.Convert(src, &got); err != nil {
			t.Fatal(err)
		}
		if err := plain.Convert(src, &want); err != nil {
			t.Fatal(err)
		}
		if got.String() != want.String() {
			t.Errorf("%q:\n got %q\nwant %q", src, got.String(), want.String())
		}
	})
}
