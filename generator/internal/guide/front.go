package guide

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
)

// Limits on the values of the front matter, in characters.
const (
	maxTitle       = 300
	maxSummary     = 320
	maxSummaryText = 4 * maxSummary // with its marks
	maxName        = 100
	maxWhy         = 300
	minDescription = 50
	maxDescription = 160
	maxAddress     = 300
)

// Front is the front matter of a guide.
type Front struct {
	Title       string
	NavTitle    string
	Description string
	Summary     string // inline Markdown
	IsPath      bool   // there is a list of steps
	Steps       []Step
	Requires    []Name // keys of guides
	Explains    []Name // ids of terms
	Standalone  bool
	Unsure      bool   // a misspelt key may be layout or standalone
	Layout      string // "" where the default holds
	Slug        string
	Tags        []Tag
	Authors     []Name // ids
	Published   string // YYYY-MM-DD, or ""
	Updated     string
	Verified    string // YYYY-MM-DD, or ""
	VerifiedBy  Name   // an author's id
	ReviewEvery string // "6 months", or ""
	Aliases     []Name // addresses on this site
	Draft       bool
	Lang        string

	// These say where the values of these keys stand.
	LayoutAt, SlugAt, LangAt, PublishedAt, UpdatedAt, VerifiedAt, SummaryAt diag.Place
	// TitleAt is where the title stands.
	TitleAt diag.Place

	plain []placedText // texts that are shown as they are, until their figures are noted
}

// placedText is a text as it is written, and where it stands.
type placedText struct {
	text string
	at   diag.Place
}

// Name is something the front matter refers to, and where it does.
type Name struct {
	Text string
	At   diag.Place
}

// Tag is a topic of a guide, and where it stands. Tags with the same slug are one
// topic.
type Tag struct {
	Name, Slug string
	At         diag.Place
}

// Step is one step of a path: the key of a guide and the reason to read it.
type Step struct {
	Name
	Why string
}

// readFront reads the keys of the front matter. It is the list of all keys. In a
// broken one a missing title is no fault of its own.
func readFront(m *meta.Mapping, broken bool) Front {
	f := Front{plain: make([]placedText, 0, 4), TitleAt: m.Place("title"), LayoutAt: m.ValuePlace("layout"), SlugAt: m.ValuePlace("slug"), LangAt: m.ValuePlace("lang"), SummaryAt: m.ValuePlace("summary")}
	if !broken {
		m.Require("title", "add a line such as title: What this guide answers")
	}
	f.Title = f.plainProse(m, "title", maxTitle)
	f.NavTitle = f.plainProse(m, "nav_title", maxTitle)
	f.Description = f.plainProse(m, "description", maxTitle)
	f.Summary = m.Prose("summary", maxSummaryText)
	f.IsPath = m.Has("steps")
	f.readSteps(m)
	f.Requires = readNames(m, "requires")
	f.Explains = readNames(m, "explains")
	f.Standalone = m.Bool("standalone")
	f.Layout = m.Text("layout", maxName)
	f.Slug = m.Text("slug", maxName)
	f.Tags = readTags(m)
	f.Authors = readNames(m, "authors")
	f.Published, f.PublishedAt = m.Date("published"), m.ValuePlace("published")
	f.Updated, f.UpdatedAt = m.Date("updated"), m.ValuePlace("updated")
	readVerified(m, &f)
	f.ReviewEvery = readPeriod(m)
	f.Aliases = readNames(m, "aliases")
	f.Draft = m.Bool("draft")
	f.Lang = m.Language("lang")
	checkFront(m, &f)
	m.Close()
	f.Unsure = m.IsMisspelt("layout") || m.IsMisspelt("standalone")
	return f
}

// mentionLike matches what in Markdown mentions a fact, a term or a source.
var mentionLike = regexp.MustCompile(`\[[^\[\]]*\] ?\( ?(?:fact|term) ?:[^()]*\)?|\[@[\pL\pN_-]+[^\[\]]*\]?`)

// plainProse reads a text that is shown as it is, and refuses mentions in it: they
// would be shown too, and no figure in them be checked.
func (f *Front) plainProse(m *meta.Mapping, key string, limit int) string {
	text := m.Prose(key, limit)
	if mention := mentionLike.FindString(text); mention != "" {
		m.Report(key, diag.Error, diag.ValueInvalid, fmt.Sprintf("%s is plain text: readers would see %s as it stands", key, mention), "write its words alone; the summary may hold facts, the text below all three")
	}
	if text != "" {
		f.plain = append(f.plain, placedText{text, m.ValuePlace(key)})
	}
	return withoutMarks(text)
}

