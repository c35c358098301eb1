package main

import (
	"encoding/json"
	"go/parser"
	"go/token"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const module = "balise/generator/internal/"

// allowed is the direction of imports: what each package may import of ours.
// A package that is not listed here does not exist.
var allowed = map[string][]string{
	"diag":     {},
	"parallel": {},
	"order":    {},
	"cache":    {},
	"digest":   {},
	"publish":  {"digest", "stamp"},
	"stamp":    {},
	"watch":    {"stamp"},
	"source":   {"diag", "parallel", "pattern", "stamp"},
	"pattern":  {},
	"swar":     {},
	"meta":     {"diag", "pattern"},
	"layout":   {"diag", "meta", "parallel", "source", "typo"},
	"serve":    {"diag"},
	"lexicon":  {},
	"quantity": {},
	"typo":     {"swar"},
	"formula":  {"quantity"},
	"register": {"diag", "formula", "meta", "pattern", "quantity", "source"},
	"guide":    {"diag", "formula", "lexicon", "meta", "pattern", "quantity", "register", "source", "swar", "typo"},
	"search":   {"lexicon", "parallel"},
	"site":     {"diag", "formula", "guide", "meta", "order", "parallel", "pattern", "quantity", "register", "source", "typo"},
	"build":    {"cache", "diag", "digest", "guide", "layout", "lexicon", "parallel", "quantity", "register", "search", "site", "source", "stamp"},
}

// listed is a package as the Go tool describes it.
type listed struct {
	ImportPath string
	Dir        string
	GoFiles    []string
	Imports    []string
}

func packages(t *testing.T, pattern string) []listed {
	t.Helper()
	out, err := exec.Command("go", "list", "-json=ImportPath,Dir,GoFiles,Imports", pattern).Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	var all []listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); dec.More(); {
		var p listed
		if err := dec.Decode(&p); err != nil {
			t.Fatal(err)
		}
		all = append(all, p)
	}
	return all
}

func TestImportsPointOneWay(t *testing.T) {
	seen := map[string]bool{}
	for _, p := range packages(t, "./internal/...") {
		name := strings.TrimPrefix(p.ImportPath, module)
		may, ok := allowed[name]
		if !ok {
			t.Errorf("package %s is not in the list of packages", name)
		}
		seen[name] = true
		for _, imported := range p.Imports {
			if ours, ok := strings.CutPrefix(imported, module); ok && !slices.Contains(may, ours) {
				t.Errorf("package %s imports %s; it may import %v", name, ours, may)
			}
		}
	}
	for name := range allowed {
		if !seen[name] {
			t.Errorf("package %s is listed but does not exist", name)
		}
	}
}

func TestPackagesAreDocumented(t *testing.T) {
	for _, p := range packages(t, "balise/...") {
		documented := false
		for _, file := range p.GoFiles {
			f, err := parser.ParseFile(token.NewFileSet(), filepath.Join(p.Dir, file), nil, parser.ParseComments|parser.PackageClauseOnly)
			if err != nil {
				t.Fatal(err)
			}
			documented = documented || f.Doc != nil && len(f.Doc.Text()) > 100
		}
		if !documented {
			t.Errorf("package %s has no comment that says what it is for", p.ImportPath)
		}
	}
}

// Files of the program are never published: the theme's folders hold Go files.
func TestNoGoFileIsPublished(t *testing.T) {
	out := t.TempDir()
	var printed strings.Builder
	if status := run([]string{"build", "-s", "..", "-o", filepath.Join(out, "site"), "--no-sync"}, &printed, &printed); status != 0 {
		t.Fatalf("build exits %d:\n%s", status, printed.String())
	}
	found, err := filepath.Glob(filepath.Join(out, "site", "*", "*.go"))
	if err != nil || len(found) > 0 {
		t.Errorf("published %v, %v", found, err)
	}
}
