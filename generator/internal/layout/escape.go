package layout

import (
	"errors"
	"fmt"
	"html/template"
	"io"
	"strings"
	"text/template/parse"

	"balise/generator/internal/diag"
)

// escaper has html/template rewrite the trees of layouts and of all that they
// call, so that each action ends with the escapers its place needs. A set must
// be complete before the first of its templates is escaped.
type escaper struct {
	all *templates
	set *template.Template
}

// entry is the name of the template that only serves to escape a layout.
func entry(layout string) string { return "\x00" + layout }

// escape rewrites the trees of layouts, and returns what is wrong with those that cannot
// be. It escapes all together, which takes html/template no longer than one; when one is
// wrong, it takes them one by one to learn which.
func escape(all *templates, layouts []string) map[string]diag.List {
	const together = ""
	var calls strings.Builder
	alone := map[string]string{}
	for _, name := range layouts {
		alone[name] = fmt.Sprintf("{{template %q .}}", name)
		calls.WriteString("{{if .}}" + alone[name] + "{{end}}") // so that each has to end where it began, between elements
	}
	if newEscaper(all, map[string]string{together: calls.String()}).layout(together) == nil {
		return nil
	}
	e := newEscaper(all, alone) // anew: the trees have not been changed
	problems := map[string]diag.List{}
	for _, name := range layouts {
		if problem := e.layout(name); problem != nil {
			problems[name] = diag.List{e.diagnostic(name, problem)}
		}
	}
	return problems
}

// newEscaper readies the set, with the text of each entry.
func newEscaper(all *templates, entries map[string]string) *escaper {
	e := &escaper{all, template.New("")}
	for name, tree := range all.trees {
		template.Must(e.set.AddParseTree(name, tree))
	}
	for name, calls := range entries {
		// html/template escapes just before it executes; the first action
		// fails, so that nothing is executed.
		template.Must(e.set.New(entry(name)).Parse("{{.Stop}}" + calls))
	}
	return e
}

// layout escapes what an entry calls. What it returns is nil when all is well.
func (e *escaper) layout(name string) *template.Error {
	var problem *template.Error
	errors.As(e.set.ExecuteTemplate(io.Discard, entry(name), struct{}{}), &problem)
	return problem
}

// diagnostic gives an error of html/template its place.
func (e *escaper) diagnostic(layout string, problem *template.Error) diag.Diagnostic {
	f, offset, length := e.all.files[layout], -1, 0
	if problem.ErrorCode == template.ErrEndContext {
		const message = "the layout ends inside a tag, an attribute, a comment, <script>, <style>, <title> or <textarea>"
		if at := openMarkup(f.text); at >= 0 {
			return f.problem(diag.LayoutSyntax, at, 1, message, "close what begins here")
		}
		return f.whole(diag.LayoutSyntax, message, "close it")
	}
	if tree := e.all.trees[strings.Split(problem.Name, "$")[0]]; tree != nil {
		f = e.all.file(tree)
	}
	if problem.Node != nil {
		f, offset, length = e.find(f, problem.Node)
	} else if problem.Line > 0 {
		offset = f.line(problem.Line)
	} else if _, rest, ok := strings.Cut(problem.Description, ": "); ok { // it quotes the markup
		if markup := quoted(rest); markup != "" {
			offset, length = strings.Index(f.text, markup), len(markup)
		}
	}
	message := problem.Description
	if problem.ErrorCode == template.ErrBranchEnd { // what follows is for those who know html/template from inside
		message, _, _ = strings.Cut(message, ": ")
	}
	const fix = "write whole elements in each branch, quote attributes, and keep values out of scripts"
	if offset < 0 {
		return f.whole(diag.LayoutSyntax, message, fix)
	}
	return f.problem(diag.LayoutSyntax, offset, length, message, fix)
}

// find returns where a node stands; f is where to assume it when no tree holds
// it.
func (e *escaper) find(f *file, n parse.Node) (*file, int, int) {
	for _, tree := range e.all.trees {
		if holds(tree.Root, n) {
			return e.all.file(tree), int(n.Position()), nodeLength(n)
		}
	}
	return f, -1, 0
}

// holds tells whether a node is below a list.
func holds(list *parse.ListNode, n parse.Node) bool {
	if list == nil {
		return false
	}
	for _, x := range list.Nodes {
		if x == n {
			return true
		}
		if b := branchOf(x); b != nil && (b == n || holds(b.List, n) || holds(b.ElseList, n)) {
			return true
		}
	}
	return false
}

// branchOf returns what {{if}}, {{with}} and {{range}} have in common; nil for
// other nodes.
func branchOf(n parse.Node) *parse.BranchNode {
	switch n := n.(type) {
	case *parse.IfNode:
		return &n.BranchNode
	case *parse.WithNode:
		return &n.BranchNode
	case *parse.RangeNode:
		return &n.BranchNode
	}
	return nil
}
