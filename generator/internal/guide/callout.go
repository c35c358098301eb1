package guide

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Callouts are quotations whose first line is [!KIND], as GitHub's alerts are.
// The rest of that line is the callout's title.

var (
	kindCallout      = ast.NewNodeKind("Callout")
	kindCalloutTitle = ast.NewNodeKind("CalloutTitle")
)

// CalloutKinds returns the kinds of callouts there are.
func CalloutKinds() []string {
	return []string{"note", "tip", "important", "warning", "caution", "pro", "con", "do", "dont", "key"}
}

// callout is a box with a title, in the place of a quotation.
type callout struct {
	ast.BaseBlock
	kind string
}

func (*callout) Kind() ast.NodeKind           { return kindCallout }
func (c *callout) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// calloutTitle is the first line of a callout.
type calloutTitle struct {
	ast.BaseBlock
	kind string
}

func (*calloutTitle) Kind() ast.NodeKind           { return kindCalloutTitle }
func (t *calloutTitle) Dump(src []byte, level int) { ast.DumpHelper(t, src, level, nil, nil) }

// calloutMarks cuts the first line off the paragraph that opens a callout,
// before its text is parsed, so that no emphasis runs from the title into the
// text.
type calloutMarks struct{}

// Transform implements parser.ParagraphTransformer.
func (calloutMarks) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	if _, ok := para.Parent().(*ast.Blockquote); !ok || para.PreviousSibling() != nil || para.Lines().Len() == 0 {
		return
	}
	src, lines := reader.Source(), para.Lines()
	line := lines.At(0)
	line = line.TrimLeftSpace(src)
	kind, length := calloutMark(line.Value(src))
	if length == 0 {
		return
	}
	if !slices.Contains(CalloutKinds(), strings.ToLower(kind)) {
		f := findingsOf(pc)
		f.unknown = append(f.unknown, finding{kind, line.Start})
		return
	}
	title := &calloutTitle{kind: strings.ToLower(kind)}
	if rest := titleLine(src, line.Start+length, line.Stop); !rest.IsEmpty() {
		title.Lines().Append(rest)
	}
	para.Parent().InsertBefore(para.Parent(), para, title)
	if lines.Len() == 1 {
		para.Parent().RemoveChild(para.Parent(), para)
		return
	}
	lines.SetSliced(1, lines.Len())
}

// titleLine returns the text of a title without the spaces and the backslash
// that would break the line.
func titleLine(src []byte, from, to int) text.Segment {
	line := bytes.TrimRight(src[from:to], " \t\n")
	if n := len(line) - len(bytes.TrimRight(line, `\`)); n%2 == 1 {
		line = bytes.TrimRight(line[:len(line)-1], " \t")
	}
	seg := text.NewSegment(from, from+len(line))
	return seg.TrimLeftSpace(src)
}

// calloutMark returns the kind in a mark such as [!TIP] and the length of the
// mark; 0 when the line does not begin with one. A link is none.
func calloutMark(line []byte) (kind string, length int) {
	rest, ok := bytes.CutPrefix(line, []byte("[!"))
	if !ok {
		return "", 0
	}
	name, rest, ok := bytes.Cut(rest, []byte("]"))
	isLetter := func(r rune) bool { return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z' }
	if !ok || len(name) == 0 || bytes.ContainsFunc(name, func(r rune) bool { return !isLetter(r) }) {
		return "", 0
	}
	if len(rest) > 0 && bytes.IndexByte([]byte("([:"), rest[0]) >= 0 {
		return "", 0
	}
	return string(name), len(name) + len("[!]")
}

// callout puts a callout in the place of a quotation that begins with a title,
// and returns it.
func (s *parsing) callout(quote *ast.Blockquote) *callout {
	title, ok := quote.FirstChild().(*calloutTitle)
	if !ok {
		return nil
	}
	if name := s.parser.options.Texts[s.lang()+"/callout_"+title.kind]; !title.HasChildren() && name != "" {
		text := ast.NewString([]byte(name))
		text.SetRaw(true)
		title.AppendChild(title, text)
	}
	c := &callout{kind: title.kind}
	quote.Parent().ReplaceChild(quote.Parent(), quote, c)
	for child := quote.FirstChild(); child != nil; child = quote.FirstChild() {
		c.AppendChild(c, child)
	}
	return c
}

// unknownCallout reports a mark whose kind there is not.
func (s *parsing) unknownCallout(f finding) {
	kinds := CalloutKinds()
	fix := "the kinds are " + strings.Join(kinds, ", ")
	if near := diag.Nearest(strings.ToLower(f.text), kinds); near != "" {
		fix = fmt.Sprintf("did you mean [!%s]?", strings.ToUpper(near))
	}
	s.report(s.base+f.at, s.base+f.at+len(f.text)+3, diag.Error, diag.CalloutUnknown, fmt.Sprintf("no callout is called %q", f.text), fix)
}
