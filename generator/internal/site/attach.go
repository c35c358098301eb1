package site

import (
	"bufio"
	"bytes"
	"errors"
	"image"
	_ "image/gif" // formats that image.DecodeConfig knows
	_ "image/jpeg"
	_ "image/png"
	"io"
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
	if s.sameAttached(prev) {
		s.byAttach, s.attached = prev.byAttach, prev.attached
		return
	}
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

// sameAttached tells whether guides refer to the attachments that they referred to in prev,
// and these are the same.
func (s *Site) sameAttached(prev *Site) bool {
	if prev == nil || prev.shape != s.shape || !s.in.Tree.SameNames(prev.in.Tree) {
		return false
	}
	for i, g := range s.in.Guides {
		if old := prev.in.Guides[i]; g != old && !slices.Equal(attachmentsOf(g), attachmentsOf(old)) {
			return false
		}
	}
	return !slices.ContainsFunc(prev.attached, func(a *Attachment) bool { return s.in.Tree.File(a.File.Path) != a.File })
}

// attachmentsOf returns the names of the attachments that a guide refers to.
func attachmentsOf(g *guide.Guide) []string {
	var names []string
	for i := range g.Refs {
		if g.Refs[i].Attachment {
			names = append(names, g.Refs[i].Path)
		}
	}
	return names
}

func newAttachment(name string, file *source.File) *Attachment {
	a := &Attachment{File: file, Out: name, URL: escape(name), folded: guide.FoldName(file.Path), problems: guide.CheckName(file.Path)}
	report := func(severity diag.Severity, code diag.Code, message, fix string) {
		a.problems = append(a.problems, diag.Diagnostic{
			Place: diag.Place{File: file.Path, Line: 1, Col: 1}, Severity: severity, Code: code, Message: message, Fix: fix,
		})
	}
	if err := a.look(strings.ToLower(path.Ext(name)), report); err != nil {
		report(diag.Error, diag.FileUnreadable, "cannot be read: "+err.Error(), "give yourself the right to read it")
	}
	return a
}

// look reads as much of the file as there is to learn from: the beginning of an
// image, all of an SVG image, and nothing of what is no image.
func (a *Attachment) look(ext string, report reporter) error {
	r, err := a.File.Open()
	if err != nil {
		return err
	}
	defer r.Close()
	switch {
	case !isImage(ext):
	case a.File.Size == 0:
		report(diag.Error, diag.Image, "the image is empty", "export it again")
	case ext == ".svg":
		data, err := io.ReadAll(r)
		if err != nil {
			return err
		}
		a.readSVG(data)
	default:
		in := bufio.NewReader(r)
		head, err := in.Peek(sniffed)
		if err != nil && !errors.Is(err, io.EOF) {
			return err
		}
		a.readImage(ext, head, in, report)
	}
	return nil
}

func isImage(ext string) bool {
	switch ext {
	case ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif", ".svg":
		return true
	}
	return false
}

type reporter func(severity diag.Severity, code diag.Code, message, fix string)

// sniffed is how much of a file tells its kind, in bytes.
const sniffed = 512

// readImage finds the size of an image; head is its beginning and in all of it.
func (a *Attachment) readImage(ext string, head []byte, in io.Reader, report reporter) {
	kind, _, _ := strings.Cut(http.DetectContentType(head), ";")
	if ext == ".avif" { // no decoder in Go's libraries
		if len(head) < 12 || string(head[4:8]) != "ftyp" {
			report(diag.Error, diag.Image, "this is no AVIF image but "+kind, "export it again")
		}
		return
	}
	config, format, err := image.DecodeConfig(in)
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

func writeSize(w *bytes.Buffer, width, height int) {
	w.WriteString(` width="`)
	w.WriteString(strconv.Itoa(width))
	w.WriteString(`" height="`)
	w.WriteString(strconv.Itoa(height))
	w.WriteByte('"')
}
