package guide

import (
	"html/template"
	"strings"
)

// Body is the HTML of a guide with holes in it. It is immutable.
type Body struct {
	html  string
	fetch func() string // returns the HTML where it is not here
	size  int           // of the HTML, in bytes
	holes []hole        // ascending
}

// hole is a place in the HTML where something goes that the rest of the site
// decides.
type hole struct {
	Hole
	at int32 // offset in the HTML
}

// Hole says what goes into a hole.
type Hole struct {
	Kind  HoleKind
	Index int // of the reference, the mention, the checklist or the aid
}

// HoleKind is a kind of hole.
type HoleKind uint8

const (
	RefHole   HoleKind = iota // the attributes of a reference, each with a space before it
	OpenHole                  // what goes before the text of a mention
	CloseHole                 // what goes behind it
	ToolsHole                 // what goes behind the items of a checklist
	AidHole                   // a calculator or a grid
)

// Holes returns how many holes the body has.
func (b Body) Holes() int { return len(b.holes) }

// Len returns the size of the HTML without what goes into its holes, in bytes.
func (b Body) Len() int { return b.size }

// Text returns the HTML with nothing in its holes.
func (b Body) Text() string {
	if b.fetch != nil {
		return b.fetch()
	}
	return b.html
}

// HTML returns the body with its holes filled: fill writes what goes into each.
func (b Body) HTML(fill func(w *strings.Builder, h Hole)) template.HTML {
	html := b.Text()
	if len(b.holes) == 0 {
		return template.HTML(html)
	}
	var w strings.Builder
	w.Grow(len(html) + 48*len(b.holes))
	from := int32(0)
	for _, h := range b.holes {
		w.WriteString(html[from:h.at])
		fill(&w, h.Hole)
		from = h.at
	}
	w.WriteString(html[from:])
	return template.HTML(w.String())
}

// Pieces returns the HTML cut where holes hold text, with that text in between, as
// HTML; text returns "" for all other holes. It copies nothing.
func (b Body) Pieces(text func(h Hole) string) []string {
	var pieces []string
	html := b.Text()
	from := int32(0)
	for _, h := range b.holes {
		if t := text(h.Hole); t != "" {
			pieces = append(pieces, html[from:h.at], t)
			from = h.at
		}
	}
	return append(pieces, html[from:])
}

// bodyWriter collects a body while goldmark renders it. It is the util.BufWriter
// that the renderers are handed; those of links and images find it there and
// note their holes.
type bodyWriter struct {
	html  []byte
	holes []hole
	set   typesetting
	ahead ahead
}

// maxBody is the largest body, in bytes. References to one long definition can
// make a small text explode.
const maxBody = 16 << 20

// bodyTooLarge is what write panics with; goldmark ignores write errors, so this
// is the only way out of a rendering.
type bodyTooLarge struct{}

func (w *bodyWriter) grow() {
	if len(w.html) > maxBody {
		panic(bodyTooLarge{})
	}
}

func (w *bodyWriter) Write(p []byte) (int, error) {
	w.html = append(w.html, p...)
	w.grow()
	return len(p), nil
}

func (w *bodyWriter) WriteString(s string) (int, error) {
	w.html = append(w.html, s...)
	w.grow()
	return len(s), nil
}

func (w *bodyWriter) WriteByte(c byte) error {
	w.html = append(w.html, c)
	return nil
}

func (w *bodyWriter) WriteRune(r rune) (int, error) {
	return w.WriteString(string(r))
}

func (w *bodyWriter) Available() int { return maxBody - len(w.html) }
func (w *bodyWriter) Buffered() int  { return 0 }
func (w *bodyWriter) Flush() error   { return nil }

// hole notes that something goes here.
func (w *bodyWriter) hole(h Hole) {
	w.holes = append(w.holes, hole{h, int32(len(w.html))})
}

// mention notes that something goes before, or behind, the text of a mention.
func (w *bodyWriter) mention(index int, before bool) {
	kind := CloseHole
	if before {
		kind = OpenHole
	}
	w.hole(Hole{kind, index})
}

// body returns what was written; the writer may be used again.
func (w *bodyWriter) body() Body {
	b := Body{html: string(w.html), size: len(w.html), holes: append([]hole(nil), w.holes...)}
	w.html, w.holes = w.html[:0], w.holes[:0]
	return b
}
