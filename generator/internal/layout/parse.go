package layout

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strconv"
	"strings"
	"text/template/parse"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
)

// templates is every file of layouts/ that holds HTML, parsed.
type templates struct {
	files map[string]*file           // by the file's name
	trees map[string]*parse.Tree     // by the template's name
	wrong map[string]diag.Diagnostic // why a file could not be parsed, by its name
}

// file returns the file that a tree was parsed from.
func (t *templates) file(tree *parse.Tree) *file { return t.files[tree.ParseName] }

// names returns the names of all templates, sorted.
func (t *templates) names() []string { return slices.Sorted(maps.Keys(t.trees)) }

// isTemplate tells whether a file, named relative to layouts/, is a layout or
// a partial.
func isTemplate(name string) bool {
	dir, base := path.Split(name)
	return strings.HasSuffix(base, ".html") && (dir == "" || dir == "partials/")
}

// parseAll parses the layouts and partials among the files.
func parseAll(files []*source.File) (*templates, diag.List) {
	all := &templates{files: map[string]*file{}, trees: map[string]*parse.Tree{}, wrong: map[string]diag.Diagnostic{}}
	var problems diag.List
	for _, src := range files {
		name := strings.TrimPrefix(src.Path, layoutsFolder)
		if !isTemplate(name) {
			continue
		}
		f, unreadable := newFile(src)
		all.files[name] = f
		if d := firstOf(unreadable); d != nil {
			all.wrong[name] = *d
			continue
		}
		if len(f.text) > maxLayout {
			all.wrong[name] = f.whole(diag.LayoutLimit, fmt.Sprintf("a layout of %d bytes; at most %d", len(f.text), maxLayout), "move parts of it to partials, or what does not change to a file in static/")
			continue
		}
		if strings.TrimSpace(f.text) == "" && !strings.Contains(name, "/") {
			all.wrong[name] = f.whole(diag.LayoutSyntax, "this layout is empty, and so would be its pages", "write it, or delete the file; where the theme has a layout of this name, that one is used then")
			continue
		}
		problems = append(problems, all.parse(f)...)
	}
	for _, d := range all.wrong {
		problems = append(problems, d)
	}
	return all, problems
}

// parse adds the templates that one file defines.
func (t *templates) parse(f *file) diag.List {
	tree := parse.New(f.name)
	tree.ParseName = f.name
	tree.Mode = parse.SkipFuncCheck // functions are checked with everything else, at their places
	defined := map[string]*parse.Tree{}
	if _, err := tree.Parse(f.text, "", "", defined); err != nil {
		t.wrong[f.name] = f.syntax(err)
		return nil
	}
	defined[f.name] = tree // even when it is empty
	var problems diag.List
	for name, tree := range defined {
		if old := t.trees[name]; old != nil {
			message := fmt.Sprintf("template %q is defined in %s too", name, t.file(old).source.Path)
			problems = append(problems, f.problem(diag.LayoutSyntax, defineOf(f.text, name), 0, message, "give one of the two another name"))
			continue
		}
		t.trees[name] = tree
	}
	return problems
}

// defineOf returns where a text defines a template.
func defineOf(text, name string) int {
	if at := strings.Index(text, strconv.Quote(name)); at >= 0 {
		return max(0, strings.LastIndex(text[:at], "{{"))
	}
	return 0
}
