package formula

import (
	"strconv"
	"strings"
)

// String returns the formula in one fixed form, with as few parentheses as keep
// its meaning. [Parse] reads it back as a formula with the same values.
func (f *Formula) String() string {
	var b strings.Builder
	write(&b, f.root, 0)
	return b.String()
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
func write(b *strings.Builder, n *node, least int) {
	if n.rank() < least {
		b.WriteByte('(')
		defer b.WriteByte(')')
	}
	switch n.kind {
	case number:
		b.WriteString(n.text)
		writeUnit(b, n.value.Unit.String())
	case name:
		b.WriteString(n.text)
	case call:
		b.WriteString(n.text + "(")
		for i, arg := range n.args {
			if i > 0 {
				b.WriteString(", ")
			}
			write(b, arg, 0)
		}
		b.WriteByte(')')
	case negate:
		b.WriteByte('-')
		write(b, n.args[0], 3)
	case exponent:
		write(b, n.args[0], 5)
		b.WriteString("^" + strconv.Itoa(n.power))
	default:
		write(b, n.args[0], n.rank())
		b.WriteString(" " + string(rune(n.kind)) + " ")
		write(b, n.args[1], n.rank()+1)
	}
}

func writeUnit(b *strings.Builder, unit string) {
	switch unit {
	case "":
	case "%":
		b.WriteString(" %")
	default:
		b.WriteString(" [" + unit + "]")
	}
}

// plainNumber writes a number for a message.
func plainNumber(x float64) string { return strconv.FormatFloat(x, 'g', 12, 64) }
