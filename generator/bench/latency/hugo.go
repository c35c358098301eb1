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

// ForHugo makes a site one for Hugo: with Hugo's names for the pages of sections, and
// layouts that show what a page of Balise's theme shows around a text: where it
// stands, its contents, its section, what comes before and next, its topics. A feed
// and a list of all titles to search come with it. It checks nothing, and finds
// neither terms nor words.
func ForHugo(site string) error {
	for name, text := range hugoFiles() {
		if err := writeFile(filepath.Join(site, filepath.FromSlash(name)), []byte(text)); err != nil {
			return err
		}
	}
	return filepath.WalkDir(filepath.Join(site, "content"), func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || d.Name() != "index.md" {
			return err
		}
		return os.Rename(name, filepath.Join(filepath.Dir(name), "_index.md"))
	})
}

func hugoFiles() map[string]string {
	return map[string]string{
		"hugo.toml": `title = "Guides"
baseURL = "http://localhost/"
languageCode = "fr"
[outputs]
home = ["html", "rss", "json"]
`,
		"layouts/_default/baseof.html": `<!doctype html>
<html lang="fr"><head><meta charset="utf-8"><title>{{.Title}}</title><meta name="description" content="{{.Description}}"><link rel="canonical" href="{{.Permalink}}"></head>
<body><nav>{{range .Ancestors.Reverse}}<a href="{{.RelPermalink}}">{{.LinkTitle}}</a> {{end}}</nav>
<main><h1>{{.Title}}</h1>{{block "main" .}}{{end}}</main></body></html>
`,
		"layouts/_default/single.html": `{{define "main"}}
<p>{{.ReadingTime}} min{{with .Date}} <time datetime="{{.Format "2006-01-02"}}">{{.Format "02/01/2006"}}</time>{{end}}</p>
<nav>{{.TableOfContents}}</nav>
{{.Content}}
<ul>{{range .GetTerms "tags"}}<li><a href="{{.RelPermalink}}">{{.LinkTitle}}</a></li>{{end}}</ul>
<nav>{{with .PrevInSection}}<a href="{{.RelPermalink}}">{{.LinkTitle}}</a>{{end}}{{with .NextInSection}}<a href="{{.RelPermalink}}">{{.LinkTitle}}</a>{{end}}</nav>
{{$page := .}}<nav><ol>{{range .CurrentSection.RegularPages}}<li><a href="{{.RelPermalink}}"{{if eq . $page}} aria-current="page"{{end}}>{{.LinkTitle}}</a></li>{{end}}</ol></nav>
{{end}}
`,
		"layouts/_default/list.html": `{{define "main"}}{{.Content}}<ol>{{range .Pages}}<li><a href="{{.RelPermalink}}">{{.LinkTitle}}</a></li>{{end}}</ol>{{end}}
`,
		"layouts/index.json": `[{{range $i, $page := .Site.RegularPages}}{{if $i}},{{end}}{"t":{{.Title | jsonify}},"u":{{.RelPermalink | jsonify}}}{{end}}]
`,
	}
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
		if base := path.Base(name); base != "index.md" && base != "_index.md" {
			return filepath.FromSlash(name), "/" + strings.TrimSuffix(name, ".md") + "/", nil
		}
	}
	return "", "", fmt.Errorf("%s has no guide in a folder", site)
}
