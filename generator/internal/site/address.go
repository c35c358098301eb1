package site

import (
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"balise/generator/internal/guide"
	"balise/generator/internal/typo"
)

// addSections finds the folders that hold guides and their pages.
func (s *Site) addSections() {
	s.section("")
	for _, e := range s.entries {
		file := strings.TrimPrefix(e.head.File.Path, "content/")
		section := s.section(path.Dir(file))
		e.Layout = layoutOf(e)
		if e.IsIndex {
			if e.Visible {
				section.Index = e
			}
			if section.Parent != nil {
				e.Section = section.Parent
				continue
			}
		}
		e.Section = section
	}
}

// section returns the section of a folder and makes it, and those above it,
// where there is none.
func (s *Site) section(dir string) *Section {
	if dir == "." {
		dir = ""
	}
	if sec := s.bySecDir[dir]; sec != nil {
		return sec
	}
	sec := &Section{Dir: dir}
	s.bySecDir[dir] = sec
	if dir != "" {
		sec.Parent = s.section(path.Dir(dir))
		sec.depth = sec.Parent.depth + 1
		sec.Parent.Subs = append(sec.Parent.Subs, sec)
	}
	s.sections = append(s.sections, sec)
	return sec
}

// address gives sections and guides their URLs. A part that cannot be made into
// a URL stays "", which Check reports.
func (s *Site) address() {
	for _, sec := range s.sections {
		if sec.Parent == nil {
			continue
		}
		part := guide.Slug(path.Base(sec.Dir))
		if sec.Index != nil && sec.Index.head.Front.Slug != "" {
			part = sec.Index.head.Front.Slug
		}
		sec.out = sec.Parent.out + part + "/"
		sec.URL = escape(sec.out)
	}
	for _, e := range s.entries {
		switch {
		case e.IsIndex && e.head.Key == "index":
		case e.IsIndex:
			sec := s.bySecDir[sectionDir(e)]
			e.out, e.URL = sec.out, sec.URL
		default:
			part := e.head.Front.Slug
			if part == "" {
				part = e.head.Slug
			}
			e.out = e.Section.out + part + "/"
			e.URL = e.Section.URL + url.PathEscape(part) + "/"
		}
	}
}

// escape returns a slash-separated path as it stands in a URL.
func escape(p string) string {
	parts := strings.Split(p, "/")
	for i, part := range parts {
		parts[i] = url.PathEscape(part)
	}
	return strings.Join(parts, "/")
}

// describe prepares what other pages show of each guide, and titles for the
// sections.
func (s *Site) describe(prev *Site) {
	for i, e := range s.entries {
		f := &e.head.Front
		card := Card{
			Link: Link{Title: e.head.Shown.Title, URL: e.URL}, NavTitle: e.navTitle(), Description: e.head.Shown.Description,
			Minutes: minutes(e.head, s.langOf(e.head)), Draft: f.Draft, Scheduled: e.Scheduled,
		}
		if prev != nil && i < len(prev.entries) && *prev.entries[i].card == card {
			e.card = prev.entries[i].card
		} else {
			e.card = &card
		}
	}
	for _, sec := range s.sections {
		switch {
		case sec.Index != nil:
			sec.Title = sec.Index.navTitle()
		case sec.Parent == nil:
			sec.Title = s.in.Config.Title
		default:
			sec.Title = typo.Text(s.in.Config.Lang, humanize(path.Base(sec.Dir)))
		}
		if sec.Parent == nil {
			sec.trail = []Link{{Title: s.homeTitle()}}
		} else {
			sec.trail = append(slices.Clip(sec.Parent.trail), Link{Title: sec.Title, URL: sec.URL})
		}
	}
}

// humanize makes a title of a folder's name: "types-de-contrats" becomes "Types
// de contrats".
func humanize(name string) string {
	words := strings.Join(strings.FieldsFunc(name, func(r rune) bool { return r == '-' || r == '_' || r == ' ' }), " ")
	for i, r := range words {
		return string(unicode.ToUpper(r)) + words[i+len(string(r)):]
	}
	return name
}

// minutes returns how long a guide takes to read in its language: 200 words a minute in French
// and 238 in English (Brysbaert 2019), 220 elsewhere, half a minute a table, and
// at least one minute where there is any text.
func minutes(g *guide.Guide, lang string) int {
	if g.Words == 0 {
		return 0
	}
	speed := 220
	switch lang, _, _ = strings.Cut(lang, "-"); lang {
	case "fr":
		speed = 200
	case "en":
		speed = 238
	}
	halves := g.Tables + (2*g.Words+speed-1)/speed // half minutes, rounded up
	return max(1, (halves+1)/2)
}

func (s *Site) langOf(g *guide.Guide) string {
	if g.Front.Lang != "" {
		return g.Front.Lang
	}
	return s.in.Config.Lang
}

// root returns what leads from a URL back to the site's root.
func root(url string) string {
	depth := strings.Count(url, "/")
	if depth == 0 {
		return "./"
	}
	const up = "../../../../../../../../../../../../../../../../"
	if 3*depth <= len(up) {
		return up[:3*depth]
	}
	return strings.Repeat("../", depth)
}
