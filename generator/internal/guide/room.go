package guide

import "bufio"

// room is memory that reading a guide takes for a while, and the next guide again.
// Nothing in a [Guide] may point into it.
type room struct {
	reader *bufio.Reader // for adrg/frontmatter, which would make one of its own
	words  [512]byte     // for wordBytesSum

	headings []headingNode
	refs     []Ref     // of the guide
	sections []Section // of the guide
	boxes    []string  // the names of the boxes to tick
	marks    []byte    // what links and images are given as destinations
}

// empty prepares for the next guide.
func (r *room) empty() {
	r.reader.Reset(nil)
	r.headings = emptied(r.headings)
	r.refs = emptied(r.refs)
	r.sections = emptied(r.sections)
	r.boxes = emptied(r.boxes)
	r.marks = r.marks[:0]
}

// emptied returns a list without its items, which it keeps alive no longer.
func emptied[T any](list []T) []T {
	clear(list)
	return list[:0]
}

// kept copies a list for a guide to keep; an empty one is nil.
func kept[T any](list []T) []T { return append([]T(nil), list...) }

func newRoom() any { return &room{reader: bufio.NewReaderSize(nil, 4<<10)} }
