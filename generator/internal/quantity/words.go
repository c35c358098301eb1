package quantity

import (
	"slices"
	"strconv"
	"unicode"
	"unicode/utf8"
)

// word reads the number in words at a place, if there is one, and returns where to
// go on: after it, or after the identifier that begins there.
func (f *finder) word(at int) int {
	s := speller{finder: f, from: at, to: at, limit: endless, room: endless}
	if f.words == nil || !s.read(at) {
		return f.identifier(at)
	}
	if f.goesOn(s.to) && !f.isRange(s.to) && !f.isUnitAfterHyphen(s.to) || f.isFraction(s.to) {
		return f.identifier(s.to)
	}
	f.money = false
	n := reading{Number: Number{From: at, To: s.to, Words: true}, start: at}
	if !f.complete(&n, s) {
		return f.identifier(s.to)
	}
	f.found = append(f.found, n)
	return n.UnitTo
}

// complete reads what follows a number in words.
func (f *finder) complete(n *reading, s speller) bool {
	half := f.half(&n.To)
	if end, e, ok := f.multiplier(n.To); half && ok {
		v := number(strconv.FormatInt(s.value(), 10), e, true)
		n.To, n.Values, n.plain, n.Steps, n.factor = end, []float64{v}, []float64{v}, []float64{tenPower(e) / 2}, 1
		n.UnitTo = end
		f.unit(n, true)
		return !f.isClock(n)
	}
	n.UnitTo = n.To
	f.unit(n, s.linked)
	if n.HasUnit && !half {
		half = f.half(&n.UnitTo)
	}
	value := float64(s.value())
	n.factor = float64(s.factor)
	n.plain = []float64{value / n.factor}
	step := n.factor
	if half {
		step /= 2
		value += step
	}
	n.Values, n.Steps = []float64{value}, []float64{step}
	n.Article = s.words == 1 && value == 1
	return !f.isClock(n)
}

// isRange tells whether a hyphen and another number word stand at a place.
func (f *finder) isRange(at int) bool {
	from := at + utf8.RuneLen(max(f.rune(at), 0))
	n, ok := f.words[fold(f.text[from:f.letters(from)])]
	return ok && (n.kind == add || n.kind == score || n.kind == hundred)
}

// isFraction tells whether the word after a number makes it a fraction: deux tiers.
func (f *finder) isFraction(at int) bool {
	from := f.space(at)
	word := fold(f.text[from:f.letters(from)])
	return from > at && isFractionWord(word)
}

// isFractionWord tells whether a folded word names a part of one.
func isFractionWord(word string) bool {
	return slices.Contains([]string{"tiers", "quart", "quarts", "cinquieme", "cinquiemes", "dixieme", "dixiemes",
		"third", "thirds", "quarter", "quarters", "fifth", "fifths", "tenth", "tenths"}, word)
}

// speller adds up the words of one number. High holds what is settled for good,
// low the thousands and cur the rest.
type speller struct {
	*finder
	from, to       int
	high, low, cur int64
	limit          int64 // the next multiplier must be less than this
	room           int64 // what may be added to cur is less than this
	factor         int64 // the multiplier that the number ends with, else 1
	words          int
	linked         bool  // de may stand before the unit
	closed         bool  // only de and a larger multiplier may follow
	least          int64 // what may be added is at least this: dix-sept
}

// endless is more than any word.
const endless = 1e12

func (s *speller) value() int64 { return s.high + s.low + s.cur }

// read reads number words from a place on and tells whether they make a number.
func (s *speller) read(at int) bool {
	s.factor = 1
	if s.lang == "en" {
		at = s.article(at)
	}
	for {
		from, ok := at, true
		if s.words > 0 {
			from, ok = s.gap(at)
		}
		if !ok {
			break
		}
		to := s.letters(from)
		n, known := s.lookup(from, to)
		if known && !isDigitRune(s.rune(to)) && s.take(n) {
			s.words++
			s.to, at = to, to
			continue
		}
		if !s.connector(from, to) {
			break
		}
		at = to
	}
	return s.words > 0
}

func (s *speller) lookup(from, to int) (numeral, bool) {
	const longest = 24 // bytes in the longest word, decomposed and in capitals
	if from == to || to-from > longest {
		return numeral{}, false
	}
	n, ok := s.finder.words[fold(s.text[from:to])]
	return n, ok
}

func isDigitRune(r rune) bool { return unicode.IsDigit(r) || r == '_' }

// article passes over the a of "a hundred", a number of one.
func (s *speller) article(at int) int {
	to := s.letters(at)
	next := s.space(to)
	if next == to || fold(s.text[at:to]) != "a" {
		return at
	}
	if n, ok := s.lookup(next, s.letters(next)); !ok || n.kind == add {
		return at
	}
	s.cur, s.room = 1, 0
	return next
}

// gap returns where the next word may begin: after white space or a hyphen.
func (s *speller) gap(at int) (next int, ok bool) {
	if r := s.rune(at); isHyphen(r) {
		return at + utf8.RuneLen(r), true
	}
	next = s.space(at)
	return next, next > at
}

// connector tells whether text[from:to] is et, and or de between two words of the
// number; the word after it is then one that goes on with the number.
func (s *speller) connector(from, to int) bool {
	next, ok := s.gap(to)
	if s.words == 0 || !ok {
		return false
	}
	end := s.letters(next)
	n, found := s.lookup(next, end)
	if !found {
		return false
	}
	try := *s
	switch fold(s.text[from:to]) {
	case "et":
		return n.kind == add && (n.value == 1 || n.value == 11 && s.room == 20) && s.room > 1 && try.take(n)
	case "and":
		return n.kind == add && s.room >= 100 && !s.between(s.from) && !s.multiplies(end) && try.take(n)
	case "de":
		return s.closed && (n.kind == plurals || n.kind == big) && try.take(n)
	}
	return false
}

// multiplies tells whether the word after a place is one like hundred.
func (s *speller) multiplies(at int) bool {
	from, ok := s.gap(at)
	if !ok {
		return false
	}
	n, found := s.lookup(from, s.letters(from))
	return found && n.kind != add
}
