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
	parts []citationPart // what semicolons separate between the brackets
	from  int            // index of its first mention
	n     int            // how many mentions it has
}

// citationPart is a text such as " @anssi, p. 12".
type citationPart struct {
	text string // on one line
	at   int    // offset in the body
}

func (*citation) Kind() ast.NodeKind           { return kindCitation }
func (c *citation) Dump(src []byte, level int) { ast.DumpHelper(c, src, level, nil, nil) }

// citations parses citations. What has an address behind it is a link.
type citations struct{}

// Trigger implements parser.InlineParser.
func (citations) Trigger() []byte { return []byte{'['} }

// maxCitation is how far a citation is looked for its end, in bytes.
const maxCitation = 2000

// Parse implements parser.InlineParser. A citation may go on in the next line of
// its block.
func (citations) Parse(_ ast.Node, block text.Reader, _ parser.Context) ast.Node {
	line, segment := block.PeekLine()
	if len(line) < 3 || line[1] != '@' {
		return nil
	}
	lineNumber, position := block.Position()
	block.Advance(len("["))
	first := segment.Start + len("[")
	c := &citation{parts: []citationPart{{at: first}}}
	for {
		line, segment = block.PeekLine()
		if line == nil || segment.Start > first+maxCitation {
			break
		}
		end := bytes.IndexAny(line, "[]")
		if end < 0 {
			c.add(line, segment.Start)
			block.AdvanceLine()
			continue
		}
		if line[end] == '[' || isLinkBehind(line[end+1:]) {
			break
		}
		c.add(line[:end], segment.Start)
		block.Advance(end + len("]"))
		return c
	}
	block.SetPosition(lineNumber, position)
	return nil
}

// isLinkBehind tells whether what follows brackets makes a link of them.
func isLinkBehind(rest []byte) bool {
	switch {
	case len(rest) == 0:
		return false
	case rest[0] == '[':
		return len(rest) < 2 || rest[1] != '@' && rest[1] != '^' // another citation, or a footnote
	}
	return rest[0] == '('
}

// add takes a line of a citation in, or a piece of one; at is its offset.
func (c *citation) add(line []byte, at int) {
	for i, text := range strings.Split(string(line), ";") {
		text := strings.ReplaceAll(text, "\n", " ")
		last := &c.parts[len(c.parts)-1]
		switch {
		case i > 0:
			c.parts = append(c.parts, citationPart{text, at})
		case strings.TrimSpace(last.text) == "":
			*last = citationPart{text, at}
		default:
			last.text += text
		}
		at += len(text) + 1
	}
}

// cite notes the sources that a citation names.
func (s *parsing) cite(n *citation) {
	n.from = len(s.guide.Mentions)
	for _, part := range n.parts {
		s.citePart(part.text, s.base+part.at, n.from)
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
	w.WriteString(`<sup>[`)
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
