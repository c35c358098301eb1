// Package latency measures what an author waits for: the time from a save to the
// moment when the new text can be read in a browser.
//
// A preview is started on a site of its own, a guide is written again and again
// with a text it never held, and the clock stops when the preview serves that text.
// Balise is asked the way its own pages ask: a stream of events says that the page
// changed, and then the page is fetched. Hugo's stream says nothing of use before
// its page is ready, so it is asked for the page every millisecond; what its browser
// needs to load the page again comes on top and is not counted.
package latency

import (
	"context"
	"fmt"
	"io"
	"net/http"
	"os"
	"slices"
	"strings"
	"time"
)

// Preview is a running server of a site.
type Preview interface {
	// Shows waits until the page is served with a text in it.
	Shows(ctx context.Context, text string) error
	// Close ends the server.
	Close()
}

// Result is how long saves took to show.
type Result struct {
	Start  time.Duration // from the start of the program to its first page
	Median time.Duration
	P95    time.Duration
}

// Options say what is measured.
type Options struct {
	File  string        // the guide that is edited
	Edits int           // measured ones; two more come before them
	Pause time.Duration // between two edits, as authors pause
}

// patience ends a measurement that leads nowhere.
const patience = 5 * time.Minute

// Measure edits a guide and waits for each edit. start starts the preview of the
// site the guide is in.
func Measure(ctx context.Context, o Options, start func(context.Context) (Preview, error)) (Result, error) {
	original, err := os.ReadFile(o.File)
	if err != nil {
		return Result{}, err
	}
	began := time.Now()
	preview, err := start(ctx)
	if err != nil {
		return Result{}, err
	}
	defer preview.Close()
	result := Result{Start: time.Since(began)}
	var took []time.Duration
	for i := range o.Edits + 2 {
		time.Sleep(o.Pause)
		text := fmt.Sprintf("repère%06d", i)
		data := append(slices.Clone(original), "\nUn "+text+" de plus.\n"...)
		began := time.Now()
		if err := os.WriteFile(o.File, data, 0o666); err != nil {
			return Result{}, err
		}
		wait, cancel := context.WithTimeout(ctx, patience)
		err := preview.Shows(wait, text)
		cancel()
		if err != nil {
			return Result{}, fmt.Errorf("edit %d: %w", i, err)
		}
		if i >= 2 {
			took = append(took, time.Since(began))
		}
	}
	slices.Sort(took)
	result.Median, result.P95 = took[len(took)/2], took[(len(took)*95-1)/100]
	return result, os.WriteFile(o.File, original, 0o666)
}

// get returns what is served at an address.
func get(ctx context.Context, address string) (string, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, address, nil)
	if err != nil {
		return "", err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return "", err
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err == nil && response.StatusCode != http.StatusOK {
		err = fmt.Errorf("%s: %s", address, response.Status)
	}
	return string(body), err
}

// poll asks for a page until it holds a text.
func poll(ctx context.Context, address, text string) error {
	for {
		if body, err := get(ctx, address); err == nil && strings.Contains(body, text) {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("%s never shows %q: %w", address, text, ctx.Err())
		case <-time.After(time.Millisecond):
		}
	}
}
