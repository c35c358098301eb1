package search

import (
	"strconv"
	"strings"
	"unicode/utf8"
)

// Numbers are written in the 90 characters from # to ~ that stand for themselves
// in a JavaScript string within HTML: all but <, \ and what comes before #.

// base is the half of them: a digit below it ends a number, another one goes on.
const base = 45

// cutMark begins a list of postings that does not hold all.
const cutMark = '!'

// digit returns the character for a value from 0 to 89.
func digit(n int) byte {
	c := '#' + n
	if c >= '<' {
		c++
	}
	if c >= '\\' {
		c++
	}
	return byte(c)
}

// value is the inverse of digit.
func value(c byte) int {
	n := int(c) - '#'
	if c > '\\' {
		n--
	}
	if c > '<' {
		n--
	}
	return n
}

// appendNumber writes a number, its lowest digit first. Every number is written in
// one way alone.
func appendNumber(w []byte, n int) []byte {
	for n >= base {
		w = append(w, digit(base+(n-base)%base))
		n = (n - base) / base
	}
	return append(w, digit(n))
}

// readNumber is the inverse of appendNumber; it returns what is left.
func readNumber(s string) (n int, rest string) {
	for i, unit := 0, 1; i < len(s); i, unit = i+1, unit*base {
		v := value(s[i])
		n += v * unit
		if v < base {
			return n, s[i+1:]
		}
	}
	return n, ""
}

// sectionBits is how much of a place is left for the section.
const sectionBits = 5

// appendPlace writes a document, as the distance to another, and a section.
func appendPlace(w []byte, distance, section int) []byte {
	const last = 1<<sectionBits - 1
	w = appendNumber(w, distance<<sectionBits|min(section, last))
	if section >= last {
		w = appendNumber(w, section-last)
	}
	return w
}

// readPlace is the inverse of appendPlace.
func readPlace(s string) (distance, section int, rest string) {
	const last = 1<<sectionBits - 1
	n, rest := readNumber(s)
	distance, section = n>>sectionBits, n&last
	if section == last {
		n, rest = readNumber(rest)
		section += n
	}
	return distance, section, rest
}

// appendForms writes sorted forms. Each is written as the number of UTF-16 units
// it shares with the one before, in base 36, and the rest of it; then, unless its
// class is the next new one, ";" and how many classes that is back; then ",".
// No form holds these marks. known is how many classes came before.
func appendForms(w []byte, forms []form, known int) []byte {
	before := ""
	for _, f := range forms {
		same, units := shared(before, f.text)
		w = append(strconv.AppendInt(w, int64(units), 36), f.text[same:]...)
		if int(f.class) == known {
			known++
		} else {
			w = strconv.AppendInt(append(w, ';'), int64(known-int(f.class)), 10)
		}
		w = append(w, ',')
		before = f.text
	}
	return w
}

// shared returns how much of its beginning a text shares with another, at most 35
// units: in bytes and in UTF-16 units.
func shared(a, b string) (bytes, units int) {
	for bytes < min(len(a), len(b)) && units < 35 {
		r, size := utf8.DecodeRuneInString(b[bytes:])
		if !strings.HasPrefix(a[bytes:], b[bytes:bytes+size]) || r > 0xffff {
			break
		}
		bytes += size
		units++
	}
	return bytes, units
}

// isSpecial tells for each byte whether it may not stand for itself in a quoted text,
// by itself or with those behind it.
var isSpecial = func() (table [256]bool) {
	for c := range byte(' ') {
		table[c] = true
	}
	table['"'], table['\\'], table['<'], table[lineEnd[0]] = true, true, true, true
	return table
}()

// lineEnd is what U+2028 and U+2029 begin with, which JavaScript takes for line ends.
const lineEnd = "\xe2\x80"

// appendQuoted writes a text as a JavaScript string that may stand in HTML. The
// text is UTF-8; a character that is cut off stays so.
func appendQuoted[T string | []byte](w []byte, text T) []byte {
	const hex = "0123456789abcdef"
	w = append(w, '"')
	from := 0
	for i := 0; i < len(text); i++ {
		c := text[i]
		if !isSpecial[c] {
			continue
		}
		if c == lineEnd[0] && (i+2 >= len(text) || text[i+1] != lineEnd[1] || text[i+2] != 0xa8 && text[i+2] != 0xa9) {
			continue
		}
		w = append(w, text[from:i]...)
		from = i + 1
		switch {
		case c == '\n':
			w = append(w, `\n`...)
		case c == lineEnd[0]:
			w = append(append(w, `\u202`...), hex[text[i+2]&0xf])
			from = i + 3
		case c == '"' || c == '\\':
			w = append(w, '\\', c)
		default:
			w = append(w, '\\', 'u', '0', '0', hex[c>>4], hex[c&0xf])
		}
	}
	return append(append(w, text[from:]...), '"')
}
