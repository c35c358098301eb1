package guide

import (
	"bytes"
	"fmt"
	"strings"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Footnotes are goldmark's. What it passes over in silence is noticed here:
// references without a note stay text, notes without a reference vanish.

// missingNotes notices the references that goldmark has just left alone.
type missingNotes struct{}

// Trigger implements parser.InlineParser.
func (missingNotes) Trigger() []byte { return []byte{'!', '['} }

// Parse implements parser.InlineParser. It takes nothing.
func (missingNotes) Parse(_ ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, segment := block.PeekLine()
	at := segment.Start
	if line[0] == '!' {
		line, at = line[1:], at+1
	}
	if label, ok := noteLabel(line); ok {
		f := findingsOf(pc)
		f.missing = append(f.missing, finding{label, at})
	}
	return nil
}

// noteLabel returns the label of the reference that a line begins with. What has
// an address after it is a link.
func noteLabel(line []byte) (string, bool) {
	rest, ok := bytes.CutPrefix(line, []byte("[^"))
	if !ok {
		return "", false
	}
	label, rest, ok := bytes.Cut(rest, []byte("]"))
	isLink := bytes.HasPrefix(rest, []byte("(")) || bytes.HasPrefix(rest, []byte("[")) && !bytes.HasPrefix(rest, []byte("[^"))
	return string(label), ok && !isLink && len(label) > 0 && !bytes.ContainsAny(label, " \t\n[")
}

// idleNotes notices the notes that goldmark is about to take out.
type idleNotes struct{}

// Transform implements parser.ASTTransformer.
func (idleNotes) Transform(doc *ast.Document, reader text.Reader, pc parser.Context) {
	if !bytes.Contains(reader.Source(), []byte("[^")) {
		return
	}
	list := noteList(doc)
	if list == nil {
		return
	}
	seen := map[string]bool{}
	for n := list.FirstChild(); n != nil; n = n.NextSibling() {
		note := n.(*extast.Footnote)
		label := string(note.Ref)
		f := finding{label, max(note.Pos(), 0)}
		switch {
		case seen[label]:
			findingsOf(pc).twice = append(findingsOf(pc).twice, f)
		case note.Index < 0:
			findingsOf(pc).idle = append(findingsOf(pc).idle, f)
		}
		seen[label] = true
	}
}

// noteList finds the list of footnotes, which stands where the first one does: most often near
// the end.
func noteList(n ast.Node) ast.Node {
	for c := n.LastChild(); c != nil && c.Type() == ast.TypeBlock; c = c.PreviousSibling() {
		if c.Kind() == extast.KindFootnoteList {
			return c
		}
		if list := noteList(c); list != nil {
			return list
		}
	}
	return nil
}

// footnotes reports what was noticed about footnotes.
func (s *parsing) footnotes(f *findings) {
	near := s.nearNotes(f.missing)
	for _, n := range f.missing {
		if near[n.text] {
			continue
		}
		s.note(n, diag.Error, fmt.Sprintf("no footnote [^%s]", n.text), fmt.Sprintf("add a line [^%s]: …", n.text))
	}
	for _, n := range f.twice {
		s.note(n, diag.Error, fmt.Sprintf("the footnote [^%s] is there already", n.text), "give each footnote a label of its own")
	}
	for _, n := range f.idle {
		s.note(n, diag.Warning, fmt.Sprintf("nothing refers to the footnote [^%s]", n.text), fmt.Sprintf("put [^%s] into the text, or remove the note", n.text))
	}
}

// nearNotes reports what begins a line and was likely meant for a note, and
// returns the labels of these.
func (s *parsing) nearNotes(missing []finding) map[string]bool {
	var near map[string]bool
	src := s.text[s.base:]
	for _, n := range missing {
		before := src[:n.at]
		if len(bytes.Trim(before[bytes.LastIndexByte(before, '\n')+1:], " >")) > 0 {
			continue
		}
		rest := string(lineAt(src, n.at+len("[^]")+len(n.text)))
		text := strings.TrimLeft(rest, " \u00a0\u202f:")
		message := "the colon of this note is missing"
		switch {
		case text == rest || text == "":
			continue
		case strings.Contains(rest[:len(rest)-len(text)], ":"):
			message = "a space stands before the colon of this note"
		}
		if near == nil {
			near = map[string]bool{}
		}
		near[n.text] = true
		fix := fmt.Sprintf("write [^%s]: %s", n.text, text)
		if len(text) > 80 {
			fix = fmt.Sprintf("begin the line with [^%s]: and a space", n.text)
		}
		s.note(n, diag.Error, message, fix)
	}
	return near
}

func (s *parsing) note(f finding, severity diag.Severity, message, fix string) {
	s.report(s.base+f.at, s.base+f.at+len(f.text)+3, severity, diag.Footnote, message, fix)
}
