package layout

import (
	"bytes"
	"fmt"
	"html/template"
	"reflect"
	"strings"
	"text/template/parse"

	"balise/generator/internal/diag"
)

// expr is a compiled expression. Its type is known before any page is made;
// eval reports false when it failed, and has then told the run why.
type expr struct {
	typ   reflect.Type // nil: no data
	eval  func(*run) (reflect.Value, bool)
	known reflect.Value // its value when that never changes
	// markup is what eval makes a text of; nil for most.
	markup func(*run) (markup, bool)
}

// markup is HTML that writes itself into a page, and need not become a text for it. A
// method of the data may return one; layouts take it for template.HTML.
type markup interface {
	WriteHTML(out *bytes.Buffer)
}

// constant is an expression whose value never changes.
func constant(value any) expr {
	v := reflect.ValueOf(value)
	return expr{typ: v.Type(), known: v, eval: func(*run) (reflect.Value, bool) { return v, true }}
}

// pipeline compiles commands of which each gets the value of the one before as
// its last argument.
func (c *compiler) pipeline(s *scope, pipe *parse.PipeNode) (expr, bool) {
	var value *expr
	for _, cmd := range pipe.Cmds {
		v, ok := c.command(s, cmd, value)
		if !ok {
			return expr{}, false
		}
		value = &v
	}
	return *value, true
}

// command compiles one command; final is the value piped into it, or nil.
func (c *compiler) command(s *scope, cmd *parse.CommandNode, final *expr) (expr, bool) {
	first := cmd.Args[0]
	if id, ok := first.(*parse.IdentifierNode); ok {
		return c.function(s, id, cmd.Args[1:], final)
	}
	if len(cmd.Args) > 1 || final != nil {
		c.complain(s, first, diag.LayoutField, fmt.Sprintf("%s is not a function", first), "only functions take arguments; {{"+first.String()+"}} stands alone")
		return expr{}, false
	}
	return c.operand(s, first)
}

// operand compiles a single value.
func (c *compiler) operand(s *scope, n parse.Node) (expr, bool) {
	switch n := n.(type) {
	case *parse.DotNode:
		return c.dot(s, n)
	case *parse.FieldNode:
		if dot, ok := c.dot(s, n); ok {
			return c.fields(s, n, dot, n.Ident)
		}
		return expr{}, false
	case *parse.VariableNode:
		return c.fields(s, n, s.load(n.Ident[0]), n.Ident[1:])
	case *parse.ChainNode:
		if from, ok := c.operand(s, n.Node); ok {
			return c.fields(s, n, from, n.Field)
		}
		return expr{}, false
	case *parse.PipeNode:
		return c.pipeline(s, n)
	case *parse.IdentifierNode:
		return c.function(s, n, nil, nil)
	case *parse.StringNode:
		return constant(n.Text), true
	case *parse.BoolNode:
		return constant(n.True), true
	case *parse.NumberNode:
		return c.number(s, n)
	}
	c.complain(s, n, diag.LayoutField, fmt.Sprintf("%s is not a value", n), "")
	return expr{}, false
}

func (c *compiler) number(s *scope, n *parse.NumberNode) (expr, bool) {
	if !n.IsInt {
		c.complain(s, n, diag.LayoutField, fmt.Sprintf("%s is not a whole number", n), "")
		return expr{}, false
	}
	return constant(int(n.Int64)), true
}

// dot compiles the dot, on behalf of a node that starts from it.
func (c *compiler) dot(s *scope, n parse.Node) (expr, bool) {
	if s.dot == nil {
		c.complain(s, n, diag.LayoutField, "this template is called without data", `write {{template "name" .}} where it is called`)
		return expr{}, false
	}
	return expr{typ: s.dot, eval: func(r *run) (reflect.Value, bool) { return r.dot, true }}, true
}

// load compiles the reading of a variable.
func (s *scope) load(name string) expr {
	v, _ := s.variable(name)
	slot := v.slot
	return expr{typ: v.typ, eval: func(r *run) (reflect.Value, bool) { return r.vars[r.base+slot], true }}
}

// fields compiles .A.B.C read from an expression.
func (c *compiler) fields(s *scope, n parse.Node, from expr, names []string) (expr, bool) {
	for i, name := range names {
		next, reason, fix := field(from, name, nameSpot(s.file, n, names, i))
		if reason != "" {
			at := nameSpot(s.file, n, names, i)
			s.part.problems = append(s.part.problems, s.file.problem(diag.LayoutField, at.offset, at.length, reason, fix))
			return expr{}, false
		}
		from = next
	}
	return from, true
}

