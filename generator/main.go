// Balise turns a folder of Markdown guides into a static site that is read in a
// recommended order. See README.md, or run balise help.
//
// This package is the command: flags, wiring, printing and exit statuses. The
// work is done by the packages below internal; internal/build ties them
// together.
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"syscall"

	"balise/generator/internal/publish"
)

// Exit statuses, as `balise help` documents them.
const (
	exitContent = 1 // errors in the author's files
	exitUsage   = 2 // wrong use, or an output folder that may not be used
	exitMachine = 3 // disk, network port
)

func main() {
	os.Exit(run(os.Args[1:], os.Stdout, os.Stderr))
}

// run carries out a command line and returns its exit status.
func run(args []string, stdout, stderr io.Writer) int {
	results := &results{w: stdout}
	a := &app{stdout: results, stderr: stderr}
	command := a.command()
	command.SetArgs(args)
	meant, err := command.ExecuteC()
	if err == nil && results.err != nil {
		err = machine(fmt.Errorf("the results could not be written: %w", results.err))
	}
	if err == nil {
		return 0
	}
	var status *statusError
	if !errors.As(err, &status) {
		status = misused(meant, err)
	}
	if status.err != nil {
		fmt.Fprintf(stderr, "balise: %v\n", status.err)
	}
	if status.hint != "" {
		fmt.Fprintf(stderr, "  fix: %s\n", status.hint)
	}
	return status.code
}

// results is standard output. It remembers the first write that failed: what
// nobody could read is no success.
type results struct {
	w   io.Writer
	err error
}

func (r *results) Write(p []byte) (int, error) {
	n, err := r.w.Write(p)
	if r.err == nil {
		r.err = err
	}
	return n, err
}

// statusError ends the program with a status. A nil err means that everything
// has been said already.
type statusError struct {
	code int
	err  error
	hint string
}

func (e *statusError) Error() string {
	if e.err == nil {
		return fmt.Sprintf("exit status %d", e.code)
	}
	return e.err.Error()
}

func (e *statusError) Unwrap() error { return e.err }

// wrong is an error in how balise was called.
func wrong(hint, format string, args ...any) error {
	return &statusError{code: exitUsage, err: fmt.Errorf(format, args...), hint: hint}
}

// machine is an error that is not the author's.
func machine(err error) error {
	return &statusError{code: exitMachine, err: err, hint: remedy(err)}
}

// remedy is what to do about an error of the machine, or "".
func remedy(err error) string {
	var busy *publish.BusyError
	switch {
	case errors.As(err, &busy):
		return "wait until it is done, then build again"
	case errors.Is(err, fs.ErrPermission):
		return "give yourself the right to read and change what is named here"
	case errors.Is(err, syscall.ENOSPC):
		return "make room on the disk, then try again"
	}
	return ""
}
