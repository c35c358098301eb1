package layout

import (
	"bytes"
	"fmt"
	"reflect"
	"strconv"
	"text/template/parse"

	"balise/generator/internal/diag"
)

// Limits on making one page.
const (
	maxLayout = 256 << 10 // bytes
	maxOutput = 16 << 20  // bytes
	maxDepth  = 100       // templates inside templates
	maxWork   = 5 << 20   // templates called and turns of loops
)

// run is the making of one page: what a program's steps read and change.
type run struct {
	out   *bytes.Buffer
	start int // where the page begins in out

	dot  reflect.Value
	vars []reflect.Value // of the routine that runs and, below base, of its callers
	base int
	room [8]reflect.Value // for as many as most layouts need

	depth, work int
	failure     *diag.Diagnostic
}

// step is one instruction of a program.
type step func(*run) flow

// flow says how a step ended.
type flow uint8

const (
	next flow = iota
	leaveTurn
	leaveLoop
	failed
)

// routine is a template compiled for one type of dot. Variable 0 is $.
type routine struct {
	body  step
	slots int
}

// spot is a place in a layout, kept by the steps that may fail there.
type spot struct {
	file   *file
	offset int
	length int
}

// fail ends the run.
func (r *run) fail(at spot, code diag.Code, message, fix string) flow {
	if r.failure == nil {
		d := at.file.problem(code, at.offset, at.length, message, fix)
		r.failure = &d
	}
	return failed
}

// within is next, or the end of the run when the page has become too large.
func (r *run) within(at spot) flow {
	if r.out.Len()-r.start > maxOutput {
		return r.fail(at, diag.LayoutLimit, fmt.Sprintf("the page grows beyond %d MiB", maxOutput>>20), "make less on one page")
	}
	return next
}

// effort counts a turn of a loop or a call of a template.
func (r *run) effort(at spot) flow {
	if r.work++; r.work > maxWork {
		return r.fail(at, diag.LayoutLimit, "the layout does not come to an end", "check its loops and the templates that call themselves")
	}
	return next
}

// call runs a routine with data as its dot.
func (r *run) call(callee *routine, data reflect.Value, at spot) flow {
	if r.effort(at) == failed {
		return failed
	}
	if r.depth++; r.depth > maxDepth {
		return r.fail(at, diag.LayoutLimit, fmt.Sprintf("templates call one another more than %d deep", maxDepth), "end the recursion: a template must not call itself without a condition that becomes false")
	}
	dot, base, top := r.dot, r.base, len(r.vars)
	r.base = top
	for range callee.slots {
		r.vars = append(r.vars, reflect.Value{})
	}
	r.vars[top], r.dot = data, data
	end := callee.body(r)
	r.dot, r.base, r.vars = dot, base, r.vars[:top]
	r.depth--
	return end
}

// sequence is steps one after the other.
func sequence(steps []step) step {
	switch len(steps) {
	case 0:
		return func(*run) flow { return next }
	case 1:
		return steps[0]
	}
	return func(r *run) flow {
		for _, do := range steps {
			if end := do(r); end != next {
				return end
			}
		}
		return next
	}
}

// text is a step that writes fixed bytes.
func text(data []byte, at spot) step {
	return func(r *run) flow {
		r.out.Write(data)
		return r.within(at)
	}
}

// truth tells what {{if}} makes of a value, as text/template does.
func truth(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Invalid:
		return false
	case reflect.String, reflect.Slice, reflect.Map, reflect.Array:
		return v.Len() > 0
	case reflect.Struct:
		return true
	default:
		return !v.IsZero()
	}
}

// nodeLength is the length of what a node's position points at.
func nodeLength(n parse.Node) int {
	switch n := n.(type) {
	case *parse.TemplateNode: // at the name
		return len(strconv.Quote(n.Name))
	case *parse.ActionNode:
		return len(n.Pipe.String())
	case *parse.IfNode:
		return len(n.Pipe.String())
	case *parse.WithNode:
		return len(n.Pipe.String())
	case *parse.RangeNode:
		return len(n.Pipe.String())
	case *parse.BranchNode:
		return len(n.Pipe.String())
	case *parse.TextNode:
		return 0
	}
	return len(n.String())
}

// spotOf returns where a node stands in its file.
func (c *compiler) spotOf(s *scope, n parse.Node) spot {
	return spot{file: s.file, offset: int(n.Position()), length: nodeLength(n)}
}
