package site

// uses tells which guides show an entry of a register, as indices of entries in
// reading order, by the id of the entry. A guide that shows a computed fact shows
// what it is computed from as well.
type uses struct {
	facts, terms, sources map[string][]int32
}

// addUses collects the uses. Where every guide shows what it did before, and the
// reading order is the same, they are those of the site before.
func (s *Site) addUses(prev *Site) {
	if s.sameUses(prev) {
		s.uses = prev.uses
		return
	}
	s.uses = &uses{map[string][]int32{}, map[string][]int32{}, map[string][]int32{}}
	for _, e := range s.order {
		m := &s.linked[e.index].mentions
		for _, f := range m.facts {
			s.useFact(f.ID, e.index)
		}
		for _, t := range m.terms {
			s.uses.terms[t.ID] = append(s.uses.terms[t.ID], e.index)
		}
		for _, src := range m.sources {
			s.uses.sources[src.ID] = append(s.uses.sources[src.ID], e.index)
		}
	}
}

// useFact notes that a guide, the last one noted, shows a fact.
func (s *Site) useFact(id string, guide int32) {
	f := s.in.Registers.Fact(id)
	for _, shown := range append(s.in.Registers.Behind(f), f) {
		known := s.uses.facts[shown.ID]
		if len(known) == 0 || known[len(known)-1] != guide {
			s.uses.facts[shown.ID] = append(known, guide)
		}
	}
}

func (s *Site) sameUses(prev *Site) bool {
	if prev == nil || prev.shape != s.shape || prev.in.Registers != s.in.Registers {
		return false
	}
	for i, l := range s.linked {
		if l != prev.linked[i] && !l.mentions.equal(&prev.linked[i].mentions) {
			return false
		}
	}
	return true
}
