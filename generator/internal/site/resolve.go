package site

import (
	"bytes"
	"maps"
	"slices"

	"balise/generator/internal/guide"
	"balise/generator/internal/parallel"
	"balise/generator/internal/register"
)

// Target is what a reference leads to. The zero value leads nowhere.
type Target struct {
	URL           string // relative to the site's root, without anchor
	Width, Height int32  // of an image, in pixels; 0 when unknown
	state         state
}

// state says why a reference leads nowhere.
type state uint8

const (
	found state = iota
	missing
	hidden   // the guide is not published
	noAnchor // the guide has no such heading
)

// linked is what the references of one guide lead to, and who refers to it. Guides are
// indices of entries. It is immutable once the site is made, and shared with the next one
// as long as it is the same.
type linked struct {
	targets   []Target
	links     []int32 // the visible guides it links to, once for each link
	backlinks []int32 // the guides that link to it, in reading order
	mentions  mentions
	aids      []string // the calculators and grids of the guide, as HTML
}

// equal tells whether two guides lead to the same, and are led to from the same.
func (l *linked) equal(o *linked) bool {
	return l == o || equalTargets(l.targets, o.targets) && slices.Equal(l.backlinks, o.backlinks) &&
		l.mentions.equal(&o.mentions) && slices.Equal(l.aids, o.aids)
}

// resolve finds what the references of all guides lead to, the attachments they
// use, the entries of the registers they mention, and the backlinks.
func (s *Site) resolve(prev *Site) {
	s.attach(prev)
	s.addNotes(prev)
	s.linked = make([]*linked, len(s.entries))
	reusable := s.sameTargets(prev)
	sameNotes := prev != nil && prev.shape == s.shape && maps.Equal(prev.notes, s.notes)
	parallel.Do(len(s.entries), func(i int) {
		same := reusable != nil && reusable[i]
		if same && sameNotes {
			s.linked[i] = prev.linked[i]
			return
		}
		l := &linked{}
		s.linked[i] = l
		if sameNotes && s.in.Guides[i] == prev.in.Guides[i] {
			l.mentions, l.aids = prev.linked[i].mentions, prev.linked[i].aids
		} else {
			l.mentions = s.mentioned(s.entries[i])
			l.aids = s.aidsOf(s.entries[i], l.mentions.numbers)
		}
		if same {
			l.targets, l.links = prev.linked[i].targets, prev.linked[i].links
		} else {
			s.resolveEntry(s.entries[i])
		}
	})
	s.addBacklinks(prev)
	s.addUses(prev)
}

// addBacklinks turns the links round. Where no guide links elsewhere than in
// prev, and the reading order is the same, so are the backlinks.
func (s *Site) addBacklinks(prev *Site) {
	if s.sameLinks(prev) {
		for i, l := range s.linked {
			if l != prev.linked[i] {
				l.backlinks = prev.linked[i].backlinks
			}
		}
		return
	}
	backlinks := s.roomForBacklinks()
	for _, e := range s.order {
		for _, to := range s.linked[e.index].links {
			if n := len(backlinks[to]); n == 0 || backlinks[to][n-1] != e.index {
				backlinks[to] = append(backlinks[to], e.index)
			}
		}
	}
	for i, l := range s.linked {
		if slices.Equal(l.backlinks, backlinks[i]) {
			continue
		}
		if prev != nil && i < len(prev.linked) && l == prev.linked[i] {
			l = new(linked)
			*l, s.linked[i] = *s.linked[i], l
		}
		l.backlinks = backlinks[i]
	}
}

// roomForBacklinks returns empty lists, one for each guide, that need not grow.
func (s *Site) roomForBacklinks() [][]int32 {
	counts, all := make([]int, len(s.linked)), 0
	for _, l := range s.linked {
		for _, to := range l.links {
			counts[to]++
		}
		all += len(l.links)
	}
	lists, room := make([][]int32, len(s.linked)), make([]int32, all)
	for i, n := range counts {
		lists[i], room = room[:0:n], room[n:]
	}
	return lists
}

func (s *Site) sameLinks(prev *Site) bool {
	if prev == nil || len(prev.entries) != len(s.entries) || len(prev.order) != len(s.order) {
		return false
	}
	for i, e := range s.order {
		if e != prev.order[i] && e.index != prev.order[i].index {
			return false
		}
	}
	for i, l := range s.linked {
		if l != prev.linked[i] && !slices.Equal(l.links, prev.linked[i].links) {
			return false
		}
	}
	return true
}

