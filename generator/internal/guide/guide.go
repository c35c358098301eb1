// Package guide reads one Markdown file into facts about it and a body.
//
// [Parser.Parse] depends on the file alone, so a guide is parsed once however often its
// neighbours change, and an unchanged file gives back the same *Guide with its
// diagnostics. No syntax tree is kept: what other stages need to know (headings,
// references, words) is collected in one walk, and the body is HTML with holes
// where the rest of the site comes in: the addresses of links and images. The
// package site resolves the references and fills the holes ([Body.Write]). Bodies may be
// elsewhere than in memory: [Parser.ParseLean] hands each to who keeps it, and gets it back
// through what that returns ([Keep], [Fetch]).
//
// What a text mentions of facts, terms and sources is noted in the same walk, with
// the numbers that it gives for a fact; the spellings of terms are found in its
// prose. They are options of the parser, since they hold for the whole site.
//
// The front matter's delimiters are found by adrg/frontmatter, its YAML is read
// by package meta, the Markdown by goldmark with our own rendering of links,
// images, headings, tables, callouts and task lists. What goldmark passes over in
// silence is noticed by small parsers and transformers among its own and reported
// at its place: footnotes without a note, unknown callouts, HTML left out. Limits
// stand before every construct on which goldmark is quadratic.
//
// The package knows no other guide, no layout and no address.
package guide

import (
	"html/template"
	"reflect"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/source"
)

// Guide is one Markdown file. It is immutable and may be shared.
type Guide struct {
	File *source.File
	// Key is the file's path below content/ without ".md"; that of a section's
	// page is its folder, that of content/index.md is "index".
	Key string
	// Front is the front matter, with defaults where it could not be read.
	Front Front
	// Shown is what readers see of the front matter.
	Shown Shown
	// Slug is the last part of the guide's address that its file name makes.
	Slug string
	// Folded is the file's path as systems see it that ignore case.
	Folded string
	// Summary is the summary as HTML, inline.
	Summary     template.HTML
	SummaryText string

	Headings []Heading // in the order of the text
	Refs     []Ref     // links and images to other files, in the order of the text
	Mentions []Mention // of facts, terms and sources; those of the summary last
	Figures  []Figure  // numbers with a unit that are no facts
	Acronyms []Acronym // that the glossary does not know, each once
	Body     Body
	Words    int
	Tables   int
	// Sections are the parts of the body between its second-level headings; the
	// first stands before them all.
	Sections []Section
	// Aids are the calculators and grids, in the order of the text.
	Aids []*Aid
	// Checklists is how many lists hold boxes to tick.
	Checklists int

	// Problems are the diagnostics that depend on this file alone.
	Problems diag.List

	head string // the front matter and one line more: all that other guides' problems show of the text
}

// Heading is a heading of the body.
type Heading struct {
	Level int
	ID    string
	Text  string
}

// Section is a part of the body, under a second-level heading.
type Section struct {
	ID string // of the heading; "" before the first
	// Sum depends on the words of the section, but hardly on its typography.
	Sum uint32
}

// RefKind says what a reference is for.
type RefKind uint8

const (
	LinkRef  RefKind = iota // a link to a guide, a heading or an attachment
	ImageRef                // an image
)

// Ref is a reference to another file of the site, or to a heading of this one.
type Ref struct {
	// Path is relative to content/ and clean: "contrats/regie.md". It is empty
	// when the reference is to this guide itself.
	Path   string
	Anchor string // without "#"
	// From and To delimit the reference in the text, in bytes.
	From, To int32
	Kind     RefKind
	// Attachment says that Path is neither a guide nor a file of Balise's own.
	Attachment bool
}

// Lines returns the lines of the guide's text, to report places in it.
func (g *Guide) Lines() *diag.Lines {
	text, _, _ := source.Decode(g.File.Path, g.File.Text())
	return diag.NewLines(g.File.Path, text)
}

// IsLean tells whether the HTML of the guide's body is kept somewhere else, as far as there
// is any.
func (g *Guide) IsLean() bool { return len(g.Body.html) == 0 }

