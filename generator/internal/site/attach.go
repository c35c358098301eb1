package site

import (
	"bytes"
	"image"
	_ "image/gif" // formats that image.DecodeConfig knows
	_ "image/jpeg"
	_ "image/png"
	"net/http"
	"net/url"
	"path"
	"slices"
	"strconv"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/parallel"
	"balise/generator/internal/source"

	_ "golang.org/x/image/webp"
)

// Attachment is a file beside the guides that at least one of them refers to.
type Attachment struct {
	File          *source.File
	URL           string // with escapes, relative to the site's root
	Out           string // the same without escapes
	Width, Height int    // of an image, in pixels; 0 when unknown

	folded   string // the path as systems see it that ignore case
	problems diag.List
}

// maxPixels is how large a picture may be before it is likely a mistake.
const maxPixels = 200_000_000

// attach collects the files that visible guides refer to. What was found of a
// file in prev holds as long as the file is the same.
func (s *Site) attach(prev *Site) {
	s.byAttach = map[string]*Attachment{}
	var names []string
	for _, e := range s.entries {
		if !e.Visible {
			continue
		}
		refs := s.guide(e).Refs
		for i := range refs {
			name := refs[i].Path
			if !refs[i].Attachment || s.byAttach[name] != nil {
				continue
			}
			if f := s.in.Tree.File("content/" + name); f != nil {
				s.byAttach[name] = &Attachment{File: f}
				names = append(names, name)
			}
		}
	}
	slices.Sort(names)
	s.attached = parallel.Map(len(names), func(i int) *Attachment {
		file := s.byAttach[names[i]].File
		if prev != nil {
			if old := prev.byAttach[names[i]]; old != nil && old.File == file {
				return old
			}
		}
		return newAttachment(names[i], file)
	})
	for i, name := range names {
		s.byAttach[name] = s.attached[i]
	}
}

func newAttachment(name string, file *source.File) *Attachment {
	a := &Attachment{File: file, Out: name, URL: escape(name), folded: guide.FoldName(file.Path), problems: guide.CheckName(file.Path)}
	report := func(severity diag.Severity, code diag.Code, message, fix string) {
		a.problems = append(a.problems, diag.Diagnostic{
			Place: diag.Place{File: file.Path, Line: 1, Col: 1}, Severity: severity, Code: code, Message: message, Fix: fix,
		})
	}
	ext := strings.ToLower(path.Ext(name))
	data, err := file.Bytes()
	switch {
	case err != nil:
		report(diag.Error, diag.FileUnreadable, "cannot be read: "+err.Error(), "give yourself the right to read it")
	case len(data) == 0 && isImage(ext):
		report(diag.Error, diag.Image, "the image is empty", "export it again")
	case ext == ".svg":
		a.readSVG(data)
	case isImage(ext):
		a.readImage(ext, data, report)
	}
	return a
}

func isImage(ext string) bool {
	switch ext {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg":
		return true
	}
	return false
}

type reporter func(severity diag.Severity, code diag.Code, message, fix string)

func (a *Attachment) readImage(ext string, data []byte, report reporter) {
	kind, _, _ := strings.Cut(http.DetectContentType(data), ";")
	if ext == ".avif" { // no decoder in Go's libraries
		if len(data) < 12 || string(data[4:8]) != "ftyp" {
			report(diag.Error, diag.Image, "this is no AVIF image but "+kind, "export it again")
		}
		return
	}
	config, format, err := image.DecodeConfig(bytes.NewReader(data))
	switch {
	case err != nil && strings.HasPrefix(kind, "image/"):
		report(diag.Error, diag.Image, "this image is broken: "+err.Error(), "export it again")
		return
	case err != nil:
		report(diag.Warning, diag.Image, "this is no image but "+kind, "export it again")
		return
	}
	if want := strings.Replace(strings.TrimPrefix(ext, "."), "jpg", "jpeg", 1); want != format {
		report(diag.Warning, diag.Image, "the image is "+format+", not "+want, "rename it to end in ."+format)
	}
	if config.Width*config.Height > maxPixels {
		report(diag.Warning, diag.Image, strconv.Itoa(config.Width)+" × "+strconv.Itoa(config.Height)+" pixels are more than any screen shows", "export it smaller")
	}
	a.Width, a.Height = config.Width, config.Height
}

// escapeFragment returns an anchor as it stands in a URL.
func escapeFragment(anchor string) string {
	return (&url.URL{Fragment: anchor}).EscapedFragment()
}

func writeSize(w *strings.Builder, width, height int) {
	w.WriteString(` width="`)
	w.WriteString(strconv.Itoa(width))
	w.WriteString(`" height="`)
	w.WriteString(strconv.Itoa(height))
	w.WriteByte('"')
}
