package latency

import (
	"context"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strings"
)

// hugo is a running "hugo server".
type hugo struct {
	command *exec.Cmd
	stop    context.CancelFunc
	address string // of the page
}

// Hugo starts Hugo's preview of a site that [ForHugo] made.
func Hugo(program, site, path string) func(context.Context) (Preview, error) {
	return func(ctx context.Context) (Preview, error) {
		port, err := freePort()
		if err != nil {
			return nil, err
		}
		ctx, stop := context.WithCancel(ctx)
		h := &hugo{stop: stop, address: fmt.Sprintf("http://localhost:%d%s", port, path)}
		h.command = exec.CommandContext(ctx, program, "server", "-s", site, "-p", fmt.Sprint(port), "--bind", "127.0.0.1")
		if err := h.command.Start(); err != nil {
			return nil, err
		}
		if err := poll(ctx, h.address, "<p>"); err != nil {
			h.Close()
			return nil, err
		}
		return h, nil
	}
}

// Shows asks for the page until it holds the text.
func (h *hugo) Shows(ctx context.Context, text string) error { return poll(ctx, h.address, text) }

func (h *hugo) Close() {
	h.stop()
	h.command.Wait() // it was told to end
}

func freePort() (int, error) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		return 0, err
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port, nil
}

// ForHugo copies the guides of a site into one for Hugo, with layouts that show a
// page's title, its text and the guides of its section.
func ForHugo(site, to string) error {
	files := map[string]string{
		"hugo.toml":                    "title = \"Guides\"\nbaseURL = \"http://localhost/\"\nlanguageCode = \"fr\"\n",
		"layouts/_default/single.html": page(`{{.Content}}`),
		"layouts/_default/list.html":   page(`{{.Content}}<ol>{{range .Pages}}<li><a href="{{.RelPermalink}}">{{.Title}}</a></li>{{end}}</ol>`),
	}
	for name, text := range files {
		if err := writeFile(filepath.Join(to, filepath.FromSlash(name)), []byte(text)); err != nil {
			return err
		}
	}
	content := filepath.Join(site, "content")
	return filepath.WalkDir(content, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || filepath.Ext(name) != ".md" {
			return err
		}
		data, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(content, name)
		if err != nil {
			return err
		}
		if filepath.Base(rel) == "index.md" { // Hugo's name for the page of a section
			rel = filepath.Join(filepath.Dir(rel), "_index.md")
		}
		return writeFile(filepath.Join(to, "content", rel), data)
	})
}

func page(main string) string {
	return `<!doctype html><html lang="fr"><title>{{.Title}}</title><nav>{{with .NextInSection}}<a href="{{.RelPermalink}}">{{.Title}}</a>{{end}}</nav><main><h1>{{.Title}}</h1>` + main + `</main></html>`
}

func writeFile(name string, data []byte) error {
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		return err
	}
	return os.WriteFile(name, data, 0o666)
}

// Guide returns a guide of a site in the middle of its files, relative to
// content/, and the path of its page.
func Guide(site string) (file, address string, err error) {
	content := os.DirFS(filepath.Join(site, "content"))
	names, err := fs.Glob(content, "*/*.md")
	if err != nil {
		return "", "", err
	}
	for _, name := range names[len(names)/2:] {
		if path.Base(name) != "index.md" {
			return filepath.FromSlash(name), "/" + strings.TrimSuffix(name, ".md") + "/", nil
		}
	}
	return "", "", fmt.Errorf("%s has no guide in a folder", site)
}