// sameTargets tells of each guide whether its references lead where they did in
// prev: the guide is the same, everything that can be referred to is where it
// was, and no guide it links to has other headings. Nil means of none, as where the
// entries may have changed that a page lists.
func (s *Site) sameTargets(prev *Site) []bool {
	if prev == nil || len(prev.entries) != len(s.entries) || !slices.Equal(prev.attached, s.attached) || prev.in.Registers != s.in.Registers {
		return nil
	}
	same, moved, any := make([]bool, len(s.entries)), make([]bool, len(s.entries)), false
	for i, e := range s.entries {
		old := prev.entries[i]
		if e != old && (e.head.File.Path != old.head.File.Path || e.URL != old.URL || e.Visible != old.Visible) {
			return nil
		}
		g, before := s.in.Guides[i], prev.in.Guides[i]
		same[i] = g == before
		moved[i] = !same[i] && (e.Layout != old.Layout || !slices.Equal(g.Headings, before.Headings))
		any = any || moved[i]
	}
	for i := 0; any && i < len(same); i++ {
		for _, to := range prev.linked[i].links {
			same[i] = same[i] && !moved[to]
		}
	}
	return same
}

// resolveEntry finds what the references of one guide lead to.
func (s *Site) resolveEntry(e *Entry) {
	refs, l := s.guide(e).Refs, s.linked[e.index]
	if len(refs) == 0 {
		return
	}
	l.targets, l.links = make([]Target, len(refs)), make([]int32, 0, len(refs))
	for i := range refs {
		ref := &refs[i]
		to := s.byFile[ref.Path]
		l.targets[i] = s.target(e, ref, to)
		if to != nil && to != e && to.Visible && ref.Kind == guide.LinkRef {
			l.links = append(l.links, to.index)
		}
	}
}

// target returns what a reference of e leads to; t is the guide in the file it
// names, or nil.
func (s *Site) target(e *Entry, ref *guide.Ref, t *Entry) Target {
	if ref.Path == "" {
		if ref.Anchor != "" && guide.IsListing(e.head.Front.Layout) && !s.hasAnchor(e, ref.Anchor) { // else the guide has reported it
			return Target{URL: e.URL, state: noAnchor}
		}
		return Target{URL: e.URL}
	}
	if t != nil {
		switch {
		case ref.Kind == guide.ImageRef:
			return Target{state: missing}
		case !t.Visible:
			return Target{state: hidden}
		case ref.Anchor != "" && !s.hasAnchor(t, ref.Anchor):
			return Target{URL: t.URL, state: noAnchor}
		}
		return Target{URL: t.URL}
	}
	if a := s.byAttach[ref.Path]; a != nil {
		return Target{URL: a.URL, Width: int32(a.Width), Height: int32(a.Height)}
	}
	return Target{state: missing}
}

// hasAnchor tells whether the page of a guide has an anchor: that of a heading, or
// of an entry that the page lists.
func (s *Site) hasAnchor(e *Entry, id string) bool {
	return s.guide(e).HasAnchor(id) || s.lists(e, id)
}

// lists tells whether the page of a guide lists an entry of a register.
func (s *Site) lists(e *Entry, id string) bool {
	shelf, ok := register.ListedBy(e.Layout)
	return ok && s.in.Registers.Has(shelf, id)
}

// fill writes what goes into a hole of the guide: the attributes of a reference,
// what goes round a mention, or what belongs to an aid.
func (p *Page) fill(w *bytes.Buffer, h guide.Hole) {
	switch h.Kind {
	case guide.OpenHole, guide.CloseHole:
		p.fillMention(w, h)
		return
	case guide.ToolsHole:
		p.fillTools(w)
		return
	case guide.AidHole:
		w.WriteString(p.aids[h.Index])
		return
	}
	ref, t := &p.guide.Refs[h.Index], &p.targets[h.Index]
	if t.state == missing || t.state == hidden {
		return
	}
	attribute := ` href="`
	if ref.Kind == guide.ImageRef {
		attribute = ` src="`
	}
	w.WriteString(attribute)
	if ref.Path != "" {
		w.WriteString(p.Root)
		w.WriteString(t.URL)
	}
	if ref.Anchor != "" {
		w.WriteByte('#')
		w.WriteString(escapeFragment(ref.Anchor))
	}
	w.WriteByte('"')
	if t.Width > 0 && t.Height > 0 {
		writeSize(w, int(t.Width), int(t.Height))
	}
}
