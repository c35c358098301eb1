package source

import (
	"bytes"

	"balise/generator/internal/pattern"
)

// conflict finds the first line that Git writes where two versions of a text could not be
// merged: <<<<<<< and a name. One within a block of code shows what that looks like. It
// returns where the line begins, or -1.
func conflict(text []byte) int {
	mark := []byte("<<<<<<< ")
	if !bytes.Contains(text, mark) {
		return -1
	}
	at, code := 0, fence{}
	for line := range bytes.Lines(text) {
		if code.next(line); !code.isOpen() && bytes.HasPrefix(line, mark) {
			return at
		}
		at += len(line)
	}
	return -1
}

// InCode tells whether a block of code between fences is open at the end of a text.
func InCode(text []byte) bool {
	code := fence{}
	for line := range bytes.Lines(text) {
		code.next(line)
	}
	return code.isOpen()
}

// fence is what opened a block of code: so many of a character, behind marks of lists and
// quotations or not. It is zero where none is open.
type fence struct {
	char   byte
	n      int
	indent int  // of a line that belongs to the item of a list that holds the block
	quoted bool // the block is in a quotation
}

func (f *fence) isOpen() bool { return f.n > 0 }

// next takes the next line of a text.
func (f *fence) next(line []byte) {
	line = bytes.TrimRight(line, " \t\r\n")
	if f.isOpen() && f.endsBefore(line) {
		*f = fence{}
	}
	rest := bytes.TrimLeft(line, " \t>")
	if !f.isOpen() {
		rest = line[len(containers().Find(line)):]
	}
	n := 0
	for n < len(rest) && rest[n] == rest[0] {
		n++
	}
	switch {
	case n < 3 || rest[0] != '`' && rest[0] != '~':
	case f.isOpen():
		if rest[0] == f.char && n >= f.n && n == len(rest) {
			*f = fence{}
		}
	case rest[0] == '~' || bytes.IndexByte(rest[n:], '`') < 0:
		*f = fence{char: rest[0], n: n, quoted: line[0] == '>'}
		if !f.quoted && bytes.TrimLeft(line, " \t")[0] != f.char {
			f.indent = len(line) - len(rest)
		}
	}
}

// endsBefore tells whether the item or the quotation that holds the block ends before a line.
func (f *fence) endsBefore(line []byte) bool {
	if f.quoted {
		return len(line) == 0 || line[0] != '>'
	}
	indent := len(line) - len(bytes.TrimLeft(line, " "))
	return len(line) > 0 && line[0] != '\t' && indent < f.indent
}

// containers is what stands before a block at the beginning of a line: the marks of lists
// and quotations.
var containers = pattern.Lazy(`^(?:[ \t]|>|[-+*][ \t]|\d{1,9}[.)][ \t])*`)
