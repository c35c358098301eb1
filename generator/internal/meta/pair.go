package meta

import (
	"fmt"
	"strings"

	"balise/generator/internal/pattern"
)

// What nobody writes within a text: unspoken, and a text in quotes.
const (
	unspoken = `\[[^\[\]]*\]|\{[^{}]*\}|true|false|\d{4}-\d\d-\d\d`
	inQuotes = `"(?:[^"\\]|\\.)*"|'[^']*'`
)

var (
	// uncoloned is a line "key value" or "key = value".
	uncoloned = pattern.Lazy(`^([a-z][a-z0-9_-]*)(\s*=\s*|\s+)(\S.*?)\s*$`)
	// certain is what can only be a value.
	certain = pattern.Lazy(`^(?:` + unspoken + `|` + inQuotes + `)$`)
	// joinedPair is a value with a key and its value behind it: "2026-01-01 lang: fr" or
	// "Un guide tags: [a]", but not "Le but: tout dire".
	joinedPair = pattern.Lazy(`^(?:(?:` + unspoken + `|` + inQuotes + `)[ \t]+([a-z][a-z0-9_-]*:(?:[ \t].*)?)|[^"'\[{].*?[ \t]+([a-z][a-z0-9_-]*:[ \t]+(?:` + unspoken + `)))$`)
	// beginsPair is a value that begins with a key.
	beginsPair = pattern.Lazy(`^[a-z][a-z0-9_-]*:[ \t]+\S`)
)

// pairIn returns the pair that was meant by a line whose colon is missing, or "". sure
// tells that nothing else can be meant.
func (doc *document) pairIn(text string) (key, pair string, sure bool) {
	m := uncoloned().FindStringSubmatch(text)
	if m == nil {
		return "", "", false
	}
	key, pair = m[1], m[1]+": "+m[3]
	return key, pair, strings.Contains(m[2], "=") || certain().MatchString(m[3]) || doc.hasKey(key)
}

// hasKey tells whether a line of the text begins with a key.
func (doc *document) hasKey(key string) bool {
	for _, line := range doc.lines {
		if m := keyed().FindStringSubmatchIndex(line); m != nil && line[m[4]:m[5]] == key {
			return true
		}
	}
	return strings.HasPrefix(doc.example(), key+":")
}

// pairFix says what to do with a line that has no colon. To indent it makes it part
// of the value above, where that is one that can go on.
func (doc *document) pairFix(n int) string {
	line := doc.lines[n]
	key, pair, sure := doc.pairIn(strings.TrimLeft(line, " "))
	goesOn := n > 0 && isMapping(append(doc.lines[:n:n], "  "+line))
	switch {
	case sure, pair != "" && !goesOn:
		return "write " + pair
	case pair != "":
		return fmt.Sprintf("write %s if %s is a key; indent it by two spaces if it continues the value above", pair, key)
	case goesOn:
		return "indent it by two spaces if it continues the value above, or remove it"
	}
	return "write key: value, or remove it"
}

// joinedFault finds a second pair on the line of a key at an offset, whose value is
// at another: one that follows the value, or the first of those below.
func (doc *document) joinedFault(n, key, value int) *fault {
	line := strings.TrimRight(doc.lines[n], " \t")
	if m := joinedPair().FindStringSubmatch(line[value:]); m != nil {
		pair := m[1] + m[2]
		return &fault{line: n, at: len(line) - len(pair), message: "a second key stands on this line", fix: ownLine(pair, key)}
	}
	below := n + 1
	for below < len(doc.lines) && strings.TrimSpace(doc.lines[below]) == "" {
		below++
	}
	if below == len(doc.lines) || indentOf(doc.lines[below]) <= key || !keyed().MatchString(doc.lines[below]) || !beginsPair().MatchString(line[value:]) {
		return nil
	}
	return &fault{line: n, at: value, message: "a key that belongs below stands on this line", fix: ownLine(line[value:], indentOf(doc.lines[below]))}
}

// ownLine says to move a pair to a line of its own with so many spaces before it.
func ownLine(pair string, indent int) string {
	fix := "put " + pair + " on a line of its own"
	if indent > 0 {
		fix += ", and begin it with " + spaces(indent)
	}
	return fix
}
