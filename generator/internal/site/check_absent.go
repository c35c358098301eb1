package site

import (
	"fmt"
	"path"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/register"
)

// That a register is not there at all is reported once, however much refers to its
// entries: at the file or folder that was likely meant to be it, else where it is
// needed first.

// wanted is what refers to entries of a register that is not there.
type wanted struct {
	n     int // how many places
	id    string
	first func(diag.Diagnostic) diag.Diagnostic // puts a diagnostic at the first of them
}

// want notes that an entry of a register that is not there is referred to.
func (c *checker) want(s register.Shelf, id string, at func(diag.Diagnostic) diag.Diagnostic) {
	w := &c.wanted[s]
	if w.n == 0 {
		w.id, w.first = id, at
	}
	w.n++
}

// absent reports the registers that are not there though they are needed, and warns of
// files that were likely meant to be one.
func (c *checker) absent() {
	r := c.in.Registers
	for _, s := range []register.Shelf{register.Facts, register.Sources, register.Terms} {
		if !r.IsAbsent(s) {
			continue
		}
		for _, n := range r.Wanted(s) {
			c.want(s, n.ID, func(d diag.Diagnostic) diag.Diagnostic { return r.Report(n.At, d) })
		}
		w := c.wanted[s]
		meant := c.meantFor(s, w.n > 0)
		if len(meant) == 0 && w.n > 0 {
			c.problems = append(c.problems, w.first(r.NoRegister(s, w.id, w.n-1)))
		}
		for _, m := range meant {
			d := notRead(m.path, m.name)
			if w.n > 0 {
				d.Severity = diag.Error
				d.Message += fmt.Sprintf(", and there are no other %ss", s)
			}
			c.problems = append(c.problems, d)
		}
	}
}

// misnamed is a file or folder, and the name that it was meant to have.
type misnamed struct{ path, name string }

// meantFor returns the files that were likely meant to be of a register and are not
// read because of their names. Those in a folder in capitals are only when the register
// is needed: it may be a section.
func (c *checker) meantFor(s register.Shelf, isNeeded bool) []misnamed {
	var all []misnamed
	for _, f := range c.in.Tree.Under("content") {
		if ext := strings.ToLower(path.Ext(f.Path)); ext != ".yaml" && ext != ".yml" {
			continue
		}
		top, _, inside := strings.Cut(strings.TrimPrefix(f.Path, "content/"), "/")
		m := misnamed{f.Path, yamlName(f.Path)}
		switch {
		case inside && top != s.File() && strings.EqualFold(top, s.File()) && isNeeded:
			m = misnamed{"content/" + top, s.File()}
		case m.name == "" || !isOf(s, f.Path):
			continue
		}
		if len(all) == 0 || all[len(all)-1] != m { // the files of a folder follow one another
			all = append(all, m)
		}
	}
	return all
}

// isForAbsent tells whether a file was meant to be of a register that is not there.
func (c *checker) isForAbsent(file string) bool {
	for _, s := range []register.Shelf{register.Facts, register.Sources, register.Terms} {
		if isOf(s, file) {
			return c.in.Registers.IsAbsent(s)
		}
	}
	return false
}

// isOf tells whether a file would be of a register if it had the name that it was
// meant to have.
func isOf(s register.Shelf, file string) bool {
	top, _, inside := strings.Cut(strings.TrimPrefix(file, "content/"), "/")
	return inside && top == s.File() || !inside && yamlName(file) == s.File()+".yaml"
}
