package search

import (
	"crypto/sha256"
	"encoding/base32"
	"slices"
	"strconv"
	"strings"
)

// Sizes of the files. Compressed, they are about two thirds of it.
const (
	minForms    = 300      // of a piece of the lexicon, unless it is the last
	maxForms    = 1000     // … at most
	maxPostings = 6 * 1024 // bytes of a piece with several lists
)

// Many is the number of documents from which on two guides have their texts in one file.
const Many = 1000

// Shared returns how many guides that follow each other have their texts in one file,
// named after the first of them, where there are so many documents. All of a file is
// loaded for one result, so one is best for readers; but of many files each takes as long
// to make, and to send to a server, as what is in it. A term, which is short, has a file
// of its own.
func Shared(documents int) int {
	if documents < Many {
		return 1
	}
	return 2
}

// Input is what an index is made of.
type Input struct {
	Options
	// Segments hold the documents. The first of these are terms of the glossary.
	Segments []*Segment
	// Texts is where the texts of the documents are: see [Folder].
	Texts string
	// TermDocuments is how many are.
	TermDocuments int
}

// documents returns how many there are.
func (in *Input) documents() (n int) {
	for _, s := range in.Segments {
		n += s.documents
	}
	return n
}

// Index is the files that the browser loads. It is immutable.
type Index struct {
	files map[string][]byte
	names []string
}

// File returns a file by its name, or nil. The texts of documents are not among
// them: see [AppendTexts].
func (x *Index) File(name string) []byte { return x.files[name] }

// Names returns the names of the files, in the order in which they were made.
func (x *Index) Names() []string { return x.names }

// Folder returns the name of the folder that is to hold the texts of documents,
// named after the number of the first in each. It changes with their order: browsers that know an
// older index never take one document for another.
func Folder(urls []string) string {
	sum := sha256.Sum256([]byte(strings.Join(urls, "\n")))
	return short(sum[:])
}

// New makes the index of the segments.
func New(in Input) *Index {
	x := &Index{files: map[string][]byte{}}
	v := newVocabulary(in.Segments, in.Terms)
	c := newClasses(v, in.Lang, in.Terms)
	lexicon := x.addLexicon(c, newMerger(in.Segments, v, c).lists())
	terms := x.addTerms(v, c, in)
	meta := `{"docs":` + quoted(in.Texts) + `,"terms":` + strconv.Itoa(in.TermDocuments) + `,"n":` + strconv.Itoa(Shared(in.documents())) + `,"t":` + quoted(terms) +
		`,"stops":` + quoted(strings.Join(stopWords(in.Lang), " ")) + `,"l":` + lexicon + "}"
	x.add("meta", []byte(meta))
	return x
}

// add adds the file of a name: the script that hands data to K. It copies the data.
func (x *Index) add(name string, data []byte) {
	x.files[name+".js"] = slices.Concat([]byte(`K("`), []byte(name), []byte(`",`), data, []byte(")\n"))
	x.names = append(x.names, name+".js")
}

// addHashed adds a file whose name holds the digest of its data, and returns that.
// It does not say where in the index the data stand, so that an edit elsewhere
// leaves the file alone.
func (x *Index) addHashed(kind string, data []byte) string {
	sum := sha256.Sum256(data)
	hash := short(sum[:])
	if name := kind + "-" + hash; x.files[name+".js"] == nil { // else two pieces are the same
		x.add(name, data)
	}
	return hash
}

// short returns the first 40 bits of a digest, in letters that no file system
// takes for each other.
func short(sum []byte) string { return strings.ToLower(base32.HexEncoding.EncodeToString(sum[:5])) }

// addLexicon adds the forms with the lists of their classes, and returns what
// meta.js says of the pieces: the form and the class that each begins with, and its
// hash.
func (x *Index) addLexicon(c *classes, lists []string) string {
	var firsts, starts, hashes []string
	known, first := 0, ""
	for rest := c.forms; ; {
		n := pieceLen(rest)
		next := known
		for _, f := range rest[:n] {
			next = max(next, int(f.class)+1)
		}
		if n == len(rest) {
			next = len(lists) // classes without a form
		}
		data := append(appendForms([]byte{'"'}, rest[:n], known), `",`...)
		firsts, starts = append(firsts, quoted(first)), append(starts, strconv.Itoa(known))
		hashes = append(hashes, quoted(x.addHashed("l", append(data, x.addLists(lists[known:next])...))))
		if rest = rest[n:]; len(rest) == 0 {
			return `{"firsts":` + list(firsts) + `,"classes":` + list(starts) + `,"hashes":` + list(hashes) + "}"
		}
		known, first = next, rest[0].text
	}
}

