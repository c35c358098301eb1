package formula

import (
	"fmt"
	"math"

	"balise/generator/internal/quantity"
)

// call computes a function. Each is monotone, so that of a range is that of its
// ends.
func (e *evaluator) call(n *node, args []Quantity) Quantity {
	if n.text == "round" {
		return e.round(n, args)
	}
	for _, arg := range args[1:] {
		if !e.same(n, "compare", args[0], arg) {
			return Quantity{}
		}
	}
	q := args[0]
	switch n.text {
	case "min":
		for _, arg := range args[1:] {
			q.Range = quantity.Range{Min: min(q.Range.Min, arg.Range.Min), Max: min(q.Range.Max, arg.Range.Max)}
		}
	case "max":
		for _, arg := range args[1:] {
			q.Range = quantity.Range{Min: max(q.Range.Min, arg.Range.Min), Max: max(q.Range.Max, arg.Range.Max)}
		}
	case "floor":
		q.Range = quantity.Range{Min: math.Floor(q.Range.Min), Max: math.Floor(q.Range.Max)}
	case "ceil":
		q.Range = quantity.Range{Min: math.Ceil(q.Range.Min), Max: math.Ceil(q.Range.Max)}
	}
	return q
}

// round rounds to a multiple of a step, 1 when it is not given and in the unit of
// what it rounds when it has none of its own. Half is rounded upwards, as
// browsers do it: floor(x / step + 0.5) * step. A step below 1 that divides it, such as
// 0.01, is used as the whole number 1 / step, which gives the nearest decimal.
func (e *evaluator) round(n *node, args []Quantity) Quantity {
	q, step := args[0], 1.0
	if len(args) == 2 {
		if !args[1].Range.IsExact() || args[1].Range.Min <= 0 {
			return e.fail(n, fmt.Sprintf("cannot round to a step of %s", tell(args[1])), "give a step above 0, as in round(x, 10)")
		}
		if u := args[1].Unit; !u.IsNone() && !e.same(n, "round", q, args[1]) {
			return Quantity{}
		}
		step = args[1].Range.Min
	}
	q.Range = quantity.Range{Min: nearest(q.Range.Min, step), Max: nearest(q.Range.Max, step)}
	return q
}

func nearest(x, step float64) float64 {
	if parts := math.Floor(1/step + 0.5); step < 1 && 1/parts == step {
		return math.Floor(float64(x*parts)+0.5) / parts
	}
	return float64(math.Floor(x/step+0.5) * step)
}
