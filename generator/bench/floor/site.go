package floor

import (
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/yuin/goldmark/util"
)

// site is everything that is known of the source. Phase one fills in the pages; phase two only reads.
type site struct {
	content  string // file name of the content folder
	title    string
	baseURL  string
	home     page
	sections []section
	order    []*page // all pages, by file name
}

// section is a folder of guides.
type section struct {
	folder string
	index  page
	guides []page
}

// page is one guide and what its page shows. Texts are ready HTML.
type page struct {
	file  string // below the content folder, with slashes
	slug  string // last part of the URL
	up    string // "../" for each folder between the page and the site's root
	title string

	description string
	summary     string
	published   string
	tags        []string
	toc, body   []byte
}

// open reads the configuration and finds the guides.
func open(source string) (*site, error) {
	s := &site{content: filepath.Join(source, "content")}
	config, err := os.ReadFile(filepath.Join(s.content, "site.yaml"))
	if err != nil {
		return nil, err
	}
	for key, value := range keys(config) {
		switch string(key) {
		case "title":
			s.title = escape(value)
		case "base_url":
			s.baseURL = escape(value)
		}
	}
	return s, s.walk()
}

// walk lists the folders, in the order of their names.
func (s *site) walk() error {
	entries, err := os.ReadDir(s.content)
	if err != nil {
		return err
	}
	s.home = page{file: "index.md"}
	s.order = []*page{&s.home}
	for _, entry := range entries {
		if !entry.IsDir() {
			continue
		}
		sec, err := s.walkSection(entry.Name())
		if err != nil {
			return err
		}
		s.sections = append(s.sections, sec)
	}
	for i := range s.sections {
		sec := &s.sections[i]
		s.order = append(s.order, &sec.index)
		for j := range sec.guides {
			s.order = append(s.order, &sec.guides[j])
		}
	}
	return nil
}

// walkSection lists one folder.
func (s *site) walkSection(folder string) (section, error) {
	entries, err := os.ReadDir(filepath.Join(s.content, folder))
	if err != nil {
		return section{}, err
	}
	sec := section{folder: folder, guides: make([]page, 0, len(entries))}
	for _, entry := range entries {
		name := entry.Name()
		slug, ok := strings.CutSuffix(name, ".md")
		switch {
		case !ok:
		case slug == "index":
			sec.index = page{file: folder + "/" + name, slug: folder, up: "../"}
		default:
			sec.guides = append(sec.guides, page{file: folder + "/" + name, slug: slug, up: "../../"})
		}
	}
	if sec.index.file == "" {
		return section{}, fmt.Errorf("%s: no index.md", folder)
	}
	return sec, nil
}

// render is phase one: it fills in every page.
func (s *site) render() error {
	md := newMarkdown()
	workers := make([]renderer, runtime.GOMAXPROCS(0))
	return each(len(s.order), func(g, i int) error {
		w, p := &workers[g], s.order[i]
		w.markdown = md
		var err error
		w.source, err = readFile(s.content+string(filepath.Separator)+filepath.FromSlash(p.file), w.source)
		if err != nil {
			return err
		}
		if err := w.render(p); err != nil {
			return fmt.Errorf("%s: %w", p.file, err)
		}
		return nil
	})
}

// escape makes HTML of plain text.
func escape(text []byte) string { return string(util.EscapeHTML(text)) }
