package guide

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// plainRuns takes text in which nothing begins, and the [links] and the *emphasis* in it
// that cannot be read in another way, in one look, up to where something else may begin or
// the line ends. Goldmark alone tries each character in turn, which is a quarter of what it
// does within paragraphs. What it makes of them is the same, but that pieces of text that
// follow each other are one.
//
// It stands for parsers of bare addresses too, which spaces call as they call this one:
// only one of the two can be there.
type plainRuns struct{}

// begins tells of a character whether something other than plain text may begin, or
// goes on, at it: the triggers of all inline parsers. There are no carriage returns in guides.
var begins = [256]bool{'!': true, '*': true, '<': true, '[': true, ']': true, '_': true, '`': true, '~': true, '\n': true, '\\': true}

// Trigger implements parser.InlineParser. A space stands for the beginning of a line, too.
func (plainRuns) Trigger() []byte { return []byte{' ', '[', '*'} }

// Parse implements parser.InlineParser.
func (plainRuns) Parse(parent ast.Node, block text.Reader, pc parser.Context) ast.Node {
	line, at := block.PeekLine()
	if at.Padding > 0 || at.Start > 0 && block.Source()[at.Start-1] == '\\' {
		return nil
	}
	r := plainReader{parent: parent, block: block, pc: pc, src: block.Source(), line: line, start: at.Start}
	if r.read() {
		block.AdvanceLine()
	} else {
		block.Advance(r.at)
	}
	return r.last
}

// plainLine reads a line as plainRuns does and returns the paragraph that it is; nil when it is
// none, or when that leaves some of it.
func plainLine(line []byte, pc parser.Context) ast.Node {
	if first, _ := utf8.DecodeRune(line); !unicode.IsLetter(first) {
		return nil // something else may begin
	}
	para := roomOf(pc).paragraphs.take()
	r := plainReader{parent: para, pc: pc, src: line, line: line}
	if !r.read() || r.at < len(line) {
		return nil
	}
	para.AppendChild(para, r.last)
	return para
}

// plainReader reads a line from its beginning.
type plainReader struct {
	parent ast.Node
	block  text.Reader // at the beginning of the line; nil when that is a letter
	pc     parser.Context
	last   ast.Node // what was read last; it is not below parent yet if it is new
	src    []byte
	line   []byte
	start  int // where the line begins in the source
	at     int // what was read of it
}

// read takes what it can, and tells whether the line ends behind it.
func (r *plainReader) read() bool {
	for {
		n := r.at + plainLen(r.line[r.at:])
		if n == len(r.line) || r.line[n] == '\n' {
			r.endLine(n)
			return true
		}
		r.text(r.at, n)
		if !r.span() {
			return false
		}
	}
}

// take takes a node that ends at a place of the line.
func (r *plainReader) take(n ast.Node, to int) {
	if r.last != nil && r.last != n {
		r.parent.AppendChild(r.parent, r.last)
	}
	r.last, r.at = n, to
}

// text takes a part of the line as text.
func (r *plainReader) text(from, to int) {
	if from < to {
		r.take(r.lengthen(text.NewSegment(r.start+from, r.start+to)), to)
	}
}

// endLine takes the rest of the line, up to its end, as text. Where another line follows,
// two spaces break it.
func (r *plainReader) endLine(to int) {
	isBroken := to < len(r.line)
	if r.at == to && !isBroken {
		return
	}
	rest := text.NewSegment(r.start+r.at, r.start+to)
	isHard := isBroken && to-r.at >= 2 && r.line[to-1] == ' ' && r.line[to-2] == ' '
	t := r.lengthen(rest)
	t.Segment = t.Segment.TrimRightSpace(r.src)
	t.SetHardLineBreak(isHard)
	t.SetSoftLineBreak(isBroken && !isHard)
	r.take(t, to)
}

// lengthen returns the text that a segment goes on with, now longer, or a new one.
func (r *plainReader) lengthen(s text.Segment) *ast.Text {
	last := r.last
	if last == nil {
		last = r.parent.LastChild()
	}
	if t, ok := last.(*ast.Text); ok && t.Segment.Stop == s.Start && !t.SoftLineBreak() && !t.HardLineBreak() {
		t.Segment = t.Segment.WithStop(s.Stop)
		return t
	}
	return r.newText(s)
}

func (r *plainReader) newText(s text.Segment) *ast.Text {
	t := roomOf(r.pc).texts.take()
	t.Segment = s
	return t
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

// paragraphs is goldmark's parser of paragraphs, which take room that is there.
type paragraphs struct{ parser.BlockParser }

// Open implements parser.BlockParser.
func (paragraphs) Open(_ ast.Node, reader text.Reader, pc parser.Context) (ast.Node, parser.State) {
	line, at := reader.PeekLine()
	if util.IsBlank(line) {
		return nil, parser.NoChildren
	}
	para := roomOf(pc).paragraphs.take()
	para.Lines().Append(at)
	reader.AdvanceToEOL()
	return para, parser.NoChildren
}
