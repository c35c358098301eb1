package main

import (
	"errors"
	"io"
	"os"
	"strings"
	"testing"
)

// TestMain lets the test program be the bench program that compare runs again, and stand in for Balise.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 {
		switch os.Args[1] {
		case "build":
			os.Args[1] = "floor"
			fallthrough
		case "corpus", "floor":
			main()
			return
		}
	}
	os.Exit(m.Run())
}

func TestCompare(t *testing.T) {
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var out strings.Builder
	args := []string{"compare", "-sizes", "30, 40", "-runs", "2", "-balise", self, "-hugo", "none", "-scenarios", "cold, unchanged, edit, layout"}
	if err := run(t.Context(), args, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	var got []string
	for line := range strings.Lines(out.String()) {
		fields := strings.Fields(line)
		got = append(got, strings.Join([]string{fields[1], fields[3], fields[5]}, " "))
	}
	want := "guides scenario program, ------ --------- ------------, 30 cold floor, 30 cold balise, 30 cold balise-terms, 30 unchanged balise, 30 edit balise, 30 layout balise, " +
		"40 cold floor, 40 cold balise, 40 cold balise-terms, 40 unchanged balise, 40 edit balise, 40 layout balise"
	if strings.Join(got, ", ") != want {
		t.Errorf("got rows %q, want %q\n%s", strings.Join(got, ", "), want, out.String())
	}
}

// The preview of the real program shows each edit.
func TestServe(t *testing.T) {
	var out, progress strings.Builder
	if err := run(t.Context(), []string{"serve", "-sizes", "30", "-edits", "2", "-hugo", "no-such-program"}, &out, &progress); err != nil {
		t.Fatal(err)
	}
	rows := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(rows) != 2 || !strings.HasPrefix(rows[1], "30 ") || strings.Count(rows[1], " ms") != 3 || !strings.Contains(progress.String(), "no hugo") {
		t.Errorf("got %q and %q, want a row with three times, and why there is no other", out.String(), progress.String())
	}
}

func TestUsage(t *testing.T) {
	for _, args := range []string{
		"", "dance", "corpus", "corpus -n", "corpus -n x -o y", "floor extra", "compare -sizes none", "compare -runs 0",
		"compare -scenarios dance", "compare -unknown", "serve -edits 0", "serve -sizes x",
	} {
		err := run(t.Context(), strings.Fields(args), io.Discard, io.Discard)
		var usage usageError
		if !errors.As(err, &usage) {
			t.Errorf("bench %s: got %v, want a usage error", args, err)
		}
	}
}
