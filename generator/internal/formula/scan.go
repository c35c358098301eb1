package formula

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"balise/generator/internal/quantity"
)

// token is a piece of a formula. Its kind is that of a node, or one of the
// characters ( ) , and 0 at the end of the text.
type token struct {
	kind     kind
	from, to int
	value    Quantity
	text     string
}

// scanner cuts a formula into tokens.
type scanner struct {
	text string
	at   int
}

// next returns the next token.
func (s *scanner) next() (token, *Error) {
	for s.at < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[s.at:])
		if !unicode.IsSpace(r) {
			break
		}
		s.at += size
	}
	if s.at == len(s.text) {
		return token{from: s.at, to: s.at}, nil
	}
	r, size := utf8.DecodeRuneInString(s.text[s.at:])
	switch {
	case isLetter(r) || s.isName():
		return s.name(), nil
	case r < utf8.RuneSelf && isDigit(byte(r)):
		return s.number()
	}
	t := token{kind: operator(r), from: s.at, to: s.at + size}
	if t.kind == 0 {
		return token{}, s.unknown(r, size)
	}
	s.at = t.to
	return t, nil
}

func isDigit(c byte) bool { return '0' <= c && c <= '9' }

func isLetter(r rune) bool { return r == '_' || unicode.IsLetter(r) }

func operator(r rune) kind {
	switch r {
	case '+', '*', '/', '^', '(', ')', ',':
		return kind(r)
	case '-', '−', '–':
		return minus
	case '×', '·':
		return times
	case '÷', ':':
		return divide
	}
	return 0
}

func (s *scanner) unknown(r rune, size int) *Error {
	e := &Error{Offset: s.at, Length: size, Message: fmt.Sprintf("%q cannot stand in a formula", r)}
	switch r {
	case '[':
		e.Message, e.Fix = "a unit must follow a number", "write the number before the unit, as in 36 [mois]"
	case '.':
		e.Fix = "write 0.5 for a number below 1"
	case '%':
		e.Message, e.Fix = "% must follow a number", "write a number before it, as in 10 %"
	case ';':
		e.Fix = "separate arguments with a comma"
	case '=':
		e.Fix = "write only what stands to the right of ="
	default:
		e.Fix = "write names, numbers, + - * / ^ and parentheses"
	}
	return e
}

// isName tells whether digits begin a name rather than a number: 3-ans.
func (s *scanner) isName() bool {
	return isDigit(s.text[s.at]) && strings.ContainsFunc(s.text[s.at:s.nameEnd()], isLetter)
}

// name reads a name.
func (s *scanner) name() token {
	end := s.nameEnd()
	t := token{kind: name, from: s.at, to: end, text: s.text[s.at:end]}
	s.at = end
	return t
}

// nameEnd returns where the name at hand ends: letters and digits, perhaps joined
// by hyphens.
func (s *scanner) nameEnd() int {
	end := s.at
	for end < len(s.text) {
		r, size := utf8.DecodeRuneInString(s.text[end:])
		next, _ := utf8.DecodeRuneInString(s.text[end+size:])
		if !isNameRune(r) && (r != '-' || !isNameRune(next)) {
			break
		}
		end += size
	}
	return end
}

func isNameRune(r rune) bool { return isLetter(r) || unicode.IsDigit(r) || unicode.IsMark(r) }

// number reads a number and the unit after it.
func (s *scanner) number() (token, *Error) {
	from := s.at
	end := digits(s.text, from)
	if end+1 < len(s.text) && s.text[end] == '.' && isDigit(s.text[end+1]) {
		end = digits(s.text, end+1)
	}
	if err := s.wrongNumber(from, end); err != nil {
		return token{}, err
	}
	t := token{kind: number, from: from, to: end, text: s.text[from:end]}
	value, err := parseFloat(t.text, from)
	if err != nil {
		return token{}, err
	}
	t.value.Range = quantity.Exact(value)
	s.at = end
	err = s.unit(&t)
	return t, err
}

func digits(text string, at int) int {
	for at < len(text) && isDigit(text[at]) {
		at++
	}
	return at
}

// wrongNumber tells what is wrong with a number as people write it elsewhere.
func (s *scanner) wrongNumber(from, end int) *Error {
	rest := s.text[end:]
	if len(rest) > 1 && rest[0] == ',' && isDigit(rest[1]) {
		to := digits(s.text, end+1)
		return &Error{from, to - from, "a comma separates arguments, it is no decimal mark",
			"write " + s.text[from:end] + "." + s.text[end+1:to] + ", or a space after the comma"}
	}
	r, size := utf8.DecodeRuneInString(rest)
	blank := len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	switch {
	case size > 0 && (isLetter(r) || r == '.'):
		return &Error{end, size, fmt.Sprintf("%q cannot follow a number", r), "write a unit in brackets, as in 36 [mois]"}
	case blank > 0 && blank < len(rest) && isDigit(rest[blank]):
		to := digits(s.text, end+blank)
		return &Error{from, to - from, "two numbers without an operator between them",
			"write thousands without a space: " + s.text[from:end] + s.text[end+blank:to]}
	}
	return nil
}

// unit reads the unit after a number: [mois], [EUR/mois] or %.
func (s *scanner) unit(t *token) *Error {
	rest := s.text[s.at:]
	from := s.at + len(rest) - len(strings.TrimLeftFunc(rest, unicode.IsSpace))
	switch {
	case strings.HasPrefix(s.text[from:], "%"):
		t.value.Unit, _ = quantity.ParseUnit("%")
		s.at = from + 1
	case strings.HasPrefix(s.text[from:], "["):
		length := strings.IndexByte(s.text[from:], ']')
		if length < 0 {
			return &Error{from, len(s.text) - from, "a bracket is not closed", "write ] after the unit"}
		}
		s.at = from + length + 1
		return t.setUnit(s.text[from+1:from+length], from+1)
	}
	t.to = s.at
	return nil
}

func (t *token) setUnit(text string, at int) *Error {
	if strings.TrimSpace(text) == "" {
		return &Error{at - 1, len(text) + 2, "the brackets are empty", "write a unit in them, or leave them out"}
	}
	u, err := quantity.ParseUnit(text)
	t.value.Unit = u
	t.to = at + len(text) + 1
	if wrong, ok := err.(*quantity.UnitError); ok {
		return &Error{at + wrong.Offset, max(wrong.Length, 1), wrong.Message, wrong.Fix}
	}
	return nil
}
