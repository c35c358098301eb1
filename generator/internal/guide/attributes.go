package guide

import (
	"bytes"
	"fmt"
	"strings"
	"unicode"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// attributed is a parser of headings that takes attributes such as {#id .class}
// off their end. goldmark's own way tries every brace of a line, each to the end.
type attributed struct{ parser.BlockParser }

// Open implements parser.BlockParser. Most headings are marks, a space and text to the end of
// the line, and take room that is there.
func (a attributed) Open(parent ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, at := reader.PeekLine()
	level := len(line) - len(bytes.TrimLeft(line, "#"))
	line = line[:len(line)-util.TrimRightSpaceLength(line)]
	if level == 0 || level > 6 || at.Padding > 0 || level+1 >= len(line) || line[level] != ' ' || line[level+1] <= ' ' || line[len(line)-1] == '#' {
		return a.BlockParser.Open(parent, reader, pc)
	}
	n := roomOf(pc).titles.take()
	n.Level = level
	n.Lines().Append(text.NewSegment(at.Start+level+1, at.Start+len(line)))
	reader.AdvanceToEOL()
	return n, parser.NoChildren
}

// Close implements parser.BlockParser.
func (a attributed) Close(n ast.Node, reader text.Reader, pc parser.Context) {
	a.BlockParser.Close(n, reader, pc)
	lines := n.Lines()
	if n.Parent() == nil || lines.Len() == 0 {
		return
	}
	line := lines.At(lines.Len() - 1)
	src := bytes.TrimRight(line.Value(reader.Source()), " \t\n")
	brace := bytes.LastIndexByte(src, '{')
	if brace < 0 || src[len(src)-1] != '}' || isEscaped(src, brace) {
		return
	}
	braces := text.NewReader(src[brace:])
	attributes, ok := parser.ParseAttributes(braces)
	if !ok || braces.Peek() != text.EOF {
		if meant := src[brace:]; len(meant) > 1 && bytes.IndexByte([]byte("#.:"), meant[1]) >= 0 {
			f := findingsOf(pc)
			f.braces = append(f.braces, finding{string(meant), line.Start + brace})
		}
		return
	}
	for _, attribute := range attributes {
		n.SetAttribute(attribute.Name, attribute.Value)
	}
	line.Stop = line.Start + brace
	lines.Set(lines.Len()-1, line.TrimRightSpace(reader.Source()))
}

// unreadable reports what stands in braces at the end of a heading and looks
// like attributes but is text.
func (s *parsing) unreadable(f finding) {
	fix := `put a backslash before the brace if it is text`
	if rest, ok := strings.CutPrefix(f.text, "{:"); ok {
		fix = "write {" + strings.TrimSpace(rest) + ", or " + fix
	} else if slug := Slug(f.text); slug != "" && f.text[1] == '#' {
		fix = "write {#" + slug + "}, or " + fix
	}
	s.report(s.base+f.at, s.base+f.at+len(f.text), diag.Error, diag.HeadingID, fmt.Sprintf("%q is neither an id nor a class", f.text), fix)
}

// isEscaped tells whether a character has a backslash before it that counts.
func isEscaped(src []byte, at int) bool {
	return (at-len(bytes.TrimRight(src[:at], `\`)))%2 == 1
}

// reserved begins the ids that layouts keep for themselves.
const reserved = "page_"

// headingAttributes returns the explicit id of a heading and reports attributes
// other than id and class, which are removed.
func (s *parsing) headingAttributes(n *ast.Heading) (id string) {
	var class any
	for _, a := range n.Attributes() {
		value, isText := a.Value.([]byte)
		switch name := string(a.Name); {
		case name == "id" && isText:
			id = s.explicitID(n, string(value))
		case name == "class" && isText:
			class = value
		default:
			from, to := s.attributeAt(n, name)
			s.report(from, to, diag.Error, diag.HeadingAttribute, fmt.Sprintf("a heading cannot have the attribute %q", name), "remove it: {#id} and {.class} are what a heading may have")
		}
	}
	n.RemoveAttributes()
	if class != nil {
		n.SetAttributeString("class", class)
	}
	return id
}

// attributeAt finds an attribute in the lines of its heading.
func (s *parsing) attributeAt(n *ast.Heading, name string) (from, to int) {
	from, to = s.headingLines(n)
	lines := s.text[from:to]
	if brace := bytes.LastIndexByte(lines, '{'); brace >= 0 {
		if i := bytes.Index(lines[brace:], []byte(name)); i >= 0 {
			return from + brace + i, from + brace + i + len(name)
		}
	}
	return from, to
}

// explicitID checks an id that the author gave.
func (s *parsing) explicitID(n *ast.Heading, id string) string {
	from, to := s.attributeAt(n, "#"+id)
	bad := func(r rune) bool {
		return !unicode.IsLetter(r) && !unicode.IsDigit(r) && !strings.ContainsRune("-_.", r)
	}
	first, taken := s.ids[id]
	switch {
	case id == "" || strings.IndexFunc(id, bad) >= 0:
		fix := "use letters, digits and hyphens"
		if slug := Slug(id); slug != "" {
			fix += ": #" + slug
		}
		s.report(from, to, diag.Error, diag.HeadingID, fmt.Sprintf("%q cannot be an id", id), fix)
		return ""
	case strings.HasPrefix(id, reserved):
		s.report(from, to, diag.Error, diag.HeadingID, fmt.Sprintf("ids that begin with %q are for layouts", reserved), "choose another: #"+Slug(id))
		return ""
	case taken:
		s.add(s.lines().At(from, to, diag.Diagnostic{
			Severity: diag.Error, Code: diag.HeadingID, Message: fmt.Sprintf("the id %q is already taken", id),
			Fix: "give each heading an id of its own", Related: []diag.Related{{Place: s.lines().Place(first, first+1+len(id)), Message: "first here"}},
		}))
		return ""
	}
	if s.ids == nil {
		s.ids = map[string]int{}
	}
	s.ids[id] = from
	return id
}
