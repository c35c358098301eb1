package compare

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
)

// Scenario is one thing to measure.
type Scenario struct {
	Name string
	// Measure prepares one run and makes it. What it does before and after [Bench.Build] does not count.
	Measure func(ctx context.Context, b *Bench) (Sample, error)
	// Once says that one run is enough: it takes a median by itself.
	Once bool
}

// Scenarios gives all of them, in the order in which they are run.
func Scenarios() []Scenario {
	return []Scenario{
		{Name: "cold", Measure: cold},
		{Name: "unchanged", Measure: unchanged},
		{Name: "edit", Measure: edit},
		{Name: "layout", Measure: layout},
		{Name: "preview", Measure: preview, Once: true},
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

// edit builds, in a new process, after one guide got some words more.
func edit(ctx context.Context, b *Bench) (Sample, error) {
	if err := b.Warm(ctx); err != nil {
		return Sample{}, err
	}
	guide, err := b.program.Guide(b.Site())
	if err != nil {
		return Sample{}, err
	}
	b.edits++
	if err := appendTo(filepath.Join(b.Site(), guide), fmt.Sprintf("\nUn ajout, le %de.\n", b.edits)); err != nil {
		return Sample{}, err
	}
	return b.Build(ctx)
}

// layout builds, in a new process, after the layout of all guides changed.
func layout(ctx context.Context, b *Bench) (Sample, error) {
	if err := b.Warm(ctx); err != nil {
		return Sample{}, err
	}
	b.edits++
	if err := appendTo(filepath.Join(b.Site(), b.program.Layout), fmt.Sprintf("<p>%d</p>\n", b.edits)); err != nil {
		return Sample{}, err
	}
	return b.Build(ctx)
}

// preview measures the time from a save to its text in a browser.
func preview(ctx context.Context, b *Bench) (Sample, error) {
	took, err := b.program.Preview(ctx, b.Site(), b.guides)
	return Sample{Wall: took}, err
}

func appendTo(name, text string) error {
	f, err := os.OpenFile(name, os.O_APPEND|os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	_, err = f.WriteString(text)
	if closed := f.Close(); err == nil {
		err = closed
	}
	return err
}
