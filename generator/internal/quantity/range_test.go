package quantity

import (
	"math"
	"testing"
)

func TestRange(t *testing.T) {
	a, b := Range{-2, 3}, Range{4, 5}
	for _, test := range []struct {
		name      string
		got, want Range
	}{{"Add", a.Add(b), Range{2, 8}}, {"Sub", a.Sub(b), Range{-7, -1}}, {"Mul", a.Mul(b), Range{-10, 15}}} {
		if test.got != test.want {
			t.Errorf("%s = %v, want %v", test.name, test.got, test.want)
		}
	}
	if got, ok := b.Div(Range{2, 4}); !ok || got != (Range{1, 2.5}) {
		t.Errorf("Div = %v, %v", got, ok)
	}
	for _, zero := range []Range{{0, 0}, {-1, 1}, {0, 2}, {-2, 0}} {
		if got, ok := a.Div(zero); ok {
			t.Errorf("Div(%v) = %v", zero, got)
		}
	}
	for _, test := range []struct {
		n    int
		want Range
		ok   bool
	}{{0, Range{1, 1}, true}, {1, a, true}, {2, Range{0, 9}, true}, {3, Range{-8, 27}, true}, {-1, Range{}, false}} {
		if got, ok := a.Pow(test.n); got != test.want || ok != test.ok {
			t.Errorf("%v.Pow(%d) = %v, %v, want %v, %v", a, test.n, got, ok, test.want, test.ok)
		}
	}
	if got, ok := b.Pow(-1); !ok || got != (Range{0.2, 0.25}) {
		t.Errorf("Pow(-1) = %v, %v", got, ok)
	}
}

// FuzzRange: the operations hold what the same operations on points give.
func FuzzRange(f *testing.F) {
	f.Add(1.0, 2.0, -3.0, 4.0, 0.5, 0.25, 3)
	f.Add(-1.5, 0.0, 0.1, 0.3, 1.0, 0.0, -2)
	f.Fuzz(func(t *testing.T, a, b, c, d, s, u float64, n int) {
		for _, x := range []float64{a, b, c, d, s, u} {
			if math.IsNaN(x) || math.Abs(x) > 1e50 {
				t.Skip()
			}
		}
		x, y := Range{min(a, b), max(a, b)}, Range{min(c, d), max(c, d)}
		p, q := max(x.Min, min(s, x.Max)), max(y.Min, min(u, y.Max)) // points in x and y
		hold := func(name string, r Range, point float64) {
			t.Helper()
			if !r.Holds(point) {
				t.Errorf("%v %s %v = %v does not hold %v of %v and %v", x, name, y, r, point, p, q)
			}
		}
		hold("+", x.Add(y), p+q)
		hold("-", x.Sub(y), p-q)
		hold("*", x.Mul(y), p*q)
		if r, ok := x.Div(y); ok {
			hold("/", r, p/q)
		}
		if r, ok := x.Pow(n % 5); ok {
			point, _ := Exact(p).Pow(n % 5)
			hold("^", r, point.Min)
		}
	})
}
