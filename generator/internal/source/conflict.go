package source

import "bytes"

// conflict finds the first line that Git writes where two versions of a text could not be
// merged: <<<<<<< and a name. One within a block of code shows what that looks like. It
// returns where the line begins, or -1.
func conflict(text []byte) int {
	mark := []byte("<<<<<<< ")
	if !bytes.Contains(text, mark) {
		return -1
	}
	at, inCode := 0, false
	for line := range bytes.Lines(text) {
		if !inCode && bytes.HasPrefix(line, mark) {
			return at
		}
		inCode = inCode != isFence(line)
		at += len(line)
	}
	return -1
}

// InCode tells whether a block of code between fences is open at the end of a text.
func InCode(text []byte) bool {
	inCode := false
	for line := range bytes.Lines(text) {
		inCode = inCode != isFence(line)
	}
	return inCode
}

// isFence tells whether a line opens or closes a block of code.
func isFence(line []byte) bool {
	line = bytes.TrimLeft(line, " ")
	return bytes.HasPrefix(line, []byte("```")) || bytes.HasPrefix(line, []byte("~~~"))
}
