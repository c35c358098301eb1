package guide

import (
	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// plainRuns takes text in which nothing begins in one look, up to where something may or
// the line ends. Goldmark alone tries each character in turn, which is a quarter of what
// it does within paragraphs. What it makes of the text is the same, but that pieces of it
// that follow each other are one.
//
// It stands for parsers of bare addresses too, which spaces call as they call this one:
// only one of the two can be there.
type plainRuns struct{}

// begins tells of a character whether something other than plain text may begin, or
// goes on, at it: the triggers of all inline parsers. A line that holds a carriage return
// is goldmark's to end.
var begins = [256]bool{'!': true, '*': true, '<': true, '[': true, ']': true, '_': true, '`': true, '~': true, '\r': true, '\n': true, '\\': true}

// Trigger implements parser.InlineParser. A space stands for the beginning of a line, too.
func (plainRuns) Trigger() []byte { return []byte{' '} }

// Parse implements parser.InlineParser.
func (plainRuns) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	if at.Padding > 0 || at.Start > 0 && block.Source()[at.Start-1] == '\\' {
		return nil
	}
	n := plainLen(line)
	if n == len(line) || line[n] == '\n' {
		block.AdvanceLine()
		rest := at.WithStop(at.Start + n)
		t := lengthen(parent, rest.TrimRightSpace(block.Source()), pc)
		endLine(t, line[:n], n < len(line))
		return t
	}
	if n == 0 {
		return nil
	}
	block.Advance(n)
	return lengthen(parent, at.WithStop(at.Start+n), pc)
}

// plainLen returns how much of a line is plain text from its beginning.
func plainLen(line []byte) int {
	for i := 0; i < len(line); i++ {
		if !begins[line[i]] {
			continue
		}
		switch {
		case line[i] != '\\':
			return i
		case i+1 < len(line) && util.IsPunct(line[i+1]):
			i++ // which is plain text behind a backslash
		case i+1 < len(line) && line[i+1] == '\n' && (i == 0 || line[i-1] != '\\'):
			return i // goldmark breaks the line here
		}
	}
	return len(line)
}

// endLine ends a line of plain text. Where another line follows, two spaces break it.
func endLine(t *ast.Text, line []byte, isBroken bool) {
	isHard := isBroken && len(line) >= 2 && line[len(line)-1] == ' ' && line[len(line)-2] == ' '
	t.SetHardLineBreak(isHard)
	t.SetSoftLineBreak(isBroken && !isHard)
}

// lengthen returns the text that a segment goes on with, now longer, or a new one.
func lengthen(parent ast.Node, s text.Segment, pc parser.Context) *ast.Text {
	if t, ok := parent.LastChild().(*ast.Text); ok && t.Segment.Stop == s.Start && !t.SoftLineBreak() && !t.HardLineBreak() {
		t.Segment = t.Segment.WithStop(s.Stop)
		return t
	}
	t := roomOf(pc).textNode()
	t.Segment = s
	return t
}

// paragraphs is goldmark's parser of paragraphs, which take room that is there.
type paragraphs struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (paragraphs) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, at := reader.PeekLine()
	if util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	para := roomOf(pc).paragraph()
	para.Lines().Append(at)
	reader.AdvanceToEOL()
	return para, parser.NoChildren
}
