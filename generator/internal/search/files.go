package search

import (
	"crypto/sha256"
	"encoding/base32"
	"strconv"
	"strings"
)

// Sizes of the files. Compressed, they are a little less than half of it.
const (
	maxForms    = 700       // of a piece of the lexicon
	maxPostings = 20 * 1024 // bytes of a piece with several lists
)

// Input is what an index is made of.
type Input struct {
	Options
	// Segments hold the documents. The first of these are terms of the glossary.
	Segments []*Segment
	// Texts is where the texts of the documents are: see [Folder].
	Texts string
	// TermDocuments is how many are.
	TermDocuments int
	// Spellings are those of all terms of the glossary, with documents or without.
	Spellings []Term
}

// Index is the files that the browser loads. It is immutable.
type Index struct {
	files map[string][]byte
	names []string
}

// File returns a file by its name, or nil. The texts of documents are not among
// them: see [Document.AppendFile].
func (x *Index) File(name string) []byte { return x.files[name] }

// Names returns the names of the files, in the order in which they were made.
func (x *Index) Names() []string { return x.names }

// Folder returns the name of the folder that is to hold the texts of documents,
// named 0.js, 1.js and so on. It changes with their order: browsers that know an
// older index never take one document for another.
func Folder(urls []string) string {
	sum := sha256.Sum256([]byte(strings.Join(urls, "\n")))
	return short(sum[:])
}

// New makes the index of the segments.
func New(in Input) *Index {
	x := &Index{files: map[string][]byte{}}
	v := newVocabulary(in.Segments, in.Spellings)
	c := newClasses(v, in.Lang, in.Spellings)
	lexicon := x.addLexicon(c)
	postings := x.addPostings(newMerger(in.Segments, v, c).lists())
	terms := x.addTerms(v, c, in)
	meta := append([]byte(`K("meta",{docs:`), appendQuoted(nil, in.Texts)...)
	meta = append(append(meta, ",stops:"...), appendQuoted(nil, strings.Join(stopWords(in.Lang), " "))...)
	meta = append(append(meta, ",terms:"...), strconv.Itoa(in.TermDocuments)...)
	meta = append(append(meta, ",t:"...), appendQuoted(nil, terms)...)
	meta = postings.append(append(lexicon.append(append(meta, ",l:"...)), ",p:"...))
	x.add("meta.js", append(meta, "})\n"...))
	return x
}

// pieces is what meta.js says of the pieces of one kind, in JavaScript: what each
// begins with, and its hash.
type pieces struct{ firsts, hashes []byte }

func (p *pieces) append(w []byte) []byte {
	w = append(append(w, "{firsts:["...), p.firsts...)
	w = append(append(w, "],hashes:["...), p.hashes...)
	return append(w, "]}"...)
}

func (x *Index) add(name string, data []byte) {
	x.files[name] = data
	x.names = append(x.names, name)
}

// addHashed adds a file whose name holds the digest of what it holds, and returns
// that.
func (x *Index) addHashed(name string, data []byte) string {
	sum := sha256.Sum256(data)
	hash := short(sum[:])
	x.add(name+"-"+hash+".js", data)
	return hash
}

// short returns the first 40 bits of a digest, in letters that no file system
// takes for each other.
func short(sum []byte) string { return strings.ToLower(base32.HexEncoding.EncodeToString(sum[:5])) }

// addLexicon adds the forms, of which each piece begins with one.
func (x *Index) addLexicon(c *classes) (meta pieces) {
	known := 0
	for i := 0; i == 0 || len(c.forms) > i*maxForms; i++ { // one at least, lest the client has to ask
		part := c.forms[i*maxForms : min(len(c.forms), (i+1)*maxForms)]
		name := "l" + strconv.Itoa(i)
		data := []byte(`K("` + name + `",` + strconv.Itoa(known) + `,"`)
		data = append(appendForms(data, part, known), "\")\n"...)
		for _, f := range part {
			known = max(known, int(f.class)+1)
		}
		first := ""
		if i > 0 {
			first = part[0].text
		}
		meta.firsts = append(appendQuoted(meta.firsts, first), ',')
		meta.hashes = append(meta.hashes, `"`+x.addHashed(name, data)+`",`...)
	}
	return meta
}

// addPostings adds the lists, one for each class: each piece begins with one.
func (x *Index) addPostings(lists []string) (meta pieces) {
	class := 0
	for i := 0; len(lists) > 0; i++ {
		name := "p" + strconv.Itoa(i)
		data := []byte(`K("` + name + `",[`)
		n := 0
		for ; n < len(lists) && (n == 0 || len(data)+len(lists[n]) < maxPostings); n++ {
			data = append(append(append(data, '"'), lists[n]...), `",`...)
		}
		meta.firsts = append(strconv.AppendInt(meta.firsts, int64(class), 10), ',')
		meta.hashes = append(meta.hashes, `"`+x.addHashed(name, append(data, "])\n"...))+`",`...)
		lists, class = lists[n:], class+n
	}
	return meta
}

// addTerms adds the spellings of several words and returns the hash of their file,
// "" when there are none. A spelling is the classes of its words, without stop
// words; several of one kind belong to the first term.
func (x *Index) addTerms(v *vocabulary, c *classes, in Input) string {
	data, seen := []byte(`K("t",{`), map[string]bool{}
	for _, t := range in.Spellings {
		class := c.of[v.ids[string(termMark)+t.ID]]
		for _, spelling := range t.Spellings {
			key := c.key(v, spelling, in.Lang)
			if key == "" || class < 0 || seen[key] {
				continue
			}
			seen[key] = true
			data = append(strconv.AppendInt(append(data, `"`+key+`":`...), int64(class), 10), ',')
		}
	}
	if len(seen) == 0 {
		return ""
	}
	return x.addHashed("t", append(data, "})\n"...))
}

// key returns the classes of the words of a spelling, or "" when these are fewer
// than two, or one occurs nowhere.
func (c *classes) key(v *vocabulary, spelling, lang string) string {
	var key []byte
	n := 0
	s := scanner{text: spelling}
	for s.next() {
		if isStop(Fold(string(s.small)), lang) {
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

// AppendFile appends the script that holds the text of a document, the n-th of an
// index.
func (d *Document) AppendFile(w []byte, n int) []byte {
	w = append(w, `K("d`...)
	w = append(strconv.AppendInt(w, int64(n), 10), `",[`...)
	w = append(appendQuoted(w, d.URL), ',')
	w = append(appendQuoted(w, d.Title), ',')
	w = append(appendQuoted(w, d.Lang), ',')
	w = append(appendQuoted(w, d.Names), `,[`...)
	for i := range d.Sections {
		s := &d.Sections[i]
		w = append(appendQuoted(append(w, '['), s.ID), ',')
		w = append(appendQuoted(w, s.Heading), ',')
		w = append(appendQuoted(w, s.Text), `],`...)
	}
	return append(w, "]])\n"...)
}
