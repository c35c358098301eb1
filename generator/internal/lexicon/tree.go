package lexicon

// tree holds spellings word by word. Node 0 is the root.
type tree struct {
	nodes []node
	edges []edge
	slots []slot // open addressing, a power of two, at most a quarter full
}

type node struct {
	entry int32   // 1 + the entry of a spelling that ends here, whatever its case
	space int32   // the node that white space leads to, or 0: the step after most words
	more  bool    // edges lead on
	begin letters // how the words begin that lead on
	exact []exact // spellings of capitals that end here
}

// letters is a set of the letters of ASCII, in either case: bit 0 is a.
type letters uint32

// begins tells whether a word with this first byte may lead on; what is no letter
// of ASCII may always.
func (l letters) begins(c byte) bool {
	c |= 0x20
	return c < 'a' || c > 'z' || l>>(c-'a')&1 == 1
}

// first returns the letters that a word with a key may begin with. An accent may
// stand behind its letter in a text.
func first(key string) letters {
	if c := key[0]; c >= 'a' && c <= 'z' {
		return 1 << (c - 'a')
	}
	return ^letters(0)
}

// exact is a spelling that must stand as it is written.
type exact struct {
	text  string // as appendExact gives it
	entry int
}

type edge struct {
	hash     uint32
	from, to int32
	key      string
}

// slot is a place in the table: an edge and its hash beside it, so that a word
// that leads nowhere is refused without a second look elsewhere.
type slot struct {
	hash uint32
	edge int32 // 1 + index; 0 is free
}

func newTree() tree { return tree{nodes: make([]node, 1), slots: make([]slot, 64)} }

// spread mixes the node that an edge starts from into the hash of its token.
func spread(from int32, hash uint32) uint32 { return hash ^ uint32(from)*0x9e3779b1 }

// child returns the node that a token, written as raw, leads to, or 0.
func (t *tree) child(from int32, tok token, raw []byte) int32 {
	if tok.mark == ' ' {
		return t.nodes[from].space
	}
	hash := spread(from, tok.hash)
	mask := uint32(len(t.slots) - 1)
	for i := hash & mask; t.slots[i].edge != 0; i = (i + 1) & mask {
		if t.slots[i].hash != hash {
			continue
		}
		if e := &t.edges[t.slots[i].edge-1]; e.from == from && tok.is(e.key, raw) {
			return e.to
		}
	}
	return 0
}

// grow returns the node that a token leads to and makes it when need be.
func (t *tree) grow(from int32, tok token, raw []byte) int32 {
	if to := t.child(from, tok, raw); to != 0 {
		return to
	}
	to := int32(len(t.nodes))
	t.nodes = append(t.nodes, node{})
	t.nodes[from].more = true
	if tok.mark == ' ' {
		t.nodes[from].space = to
		return to
	}
	key := tok.key(raw)
	t.nodes[from].begin |= first(key)
	t.edges = append(t.edges, edge{hash: spread(from, tok.hash), from: from, to: to, key: key})
	if len(t.edges)*4 <= len(t.slots) {
		t.place(len(t.edges) - 1)
		return to
	}
	t.slots = make([]slot, 2*len(t.slots))
	for i := range t.edges {
		t.place(i)
	}
	return to
}

// place puts an edge into the table.
func (t *tree) place(edge int) {
	hash, mask := t.edges[edge].hash, uint32(len(t.slots)-1)
	i := hash & mask
	for t.slots[i].edge != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = slot{hash: hash, edge: int32(edge) + 1}
}

// addExact enters a spelling of capitals and returns the entry that has it now.
func (n *node) addExact(text string, entry int) int {
	for _, e := range n.exact {
		if e.text == text {
			return e.entry
		}
	}
	n.exact = append(n.exact, exact{text: text, entry: entry})
	return entry
}

// ends tells whether any spelling ends at the node.
func (n *node) ends() bool { return n.entry > 0 || len(n.exact) > 0 }

// accepts returns the entry of the spelling that ends at the node and fits the
// text that led to it.
func (n *node) accepts(text []byte) (entry int, ok bool) {
	if len(n.exact) > 0 {
		var room [80]byte
		written := appendExact(room[:0], text)
		for _, e := range n.exact {
			if e.text == string(written) {
				return e.entry, true
			}
		}
	}
	return int(n.entry) - 1, n.entry > 0
}
