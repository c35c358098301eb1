package site

import (
	"cmp"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/quantity"
	"balise/generator/internal/register"
)

// factText reports a text whose numbers are not those of its fact.
func (c *checker) factText(e *Entry, g *guide.Guide, m *guide.Mention) {
	f := c.in.Registers.Fact(m.ID)
	if m.Text == "" || !f.Value.Known {
		return // filled in, or reported where it cannot be computed
	}
	lang := c.langOf(g)
	j := judge{fact: f, values: factValues(f, lang)}
	if j.agrees(m.Text, m.Numbers, lang) {
		return
	}
	value := typed(c.notes[c.spoken(lang)].facts[f.ID].Value)
	fix := "write " + value
	if !m.Plain && !m.InHeading {
		fix += fmt.Sprintf(", or leave the text empty: [](fact:%s)", f.ID)
	}
	if j.isRange() && len(m.Numbers) == 1 {
		fix += "; one end alone says which it is, as in " + cmp.Or(ends[lang[:min(2, len(lang))]].example, ends["en"].example)
	}
	c.problems = append(c.problems, c.linesOf(g).At(int(m.TextFrom), int(m.TextTo), diag.Diagnostic{
		Code: diag.FactText, Message: fmt.Sprintf("the text says %q, the register says %q", m.Text, value), Fix: fix,
		Related: []diag.Related{{Place: f.At, Message: "the fact"}},
	}))
}

// typed returns a text with the spaces that a keyboard has.
func typed(text string) string {
	return strings.Map(func(r rune) rune {
		if r == '\u00a0' || r == '\u202f' {
			return ' '
		}
		return r
	}, text)
}

// judge tells whether texts say what a fact says.
type judge struct {
	fact   *register.Fact
	values []factValue
}

func (j *judge) isRange() bool { return j.fact.Value.IsNumber && len(j.values) == 2 }

// factValue is a number of a fact. Of a range there are two, the lower one first.
type factValue struct {
	number float64
	unit   quantity.Unit
}

// factValues returns the numbers of a fact.
func factValues(f *register.Fact, lang string) []factValue {
	if r := f.Value.Range; f.Value.IsNumber && r.IsExact() {
		return []factValue{{r.Min, f.Unit}}
	} else if f.Value.IsNumber {
		return []factValue{{r.Min, f.Unit}, {r.Max, f.Unit}}
	}
	var values []factValue
	for _, n := range quantity.Find(f.Value.Text, lang) {
		for _, v := range n.Values {
			values = append(values, factValue{v, n.Unit})
		}
	}
	return values
}

// agrees tells whether a text whose numbers are known says what the fact says:
// each number is one of the fact's, in its unit or in one that can tell the same,
// the ends of a range in their order. One end alone needs a word such as
// jusqu'à. A text without any number says nothing wrong, unless it tells the
// figure in a way that cannot be compared.
func (j *judge) agrees(text string, numbers []quantity.Number, lang string) bool {
	if len(numbers) == 0 {
		return !j.fact.Value.IsNumber || !quantity.HasUnread(text)
	}
	var said []int
	for i := range numbers {
		if which := j.match(&numbers[i]); which >= 0 {
			said = append(said, which)
		} else if !j.isSpare(&numbers[i], len(numbers) == 1) {
			return false
		}
	}
	switch {
	case !j.isRange() || len(said) == 0:
		return true
	case len(said) == 1:
		return saysEnd(text, lang, said[0] == 1)
	}
	return slices.IsSorted(said) && said[0] != said[len(said)-1]
}

// match returns the index of the value that a number says, the nearest one, or -1.
func (j *judge) match(n *quantity.Number) int {
	which, nearest := -1, math.Inf(1)
	for i, v := range j.values {
		factor, ok := worth(n, v.unit)
		if !ok {
			continue
		}
		if d := j.distance(n, v.number/factor); d < nearest {
			which, nearest = i, d
		}
	}
	return which
}

// isSpare tells whether a number may be none of the fact's: a word like un, or the
// year that the fact is of. Where the fact may be a year itself, that one stands
// beside another number.
func (j *judge) isSpare(n *quantity.Number, alone bool) bool {
	if n.Article {
		_, comparable := worth(n, j.fact.Unit)
		return !n.HasUnit || !comparable
	}
	year := j.fact.AsOf[:min(4, len(j.fact.AsOf))]
	return !n.HasUnit && !(alone && j.fact.Unit.IsNone()) && strconv.FormatFloat(n.Values[0], 'f', -1, 64) == year
}

// worth returns what 1 of a number in a text is worth in a unit of a fact. The
// text may name the beginning of the unit alone, as "30 €" for EUR/poste/mois, or
// no unit at all.
func worth(n *quantity.Number, fact quantity.Unit) (factor float64, ok bool) {
	if !n.HasUnit {
		return 1, true
	}
	if fact.IsNone() { // 23, which the text says of contracts
		return 1, n.Unit.Scale() == 1 && !n.Unit.IsMoney()
	}
	for name := fact.String(); ; {
		if unit, err := quantity.ParseUnit(name); err == nil {
			if factor, ok := quantity.Convert(n.Unit, unit); ok {
				return factor, true
			}
		}
		cut := strings.LastIndexAny(name, "/* ")
		if cut < 0 {
			return 0, false
		}
		name = name[:cut]
	}
}

// distance returns how far a number is from a value of the fact, infinitely when
// it does not mean it: exactly, but what computes a fact has more digits than
// people write. A text may say of a negative number that something falls by so
// much.
func (j *judge) distance(n *quantity.Number, want float64) float64 {
	nearest := math.Inf(1)
	for i, v := range n.Values {
		d := math.Abs(v - want)
		if !n.Signed {
			d = min(d, math.Abs(v+want))
		}
		slack := 1e-9 * max(1, math.Abs(want))
		if j.fact.Kind == register.Computed {
			slack += n.Steps[i] / 2
		}
		if d <= slack {
			nearest = min(nearest, d)
		}
	}
	return nearest
}

// ends are the words, by language, with which one end of a range is truly said:
// the lower one, and the upper one, with an example of it.
var ends = map[string]struct {
	lower, upper []string
	example      string
}{
	"fr": {
		[]string{"dès", "à partir d", "au moins", "pas moins d", "au minimum"},
		[]string{"jusqu'", "au plus", "pas plus d", "au maximum"}, "[jusqu'à …]",
	},
	"en": {
		[]string{"from", "at least", "no less than", "no fewer than", "a minimum of"},
		[]string{"up to", "at most", "no more than", "a maximum of"}, "[up to …]",
	},
}

// saysEnd tells whether a text says which end of a range its only number is. In a
// language whose words are not known it may.
func saysEnd(text, lang string, upper bool) bool {
	known, ok := ends[lang[:min(2, len(lang))]]
	words := known.lower
	if upper {
		words = known.upper
	}
	text = strings.ReplaceAll(strings.ToLower(text), "’", "'")
	return !ok || slices.ContainsFunc(words, func(word string) bool { return strings.Contains(text, word) })
}
