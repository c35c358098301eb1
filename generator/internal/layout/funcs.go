package layout

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"text/template/parse"

	"balise/generator/internal/diag"
)

// functions returns the names of all functions that layouts may call.
func functions() []string {
	return []string{"t", "date", "duration", "asset", "and", "or", "not", "eq", "ne", "lt", "le", "gt", "ge", "len", "index", "add", "print"}
}

// invocation is one call of a function, its arguments compiled.
type invocation struct {
	scope *scope
	node  *parse.IdentifierNode
	args  []expr
}

// function compiles the call of a function.
func (c *compiler) function(s *scope, id *parse.IdentifierNode, nodes []parse.Node, final *expr) (expr, bool) {
	if !slices.Contains(functions(), id.Ident) {
		candidates := functions()
		if before := s.file.text[:c.spotOf(s, id).offset]; strings.HasSuffix(strings.TrimRight(strings.TrimRight(before, " "), "-"), "{{") {
			candidates = slices.Concat(keywords(len(nodes) == 0), candidates)
		}
		fix := didYouMean(id.Ident, candidates, "a value of the page begins with a dot, like .Title")
		c.complain(s, id, diag.LayoutField, fmt.Sprintf("no function %q", id.Ident), fix)
		return expr{}, false
	}
	call := invocation{scope: s, node: id}
	good := true
	for _, n := range nodes {
		arg, ok := c.operand(s, n)
		good = good && ok
		call.args = append(call.args, arg)
	}
	if final != nil {
		call.args = append(call.args, *final)
	}
	if !good {
		return expr{}, false
	}
	switch id.Ident {
	case "t":
		return c.translate(call)
	case "date":
		return c.date(call)
	case "duration":
		return c.duration(call)
	case "asset":
		return c.asset(call)
	case "and", "or":
		return c.andOr(call)
	case "not":
		return c.not(call)
	case "len":
		return c.length(call)
	case "index":
		return c.index(call)
	case "add":
		return c.add(call)
	case "print":
		return c.print(call)
	}
	return c.compare(call)
}

// wrong reports a call with arguments that do not fit.
func (c *compiler) wrong(call invocation, message, fix string) (expr, bool) {
	c.complain(call.scope, call.node, diag.LayoutField, call.node.Ident+": "+message, fix)
	return expr{}, false
}

// takes checks the arguments of a call against what is asked of each.
func (c *compiler) takes(call invocation, usage string, asked ...func(reflect.Type) bool) bool {
	fits := len(call.args) == len(asked)
	for i := 0; fits && i < len(asked); i++ {
		fits = asked[i](call.args[i].typ)
	}
	if !fits {
		c.wrong(call, "the arguments do not fit", "write {{"+usage+"}}")
	}
	return fits
}

func (c *compiler) andOr(call invocation) (expr, bool) {
	if len(call.args) == 0 {
		return c.wrong(call, "no arguments", "write {{if "+call.node.Ident+" .Draft .Scheduled}}")
	}
	typ := call.args[0].typ
	for _, a := range call.args {
		if a.typ != typ {
			typ = reflect.TypeFor[mixed]()
		}
	}
	stop := call.node.Ident == "or" // the truth that ends the search
	return expr{typ: typ, eval: func(r *run) (v reflect.Value, ok bool) {
		for _, a := range call.args {
			if v, ok = a.eval(r); !ok || truth(v) == stop {
				break
			}
		}
		return v, ok
	}}, true
}

func (c *compiler) not(call invocation) (expr, bool) {
	if len(call.args) != 1 {
		return c.wrong(call, "takes one argument", "write {{if not .Draft}}")
	}
	arg := call.args[0]
	return expr{typ: reflect.TypeFor[bool](), eval: func(r *run) (reflect.Value, bool) {
		v, ok := arg.eval(r)
		return reflect.ValueOf(!truth(v)), ok
	}}, true
}

func (c *compiler) length(call invocation) (expr, bool) {
	sized := func(t reflect.Type) bool { return isList(t) || isString(t) }
	if !c.takes(call, "len .Tags", sized) {
		return expr{}, false
	}
	arg := call.args[0]
	return expr{typ: reflect.TypeFor[int](), eval: func(r *run) (reflect.Value, bool) {
		v, ok := arg.eval(r)
		if !ok {
			return v, false
		}
		return reflect.ValueOf(v.Len()), true
	}}, true
}

func (c *compiler) index(call invocation) (expr, bool) {
	if !c.takes(call, "index .Tags 0", isList, isInt) {
		return expr{}, false
	}
	list, position := call.args[0], call.args[1]
	at := c.spotOf(call.scope, call.node)
	return expr{typ: list.typ.Elem(), eval: func(r *run) (reflect.Value, bool) {
		v, ok := list.eval(r)
		if !ok {
			return v, false
		}
		i, ok := position.eval(r)
		if !ok {
			return i, false
		}
		if n := i.Int(); n < 0 || n >= int64(v.Len()) {
			r.fail(at, diag.LayoutExec, fmt.Sprintf("index %d of a list of %d", n, v.Len()), "guard it with {{if}}")
			return v, false
		}
		return v.Index(int(i.Int())), true
	}}, true
}

// add compiles {{add $i 1}}: the sum of numbers, since lists count from 0 and
// readers from 1.
func (c *compiler) add(call invocation) (expr, bool) {
	notInt := func(a expr) bool { return !isInt(a.typ) }
	if len(call.args) == 0 || slices.ContainsFunc(call.args, notInt) {
		return c.wrong(call, "takes numbers", "write {{add $i 1}}")
	}
	return expr{typ: reflect.TypeFor[int](), eval: func(r *run) (reflect.Value, bool) {
		sum := 0
		for _, a := range call.args {
			v, ok := a.eval(r)
			if !ok {
				return v, false
			}
			sum += int(v.Int())
		}
		return reflect.ValueOf(sum), true
	}}, true
}

func (c *compiler) print(call invocation) (expr, bool) {
	for _, a := range call.args {
		if !isPrintable(a.typ) {
			return c.wrong(call, kindOf(a.typ)+" cannot be shown", "")
		}
	}
	return expr{typ: reflect.TypeFor[string](), eval: func(r *run) (reflect.Value, bool) {
		parts := make([]any, len(call.args))
		for i, a := range call.args {
			v, ok := a.eval(r)
			if !ok {
				return v, false
			}
			parts[i] = v.Interface()
		}
		return reflect.ValueOf(fmt.Sprint(parts...)), true
	}}, true
}
