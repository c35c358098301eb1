package diag

import (
	_ "embed"
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strconv"
	"strings"
)

// The comments in codes.go are the manual: they are read from here, so that what
// a programmer and an author are told is one text.
//
//go:embed codes.go
var codesSource string

// Explanation is what there is to say about a code.
type Explanation struct {
	Code Code
	Text string // paragraphs: meaning, example, remedy
}

// Explain returns the explanations of all codes, in the order of their names.
func Explain() []Explanation {
	file, err := parser.ParseFile(token.NewFileSet(), "codes.go", codesSource, parser.ParseComments)
	if err != nil {
		panic("diag: codes.go does not parse: " + err.Error())
	}
	var all []Explanation
	for _, decl := range file.Decls {
		if group, ok := decl.(*ast.GenDecl); ok && group.Tok == token.CONST {
			for _, spec := range group.Specs {
				all = append(all, explanation(spec.(*ast.ValueSpec)))
			}
		}
	}
	slices.SortFunc(all, func(a, b Explanation) int { return strings.Compare(string(a.Code), string(b.Code)) })
	return all
}

func explanation(spec *ast.ValueSpec) Explanation {
	value, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
	if err != nil {
		panic("diag: " + err.Error())
	}
	return Explanation{Code: Code(value), Text: strings.TrimSpace(spec.Doc.Text())}
}
