package guide

import "bufio"

// room is memory that reading a guide takes for a while, and the next guide again.
// Nothing in a [Guide] may point into it.
type room struct {
	reader *bufio.Reader // for adrg/frontmatter, which makes a smaller one of its own
}

func newRoom() any { return &room{reader: bufio.NewReaderSize(nil, 4<<10)} }