// nameSpot returns where names[i] of a chain of fields stands. The parser gives
// such a node the position of one of its fields, hence the search.
func nameSpot(f *file, n parse.Node, names []string, i int) spot {
	at := int(n.Position())
	before := "." + strings.Join(names[:i+1], ".")
	from := max(0, at-len(n.String()))
	to := min(len(f.text), at+len(n.String()))
	if j := strings.LastIndex(f.text[from:to], before); j >= 0 {
		return spot{f, from + j + len(before) - len(names[i]), len(names[i])}
	}
	return spot{f, at, 0}
}

// field compiles the reading of one field, or a call of a method without
// arguments. A reason is given when there is no such thing.
func field(from expr, name string, at spot) (value expr, reason, fix string) {
	if from.typ == nil {
		return expr{}, "this template is called without data", `write {{template "name" .}} where it is called`
	}
	owner := from.typ
	if owner.Kind() == reflect.Pointer {
		owner = owner.Elem()
	}
	if m, ok := reflect.PointerTo(owner).MethodByName(name); ok && m.Type.NumIn() == 1 && m.Type.NumOut() == 1 {
		return method(from, owner, m, at), "", ""
	}
	if owner.Kind() != reflect.Struct {
		return expr{}, fmt.Sprintf("this has no field %q: it is %s", name, kindOf(owner)), ""
	}
	f, ok := owner.FieldByName(name)
	if !ok || !f.IsExported() {
		names := fieldNames(owner)
		return expr{}, fmt.Sprintf("no field %q in %s", name, kindOf(owner)), didYouMean(name, names, "it has "+strings.Join(names, ", "))
	}
	return expr{typ: f.Type, eval: reader(from, f, at)}, "", ""
}

// reader returns the reading of a field of a struct or of a pointer to one.
func reader(from expr, f reflect.StructField, at spot) func(*run) (reflect.Value, bool) {
	pointer := from.typ.Kind() == reflect.Pointer
	index, rest := f.Index[0], f.Index[1:]
	return func(r *run) (reflect.Value, bool) {
		v, ok := from.eval(r)
		if !ok {
			return v, false
		}
		if pointer {
			if v.IsNil() {
				r.empty(at, f.Name)
				return v, false
			}
			v = v.Elem()
		}
		v = v.Field(index)
		for _, i := range rest { // through embedded structs
			if v.Kind() == reflect.Pointer {
				if v.IsNil() {
					r.empty(at, f.Name)
					return v, false
				}
				v = v.Elem()
			}
			v = v.Field(i)
		}
		return v, true
	}
}

// empty ends the run because a field was read where there is nothing.
func (r *run) empty(at spot, name string) {
	r.fail(at, diag.LayoutExec, fmt.Sprintf("%s is read where this page has nothing", name), "guard it with {{with}} or {{if}}")
}

// method returns the call of a method of owner.
func method(from expr, owner reflect.Type, m reflect.Method, at spot) expr {
	call := caller(from, owner, m, at)
	if !m.Type.Out(0).Implements(reflect.TypeFor[markup]()) {
		return expr{typ: m.Type.Out(0), eval: call}
	}
	write := func(r *run) (markup, bool) {
		v, ok := call(r)
		if !ok {
			return nil, false
		}
		return v.Interface().(markup), true
	}
	return expr{typ: reflect.TypeFor[template.HTML](), markup: write, eval: func(r *run) (reflect.Value, bool) {
		m, ok := write(r)
		if !ok {
			return reflect.Value{}, false
		}
		var b bytes.Buffer
		m.WriteHTML(&b)
		return reflect.ValueOf(template.HTML(b.String())), true
	}}
}

// caller calls a method of owner.
func caller(from expr, owner reflect.Type, m reflect.Method, at spot) func(*run) (reflect.Value, bool) {
	pointer := from.typ.Kind() == reflect.Pointer
	return func(r *run) (reflect.Value, bool) {
		v, ok := from.eval(r)
		if !ok {
			return v, false
		}
		if pointer && v.IsNil() {
			r.empty(at, m.Name)
			return v, false
		}
		if !pointer {
			if !v.CanAddr() {
				copied := reflect.New(owner).Elem()
				copied.Set(v)
				v = copied
			}
			v = v.Addr()
		}
		return m.Func.Call([]reflect.Value{v})[0], true
	}
}
