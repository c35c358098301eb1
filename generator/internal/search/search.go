// Package search makes the index that a reader's browser searches, piece by
// piece and without a server.
//
// A [Document] is a page or a term of the glossary; its sections are the units
// that are found. A [Reader] takes the sections out of the HTML of a page. A
// [Segment] is what is known of a few documents that follow each other: their
// words, and where each stands. It depends on these documents alone and may be
// kept for the next index. [New] merges the segments into an [Index], the files
// that the browser loads; [AppendTexts] writes the texts that it shows of results.
//
// # Words
//
// A word is a run of letters, digits and marks (words.go). Articles and pronouns
// that end in an apostrophe are dropped, whichever apostrophe it is. The browser
// knows no stems: the lexicon lists every form that occurs, folded (small letters
// without accents, œ as oe), and gives its class. Forms of one class are the same
// to a reader: all words that fold alike or have one Snowball stem are merged,
// and what those reach in turn (classes.go). So "reversibilite" finds
// "réversibilité" and its plural although their stems differ. All spellings of a
// term of the glossary are one class too.
//
// # Weights
//
// The weight of a word in a section is that of BM25 (Robertson, Walker et al.,
// Okapi at TREC-3), with words of titles and headings counted several times
// (score.go). It is computed here, in integers, so that every machine gets the
// same bytes; the browser only adds.
//
// # Files
//
// Every file is a script that hands its data to a function K, since only scripts
// can be loaded from a folder on disk (files.go, encode.go):
//
//	meta.js        where the pieces of the lexicon begin; the only name that stays
//	l-HASH.js      a piece of it: forms, front-coded, their classes, and where the
//	               lists of these classes begin
//	p-HASH.js      lists: the sections of some classes that follow each other, with
//	               weights
//	t-HASH.js      the spellings of terms that have several words
//	HASH/12.js     document 12 and, of many guides, the next one: address, title, the
//	               text of its sections
//
// The package knows no site, and writes nothing.
package search

// Document is what can be found at one address.
type Document struct {
	URL   string // relative to the site's root
	Title string
	Lang  string // BCP 47; "" is the site's
	Term  string // the id of the term that this is; "" for a guide
	Names string // of a term: its other spellings, for reading
	// Sections are at least one: the first is what stands above all headings.
	Sections []Section
}

// Section is a stretch of a document below one heading.
type Section struct {
	ID      string // of the heading; "" for the first section
	Heading []byte
	Text    []byte // blocks with a line end between two; no other line ends
	// Subheadings are the stretches of Text that are headings, in bytes.
	Subheadings [][2]int
}

// Term is a term of the glossary, for its spellings to be one.
type Term struct {
	ID        string
	Spellings []string
}
