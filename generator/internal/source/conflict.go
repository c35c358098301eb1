package source

import "bytes"

// conflict finds the first line that Git writes where two versions of a text could not be
// merged: <<<<<<< and a name. One within a block of code shows what that looks like. It
// returns where the line begins, or -1.
func conflict(text []byte) int {
	mark := []byte("<<<<<<< ")
	for at := 0; ; at++ {
		i := bytes.IndexByte(text[at:], mark[0])
		if i < 0 {
			return -1
		}
		at += i
		if bytes.HasPrefix(text[at:], mark) && (at == 0 || text[at-1] == '\n') && !InCode(text[:at]) {
			return at
		}
	}
}

// InCode tells whether a block of code between fences is open at the end of a text.
func InCode(text []byte) bool {
	fences := 0
	for line := range bytes.Lines(text) {
		if line = bytes.TrimLeft(line, " "); bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~")) {
			fences++
		}
	}
	return fences%2 == 1
}
