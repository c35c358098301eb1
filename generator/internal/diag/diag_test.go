package diag

import (
	"bytes"
	"encoding/json"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSortedIsByPlaceAndUnique(t *testing.T) {
	d := func(file string, line, col int, message string) Diagnostic {
		return Diagnostic{Place: Place{File: file, Line: line, Col: col}, Message: message}
	}
	list := List{d("b.md", 1, 1, "x"), d("a.md", 10, 2, "x"), d("a.md", 9, 3, "x"), d("a.md", 10, 2, "x"), d("a.md", 10, 1, "x")}
	var got []string
	for _, d := range list.Sorted() {
		got = append(got, d.Place.String())
	}
	want := []string{"a.md:9:3", "a.md:10:1", "a.md:10:2", "b.md:1:1"}
	if !slices.Equal(got, want) {
		t.Errorf("sorted %v, want %v", got, want)
	}
}

func TestLinesPlace(t *testing.T) {
	lines := NewLines("a.md", []byte("un\nété 你 x\n\nfin"))
	tests := []struct {
		from, to int
		want     Place
	}{
		{0, 2, Place{"a.md", 1, 1, 3}},
		{3, 8, Place{"a.md", 2, 1, 4}},   // été: three characters in five bytes
		{9, 12, Place{"a.md", 2, 5, 6}},  // 你
		{13, 99, Place{"a.md", 2, 7, 8}}, // cut at the end of the line
		{15, 15, Place{"a.md", 3, 1, 0}}, // an empty line
		{19, 19, Place{"a.md", 4, 4, 0}}, // the end
		{99, 99, Place{"a.md", 4, 4, 0}}, // beyond it
		{-1, 0, Place{"a.md", 1, 1, 0}},
	}
	for _, test := range tests {
		if got := lines.Place(test.from, test.to); got != test.want {
			t.Errorf("Place(%d, %d) = %+v, want %+v", test.from, test.to, got, test.want)
		}
	}
	if got := lines.Line(2); got != "été 你 x" {
		t.Errorf("line 2 is %q", got)
	}
}

func TestTextShowsTheFault(t *testing.T) {
	line := "Voir été 你好 [prix](choisir-prestataire.md) ici"
	lines := NewLines("content/b.md", []byte(line))
	from := strings.Index(line, "choisir")
	d := lines.At(from, from+len("choisir-prestataire.md"), Diagnostic{
		Code: LinkMissing, Message: `no guide at "choisir-prestataire.md"`, Fix: `did you mean "choisir-un-prestataire.md"?`,
		Related: []Related{{Place{"content/c.md", 2, 1, 0}, "also here"}},
	})
	want := `content/b.md:1:20: error: no guide at "choisir-prestataire.md" [link-missing]
    1 | Voir été 你好 [prix](choisir-prestataire.md) ici
                             ^^^^^^^^^^^^^^^^^^^^^^
  content/c.md:2:1: also here
  fix: did you mean "choisir-un-prestataire.md"?
`
	if got := text(t, d); got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
}

// What an author's file holds must neither move the cursor nor hide text.
func TestTextIsSafeForTerminals(t *testing.T) {
	got := text(t, Diagnostic{
		Place: Place{File: "content/\x1b[2J.md", Line: 1, Col: 3}, Message: "found \u202e and \x07", Excerpt: "a\tb\x1b[31mc\u202e",
	})
	if i := strings.IndexFunc(got, func(r rune) bool { return r != '\n' && isControl(r) }); i >= 0 {
		t.Errorf("a control character at %d of %q", i, got)
	}
}

func TestTextCutsLongLines(t *testing.T) {
	long := strings.Repeat("mot ", 500)
	for _, col := range []int{1, 900, 2000} {
		for _, line := range strings.Split(text(t, Diagnostic{Place: Place{File: "a.md", Line: 1, Col: col, End: col + 3}, Excerpt: long}), "\n") {
			if n := len([]rune(line)); n > 120 {
				t.Errorf("column %d: a line of %d characters", col, n)
			}
		}
	}
}

func text(t *testing.T, list ...Diagnostic) string {
	t.Helper()
	var b bytes.Buffer
	if err := Text(&b, list, Style{}); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func TestNearest(t *testing.T) {
	keys := []string{"title", "tags", "steps", "requires"}
	for word, want := range map[string]string{"tilte": "title", "titel": "title", "tag": "tags", "requries": "requires", "xyz": "", "": "", "step": "steps"} {
		if got := Nearest(word, keys); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", word, got, want)
		}
	}
}

func TestJSONAndSARIF(t *testing.T) {
	list := List{{Place: Place{"content/a b.md", 3, 4, 9}, Severity: Warning, Code: HTMLRaw, Message: "raw <b>", Fix: "say it"}}
	var b bytes.Buffer
	if err := JSON(&b, list); err != nil {
		t.Fatal(err)
	}
	var plain struct {
		Warnings    int
		Diagnostics []struct {
			File, Severity, Code, Message, Fix string
			Line, Col, End                     int
		}
	}
	if err := json.Unmarshal(b.Bytes(), &plain); err != nil {
		t.Fatal(err)
	}
	if d := plain.Diagnostics[0]; plain.Warnings != 1 || d.File != "content/a b.md" || d.Severity != "warning" || d.Line != 3 || d.Col != 4 || d.Message != "raw <b>" {
		t.Errorf("JSON reads back as %+v", plain)
	}
	b.Reset()
	if err := SARIF(&b, list, "1"); err != nil {
		t.Fatal(err)
	}
	for _, want := range []string{`"version": "2.1.0"`, `"ruleId": "html-raw"`, `"uri": "content/a%20b.md"`, `"startLine": 3`, `"level": "warning"`} {
		if !strings.Contains(b.String(), want) {
			t.Errorf("SARIF lacks %s:\n%s", want, b.String())
		}
	}
}

// Every code has an explanation with a remedy, and is used.
func TestEveryCodeIsExplainedAndUsed(t *testing.T) {
	names := codeNames(t)
	explanations := Explain()
	if len(explanations) != len(names) {
		t.Errorf("%d explanations for %d codes", len(explanations), len(names))
	}
	for _, e := range explanations {
		if !strings.Contains(e.Text, "Remedy: ") || len(e.Text) < 60 {
			t.Errorf("%s is explained by %q", e.Code, e.Text)
		}
	}
	var used strings.Builder
	for _, pattern := range []string{"../*/*.go", "../../*.go"} {
		files, _ := filepath.Glob(pattern)
		for _, file := range files {
			if data, err := os.ReadFile(file); err == nil && !strings.HasSuffix(file, "_test.go") {
				used.Write(data)
			}
		}
	}
	for _, name := range names {
		if !strings.Contains(used.String(), "diag."+name) {
			t.Errorf("no package reports %s", name)
		}
	}
}

// codeNames returns the names of all constants of type Code, wherever they stand.
func codeNames(t *testing.T) []string {
	t.Helper()
	sources, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	for _, source := range sources {
		file, err := parser.ParseFile(token.NewFileSet(), source, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if spec, ok := n.(*ast.ValueSpec); ok && len(spec.Values) == 1 {
				if kind, ok := spec.Type.(*ast.Ident); ok && kind.Name == "Code" {
					names = append(names, spec.Names[0].Name)
				}
			}
			return true
		})
	}
	return names
}
