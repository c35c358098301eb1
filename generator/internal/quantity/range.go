package quantity

// Range is an interval of numbers, both ends included; a number is a range whose
// Min is its Max. Arithmetic on ranges gives the least range that holds every
// result: for all x in a and y in b, x+y as a float64 lies in a.Add(b), and so on.
//
// Each operation is one of IEEE double arithmetic, never fused with the next, so
// that a browser computes the same digits.
type Range struct{ Min, Max float64 }

// Exact returns the range that holds x alone.
func Exact(x float64) Range { return Range{x, x} }

// IsExact tells whether the range is a single number.
func (a Range) IsExact() bool { return a.Min == a.Max }

// Holds tells whether x lies in the range.
func (a Range) Holds(x float64) bool { return a.Min <= x && x <= a.Max }

// Add returns the sums.
func (a Range) Add(b Range) Range { return Range{a.Min + b.Min, a.Max + b.Max} }

// Sub returns the differences. Both ranges may move on their own: a.Sub(a) is 0
// only when a is exact.
func (a Range) Sub(b Range) Range { return Range{a.Min - b.Max, a.Max - b.Min} }

// Mul returns the products.
func (a Range) Mul(b Range) Range {
	return span(float64(a.Min*b.Min), float64(a.Min*b.Max), float64(a.Max*b.Min), float64(a.Max*b.Max))
}

// Div returns the quotients; ok is false when the divisor holds 0.
func (a Range) Div(b Range) (quotient Range, ok bool) {
	if b.Holds(0) {
		return Range{}, false
	}
	return span(a.Min/b.Min, a.Min/b.Max, a.Max/b.Min, a.Max/b.Max), true
}

// Pow returns the nth powers, for a negative n the inverses of the powers; ok is
// false when n is negative and the power holds 0. A power is a product worked out
// from the left: x*x*x. (The power functions of languages differ in the last digit.)
func (a Range) Pow(n int) (power Range, ok bool) {
	if n < 0 {
		power, ok = a.Pow(-n)
		if !ok {
			return Range{}, false
		}
		return Exact(1).Div(power)
	}
	low, high := product(a.Min, n), product(a.Max, n)
	if n > 0 && n%2 == 0 && a.Holds(0) {
		return Range{0, max(low, high)}, true
	}
	return span(low, high), true
}

func product(x float64, n int) float64 {
	result := 1.0
	for range n {
		result = float64(result * x)
	}
	return result
}

// span returns the least range that holds all of xs.
func span(xs ...float64) Range {
	r := Exact(xs[0])
	for _, x := range xs[1:] {
		r = Range{min(r.Min, x), max(r.Max, x)}
	}
	return r
}
