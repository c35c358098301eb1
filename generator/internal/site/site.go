// Package site links all guides of a site: addresses, reading paths, sections,
// topics, navigation, backlinks.
//
// [New] makes a [Site] of the guides and never fails: what does not resolve is
// a zero value. [Site.Check] alone judges, and reports with places and fixes.
// [Site.Pages] are the pages to publish: each [Page] is everything a layout may
// read, and nothing else.
//
// Order is one list. A reading path is the list of steps of one guide (the home
// page's is the main path); where nobody wrote one, a section's guides follow
// their prerequisites, then their names. Positions, previous and next, the
// navigation, the sitemap and the feed all read these lists. A position belongs
// to a path and a guide together, never to the guide.
//
// What guides mention of the registers becomes notes ([FactNote], [TermNote],
// [SourceNote]), made once in each language and shared by all pages that show
// them. A page is rendered again when one of its notes says something else, so a
// changed fact reaches exactly the pages that show it, through computed facts too.
//
// Linking runs as a whole at every change, so it is kept cheap: no text is
// looked at, only what package guide found in it, and what follows from front
// matter and configuration alone (addresses, sections, paths, topics) is shared
// with the site before as long as none of that changed.
package site

import (
	"maps"
	"slices"

	"balise/generator/internal/guide"
	"balise/generator/internal/register"
	"balise/generator/internal/source"
)

// Limits on what a page shows of what spans the site.
const (
	MaxNav       = 15 // guides around a page in its section or its path
	MaxBacklinks = 24
)

// Input is what a site is made of.
type Input struct {
	Config Config
	Audit  *Audit         // nil where there is none
	Guides []*guide.Guide // in the order of their files' paths
	Tree   *source.Tree
	Texts  Texts
	// Drafts includes drafts and guides whose date is still to come.
	Drafts bool
	// At is the day the site is made for, YYYY-MM-DD.
	At string
	// Layouts are the names of the layouts there are.
	Layouts []string
	// Registers are the facts, sources and terms.
	Registers *register.Registers
	// Definitions are those of the terms, by id.
	Definitions map[string]guide.Fragment
	// Speeches are the languages that layouts have texts in.
	Speeches map[string]Speech
}

// Texts are the few words that addresses and titles of generated pages need.
type Texts struct {
	TopicsSlug string // "sujets"
	Home       string // what links to the home page say
	NotFound   string // title of the page for addresses that lead nowhere
}

// Site is all guides, linked. It is immutable.
type Site struct {
	*shape
	in       Input
	notes    map[string]*noteSet // by language
	linked   []*linked           // by the index of their entry
	uses     *uses
	attached []*Attachment // by URL
	byAttach map[string]*Attachment
	pages    []*Page // those of order first, in its order
}

// Entry is one guide in its site.
type Entry struct {
	// head is the guide as it was when the site took its shape. Its names and
	// front matter hold; for its text ask [Site.guide].
	head      *guide.Guide
	URL       string // with escapes, relative to the site's root, "" for home
	out       string // the same without escapes
	Layout    string
	Visible   bool
	Scheduled bool
	Section   *Section // the section it stands in; a section's page stands in the one above
	IsIndex   bool     // it is a section's page

	card   *Card   // shared with the site before when it is the same
	places []place // where it stands in paths
	topics []*topic
	index  int32 // of itself in entries
	at     int   // its index among the guides of its section
}

// place is a step of a path.
type place struct {
	path *Path
	step int
}

// Section is a folder below content/ that holds guides.
type Section struct {
	Dir    string // "" for content/ itself
	URL    string
	out    string
	Title  string
	Index  *Entry // its page, or nil
	Parent *Section
	Subs   []*Section
	Guides []*Entry // what readers read in it, in reading order
	extra  []*Entry // visible pages that are not for reading in order
	path   *Path    // the path of its page, or its own order
	trail  []Link   // from the home page down to it
	depth  int
}

// Path is a list of guides to read in order.
type Path struct {
	Entry *Entry // the guide whose steps these are; nil for a section's own order
	Link  Link
	Steps []PathStep
}

// PathStep is one step of a path.
type PathStep struct {
	*Entry
	Why string
}

// New links guides into a site. prev is the site of an earlier moment, or nil;
// what did not change is shared with it.
func New(prev *Site, in Input) *Site {
	s := &Site{in: in}
	if s.keepsShape(prev) {
		s.shape = prev.shape
	} else {
		s.takeShape(prev)
	}
	s.resolve(prev)
	s.addPages(prev)
	return s
}

// guide returns the guide of an entry.
func (s *Site) guide(e *Entry) *guide.Guide { return s.in.Guides[e.index] }

// layoutOf returns the layout of a guide that names none.
func layoutOf(e *Entry) string {
	switch {
	case e.head.Front.Layout != "":
		return e.head.Front.Layout
	case e.head.Key == "index":
		return "home"
	case e.IsIndex:
		return "section"
	case e.head.Front.IsPath:
		return "path"
	}
	return "guide"
}

// isRead tells whether a guide is for reading in order, as opposed to pages that
// serve or list. A layout of the author's own is for guides.
func (e *Entry) isRead() bool {
	if e.IsIndex {
		return false
	}
	switch e.Layout {
	case "home", "section", "path", "page", "topic", "legal", "accessibility", "search", "glossary", "facts", "sources", "worksheet", "redirect", "404":
		return false
	}
	return true
}

// GuideLayouts returns the layouts of the guides that are published, sorted, without
// those of pages that list something.
func (s *Site) GuideLayouts() []string {
	used := map[string]bool{}
	for _, e := range s.order {
		if e.isRead() || e.Layout == "page" || e.Layout == "legal" || e.Layout == "accessibility" {
			used[e.Layout] = true
		}
	}
	return slices.Sorted(maps.Keys(used))
}

func (s *Site) info() *Info {
	c := s.in.Config
	info := &Info{
		Title: c.Title, Description: c.Description, Lang: c.Lang, BaseURL: c.BaseURL,
		Publisher: c.Publisher, Contact: c.Contact, Feed: c.BaseURL != "" && len(s.feed()) > 0,
	}
	listing := func(layout string) Link {
		if e := s.listings[layout]; e != nil {
			return Link{Title: e.navTitle(), URL: e.URL}
		}
		return Link{}
	}
	info.Glossary, info.Facts, info.Sources = listing("glossary"), listing("facts"), listing("sources")
	info.Search, info.Worksheet = listing("search"), listing("worksheet")
	if home := s.byKey["index"]; home != nil && info.Title == "" {
		info.Title = home.head.Shown.Title
	}
	return info
}

// maxFeed is how many guides a feed holds.
const maxFeed = 20

// feed returns the guides that have a date, newest first, and among those of one
// day in reading order.
func (s *Site) feed() []*Entry {
	newest := make([]*Entry, 0, maxFeed+1)
	for _, e := range s.order {
		date := e.date()
		if date == "" || e.head.Front.Draft || e.Scheduled || len(newest) == maxFeed && date <= newest[maxFeed-1].date() {
			continue
		}
		at := len(newest)
		for at > 0 && newest[at-1].date() < date {
			at--
		}
		newest = slices.Insert(newest, at, e)
		newest = newest[:min(len(newest), maxFeed)]
	}
	return newest
}

// date returns the day of a guide's last change that its author names.
func (e *Entry) date() string {
	return max(e.head.Front.Published, e.head.Front.Updated)
}

// navTitle returns what stands for the guide where space is short.
func (e *Entry) navTitle() string {
	if t := e.head.Shown.NavTitle; t != "" {
		return t
	}
	return e.head.Shown.Title
}
