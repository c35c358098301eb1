package site

import (
	"bytes"
	"html/template"
	"strconv"
	"unicode/utf8"

	"balise/generator/internal/guide"
	"balise/generator/internal/source"
	"balise/generator/internal/typo"
)

// Page is everything a layout may read, and nothing else. Two equal pages give
// the same output under the same layout, so a page is rendered again only when
// it, or the layout, changed.
//
// Nothing in the page of a guide grows with the site or is a rank in it: lists
// that span the site are cut to a window. Pages that list (home, sections, topics,
// paths) show all that is theirs.
//
// A page is immutable; its slices are shared with other pages.
type Page struct {
	Site   *Info
	Layout string // the layout that renders it: "guide", "home", "path" …
	Key    string // the guide's key: "contrats/regie"; empty for topics, 404 and redirects
	URL    string // relative to the site's root, with a final slash: "contrats/regie/"; "" is home
	Root   string // leads from this page to the site's root: "../../"; "./" on the home page
	Lang   string // BCP 47: "fr"

	Title       string
	NavTitle    string // shorter, for navigation; the title when the guide gives none
	Description string
	Summary     template.HTML // "En bref", inline
	SummaryText string        // the same without marks, for link previews
	Canonical   string        // absolute URL; empty when the site has no address
	Authors     []Author
	Published   string // YYYY-MM-DD, or empty
	Updated     string
	Verified    Verified
	Tags        []Link
	Minutes     int // time to read it, at least 1; 0 where there is no text
	Draft       bool
	Scheduled   bool // its date of publication is still to come

	Trail []Link // breadcrumb trail: from the home page down to, but without, this page

	Path          *Position  // where the page stands in its main path; nil when it is in none
	Others        []Position // … and in every other path
	Requires      []*Card    // to read before
	Backlinks     []*Card    // guides that link here, at most MaxBacklinks
	MoreBacklinks bool       // there are others
	Nav           Nav        // the section around the page

	Steps        []Step  // of a page that is a path
	StepsMinutes int     // time to read them all
	Guides       []*Card // of home, a section or a topic: its guides in reading order; of a worksheet: those with aids, at most MaxBacklinks
	Sections     []*Card // … and the sections below it

	Facts   []*FactNote   // that the text mentions, in its order
	Terms   []*TermNote   // … terms
	Sources []*SourceNote // … and sources, cited as such or through facts; the first has the number 1

	// Of a page that lists a register: its entries in the order of the alphabet.
	FactEntries   []*FactEntry
	TermEntries   []*TermEntry
	SourceEntries []*SourceEntry

	Audit *Audit // of a page that states what was checked; nil when nothing is known

	Target string // of a redirect: the URL that replaces this one

	out     string // name of the output file
	guide   *guide.Guide
	targets []Target  // what the references of the guide lead to
	numbers []int32   // of the notes that its mentions show: from 1 in their list, 0 for none
	aids    []string  // the calculators and grids in the guide, as HTML
	words   *AidWords // of its checklists; nil where it has none
}

// Out returns the name of the file the page is published as, relative to the
// output folder: "contrats/regie/index.html".
func (p *Page) Out() string { return p.out }

// File returns the file of the guide whose page it is; nil for other pages.
func (p *Page) File() *source.File {
	if p.guide == nil {
		return nil
	}
	return p.guide.File
}

// With returns the page with another text: that of a guide that looks like its own. ok is
// false where that would show elsewhere too.
func (p *Page) With(g *guide.Guide) (other *Page, ok bool) {
	page := *p
	page.guide = g
	return &page, p.Minutes == minutes(g, p.Lang) && !guide.IsListing(p.Layout)
}

// maxWindowTitle is how many characters of a title search engines show.
const maxWindowTitle = 65

// WindowTitle is the title for browser windows and search results: with the name
// of the site as long as there is room for both.
func (p *Page) WindowTitle() string {
	full := p.Title + " · " + p.Site.Title
	if p.Title == p.Site.Title || p.Site.Title == "" || utf8.RuneCountInString(full) > maxWindowTitle {
		return p.Title
	}
	return full
}

