package order

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
)

func TestSequence(t *testing.T) {
	tests := []struct {
		name     string
		names    []string
		requires [][]int
		want     []int
	}{
		{"none", nil, nil, []int{}},
		{"by name", []string{"c", "a", "b"}, nil, []int{1, 2, 0}},
		{"prerequisite first", []string{"a", "b", "c"}, [][]int{{2}, nil, nil}, []int{1, 2, 0}},
		{"chain against the names", []string{"a", "b", "c"}, [][]int{{1}, {2}, nil}, []int{2, 1, 0}},
		{"diamond", []string{"a", "b", "c", "d"}, [][]int{{1, 2}, {3}, {3}, nil}, []int{3, 1, 2, 0}},
		{"circle stays together, before what needs it", []string{"a", "b", "c"}, [][]int{{1}, {2}, {1}}, []int{1, 2, 0}},
		{"itself", []string{"b", "a"}, [][]int{{0}, nil}, []int{1, 0}},
		{"outside the graph", []string{"b", "a"}, [][]int{{7, -1, 1}, nil}, []int{1, 0}},
	}
	for _, test := range tests {
		if got := Sequence(test.names, test.requires); !slices.Equal(got, test.want) {
			t.Errorf("%s: Sequence(%v, %v) = %v, want %v", test.name, test.names, test.requires, got, test.want)
		}
	}
}

func TestCycles(t *testing.T) {
	tests := []struct {
		n        int
		requires [][]int
		want     string
	}{
		{3, [][]int{{1}, {2}, nil}, "[]"},
		{3, [][]int{{1}, {2}, {0}}, "[[0 1 2]]"},
		{1, [][]int{{0}}, "[[0]]"},
		{4, [][]int{{1}, {0}, {3}, {2}}, "[[0 1] [2 3]]"},
		{4, [][]int{{1, 3}, {2}, {0}, {0}}, "[[0 3]]"}, // the shortest of two
	}
	for _, test := range tests {
		if got := fmt.Sprint(Cycles(test.n, test.requires)); got != test.want {
			t.Errorf("Cycles(%d, %v) = %s, want %s", test.n, test.requires, got, test.want)
		}
	}
}

// A chain of 200,000 must neither overflow a stack nor take quadratic time.
func TestSequenceLongChain(t *testing.T) {
	const n = 200_000
	names, requires := make([]string, n), make([][]int, n)
	for i := range n {
		names[i] = fmt.Sprintf("%06d", i)
		if i+1 < n {
			requires[i] = []int{i + 1}
		}
	}
	got := Sequence(names, requires)
	if got[0] != n-1 || got[n-1] != 0 {
		t.Errorf("a chain of %d begins with %d and ends with %d, want %d and 0", n, got[0], got[n-1], n-1)
	}
}

// FuzzSequence: a permutation; every requirement between nodes of different
// circles respected; the same for any order of the nodes.
func FuzzSequence(f *testing.F) {
	f.Add(uint64(1), uint8(5), uint8(4))
	f.Add(uint64(2), uint8(30), uint8(60))
	f.Fuzz(func(t *testing.T, seed uint64, size, edges uint8) {
		random := rand.New(rand.NewPCG(seed, 1))
		n := int(size%40) + 1
		names, requires := make([]string, n), make([][]int, n)
		for i := range n {
			names[i] = fmt.Sprintf("%02d", i)
		}
		for range edges {
			from, to := random.IntN(n), random.IntN(n)
			requires[from] = append(requires[from], to)
		}
		order := Sequence(names, requires)
		checkOrder(t, n, requires, order)

		shuffle := random.Perm(n) // node i becomes shuffle[i]
		names2, requires2 := make([]string, n), make([][]int, n)
		for i := range n {
			names2[shuffle[i]] = names[i]
			for _, r := range requires[i] {
				requires2[shuffle[i]] = append(requires2[shuffle[i]], shuffle[r])
			}
		}
		for i, node := range Sequence(names2, requires2) {
			if names2[node] != names[order[i]] {
				t.Fatalf("place %d is %s in one order of the nodes and %s in another", i, names[order[i]], names2[node])
			}
		}
	})
}

func checkOrder(t *testing.T, n int, requires [][]int, order []int) {
	t.Helper()
	sorted := slices.Sorted(slices.Values(order))
	place := make([]int, n)
	for i := range n {
		if len(sorted) != n || sorted[i] != i {
			t.Fatalf("%v is no permutation of %d nodes", order, n)
		}
		place[order[i]] = i
	}
	part := make([]int, n)
	for c, nodes := range components(n, requires) {
		for _, node := range nodes {
			part[node] = c
		}
	}
	for node, list := range requires {
		for _, r := range list {
			if part[r] != part[node] && place[r] > place[node] {
				t.Fatalf("%d requires %d but comes before it in %v", node, r, order)
			}
		}
	}
}