// Lean returns a guide that was lean before it was put away, with what gets the HTML of its
// body.
func (g *Guide) Lean(fetch Fetch) *Guide {
	lean := *g
	lean.Body.fetch = fetch
	return &lean
}

// SameHead tells whether two guides are one to all others: the same name and the
// same front matter, at the same places, as far as it could be read. Their texts may differ.
func (g *Guide) SameHead(o *Guide) bool {
	return g.File.Path == o.File.Path && g.Front.Title == o.Front.Title && g.Front.TitleAt == o.Front.TitleAt && g.head == o.head &&
		g.LacksFront() == o.LacksFront() && g.MayHoldSteps() == o.MayHoldSteps()
}

// LacksText tells whether some of the body could not be read, as one of the problems
// says: then nothing follows from what it does not hold.
func (g *Guide) LacksText() bool {
	return isBlankFile(g.Problems) || hasCode(g.Problems, diag.FileEncoding, diag.FileConflict, diag.FileUnreadable, diag.FrontMatter, diag.MarkdownLimit)
}

// LacksFront is LacksText for the front matter.
func (g *Guide) LacksFront() bool { return g.hidesFront() || g.breaksFront() }

// MayHoldSteps tells whether there may be steps in front matter that could not be read.
func (g *Guide) MayHoldSteps() bool {
	return g.hidesFront() || g.breaksFront() && strings.Contains(g.head, "steps")
}

// hidesFront tells whether it is not known where the front matter is, or ends.
func (g *Guide) hidesFront() bool {
	return isBlankFile(g.Problems) || hasCode(g.Problems, diag.FileEncoding, diag.FileConflict, diag.FileUnreadable, diag.FrontMatter, diag.FrontMatterLike)
}

// breaksFront tells whether the YAML of the front matter could not be read. That of a
// calculator, below, is none of it.
func (g *Guide) breaksFront() bool {
	return slices.ContainsFunc(g.Problems, func(d diag.Diagnostic) bool {
		return (d.Code == diag.YAMLSyntax || d.Code == diag.YAMLRefused) && d.Line <= strings.Count(g.head, "\n")
	})
}

// isBlankFile tells whether a guide's file holds nothing at all.
func isBlankFile(problems diag.List) bool {
	return slices.ContainsFunc(problems, func(d diag.Diagnostic) bool { return d.Code == diag.GuideEmpty && d.Severity == diag.Error })
}

// LooksLike tells whether two guides are one to all others and to what is checked across
// guides, but for the places in their texts. Their bodies may differ, and their words.
func (g *Guide) LooksLike(o *Guide) bool { return reflect.DeepEqual(g.look(), o.look()) }

// look is the guide without its body and the places in it.
func (g *Guide) look() *Guide {
	look := *g
	look.File, look.Body, look.Words, look.Sections = nil, Body{}, 0, nil
	look.Refs, look.Mentions = slices.Clone(g.Refs), slices.Clone(g.Mentions)
	look.Figures, look.Acronyms = slices.Clone(g.Figures), slices.Clone(g.Acronyms)
	for i := range look.Refs {
		look.Refs[i].From, look.Refs[i].To = 0, 0
	}
	for i := range look.Mentions {
		m := &look.Mentions[i]
		m.From, m.To, m.TextFrom, m.TextTo = 0, 0, 0, 0
	}
	for i := range look.Figures {
		look.Figures[i].From, look.Figures[i].To = 0, 0
	}
	for i := range look.Acronyms {
		look.Acronyms[i].From, look.Acronyms[i].To = 0, 0
	}
	return &look
}

// HasAnchor tells whether a heading of the guide has this id.
func (g *Guide) HasAnchor(id string) bool {
	for i := range g.Headings {
		if g.Headings[i].ID == id {
			return true
		}
	}
	return false
}

// Anchors returns the ids of the guide's headings.
func (g *Guide) Anchors() []string {
	ids := make([]string, len(g.Headings))
	for i, h := range g.Headings {
		ids[i] = h.ID
	}
	return ids
}
