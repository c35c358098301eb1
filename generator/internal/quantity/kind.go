package quantity

import (
	"regexp"
	"slices"
	"strings"
)

// IsMoney tells whether a unit is an amount of money, perhaps for each of
// something.
func (u Unit) IsMoney() bool {
	return !u.IsNone() && slices.ContainsFunc(u.parts(), func(p part) bool { return p.kind == money && p.power > 0 })
}

var partOfOne = regexp.MustCompile(`\d\s?h|\d\s?/\s?\d|[¼-¾⅐-⅞]`)

// HasUnread tells whether a text says a quantity in a way that [Find] does not
// read: in hours and minutes, or as a fraction.
func HasUnread(text string) bool {
	words := strings.FieldsFunc(text, func(r rune) bool { return !isWordRune(r) })
	return partOfOne.MatchString(text) || slices.ContainsFunc(words, func(word string) bool { return isFractionWord(fold(word)) })
}
