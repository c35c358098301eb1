package site

import (
	"reflect"
	"strings"
)

// shape is what follows from the names of the files, their front matter, the
// configuration and the audit alone, whatever the texts say.
type shape struct {
	Info     *Info
	entries  []*Entry          // all guides, by file path
	byFile   map[string]*Entry // "contrats/regie.md"
	byKey    map[string]*Entry
	sections []*Section // parents before children; the first is the whole site
	bySecDir map[string]*Section
	paths    []*Path // the main path first
	pathOf   map[*Entry]*Path
	topics   []*topic
	order    []*Entry // visible guides in reading order
	sitemap  []SitemapEntry

	listings   map[string]*Entry // the pages that list the registers, or search, by layout
	explainers map[string]*Entry // the first guide that explains a term, by the term's id
}

// keepsShape tells whether the site has the shape of the one before it.
func (s *Site) keepsShape(prev *Site) bool {
	if prev == nil || len(prev.in.Guides) != len(s.in.Guides) ||
		prev.in.At != s.in.At || prev.in.Drafts != s.in.Drafts || prev.in.Texts != s.in.Texts ||
		!reflect.DeepEqual(prev.in.Config, s.in.Config) || !equalAudits(prev.in.Audit, s.in.Audit) {
		return false
	}
	for i, g := range s.in.Guides {
		old := prev.in.Guides[i]
		if g != old && !(g.SameHead(old) && minutes(g, s.langOf(g)) == minutes(old, s.langOf(old))) {
			return false
		}
	}
	return true
}

// takeShape makes the shape, sharing what it can with the site before.
func (s *Site) takeShape(prev *Site) {
	n := len(s.in.Guides)
	s.shape = &shape{byFile: make(map[string]*Entry, n), byKey: make(map[string]*Entry, n), bySecDir: map[string]*Section{}, pathOf: map[*Entry]*Path{}}
	s.addEntries()
	s.addSections()
	s.address()
	s.describe(prev)
	s.addPaths()
	s.arrange()
	s.addTopics()
	s.addListings()
	s.sitemap = s.listPages()
	s.Info = s.info()
	if prev != nil && *prev.Info == *s.Info {
		s.Info = prev.Info
	}
}

func (s *Site) addEntries() {
	s.entries = make([]*Entry, len(s.in.Guides))
	all := make([]Entry, len(s.in.Guides))
	for i, g := range s.in.Guides {
		e := &all[i]
		e.head, e.index = g, int32(i)
		e.Scheduled = g.Front.Published > s.in.At
		e.Visible = s.in.Drafts || !g.Front.Draft && !e.Scheduled
		file := strings.TrimPrefix(g.File.Path, "content/")
		e.IsIndex = file == "index.md" || strings.HasSuffix(file, "/index.md")
		s.entries[i] = e
		s.byFile[file] = e
		if first := s.byKey[g.Key]; first == nil || !first.Visible {
			s.byKey[g.Key] = e
		}
	}
}
