package lexicon

// Match is a spelling found in a text.
type Match struct {
	From, To int // bytes of the text
	Entry    int // index of the entry
}

// Find appends the spellings in a text to found: whole words, ascending, none
// inside another, at each place the longest. Where a spelling of capitals and
// one that is matched whatever its case both fit, the capitals win.
//
// Words match in singular and plural, and whatever kind of apostrophe, hyphen,
// white space and Unicode form they are written with; accents count. White
// space may hold one line break; two end a paragraph and fit no spelling.
func (l *Lexicon) Find(text []byte, found []Match) []Match {
	if l == nil || len(l.entries) == 0 {
		return found
	}
	for i := 0; i < len(text); {
		if c := text[i]; class[c] == '-' {
			if !l.opens.marks[c] {
				i++
				continue
			}
		} else if i+3 <= len(text) && l.opens.refuses(c, text[i+1], text[i+2]) {
			i = skip(text, i)
			continue
		}
		first := next(text, i)
		if to, entry := l.longest(text, i, first); to > i {
			found = append(found, Match{From: i, To: to, Entry: entry})
			i = to
			continue
		}
		i = first.to
	}
	return found
}

// longest returns the end and the entry of the longest spelling that begins
// with the token first at from; the end is 0 when there is none.
func (l *Lexicon) longest(text []byte, from int, first token) (to, entry int) {
	at := l.tree.child(0, first, text[from:first.to])
	for end := first.to; at != 0; {
		n := &l.tree.nodes[at]
		if n.ends() {
			if e, ok := n.accepts(text[from:end]); ok && endsWord(text, end) {
				to, entry = end, e
			}
		}
		if !n.more || end == len(text) {
			break
		}
		if n.space != 0 && text[end] == ' ' && end+1 < len(text) && !l.tree.nodes[n.space].begin.begins(text[end+1]) {
			break // mostly
		}
		t := next(text, end)
		at = l.tree.child(at, t, text[end:t.to])
		end = t.to
	}
	if to > 0 && !beginsWord(text, from) {
		return 0, 0
	}
	return to, entry
}
