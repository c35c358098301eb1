package formula

import (
	"fmt"
	"math"

	"balise/generator/internal/quantity"
)

// Eval computes the formula. Lookup gives the values of names; it may be called
// more than once for a name. A percentage counts as the pure number it is, so the
// result never has the unit %. The error is an *[Error] at the operator, function
// or name at fault.
func (f *Formula) Eval(lookup func(name string) (Quantity, bool)) (Quantity, error) {
	e := evaluator{lookup: lookup}
	q := e.eval(f.root)
	if e.err != nil {
		return Quantity{}, e.err
	}
	return q, nil
}

type evaluator struct {
	lookup func(name string) (Quantity, bool)
	err    *Error // the first one
}

func (e *evaluator) fail(n *node, message, fix string) Quantity {
	if e.err == nil {
		e.err = &Error{n.from, n.length, message, fix}
	}
	return Quantity{}
}

func (e *evaluator) eval(n *node) Quantity {
	args := make([]Quantity, 0, 2)
	for _, arg := range n.args {
		args = append(args, e.eval(arg))
		if e.err != nil {
			return Quantity{}
		}
	}
	q := e.apply(n, args)
	if e.err == nil && !(isFinite(q.Range.Min) && isFinite(q.Range.Max)) {
		return e.fail(n, "the result is too large a number", "")
	}
	return q
}

func isFinite(x float64) bool { return !math.IsInf(x, 0) && !math.IsNaN(x) }

func (e *evaluator) apply(n *node, args []Quantity) Quantity {
	switch n.kind {
	case number:
		return plain(n.value)
	case name:
		q, ok := e.lookup(n.text)
		if !ok {
			return e.fail(n, fmt.Sprintf("no value for %q", n.text), "")
		}
		return plain(q)
	case call:
		return e.call(n, args)
	case negate:
		r := args[0].Range
		return Quantity{quantity.Range{Min: -r.Max, Max: -r.Min}, args[0].Unit}
	case exponent:
		r, ok := args[0].Range.Pow(n.power)
		if !ok {
			return e.fail(n, "division by a value that may be 0", "")
		}
		return Quantity{r, args[0].Unit.Pow(n.power)}
	}
	return e.binary(n, args[0], args[1])
}

// plain returns a percentage as a pure number and any other quantity as it is.
func plain(q Quantity) Quantity {
	scale := q.Unit.Scale()
	switch {
	case scale < 1:
		parts := math.Round(1 / scale)
		q.Range.Min /= parts
		q.Range.Max /= parts
	case scale > 1:
		q.Range = q.Range.Mul(quantity.Exact(scale))
	}
	q.Unit = q.Unit.Plain()
	return q
}

// maybeZero says of a range that holds 0 that it does, unless it is 0 itself.
func maybeZero(r quantity.Range) string {
	if r.IsExact() {
		return ""
	}
	return ", which may be 0"
}

func (e *evaluator) binary(n *node, a, b Quantity) Quantity {
	switch n.kind {
	case times:
		return Quantity{a.Range.Mul(b.Range), a.Unit.Mul(b.Unit)}
	case divide:
		r, ok := a.Range.Div(b.Range)
		if !ok {
			return e.fail(n, fmt.Sprintf("division by %s%s", tell(b), maybeZero(b.Range)), "")
		}
		return Quantity{r, a.Unit.Div(b.Unit)}
	}
	verb := "add"
	if n.kind == minus {
		verb = "subtract"
	}
	if !e.same(n, verb, a, b) {
		return Quantity{}
	}
	if n.kind == minus {
		return Quantity{a.Range.Sub(b.Range), a.Unit}
	}
	return Quantity{a.Range.Add(b.Range), a.Unit}
}

// same fails unless two quantities have one unit.
func (e *evaluator) same(n *node, verb string, a, b Quantity) bool {
	if a.Unit.Equal(b.Unit) {
		return true
	}
	joint := " and "
	if verb == "round" {
		joint = " to "
	}
	message := fmt.Sprintf("cannot %s %s%s%s", verb, unitName(a.Unit), joint, unitName(b.Unit))
	e.fail(n, message, conversion(a.Unit, b.Unit))
	return false
}

func unitName(u quantity.Unit) string {
	if u.IsNone() {
		return "a number without a unit"
	}
	return u.String()
}

// conversion says how to turn one of two units into the other, if there is an
// exact way.
func conversion(a, b quantity.Unit) string {
	large, small := a, b
	factor, ok := quantity.Convert(a, b)
	if ok && factor < 1 {
		large, small = b, a
		factor, ok = quantity.Convert(b, a)
	}
	switch {
	case !ok:
		return "bring both to the same unit"
	case factor == 1:
		return fmt.Sprintf("write the unit the same way in both: %s or %s", a, b)
	}
	return fmt.Sprintf("multiply what is in %s by %s [%s]", large, plainNumber(factor), small.Div(large))
}

// tell writes a range for a message.
func tell(q Quantity) string {
	if q.Range.IsExact() {
		return plainNumber(q.Range.Min)
	}
	return plainNumber(q.Range.Min) + " to " + plainNumber(q.Range.Max)
}
