package register

import (
	"bytes"
	"fmt"
	"path"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
	"balise/generator/internal/source"
)

// maxEntries is how many entries one file may have.
const maxEntries = 10_000

func isYAML(f *source.File) bool { return path.Ext(f.Path) == ".yaml" }

// mayHoldEntries tells whether a file or folder below that of a register, of which only
// the path is known, may hold some of its entries.
func mayHoldEntries(p string) bool { return path.Ext(p) == ".yaml" || path.Ext(p) == "" }

// entry is an entry of a register that is being read. Its mapping is nil when it
// has no keys that could be read, which is reported.
type entry struct {
	id string
	at diag.Place
	m  *meta.Mapping
}

// each reads the entries of a shelf.
func (r *reader) each(s Shelf, read func(entry)) {
	e := entries{reader: r, shelf: s, read: read, seen: map[string]diag.Place{}}
	for _, f := range r.found.files[s] {
		text, problems, ok := source.Decode(f.Path, f.Text())
		r.problems = append(r.problems, problems...)
		if !ok {
			r.cut[s] = true
			continue
		}
		lines := diag.NewLines(f.Path, text)
		r.lines[f.Path] = lines
		if len(bytes.TrimSpace(text)) == 0 {
			r.cut[s] = true
			r.report(diag.Place{File: f.Path, Line: 1, Col: 1}, diag.Diagnostic{
				Code: diag.GuideEmpty, Message: "the file holds nothing", Fix: "write an entry, " + s.example() + "; or delete the file",
			})
			continue
		}
		m := meta.Parse(meta.Source{Lines: lines, Text: string(text), MaxKeys: maxEntries, IDs: true, Example: s.example()})
		if len(m.Problems()) > 0 && len(m.Keys()) == 0 {
			r.cut[s] = true
		}
		e.all(m.Entries())
		r.problems = append(r.problems, m.Problems()...)
	}
}

// entries reads the entries of one shelf.
type entries struct {
	*reader
	shelf Shelf
	read  func(entry)
	seen  map[string]diag.Place // by id
}

// all reads the entries of a file. One without keys that is followed by what is
// no entry was likely not indented; then nothing is said of the latter.
func (r *entries) all(list []meta.Entry) {
	stray := false
	for i, e := range list {
		isStray := !e.Value.IsMapping() && !e.Value.IsBlank()
		if stray && (isStray || e.Key == "value") {
			continue
		}
		if stray = e.Value.IsBlank() && i+1 < len(list) && !list[i+1].Value.IsMapping() && !list[i+1].Value.IsBlank(); stray {
			r.cut[r.shelf] = true
			r.report(e.At, diag.Diagnostic{
				Code: diag.ValueInvalid, Message: fmt.Sprintf("the keys of %q are not indented", e.Key), Fix: "begin each line of them with two spaces",
			})
			continue
		}
		if id := r.id(e); id != "" {
			r.read(entry{id, e.At, e.Mapping(r.shelf.keys())})
		}
	}
}

// id returns the id of an entry, "" when it is not to be read. An id that cannot
// be one is reported, and read as the one that was likely meant.
func (r *entries) id(e meta.Entry) string {
	id := e.Key
	if !isID(id) {
		d := diag.Diagnostic{Code: diag.RegisterID, Message: fmt.Sprintf("%q cannot be an id: it is made of a to z and 0 to 9, words joined by hyphens", id)}
		id = idFor(id)
		switch {
		case id == "":
			d.Fix = "write for example exit-cost"
		case len(e.Key) > maxID && isWords(e.Key):
			d.Message, d.Fix = fmt.Sprintf("this id has %d characters; at most %d", len(e.Key), maxID), "shorten it"
		default:
			d.Fix = "write " + id
		}
		r.report(e.At, d)
		if _, taken := r.seen[id]; taken {
			return ""
		}
	}
	if first, taken := r.seen[id]; taken {
		r.report(e.At, diag.Diagnostic{
			Code: diag.RegisterID, Message: fmt.Sprintf("there is a %s %q already", r.shelf, id), Fix: "give each an id of its own, or remove one of the two",
			Related: []diag.Related{{Place: first, Message: "first here"}},
		})
		return ""
	}
	if id != "" {
		r.seen[id] = e.At
	}
	return id
}
