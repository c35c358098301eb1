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
// the theme, and those that nobody reads because of their extension.
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
		if name := readName(f.Path); name != path.Base(f.Path) && !reported[f.Path] {
			problems = append(problems, diag.Diagnostic{
				Place: diag.Place{File: f.Path, Line: 1, Col: 1}, Severity: diag.Warning, Code: diag.FileName,
				Message: fmt.Sprintf("%q is not read, because of its name", path.Base(f.Path)), Fix: "rename it to " + name,
			})
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
		Fix:     fmt.Sprintf("rename it to %s if it is to replace that one, else give it another name", path.Base(second)),
	}
}

// readName returns the name that a file of the layouts must have to be read as what its
// own says it is.
func readName(file string) string {
	base := path.Base(file)
	ext := path.Ext(base)
	switch strings.ToLower(ext) {
	case ".html", ".htm":
		return strings.TrimSuffix(base, ext) + ".html"
	case ".yaml", ".yml":
		return strings.TrimSuffix(base, ext) + ".yaml"
	}
	return base
}
