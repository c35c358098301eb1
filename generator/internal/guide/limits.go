package guide

import (
	"bytes"
	"fmt"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Limits that keep goldmark, parts of which are quadratic, from working for
// minutes on a text that no reader wants. They bound every single construct, so
// a whole guide stays linear in its size.
const (
	maxNesting    = 100      // lists, quotations and emphasis within one another
	maxMarkers    = 1_000    // of lists and quotations that open one line
	maxLine       = 16 << 10 // bytes of one line
	maxParagraph  = 16 << 10 // bytes of one paragraph
	maxTableCells = 200_000  // of all tables together
	maxTablePipes = 1_000    // vertical bars escaped in tables, all together
	maxFootnotes  = 2_000
	maxNoteMarks  = 10_000 // footnotes and references to them
	maxProblems   = 1_000  // that are reported at once
	maxNearest    = 50     // problems with a suggestion that is looked for
)

// scan looks over the lines of a body before it is parsed; false means that it
// must not be.
func (s *parsing) scan(src []byte) bool {
	for at := 0; len(src)-at > maxMarkers; {
		if end := bytes.LastIndexByte(src[at:at+maxMarkers+1], '\n'); end >= 0 {
			at += end + 1 // behind several lines, each short enough
			continue
		}
		length := len(lineAt(src, at))
		if length > maxLine {
			s.limit(at, length, fmt.Sprintf("a line of %d bytes; at most %d", length, maxLine))
			return false
		}
		if markers(src[at:at+length]) > maxMarkers {
			s.limit(at, length, fmt.Sprintf("lists or quotations nested more than %d deep", maxNesting))
			return false
		}
		at += length + 1
	}
	return s.scanNotes(src)
}

// scanNotes counts footnotes.
func (s *parsing) scanNotes(src []byte) bool {
	notes, marks := 0, 0
	ok := !holds(src, "[^", func(src []byte, at int) bool {
		marks++
		line := src[at:min(len(src), at+maxLine)]
		if end := bytes.IndexAny(line, "]\n"); end >= 0 && bytes.HasPrefix(line[end:], []byte("]:")) {
			notes++
		}
		return notes > maxFootnotes || marks > maxNoteMarks
	})
	if !ok {
		s.limit(0, 0, fmt.Sprintf("more than %d footnotes or %d references to them", maxFootnotes, maxNoteMarks))
	}
	return ok
}

func (s *parsing) limit(at, length int, message string) {
	s.report(s.base+at, s.base+at+length, diag.Error, diag.MarkdownLimit, message, "split it up")
}

// markers returns how many markers of quotations and list items open a line.
func markers(line []byte) int {
	n := 0
	for i := 0; i < len(line); {
		switch c := line[i]; {
		case c == ' ' || c == '\t':
			i++
		case c == '>' || c == '-' || c == '+' || c == '*':
			n++
			i++
		case c >= '0' && c <= '9':
			for i < len(line) && line[i] >= '0' && line[i] <= '9' {
				i++
			}
			if i == len(line) || line[i] != '.' && line[i] != ')' {
				return n
			}
			n++
			i++
		default:
			return n
		}
	}
	return n
}

// paragraphLimit takes paragraphs and tables that are too large out of the tree
// before anything is made of them.
type paragraphLimit struct{}

// Transform implements parser.ParagraphTransformer.
func (paragraphLimit) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := para.Lines(), reader.Source()
	if lines.Len() == 0 {
		return
	}
	head, columns := tableIn(lines, src)
	if size := sizeOf(lines, head); size > maxParagraph {
		takeOut(para, pc, tooLong(size))
		return
	}
	if columns == 0 {
		return
	}
	f := findingsOf(pc)
	f.cells += columns * (lines.Len() - head + 1)
	for i := head; i < lines.Len(); i++ {
		row := lines.At(i)
		f.pipes += bytes.Count(row.Value(src), []byte(`\|`))
	}
	switch {
	case f.cells > maxTableCells:
		takeOut(para, pc, fmt.Sprintf("tables of %d cells so far; at most %d", f.cells, maxTableCells))
	case f.pipes > maxTablePipes:
		takeOut(para, pc, fmt.Sprintf("more than %d escaped vertical bars in tables", maxTablePipes))
	}
}

// restLimit does the same for what is left of a paragraph when definitions and
// tables have been cut out of it.
type restLimit struct{}

// Transform implements parser.ParagraphTransformer.
func (restLimit) Transform(para *ast.Paragraph, _ text.Reader, pc parser.Context) {
	if size := sizeOf(para.Lines(), para.Lines().Len()); size > maxParagraph {
		takeOut(para, pc, tooLong(size))
	}
}

func tooLong(size int) string {
	return fmt.Sprintf("a paragraph of %d bytes; at most %d", size, maxParagraph)
}

// takeOut removes a paragraph and notes why.
func takeOut(para *ast.Paragraph, pc parser.Context, message string) {
	f := findingsOf(pc)
	f.excess = append(f.excess, finding{message, para.Lines().At(0).Start})
	para.Parent().RemoveChild(para.Parent(), para)
}

// sizeOf returns how many bytes the first n lines take.
func sizeOf(lines *text.Segments, n int) int {
	if n == 0 {
		return 0
	}
	return lines.At(n-1).Stop - lines.At(0).Start
}

// tableIn returns how many lines stand above the first that may delimit the
// head of a table from its rows, and how many columns the widest such line has,
// or all lines and 0.
func tableIn(lines *text.Segments, src []byte) (head, columns int) {
	head = lines.Len()
	for i := 1; i < lines.Len(); i++ {
		segment := lines.At(i)
		row := segment.Value(src)
		if !isDelimiterRow(row) {
			continue
		}
		head = min(head, i)
		row = bytes.Trim(row, " \t\n")
		row = bytes.TrimSuffix(bytes.TrimPrefix(row, []byte("|")), []byte("|"))
		columns = max(columns, bytes.Count(row, []byte("|"))+1)
	}
	return head, columns
}

// isDelimiterRow tells whether a line may delimit the head of a table.
func isDelimiterRow(row []byte) bool {
	for _, c := range row {
		switch c {
		case '|', ':', '-', ' ', '\t', '\n':
		default:
			return false
		}
	}
	return true
}
