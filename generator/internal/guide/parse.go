package guide

import (
	"bytes"
	"cmp"
	"maps"
	"path"
	"slices"
	"strings"
	"sync"

	"balise/generator/internal/diag"
	"balise/generator/internal/lexicon"
	"balise/generator/internal/meta"
	"balise/generator/internal/register"
	"balise/generator/internal/source"

	"github.com/yuin/goldmark/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// Parser reads guides. It is immutable and safe for concurrent use.
type Parser struct {
	options      Options
	plain, links markdown  // without and with bare addresses turned into links
	writers      sync.Pool // of *bodyWriter
	rooms        sync.Pool // of *room
}

// Options hold for every guide of a site. A guide parsed under other options is
// another guide.
type Options struct {
	Lang string // of guides that do not say
	// Texts are what guides say by themselves, by language and key: the titles of
	// callouts that have none of their own, "fr/callout_tip", and the names of
	// footnotes; see TextKeys.
	Texts map[string]string
	// Terms are the spellings of the glossary's terms; nil when there are none.
	Terms *lexicon.Lexicon
	// Autolink marks the first occurrence of each term for readers.
	Autolink bool
	// Acronyms notes the acronyms that the glossary does not know.
	Acronyms bool
	// Figures notes the numbers with a unit that are no facts.
	Figures bool
}

// Equal tells whether two sets of options are the same.
func (o Options) Equal(other Options) bool {
	return o.Lang == other.Lang && maps.Equal(o.Texts, other.Texts) && o.Terms.Equal(other.Terms) &&
		o.Autolink == other.Autolink && o.Acronyms == other.Acronyms && o.Figures == other.Figures
}

// NewParser returns a parser of guides.
func NewParser(o Options) *Parser {
	return &Parser{
		options: o, plain: newMarkdown(false), links: newMarkdown(true),
		writers: sync.Pool{New: newWriter}, rooms: sync.Pool{New: newRoom},
	}
}

// parsing is the state of reading one file.
type parsing struct {
	parser *Parser
	guide  *Guide
	folder string // see ownFolder
	keep   Keep   // may be nil
	room   *room
	text   []byte // the file's text
	base   int    // offset of the body in it
	ats    bool   // there is an @ in the body
	index  *diag.Lines

	ids   map[string]int // where explicit ids stand
	named []labelled
	above int // how many headings there are up to the one that names what follows

	within *ast.Link // the link whose text is walked, or nil
	behind ast.Node  // what the next node moved out of it follows

	unknown map[int]bool // where kinds of callouts stand that there are not

	defines []string // ids of the terms that the guide defines in lists

	notes int            // references to footnotes
	items map[string]int // how often the name of an item to tick was given

	depth    int
	deep     bool // nested too deeply: reported
	untitled bool // there is no front matter, so a heading may be the title
}

// Parse reads a file of Markdown below content/. It never fails: what is wrong
// is in the guide's Problems, and the rest of the guide is as good as it can be.
func (p *Parser) Parse(f *source.File) *Guide { return p.ParseLean(f, nil) }

// ParseLean is Parse for a guide whose body is kept elsewhere.
func (p *Parser) ParseLean(f *source.File, keep Keep) *Guide {
	g := &Guide{File: f, Key: keyOf(f.Path), Folded: FoldName(f.Path)}
	g.Slug = Slug(path.Base(g.Key))
	raw := f.Text()
	data, problems, ok := source.Decode(f.Path, raw)
	g.Problems = append(CheckName(f.Path), problems...)
	if raw == nil && f.Size > 0 {
		g.Problems = append(g.Problems, diag.Diagnostic{
			Place: diag.Place{File: f.Path, Line: 1, Col: 1}, Code: diag.FileUnreadable,
			Message: "the file was changed while it was read", Fix: "run the command again",
		})
	}
	if !ok {
		g.Front.Title = g.Key
		g.Shown.Title = g.Key
		return g
	}
	s := &parsing{parser: p, guide: g, keep: keep, text: slices.Clip(data)} // goldmark appends to slices of it
	s.room = p.rooms.Get().(*room)
	defer p.leave(s.room)
	g.Mentions = s.room.mentions
	s.front()
	s.body()
	s.secrets()
	s.room.mentions, g.Mentions = g.Mentions, kept(g.Mentions)
	return g
}

// leave leaves the room to the next guide.
func (p *Parser) leave(r *room) {
	r.empty()
	p.rooms.Put(r)
}

// IsAttachment tells whether a file below content/ is published as it is.
func IsAttachment(name string) bool {
	ext := path.Ext(name)
	return ext != ".md" && ext != ".yaml"
}

// keyOf returns the key of the guide in a file: "content/a/b.md" is "a/b",
// "content/a/index.md" is "a", "content/index.md" is "index". No other guide has
// the key of the home page.
func keyOf(file string) string {
	key := strings.TrimSuffix(strings.TrimPrefix(file, "content/"), ".md")
	if path.Base(key) == "index" && key != "index" && key != "index/index" {
		return path.Dir(key)
	}
	return key
}

func (s *parsing) lines() *diag.Lines {
	if s.index == nil {
		s.index = diag.NewLines(s.guide.File.Path, s.text)
	}
	return s.index
}

// report adds a diagnostic about a stretch of the file's text, in bytes.
func (s *parsing) report(from, to int, severity diag.Severity, code diag.Code, message, fix string) {
	s.add(s.lines().At(from, to, diag.Diagnostic{Severity: severity, Code: code, Message: message, Fix: fix}))
}

// add adds a diagnostic, unless there are more than anybody reads at once.
func (s *parsing) add(d diag.Diagnostic) {
	if len(s.guide.Problems) < maxProblems {
		s.guide.Problems = append(s.guide.Problems, d)
	}
}

// front reads the front matter and leaves base at the beginning of the body.
func (s *parsing) front() {
	g := s.guide
	parts, problems := split(s.lines, s.text, s.room.reader)
	g.Problems = append(g.Problems, problems...)
	s.base = parts.body
	g.head = string(s.text[:s.base+len(lineAt(s.text, s.base))])
	if !parts.has {
		g.Front = Front{TitleAt: diag.Place{File: g.File.Path, Line: 1, Col: 1}}
		s.untitled = true
		return
	}
	m := meta.Parse(meta.Source{
		Lines: diag.NewLines(g.File.Path, g.head[:s.base]), Text: g.head[parts.from:parts.to], First: parts.first, Room: &s.room.yaml,
	})
	broken := len(m.Problems()) > 0
	g.Front = readFront(m, broken)
	g.Problems = append(g.Problems, m.Problems()...)
}

// body reads the Markdown.
func (s *parsing) body() {
	p, src := s.parser, s.text[s.base:]
	md := p.plain
	if mayHoldAddress(src) {
		md = p.links
	}
	if s.scan(src) {
		s.markdown(md, src)
	}
	s.finish()
	s.setFront()
	s.frontFigures()
	if s.guide.Front.Summary != "" {
		s.summary()
	}
}

// markdown parses a body, inspects and renders it.
func (s *parsing) markdown(md markdown, src []byte) {
	ctx := s.room.takeContext()
	doc := md.parser.Parse(text.NewReader(src), parser.WithContext(ctx))
	if f, ok := ctx.Get(findingsKey).(*findings); ok {
		s.found(f)
	}
	s.ats = bytes.IndexByte(src, '@') >= 0
	s.inspect(doc)
	s.render(md, doc)
}

// found reports what was noticed while the Markdown was parsed.
func (s *parsing) found(f *findings) {
	for _, e := range f.excess {
		s.limit(e.at, 0, e.text)
	}
	s.unknown = make(map[int]bool, len(f.unknown))
	for _, u := range f.unknown {
		s.unknown[u.at] = true
		s.unknownCallout(u)
	}
	for _, b := range f.braces {
		s.unreadable(b)
	}
	for _, m := range f.near {
		s.nearMiss(m)
	}
	s.footnotes(f)
}

// finish settles what depends on front matter and body both.
func (s *parsing) finish() {
	g := s.guide
	if g.Front.Title == "" {
		if s.untitled && !isBlank(s.text) && !hasCode(g.Problems, diag.FrontMatter, diag.FrontMatterLike, diag.MarkdownLimit) {
			s.report(0, 0, diag.Error, diag.KeyMissing, "title is required", "begin the file with front matter: ---, title: …, ---; or with a heading # Title")
		}
		g.Front.Title = path.Base(g.Key)
	}
	if isBlank(s.text) {
		s.report(0, 0, diag.Error, diag.GuideEmpty, "the file holds no text", "write it, beginning with ---, title: …, ---; or delete the file")
		return
	}
	mayBeEmpty := g.Front.IsPath || g.Front.Draft || IsListing(g.Front.Layout) || path.Base(g.File.Path) == "index.md"
	if g.Body.Len() == 0 && len(g.Aids) == 0 && !mayBeEmpty && !hasCode(g.Problems, diag.MarkdownLimit) {
		s.report(len(s.text), len(s.text), diag.Warning, diag.GuideEmpty, "no text below the front matter", "write it, or set draft: true")
	}
	s.ownAnchors()
}

// IsListing tells whether pages with a layout list a register or the aids of the
// site, or search it, whatever the text of their guide.
func IsListing(layout string) bool {
	_, ok := register.ListedBy(layout)
	return ok || layout == "search" || layout == "worksheet"
}

// hasCode tells whether a list holds a diagnostic with one of these codes.
func hasCode(list diag.List, codes ...diag.Code) bool {
	return slices.ContainsFunc(list, func(d diag.Diagnostic) bool { return slices.Contains(codes, d.Code) })
}

// ownAnchors checks the references of the guide to its own headings. A page that
// lists a register has other anchors too.
func (s *parsing) ownAnchors() {
	g := s.guide
	if IsListing(g.Front.Layout) {
		return
	}
	var ids map[string]bool
	for _, r := range g.Refs {
		if r.Path != "" || r.Anchor == "" {
			continue
		}
		if ids == nil {
			ids = make(map[string]bool, len(g.Headings))
			for _, h := range g.Headings {
				ids[h.ID] = true
			}
		}
		if ids[r.Anchor] {
			continue
		}
		fix := ""
		if len(g.Problems) < maxNearest {
			fix = AnchorFix(g, r.Anchor)
		}
		s.report(int(r.From), int(r.To), diag.Error, diag.LinkAnchor, "no heading here has the id "+quote(r.Anchor), fix)
	}
}

// AnchorFix returns what to type instead of an anchor that a guide does not
// have; entries are those that its page has besides its headings.
func AnchorFix(g *Guide, anchor string, entries ...string) string {
	anchors := slices.Concat(g.Anchors(), entries)
	if slug := Slug(anchor); slices.Contains(anchors, slug) {
		return "write #" + slug
	}
	if near := diag.Nearest(anchor, anchors); near != "" {
		return "did you mean #" + near + "?"
	}
	if len(anchors) == 0 {
		return g.File.Path + " has no headings: link to it without #" + anchor
	}
	if len(g.Headings) == 0 {
		return "its entries are #" + strings.Join(anchors[:min(len(anchors), 12)], ", #")
	}
	return "its headings are #" + strings.Join(anchors[:min(len(g.Headings), 12)], ", #")
}

// lang returns the guide's language.
func (s *parsing) lang() string { return cmp.Or(s.guide.Front.Lang, s.parser.options.Lang) }

func quote(s string) string { return `"` + s + `"` }
