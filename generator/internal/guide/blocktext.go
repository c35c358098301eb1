package guide

import (
	"balise/generator/internal/typo"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// blockText is the text of one block without its marks and escapes, and where the
// source has it.
type blockText struct {
	src       []byte
	literal   bool      // there are neither escapes nor references in the source
	text      []byte    // as readers see it
	stretches []stretch // where it stands in the source, in the order of the text
	frozen    []typo.Span
}

// stretch is a part of a block's text, as long in the source as here, or a character that the
// source writes as an entity.
type stretch struct {
	at       int // in the text
	from, to int // in the source
}

// empty prepares for the next block.
func (t *blockText) empty() {
	t.text, t.stretches, t.frozen = t.text[:0], t.stretches[:0], t.frozen[:0]
}

// start returns where the source has the byte of the text at i; stretches before *k end before it.
func (t *blockText) start(k *int, i int) int {
	for *k+1 < len(t.stretches) && t.stretches[*k+1].at <= i {
		*k++
	}
	s := t.stretches[*k]
	return min(s.from+i-s.at, max(s.from, s.to-1))
}

// end returns where a part of the text that begins in the stretch k ends in the source.
func (t *blockText) end(k, from, to int) int {
	if from == to {
		return t.start(&k, from)
	}
	t.start(&k, to-1)
	s := t.stretches[k]
	if k+1 < len(t.stretches) && t.stretches[k+1].at == to {
		return s.to
	}
	return min(s.from+to-s.at, s.to)
}

// freeze adds what stands for something that is not to be changed.
func (t *blockText) freeze(text string) {
	at := len(t.text)
	from := 0
	if n := len(t.stretches); n > 0 {
		from = t.stretches[n-1].to
	}
	t.text = append(t.text, text...)
	t.frozen = append(t.frozen, typo.Span{Start: at, End: len(t.text)})
	t.stretches = append(t.stretches, stretch{at, from, from})
}

// add adds a text, and the end of its line as a space.
func (t *blockText) add(n *ast.Text) {
	from, to := n.Segment.Start, n.Segment.Stop
	if t.literal || n.IsRaw() || isLiteral(t.src[from:to]) {
		t.plain(from, to)
	} else {
		t.escaped(from, to)
	}
	switch {
	case n.HardLineBreak():
		t.freeze("\n")
	case n.SoftLineBreak():
		t.stretches = append(t.stretches, stretch{len(t.text), to, to + 1})
		t.text = append(t.text, '\n')
	}
}

func (t *blockText) plain(from, to int) {
	if from < to {
		t.stretches = append(t.stretches, stretch{len(t.text), from, to})
		t.text = append(t.text, t.src[from:to]...)
	}
}

// escaped adds a text with backslashes and entities. What stands behind a backslash is meant to
// stay as it is; an entity is just another way to type a character.
func (t *blockText) escaped(from, to int) {
	for i := from; i < to; {
		switch c := t.src[i]; {
		case c != '\\' && c != '&':
			i++
		case util.IsEscapedPunctuation(t.src[:to], i):
			t.plain(from, i)
			t.freeze(string(t.src[i+1]))
			last := &t.stretches[len(t.stretches)-1]
			last.from, last.to = i, i+2
			i += 2
			from = i
		case referenceLen(t.src[i:to]) > 0:
			end := i + referenceLen(t.src[i:to])
			t.plain(from, i)
			t.stretches = append(t.stretches, stretch{len(t.text), i, end})
			t.text = append(t.text, unescape(t.src[i:end])...)
			i = end
			from = i
		default:
			i++
		}
	}
	t.plain(from, to)
}
