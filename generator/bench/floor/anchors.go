package floor

import (
	"strconv"
	"unicode"
	"unicode/utf8"

	"github.com/yuin/goldmark/ast"
)

// anchors makes the ids of one guide's headings: lower case, accents folded, every other run of characters one hyphen.
// It implements goldmark's parser.IDs.
type anchors map[string]bool

// Generate gives an id that is new in the guide.
func (a anchors) Generate(text []byte, _ ast.NodeKind) []byte {
	id := make([]byte, 0, len(text)+3)
	for len(text) > 0 {
		r, size := utf8.DecodeRune(text)
		text = text[size:]
		if r >= utf8.RuneSelf {
			r = fold(unicode.ToLower(r))
		} else if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		switch {
		case 'a' <= r && r <= 'z', '0' <= r && r <= '9':
			id = append(id, byte(r))
		case len(id) > 0 && id[len(id)-1] != '-':
			id = append(id, '-')
		}
	}
	if n := len(id); n > 0 && id[n-1] == '-' {
		id = id[:n-1]
	}
	stem := len(id)
	for i := 1; a[string(id)]; i++ {
		id = strconv.AppendInt(append(id[:stem], '-'), int64(i), 10)
	}
	a[string(id)] = true
	return id
}

// Put records an id written by the author.
func (a anchors) Put(id []byte) { a[string(id)] = true }

// fold takes the accent off a French letter.
func fold(r rune) rune {
	switch r {
	case 'à', 'â', 'ä':
		return 'a'
	case 'é', 'è', 'ê', 'ë':
		return 'e'
	case 'î', 'ï':
		return 'i'
	case 'ô', 'ö':
		return 'o'
	case 'ù', 'û', 'ü':
		return 'u'
	case 'ç':
		return 'c'
	}
	return r
}
