package layout

import (
	"reflect"
	"text/template/parse"

	"balise/generator/internal/diag"
)

// loop compiles {{range}}.
func (c *compiler) loop(s *scope, n *parse.RangeNode) step {
	outer := *s
	value, ok := c.pipeline(&outer, n.Pipe)
	if ok && !isList(value.typ) {
		c.complain(s, n.Pipe, diag.LayoutField, "this is "+kindOf(value.typ)+"; {{range}} goes over lists", "use {{with}} or {{if}}")
		ok = false
	}
	otherwise := c.list(&outer, n.ElseList)
	if !ok {
		return nil
	}
	inner := outer
	inner.dot = value.typ.Elem()
	index, element := -1, -1
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		element = inner.declare(decl[0].Ident[0], value.typ.Elem())
	case 2:
		index = inner.declare(decl[0].Ident[0], reflect.TypeFor[int]())
		element = inner.declare(decl[1].Ident[0], value.typ.Elem())
	}
	turns := turns{body: c.list(&inner, n.List), index: index, element: element, at: c.spotOf(s, n.Pipe)}
	return func(r *run) flow {
		list, ok := value.eval(r)
		if !ok {
			return failed
		}
		if list.Len() == 0 {
			return otherwise(r)
		}
		return turns.run(r, list)
	}
}

func isList(t reflect.Type) bool {
	return t != nil && (t.Kind() == reflect.Slice || t.Kind() == reflect.Array)
}

// turns is a loop at work. The slots are -1 where there is no variable.
type turns struct {
	body           step
	index, element int
	at             spot
}

func (t turns) run(r *run, list reflect.Value) flow {
	dot := r.dot
	defer func() { r.dot = dot }()
	for i := range list.Len() {
		if r.effort(t.at) == failed {
			return failed
		}
		r.dot = list.Index(i)
		if t.element >= 0 {
			r.vars[r.base+t.element] = r.dot
		}
		if t.index >= 0 {
			r.vars[r.base+t.index] = reflect.ValueOf(i)
		}
		switch t.body(r) {
		case failed:
			return failed
		case leaveLoop:
			return next
		}
	}
	return next
}
