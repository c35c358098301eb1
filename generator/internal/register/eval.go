package register

import (
	"fmt"
	"math"
	"strconv"

	"balise/generator/internal/diag"
	"balise/generator/internal/formula"
	"balise/generator/internal/quantity"
)

// eval evaluates the formula of a fact whose inputs have their values, and
// compares the result with the value that the author wrote beside it.
func (r *reader) eval(d *draft) {
	if d.Kind != Computed {
		return
	}
	stated := d.Value
	d.Value = Value{IsNumber: true}
	if d.Formula == nil || d.doubtful || !r.isReady(d) {
		return
	}
	result, err := d.Formula.Eval(func(name string) (formula.Quantity, bool) {
		input := r.facts[name]
		return formula.Quantity{Range: input.Value.Range, Unit: input.Unit}, true
	})
	if err != nil {
		r.formulaFault(d, err)
		return
	}
	if !result.Unit.Equal(d.Unit.Plain()) {
		r.otherUnit(d, result.Unit)
		return
	}
	value := inUnit(result.Range, d.Unit)
	d.Value.Range, d.Value.Known = value, true
	switch {
	case !stated.Known:
	case agrees(stated.Range.Min, value.Min, d.decimals[0]) && agrees(stated.Range.Max, value.Max, d.decimals[1]):
		d.Value = stated
	default:
		r.report(d.m.ValuePlace("value"), diag.Diagnostic{
			Code: diag.FactStale, Message: fmt.Sprintf("the value is %s, but the formula gives %s", write(stated.Range), d.rounded(value)),
			Fix: "write value: " + d.rounded(value) + ", or leave value out", Related: []diag.Related{{Place: d.FormulaAt, Message: "the formula"}},
		})
	}
}

// isReady tells whether all inputs of a fact have numbers, and reports those that
// are texts.
func (r *reader) isReady(d *draft) bool {
	ready := true
	for _, id := range d.Inputs {
		input := r.drafts[id]
		if input == nil || input.doubtful || !input.Value.Known {
			ready = false // reported there
			continue
		}
		if !input.Value.IsNumber {
			ready = false
			r.report(d.uses(id), diag.Diagnostic{
				Code: diag.FactFormula, Message: fmt.Sprintf("the value of %q is a text, and a formula needs numbers", id),
				Fix: fmt.Sprintf("give %s a number, or take it out of the formula", id), Related: []diag.Related{{Place: input.m.ValuePlace("value"), Message: "the text"}},
			})
		}
	}
	return ready
}

// inUnit returns a number without unit as so many of a unit such as %.
func inUnit(r quantity.Range, u quantity.Unit) quantity.Range {
	parts := math.Round(1 / u.Scale())
	return quantity.Range{Min: r.Min * parts, Max: r.Max * parts}
}

// agrees tells whether a number is the rounded form of another, to the decimals
// that it is written with.
func agrees(stated, computed float64, decimals int) bool {
	return math.Abs(stated-computed) <= 0.5*math.Pow(10, -float64(decimals))+1e-12*math.Abs(computed)
}

// rounded writes a computed value with the decimals of the one that the author
// wrote.
func (d *draft) rounded(r quantity.Range) string {
	low, high := strconv.FormatFloat(r.Min, 'f', d.decimals[0], 64), strconv.FormatFloat(r.Max, 'f', d.decimals[1], 64)
	if low == high {
		return low
	}
	return "{min: " + low + ", max: " + high + "}"
}

// otherUnit reports a formula whose result is not in the unit of its fact.
func (r *reader) otherUnit(d *draft, result quantity.Unit) {
	message := fmt.Sprintf("the formula gives %q, but the fact is in %q", result, d.Unit)
	fix := "write unit: " + result.String()
	switch {
	case d.Unit.IsNone():
		message = fmt.Sprintf("the formula gives %q, but the fact has no unit", result)
	case result.IsNone():
		message, fix = fmt.Sprintf("the formula gives a number without a unit, but the fact is in %q", d.Unit), "leave unit out"
	}
	if factor, ok := quantity.Convert(result, d.Unit.Plain()); ok && factor > 1 {
		fix += fmt.Sprintf(", or multiply the formula by %s [%s]", plain(factor), d.Unit.Plain().Div(result))
	} else if ok && factor < 1 {
		fix += fmt.Sprintf(", or divide the formula by %s [%s]", plain(math.Round(1/factor)), result.Div(d.Unit.Plain()))
	} else {
		fix += ", or correct the formula"
	}
	problem := diag.Diagnostic{Code: diag.FactUnit, Message: message, Fix: fix}
	if d.m.Has("unit") {
		problem.Related = []diag.Related{{Place: d.m.ValuePlace("unit"), Message: "the unit"}}
	}
	r.report(d.FormulaAt, problem)
}
