package layout

import (
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
)

// file is one file of layouts/ with its text.
type file struct {
	source *source.File
	name   string // as {{template}} names it: "guide.html", "partials/head.html"
	text   string // its lines end in \n
	lines  *diag.Lines
}

// newFile returns a file with its text, which is none when the file cannot be read as
// text; the problems say why.
func newFile(src *source.File) (*file, diag.List) {
	text, problems, _ := source.Decode(src.Path, src.Text())
	return &file{
		source: src, text: string(text), lines: diag.NewLines(src.Path, text),
		name: strings.TrimPrefix(src.Path, layoutsFolder),
	}, problems
}

// problem describes an error at length bytes of the file's text from offset on.
func (f *file) problem(code diag.Code, offset, length int, message, fix string) diag.Diagnostic {
	return f.lines.At(offset, offset+length, diag.Diagnostic{Code: code, Message: message, Fix: fix})
}

// whole describes an error of the file as a whole.
func (f *file) whole(code diag.Code, message, fix string) diag.Diagnostic {
	return diag.Diagnostic{Place: diag.Place{File: f.source.Path}, Code: code, Message: message, Fix: fix}
}

// line returns the offset at which a line, counted from 1, begins.
func (f *file) line(n int) int {
	offset := 0
	for ; n > 1; n-- {
		i := strings.IndexByte(f.text[offset:], '\n')
		if i < 0 {
			break
		}
		offset += i + 1
	}
	return offset
}

// didYouMean returns a fix that proposes the candidate nearest to word, or
// otherwise when none is near.
func didYouMean(word string, candidates []string, otherwise string) string {
	if near := diag.Nearest(word, candidates); near != "" {
		return `did you mean "` + near + `"?`
	}
	return otherwise
}
