package layout

import (
	"bytes"
	"fmt"
	"reflect"
	"sync"
	"text/template/parse"

	"balise/generator/internal/diag"
)

// compiler turns templates into routines. Without words it only checks, and notes
// what they reach. What it has compiled for one layout serves all others.
type compiler struct {
	all    *templates
	words  *words  // of the language compiled for; nil while checking
	assets *assets // of the site

	lock  sync.Mutex // held by layout
	parts map[callee]*part
}

// callee is a template and the type of the data it is called with.
type callee struct {
	name string
	dot  reflect.Type
}

// part is a template compiled for data of one type, and what was found by the way.
type part struct {
	routine  routine
	reach    *reach // of itself, without what it calls
	calls    []*part
	problems diag.List
}

// scope is what is known at one place of a template.
type scope struct {
	file *file
	part *part
	dot  reflect.Type // nil when the template was called without data
	data reflect.Type // of $
	vars []variable
}

type variable struct {
	name string
	typ  reflect.Type
	slot int
}

func newCompiler(all *templates, a *assets, w *words) *compiler {
	return &compiler{all: all, assets: a, words: w, parts: map[callee]*part{}}
}

// layout compiles a layout with all that it calls, and returns what they reach and
// what is wrong with them. Several goroutines may call it.
func (c *compiler) layout(name string, data reflect.Type) (*routine, *reach, diag.List) {
	c.lock.Lock()
	defer c.lock.Unlock()
	main := c.template(name, data)
	all, problems, seen := newReach(), diag.List(nil), map[*part]bool{}
	var gather func(*part)
	gather = func(p *part) {
		if seen[p] {
			return
		}
		seen[p] = true
		all.add(p.reach)
		problems = append(problems, p.problems...)
		for _, called := range p.calls {
			gather(called)
		}
	}
	gather(main)
	return &main.routine, all, problems
}

// complain reports a problem at a node.
func (c *compiler) complain(s *scope, n parse.Node, code diag.Code, message, fix string) {
	at := c.spotOf(s, n)
	s.part.problems = append(s.part.problems, s.file.problem(code, at.offset, at.length, message, fix))
}

// template compiles a template for data of a type, once; the template exists.
func (c *compiler) template(name string, dot reflect.Type) *part {
	key := callee{name, dot}
	if p := c.parts[key]; p != nil {
		return p
	}
	p := &part{routine: routine{slots: 1}, reach: newReach()}
	c.parts[key] = p // before its body, which may call it
	tree := c.all.trees[name]
	f := c.all.file(tree)
	p.reach.file(f)
	s := &scope{file: f, part: p, dot: dot, data: dot}
	p.routine.body = c.list(s, tree.Root)
	return p
}

// list compiles a list of nodes. Variables declared in it end with it.
func (c *compiler) list(s *scope, list *parse.ListNode) step {
	if list == nil {
		return sequence(nil)
	}
	inner := *s
	var steps []step
	var fixed []byte
	var fixedAt parse.Node
	flush := func() {
		if len(fixed) > 0 {
			steps = append(steps, text(bytes.Clone(fixed), spot{file: s.file, offset: int(fixedAt.Position())}))
			fixed = fixed[:0]
		}
	}
	for _, n := range list.Nodes {
		data, do := c.node(&inner, n)
		if len(data) > 0 && len(fixed) == 0 {
			fixedAt = n
		}
		fixed = append(fixed, data...)
		if do != nil {
			flush()
			steps = append(steps, do)
		}
	}
	flush()
	return sequence(steps)
}

// node compiles one node into fixed bytes or a step, or neither.
func (c *compiler) node(s *scope, n parse.Node) ([]byte, step) {
	switch n := n.(type) {
	case *parse.TextNode:
		return n.Text, nil
	case *parse.ActionNode:
		return c.action(s, n)
	case *parse.IfNode:
		return nil, c.branch(s, &n.BranchNode, false)
	case *parse.WithNode:
		return nil, c.branch(s, &n.BranchNode, true)
	case *parse.RangeNode:
		return nil, c.loop(s, n)
	case *parse.TemplateNode:
		return nil, c.call(s, n)
	case *parse.BreakNode:
		return nil, func(*run) flow { return leaveLoop }
	case *parse.ContinueNode:
		return nil, func(*run) flow { return leaveTurn }
	case *parse.CommentNode:
		return nil, nil
	}
	panic(fmt.Sprintf("layout: unknown node %T", n))
}

