package diag

import (
	"embed"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"slices"
	"strconv"
	"strings"
)

// The comments of the codes are the manual: they are read from here, so that what
// a programmer and an author are told is one text.
//
//go:embed codes*.go
var codeFiles embed.FS

// Explanation is what there is to say about a code.
type Explanation struct {
	Code Code
	Text string // paragraphs: meaning, example, remedy
}

// Explain returns the explanations of all codes, in the order of their names.
func Explain() []Explanation {
	var all []Explanation
	for _, spec := range codeSpecs() {
		all = append(all, explanation(spec))
	}
	slices.SortFunc(all, func(a, b Explanation) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return all
}

// codeSpecs returns the constants that are codes, with their comments.
func codeSpecs() []*ast.ValueSpec {
	var specs []*ast.ValueSpec
	for _, name := range must(fs.Glob(codeFiles, "*")) {
		file := must(parser.ParseFile(token.NewFileSet(), name, must(codeFiles.ReadFile(name)), parser.ParseComments))
		for _, decl := range file.Decls {
			if group, ok := decl.(*ast.GenDecl); ok && group.Tok == token.CONST {
				for _, spec := range group.Specs {
					specs = append(specs, spec.(*ast.ValueSpec))
				}
			}
		}
	}
	return specs
}

func explanation(spec *ast.ValueSpec) Explanation {
	value := must(strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value))
	return Explanation{Code: Code(value), Text: strings.TrimSpace(spec.Doc.Text())}
}

// must returns what was read of our own source, which is in the program.
func must[T any](read T, err error) T {
	if err != nil {
		panic("diag: " + err.Error())
	}
	return read
}
