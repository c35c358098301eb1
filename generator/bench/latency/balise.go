package latency

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"os"
	"os/exec"
	"regexp"
	"strings"
)

// balise is a running "balise serve" with one page open.
type balise struct {
	command *exec.Cmd
	stop    context.CancelFunc
	address string // of the page
	events  *bufio.Scanner
	body    interface{ Close() error }
}

var (
	served = regexp.MustCompile(`http://localhost:\d+/`)
	token  = regexp.MustCompile(`client\.js"[^>]* data-token="(\w+)"`)
)

// Balise starts a preview of a site and opens a page in it, given by its path.
func Balise(program, site, path string) func(context.Context) (Preview, error) {
	return func(ctx context.Context) (Preview, error) {
		ctx, stop := context.WithCancel(ctx)
		b := &balise{command: exec.CommandContext(ctx, program, "serve", "-s", site, "--port", "0"), stop: stop}
		b.command.Cancel = func() error { return b.command.Process.Signal(os.Interrupt) }
		out, err := b.command.StdoutPipe()
		if err != nil {
			return nil, err
		}
		if err := b.command.Start(); err != nil {
			return nil, err
		}
		lines := bufio.NewScanner(out)
		for lines.Scan() {
			if root := served.FindString(lines.Text()); root != "" {
				go func() {
					for lines.Scan() { // or the pipe is full some day
					}
				}()
				return b, b.open(ctx, root, path)
			}
		}
		b.Close()
		return nil, errors.New("balise serve said nothing of an address")
	}
}

// open loads the page and its stream, as a browser does.
func (b *balise) open(ctx context.Context, root, path string) error {
	b.address = root + strings.TrimPrefix(path, "/")
	page, err := get(ctx, b.address)
	if err != nil {
		return err
	}
	found := token.FindStringSubmatch(page)
	if found == nil {
		return fmt.Errorf("%s has no client", b.address)
	}
	query := url.Values{"token": {found[1]}, "page": {path}}
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, root+"-/balise/events?"+query.Encode(), nil)
	if err != nil {
		return err
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		return err
	}
	if response.StatusCode != http.StatusOK {
		return fmt.Errorf("the stream: %s", response.Status)
	}
	b.body, b.events = response.Body, bufio.NewScanner(response.Body)
	b.events.Buffer(nil, 1<<24)
	return nil
}

// Shows fetches the page after each event, until it holds the text.
func (b *balise) Shows(ctx context.Context, text string) error {
	for b.events.Scan() {
		if !strings.HasPrefix(b.events.Text(), "data:") {
			continue
		}
		page, err := get(ctx, b.address)
		if err != nil || strings.Contains(page, text) {
			return err
		}
	}
	return errors.Join(errors.New("the stream ended"), b.events.Err())
}

func (b *balise) Close() {
	if b.body != nil {
		b.body.Close()
	}
	b.stop()
	b.command.Wait() // it was told to end
}