// action compiles {{pipeline}}, {{$x := pipeline}} and {{$x = pipeline}}.
func (c *compiler) action(s *scope, n *parse.ActionNode) ([]byte, step) {
	pipe, escapers := splitEscapers(n.Pipe)
	value, ok := c.pipeline(s, pipe)
	if !ok {
		return nil, nil
	}
	if len(n.Pipe.Decl) > 0 {
		return nil, c.assign(s, n.Pipe, value)
	}
	if !isPrintable(value.typ) {
		c.complain(s, pipe, diag.LayoutField, "this is "+kindOf(value.typ)+", which cannot be shown", "show one of its fields, or {{range}} over it")
		return nil, nil
	}
	if c.words == nil {
		return nil, nil
	}
	at := c.spotOf(s, pipe)
	if value.markup != nil && chainName(escapers) == "html" {
		return nil, func(r *run) flow {
			m, ok := value.markup(r)
			if !ok {
				return failed
			}
			m.WriteHTML(r.out)
			return r.within(at)
		}
	}
	write := writerFor(value.typ, escapers)
	if value.known.IsValid() {
		var b bytes.Buffer
		if err := write(&b, value.known); err == nil {
			return b.Bytes(), nil
		}
	}
	return nil, func(r *run) flow {
		v, ok := value.eval(r)
		if !ok {
			return failed
		}
		if err := write(r.out, v); err != nil {
			return r.fail(at, diag.LayoutExec, err.Error(), "")
		}
		return r.within(at)
	}
}

// assign compiles the declaration of a variable, or a new value for one.
func (c *compiler) assign(s *scope, pipe *parse.PipeNode, value expr) step {
	name := pipe.Decl[0].Ident[0]
	var slot int
	if pipe.IsAssign {
		v, _ := s.variable(name)
		if v.typ != value.typ {
			c.complain(s, pipe, diag.LayoutField, fmt.Sprintf("%s is %s and cannot become %s", name, kindOf(v.typ), kindOf(value.typ)), "use a variable of its own")
		}
		slot = v.slot
	} else {
		slot = s.declare(name, value.typ)
	}
	return func(r *run) flow {
		v, ok := value.eval(r)
		if !ok {
			return failed
		}
		r.vars[r.base+slot] = v
		return next
	}
}

// branch compiles {{if}} and {{with}}.
func (c *compiler) branch(s *scope, n *parse.BranchNode, with bool) step {
	outer := *s
	value, ok := c.pipeline(&outer, n.Pipe)
	then := outer
	slot := -1
	if len(n.Pipe.Decl) > 0 {
		slot = outer.declare(n.Pipe.Decl[0].Ident[0], value.typ)
		then.vars = outer.vars
	}
	if with {
		then.dot = value.typ
	}
	if !ok && (with || slot >= 0) {
		c.list(&outer, n.ElseList) // what is inside cannot be judged
		return nil
	}
	yes, no := c.list(&then, n.List), c.list(&outer, n.ElseList)
	return func(r *run) flow {
		v, ok := value.eval(r)
		if !ok {
			return failed
		}
		if slot >= 0 {
			r.vars[r.base+slot] = v
		}
		if !truth(v) {
			return no(r)
		}
		if !with {
			return yes(r)
		}
		dot := r.dot
		r.dot = v
		end := yes(r)
		r.dot = dot
		return end
	}
}

// call compiles {{template "name" pipeline}}.
func (c *compiler) call(s *scope, n *parse.TemplateNode) step {
	if c.all.trees[n.Name] == nil {
		c.noTemplate(s, n)
		return nil
	}
	at := c.spotOf(s, n)
	data := expr{eval: func(*run) (reflect.Value, bool) { return reflect.Value{}, true }}
	if n.Pipe != nil {
		var ok bool
		if data, ok = c.pipeline(s, n.Pipe); !ok {
			return nil
		}
	}
	called := c.template(n.Name, data.typ)
	s.part.reach.calls, s.part.calls = append(s.part.reach.calls, call{n, at}), append(s.part.calls, called)
	return func(r *run) flow {
		v, ok := data.eval(r)
		if !ok {
			return failed
		}
		return r.call(&called.routine, v, at)
	}
}

// noTemplate reports a call of a template that is not there.
func (c *compiler) noTemplate(s *scope, n *parse.TemplateNode) {
	if d, ok := c.all.wrong[n.Name]; ok {
		s.part.problems = append(s.part.problems, d)
		return
	}
	fix := didYouMean(n.Name, c.all.names(), "add "+layoutsFolder+n.Name)
	c.complain(s, n, diag.LayoutMissing, fmt.Sprintf("no template %q", n.Name), fix)
}

// declare adds a variable to the scope and returns its slot.
func (s *scope) declare(name string, typ reflect.Type) int {
	slot := len(s.vars) + 1
	s.vars = append(s.vars[:len(s.vars):len(s.vars)], variable{name, typ, slot})
	s.part.routine.slots = max(s.part.routine.slots, slot+1)
	return slot
}

// variable looks a variable up; the parser has seen to it that it exists.
func (s *scope) variable(name string) (variable, bool) {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			return s.vars[i], true
		}
	}
	return variable{name: "$", typ: s.data}, name == "$"
}
