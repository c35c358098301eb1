package compare

import "context"

// Scenario is one thing to measure.
type Scenario struct {
	Name string
	// Measure prepares one run and makes it. What it does before and after [Bench.Build] does not count.
	Measure func(ctx context.Context, b *Bench) (Sample, error)
}

// Scenarios gives all of them, in the order in which they are run.
func Scenarios() []Scenario {
	return []Scenario{
		{Name: "cold", Measure: cold},
		{Name: "unchanged", Measure: unchanged},
	}
}

// cold builds as if for the first time.
func cold(ctx context.Context, b *Bench) (Sample, error) {
	if err := b.Forget(); err != nil {
		return Sample{}, err
	}
	return b.Build(ctx)
}

// unchanged builds over an output that is up to date, in a new process.
func unchanged(ctx context.Context, b *Bench) (Sample, error) {
	if err := b.Warm(ctx); err != nil {
		return Sample{}, err
	}
	return b.Build(ctx)
}
