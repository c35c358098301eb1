package site

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"balise/generator/internal/diag"

	"golang.org/x/text/unicode/norm"
)

// names reports files and folders whose names are one on systems that ignore
// case or the form of accents, and files that are not read because of their
// name.
func (c *checker) names() {
	c.folders()
	seen := make(map[string]string, len(c.entries)+len(c.attached))
	check := func(folded, file string) {
		other, ok := seen[folded]
		if !ok {
			seen[folded] = file
			return
		}
		if c.twins[path.Dir(file)] {
			return // its folder is reported
		}
		c.twins[file] = true
		c.file(file, diag.FileCollision, oneName(other, file), "rename one of them")
	}
	for _, e := range c.entries {
		check(e.head.Folded, e.head.File.Path)
	}
	for _, a := range c.attached {
		check(a.folded, a.File.Path)
	}
	c.unread()
}

// folders reports folders whose names are one, at the first guide in the second.
func (c *checker) folders() {
	seen := make(map[string]string, len(c.sections))
	for _, sec := range c.sections {
		folded := strings.ToLower(norm.NFC.String(sec.Dir))
		other, ok := seen[folded]
		if !ok {
			seen[folded] = sec.Dir
			continue
		}
		dir := "content/" + sec.Dir
		c.twins[dir] = true
		if c.twins[path.Dir(dir)] {
			continue
		}
		for _, e := range c.entries {
			if strings.HasPrefix(e.head.File.Path, dir+"/") {
				c.file(e.head.File.Path, diag.FileCollision, "the folders "+oneName("content/"+other, dir), "rename one of them")
				break
			}
		}
	}
}

// isTwin tells whether a file's name, or its folder's, is reported as another's
// too.
func (c *checker) isTwin(file string) bool {
	return len(c.twins) > 0 && (c.twins[file] || c.twins[path.Dir(file)])
}

// oneName says how two names are one.
func oneName(a, b string) string {
	if norm.NFC.String(a) == norm.NFC.String(b) {
		return fmt.Sprintf("%s and %s differ only in how their accents are composed, so some systems take them for one", norm.NFC.String(a), norm.NFD.String(b))
	}
	return fmt.Sprintf("%s and %s differ only in capitals, so some systems take them for one", a, b)
}

// unread warns of files that were likely meant to be read, but are not because
// of their name.
func (c *checker) unread() {
	for _, f := range c.in.Tree.Under("content") {
		base := path.Base(f.Path)
		ext := path.Ext(base)
		stem := strings.TrimSuffix(base, ext)
		switch strings.ToLower(ext) {
		case ".md":
			if ext != ".md" {
				c.notRead(f.Path, stem+".md")
			} else if stem != "index" && strings.EqualFold(stem, "index") {
				c.almostIndex(f.Path)
			}
		case ".markdown", ".mdown", ".mkd", ".mdx":
			c.notRead(f.Path, stem+".md")
		case ".txt": // which Windows adds, and hides
			if strings.HasSuffix(strings.ToLower(stem), ".md") {
				c.notRead(f.Path, stem[:len(stem)-len(".md")]+".md")
			}
		case ".yml", ".yaml":
			if name := yamlName(f.Path); name != "" && name != base && !c.isForAbsent(f.Path) {
				c.notRead(f.Path, name)
			}
		}
	}
}

// yamlName returns the name that a YAML file was meant to have, or "" when it is
// read, or nobody knows what for.
func yamlName(file string) string {
	folder, base := path.Split(strings.TrimPrefix(file, "content/"))
	stem := strings.ToLower(strings.TrimSuffix(base, path.Ext(base)))
	names := []string{"site", "facts", "sources", "glossary"}
	switch top, _, _ := strings.Cut(folder, "/"); {
	case folder == "" && slices.Contains(names, stem):
		return stem + ".yaml"
	case folder == "":
		if near := diag.Nearest(stem, names); near != "" {
			return near + ".yaml"
		}
	case slices.Contains(names[1:], top) && path.Ext(base) != ".yaml":
		return strings.TrimSuffix(base, path.Ext(base)) + ".yaml"
	}
	return ""
}

// almostIndex reports a file such as Index.md, unless an index.md is beside it:
// then that is reported.
func (c *checker) almostIndex(file string) {
	if !c.twins[file] && c.in.Tree.File(path.Dir(file)+"/index.md") == nil {
		c.file(file, diag.FileName, fmt.Sprintf("%q is the page of its folder on some systems and a guide on others", path.Base(file)), "rename it to index.md")
	}
	c.twins[file] = true
}

func (c *checker) notRead(file, name string) {
	c.problems = append(c.problems, notRead(file, name))
}

// notRead warns of a file or folder that has another name than it was meant to have.
func notRead(file, name string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: file, Line: 1, Col: 1}, Severity: diag.Warning, Code: diag.FileName,
		Message: fmt.Sprintf("%q is not read, because of its name", path.Base(file)), Fix: "rename it to " + name,
	}
}
