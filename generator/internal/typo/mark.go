package typo

import "bytes"

// mark sets the space before one of ; ! ? and the colon.
func (p *Setter) mark(i int, with piece) {
	after := p.next(i + 1)
	if !endsWord(after) {
		return // of a name, a ratio, a time, an expression
	}
	from := p.back(i)
	before := p.prev(from)
	switch {
	case before == 0, isOpener(before), p.quotes.opensBefore(from), isApostrophe(before) && isEdge(p.prev(from-len(string(before)))):
		return
	case from == i && (isMark(before) || before == '/'): // ?!, /!\
		return
	case from < i && isSmiley(p.s[i], after):
		return
	case p.s[i] == ':' && (after == ':' || p.isEmoji(from, i) || p.isDrive(i)):
		return
	}
	p.claim(from, i, with)
}

// endsWord tells whether r may follow the last mark of a word.
func endsWord(r rune) bool {
	switch r {
	case '.', ',', '"', '\'', '–', '—', '-', '(', '*', '«', '“', '>', 0xFFFC:
		return true
	}
	return isEdge(r) || isMark(r) || isCloser(r)
}

func isMark(r rune) bool {
	switch r {
	case ';', ':', '!', '?', '…':
		return true
	}
	return false
}

// isSmiley tells whether a mark behind a space and what follows it are a face: :-) ;)
func isSmiley(mark byte, after rune) bool {
	return (mark == ':' || mark == ';') && (after == ')' || after == '(' || after == '-')
}

// isEmoji tells whether the colon at i closes a name such as :tada:.
func (p *Setter) isEmoji(from, i int) bool {
	const longest = 32
	start := i
	for start > 0 && i-start < longest && (isWord(rune(p.s[start-1])) || p.s[start-1] == '-' || p.s[start-1] == '+') {
		start--
	}
	return from == i && start < i && start > 0 && p.s[start-1] == ':' && isEdge(p.prev(start-1))
}

// isDrive tells whether the colon at i ends the name of a drive: le disque D:
func (p *Setter) isDrive(i int) bool {
	if i == 0 || p.s[i-1] < 'A' || p.s[i-1] > 'Z' {
		return false
	}
	end := p.back(i - 1)
	if end == i-1 {
		return false
	}
	for _, word := range []string{"disque", "lecteur", "partition", "volume"} {
		if bytes.HasSuffix(p.s[:end], []byte(word)) {
			return true
		}
	}
	return false
}

// address returns the end of the address or the path that has its colon at i, else i.
func (p *Setter) address(i int) int {
	r := p.next(i + 1)
	if r != '\\' && r != '/' || !isWord(p.prev(i)) {
		return i
	}
	to := i + 1
	for to < len(p.s) && spaceAt(p.s, to) == 0 && !isAddressEnd(p.next(to)) {
		to++
	}
	for to > i && bytes.IndexByte([]byte(".,;:!?)]'"), p.s[to-1]) >= 0 {
		to--
	}
	return to
}

func isAddressEnd(r rune) bool {
	switch r {
	case '"', '<', '>', '«', '»', '“', '”', '…', 0xFFFC:
		return true
	}
	return false
}

// hole returns the end of {{ … }} at i.
func (p *Setter) hole(i int) int {
	if p.noHole || !hasAt(p.s, i, "{{") {
		return i + 1
	}
	n := bytes.Index(p.s[i:], []byte("}}"))
	if n < 0 {
		p.noHole = true
		return i + 1
	}
	return i + n + 2
}
