package site

import (
	"fmt"
	"math"
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
	for i := range m.Numbers {
		if agrees(f, &m.Numbers[i], m.Text, lang) {
			continue
		}
		value := c.notes[c.spoken(lang)].facts[f.ID].Value
		fix := fmt.Sprintf("write %s, or leave the text empty: [](fact:%s)", value, f.ID)
		if m.Plain || m.InHeading {
			fix = "write " + value
		}
		c.problems = append(c.problems, c.linesOf(g).At(int(m.TextFrom), int(m.TextTo), diag.Diagnostic{
			Code: diag.FactText, Message: fmt.Sprintf("the text says %q, the register says %q", m.Text, value), Fix: fix,
			Related: []diag.Related{{Place: f.At, Message: "the fact"}},
		}))
		return
	}
}

// agrees tells whether a number in a text is one of a fact's: one of its values,
// in its unit or in one that time can be told in as well, or the year it is of.
func agrees(f *register.Fact, n *quantity.Number, text, lang string) bool {
	if n.Article || !n.HasUnit && f.AsOf != "" && hasValue(n, yearOf(f.AsOf)) {
		return true
	}
	factor, ok := 1.0, true
	if n.HasUnit && f.Value.IsNumber {
		factor, ok = worth(n.Unit, f.Unit)
	}
	if !ok {
		return false
	}
	for _, want := range factValues(f, lang) {
		if hasNear(n, want/factor, slack(f, n, text)) {
			return true
		}
	}
	return false
}

func yearOf(asOf string) float64 {
	year, _ := strconv.Atoi(asOf[:min(4, len(asOf))])
	return float64(year)
}

// factValues returns the numbers of a fact.
func factValues(f *register.Fact, lang string) []float64 {
	if f.Value.IsNumber {
		return []float64{f.Value.Range.Min, f.Value.Range.Max}
	}
	var values []float64
	for _, n := range quantity.Find(f.Value.Text, lang) {
		values = append(values, n.Values...)
	}
	return values
}

// worth returns what one of a unit in a text is worth in the unit of a fact. The
// text may name the beginning of the unit alone: "30 €" for EUR/poste/mois.
func worth(text, fact quantity.Unit) (factor float64, ok bool) {
	if fact.IsNone() || text.Equal(fact) {
		return 1, true
	}
	if factor, ok := quantity.Convert(text, fact); ok {
		return factor, true
	}
	for name := fact.String(); ; {
		cut := strings.LastIndexAny(name, "/* ")
		if cut < 0 {
			return 0, false
		}
		name = name[:cut]
		head, err := quantity.ParseUnit(name)
		if err != nil {
			continue
		}
		if factor, ok := quantity.Convert(text, head); ok || text.Equal(head) {
			return max(factor, 1), true
		}
	}
}

// slack is how far a number may be from its fact: only what computes a fact has
// more digits than people write.
func slack(f *register.Fact, n *quantity.Number, text string) float64 {
	if f.Kind != register.Computed {
		return 0
	}
	digits := text[n.From:n.To]
	decimals := 0
	if i := strings.LastIndexAny(digits, ",."); i >= 0 {
		decimals = len(digits) - i - 1
	}
	return 0.5 * math.Pow(10, -float64(decimals))
}

func hasValue(n *quantity.Number, want float64) bool { return hasNear(n, want, 0) }

// hasNear tells whether a number may mean a value. A text may say of a negative
// number that something falls by so much.
func hasNear(n *quantity.Number, want, slack float64) bool {
	slack += 1e-9 * math.Max(1, math.Abs(want))
	for _, v := range n.Values {
		if math.Abs(v-want) <= slack || !n.Signed && math.Abs(v+want) <= slack {
			return true
		}
	}
	return false
}
