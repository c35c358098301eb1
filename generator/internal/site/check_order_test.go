package site

import (
	"fmt"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"balise/generator/internal/diag"
)

// faults returns what a check says of the order of steps.
func faults(s *Site) []string {
	var messages []string
	for _, d := range s.Check(nil).Problems {
		if d.Code == diag.StepOrder {
			message, _, _ := strings.Cut(d.Message, ", through")
			messages = append(messages, message)
		}
	}
	slices.Sort(messages)
	return messages
}

// A step is reported once for each later step that it requires, directly or
// through guides that are no steps, and for nothing else.
func TestStepOrderFindsWhatIsRequired(t *testing.T) {
	const n = 12
	for seed := range uint64(200) {
		random := rand.New(rand.NewPCG(seed, 1))
		requires := make([][]int, n) // of later names alone, so without circles
		files := map[string]string{}
		for i := range n {
			var keys []string
			for j := i + 1; j < n; j++ {
				if random.IntN(4) == 0 {
					requires[i] = append(requires[i], j)
					keys = append(keys, fmt.Sprintf("g%d", j))
				}
			}
			files[fmt.Sprintf("g%d.md", i)] = titled("G", "standalone: true", "requires: ["+strings.Join(keys, ", ")+"]")
		}
		steps := random.Perm(n)[:5]
		var names []string
		for _, step := range steps {
			names = append(names, fmt.Sprintf("g%d", step))
		}
		files["index.md"] = titled("Accueil", "steps: ["+strings.Join(names, ", ")+"]")
		var want []string
		for i, step := range steps {
			for later := range requiredSteps(requires, steps, step, map[int]bool{}) {
				if later > i {
					want = append(want, fmt.Sprintf("%q is step %d of this path but requires %q, step %d", names[i], i+1, names[later], later+1))
				}
			}
		}
		slices.Sort(want)
		if got := faults(link(t, files)); !slices.Equal(got, want) {
			t.Fatalf("seed %d, requires %v, steps %v:\ngot  %q\nwant %q", seed, requires, steps, got, want)
		}
	}
}

// requiredSteps adds the steps that a guide requires to found, by index.
func requiredSteps(requires [][]int, steps []int, guide int, found map[int]bool) map[int]bool {
	for _, r := range requires[guide] {
		if i := slices.Index(steps, r); i >= 0 {
			found[i] = true
		} else {
			requiredSteps(requires, steps, r, found)
		}
	}
	return found
}

// A long chain of prerequisites behind every step costs as much as it is long,
// not its square and not once for each step.
func TestStepOrderOfLongChains(t *testing.T) {
	cost := func(n int) uint64 {
		files := map[string]string{}
		var steps []string
		for i := range 100 {
			files[fmt.Sprintf("s%d.md", i)] = titled("S", "requires: [c0]")
			steps = append(steps, fmt.Sprintf("s%d", i))
		}
		for i := range n {
			files[fmt.Sprintf("c%d.md", i)] = titled("C", "standalone: true", fmt.Sprintf("requires: [c%d]", min(i+1, n)))
		}
		files[fmt.Sprintf("c%d.md", n)] = titled("C", "standalone: true")
		files["index.md"] = titled("Accueil", "steps: ["+strings.Join(steps, ", ")+"]")
		s := link(t, files)
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		found := faults(s)
		runtime.ReadMemStats(&after)
		if len(found) > 0 {
			t.Errorf("found %q", found)
		}
		return after.TotalAlloc - before.TotalAlloc
	}
	small, large := cost(500), cost(1000)
	if large > 3*small || large > 20<<20 {
		t.Errorf("a chain of 500 costs %d bytes, one of 1000 %d", small, large)
	}
}
