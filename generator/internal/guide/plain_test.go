package guide

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
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

// endsInBrace is where a heading may end in attributes, which goldmark is not asked for here.
var endsInBrace = regexp.MustCompile(`(?m)}\s*$`)

// FuzzPlainRuns: with plain text, links and emphasis taken in one look, and plain headings
// too, goldmark makes the tree that it makes without, also in room that was used before.
func FuzzPlainRuns(f *testing.F) {
	for _, text := range append(seeds(f), plainTexts...) {
		f.Add([]byte(text))
	}
	extensions := goldmark.WithExtensions(extension.NewTable(), extension.Strikethrough, extension.TaskList, extension.NewFootnote(), extension.DefinitionList)
	plain, runs := goldmark.New(extensions), goldmark.New(extensions)
	runs.Parser().AddOptions(
		parser.WithInlineParsers(util.Prioritized(plainRuns{}, 50)),
		parser.WithBlockParsers(util.Prioritized(attributed{parser.NewATXHeadingParser()}, 599)),
	)
	f.Fuzz(func(t *testing.T, src []byte) {
		if len(src) > 4<<10 || bytes.IndexByte(src, '\r') >= 0 || endsInBrace.Match(src) {
			return // the package source makes line ends of carriage returns
		}
		want := tree(plain.Parser().Parse(text.NewReader(src)), src)
		r := newRoom().(*room)
		for range 2 {
			if got := tree(runs.Parser().Parse(text.NewReader(src), parser.WithContext(r.takeContext())), src); got != want {
				t.Errorf("%q:\n got %q\nwant %q", src, got, want)
			}
			r.empty()
		}
		if para := plainLine(src, parser.NewContext()); para != nil {
			if got := fmt.Sprintf("<Paragraph 0>%s</>", tree(para, src)); got != want {
				t.Errorf("%q as a line:\n got %q\nwant %q", src, got, want)
			}
		}
	})
}

// plainTexts are texts that end, or nearly end, what is plain.
var plainTexts = []string{
	"a \\* b\\\nc", "a\\\\\nb", "a\\\\\\\nb", "*a*    \nb", "a ! b \nc", "a\t \n b", "a  \nb   ", "\\ *a*", "- [ ] a *b*", "| a | b |\n|-|-|\n| \\| c | d |",
	"\\    \nb", "\\\t\t\nb", "a [bc](d) e [bc](d)\n[bc](d)\n", "![a [bc](d)](e)", "[a [bc](d)](e)", "[a *b [cd](e)* *f*](g)", "\\[ab](c) \\\\[ab](c)", "[ab]((c)) [ab](<c>) [ab](c \"d\") [ab](c\nd)", "[ab]()[ab](c)[^1]\n\n[^1]: d [ab](c)",
	"- [x](y)\n- [xx](y)", "| [ab](c) | *d* |\n|-|-|\n| **e** \\| f | [g\\|h](i) |",
	"# a b \n\n##  c\n### d #\n#### e#\n####### f\n> # g\n- # h\n #\ti\n#j\n", "été *a* [bc](d) **e**", "a *b*  ", "a [^1]", "a\n*b*",
	"**a** *b* ***c*** **d* *e** *f", "*a **b** c* **d *e* f** ~~*g*~~ _*h*_", "a*b* *c*d *e*, (*f*) *\u00a0g* «\u00a0*h*\u00a0» l’*i*\u2026", "*a\nb* *c*\n*d*\n> *e*\n*f*", "[*a*](b) *[cc](d)* ![*e*](f)", "*a*b*", "*a* *\u0301b* *\xffc* **d**e",
}

// tree returns the syntax tree below a node of a text, with pieces of text that follow each
// other as one.
func tree(n ast.Node, src []byte) string {
	var b strings.Builder
	var write func(n ast.Node)
	write = func(n ast.Node) {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			if t, ok := c.(*ast.Text); ok {
				b.Write(t.Segment.Value(src))
				fmt.Fprintf(&b, "%s", map[bool]string{true: "⏎"}[t.SoftLineBreak()]+map[bool]string{true: "↵"}[t.HardLineBreak()])
				continue
			}
			fmt.Fprintf(&b, "<%s %d", c.Kind(), c.Pos())
			switch c := c.(type) {
			case *ast.Link:
				fmt.Fprintf(&b, " %q %q", c.Destination, c.Title)
			case *ast.Emphasis:
				fmt.Fprintf(&b, " %d", c.Level)
			case *ast.Heading:
				fmt.Fprintf(&b, " %d", c.Level)
			}
			b.WriteString(">")
			write(c)
			b.WriteString("</>")
		}
	}
	write(n)
	return b.String()
}
