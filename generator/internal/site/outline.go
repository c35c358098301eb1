package site

import "slices"

// Len returns how many guides the site shows.
func (s *Site) Len() int { return len(s.order) }

// SitemapEntry is a page as a sitemap lists it.
type SitemapEntry struct {
	URL  string // relative to the site's root
	Date string // of its last change, YYYY-MM-DD, or ""
}

// Sitemap returns the pages that are published, in reading order. Drafts and
// guides whose date is still to come are left out, even where the preview shows
// them, and so are sections and topics of such guides alone. The caller must not change
// the slice.
func (s *Site) Sitemap() []SitemapEntry { return s.sitemap }

// listPages makes the sitemap.
func (s *shape) listPages() []SitemapEntry {
	entries := make([]SitemapEntry, 0, len(s.order))
	for _, e := range s.order {
		if e.isListed() {
			entries = append(entries, SitemapEntry{URL: e.URL, Date: e.date()})
		}
	}
	for _, sec := range s.sections {
		if sec.Index == nil && (sec.Parent == nil || sec.isListed()) {
			entries = append(entries, SitemapEntry{URL: sec.URL})
		}
	}
	for _, t := range s.topics {
		if slices.ContainsFunc(t.guides, (*Entry).isListed) {
			entries = append(entries, SitemapEntry{URL: t.url})
		}
	}
	return entries
}

// isListed tells whether a guide that is shown is published too.
func (e *Entry) isListed() bool { return !e.head.Front.Draft && !e.Scheduled }

// isListed tells whether the section holds a guide that is published.
func (sec *Section) isListed() bool {
	return sec.Index != nil && sec.Index.isListed() ||
		slices.ContainsFunc(sec.Guides, (*Entry).isListed) || slices.ContainsFunc(sec.extra, (*Entry).isListed) ||
		slices.ContainsFunc(sec.Subs, (*Section).isListed)
}

// FeedEntry is a guide as a feed shows it.
type FeedEntry struct {
	Link
	Date      string // of its last change
	Published string
	Summary   string // plain text
	Authors   []string
}

// Feed returns the newest guides, newest first.
func (s *Site) Feed() []FeedEntry {
	var entries []FeedEntry
	for _, e := range s.feed() {
		f := FeedEntry{Link: e.card.Link, Date: e.date(), Published: e.head.Front.Published, Summary: s.guide(e).SummaryText}
		if f.Summary == "" {
			f.Summary = e.head.Shown.Description
		}
		for _, id := range e.head.Front.Authors {
			if a, ok := s.in.Config.Authors[id.Text]; ok {
				f.Authors = append(f.Authors, a.Name)
			}
		}
		entries = append(entries, f)
	}
	return entries
}

// Attachments returns the files that pages refer to, by their names.
func (s *Site) Attachments() []*Attachment { return s.attached }

// Listed is a guide as `balise list` shows it.
type Listed struct {
	Key       string       `json:"key"`
	File      string       `json:"file"`
	URL       string       `json:"url"`
	Title     string       `json:"title"`
	Layout    string       `json:"layout"`
	Draft     bool         `json:"draft"`
	Scheduled bool         `json:"scheduled"`
	Minutes   int          `json:"minutes"`
	Paths     []ListedStep `json:"paths"`
	Requires  []string     `json:"requires"`
	Links     []string     `json:"links"`
	Backlinks []string     `json:"backlinks"`
}

// ListedStep says where a guide stands in a path, its main path first.
type ListedStep struct {
	Path string `json:"path"` // the key of the guide whose steps it is one of
	Step int    `json:"step"`
	Of   int    `json:"of"`
}

// ListedPath is a reading path as `balise list` shows it.
type ListedPath struct {
	Key   string      `json:"key"`
	Title string      `json:"title"`
	URL   string      `json:"url"`
	Steps []ListedWhy `json:"steps"`
}

// ListedWhy is a step of a path and the reason to read it.
type ListedWhy struct {
	Guide string `json:"guide"`
	Why   string `json:"why,omitempty"`
}

// List returns all guides, in reading order and then those that are not
// published, and all paths, the main path first.
func (s *Site) List() ([]Listed, []ListedPath) {
	guides, paths := []Listed{}, []ListedPath{}
	for _, e := range s.order {
		guides = append(guides, s.listed(e))
	}
	for _, e := range s.entries {
		if !e.Visible {
			guides = append(guides, s.listed(e))
		}
	}
	for _, p := range s.paths {
		list := ListedPath{Key: p.Entry.head.Key, Title: p.Link.Title, URL: p.Link.URL, Steps: []ListedWhy{}}
		for _, step := range p.Steps {
			list.Steps = append(list.Steps, ListedWhy{Guide: step.head.Key, Why: step.Why})
		}
		paths = append(paths, list)
	}
	return guides, paths
}

func (s *Site) listed(e *Entry) Listed {
	f := &e.head.Front
	l := Listed{
		Key: e.head.Key, File: e.head.File.Path, URL: e.URL, Title: f.Title, Layout: e.Layout,
		Draft: f.Draft, Scheduled: e.Scheduled, Minutes: e.card.Minutes,
		Paths: []ListedStep{}, Requires: []string{}, Links: []string{}, Backlinks: []string{},
	}
	main, ok := e.mainPlace()
	if ok && main.path.Entry != nil {
		l.Paths = append(l.Paths, main.listed())
	}
	for _, p := range e.otherPlaces() {
		l.Paths = append(l.Paths, p.listed())
	}
	for _, r := range f.Requires {
		l.Requires = append(l.Requires, r.Text)
	}
	seen := map[*Entry]bool{e: true}
	for _, i := range s.linked[e.index].links {
		if t := s.entries[i]; !seen[t] {
			seen[t] = true
			l.Links = append(l.Links, t.head.Key)
		}
	}
	for _, b := range s.linked[e.index].backlinks {
		l.Backlinks = append(l.Backlinks, s.entries[b].head.Key)
	}
	return l
}

func (p place) listed() ListedStep {
	return ListedStep{Path: p.path.Entry.head.Key, Step: p.step + 1, Of: len(p.path.Steps)}
}
