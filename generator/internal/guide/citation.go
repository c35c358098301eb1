package guide

import (
	"bytes"
	"fmt"
	"strings"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// Citations are Pandoc's: [@anssi], [@anssi, p. 12], [@isc; @savtec].

var kindCitation = ast.NewNodeKind("Citation")

// citation names one or several sources.
type citation struct {
	ast.BaseInline
	text string // between the brackets
	at   int    // offset of that text in the body
	from int    // index of its first mention
	n    int    // how many mentions it has
}

func (*citation) Kind() ast.NodeKind           { return kindCitation }
func (c *citation) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// citations parses citations. What has an address behind it is a link.
type citations struct{}

// Trigger implements parser.InlineParser.
func (citations) Trigger() []byte { return []byte{'['} }

// Parse implements parser.InlineParser.
func (citations) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 3 || line[1] != '@' {
		return nil
	}
	inside, rest, ok := bytes.Cut(line[1:], []byte("]"))
	if !ok || bytes.IndexByte(inside, '[') >= 0 || len(rest) > 0 && (rest[0] == '(' || rest[0] == '[') {
		return nil
	}
	block.Advance(len(inside) + len("[]"))
	return &citation{text: string(inside), at: segment.Start + 1}
}

// cite notes the sources that a citation names.
func (s *parsing) cite(n *citation) {
	n.from = len(s.guide.Mentions)
	at := s.base + n.at
	for part := range strings.SplitSeq(n.text, ";") {
		s.citePart(part, at, n.from)
		at += len(part) + 1
	}
	n.n = len(s.guide.Mentions) - n.from
}

// citePart notes one source, named by a text such as " @anssi, p. 12". The mentions
// of the same citation are those from first on.
func (s *parsing) citePart(part string, at, first int) {
	from := at + len(part) - len(strings.TrimLeft(part, " "))
	part = strings.TrimSpace(part)
	name, locator, located := strings.Cut(part, ",")
	id, ok := strings.CutPrefix(strings.TrimSpace(name), "@")
	locator = strings.TrimSpace(locator)
	switch {
	case !ok || !entryID.MatchString(id) || located && locator == "":
		fix := citationFix(part)
		if before := s.guide.Mentions[first:]; len(before) > 0 && isLocator(part) {
			last := before[len(before)-1]
			fix = fmt.Sprintf("write [%s; @%s, %s]", last.cited(), last.ID, part)
		}
		s.report(from, from+len(part), diag.Error, diag.Citation, fmt.Sprintf("%q cites no source", part), fix)
		return
	case strings.Contains(locator, "@"):
		s.report(from, from+len(part), diag.Error, diag.Citation, fmt.Sprintf("%q names two sources with a comma between them", part), citationFix(part))
		return
	}
	s.guide.Mentions = append(s.guide.Mentions, Mention{
		Kind: SourceMention, ID: id, Locator: locator, From: int32(from), To: int32(from + len("@") + len(id)),
	})
}

// cited writes the mention of a source as it stands in a citation.
func (m *Mention) cited() string {
	if m.Locator == "" {
		return "@" + m.ID
	}
	return "@" + m.ID + ", " + m.Locator
}

// isLocator tells whether a text is a place in a source, such as p. 12, rather
// than a source.
func isLocator(part string) bool {
	return !strings.HasPrefix(part, "@") && strings.ContainsAny(part, " .§") && strings.ContainsAny(part, "0123456789")
}

// citationFix says how to write what was likely meant by a part of a citation.
func citationFix(part string) string {
	name, locator := strings.TrimPrefix(part, "@"), ""
	if end := strings.IndexAny(name, " ,"); end >= 0 {
		name, locator = name[:end], strings.Trim(name[end:], " ,")
	}
	meant := "@" + Slug(name)
	if meant == "@" {
		return "write [@source], [@source, p. 12] or [@one; @two], or put a backslash before the bracket if it is text"
	}
	if locator != "" {
		meant += ", " + locator
	}
	return fmt.Sprintf("write [%s], or put a backslash before the bracket if it is text", strings.ReplaceAll(meant, ", @", "; @"))
}

// citation writes the numbers of the sources, which the page fills in.
func (nodes) citation(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	c := n.(*citation)
	if !entering || c.n == 0 {
		return ast.WalkSkipChildren, nil
	}
	w.WriteString(`<sup class="cite">[`)
	for i := range c.n {
		if i > 0 {
			w.WriteString(", ")
		}
		w.(*bodyWriter).mention(c.from+i, false)
	}
	w.WriteString("]</sup>")
	return ast.WalkSkipChildren, nil
}

// term writes a term that was found in the text.
func (nodes) term(w util.BufWriter, _ []byte, n ast.Node, entering bool) (ast.WalkStatus, error) {
	w.(*bodyWriter).mention(n.(*term).mention, entering)
	return ast.WalkContinue, nil
}
