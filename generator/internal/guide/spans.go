package guide

import (
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/text"
	"github.com/yuin/goldmark/util"
)

// span takes the link or the emphasis that goes on here, when it holds plain text alone and
// can be read in one way only: goldmark needs a node for each bracket and each delimiter, and
// looks at them again later.
//
// No open bracket may stand before it, in whose image or link it could end up, and before
// emphasis no delimiter that is still without its other half. What is inside holds neither.
func (r *plainReader) span() bool {
	rest := r.line[r.at:]
	if r.pc.IsInLinkLabel() {
		return false
	}
	switch rest[0] {
	case '[':
		label, n := plainLink(rest)
		if n > 0 {
			r.link(label, n)
		}
		return n > 0
	case '*':
		if r.pc.LastDelimiter() != nil {
			return false
		}
		var before rune
		if r.at > 0 {
			before, _ = utf8.DecodeLastRune(r.line[:r.at])
		} else {
			before = r.block.PrecendingCharacter()
		}
		level, n := plainEmphasis(before, rest)
		if n > 0 {
			r.emphasis(level, n)
		}
		return n > 0
	}
	return false
}

// link takes a link of n bytes with a label of some bytes.
func (r *plainReader) link(label, n int) {
	link, at := roomOf(r.pc).links.take(), r.start+r.at
	link.SetPos(at)
	link.AppendChild(link, r.newText(text.NewSegment(at+1, at+1+label)))
	link.Destination = r.line[r.at+label+len("[](") : r.at+n-len(")")]
	r.take(link, r.at+n)
}

// emphasis takes emphasis of n bytes.
func (r *plainReader) emphasis(level, n int) {
	e, at := roomOf(r.pc).emphases.take(), r.start+r.at
	e.Level = level
	e.SetPos(at)
	e.AppendChild(e, r.newText(text.NewSegment(at+level, at+n-level)))
	r.take(e, r.at+n)
}

// plainLink returns the lengths of the label of the link that a line begins with, and of it
// all; 0 when there is none, or one that is less plain. A label of one letter may be that of
// a box to tick, and what begins with ^ or @ a footnote or a citation.
func plainLink(line []byte) (label, n int) {
	for n = 1; n < len(line) && !begins[line[n]]; n++ {
	}
	label = n - 1
	if label < 2 || line[1] == '^' || line[1] == '@' || n+1 >= len(line) || line[n] != ']' || line[n+1] != '(' {
		return 0, 0
	}
	from := n + 2
	for n = from; n < len(line) && inAddress[line[n]]; n++ {
	}
	if n == from || n == len(line) || line[n] != ')' {
		return 0, 0
	}
	return label, n + 1
}

// inAddress tells of a character whether it may stand anywhere in the address of a link and
// mean nothing else.
var inAddress = func() (table [256]bool) {
	for c := ' ' + 1; c < 256; c++ {
		table[c] = c != '(' && c != ')' && c != '<' && c != '\\'
	}
	return table
}()

// plainEmphasis returns the level of the emphasis that a line begins with, behind a character,
// and its length; 0 when there is none, or one that is less plain. Its first delimiter follows
// a space or punctuation, and a letter follows it, so it can only open; its last one can only
// close, for the like reason. So each has one match, and no rule but this applies.
func plainEmphasis(before rune, line []byte) (level, n int) {
	if !isBetween(before) {
		return 0, 0
	}
	level = 1
	if len(line) > 1 && line[1] == '*' {
		level = 2
	}
	for n = level; n < len(line) && !begins[line[n]]; n++ {
	}
	first, _ := utf8.DecodeRune(line[level:n])
	last, _ := utf8.DecodeLastRune(line[level:n])
	if !isWord(first) || !isWord(last) {
		return 0, 0
	}
	for range level {
		if n == len(line) || line[n] != '*' {
			return 0, 0
		}
		n++
	}
	if after, _ := utf8.DecodeRune(line[n:]); n < len(line) && (after == '*' || !isBetween(after)) {
		return 0, 0
	}
	return level, n
}

// isWord tells whether a character is a letter or a digit.
func isWord(c rune) bool { return unicode.IsLetter(c) || unicode.IsDigit(c) }

// isBetween tells whether a character is a space or punctuation, as goldmark sees it.
func isBetween(c rune) bool { return util.IsSpaceRune(c) || util.IsPunctRune(c) }
