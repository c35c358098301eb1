package compare

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// TestMain lets the test program stand in for a site generator: "stand-in N DIR" publishes N pages.
func TestMain(m *testing.M) {
	if len(os.Args) == 4 && os.Args[1] == "stand-in" {
		if err := standIn(os.Args[2], os.Args[3]); err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		return
	}
	os.Exit(m.Run())
}

// standIn publishes so many pages.
func standIn(pages, output string) error {
	n, err := strconv.Atoi(pages)
	if err != nil {
		return fmt.Errorf("no such number of pages: %s", pages)
	}
	if err := os.MkdirAll(output, 0o777); err != nil {
		return err
	}
	for i := range n {
		if err := os.WriteFile(filepath.Join(output, fmt.Sprintf("%d.html", i)), nil, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// program gives a stand-in that publishes so many pages.
func program(name, pages string) Program {
	return Program{Name: name, Build: func(_, output string) []string {
		return []string{os.Args[0], "stand-in", pages, output}
	}}
}

// options gives a comparison of the programs at one size.
func options(programs ...Program) Options {
	return Options{
		Programs: programs, Scenarios: Scenarios()[:2], Sizes: []int{3}, Runs: 2,
		Corpus: func(_ context.Context, _ int, dir string) error { return os.Mkdir(dir, 0o777) },
	}
}

func TestProgramsTakeTurns(t *testing.T) {
	a, b := program("a", "3"), program("b", "4")
	a.Scenarios = []string{"cold"}
	o := options(a, b)
	var progress strings.Builder
	o.Progress = &progress
	rows, err := Run(t.Context(), o)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, r := range rows {
		got = append(got, fmt.Sprintf("%d %s %s %d", r.Guides, r.Scenario, r.Program, len(r.Samples)))
		if s := r.Samples[0]; s.Wall <= 0 || s.CPU <= 0 {
			t.Errorf("%s %s: nothing measured: %+v", r.Scenario, r.Program, s)
		}
	}
	if want := []string{"3 cold a 2", "3 cold b 2", "3 unchanged b 2"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	const want = "cold: run 1 of 2: a\n3 guides: cold: run 1 of 2: b\n3 guides: cold: run 2 of 2: a\n"
	if !strings.Contains(progress.String(), want) {
		t.Errorf("got the order\n%swant in it\n%s", progress.String(), want)
	}
}

func TestFailures(t *testing.T) {
	for _, test := range []struct{ name, pages, want string }{
		{"publishes too little", "2", "published 2 pages of 3 guides"},
		{"fails", "two", "no such number of pages: two"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := Run(t.Context(), options(program("a", test.pages)))
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("got %v, want %q", err, test.want)
			}
		})
	}
}

func TestForget(t *testing.T) {
	o := options(program("a", "3"))
	o.Programs[0].Prepare = func(site string) error {
		return os.WriteFile(filepath.Join(site, "config.toml"), nil, 0o666)
	}
	b, err := newBench(t.Context(), &o, &o.Programs[0], 3, t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{b.Output(), b.cache(), filepath.Join(b.Site(), "resources")} {
		if err := os.Mkdir(dir, 0o777); err != nil {
			t.Fatal(err)
		}
	}
	if err := b.Forget(); err != nil {
		t.Fatal(err)
	}
	for _, dir := range []string{b.Output(), b.cache(), filepath.Join(b.Site(), "resources")} {
		if _, err := os.Stat(dir); !os.IsNotExist(err) {
			t.Errorf("%s is still there", dir)
		}
	}
	if _, err := os.Stat(filepath.Join(b.Site(), "config.toml")); err != nil {
		t.Errorf("what the program needs is gone: %v", err)
	}
}
