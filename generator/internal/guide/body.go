package guide

import (
	"bytes"
	"html/template"
)

// Body is the HTML of a guide with holes in it. It is immutable.
type Body struct {
	html  []byte
	fetch Fetch  // gets the HTML where it is not here
	size  int    // of the HTML, in bytes
	holes []hole // ascending
}

// Fetch calls use with the HTML of a body, which is there only for the time of the call.
// Several goroutines may call it.
type Fetch func(use func(html []byte))

// Keep takes the HTML of a body to some other place, by copying it, and returns what gets it
// back from there; nil where that cannot be done.
type Keep func(html []byte) Fetch

// hole is a place in the HTML where something goes that the rest of the site
// decides.
type hole struct {
	Hole
	at int32 // offset in the HTML
}

// Hole says what goes into a hole.
type Hole struct {
	Kind  HoleKind
	Index int32 // of the reference, the mention, the checklist or the aid
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

// Use calls use with the HTML that has nothing in its holes. It is there for the time of the
// call and must not be changed.
func (b Body) Use(use func(html []byte)) {
	if b.fetch != nil && b.size > 0 {
		b.fetch(use)
		return
	}
	use(b.html)
}

// Write writes the body with its holes filled: fill writes what goes into each.
func (b Body) Write(w *bytes.Buffer, fill func(w *bytes.Buffer, h Hole)) {
	b.Use(func(html []byte) {
		from := int32(0)
		for _, h := range b.holes {
			w.Write(html[from:h.at])
			fill(w, h.Hole)
			from = h.at
		}
		w.Write(html[from:])
	})
}

// HTML is Write for where a value is needed.
func (b Body) HTML(fill func(w *bytes.Buffer, h Hole)) template.HTML {
	var w bytes.Buffer
	w.Grow(b.size + 64*len(b.holes))
	b.Write(&w, fill)
	return template.HTML(w.String())
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

// bodyTooLarge is what add panics with; goldmark ignores write errors, so this
// is the only way out of a rendering.
type bodyTooLarge struct{}

// add makes the body longer by n bytes and returns the room for them. Unlike append it
// does not store where the body is, of which the garbage collector would have to know.
func (w *bodyWriter) add(n int) []byte {
	from := len(w.html)
	if n > cap(w.html)-from {
		if from+n > maxBody {
			panic(bodyTooLarge{})
		}
		larger := make([]byte, from, min(max(2*cap(w.html), from+n), maxBody))
		copy(larger, w.html)
		w.html = larger
	}
	w.html = w.html[:from+n]
	return w.html[from:]
}

func (w *bodyWriter) Write(p []byte) (int, error) { return copy(w.add(len(p)), p), nil }

func (w *bodyWriter) WriteString(s string) (int, error) { return copy(w.add(len(s)), s), nil }

func (w *bodyWriter) WriteByte(c byte) error {
	w.add(1)[0] = c
	return nil
}

// strings writes several texts.
func (w *bodyWriter) strings(parts ...string) {
	for _, s := range parts {
		w.WriteString(s)
	}
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
	w.hole(Hole{kind, int32(index)})
}

// body returns what was written, whose HTML goes to keep if there is that; the writer may be
// used again.
func (w *bodyWriter) body(keep Keep) Body {
	b := Body{size: len(w.html), holes: append([]hole(nil), w.holes...)}
	if keep != nil && b.size > 0 {
		b.fetch = keep(w.html)
	}
	if b.fetch == nil {
		b.html = bytes.Clone(w.html)
	}
	w.html, w.holes = w.html[:0], w.holes[:0]
	return b
}
