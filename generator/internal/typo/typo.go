// Package typo sets the text of a block as a typographer would: spaces that do not break,
// guillemets, apostrophes, ellipses, dashes, numbers with their units. Authors type what their
// keyboard has; readers see what a book has.
//
// A [Setter] reads the text of a block (a paragraph, a heading, a table cell) as one, whatever
// marks stand in it, and returns [Edit] values: what to write in place of which bytes. So a space
// before a mark that stands in bold, or quotes around emphasis, come out right. Some of the text
// is frozen: code, addresses, pictures, what is filled in later, words in another language. It is
// never changed; what it begins and ends with counts for its neighbours. [Text] does the same for
// a text without marks, such as a title or an attribute.
//
// French has the full rules, those of the Lexique of the Imprimerie nationale: U+202F before
// ; ! ? and between thousands; U+00A0 before a colon, within « », between a number and its unit,
// a day and its month, n° and a number, M. and a name, and within – incises –; “ ” inside « »; ’
// for apostrophes; … for three dots; – for a hyphen between spaces; − before a number and ×
// between two; raised letters in ordinals. English has quotes, apostrophes, ellipses and dashes,
// and keeps a number with the sign of its unit. Other languages have the apostrophe between two
// Latin letters and nothing else: what is right in one language is a fault in another. Nothing is
// set in a language that is not told. The first part of a language tag counts: fr-CA is fr.
//
// Setting a text that has been set changes nothing; a text in which quotes and hyphens stand so
// that this could not hold is left as it is. Letters and digits stay what they are, but for
// the x between two numbers and the ending of ordinals (2ème is 2e). Addresses, paths, times,
// ratios, versions and {{ holes }} are left alone. Where straight quotes do not pair, no quote of
// the block is changed.
//
// [Setter.Findings] tells what is a fault but the author's to mend. The package knows nothing of
// Markdown or HTML: characters are what the reader sees.
package typo

// Span is a stretch of a text, in bytes.
type Span struct{ Start, End int }

// Unknown stands in a text for something frozen that is not a space: a picture, code. Something
// that ends with a number is better given as a digit.
const Unknown = "\ufffc"

// Setter sets texts in one language. It keeps its room from one text to the next, so it costs
// nothing to set many; one goroutine at a time may use it.
type Setter struct {
	rules rules
	rare  *[256]bool // the bytes at which a rule may begin

	s        []byte
	frozen   []Span
	edits    []Edit
	findings []Finding
	quotes   quotes
	dashes   []dash
	singles  []int // where single quotes are open

	noHole, noAngles bool // no "}}", no ">>" after here

	doubtful bool // there are marks whose meaning depends on what stands around them
	again    *Setter
	text     []byte // of Text
	made     []byte // the text as set, and what is frozen in it
	moved    []Span
}

// New returns a setter for a language, a BCP 47 tag.
func New(lang string) *Setter {
	p := &Setter{}
	p.rules, p.rare = rulesOf(lang)
	return p
}

// Set returns the edits that a text needs, from left to right; they do not overlap. The frozen
// spans ascend. The result holds until the next call.
func (p *Setter) Set(text []byte, frozen []Span) []Edit {
	p.set(text, frozen)
	if p.doubtful && len(p.edits) > 0 && !p.isStable(text, frozen) {
		p.edits = p.edits[:0]
	}
	return p.edits
}

// set finds the edits that the rules ask for.
func (p *Setter) set(text []byte, frozen []Span) {
	p.s, p.frozen = text, frozen
	p.pass(false)
	if p.quotes.measures && !p.quotes.paired() {
		p.pass(true)
	}
	p.finishQuotes()
	p.finishDashes()
	p.doubled()
	p.ligatures()
	p.settle()
	p.s, p.frozen = nil, nil
}

// Findings returns what the last text set has that is wrong and was left as it is, from left to
// right. The result holds until the next text is set.
func (p *Setter) Findings() []Finding { return p.findings }

// Text sets a text without marks; nothing can be raised in it.
func (p *Setter) Text(s string) string {
	if p.isPlain(s) {
		p.findings = p.findings[:0]
		return s
	}
	p.text = append(p.text[:0], s...)
	edits := p.Set(p.text, nil)
	if len(edits) == 0 {
		return s
	}
	b, from := p.made[:0], 0
	for _, e := range edits {
		b = append(append(b, s[from:e.Start]...), e.Text()...)
		from = int(e.End)
	}
	p.made = append(b, s[from:]...)
	return string(p.made)
}

// isPlain tells whether no rule begins anywhere in a text.
func (p *Setter) isPlain(s string) bool {
	for i := range len(s) {
		if p.rare[s[i]] {
			return false
		}
	}
	return true
}

// Text sets one text without marks.
func Text(lang, s string) string { return New(lang).Text(s) }
