package guide

import (
	"bytes"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/extension"
	"github.com/yuin/goldmark/renderer"
	"github.com/yuin/goldmark/renderer/html"
)

// nodeWriters are the functions that write nodes as HTML, by kind. goldmark's own renderer asks
// one of them twice about every text, which is what most nodes are.
type nodeWriters []renderer.NodeRendererFunc

// newNodeWriters returns goldmark's functions, but for the kinds that guides have in their own way.
func newNodeWriters() nodeWriters {
	var r nodeWriters
	for _, each := range []renderer.NodeRenderer{
		html.NewRenderer(),
		extension.NewTableHTMLRenderer(), extension.NewStrikethroughHTMLRenderer(),
		extension.NewFootnoteHTMLRenderer(), extension.NewDefinitionListHTMLRenderer(),
		nodes{},
	} {
		each.RegisterFuncs(&r)
	}
	return r
}

// Register implements renderer.NodeRendererFuncRegisterer.
func (r *nodeWriters) Register(kind ast.NodeKind, f renderer.NodeRendererFunc) {
	for int(kind) >= len(*r) {
		*r = append(*r, nil)
	}
	(*r)[kind] = f
}

// write writes a node of a source.
func (r nodeWriters) write(w *bodyWriter, src []byte, n ast.Node) {
	if t, ok := n.(*ast.Text); ok {
		w.line(t, src)
		return
	}
	f := r[n.Kind()]
	if call(f, w, src, n, true) != ast.WalkSkipChildren {
		for c := n.FirstChild(); c != nil; c = c.NextSibling() {
			r.write(w, src, c)
		}
	}
	call(f, w, src, n, false)
}

// call calls the function of a node, if its kind has one.
func call(f renderer.NodeRendererFunc, w *bodyWriter, src []byte, n ast.Node, entering bool) ast.WalkStatus {
	if f == nil {
		return ast.WalkContinue
	}
	status, err := f(w, src, n, entering)
	if err != nil {
		panic("guide: rendering to memory failed: " + err.Error())
	}
	return status
}

// line writes a text, and the end of its line.
func (w *bodyWriter) line(t *ast.Text, src []byte) {
	end := t.Segment.Stop
	w.text(t, src)
	switch {
	case t.HardLineBreak():
		w.WriteString("<br>\n")
	case t.SoftLineBreak():
		if e, ok := w.set.next(end + 1); ok {
			w.piece(e)
		} else if w.set.done <= end {
			w.WriteByte('\n')
		}
	}
}

// text writes a text with the edits that the setting of its block makes.
func (w *bodyWriter) text(t *ast.Text, src []byte) {
	at, end := max(t.Segment.Start, min(w.set.done, t.Segment.Stop)), t.Segment.Stop
	for range t.Segment.Padding {
		w.WriteByte(' ')
	}
	for {
		e, ok := w.set.next(end)
		if !ok {
			break
		}
		w.escaped(src, at, max(at, e.from), t.IsRaw())
		w.piece(e)
		at = min(max(at, e.to), end)
	}
	w.escaped(src, at, end, t.IsRaw())
}

// escaped writes a stretch of the source. Most hold nothing that needs escaping.
func (w *bodyWriter) escaped(src []byte, from, to int, raw bool) {
	text := src[from:to]
	switch {
	case !w.set.specials.within(src, from, to):
		w.Write(text)
	case raw:
		html.DefaultWriter.RawWrite(w, text)
	default:
		html.DefaultWriter.Write(w, text)
	}
}

// piece writes what an edit puts in.
func (w *bodyWriter) piece(e setEdit) {
	if !e.Raised() {
		w.WriteString(e.Text())
		return
	}
	w.WriteString("<sup>")
	w.WriteString(e.Text())
	w.WriteString("</sup>")
}

// special are the bytes that goldmark does not always write as they are.
const special = "<>&\"\\\x00"

// specials knows where in a source each of the special bytes stands next. They are rare, and
// looking for one of them far ahead is faster than looking at each byte.
type specials struct {
	from int               // the last place asked for
	next [len(special)]int // the first place from one that was asked for; the source's length when there is none
}

// begin prepares for a source.
func (s *specials) begin() {
	s.from = 0
	for i := range s.next {
		s.next[i] = -1
	}
}

// within tells whether there is one in a stretch of the source. Stretches come in order, but for
// those of footnotes.
func (s *specials) within(src []byte, from, to int) bool {
	if from < s.from {
		return bytes.ContainsAny(src[from:to], special)
	}
	s.from = from
	for i, at := range s.next {
		if at < from {
			if at = bytes.IndexByte(src[from:], special[i]); at < 0 {
				at = len(src) - from
			}
			at += from
			s.next[i] = at
		}
		if at < to {
			return true
		}
	}
	return false
}
