package layout

import (
	"fmt"
	"path"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
)

// checkNames reports files whose name keeps them from being what their author wants:
// those that differ from another only in capitals, which take the place of no file of
// the theme, and those that nobody reads because of their extension or their folder.
func checkNames(layouts, static []*source.File) diag.List {
	var problems diag.List
	seen, reported := map[string]string{}, map[string]bool{}
	for _, files := range [][]*source.File{layouts, static} {
		for _, f := range files {
			lower := strings.ToLower(f.Path)
			if other, twice := seen[lower]; twice {
				problems, reported[other] = append(problems, twins(other, f.Path)), true
			}
			seen[lower] = f.Path
		}
	}
	for _, f := range layouts {
		if want := readPath(f.Path); want != f.Path && !reported[f.Path] {
			problems = append(problems, unread(f.Path, want))
		}
	}
	return problems
}

// twins is about two files whose names differ only in capitals. The theme has none, and
// none in capitals, so the author's is the one that has more of them: it sorts first.
func twins(first, second string) diag.Diagnostic {
	return diag.Diagnostic{
		Place: diag.Place{File: first, Line: 1, Col: 1}, Code: diag.FileCollision,
		Message: fmt.Sprintf("%s and %s differ only in capitals, so some systems take them for one", first, second),
		Fix:     fmt.Sprintf("rename it to %s if it is to replace that one, else give it another name", seenFrom(first, second)),
	}
}

// unread is about a file of the layouts that would be read under another path.
func unread(file, want string) diag.Diagnostic {
	d := diag.Diagnostic{
		Place: diag.Place{File: file, Line: 1, Col: 1}, Severity: diag.Warning, Code: diag.FileName,
		Message: fmt.Sprintf("%q is not read, because of its name", path.Base(file)), Fix: "rename it to " + seenFrom(file, want),
	}
	if path.Dir(file) != path.Dir(want) {
		d.Message, d.Fix = fmt.Sprintf("%q is not read, because of the folder it is in", path.Base(file)), "move it to "+want+" if it holds texts, else out of "+layoutsFolder
	}
	return d
}

// seenFrom names a file for who looks at another: without its folder if they share it.
func seenFrom(other, file string) string {
	if path.Dir(other) == path.Dir(file) {
		return path.Base(file)
	}
	return file
}

// readPath returns the path that a file of the layouts must have to be read as what its
// name says it is.
func readPath(file string) string {
	dir, base := path.Split(file)
	ext := path.Ext(base)
	name := strings.TrimSuffix(base, ext)
	switch strings.ToLower(ext) {
	case ".html", ".htm":
		return dir + name + ".html"
	case ".yaml", ".yml":
		return layoutsFolder + textsFolder + name + ".yaml"
	}
	return file
}
