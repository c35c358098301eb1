package register

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"
)

// search is what the search for the order of computation knows of a fact.
type search struct {
	index, low int // counted from 1; 0 is not yet visited
	isOpen     bool
}

// compute gives computed facts their values, inputs first.
func (r *reader) compute() {
	c := computer{reader: r}
	for _, f := range r.Facts {
		if d := r.drafts[f.ID]; d.search.index == 0 {
			c.visit(d)
		}
	}
}

// computer goes through facts and what they are computed from, and finds groups of
// facts each of which is computed from all others (Tarjan 1972). A group is
// complete after those that it is computed from, so that is the order in which
// facts are computed. A group of more than one fact is a circle.
type computer struct {
	*reader
	next  int
	stack []*draft
}

func (c *computer) visit(d *draft) {
	c.next++
	d.search = search{c.next, c.next, true}
	c.stack = append(c.stack, d)
	for _, id := range d.Inputs {
		switch input := c.drafts[id]; {
		case input == nil: // reported by link
		case input.search.index == 0:
			c.visit(input)
			d.search.low = min(d.search.low, input.search.low)
		case input.search.isOpen:
			d.search.low = min(d.search.low, input.search.index)
		}
	}
	if d.search.low < d.search.index {
		return
	}
	from := len(c.stack) - 1
	for c.stack[from] != d {
		from--
	}
	group := slices.Clone(c.stack[from:])
	c.stack = c.stack[:from]
	for _, member := range group {
		member.search.isOpen = false
	}
	if len(group) > 1 || slices.Contains(d.Inputs, d.ID) {
		c.circle(group)
		return
	}
	c.eval(d)
}

// maxShown is how many facts of a circle are named.
const maxShown = 20

// circle reports facts that are computed from one another: a shortest circle
// through the first of them.
func (c *computer) circle(group []*draft) {
	for _, d := range group {
		d.Value.Known = false
	}
	first := slices.MinFunc(group, func(a, b *draft) int { return strings.Compare(a.ID, b.ID) })
	circle := c.shortest(first, group)
	last := circle[len(circle)-1]
	d := diag.Diagnostic{Code: diag.FactFormula, Message: fmt.Sprintf("%q is computed from itself", first.ID), Fix: fmt.Sprintf("take %s out of its formula", first.ID)}
	if len(circle) > 1 {
		d.Message = "facts are computed from one another in a circle: " + chain(circle)
		d.Fix = fmt.Sprintf("take %s out of the formula of %s, or any other of them out of the one before it", first.ID, last.ID)
	}
	for i, member := range circle[1:] {
		if i < maxShown {
			next := circle[(i+2)%len(circle)]
			d.Related = append(d.Related, diag.Related{Place: member.uses(next.ID), Message: member.ID + " is computed from " + next.ID})
		}
	}
	c.report(first.uses(circle[1%len(circle)].ID), d)
}

// chain writes a circle for a message.
func chain(circle []*draft) string {
	var ids []string
	for _, d := range circle {
		ids = append(ids, d.ID)
	}
	if more := len(ids) - maxShown; more > 0 {
		ids = append(ids[:maxShown], fmt.Sprintf("… (%d more)", more))
	}
	return strings.Join(append(ids, circle[0].ID), " → ")
}

// shortest returns a shortest circle through a fact, by breadth-first search in
// its group.
func (c *computer) shortest(first *draft, group []*draft) []*draft {
	within := make(map[*draft]bool, len(group))
	for _, d := range group {
		within[d] = true
	}
	before := map[*draft]*draft{}
	for queue := []*draft{first}; len(queue) > 0; queue = queue[1:] {
		for _, id := range queue[0].Inputs {
			input := c.drafts[id]
			if input == first {
				circle := []*draft{queue[0]}
				for circle[len(circle)-1] != first {
					circle = append(circle, before[circle[len(circle)-1]])
				}
				slices.Reverse(circle)
				return circle
			}
			if within[input] && before[input] == nil {
				before[input] = queue[0]
				queue = append(queue, input)
			}
		}
	}
	panic("register: no circle through " + first.ID)
}
