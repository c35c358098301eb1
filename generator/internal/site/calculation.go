package site

import (
	"errors"
	"fmt"
	"math"

	"balise/generator/internal/diag"
	"balise/generator/internal/formula"
	"balise/generator/internal/guide"
	"balise/generator/internal/quantity"
)

// calculation is a calculator worked out with its defaults. What is wrong with it
// is in the problems; results that are not known are missing.
type calculation struct {
	defaults []float64 // by the index of the input
	results  []*formula.Quantity
	problems []diag.Diagnostic

	site   *Site
	guide  *guide.Guide
	known  map[string]formula.Quantity // inputs and outputs so far
	broken map[string]bool             // those that have no value
}

// calculate works a calculator out.
func (s *Site) calculate(g *guide.Guide, c *guide.Calculator) *calculation {
	sum := &calculation{site: s, guide: g, known: map[string]formula.Quantity{}, broken: map[string]bool{}}
	for i := range c.Inputs {
		in := &c.Inputs[i]
		x, ok := sum.fallback(in)
		sum.defaults = append(sum.defaults, x)
		sum.known[in.ID], sum.broken[in.ID] = formula.Quantity{Range: quantity.Exact(x), Unit: in.Unit}, !ok
	}
	for i := range c.Outputs {
		out := &c.Outputs[i]
		q, ok := sum.output(out)
		sum.results = append(sum.results, nil)
		if sum.broken[out.ID] = !ok; ok {
			sum.known[out.ID], sum.results[i] = q, &q
		}
	}
	return sum
}

func (sum *calculation) report(at diag.Place, code diag.Code, message, fix string, related ...diag.Related) {
	sum.problems = append(sum.problems, diag.Diagnostic{Place: at, Code: code, Message: message, Fix: fix, Related: related})
}

// fallback returns the default of an input. A fact that is not known is reported
// elsewhere.
func (sum *calculation) fallback(in *guide.Input) (x float64, ok bool) {
	if !in.Fact {
		return in.Default, true
	}
	f := sum.site.in.Registers.Fact(sum.guide.Mentions[in.Mention].ID)
	if f == nil || !f.Value.Known {
		return 0, false
	}
	wrong := func(message, fix string) (float64, bool) {
		sum.report(in.DefaultPlace(), diag.AidDefault, message, fix, diag.Related{Place: f.At, Message: "the fact"})
		return 0, false
	}
	x = f.Value.Range.Min
	switch {
	case !f.Value.IsNumber:
		return wrong(fmt.Sprintf("the fact %q is a text, and a default is a number", f.ID), "write a number")
	case !f.Value.Range.IsExact():
		return wrong(fmt.Sprintf("the fact %q is a range, and a default is one number", f.ID), fmt.Sprintf("write a number, or use %s in the formula", f.ID))
	case !f.Unit.Equal(in.Unit):
		return wrong(fmt.Sprintf("the fact is in %q, the input in %q", f.Unit, in.Unit), fmt.Sprintf("write unit: %s", f.Unit))
	case !in.Holds(x):
		return wrong(fmt.Sprintf("the fact %q is not between min and max", f.ID), "change min or max")
	}
	return x, true
}

// output computes an output.
func (sum *calculation) output(out *guide.Output) (q formula.Quantity, ok bool) {
	for _, n := range out.Formula.Names() {
		if !sum.hasValue(out, n) {
			return q, false
		}
	}
	q, err := out.Formula.Eval(func(name string) (formula.Quantity, bool) { return sum.value(out, name), true })
	var fault *formula.Error
	if errors.As(err, &fault) {
		fix := fault.Fix
		if fix == "" {
			fix = "change the formula or a default"
		}
		sum.report(out.FormulaPlace(fault.Offset, fault.Length), diag.AidFormula, fault.Message, fix)
		return q, false
	}
	if !q.Unit.Equal(out.Unit.Plain()) {
		sum.otherUnit(out, q.Unit)
		return q, false
	}
	return q, true
}

// value returns what a name in a formula stands for; it has a value.
func (sum *calculation) value(out *guide.Output, name string) formula.Quantity {
	if _, ok := out.Mentions[name]; !ok {
		return sum.known[name]
	}
	f := sum.site.in.Registers.Fact(name)
	return formula.Quantity{Range: f.Value.Range, Unit: f.Unit}
}

// hasValue tells whether a name has a number, and reports it when it has a text.
func (sum *calculation) hasValue(out *guide.Output, n formula.Name) bool {
	if _, ok := out.Mentions[n.Text]; !ok {
		return !sum.broken[n.Text]
	}
	f := sum.site.in.Registers.Fact(n.Text)
	if f == nil || !f.Value.Known {
		return false
	}
	if !f.Value.IsNumber {
		sum.report(out.FormulaPlace(n.Offset, len(n.Text)), diag.AidFormula, fmt.Sprintf("the value of %q is a text, and a formula needs numbers", f.ID),
			fmt.Sprintf("give %s a number, or take it out of the formula", f.ID), diag.Related{Place: f.At, Message: "the fact"})
	}
	return f.Value.IsNumber
}

// otherUnit reports a formula whose result is not in the unit of its output.
func (sum *calculation) otherUnit(out *guide.Output, got quantity.Unit) {
	message, fix := fmt.Sprintf("the formula gives %q, but the output is in %q", got, out.Unit), "write unit: "+got.String()
	switch {
	case out.Unit.IsNone():
		message = fmt.Sprintf("the formula gives %q, but the output has no unit", got)
	case got.IsNone():
		message, fix = fmt.Sprintf("the formula gives a number without a unit, but the output is in %q", out.Unit), "leave unit out"
	}
	want := out.Unit.Plain()
	switch factor, ok := quantity.Convert(got, want); {
	case ok && factor > 1:
		fix += fmt.Sprintf(", or multiply the formula by %g [%s]", factor, want.Div(got))
	case ok && factor < 1:
		fix += fmt.Sprintf(", or divide the formula by %g [%s]", math.Round(1/factor), got.Div(want))
	default:
		fix += ", or correct the formula"
	}
	at := out.FormulaPlace(0, 1<<20)
	if unit, ok := out.UnitPlace(); ok {
		at = unit
	}
	sum.report(at, diag.AidFormula, message, fix)
}

// aids reports what is wrong with the calculators of a guide, and tells whether
// something is.
func (c *checker) aids(e *Entry) bool {
	g, wrong := c.guide(e), false
	for _, a := range g.Aids {
		if a.Calculator == nil {
			continue
		}
		for _, d := range c.calculate(g, a.Calculator).problems {
			c.problems = append(c.problems, c.linesOf(g).Excerpt(d.Place, d))
			wrong = true
		}
	}
	return wrong
}

// inUnit returns a pure number as so many of a unit such as %.
func inUnit(r quantity.Range, u quantity.Unit) quantity.Range {
	switch scale := u.Scale(); {
	case scale < 1:
		return r.Mul(quantity.Exact(math.Round(1 / scale)))
	case scale > 1:
		return quantity.Range{Min: r.Min / scale, Max: r.Max / scale}
	}
	return r
}

// shown returns a range in a unit as readers see it, and as scripts show it: what
// is next to nothing is 0, what has more than 15 digits is not shown. The value is
// a pure number where the unit is a percentage.
func shown(r quantity.Range, u quantity.Unit) (quantity.Range, bool) {
	r = inUnit(r, u)
	for _, x := range []*float64{&r.Min, &r.Max} {
		if math.Abs(*x) >= 1e15 {
			return r, false
		}
		if math.Abs(*x) < 1e-9 {
			*x = 0
		}
	}
	return r, true
}
