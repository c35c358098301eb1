package formula

import (
	"strconv"
	"strings"
)

// Program returns the formula for a machine with a stack, for browsers to compute
// what [Formula.Eval] does. Words stand behind what they work on, with single
// spaces between them:
//
//	4.5  4:7         pushes a number, or a range
//	+ - * / min max  takes two, pushes the result
//	~ floor ceil ^3  takes one; ~ changes its sign, ^3 is the third power
//	round            takes a number and the step that it is rounded to
//
// For a name it has what value returns: the words that push the pure number the
// name stands for, such as "$0 100 /" for a percentage.
func (f *Formula) Program(value func(name string) string) string {
	w := programmer{value: value}
	w.add(f.root)
	return strings.Join(w.words, " ")
}

// programmer collects the words of a program.
type programmer struct {
	value func(name string) string
	words []string
}

func (p *programmer) word(w string) { p.words = append(p.words, w) }

func (p *programmer) add(n *node) {
	switch n.kind {
	case number:
		p.word(Constant(n.value))
		return
	case name:
		p.word(p.value(n.text))
		return
	}
	p.add(n.args[0])
	switch n.kind {
	case negate:
		p.word("~")
	case exponent:
		p.word("^" + strconv.Itoa(n.power))
	case call:
		p.call(n)
	default:
		p.add(n.args[1])
		p.word(string(rune(n.kind)))
	}
}

// call adds the rest of a function whose first argument is there.
func (p *programmer) call(n *node) {
	switch {
	case n.text == "round" && len(n.args) == 1:
		p.word("1 round")
	case len(n.args) == 1 && (n.text == "floor" || n.text == "ceil"):
		p.word(n.text)
	}
	for _, arg := range n.args[1:] {
		p.add(arg)
		p.word(n.text)
	}
}

// Constant returns the word that pushes a quantity, a percentage as the pure number
// it is.
func Constant(q Quantity) string {
	r := plain(q).Range
	word := strconv.FormatFloat(r.Min, 'g', -1, 64)
	if !r.IsExact() {
		word += ":" + strconv.FormatFloat(r.Max, 'g', -1, 64)
	}
	return word
}
