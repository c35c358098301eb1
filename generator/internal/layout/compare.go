package layout

import (
	"cmp"
	"reflect"
)

// compare compiles eq, ne, lt, le, gt and ge. Only eq takes more than two
// arguments: it asks whether the first equals any other.
func (c *compiler) compare(call invocation) (expr, bool) {
	name := call.node.Ident
	usage := "write {{if " + name + " .Minutes 5}}"
	if len(call.args) < 2 || len(call.args) > 2 && name != "eq" {
		return c.wrong(call, "takes two arguments", usage)
	}
	order := orderOf(call.args[0].typ)
	for _, a := range call.args {
		if order == nil || a.typ == nil || orderOf(a.typ) == nil || family(a.typ) != family(call.args[0].typ) {
			return c.wrong(call, "cannot compare "+kindOf(call.args[0].typ)+" with "+kindOf(a.typ), usage)
		}
	}
	if isBool(call.args[0].typ) && name != "eq" && name != "ne" {
		return c.wrong(call, "true and false have no order", "use eq or ne")
	}
	holds := relation(name)
	first, others := call.args[0], call.args[1:]
	return expr{typ: reflect.TypeFor[bool](), eval: func(r *run) (reflect.Value, bool) {
		x, ok := first.eval(r)
		if !ok {
			return x, false
		}
		for _, other := range others {
			y, ok := other.eval(r)
			if !ok {
				return y, false
			}
			if holds(order(x, y)) {
				return reflect.ValueOf(true), true
			}
		}
		return reflect.ValueOf(false), true
	}}, true
}

// relation returns the test that a comparison makes of the order of its
// arguments.
func relation(name string) func(order int) bool {
	switch name {
	case "eq":
		return func(o int) bool { return o == 0 }
	case "ne":
		return func(o int) bool { return o != 0 }
	case "lt":
		return func(o int) bool { return o < 0 }
	case "le":
		return func(o int) bool { return o <= 0 }
	case "gt":
		return func(o int) bool { return o > 0 }
	}
	return func(o int) bool { return o >= 0 }
}

// orderOf returns how values of a type are ordered; nil when they are not.
func orderOf(t reflect.Type) func(x, y reflect.Value) int {
	switch {
	case isString(t):
		return func(x, y reflect.Value) int { return cmp.Compare(x.String(), y.String()) }
	case isInt(t):
		return func(x, y reflect.Value) int { return cmp.Compare(x.Int(), y.Int()) }
	case isBool(t):
		return func(x, y reflect.Value) int {
			if x.Bool() == y.Bool() {
				return 0
			}
			return 1
		}
	}
	return nil
}

// family groups the types that may be compared with one another.
func family(t reflect.Type) string { return kindOf(t) }
