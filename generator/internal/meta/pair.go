package meta

import (
	"fmt"
	"strings"

	"balise/generator/internal/pattern"
)

var (
	// uncoloned is a line "key value" or "key = value".
	uncoloned = pattern.Lazy(`^([a-z][a-z0-9_-]*)(\s*=\s*|\s+)(\S.*?)\s*$`)
	// certain is a value that nobody writes as the second word of a text.
	certain = pattern.Lazy(`^(?:\[.*\]|\{.*\}|"[^"]*"|'[^']*'|true|false|\d{4}-\d\d-\d\d)$`)
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
