package guide

import "github.com/yuin/goldmark/ast"

// sections cuts the body at its second-level headings.
func (s *parsing) sections() {
	g, from, id := s.guide, s.base, ""
	cut := func(to int) {
		if sum := wordBytesSum(s.text[from:to]); id != "" || sum != wordBytesSum(nil) {
			g.Sections = append(g.Sections, Section{ID: id, Sum: sum})
		}
		from = to
	}
	for i, n := range s.headings {
		if n.Level == 2 && n.Parent() != nil && n.Parent().Kind() == ast.KindDocument {
			cut(max(s.base+n.Pos(), from))
			id = g.Headings[i].ID
		}
	}
	cut(len(s.text))
}

// wordBytesSum returns a digest (FNV-1a) of what is neither white space nor
// punctuation in a text, nor a space or a mark of French typography; capitals count
// as small letters. It is a loop over bytes, since every guide goes through it.
func wordBytesSum(text []byte) uint32 {
	h := uint32(2166136261)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case 'A' <= c && c <= 'Z':
			c |= 0x20
		case 'a' <= c && c <= 'z', '0' <= c && c <= '9':
		case c < 0x80:
			continue
		case c == 0xC2: // U+0080 to U+00BF: no-break space, « »
			i++
			continue
		case c == 0xE2 && i+1 < len(text) && text[i+1] == 0x80: // U+2000 to U+203F: spaces, quotes, dashes, …
			i += 2
			continue
		}
		h = (h ^ uint32(c)) * 16777619
	}
	return h
}
