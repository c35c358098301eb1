package register

import (
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"balise/generator/internal/pattern"
)

// maxID is how many characters an id may have.
const maxID = 80

var words = pattern.Lazy(`^[a-z0-9]+(-[a-z0-9]+)*$`)

// isWords tells whether a text could be an id but for its length.
func isWords(text string) bool { return words().MatchString(text) }

// isID tells whether a text can be the id of an entry.
func isID(text string) bool { return len(text) <= maxID && isWords(text) }

// idFor returns the id that a text was likely meant for, or "": that of
// "Coût_sortie" is cout-sortie.
func idFor(text string) string {
	var b strings.Builder
	joined := true // a hyphen would be the first or the second in a row
	for _, c := range norm.NFD.String(ligatures.Replace(strings.ToLower(text))) {
		switch {
		case c >= 'a' && c <= 'z' || c >= '0' && c <= '9':
			b.WriteRune(c)
			joined = false
		case unicode.Is(unicode.Mn, c):
		case !joined:
			b.WriteByte('-')
			joined = true
		}
	}
	id := b.String()
	return strings.Trim(id[:min(len(id), maxID)], "-")
}

var ligatures = strings.NewReplacer("œ", "oe", "æ", "ae", "ß", "ss")