func checkFront(m *meta.Mapping, f *Front) {
	if n := len([]rune(f.Description)); f.Description != "" && (n < minDescription || n > maxDescription) {
		m.Report("description", diag.Warning, diag.ValueDoubtful,
			fmt.Sprintf("description has a length of %d; search engines show %d to %d characters", n, minDescription, maxDescription), "lengthen or shorten it")
	}
	if f.Updated != "" && f.Published != "" && f.Updated < f.Published {
		m.Report("updated", diag.Warning, diag.ValueDoubtful, fmt.Sprintf("updated (%s) is before published (%s)", f.Updated, f.Published), "correct one of the dates")
	}
}

func readNames(m *meta.Mapping, key string) []Name {
	var names []Name
	for _, v := range m.List(key) {
		if text, ok := v.Text(maxAddress); ok {
			names = append(names, Name{Text: text, At: v.Place()})
		}
	}
	return names
}

func (f *Front) readSteps(m *meta.Mapping) {
	for _, v := range m.List("steps") {
		entry := v.Mapping()
		if entry == nil {
			if text, ok := v.Text(maxAddress); ok {
				f.Steps = append(f.Steps, Step{Name: Name{Text: text, At: v.Place()}})
			}
			continue
		}
		if keys := entry.Keys(); len(keys) == 1 && keys[0] != "guide" && keys[0] != "why" {
			v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("a step is a guide's key, or a mapping of guide and why; it has no key %q", keys[0]), fmt.Sprintf("write {guide: %s, why: …}", keys[0]))
			continue
		}
		step := Step{Name: Name{At: v.Place()}}
		if entry.Require("guide", "write {guide: KEY, why: …}") {
			step.Text = entry.Text("guide", maxAddress)
			step.At = entry.ValuePlace("guide")
		}
		step.Why = f.plainProse(entry, "why", maxWhy)
		entry.Close()
		if step.Text != "" {
			f.Steps = append(f.Steps, step)
		}
	}
}

func readTags(m *meta.Mapping) []Tag {
	var tags []Tag
	for _, v := range m.List("tags") {
		text, ok := v.Text(maxName)
		if !ok {
			continue
		}
		tag := Tag{Name: text, Slug: Slug(text), At: v.Place()}
		same := slices.IndexFunc(tags, func(t Tag) bool { return t.Slug == tag.Slug })
		switch {
		case tag.Slug == "":
			v.Report(diag.Error, diag.ValueInvalid, fmt.Sprintf("the tag %q has no letter or digit", text), "use words")
		case same >= 0 && tags[same].Name == text:
			v.Report(diag.Warning, diag.ValueDoubtful, fmt.Sprintf("the tag %q stands twice", text), "remove one of the two")
		case same >= 0:
			v.Report(diag.Warning, diag.ValueDoubtful, fmt.Sprintf("the tags %q and %q are one topic", tags[same].Name, text), "keep one of the two")
		default:
			tags = append(tags, tag)
		}
	}
	return tags
}

func readVerified(m *meta.Mapping, f *Front) {
	v := m.MappingLike("verified", "{on: 2026-11-22, by: AUTHOR}")
	if v == nil {
		return
	}
	if v.Require("on", "write {on: YYYY-MM-DD, by: AUTHOR}") {
		f.Verified, f.VerifiedAt = v.Date("on"), v.ValuePlace("on")
	}
	if by := v.Text("by", maxName); by != "" {
		f.VerifiedBy = Name{Text: by, At: v.ValuePlace("by")}
	}
	v.Close()
}

var period = regexp.MustCompile(`^[1-9][0-9]{0,3} (day|week|month|year)s?$`)

func readPeriod(m *meta.Mapping) string {
	text := m.Text("review_every", maxName)
	if text == "" || period.MatchString(text) {
		return text
	}
	m.Report("review_every", diag.Error, diag.ValueInvalid, fmt.Sprintf("review_every cannot be %q", text), "write a number and days, weeks, months or years, for example 6 months")
	return ""
}

// looksLikeKey tells whether a line is a key of front matter, to tell it from text
// when its delimiters are wrong.
func looksLikeKey(line []byte) bool {
	key, _, ok := bytes.Cut(line, []byte(":"))
	return ok && slices.Contains([]string{"title", "nav_title", "description", "summary", "steps", "requires", "tags", "draft", "slug", "layout", "published", "updated", "authors", "lang", "explains", "standalone", "verified", "review_every", "aliases"}, strings.ToLower(string(bytes.TrimSpace(key))))
}
