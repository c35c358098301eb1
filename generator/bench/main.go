// Command bench measures Balise: it makes a corpus of guides, builds it with the least program imaginable, and compares
// that with Balise and with Hugo: cold, again, after an edit, and in the preview.
//
//	go run ./generator/bench corpus -n 10000 -o DIR     writes a site of 10,000 guides into DIR
//	go run ./generator/bench floor -s DIR -o OUT        builds it with the least program
//	go run ./generator/bench compare -sizes 1000,10000 -runs 5
//	go run ./generator/bench serve -sizes 1000,10000    times from a save to its text in the preview, edit by edit
//
// Figures mean something on an idle machine only; ratios survive a slow one, since the programs take turns.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"syscall"

	"balise/generator/bench/corpus"
	"balise/generator/bench/floor"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	var usage usageError
	switch {
	case err == nil, errors.Is(err, flag.ErrHelp):
	case errors.As(err, &usage):
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(2)
	default:
		fmt.Fprintln(os.Stderr, "bench:", err)
		os.Exit(1)
	}
}

// usageError is a command line that makes no sense.
type usageError struct{ message string }

func (e usageError) Error() string { return e.message }

// run does what the arguments say.
func run(ctx context.Context, args []string, out, progress io.Writer) error {
	if len(args) == 0 {
		return usageError{"want a command: corpus, floor, compare or serve"}
	}
	switch args[0] {
	case "corpus":
		return runCorpus(args[1:])
	case "floor":
		return runFloor(args[1:])
	case "compare":
		return runCompare(ctx, args[1:], out, progress)
	case "serve":
		return runServe(ctx, args[1:], out, progress)
	}
	return usageError{fmt.Sprintf("no command %q: want corpus, floor, compare or serve", args[0])}
}

// runCorpus writes a corpus.
func runCorpus(args []string) error {
	flags := flag.NewFlagSet("bench corpus", flag.ContinueOnError)
	guides := flags.Int("n", 1000, "number of guides")
	seed := flags.Uint64("seed", 1, "seed; the same seed and number give the same bytes")
	dir := flags.String("o", "", "folder to write into; it must have no content/ yet")
	if err := parse(flags, args); err != nil {
		return err
	}
	if *dir == "" {
		return usageError{"corpus: want a folder: -o DIR"}
	}
	c, err := corpus.New(*guides, *seed)
	if err != nil {
		return err
	}
	return c.Write(*dir)
}

// runFloor builds a corpus with the least program.
func runFloor(args []string) error {
	flags := flag.NewFlagSet("bench floor", flag.ContinueOnError)
	source := flags.String("s", ".", "folder with the site")
	output := flags.String("o", "public", "folder to write into")
	if err := parse(flags, args); err != nil {
		return err
	}
	// A build is short and its heap small beside the machine's memory: collect less often.
	debug.SetGCPercent(400)
	return floor.Build(*source, *output)
}

// parse reads flags and refuses anything else.
func parse(flags *flag.FlagSet, args []string) error {
	flags.SetOutput(io.Discard) // what is wrong is said once, by main
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(os.Stderr)
		fmt.Fprintf(os.Stderr, "usage of %s:\n", flags.Name())
		flags.PrintDefaults()
		return err
	case err != nil:
		return usageError{flags.Name() + ": " + err.Error()}
	}
	if flags.NArg() > 0 {
		return usageError{fmt.Sprintf("%s: what is %q?", flags.Name(), flags.Arg(0))}
	}
	return nil
}
