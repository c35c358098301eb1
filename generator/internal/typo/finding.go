package typo

import "bytes"

// Kind says what is wrong with a stretch of text.
type Kind uint8

const (
	Accent        Kind = iota // a capital letter without its accent: « A partir », « Etat »
	EtCetera                  // etc. with an ellipsis
	DoubledSpace              // two spaces in a row
	RoundTheClock             // 24h/24 without a space
	Thousands                 // an amount without a space: 1500 €
	LoneQuote                 // a straight quote without its other half
	Ligature                  // oe for œ
)

// Finding is a fault that is the author's to mend: it would change letters, or the author alone
// knows what is meant.
type Finding struct {
	Kind       Kind
	Start, End int    // in bytes
	Want       string // what to type instead; "" where only the author knows
}

func (p *Setter) find(kind Kind, start, end int, want string) {
	if !p.isFrozen(start, end) {
		p.findings = append(p.findings, Finding{kind, start, end, want})
	}
}

// etc looks for "etc" before the ellipsis from i to to.
func (p *Setter) etc(i, to int) {
	end := p.back(i)
	start := end - len("etc")
	if start >= 0 && hasAt(p.s, start, "etc") && !isWord(p.prev(start)) {
		p.find(EtCetera, start, to, "etc.")
	}
}

// doubled looks for two spaces in a row. In English they may stand after a sentence, by habit.
func (p *Setter) doubled() {
	if !holdsPair(p.s, ' ', ' ') {
		return
	}
	for at := 0; ; {
		i := bytes.Index(p.s[at:], []byte("  "))
		if i < 0 {
			return
		}
		i += at
		at = p.skip(i)
		switch before := p.prev(i); {
		case isEdge(before) || at == len(p.s): // of an indented line, or before the end of one
		case p.rules == english && (isMark(before) || before == '.' || isCloser(before)):
		case bytes.IndexByte(p.s[i:at], '\n') < 0:
			p.find(DoubledSpace, i, at, " ")
		}
	}
}

// roundTheClock tells whether a number, its unit that ends at to and what follows are like 24h/24.
func (p *Setter) roundTheClock(n number, to int) bool {
	if p.next(to) != '/' || !isDigit(p.next(to+1)) {
		return false
	}
	end := p.digits(to + 1)
	p.find(RoundTheClock, n.start, end, string(p.s[n.start:n.end])+" "+string(p.s[n.end:end]))
	return true
}

// ungrouped looks for thousands without a space in an amount.
func (p *Setter) ungrouped(n number, unit []byte) {
	const shortest = len("1000")
	size := n.whole - n.start
	if p.rules != french || n.groups != 1 || size < shortest || !isMoney(unit) || p.s[n.start] == '0' || isGlue(p.prev(n.start)) {
		return
	}
	var want []byte
	for i, c := range p.s[n.start:n.whole] {
		if i > 0 && (size-i)%3 == 0 {
			want = append(want, ' ')
		}
		want = append(want, c)
	}
	p.find(Thousands, n.start, n.whole, string(want))
}

// unpaired notes the straight quote that has no other half.
func (p *Setter) unpaired() {
	q := &p.quotes
	at := q.odd
	for depth := len(q.stack) - 1; at < 0 && depth >= 0; depth-- {
		if q.stack[depth] == '"' {
			at = q.lastOpenAt(depth)
		}
	}
	if at >= 0 {
		p.find(LoneQuote, at, at+1, "")
	}
}
