package site

import (
	"net/url"
	"path"
	"strings"

	"balise/generator/internal/guide"
	"balise/generator/internal/parallel"
)

// Pages returns the pages to publish, in no order that matters: guides, sections
// without a page of their own, topics, redirects, the home page and the page for
// addresses that lead nowhere. The caller must not change the slice.
func (s *Site) Pages() []*Page { return s.pages }

// addPages makes the pages. Those of guides that did not change are shared with
// a site of the same shape, and so are all that are not made of guides.
func (s *Site) addPages(prev *Site) {
	shared := prev != nil && prev.shape == s.shape
	guides := parallel.Map(len(s.order), func(i int) *Page {
		if e := s.order[i]; !shared || s.changed(prev, e) {
			return s.guidePage(e)
		}
		return prev.pages[i]
	})
	if shared {
		s.pages = append(guides, prev.pages[len(guides):]...)
		return
	}
	s.pages = append(guides, s.otherPages()...)
}

// changed tells whether a guide has another text, leads elsewhere or is led to
// from elsewhere than in a site of the same shape.
func (s *Site) changed(prev *Site, e *Entry) bool {
	return s.guide(e) != prev.guide(e) || guide.IsListing(e.Layout) || !s.linked[e.index].equal(prev.linked[e.index])
}

// otherPages makes the pages that are not those of guides.
func (s *Site) otherPages() []*Page {
	var pages []*Page
	for _, sec := range s.sections {
		if sec.Index == nil && (sec.Parent == nil || sec.visible()) {
			pages = append(pages, s.sectionPage(sec))
		}
	}
	for _, t := range s.topics {
		pages = append(pages, s.topicPage(t))
	}
	for _, e := range s.order {
		for _, alias := range e.head.Front.Aliases {
			if out, ok := aliasOut(alias.Text); ok {
				pages = append(pages, s.redirect(e, out))
			}
		}
	}
	return append(pages, s.notFound())
}

// visible tells whether the section has anything to show.
func (sec *Section) visible() bool {
	if sec.Index != nil || len(sec.Guides) > 0 || len(sec.extra) > 0 {
		return true
	}
	for _, sub := range sec.Subs {
		if sub.visible() {
			return true
		}
	}
	return false
}

// page returns what every page has.
func (s *Site) page(layout, out, url, title string) *Page {
	p := &Page{
		Site: s.Info, Layout: layout, URL: url, Root: root(url), Lang: s.in.Config.Lang,
		Title: title, NavTitle: title, out: out + "index.html",
	}
	if s.Info.BaseURL != "" {
		p.Canonical = s.Info.BaseURL + url
	}
	return p
}

func (s *Site) guidePage(e *Entry) *Page {
	g := s.guide(e)
	f := &g.Front
	p := s.page(e.Layout, e.out, e.URL, g.Shown.Title)
	p.Key, p.NavTitle, p.Lang, p.guide, p.targets = g.Key, e.navTitle(), s.langOf(g), g, s.linked[e.index].targets
	s.setMentions(p, e)
	s.setAids(p, e)
	p.Description, p.Summary, p.SummaryText = g.Shown.Description, g.Summary, g.SummaryText
	p.Published, p.Updated, p.Draft, p.Scheduled, p.Minutes = f.Published, f.Updated, f.Draft, e.Scheduled, e.card.Minutes
	p.Verified = Verified{On: f.Verified, By: s.in.Config.Authors[f.VerifiedBy.Text].Name}
	for _, id := range f.Authors {
		if a, ok := s.in.Config.Authors[id.Text]; ok {
			p.Authors = append(p.Authors, a)
		}
	}
	p.Tags = e.topicLinks()
	if e.Section.Index != e { // as the home page is
		p.Trail = e.Section.trail
	}
	for _, r := range f.Requires {
		if t := s.byKey[r.Text]; t != nil && t.Visible && t != e {
			p.Requires = append(p.Requires, t.card)
		}
	}
	s.setBacklinks(p, e)
	s.setOrder(p, e)
	if e.IsIndex {
		s.setSection(p, s.bySecDir[sectionDir(e)])
	}
	if path := s.pathOf[e]; path != nil {
		p.setSteps(path)
	}
	s.setListing(p, e)
	if e.Layout == "accessibility" {
		p.Audit = s.in.Audit
	}
	return p
}

// sectionDir returns the folder of a section's page.
func sectionDir(e *Entry) string {
	return strings.TrimPrefix(strings.TrimPrefix(path.Dir(e.head.File.Path), "content"), "/")
}

func (s *Site) setBacklinks(p *Page, e *Entry) {
	backlinks := s.linked[e.index].backlinks
	shown := backlinks[:min(len(backlinks), MaxBacklinks)]
	p.MoreBacklinks = len(backlinks) > len(shown)
	if len(shown) > 0 {
		p.Backlinks = make([]*Card, len(shown))
		for i, b := range shown {
			p.Backlinks[i] = s.entries[b].card
		}
	}
}

// setOrder tells a page where it stands: in its paths and in its section.
func (s *Site) setOrder(p *Page, e *Entry) {
	sec := e.Section
	main, ok := e.mainPlace()
	if ok {
		position := main.position()
		p.Path = &position
	}
	for _, o := range e.otherPlaces() {
		p.Others = append(p.Others, o.position())
	}
	if e.isRead() && !(ok && main.path == sec.path && main.path.Entry != nil) {
		p.Nav = sec.nav(e)
	}
}

