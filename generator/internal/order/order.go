// Package order finds reading orders: it is graph work on plain numbers and
// names and knows nothing of guides.
//
// A graph has the nodes 0 … n-1; requires[i] lists the nodes that node i needs
// before it. [Sequence] puts the nodes into an order that respects those needs,
// and [Cycles] finds those that cannot be respected.
package order

import (
	"container/heap"
	"slices"
)

// Sequence returns the nodes in an order in which each comes after all it
// requires; among those that could come next the one with the least name does.
// Nodes that require one another in a circle come together, by name, where the
// circle as a whole belongs. Equal names are ordered by index.
//
// The result is a permutation of 0 … len(names)-1, and it does not depend on
// the order of the nodes as long as their names differ. Indices outside the
// graph in requires are ignored.
//
// The order is the lexicographically least topological one (Kahn 1962, with a
// heap) of the graph's strongly connected components.
func Sequence(names []string, requires [][]int) []int {
	parts := components(len(names), requires)
	less := func(a, b int) bool { return names[a] < names[b] || names[a] == names[b] && a < b }
	part := make([]int, len(names)) // the component of each node
	for c, nodes := range parts {
		slices.SortFunc(nodes, func(a, b int) int {
			if less(a, b) {
				return -1
			}
			return 1
		})
		for _, n := range nodes {
			part[n] = c
		}
	}
	waits, follows := condense(part, len(parts), requires)
	ready := &queue{less: func(a, b int) bool { return less(parts[a][0], parts[b][0]) }}
	for c := range parts {
		if waits[c] == 0 {
			ready.items = append(ready.items, c)
		}
	}
	heap.Init(ready)
	order := make([]int, 0, len(names))
	for len(ready.items) > 0 {
		c := heap.Pop(ready).(int)
		order = append(order, parts[c]...)
		for _, f := range follows[c] {
			if waits[f]--; waits[f] == 0 {
				heap.Push(ready, f)
			}
		}
	}
	return order
}

// condense returns, for each component, how many edges lead to it from others
// and which components follow it, once per edge.
func condense(part []int, parts int, requires [][]int) (waits []int, follows [][]int) {
	waits, follows = make([]int, parts), make([][]int, parts)
	for n := range part {
		for _, r := range within(requires, n, len(part)) {
			if part[r] != part[n] {
				waits[part[n]]++
				follows[part[r]] = append(follows[part[r]], part[n])
			}
		}
	}
	return waits, follows
}

// within returns what node n requires inside the graph.
func within(requires [][]int, n, size int) []int {
	if n >= len(requires) {
		return nil
	}
	for i, r := range requires[n] {
		if r < 0 || r >= size {
			kept := slices.Clone(requires[n][:i])
			for _, r := range requires[n][i:] {
				if r >= 0 && r < size {
					kept = append(kept, r)
				}
			}
			return kept
		}
	}
	return requires[n]
}

// queue is a heap of components.
type queue struct {
	items []int
	less  func(a, b int) bool
}

func (q *queue) Len() int           { return len(q.items) }
func (q *queue) Less(i, j int) bool { return q.less(q.items[i], q.items[j]) }
func (q *queue) Swap(i, j int)      { q.items[i], q.items[j] = q.items[j], q.items[i] }
func (q *queue) Push(x any)         { q.items = append(q.items, x.(int)) }
func (q *queue) Pop() any {
	last := len(q.items) - 1
	x := q.items[last]
	q.items = q.items[:last]
	return x
}
