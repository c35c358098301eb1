package typo

import "bytes"

// quotes are the quotation marks of a text: what is open, and those that will be set.
type quotes struct {
	list  []quote
	stack []rune // what is open: '"', '«', '“', '„' and '<' for <<
	open  int    // how many of them are straight
	odd   int    // where a straight quote has no other half, -1 if nowhere
	cross bool   // typed quotes do not pair

	inches   bool // a quote behind a digit means inches
	measures bool // one has closed a quotation
}

// quote is one to be set.
type quote struct {
	at, width int
	opens     bool
	depth     int // how many quotations it is in
}

func (q *quotes) reset(inches bool) {
	q.list, q.stack = q.list[:0], q.stack[:0]
	q.open, q.odd, q.cross = 0, -1, false
	q.inches, q.measures = inches, false
}

// paired tells whether each quote that can be set has its other half.
func (q *quotes) paired() bool { return q.odd < 0 && q.open == 0 && !q.cross }

// opensBefore tells whether a quote that opens ends at i; it is the last one noted.
func (q *quotes) opensBefore(i int) bool {
	n := len(q.list)
	return n > 0 && q.list[n-1].at+q.list[n-1].width == i && q.list[n-1].opens
}

// top returns what was opened last, 0 when nothing is open.
func (q *quotes) top() rune {
	if len(q.stack) == 0 {
		return 0
	}
	return q.stack[len(q.stack)-1]
}

func (q *quotes) push(kind rune, at, width int) {
	if width > 0 {
		q.list = append(q.list, quote{at, width, true, len(q.stack)})
	}
	if q.stack = append(q.stack, kind); kind == '"' {
		q.open++
	}
}

// pop closes what was opened last.
func (q *quotes) pop(at, width int) {
	n := len(q.stack) - 1
	if q.stack[n] == '"' {
		q.open--
	}
	q.stack = q.stack[:n]
	if width > 0 {
		q.list = append(q.list, quote{at, width, false, n})
	}
}

// straight finds out whether the quote at i opens or closes, or is a sign for inches or nothing at
// all, and returns where to go on.
func (p *Setter) straight(i int) int {
	q := &p.quotes
	p.doubtful = true
	before, after := p.prev(i), p.next(i+1)
	starts := isEdge(before) || isOpener(before) || before == '<' || isApostrophe(before) && isLetter(after) || q.opensBefore(i)
	ends := endsQuote(after)
	switch {
	case after == '"' && (isEdge(before) || isOpener(before)) && endsQuote(p.next(i+2)):
		return i + 2 // nothing is quoted
	case isDigit(before) && (q.inches || q.open == 0):
	case starts && ends && q.open > 0, !starts && q.open > 0: // " so "
		q.measures = q.measures || isDigit(before)
		p.closeStraight(i)
	case starts && ends && after != 0, starts && !ends, q.open == 0 && !ends && !isWord(before):
		q.push('"', i, 1)
	case q.odd < 0:
		q.odd = i
	}
	return i + 1
}

// endsQuote tells whether a quote before r closes rather than opens.
func endsQuote(r rune) bool { return isEdge(r) || isCloser(r) || isMark(r) || r == '>' }

func (p *Setter) closeStraight(i int) {
	q := &p.quotes
	if q.top() != '"' || p.skip(q.lastOpen()+1) >= i {
		if q.odd < 0 {
			q.odd = i // it crosses another quotation, or there is nothing within
		}
		return
	}
	q.pop(i, 1)
}

// lastOpen returns where the straight quote stands that was opened last.
func (q *quotes) lastOpen() int { return q.lastOpenAt(len(q.stack) - 1) }

// lastOpenAt does the same for what is within so many quotations.
func (q *quotes) lastOpenAt(depth int) int {
	for k := len(q.list) - 1; k >= 0; k-- {
		if q.list[k].depth == depth && q.list[k].opens {
			return q.list[k].at
		}
	}
	return -1
}

