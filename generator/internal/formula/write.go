package formula

import (
	"strconv"
	"strings"
)

// Notation says how the parts of a formula are written.
type Notation struct {
	Name     func(name string) string
	Number   func(q Quantity) string
	Operator func(op rune) string // + - * / between two values, with its spaces; ~ before one
	Call     func(function string, args []string) string
	Power    func(base string, n int) string
}

// Write returns the formula in a notation, with as few parentheses as keep its
// meaning.
func (f *Formula) Write(in Notation) string { return in.write(f.root, 0) }

// String returns the formula in one fixed form. [Parse] reads it back as a formula
// with the same values.
func (f *Formula) String() string {
	return f.Write(Notation{
		Name:   func(name string) string { return name },
		Number: func(q Quantity) string { return plainDigits(q.Range.Min) + unitBehind(q.Unit.String()) },
		Operator: func(op rune) string {
			if op == '~' {
				return "-"
			}
			return " " + string(op) + " "
		},
		Call:  func(function string, args []string) string { return function + "(" + strings.Join(args, ", ") + ")" },
		Power: func(base string, n int) string { return base + "^" + strconv.Itoa(n) },
	})
}

// rank says how tightly a node binds: sums 1, products 2, signs 3, powers 4.
func (n *node) rank() int {
	switch n.kind {
	case plus, minus:
		return 1
	case times, divide:
		return 2
	case negate:
		return 3
	case exponent:
		return 4
	}
	return 5
}

// write writes a node, in parentheses when it binds less than least.
func (in Notation) write(n *node, least int) string {
	text := in.bare(n)
	if n.rank() < least {
		return "(" + text + ")"
	}
	return text
}

// bare writes a node without parentheses round it.
func (in Notation) bare(n *node) string {
	switch n.kind {
	case number:
		return in.Number(n.value)
	case name:
		return in.Name(n.text)
	case call:
		args := make([]string, len(n.args))
		for i, arg := range n.args {
			args[i] = in.write(arg, 0)
		}
		return in.Call(n.text, args)
	case negate:
		return in.Operator('~') + in.write(n.args[0], 3)
	case exponent:
		return in.Power(in.write(n.args[0], 5), n.power)
	}
	return in.write(n.args[0], n.rank()) + in.Operator(rune(n.kind)) + in.write(n.args[1], n.rank()+1)
}

func unitBehind(unit string) string {
	switch unit {
	case "":
		return ""
	case "%":
		return " %"
	}
	return " [" + unit + "]"
}

// plainDigits writes a number of a formula with all its digits.
func plainDigits(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }

// plainNumber writes a number for a message.
func plainNumber(x float64) string { return strconv.FormatFloat(x, 'g', 12, 64) }
