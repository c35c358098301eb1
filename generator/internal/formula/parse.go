package formula

import (
	"fmt"
	"math"
	"strconv"
)

const (
	longest  = 2000 // bytes of a formula
	deepest  = 100  // parentheses and signs inside one another
	maxPower = 64
)

// Parse reads a formula. The error is an *[Error].
//
//	sum     = product {("+" | "-") product}
//	product = sign {("*" | "/") sign}
//	sign    = ["-" | "+"] sign | power
//	power   = atom ["^" ["-"] whole number]
//	atom    = number [unit] | name | function "(" sum {"," sum} ")" | "(" sum ")"
//
// × and · are *, ÷ and : are /, − is -. A unit stands in brackets after its number,
// % without them. Hyphens belong to names: a minus between names needs spaces.
func Parse(text string) (*Formula, error) {
	if len(text) > longest {
		return nil, &Error{longest, len(text) - longest, "the formula is too long",
			fmt.Sprintf("write at most %d characters, with facts for its parts", longest)}
	}
	p := &parser{scanner: scanner{text: text}}
	p.advance()
	root := p.sum(0)
	if p.err == nil && p.kind != 0 {
		p.err = p.unexpected("an operator")
	}
	if p.err != nil {
		return nil, p.err
	}
	return &Formula{root: root, names: p.names}, nil
}

// parser reads with one token of foresight. After the first error it only returns.
type parser struct {
	scanner
	token
	err   *Error
	names []Name
}

func (p *parser) advance() {
	if p.err == nil {
		p.token, p.err = p.next()
	}
	if p.err != nil {
		p.token = token{from: len(p.scanner.text), to: len(p.scanner.text)}
	}
}

func (p *parser) fail(err *Error) *node {
	if p.err == nil {
		p.err = err
	}
	p.token = token{from: len(p.scanner.text), to: len(p.scanner.text)}
	return &node{}
}

// unexpected describes the token that stands where something else must.
func (p *parser) unexpected(want string) *Error {
	if p.kind == 0 {
		return &Error{p.from, 0, "the formula ends where " + want + " must follow", ""}
	}
	found := p.scanner.text[p.from:p.to]
	return &Error{p.from, p.to - p.from, fmt.Sprintf("%q stands where %s must follow", found, want), ""}
}

func (p *parser) sum(depth int) *node {
	return p.binary(depth, p.product, plus, minus)
}

func (p *parser) product(depth int) *node {
	return p.binary(depth, p.sign, times, divide)
}

// binary reads operands joined by either of two operators, from the left. A chain
// makes a tree as deep as it is long; a formula's length bounds it.
func (p *parser) binary(depth int, operand func(int) *node, a, b kind) *node {
	left := operand(depth)
	for p.err == nil && (p.kind == a || p.kind == b) {
		op := &node{kind: p.kind, from: p.from, length: p.to - p.from}
		p.advance()
		op.args = []*node{left, operand(depth)}
		left = op
	}
	return left
}

func (p *parser) sign(depth int) *node {
	if depth > deepest {
		return p.fail(&Error{p.from, max(p.to-p.from, 0), "the formula is nested too deeply", "make facts of its parts"})
	}
	switch p.kind {
	case plus:
		p.advance()
		return p.sign(depth + 1)
	case minus:
		op := &node{kind: negate, from: p.from, length: p.to - p.from}
		p.advance()
		op.args = []*node{p.sign(depth + 1)}
		return op
	}
	return p.power(depth)
}

func (p *parser) power(depth int) *node {
	left := p.atom(depth)
	if p.err != nil || p.kind != exponent {
		return left
	}
	op := &node{kind: exponent, from: p.from, length: p.to - p.from, args: []*node{left}}
	p.advance()
	sign := 1
	if p.kind == minus {
		sign = -1
		p.advance()
	}
	n, err := strconv.Atoi(p.text())
	if p.err == nil && (p.kind != number || err != nil || n > maxPower || !p.value.Unit.IsNone()) {
		wrong := p.unexpected("a whole exponent")
		wrong.Fix = fmt.Sprintf("write a whole number from 0 to %d without a unit, as in 1.02^3", maxPower)
		return p.fail(wrong)
	}
	op.power = sign * n
	p.advance()
	if p.kind == exponent {
		return p.fail(&Error{p.from, p.to - p.from, "two powers in a row", "use parentheses"})
	}
	return op
}

// text returns the text of the token.
func (p *parser) text() string { return p.token.text }

func (p *parser) atom(depth int) *node {
	t := p.token
	n := &node{kind: t.kind, from: t.from, length: t.to - t.from, text: t.text, value: t.value}
	switch {
	case p.err != nil:
		return n
	case t.kind == number:
		p.advance()
	case t.kind == name:
		p.advance()
		if p.kind == '(' {
			return p.call(n, depth)
		}
		p.names = append(p.names, Name{t.text, t.from})
	case t.kind == '(':
		p.advance()
		inner := p.sum(depth + 1)
		p.close(t)
		return inner
	default:
		return p.fail(p.unexpected("a number, a name or a parenthesis"))
	}
	return n
}

// close reads the parenthesis that ends what another began.
func (p *parser) close(open token) {
	if p.err != nil {
		return
	}
	if p.kind == 0 {
		p.fail(&Error{open.from, open.to - open.from, "a parenthesis is not closed", "write ) after what it holds"})
		return
	}
	if p.kind != ')' {
		p.fail(p.unexpected("an operator or )"))
		return
	}
	p.advance()
}

// call reads the arguments of a function.
func (p *parser) call(n *node, depth int) *node {
	f, ok := functions(n.text)
	if !ok {
		return p.fail(&Error{n.from, n.length, fmt.Sprintf("no function %q", n.text), "the functions are min, max, round, floor and ceil"})
	}
	open := p.token
	n.kind = call
	for {
		p.advance()
		n.args = append(n.args, p.sum(depth+1))
		if p.kind != ',' {
			break
		}
	}
	p.close(open)
	if count := len(n.args); p.err == nil && (count < f.least || f.most > 0 && count > f.most) {
		return p.fail(&Error{n.from, n.length, fmt.Sprintf("%s does not take %d arguments", n.text, count), fmt.Sprintf("give it at most %d", f.most)})
	}
	return n
}

// parseFloat reads the digits of a number at an offset.
func parseFloat(digits string, at int) (float64, *Error) {
	x, err := strconv.ParseFloat(digits, 64)
	if err != nil || math.IsInf(x, 0) {
		return 0, &Error{at, len(digits), "the number is too large", ""}
	}
	return x, nil
}