// curly reads “ ” or „ at i. In French, those that are in no guillemets become guillemets.
func (p *Setter) curly(i int) {
	q := &p.quotes
	p.doubtful = true
	width := 3
	if p.rules != french {
		width = 0
	}
	switch top := q.top(); {
	case p.s[i+2] == 0x9E:
		q.push('„', i, 0)
	case p.s[i+2] == 0x9C && top == '„':
		q.pop(i, 0)
	case p.s[i+2] == 0x9C:
		q.push('“', i, width)
	case top == '“':
		q.pop(i, width)
	case top == '„':
		q.pop(i, 0)
	default:
		q.cross = true
	}
}

// opening sets the space behind the « at i.
func (p *Setter) opening(i int) {
	to := p.skip(i + 2)
	if isWord(p.prev(i)) || to == len(p.s) {
		return // it closes, as in German
	}
	p.quotes.push('«', i, 0)
	switch {
	case hasAt(p.s, to, "»"):
	case to > i+2:
		p.claim(i+2, to, nbsp)
	default: // as a part of the mark, whatever markup stands behind it
		p.claim(i, i+2, leftGuillemet)
	}
}

// closing sets the space before the » at i, or behind one that begins a paragraph of a
// long quotation.
func (p *Setter) closing(i int) {
	q := &p.quotes
	from := p.back(i)
	before, after := p.prev(from), p.next(i+2)
	switch top := q.top(); {
	case top == '«':
		q.pop(i, 0)
	case top == '"' || top == '“':
		q.cross = true
	case isEdge(p.prev(i)) && isLetter(after):
		return // it opens, as in German
	}
	switch {
	case before == '«':
	case before != 0:
		p.claim(from, i, nbsp)
	case isSpace(after):
		p.claim(i+2, p.skip(i+2), nbsp)
	}
}

// angles reads << and >>, which are « and » where they pair.
func (p *Setter) angles(i int) int {
	c, q := p.s[i], &p.quotes
	to := i + 1
	for to < len(p.s) && p.s[to] == c {
		to++
	}
	if to-i != 2 {
		return to
	}
	p.doubtful = true
	switch before := p.prev(i); {
	case isDigit(p.prev(p.back(i))) && isDigit(p.next(p.skip(to))): // 1 << 4
	case c == '<' && (isEdge(before) || isOpener(before) || isApostrophe(before) || q.opensBefore(i)):
		if p.noAngles = p.noAngles || !bytes.Contains(p.s[to:], []byte(">>")); !p.noAngles {
			q.push('<', i, 2)
		}
	case c == '>' && q.top() == '<' && endsWord(p.next(to)):
		q.pop(i, 2)
	}
	return to
}

// finishQuotes sets the quotes when all of them pair: one too many may be any of them.
func (p *Setter) finishQuotes() {
	q := &p.quotes
	if p.rules <= plain || len(q.list) == 0 && q.odd < 0 {
		return
	}
	if !q.paired() || q.top() == '<' || q.top() == '“' {
		p.unpaired()
		return
	}
	for _, one := range q.list {
		open, shut := p.marksAt(one.depth)
		from, to := one.at, one.at+one.width
		switch {
		case p.rules == french && one.depth == 0 && one.opens:
			p.claim(from, p.skip(to), open)
		case p.rules == french && one.depth == 0:
			p.claim(p.back(from), to, shut)
		case one.opens:
			p.claim(from, to, open)
		default:
			p.claim(from, to, shut)
		}
	}
}

// marksAt returns the quotes for a quotation that is within so many others.
func (p *Setter) marksAt(depth int) (open, shut piece) {
	switch {
	case p.rules == french && depth == 0:
		return leftGuillemet, rightGuillemet
	case p.rules == french && depth > 1, p.rules == english && depth%2 == 1:
		return leftSingle, apostrophe
	}
	return leftDouble, rightDouble
}
