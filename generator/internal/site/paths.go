package site

import (
	"slices"

	"balise/generator/internal/order"
	"balise/generator/internal/parallel"
)

// addPaths makes the reading paths and notes in each guide where it stands.
// Steps that lead nowhere are left out; Check reports them.
func (s *Site) addPaths() {
	for _, e := range s.entries {
		if !e.Visible || !e.head.Front.IsPath {
			continue
		}
		p := &Path{Entry: e, Link: Link{Title: e.navTitle(), URL: e.URL}}
		s.pathOf[e] = p
		if e.head.Key == "index" {
			s.paths = slices.Insert(s.paths, 0, p)
		} else {
			s.paths = append(s.paths, p)
		}
		seen := map[*Entry]bool{e: true}
		for _, step := range e.head.Front.Steps {
			target := s.byKey[step.Text]
			if target == nil || !target.Visible || seen[target] {
				continue
			}
			seen[target] = true
			p.Steps = append(p.Steps, PathStep{Entry: target, Why: step.Why})
		}
	}
	for _, p := range s.paths {
		for i, step := range p.Steps {
			step.places = append(step.places, place{p, i})
		}
	}
}

// arrange puts the guides of each section, and with them all guides, into
// reading order.
func (s *Site) arrange() {
	for _, e := range s.entries {
		switch {
		case !e.Visible || e.IsIndex:
		case e.isRead():
			e.Section.Guides = append(e.Section.Guides, e)
		default:
			e.Section.extra = append(e.Section.extra, e)
		}
	}
	parallel.Do(len(s.sections), func(i int) {
		sec := s.sections[i]
		sec.Guides = s.byPrerequisites(sec.Guides)
		sec.path = s.sectionPath(sec)
		sec.Guides = stepsFirst(sec.path, sec)
		for at, e := range sec.Guides {
			e.at = at
		}
	})
	s.order = make([]*Entry, 0, len(s.entries))
	seen := make([]bool, len(s.entries))
	add := func(e *Entry) {
		if e != nil && e.Visible && !seen[e.index] {
			seen[e.index] = true
			s.order = append(s.order, e)
		}
	}
	s.readingOrder(s.sections[0], add)
}

// readingOrder visits a section's page, its path, its guides, the sections below
// it, and its other pages.
func (s *Site) readingOrder(sec *Section, add func(*Entry)) {
	add(sec.Index)
	for _, step := range sec.path.Steps {
		add(step.Entry)
	}
	for _, e := range sec.Guides {
		add(e)
	}
	for _, sub := range sec.Subs {
		s.readingOrder(sub, add)
	}
	for _, e := range sec.extra {
		add(e)
	}
}

// byPrerequisites returns guides so that each follows what it requires among
// them, otherwise in the order of their files.
func (s *Site) byPrerequisites(guides []*Entry) []*Entry {
	needed := false
	for _, e := range guides {
		needed = needed || len(e.head.Front.Requires) > 0
	}
	if !needed {
		return guides // as the files are
	}
	names, requires := make([]string, len(guides)), make([][]int, len(guides))
	index := make(map[*Entry]int, len(guides))
	for i, e := range guides {
		names[i], index[e] = e.head.File.Path, i
	}
	for i, e := range guides {
		for _, r := range e.head.Front.Requires {
			if j, ok := index[s.byKey[r.Text]]; ok {
				requires[i] = append(requires[i], j)
			}
		}
	}
	ordered := make([]*Entry, len(guides))
	for i, n := range order.Sequence(names, requires) {
		ordered[i] = guides[n]
	}
	return ordered
}

// sectionPath returns the path that a section's page declares, or else the section's
// own order.
func (s *Site) sectionPath(sec *Section) *Path {
	if p := s.pathOf[sec.Index]; p != nil {
		return p
	}
	p := &Path{Link: Link{Title: sec.Title, URL: sec.URL}}
	for _, e := range sec.Guides {
		if !e.head.Front.Standalone {
			e.places = append(e.places, place{p, len(p.Steps)})
			p.Steps = append(p.Steps, PathStep{Entry: e})
		}
	}
	return p
}

// stepsFirst returns the section's guides with those of its path first.
func stepsFirst(p *Path, sec *Section) []*Entry {
	if p.Entry == nil {
		return sec.Guides
	}
	var guides []*Entry
	inPath := map[*Entry]bool{}
	for _, step := range p.Steps {
		if step.Section == sec && step.isRead() {
			inPath[step.Entry] = true
			guides = append(guides, step.Entry)
		}
	}
	for _, e := range sec.Guides {
		if !inPath[e] {
			guides = append(guides, e)
		}
	}
	return guides
}

// mainPlace returns where a guide stands in its main path: the site's, else that
// of the nearest section above it, else the first that has it; the order of its
// own section only where nobody put it into a path.
func (e *Entry) mainPlace() (place, bool) {
	best, rank := place{}, 0
	for _, p := range e.places {
		if r := e.pathRank(p.path); r > rank {
			best, rank = p, r
		}
	}
	return best, rank > 0
}

func (e *Entry) pathRank(p *Path) int {
	switch {
	case p.Entry == nil:
		return 1
	case p.Entry.head.Key == "index":
		return 1000
	}
	for sec := e.Section; sec != nil; sec = sec.Parent {
		if sec.Index == p.Entry {
			return 100 + sec.depth
		}
	}
	return 2
}

// otherPlaces returns where a guide stands in the paths that are not its main
// one.
func (e *Entry) otherPlaces() []place {
	main, ok := e.mainPlace()
	var others []place
	for _, p := range e.places {
		if ok && p != main && p.path.Entry != nil {
			others = append(others, p)
		}
	}
	return others
}
