package guide

import (
	"bufio"
	"bytes"
	"path"

	"balise/generator/internal/meta"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
)

// room is memory that reading a guide takes for a while, and the next guide again.
// Nothing in a [Guide] may point into it.
type room struct {
	yaml   meta.Room     // for the front matter
	reader *bufio.Reader // for adrg/frontmatter, which would make one of its own
	words  [512]byte     // for wordBytesSum

	headings []headingNode
	refs     []Ref             // of the guide
	mentions []Mention         // of the guide
	sections []Section         // of the guide
	boxes    []string          // the names of the boxes to tick
	marks    []byte            // what links and images are given as destinations
	paths    map[string]string // to which earlier guides referred

	prose prose

	context parser.Context // without references; see takeContext

	texts      slab[ast.Text] // of the syntax tree, as are
	paragraphs slab[ast.Paragraph]
	titles     slab[ast.Heading]
	links      slab[ast.Link]
	emphases   slab[ast.Emphasis]
	lists      slab[ast.List]
	items      slab[ast.ListItem]
}

// empty prepares for the next guide.
func (r *room) empty() {
	r.reader.Reset(nil)
	r.headings = emptied(r.headings)
	r.refs = emptied(r.refs)
	r.mentions = emptied(r.mentions)
	r.sections = emptied(r.sections)
	r.boxes = emptied(r.boxes)
	r.marks = r.marks[:0]
	r.prose.empty()
	r.texts.empty()
	r.paragraphs.emptyEach(emptyParagraph)
	r.titles.emptyEach(emptyTitle)
	r.links.empty()
	r.emphases.empty()
	r.lists.empty()
	r.items.empty()
}

// slab is room for nodes of a syntax tree, which nobody has any more when the next guide
// is read.
type slab[T any] struct {
	nodes []T
	used  int
}

// take returns a node with nothing in it; one of its own where the room is full.
func (s *slab[T]) take() *T {
	if s.used == len(s.nodes) {
		return new(T)
	}
	s.used++
	return &s.nodes[s.used-1]
}

func (s *slab[T]) empty() {
	clear(s.nodes[:s.used])
	s.used = 0
}

// emptyEach is empty for nodes that keep something.
func (s *slab[T]) emptyEach(empty func(n *T)) {
	for i := range s.used {
		empty(&s.nodes[i])
	}
	s.used = 0
}

// emptyParagraph leaves a paragraph nothing but room for its lines. No two of these nodes
// share that: goldmark moves lines only to nodes of its own.
func emptyParagraph(n *ast.Paragraph) {
	lines := *n.Lines()
	lines.SetSliced(0, 0)
	*n = ast.Paragraph{}
	n.SetLines(&lines)
}

// emptyTitle is emptyParagraph for headings.
func emptyTitle(n *ast.Heading) {
	lines := *n.Lines()
	lines.SetSliced(0, 0)
	*n = ast.Heading{}
	n.SetLines(&lines)
}

// takeContext returns a context for what is parsed next. One is enough: the rooms of what is
// parsed with it are the same, and what a parser leaves in it is taken out again.
func (r *room) takeContext() parser.Context {
	if r.context == nil || len(r.context.References()) > 0 {
		r.context = parser.NewContext()
	}
	for key := parser.ContextKey(1); key <= parser.ContextKeyMax; key++ {
		r.context.Set(key, nil)
	}
	r.context.Set(roomKey, r)
	return r.context
}

// roomKey is where a parser.Context keeps the room.
var roomKey = parser.NewContextKey()

// roomOf returns the room for what is parsed; an empty one, in which each node is new,
// where there is none.
func roomOf(pc parser.Context) *room {
	if r, ok := pc.Get(roomKey).(*room); ok {
		return r
	}
	return &room{}
}

// maxPaths is how many paths are remembered.
const maxPaths = 1 << 16

// join is path.Join for a clean folder. Most guides refer to what others refer to, so
// that a path is kept once for many of them.
func (r *room) join(folder string, name []byte) string {
	for folder != "." && bytes.HasPrefix(name, []byte("../")) {
		folder, name = path.Dir(folder), bytes.TrimLeft(name[len("../"):], "/")
	}
	var whole [256]byte
	joined := whole[:0]
	if folder != "." {
		joined = append(append(joined, folder...), '/')
	}
	joined = append(joined, name...)
	if !isClean(joined) {
		return path.Clean(string(joined))
	}
	known, ok := r.paths[string(joined)]
	if !ok {
		if len(r.paths) >= maxPaths {
			clear(r.paths)
		}
		known = string(joined)
		r.paths[known] = known
	}
	return known
}

// isClean tells whether path.Clean leaves a relative path as it is; where a part of it
// begins with a dot, it says no.
func isClean(name []byte) bool {
	for more := true; more; {
		var part []byte
		if part, name, more = bytes.Cut(name, []byte("/")); len(part) == 0 || part[0] == '.' {
			return false
		}
	}
	return true
}

// emptied returns a list without its items, which it keeps alive no longer.
func emptied[T any](list []T) []T {
	clear(list)
	return list[:0]
}

// kept copies a list for a guide to keep; an empty one is nil.
func kept[T any](list []T) []T { return append([]T(nil), list...) }

func newRoom() any {
	return &room{
		reader: bufio.NewReaderSize(nil, 4<<10), paths: map[string]string{},
		texts: slab[ast.Text]{nodes: make([]ast.Text, 512)}, paragraphs: slab[ast.Paragraph]{nodes: make([]ast.Paragraph, 128)},
		titles: slab[ast.Heading]{nodes: make([]ast.Heading, 64)},
		prose:  prose{terms: slab[term]{nodes: make([]term, 32)}},
		links:  slab[ast.Link]{nodes: make([]ast.Link, 64)}, emphases: slab[ast.Emphasis]{nodes: make([]ast.Emphasis, 64)},
		lists: slab[ast.List]{nodes: make([]ast.List, 64)}, items: slab[ast.ListItem]{nodes: make([]ast.ListItem, 128)},
	}
}
