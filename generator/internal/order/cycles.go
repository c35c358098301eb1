package order

import "slices"

// Cycles returns the circles of a graph: for every group of nodes that require
// one another, one shortest circle through the group's least node, which comes
// first. Each node of a circle requires the next, and the last the first. A node
// that requires itself is a circle of one.
func Cycles(n int, requires [][]int) [][]int {
	var cycles [][]int
	for _, nodes := range components(n, requires) {
		start := slices.Min(nodes)
		if len(nodes) == 1 && !slices.Contains(within(requires, start, n), start) {
			continue
		}
		cycles = append(cycles, shortest(n, requires, start))
	}
	slices.SortFunc(cycles, func(a, b []int) int { return a[0] - b[0] })
	return cycles
}

// shortest returns a shortest circle through start, by breadth-first search.
func shortest(n int, requires [][]int, start int) []int {
	from := map[int]int{}
	queue := []int{start}
	for len(queue) > 0 {
		node := queue[0]
		queue = queue[1:]
		for _, next := range within(requires, node, n) {
			if next == start {
				return unwind(from, node, start)
			}
			if _, seen := from[next]; !seen {
				from[next] = node
				queue = append(queue, next)
			}
		}
	}
	return []int{start}
}

func unwind(from map[int]int, node, start int) []int {
	cycle := []int{node}
	for node != start {
		node = from[node]
		cycle = append(cycle, node)
	}
	slices.Reverse(cycle)
	return cycle
}

// components returns the strongly connected components of a graph (Tarjan 1972),
// in no order that matters. The recursion is unrolled: chains may be long.
func components(n int, requires [][]int) [][]int {
	t := tarjan{requires: requires, size: n, index: make([]int, n), low: make([]int, n), onStack: make([]bool, n)}
	for node := range n {
		if t.index[node] == 0 {
			t.from(node)
		}
	}
	return t.found
}

type tarjan struct {
	requires   [][]int
	size, next int
	index, low []int // counted from 1; 0 is unvisited
	onStack    []bool
	stack      []int
	found      [][]int
}

// frame is a node being visited and the next of its edges to follow.
type frame struct{ node, edge int }

func (t *tarjan) from(root int) {
	frames := []frame{t.enter(root)}
	for len(frames) > 0 {
		f := &frames[len(frames)-1]
		edges := within(t.requires, f.node, t.size)
		if f.edge < len(edges) {
			next := edges[f.edge]
			f.edge++
			if t.index[next] == 0 {
				frames = append(frames, t.enter(next))
			} else if t.onStack[next] {
				t.low[f.node] = min(t.low[f.node], t.index[next])
			}
			continue
		}
		node := f.node
		frames = frames[:len(frames)-1]
		if len(frames) > 0 {
			parent := frames[len(frames)-1].node
			t.low[parent] = min(t.low[parent], t.low[node])
		}
		if t.low[node] == t.index[node] {
			t.leave(node)
		}
	}
}

func (t *tarjan) enter(node int) frame {
	t.next++
	t.index[node], t.low[node] = t.next, t.next
	t.stack = append(t.stack, node)
	t.onStack[node] = true
	return frame{node: node}
}

// leave takes a whole component off the stack.
func (t *tarjan) leave(root int) {
	at := len(t.stack) - 1
	for t.stack[at] != root {
		at--
	}
	part := slices.Clone(t.stack[at:])
	for _, node := range part {
		t.onStack[node] = false
	}
	t.stack = t.stack[:at]
	t.found = append(t.found, part)
}