// position returns where a step stands in its path and what is around it.
func (pl place) position() Position {
	steps := pl.path.Steps
	pos := Position{Path: pl.path.Link}
	if pl.path.Entry != nil {
		pos.Number, pos.Of = pl.step+1, len(steps)
		from, to := window(pl.step, len(steps))
		pos.Steps = make([]Step, 0, to-from)
		for i := from; i < to; i++ {
			pos.Steps = append(pos.Steps, pl.path.step(i, i == pl.step))
		}
	}
	if pl.step > 0 {
		previous := pl.path.step(pl.step-1, false)
		pos.Previous = &previous
	}
	if pl.step+1 < len(steps) {
		next := pl.path.step(pl.step+1, false)
		pos.Next = &next
	}
	return pos
}

// step returns a step as pages show it. Only steps that somebody wrote down have
// a number.
func (p *Path) step(i int, current bool) Step {
	step := Step{Card: p.Steps[i].card, Why: p.Steps[i].Why, Current: current}
	if p.Entry != nil {
		step.Number = i + 1
	}
	return step
}

// window returns the bounds of at most MaxNav indices of n around i.
func window(i, n int) (from, to int) {
	from = max(0, min(i-MaxNav/2, n-MaxNav))
	return from, min(n, from+MaxNav)
}

// nav returns the guides of a section around one of them.
func (sec *Section) nav(e *Entry) Nav {
	from, to := window(e.at, len(sec.Guides))
	nav := Nav{Section: Link{Title: sec.Title, URL: sec.URL}, More: to-from < len(sec.Guides), Items: make([]NavItem, 0, to-from)}
	for _, g := range sec.Guides[from:to] {
		nav.Items = append(nav.Items, NavItem{Link: Link{Title: g.card.NavTitle, URL: g.URL}, Current: g == e})
	}
	return nav
}

// homeTitle is what links to the home page say.
func (s *Site) homeTitle() string {
	if home := s.sections[0].Index; home != nil && home.head.Shown.NavTitle != "" {
		return home.head.Shown.NavTitle
	}
	return s.in.Texts.Home
}

func (p *Page) setSteps(path *Path) {
	for i := range path.Steps {
		step := path.step(i, false)
		p.Steps = append(p.Steps, step)
		p.StepsMinutes += step.Minutes
	}
}

// setSection gives a section's page its guides and the sections below it. Steps
// of its own path are not repeated among the guides.
func (s *Site) setSection(p *Page, sec *Section) {
	inPath := map[*Entry]bool{}
	if sec.path.Entry != nil {
		for _, step := range sec.path.Steps {
			inPath[step.Entry] = true
		}
	}
	for _, list := range [][]*Entry{sec.Guides, sec.extra} {
		for _, e := range list {
			if !inPath[e] {
				p.Guides = append(p.Guides, e.card)
			}
		}
	}
	for _, sub := range sec.Subs {
		if !sub.visible() {
			continue
		}
		card := &Card{Link: Link{Title: sub.Title, URL: sub.URL}, NavTitle: sub.Title}
		if sub.Index != nil {
			card.Title, card.Description = sub.Index.head.Shown.Title, sub.Index.head.Shown.Description
		}
		p.Sections = append(p.Sections, card)
	}
}

// sectionPage is the page of a section that has none of its own.
func (s *Site) sectionPage(sec *Section) *Page {
	layout, title := "section", sec.Title
	if sec.Parent == nil {
		layout, title = "home", s.Info.Title
	}
	p := s.page(layout, sec.out, sec.URL, title)
	if sec.Parent != nil {
		p.Trail = sec.Parent.trail
	} else {
		p.Description = s.Info.Description
	}
	s.setSection(p, sec)
	return p
}

func (s *Site) topicPage(t *topic) *Page {
	p := s.page("topic", t.out, t.url, t.name)
	p.Trail = s.sections[0].trail
	for _, e := range t.guides {
		p.Guides = append(p.Guides, e.card)
	}
	return p
}

// aliasOut returns the output file of an old address on this site.
func aliasOut(alias string) (string, bool) {
	u, err := url.Parse(alias)
	if err != nil || u.Scheme != "" || u.Host != "" || u.RawQuery != "" || u.Fragment != "" || !strings.HasPrefix(u.Path, "/") {
		return "", false
	}
	clean := strings.TrimPrefix(path.Clean(u.Path), "/")
	if clean == "" || strings.ContainsAny(clean, "\\\x00") || clean != strings.Trim(u.Path, "/") {
		return "", false
	}
	if path.Ext(clean) == ".html" {
		return clean, true
	}
	return clean + "/index.html", true
}

// redirect is the page that stays at an old address and leads to the new one.
func (s *Site) redirect(e *Entry, out string) *Page {
	url := escape(strings.TrimSuffix(out, "index.html"))
	p := s.page("redirect", "", url, e.head.Shown.Title)
	p.out, p.Lang, p.Target, p.Canonical = out, s.langOf(e.head), e.URL, ""
	if s.Info.BaseURL != "" {
		p.Canonical = s.Info.BaseURL + e.URL
	}
	return p
}

// notFound is the page for addresses that lead nowhere. Servers show it at any
// depth, so its links start at the root of the host.
func (s *Site) notFound() *Page {
	p := s.page("404", "", "404.html", s.in.Texts.NotFound)
	p.out, p.Root, p.Canonical = "404.html", "/", ""
	if u, err := url.Parse(s.Info.BaseURL); err == nil && u.Path != "" {
		p.Root = u.EscapedPath()
	}
	if len(s.paths) > 0 && s.paths[0].Entry.head.Key == "index" && len(s.paths[0].Steps) <= MaxNav {
		p.setSteps(s.paths[0])
	}
	return p
}
