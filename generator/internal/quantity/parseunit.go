package quantity

import (
	"fmt"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// UnitError says what is wrong in the text of a unit, where, and how to mend it.
type UnitError struct {
	Offset, Length int // bytes in the text; Length may be 0 at its end
	Message, Fix   string
}

// Error returns the message.
func (e *UnitError) Error() string { return e.Message }

const longestUnit = 200 // bytes

// ParseUnit reads a unit: factors separated by / and *, each perhaps with a whole
// power ("EUR/poste/mois", "EUR*mois", "kg*m^2", "1/an", "%", "jours ouvrés/an").
// A factor may be several words. The empty text and "1" are no unit. The error is
// a *[UnitError].
func ParseUnit(text string) (Unit, error) {
	if len(text) > longestUnit {
		return Unit{}, &UnitError{0, len(text), "the unit is too long", fmt.Sprintf("write at most %d characters", longestUnit)}
	}
	parts, err := parseParts(text)
	if err != nil {
		return Unit{}, err
	}
	return compose(parts), nil
}

// parseParts reads the factors in a text as they come.
func parseParts(text string) ([]part, *UnitError) {
	if strings.TrimSpace(text) == "" {
		return nil, nil
	}
	var parts []part
	sign := 1
	for at := 0; ; {
		end := at + len(text[at:])
		if i := strings.IndexAny(text[at:], "/*·×"); i >= 0 {
			end = at + i
		}
		p, skip, err := parsePart(text, at, end)
		if err != nil {
			return nil, err
		}
		if !skip {
			p.power *= sign
			parts = append(parts, p)
		}
		if end == len(text) {
			return parts, nil
		}
		sign = 1
		if text[end] == '/' {
			sign = -1
		}
		_, size := utf8.DecodeRuneInString(text[end:])
		at = end + size
	}
}

// parsePart reads text[from:to], one factor and its power. A 1 at the beginning
// stands for no factor: skip.
func parsePart(text string, from, to int) (p part, skip bool, err *UnitError) {
	name := text[from:to]
	from += len(name) - len(strings.TrimLeftFunc(name, unicode.IsSpace))
	name = strings.TrimSpace(name)
	if name == "1" && strings.TrimSpace(text[:from]) == "" {
		return part{}, true, nil
	}
	if name == "" {
		return part{}, false, &UnitError{from, 0, "a factor is missing in the unit", `write a name on both sides of / and *`}
	}
	name, power, err := cutPower(name, from)
	if err != nil {
		return part{}, false, err
	}
	if err := checkFactor(name, from); err != nil {
		return part{}, false, err
	}
	p = named(name)
	p.power = power
	return p, false, nil
}

// cutPower cuts ^2, ² or ³ off a factor that begins at an offset.
func cutPower(name string, from int) (rest string, power int, err *UnitError) {
	for i, super := range []string{"²", "³"} {
		if rest, ok := strings.CutSuffix(name, super); ok {
			return rest, i + 2, nil
		}
	}
	rest, digits, ok := strings.Cut(name, "^")
	if !ok {
		return name, 1, nil
	}
	digits = strings.TrimSpace(digits)
	power, failed := strconv.Atoi(digits)
	if failed != nil || power < 1 || power > highestPower {
		at := from + len(rest) + 1
		return "", 0, &UnitError{at, len(name) - len(rest) - 1, fmt.Sprintf("%q is no power of a unit", digits), "write a small whole number, as in m^2"}
	}
	return strings.TrimSpace(rest), power, nil
}

// checkFactor tells what keeps a text from being the name of a factor.
func checkFactor(name string, from int) *UnitError {
	for i, r := range name {
		if i == 0 && !unicode.IsLetter(r) && !isSign(r) || !isFactorRune(r) {
			_, size := utf8.DecodeRuneInString(name[i:])
			return &UnitError{from + i, size, fmt.Sprintf("%q cannot stand here in a unit", r), "write a unit such as EUR/poste/mois"}
		}
	}
	for _, word := range []string{"par", "per"} {
		if before, after, ok := strings.Cut(name, " "+word+" "); ok && !strings.EqualFold(name, "per cent") {
			return &UnitError{from + len(before) + 1, len(word), fmt.Sprintf("%q is not written in a unit", word),
				fmt.Sprintf("write %s/%s", strings.TrimSpace(before), strings.TrimSpace(after))}
		}
	}
	if name == "" {
		return &UnitError{from, 0, "a factor is missing in the unit", "write a name before the power"}
	}
	return nil
}

func isSign(r rune) bool { return strings.ContainsRune("€$£¥%‰°", r) }

func isFactorRune(r rune) bool {
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) || isSign(r) || unicode.IsSpace(r) || strings.ContainsRune("'’-‑._", r))
}

// named returns the factor with a name: a known one, or one of the author's own,
// whose words are read in the singular.
func named(name string) part {
	words := strings.Fields(norm.NFC.String(name))
	if s, ok := known(strings.Join(words, " ")); ok {
		return part{key: s.key(), text: s.text(), kind: s.kind}
	}
	for i, word := range words {
		words[i] = singular(word)
	}
	text := strings.Join(words, " ")
	if s, ok := known(text); ok {
		return part{key: s.key(), text: s.text(), kind: s.kind}
	}
	return part{key: strings.ToLower(text), text: text, kind: thing}
}