// Body returns the text of the guide, with its links leading to where its
// neighbours are.
func (p *Page) Body() Text { return Text{p} }

// Text is the text of a guide on its page: HTML that is put together where it goes.
type Text struct{ page *Page }

// WriteHTML appends the text to a page.
func (t Text) WriteHTML(out *bytes.Buffer) {
	if t.page.guide != nil {
		t.page.guide.Body.Write(out, t.page.fill)
	}
}

// Contents returns the second-level headings of the guide, each with its
// third-level ones.
func (p *Page) Contents() []Heading {
	if p.guide == nil {
		return nil
	}
	// Both levels share one array; it is not moved, since it holds them all.
	n := 0
	for i := range p.guide.Headings {
		if p.guide.Headings[i].Level == 2 {
			n++
		}
	}
	all := make([]Heading, n, len(p.guide.Headings))
	contents := all[:0]
	setter := typo.New(p.Lang)
	for i := range p.guide.Headings {
		h := &p.guide.Headings[i]
		switch {
		case h.Level == 2:
			contents = append(contents, Heading{ID: h.ID, Text: setter.Text(h.Text)})
		case h.Level == 3 && len(contents) > 0:
			all = append(all, Heading{ID: h.ID, Text: setter.Text(h.Text)})
			last := &contents[len(contents)-1]
			last.Children = all[len(all)-len(last.Children)-1:]
		}
	}
	return contents
}

// Digests returns what tells later whether a part of the guide has changed: the
// id of each second-level heading, a colon and a digest of the words below it. Of
// what stands before the first heading the id is empty.
func (p *Page) Digests() string {
	if p.guide == nil {
		return ""
	}
	var room [512]byte
	list := room[:0]
	for i := range p.guide.Sections {
		s := &p.guide.Sections[i]
		if i > 0 {
			list = append(list, ' ')
		}
		list = strconv.AppendUint(append(append(list, s.ID...), ':'), uint64(s.Sum), 36)
	}
	return string(list)
}

// Info is what every page may show of the site.
type Info struct {
	Title       string
	Description string
	Lang        string
	BaseURL     string // absolute, with a final slash; empty when the site has no address
	Publisher   Publisher
	Contact     string
	Feed        bool // there is a feed at feed.xml

	Glossary, Facts, Sources Link // the pages that list the registers; zero where there are none
	Search                   Link // the page that searches; zero where there is none
	Worksheet                Link // the page that gathers what readers did with aids; likewise
}

// Link is a page's title and where it is.
type Link struct {
	Title string
	URL   string // relative to the site's root
}

// Card is what a page shows of another guide.
type Card struct {
	Link        // Title is the full title
	NavTitle    string
	Description string
	Minutes     int
	Draft       bool
	Scheduled   bool
}

// Step is one step of a path.
type Step struct {
	*Card
	Number  int    // from 1
	Why     string // the reason to read it; may be empty
	Current bool   // it is the page that shows it
}

// Position is where a guide stands in one path. Number and Of are 0 where the
// order is a section's own and not a path that somebody wrote down.
type Position struct {
	Path     Link
	Number   int
	Of       int
	Previous *Step
	Next     *Step
	Steps    []Step // those around the guide, at most MaxNav
}

// Nav is the part of a section that a page in it shows.
type Nav struct {
	Section Link
	Items   []NavItem // at most MaxNav, around the page
	More    bool      // the section has others
}

// NavItem is one guide of a Nav.
type NavItem struct {
	Link    // Title is the short one
	Current bool
}

// Heading is an entry of a table of contents.
type Heading struct {
	ID       string
	Text     string
	Children []Heading
}

// Author is a person or an organisation that signs guides.
type Author struct {
	Name  string
	About string
	URL   string
}

// Publisher answers for the site. What nobody has said is empty.
type Publisher struct {
	Name         string
	Registration string // legal form and number of a company
	Address      string
	Phone        string
	Email        string
	Director     string // who answers for what is published
	Host         string // who runs the server: name, address, telephone
	URL          string
}

// Verified says when a guide was last checked, and by whom.
type Verified struct {
	On string // YYYY-MM-DD, or empty
	By string // the author's name
}
