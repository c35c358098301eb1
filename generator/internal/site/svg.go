package site

import (
	"bytes"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/pattern"
)

// readSVG finds the size of an SVG image and refuses what could act when a
// reader opens it by itself: scripts, event handlers, animated links, style
// sheets, HTML inside, entities, and links to other places.
func (a *Attachment) readSVG(data []byte) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("it is not UTF-8") }
	s := svgCheck{attachment: a, lines: diag.NewLines(a.File.Path, data)}
	for {
		from := d.InputOffset()
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			s.report(from, from, diag.Image, "this is no SVG image: "+xmlCause(err), "export it again")
			return
		}
		if what := s.unsafe(token); what != "" {
			s.report(from, d.InputOffset(), diag.ImageUnsafe, "the SVG holds "+what, "remove it, or export the image as plain SVG")
			return
		}
		if start, ok := token.(xml.StartElement); ok && !s.rooted {
			if s.rooted = true; start.Name.Local != "svg" {
				s.report(from, d.InputOffset(), diag.Image, fmt.Sprintf("this is no SVG image: it begins with <%s>", start.Name.Local), "export it again")
				return
			}
			a.svgSize(start)
		}
	}
	if !s.rooted {
		s.report(0, 0, diag.Image, "this is no SVG image", "export it again")
	}
}

// svgCheck is the state of reading one SVG image.
type svgCheck struct {
	attachment *Attachment
	lines      *diag.Lines
	rooted     bool // the first element was met
	style      bool // within a <style>
}

func (s *svgCheck) report(from, to int64, code diag.Code, message, fix string) {
	d := s.lines.At(int(from), int(to), diag.Diagnostic{Code: code, Message: message, Fix: fix})
	s.attachment.problems = append(s.attachment.problems, d)
}

// xmlCause words an error without the line that its place says already.
func xmlCause(err error) string {
	var syntax *xml.SyntaxError
	if errors.As(err, &syntax) {
		return syntax.Msg
	}
	return strings.TrimPrefix(err.Error(), "xml: ")
}

// unsafe says what of a token could act, or "".
func (s *svgCheck) unsafe(token xml.Token) string {
	switch t := token.(type) {
	case xml.Directive:
		if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
			return "entities"
		}
	case xml.ProcInst:
		if t.Target != "xml" {
			return "<?" + t.Target + "?>"
		}
	case xml.StartElement:
		s.style = strings.EqualFold(t.Name.Local, "style")
		return unsafeElement(t)
	case xml.EndElement:
		s.style = false
	case xml.CharData:
		if s.style {
			return unsafeStyle(string(t))
		}
	}
	return ""
}

func unsafeElement(t xml.StartElement) string {
	name := strings.ToLower(t.Name.Local)
	switch name {
	case "script", "foreignobject", "iframe", "embed", "object", "handler", "listener":
		return "<" + t.Name.Local + ">"
	}
	if t.Name.Space == "http://www.w3.org/1999/xhtml" {
		return "the HTML element <" + t.Name.Local + ">"
	}
	for _, attr := range t.Attr {
		if what := unsafeAttribute(name, attr); what != "" {
			return what
		}
	}
	return ""
}

func unsafeAttribute(element string, attr xml.Attr) string {
	name, value := strings.ToLower(attr.Name.Local), strings.TrimSpace(attr.Value)
	switch {
	case strings.HasPrefix(name, "on"):
		return "the event handler " + attr.Name.Local
	case name == "href" && value != "" && !isInside(value):
		return fmt.Sprintf("a link to %q", value)
	case name == "attributename" && (element == "set" || strings.HasPrefix(element, "animate")) && strings.HasSuffix(strings.ToLower(value), "href"):
		return "an animated link"
	}
	return unsafeStyle(value)
}

// isInside tells whether an address leads to the image itself or holds a picture.
func isInside(address string) bool {
	for _, prefix := range []string{"#", "data:image/png", "data:image/jpeg", "data:image/gif", "data:image/webp"} {
		if strings.HasPrefix(address, prefix) {
			return true
		}
	}
	return false
}

var styleURL = pattern.Lazy(`(?i)url\(\s*["']?\s*([^"')\s]*)`)

// unsafeStyle finds what a style would fetch from elsewhere.
func unsafeStyle(css string) string {
	if strings.Contains(strings.ToLower(css), "@import") {
		return "a style sheet from elsewhere (@import)"
	}
	for _, m := range styleURL().FindAllStringSubmatch(css, -1) {
		if !isInside(m[1]) && !strings.HasPrefix(m[1], "data:font/") {
			return fmt.Sprintf("a reference to %q", m[1])
		}
	}
	return ""
}

// svgSize takes the size from width and height, else from viewBox.
func (a *Attachment) svgSize(t xml.StartElement) {
	attrs := map[string]string{}
	for _, attr := range t.Attr {
		attrs[attr.Name.Local] = attr.Value
	}
	width, height := pixels(attrs["width"]), pixels(attrs["height"])
	if box := strings.FieldsFunc(attrs["viewBox"], func(r rune) bool { return r == ' ' || r == ',' }); len(box) == 4 && (width == 0 || height == 0) {
		width, height = pixels(box[2]), pixels(box[3])
	}
	a.Width, a.Height = width, height
}

// pixels reads a length without unit or in px; others are 0.
func pixels(s string) int {
	f, err := strconv.ParseFloat(strings.TrimSuffix(strings.TrimSpace(s), "px"), 64)
	if err != nil || f <= 0 || f > 1e6 {
		return 0
	}
	return int(math.Round(f))
}
