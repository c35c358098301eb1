package guide

import (
	"hash/crc32"

	"github.com/yuin/goldmark/ast"
)

// sections cuts the body at its second-level headings.
func (s *parsing) sections() {
	g, from, id := s.guide, s.base, ""
	cut := func(to int) {
		if sum := wordBytesSum(s.text[from:to], &s.room.words); id != "" || sum != 0 {
			s.room.sections = append(s.room.sections, Section{ID: id, Sum: sum})
		}
		from = to
	}
	for i := range s.room.headings {
		n := s.room.headings[i].node
		if n.Level == 2 && n.Parent() != nil && n.Parent().Kind() == ast.KindDocument {
			cut(max(s.base+n.Pos(), from))
			id = g.Headings[i].ID
		}
	}
	cut(len(s.text))
	g.Sections = kept(s.room.sections)
}

// wordBytesSum returns a digest (CRC-32C) of what is neither white space nor
// punctuation in a text, nor a space or a mark of French typography; capitals count
// as small letters. It is a loop over bytes that hardly branches, since every guide goes
// through it.
func wordBytesSum(text []byte, room *[512]byte) uint32 {
	sum := uint32(0)
	for i := 0; i < len(text); {
		n, end := uint(0), min(len(text), i+len(room))
		for ; i < end; i++ {
			c := wordBytes[text[i]]
			switch {
			case c < foreign:
			case text[i] == 0xC2: // U+0080 to U+00BF: no-break space, « »
				i++
				continue
			case i+1 < len(text) && text[i+1] == 0x80: // U+2000 to U+203F: spaces, quotes, dashes, …
				i += 2
				continue
			}
			room[n%uint(len(room))] = byte(c)
			n += uint(c / inWord & 1)
		}
		sum = crc32.Update(sum, castagnoli, room[:n])
	}
	return sum
}

// castagnoli is the polynomial that processors know.
var castagnoli = crc32.MakeTable(crc32.Castagnoli)

const (
	inWord  = 1 << 8 // marks the bytes of a word
	foreign = 1 << 9 // marks those that may begin punctuation of more than one byte
)

// wordBytes holds each byte, capitals as small letters, and its marks.
var wordBytes = func() (table [256]uint16) {
	for c := range table {
		switch table[c] = uint16(c); {
		case c == 0xC2, c == 0xE2:
			table[c] |= foreign | inWord
		case 'A' <= c && c <= 'Z':
			table[c] += 'a' - 'A' + inWord
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9', c >= 0x80:
			table[c] |= inWord
		}
	}
	return table
}()
