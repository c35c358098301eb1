package parallel

import (
	"sync/atomic"
	"testing"
)

func TestMapKeepsOrder(t *testing.T) {
	for _, n := range []int{0, 1, 15, 16, 17, 1000} {
		for i, got := range Map(n, func(i int) int { return i * i }) {
			if got != i*i {
				t.Fatalf("of %d: result %d is %d, want %d", n, i, got, i*i)
			}
		}
	}
}

func TestDoCallsEachOnce(t *testing.T) {
	counts := make([]atomic.Int32, 5000)
	Do(len(counts), func(i int) { counts[i].Add(1) })
	for i := range counts {
		if n := counts[i].Load(); n != 1 {
			t.Fatalf("index %d was called %d times", i, n)
		}
	}
}

func TestLater(t *testing.T) {
	var calls atomic.Int32
	wait := Later(func() int32 { return calls.Add(1) })
	if first, second := wait(), wait(); first != 1 || second != 1 {
		t.Errorf("got %d and %d, want the result of one call", first, second)
	}
}

func TestPanicReachesTheCaller(t *testing.T) {
	defer func() {
		if p := recover(); p != "oh" {
			t.Errorf("recovered %v, want the panic of the function", p)
		}
	}()
	Do(1000, func(i int) {
		if i == 500 {
			panic("oh")
		}
	})
	t.Error("Do returned")
}

// A panic of what begins early reaches who waits for it, and nobody else.
func TestPanicReachesWhoWaits(t *testing.T) {
	wait := Later(func() int { panic("oh") })
	for range 2 {
		func() {
			defer func() {
				if p := recover(); p != "oh" {
					t.Errorf("recovered %v, want the panic of the function", p)
				}
			}()
			wait()
		}()
	}
}
