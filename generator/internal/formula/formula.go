// Package formula reads and computes the formulas of computed facts, with units
// checked: "forfait-mensuel * 36 [mois] + entree".
//
// [Parse] reads a formula once; [Formula.Names] says which facts it reads and
// [Formula.Eval] computes it from their values, each a [Quantity]. What is wrong
// is an [Error] that says where in the formula's text, why, and what to write.
//
// A formula means the same wherever it is computed: every operation is one of
// IEEE double arithmetic, in the order of the text, never fused with another.
// Percentages become pure numbers, divided by 100, before anything is computed
// with them. Units are never converted silently.
//
// The package does not know what a fact is; names are looked up by the caller.
package formula

import "balise/generator/internal/quantity"

// Formula is a parsed formula. It is immutable and may be shared. [Parse] makes it.
type Formula struct {
	root  *node
	names []Name
}

// Name is one use of a name in a formula, at an offset in bytes.
type Name struct {
	Text   string
	Offset int
}

// Quantity is a range of numbers with a unit.
type Quantity struct {
	Range quantity.Range
	Unit  quantity.Unit
}

// Error is what is wrong with a formula. Offset and Length are bytes in its text
// and lie within it; Length is 0 only at the end of the text. Fix may be empty.
type Error struct {
	Offset, Length int
	Message, Fix   string
}

// Error returns the message.
func (e *Error) Error() string { return e.Message }

// Names returns every use of a name, in the order of the text. It is not to be
// written to.
func (f *Formula) Names() []Name { return f.names }

// node is an operation, a function, a name or a number. From and length are the
// place that is at fault when it fails: the operator, the name.
type node struct {
	kind         kind
	from, length int
	text         string // of a name, a function, a number
	value        Quantity
	args         []*node
	power        int
}

type kind byte

const (
	number   kind = 'n'
	name     kind = 'a'
	call     kind = 'f'
	negate   kind = 'm'
	plus     kind = '+'
	minus    kind = '-'
	times    kind = '*'
	divide   kind = '/'
	exponent kind = '^'
)

// function is what a formula may call.
type function struct{ least, most int } // arguments; most 0 is no limit

func functions(name string) (function, bool) {
	switch name {
	case "min", "max":
		return function{1, 0}, true
	case "round":
		return function{1, 2}, true
	case "floor", "ceil":
		return function{1, 1}, true
	}
	return function{}, false
}
