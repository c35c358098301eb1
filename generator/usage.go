package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
)

// misused says in an author's words what the command line could not be read for,
// and what to write instead. c is the command that was meant.
func misused(c *cobra.Command, err error) *statusError {
	status := &statusError{code: exitUsage, err: err, hint: "run balise help to see the commands and their flags"}
	if c.HasParent() {
		status.hint = fmt.Sprintf("run %s --help to see what it takes", c.CommandPath())
	}
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &unknown):
		if near := diag.Nearest(unknown.GetSpecifiedName(), flagsOf(c)); near != "" {
			status.hint = fmt.Sprintf("did you mean --%s?", near)
		}
	case errors.As(err, &invalid):
		f := invalid.GetFlag()
		status.err = fmt.Errorf("--%s cannot be %s", f.Name, cmp.Or(invalid.GetValue(), "empty"))
		status.hint = fmt.Sprintf("--%s takes %s", f.Name, map[string]string{"int": "a number", "bool": "true or false, or nothing"}[f.Value.Type()])
	default:
		misplaced(c, c.Flags().Args(), status)
	}
	return status
}

// misplaced does so for arguments that are too few, too many, or unknown.
func misplaced(c *cobra.Command, args []string, status *statusError) {
	switch {
	case !c.HasParent() || c.Name() == "help":
		said, _, _ := strings.Cut(status.err.Error(), "\n") // cobra's own suggestion follows
		status.err = errors.New(said)
		if parts := strings.Split(said, `"`); len(parts) > 1 {
			if near := diag.Nearest(parts[1], commandsOf(c.Root())); near != "" {
				status.hint = fmt.Sprintf("did you mean balise %s?", near)
			}
		}
	case c.Name() == "new" && len(args) == 0:
		status.err, status.hint = errors.New("new needs the key of the guide to make"), "write for example balise new contrats/regie"
	case c.Name() == "new":
		status.err = fmt.Errorf("new makes one guide, yet it was given %d", len(args))
		status.hint = fmt.Sprintf("put a key with spaces in quotes: balise new %q", strings.Join(args, " "))
	case len(args) == 1 && len(c.ValidArgs) > 0:
		status.err, status.hint = fmt.Errorf("%s knows no %q", c.Name(), args[0]), "it takes "+strings.Join(c.ValidArgs, ", ")
		if near := diag.Nearest(args[0], c.ValidArgs); near != "" {
			status.hint = fmt.Sprintf("did you mean balise %s %s?", c.Name(), near)
		}
	case len(args) > 0 && len(c.ValidArgs) == 0:
		status.err = fmt.Errorf("%s takes the whole site, not %q", c.Name(), args[0])
		status.hint = "leave it out; another site is named with -s DIR"
	}
}

// noneEmpty refuses a flag that is given without a value, as a script does whose variable
// is empty: what it stands for must not be guessed.
func noneEmpty(c *cobra.Command) error {
	var err error
	c.Flags().Visit(func(f *pflag.Flag) {
		if err == nil && f.Value.String() == "" {
			err = wrong("give it a value, or leave it out", "--%s cannot be empty", f.Name)
		}
	})
	return err
}

// flagsOf returns the names of a command's flags, sorted.
func flagsOf(c *cobra.Command) []string {
	var names []string
	c.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	slices.Sort(names)
	return names
}

// commandsOf returns the names of the commands there are.
func commandsOf(root *cobra.Command) []string {
	var names []string
	for _, c := range root.Commands() {
		names = append(names, c.Name())
	}
	return names
}
