package main

import (
	"fmt"
	"slices"

	"balise/generator/internal/build"
	"balise/generator/internal/diag"

	"github.com/spf13/cobra"
)

func (a *app) checkCommand() *cobra.Command {
	var format string
	c := &cobra.Command{
		Use: "check", Short: "Check everything and write nothing", Args: cobra.NoArgs,
		Long: "Check finds what build would, and writes nothing. With --format json or sarif\nthe diagnostics go to standard output for programs to read.",
		RunE: func(*cobra.Command, []string) error { return a.checkSite(format) },
	}
	c.Flags().StringVar(&format, "format", "text", "text, json or sarif")
	return c
}

func (a *app) checkSite(format string) error {
	if format != "text" && format != "json" && format != "sarif" {
		return wrong("use --format text, json or sarif", "no format %q", format)
	}
	return a.withSite(func(snapshot *build.Snapshot, bar *progress) error {
		problems := problemsOf(snapshot)
		bar.stop()
		return a.printCheck(format, snapshot, a.judged(problems))
	})
}

// problemsOf returns what is wrong with a site. Its pages are tried only where nothing
// else is: one with an error would fail for the same reason a second time.
func problemsOf(s *build.Snapshot) diag.List {
	if n, _ := s.Problems.Count(); n > 0 {
		return s.Problems
	}
	return slices.Concat(s.Problems, s.Render()).Sorted()
}

func (a *app) printCheck(format string, snapshot *build.Snapshot, problems diag.List) error {
	var err error
	switch format {
	case "json":
		err = diag.JSON(a.stdout, problems)
	case "sarif":
		err = diag.SARIF(a.stdout, problems, version())
	default:
		a.printProblems(problems)
		if len(problems) > 0 {
			fmt.Fprintln(a.stderr)
		}
		fmt.Fprintf(a.stdout, "Checked %s: %s.\n", count(snapshot.Site.Len(), "guide"), tally(problems))
	}
	if err != nil {
		return machine(err)
	}
	if n, _ := problems.Count(); n > 0 {
		return &statusError{code: exitContent}
	}
	return nil
}
