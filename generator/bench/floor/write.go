package floor

import (
	"os"
	"path/filepath"
	"runtime"
)

// style is the style sheet that every page refers to.
const style = "body{display:grid;grid-template-columns:16rem 1fr;font:1rem/1.6 sans-serif}header,footer{grid-column:1/-1}\n"

// write is phase two: it lays out and writes every page, a section at a time.
func (s *site) write(output string) error {
	if err := os.MkdirAll(output, 0o777); err != nil {
		return err
	}
	if err := writeFile(filepath.Join(output, "style.css"), []byte(style)); err != nil {
		return err
	}
	var home buffer
	s.appendHome(&home)
	if err := writeFile(filepath.Join(output, "index.html"), home); err != nil {
		return err
	}
	buffers := make([]buffer, runtime.GOMAXPROCS(0))
	return each(len(s.sections), func(g, i int) error {
		sec := &s.sections[i]
		return s.writeSection(filepath.Join(output, sec.folder), sec, &buffers[g])
	})
}

// writeSection writes the pages of one section into its folder.
func (s *site) writeSection(folder string, sec *section, b *buffer) error {
	*b = (*b)[:0]
	s.appendSection(b, sec)
	if err := writePage(folder, *b); err != nil {
		return err
	}
	nav := newNavigation(sec)
	for i := range sec.guides {
		*b = (*b)[:0]
		s.appendGuide(b, sec, &nav, i)
		if err := writePage(folder+string(filepath.Separator)+sec.guides[i].slug, *b); err != nil {
			return err
		}
	}
	return nil
}

// writePage writes the page of a folder.
func writePage(folder string, html []byte) error {
	if err := mkdir(folder); err != nil {
		return err
	}
	return writeFile(folder+string(filepath.Separator)+"index.html", html)
}
