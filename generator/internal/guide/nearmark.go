package guide

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// nearMiss is a line of text that looks like a mark: where it stands in the body,
// and why it is none.
type nearMiss struct {
	code         diag.Code
	at, to       int
	message, fix string
}

// notice notes a near miss that takes a whole line.
func notice(pc parser.Context, code diag.Code, line text.Segment, src []byte, m nearMiss) {
	line = line.TrimLeftSpace(src)
	m.code, m.at, m.to = code, line.Start, line.Start+len(bytes.TrimRight(line.Value(src), " \t\n"))
	f := findingsOf(pc)
	f.near = append(f.near, m)
}

func (s *parsing) nearMiss(m nearMiss) {
	s.report(s.base+m.at, s.base+m.to, diag.Warning, m.code, m.message, m.fix)
}

// nearMarks notices lines of text that look like headings, tasks or callouts. Their
// first character tells most lines from them.
type nearMarks struct{}

// Transform implements parser.ParagraphTransformer.
func (nearMarks) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := para.Lines(), reader.Source()
	for i := range lines.Len() {
		line := lines.At(i)
		at := line.Start
		for at < line.Stop && src[at] == ' ' {
			at++
		}
		var m nearMiss
		switch src[min(at, len(src)-1)] {
		case '#':
			m = nearHeading(src[at:line.Stop], i == 0)
		case '-', '*', '+':
			m = nearTask(src[at:line.Stop])
		case '[':
			if i == 0 && para.PreviousSibling() == nil {
				m = nearBox(para.Parent(), src[at:line.Stop])
			} else if i == 0 {
				m = nearCallout(para.Parent(), src[at:line.Stop])
			}
		}
		if m.message != "" {
			notice(pc, diag.MarkdownLike, line, src, m)
		}
	}
}

var (
	headingLike = regexp.MustCompile(`^(#{2,6}[\pL\pN]|#\p{Lu}\p{Ll})`)
	taskLike    = regexp.MustCompile(`^([-*+])\[([ xX]?)\](?:[^(\[:]|$)`)
	boxLike     = regexp.MustCompile(`^\[( ?| ?[xX] ?|[vV✓✔☑-])\] `)
	calloutLike = regexp.MustCompile(`^\[( *!? *)([A-Za-z]+) *\](?:[^(\[:]|$)`)
)

// nearHeading looks at a line that begins with #. One # alone may begin a word of
// its own.
func nearHeading(line []byte, first bool) nearMiss {
	if !headingLike.Match(line) {
		return nearMiss{}
	}
	title := strings.TrimSpace(strings.TrimLeft(string(line), "#"))
	level := len(line) - len(bytes.TrimLeft(line, "#"))
	if level == 1 && !first {
		return nearMiss{}
	}
	marks := strings.Repeat("#", max(2, level)) // the title is the page's only #
	return nearMiss{
		message: "this looks like a heading but is text, since no space stands behind the #",
		fix:     fmt.Sprintf("write %s %s, or put a backslash before the # if it is text", marks, shorten(title, 60)),
	}
}

// nearTask looks at a line that begins as an item of a list does.
func nearTask(line []byte) nearMiss {
	m := taskLike.FindSubmatch(line)
	if m == nil {
		return nearMiss{}
	}
	box := string(m[2])
	if box == "" {
		box = " "
	}
	return nearMiss{message: fmt.Sprintf("this looks like a task but is text, since no space stands behind the %s", m[1]), fix: fmt.Sprintf("write %s [%s] and a space before the text", m[1], box)}
}

// nearBox looks at what opens an item of a list, or another block, with a bracket.
func nearBox(parent ast.Node, line []byte) nearMiss {
	if parent.Kind() != ast.KindListItem {
		return nearCallout(parent, line)
	}
	m := boxLike.FindSubmatch(line)
	switch {
	case m == nil || string(m[1]) == " " || strings.EqualFold(string(m[1]), "x"):
		return nearMiss{}
	case len(bytes.TrimSpace(m[1])) == 0:
		return nearMiss{message: "this looks like a task but is text, since its brackets hold no space", fix: "write [ ] for the box"}
	}
	return nearMiss{message: fmt.Sprintf("this looks like a task but is text, since [%s] is no box", m[1]), fix: "write [x] for a box that is ticked, [ ] for one that is not"}
}

// nearCallout looks at a line that holds the mark of a callout, or nearly so.
func nearCallout(parent ast.Node, line []byte) nearMiss {
	m := calloutLike.FindSubmatch(line)
	if m == nil || !slices.Contains(CalloutKinds(), strings.ToLower(string(m[2]))) {
		return nearMiss{}
	}
	kind := strings.ToUpper(string(m[2]))
	marked := bytes.IndexByte(m[1], '!') >= 0
	quoted := parent.Kind() == ast.KindBlockquote
	switch {
	case !marked && (!quoted || string(m[2]) != kind):
		return nearMiss{} // a word in brackets
	case !quoted:
		return nearMiss{message: "this looks like a callout but is text, since no > stands before it", fix: fmt.Sprintf("write > [!%s], and > before each line of the callout", kind)}
	}
	return nearMiss{message: "this looks like a callout but is a quotation", fix: fmt.Sprintf("write > [!%s]", kind)}
}
