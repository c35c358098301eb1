package guide

import (
	"bytes"
	"encoding/binary"
	"math/bits"

	"balise/generator/internal/swar"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/util"
)

// plainText returns the text below a node without its marks, on one line.
func plainText(n ast.Node, src []byte) string {
	var room [256]byte
	return string(bytes.TrimSpace(appendText(room[:0], n, src)))
}

// hasText tells whether there is any text below a node.
func hasText(n ast.Node, src []byte) bool {
	var room [256]byte
	return !isBlank(appendText(room[:0], n, src))
}

// appendText appends the text below a node without its marks.
func appendText(b []byte, n ast.Node, src []byte) []byte {
	for c := n.FirstChild(); c != nil; c = c.NextSibling() {
		switch c := c.(type) {
		case *ast.Text:
			value := c.Segment.Value(src)
			if c.IsRaw() {
				b = append(b, bytes.ReplaceAll(value, []byte("\n"), []byte(" "))...)
			} else {
				b = append(b, unescape(value)...)
			}
			if c.SoftLineBreak() || c.HardLineBreak() {
				b = append(b, ' ')
			}
		case *ast.String:
			b = append(b, c.Value...)
		case *ast.AutoLink:
			b = append(b, c.Label(src)...)
		case *ast.RawHTML:
			if isBreak(c, src) {
				b = append(b, ' ')
			}
		default:
			b = appendText(b, c, src)
		}
	}
	return b
}

// unescape resolves backslash escapes and character references, each once: what
// they stand for is text.
func unescape(b []byte) []byte {
	if isLiteral(b) {
		return b
	}
	out := make([]byte, 0, len(b))
	for i := 0; i < len(b); {
		if util.IsEscapedPunctuation(b, i) {
			out = append(out, b[i+1])
			i += 2
			continue
		}
		if n := referenceLen(b[i:]); n > 0 {
			out = append(out, util.ResolveEntityNames(util.ResolveNumericReferences(b[i:i+n]))...)
			i += n
			continue
		}
		out = append(out, b[i])
		i++
	}
	return out
}

// isLiteral tells whether a text has neither escapes nor references.
func isLiteral(b []byte) bool { return bytes.IndexByte(b, '\\') < 0 && bytes.IndexByte(b, '&') < 0 }

// referenceLen returns the length of what may be a character reference at the
// beginning of a text, such as "&eacute;", or 0.
func referenceLen(b []byte) int {
	if b[0] != '&' {
		return 0
	}
	for i, c := range b[1:] {
		switch {
		case c == ';':
			return i + 2
		case !util.IsAlphaNumeric(c) && c != '#':
			return 0
		}
	}
	return 0
}

// countWords counts what white space separates. It looks at eight bytes at once: where words
// end is nothing that a processor could foresee.
func countWords(text []byte) int {
	const blank = 0x2020202020202020
	n, before, last := 0, uint64(0x80), len(text)-8 // a space before
	for i := 0; i < len(text); i += 8 {
		var x uint64
		switch {
		case i <= last:
			x = binary.LittleEndian.Uint64(text[i:])
		case last >= 0: // spaces behind the last few
			x = binary.LittleEndian.Uint64(text[last:])>>(8*(i-last)) | blank<<(8*(len(text)-i))
		default:
			x = blank << (8 * len(text))
			for k, c := range text {
				x |= uint64(c) << (8 * k)
			}
		}
		letters := swar.Differ(x, ' ') & swar.Differ(x, '\n') & swar.Differ(x, '\t')
		between := ^letters & swar.Tops
		n += bits.OnesCount64(letters & (between<<8 | before))
		before = between >> 56
	}
	return n
}
