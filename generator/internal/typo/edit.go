package typo

// Edit says what to write in place of the bytes from Start to End. Where they are none, it goes
// before the byte at Start and belongs to the mark that holds this byte.
type Edit struct {
	Start, End int32
	with       piece
}

// Text returns what is to be written.
func (e Edit) Text() string { return e.with.String() }

// Raised tells whether this is the ending of an ordinal, to be written above the line where that
// is possible.
func (e Edit) Raised() bool { return e.with >= er }

// piece is a text that rules put in; there are few of them.
type piece uint8

const (
	space piece = iota
	nbsp
	nnbsp
	apostrophe
	ellipsis
	enDash
	emDash
	minus
	cross
	leftGuillemet // with the space within
	rightGuillemet
	leftDouble
	rightDouble
	leftSingle
	er // what follows is raised
	ers
	re
	res
	nd
	nde
	e
	es
)

// String returns the text itself.
func (p piece) String() string {
	return [...]string{
		" ", "\u00a0", "\u202f", "’", "…", "–", "—", "−", "×", "«\u00a0", "\u00a0»", "“", "”", "‘",
		"er", "ers", "re", "res", "nd", "nde", "e", "es",
	}[p]
}
