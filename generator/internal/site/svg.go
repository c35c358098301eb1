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
)

// readSVG finds the size of an SVG image and refuses what could act when a
// reader opens it by itself: scripts, event handlers, HTML inside, entities, and
// links to other places.
func (a *Attachment) readSVG(data []byte, report reporter) {
	d := xml.NewDecoder(bytes.NewReader(data))
	d.CharsetReader = func(string, io.Reader) (io.Reader, error) { return nil, errors.New("not UTF-8") }
	root := true
	for {
		token, err := d.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			report(diag.Error, diag.Image, "this is no SVG image: "+err.Error(), "export it again")
			return
		}
		switch t := token.(type) {
		case xml.Directive:
			if bytes.Contains(bytes.ToUpper(t), []byte("ENTITY")) {
				report(diag.Error, diag.ImageUnsafe, "the SVG declares entities", "export it as plain SVG")
				return
			}
		case xml.StartElement:
			if root {
				a.svgSize(t)
				root = false
			}
			if what := unsafeElement(t); what != "" {
				report(diag.Error, diag.ImageUnsafe, "the SVG holds "+what, "export it as plain SVG")
				return
			}
		}
	}
	if root {
		report(diag.Error, diag.Image, "this is no SVG image", "export it again")
	}
}

func unsafeElement(t xml.StartElement) string {
	switch strings.ToLower(t.Name.Local) {
	case "script", "foreignobject", "iframe", "embed", "object", "handler", "listener":
		return "<" + t.Name.Local + ">"
	}
	for _, attr := range t.Attr {
		name, value := strings.ToLower(attr.Name.Local), strings.TrimSpace(attr.Value)
		switch {
		case strings.HasPrefix(name, "on"):
			return "the event handler " + attr.Name.Local
		case name == "href" && value != "" && !strings.HasPrefix(value, "#") && !strings.HasPrefix(value, "data:image/png") && !strings.HasPrefix(value, "data:image/jpeg"):
			return fmt.Sprintf("a link to %q", value)
		case strings.Contains(value, "url(") && !strings.Contains(value, "url(#") && !strings.Contains(value, `url("#`) && !strings.Contains(value, "url('#"):
			return fmt.Sprintf("a reference to %q", value)
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