func quoted(text string) string { return string(appendQuoted(nil, text)) }

func list(items []string) string { return "[" + strings.Join(items, ",") + "]" }

// pieceLen returns how many forms the next piece of the lexicon has. Pieces end
// before forms that are chosen by themselves, so that a new form changes one piece
// and does not shift those behind it.
func pieceLen(forms []form) int {
	const some = 400 // every so many forms one may begin a piece
	for n := minForms; n < len(forms); n++ {
		if n == maxForms || hash(forms[n].text)%some == 0 {
			return n
		}
	}
	return len(forms)
}

// hash returns the FNV-1a hash of a text, 32 bits of it.
func hash(text string) uint32 {
	h := uint32(2166136261)
	for i := range len(text) {
		h = (h ^ uint32(text[i])) * 16777619
	}
	return h
}

// addLists adds the lists of classes that follow each other, and returns what the
// lexicon says of the pieces: the class that each begins with, counted from the
// first one, and their hashes.
func (x *Index) addLists(lists []string) string {
	var firsts, hashes []string
	var data []byte // of one piece after the other
	for class := 0; class < len(lists); {
		firsts = append(firsts, strconv.Itoa(class))
		data = append(append(append(data[:0], `["`...), lists[class]...), '"')
		for class++; class < len(lists) && len(data)+len(lists[class]) < maxPostings; class++ {
			data = append(append(append(data, `,"`...), lists[class]...), '"')
		}
		data = append(data, ']')
		hashes = append(hashes, quoted(x.addHashed("p", data)))
	}
	return list(firsts) + "," + list(hashes)
}

// addTerms adds the spellings of several words and returns the hash of their file,
// "" when there are none. A spelling is the classes of its words, without stop
// words; several of one kind belong to the first term.
func (x *Index) addTerms(v *vocabulary, c *classes, in Input) string {
	var spellings []string
	seen, stops := map[string]bool{}, stopSet(in.Lang)
	for _, t := range in.Terms {
		class := c.of[v.ids[string(termMark)+t.ID]]
		for _, spelling := range t.Spellings {
			key := c.key(v, spelling, stops)
			if key == "" || class < 0 || seen[key] {
				continue
			}
			seen[key] = true
			spellings = append(spellings, `"`+key+`":`+strconv.Itoa(int(class)))
		}
	}
	if len(seen) == 0 {
		return ""
	}
	return x.addHashed("t", []byte("{"+strings.Join(spellings, ",")+"}"))
}

// key returns the classes of the words of a spelling, or "" when these are fewer
// than two, or one occurs nowhere.
func (c *classes) key(v *vocabulary, spelling string, stops map[string]bool) string {
	var key []byte
	n := 0
	s := scanner{text: []byte(spelling)}
	for s.next() {
		if stops[Fold(string(s.small))] {
			continue
		}
		id, ok := v.ids[string(s.small)]
		if !ok || c.of[id] < 0 {
			return ""
		}
		if n++; n > 1 {
			key = append(key, ' ')
		}
		key = strconv.AppendInt(key, int64(c.of[id]), 10)
	}
	if n < 2 {
		return ""
	}
	return string(key)
}

// AppendTexts appends the script that holds the texts of documents. Its name is that
// of the file, below the index, without ".js".
func AppendTexts(w []byte, name string, documents ...Document) []byte {
	w = append(append(append(w, `K("`...), name...), '"')
	for i := range documents {
		w = documents[i].appendText(append(w, ','))
	}
	return append(w, ")\n"...)
}

func (d *Document) appendText(w []byte) []byte {
	w = append(appendQuoted(append(w, '['), d.URL), ',')
	w = append(appendQuoted(w, d.Title), ',')
	w = append(appendQuoted(w, d.Lang), ',')
	w = append(appendQuoted(w, d.Names), `,[`...)
	for i := range d.Sections {
		s := &d.Sections[i]
		if i > 0 {
			w = append(w, ',')
		}
		w = append(appendQuoted(append(w, '['), s.ID), ',')
		w = append(appendQuoted(w, s.Heading), ',')
		w = append(appendQuoted(w, s.Text), ']')
	}
	return append(w, "]]"...)
}
