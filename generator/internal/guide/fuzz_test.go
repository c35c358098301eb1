package guide

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"balise/generator/internal/diag"

	"github.com/rogpeppe/go-internal/txtar"
	"golang.org/x/net/html"
	"golang.org/x/text/unicode/norm"
)

// FuzzParse reads any bytes as a guide: nothing panics, every place is in the
// file, the body is well formed and holds only what guides may hold, and reading
// twice gives the same.
func FuzzParse(f *testing.F) {
	for _, text := range seeds(f) {
		f.Add([]byte(text))
	}
	p := NewParser(testOptions())
	f.Fuzz(func(t *testing.T, text []byte) {
		file := fileOf(t, "sub/a.md", text)
		g := p.Parse(file)
		checkPlaces(t, g)
		checkRefs(t, g)
		checkMentions(t, g)
		checkBody(t, filled(g))
		checkBody(t, string(g.Summary))
		checkHeadings(t, g)
		if again := p.Parse(file); !reflect.DeepEqual(g, again) {
			t.Errorf("read again, the guide differs:\n%+v\n%+v", g, again)
		}
	})
}

// seeds are the inputs of the golden tests and the bad inputs of all kinds that
// authors have been seen to make.
func seeds(t testing.TB) []string {
	archives, err := filepath.Glob("testdata/*.txtar")
	if err != nil {
		t.Fatal(err)
	}
	var texts []string
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(unquoted(a.Files[0].Data)))
	}
	french, err := os.ReadFile("testdata/french.md")
	if err != nil {
		t.Fatal(err)
	}
	texts = append(texts, string(french))
	for _, front := range badFronts {
		texts = append(texts, "---\n"+front+"\n---\nTexte.\n")
	}
	for _, name := range slices.Sorted(maps.Keys(patterns)) {
		texts = append(texts, patterns[name].text(64))
	}
	return append(texts, badTexts...)
}

// badFronts are front matters that authors got wrong.
var badFronts = []string{
	"tilte: x", "Title: x", "title: Go: le guide", "title: a\n\ttags: [b]", "title: @home", "title: `x`", "title: %x",
	"title: \"ouvert", "title: [ouvert", "title: C# et F# #1", "title:", "title: null", "title: 2024", "title: 1.10", "title: no",
	"title: \"a\\nb\"", "title: \"a\u202eb\"", "title: " + strings.Repeat("x", 400), "draft: oui", "draft: \"true\"", "draft: yes",
	"published: 2024-02-30", "published: 03/02/2024", "published: 3 février 2024", "tags: go, web", "tags: [null, 3, true, go, Go]",
	"title: !include /etc/passwd", "title: &a x\nnav_title: *a", "<<: x", "a: &a [x, x]\nb: &b [*a, *a]", strings.Repeat("[", 100),
	"- a\n- b", "texte", "a: 1\n---\nb: 2", "title: a\ntitle: b", "summary: |\n  a\n  ---\n  b", "summary: \"**a** & [b](c)\"", "steps: [{guide: a, why: b}, c, {x: y}]",
	"verified: {on: 2026-01-01, by: x}", "review_every: 6 mois", "aliases: [/a, b]", "? a\n: b", "{a: b}: c", "\"a\": \"b\"", "lang: xx-", "description: court",
}

// badTexts are whole files that authors got wrong.
var badTexts = []string{
	"", "\n", "---\n", "---\n---\n", "---\ntitle: x\n", "---\ntitle: x\n...\n", "----\ntitle: x\n----\n", "   ---\ntitle: x\n   ---\n", "--- yaml\ntitle: x\n---\n", "———\ntitle: x\n———\n",
	"\n\n---\ntitle: x\ny: z\n---\n", "---\n\nTexte\n\n---\n", "+++\ntitle = \"x\"\n+++\n", "{\n\"title\": \"x\"\n}\n", "\xff\xfea\x00", "caf\xe9", "a\x00b", "a\rb\r", "a\rb\nc\r\n",
	"\ufeff---\r\ntitle: x\r\n---\r\n", "# <script>\n", "[x]\n\n[x]: javascript:x\n", "<a href=\"x\">", "<!--", "<!-->", "<!--->", "<!-- -->", "```", "~~~\n", "> ```\n> a\n", "- ```\n\tb\n",
	"[^a]\n\n[^a]: [^a]\n", "[^a]: x\n", "[^]: x\n", "[^a]:", "> [!TIP]", "> [!TIP] \\", "> [!TIP]\n> ===", "> [!NOTE]\n> [a]: b", "|a|\n|-|\n|`\\||", "a\n:-:\n", "- [ ]\n- [x] ", "a\n: b\n\n: c", "# a {#b}\n# c {#b}\n",
	"a\n{#b}\n===\n", "#\n# \n##\t#\n", "![](a)", "[a](<b>)", "[a](b \"c\n d\")", "[![a](b)](c)", "[a <https://b.c> [^d]](e)\n\n[^d]: f", "https://a.b/c*d_e~f", "a@b.c", "&#0;&#x10ffff;&#xd800;&amp;amp;&nbsp;", "\\&amp;\\\n", "\x01\x02\x1f\x7f\u0085\u2028",
	"\t- a\n\t\t- b\n", "1. a\n\n   - b\n\n2) c\n", "* * *\n- - -\n", "a  \nb\\\nc", "<div>\n\n</div>", "<?a?>", "<![CDATA[a]]>", "<!A>", "`a\n b`\n=\n",
}

// checkPlaces checks that diagnostics are in the file.
func checkPlaces(t *testing.T, g *Guide) {
	t.Helper()
	lines := strings.Count(string(textOf(g)), "\n") + 1
	for _, d := range g.Problems {
		if d.File != g.File.Path || d.Code == "" || d.Message == "" {
			t.Errorf("a diagnostic without file, code or message: %+v", d)
		}
		if textOf(g) == nil { // it could not be decoded
			continue
		}
		places := []diag.Place{d.Place}
		for _, r := range d.Related {
			places = append(places, r.Place)
		}
		for _, p := range places {
			length := utf8.RuneCountInString(g.Lines().Line(p.Line))
			if p.Line < 1 || p.Line > lines || p.Col < 1 || p.Col > length+1 || p.End != 0 && (p.End <= p.Col || p.End > length+1) {
				t.Errorf("%s: %d:%d-%d is not in the text (%d lines, %d columns)", d.Message, p.Line, p.Col, p.End, lines, length)
			}
		}
	}
}

// checkRefs checks that references are where they say and that each but those
// within the descriptions of images has its hole, in order.
func checkRefs(t *testing.T, g *Guide) {
	t.Helper()
	for _, r := range g.Refs {
		if r.From < 0 || r.From > r.To || int(r.To) > len(textOf(g)) {
			t.Errorf("reference %+v is not in the text of %d bytes", r, len(textOf(g)))
		}
		if r.Path == ".." || strings.HasPrefix(r.Path, "../") || strings.HasPrefix(r.Path, "/") {
			t.Errorf("reference %+v leads outside", r)
		}
	}
	at, refs := int32(0), 0
	for _, h := range g.Body.holes {
		if h.at < at || int(h.at) > g.Body.Len() {
			t.Errorf("hole %+v after %d, in a body of %d bytes", h, at, g.Body.Len())
		}
		at = h.at
		if h.Kind != RefHole {
			continue
		}
		if int(h.Index) != refs {
			t.Errorf("hole %+v is the %dth of a reference", h, refs)
		}
		refs++
	}
	if g.Body.Len() > 0 && refs != len(g.Refs) {
		t.Errorf("%d holes for %d references", refs, len(g.Refs))
	}
}

// checkMentions checks that mentions are where they say, that each has the holes
// of its kind, and that those found in the text say what stands there.
func checkMentions(t *testing.T, g *Guide) {
	t.Helper()
	open, closed := make([]int, len(g.Mentions)), make([]int, len(g.Mentions))
	for _, h := range g.Body.holes {
		switch h.Kind {
		case OpenHole:
			open[h.Index]++
		case CloseHole:
			closed[h.Index]++
		}
	}
	seen := map[string]bool{}
	for i, m := range g.Mentions {
		if m.From < 0 || m.From > m.To || int(m.To) > len(textOf(g)) || !entryID.MatchString(m.ID) {
			t.Errorf("mention %+v is not in the text of %d bytes", m, len(textOf(g)))
			continue
		}
		if open[i] > 1 || closed[i] > 1 || open[i] > closed[i] {
			t.Errorf("mention %+v has %d and %d holes", m, open[i], closed[i])
		}
		if m.Found && (seen[m.ID] || m.Text == "") {
			t.Errorf("the term %+v is found twice, or has no text", m)
		}
		seen[m.ID] = seen[m.ID] || m.Found
	}
	for _, f := range g.Figures {
		if f.From < 0 || f.From > f.To || int(f.To) > len(textOf(g)) {
			t.Errorf("figure %+v is not in the text of %d bytes", f, len(textOf(g)))
		}
	}
}

// withID matches a heading of a body.
var withID = regexp.MustCompile(`<h[1-6] id="([^"]*)"`)

// checkHeadings checks that ids are unique and made of what ids may hold, and that
// headings and boxes have those that are meant for them.
func checkHeadings(t *testing.T, g *Guide) {
	t.Helper()
	body := string(g.Body.HTML(func(*bytes.Buffer, Hole) {}))
	for i, m := range withID.FindAllStringSubmatch(body, -1) {
		if i >= len(g.Headings) || m[1] != g.Headings[i].ID {
			t.Errorf("the heading %d has the id %q, want those of %v", i, m[1], g.Headings)
			break
		}
	}
	if boxes, named := strings.Count(body, `<input type="checkbox"`), strings.Count(body, `<input type="checkbox" value="`); boxes != named {
		t.Errorf("%d boxes of which %d have a name", boxes, named)
	}
	seen := map[string]bool{}
	for _, h := range g.Headings {
		bad := func(r rune) bool {
			return !unicode.In(r, unicode.L, unicode.N, unicode.M) && !strings.ContainsRune("-_.", r)
		}
		if g.Body.Len() > 0 && (h.ID == "" || seen[h.ID] || strings.IndexFunc(h.ID, bad) >= 0) || strings.HasPrefix(h.ID, reserved) {
			t.Errorf("the id %q of %q", h.ID, h.Text)
		}
		seen[h.ID] = true
	}
}

// allowed are the elements of a body and their attributes.
var allowed = map[string][]string{
	"a": {"href", "title", "class", "role", "aria-label"}, "img": {"alt", "title"}, "p": {"class"}, "div": {"class", "role", "tabindex", "aria-labelledby", "aria-label"},
	"h1": {"id", "class"}, "h2": {"id", "class"}, "h3": {"id", "class"}, "h4": {"id", "class"}, "h5": {"id", "class"}, "h6": {"id", "class"},
	"ul": nil, "ol": {"start"}, "li": {"class", "id"}, "blockquote": nil, "pre": {"tabindex"}, "code": {"class"}, "hr": nil, "br": nil,
	"em": nil, "strong": nil, "del": nil, "sup": {"id", "class"}, "label": nil, "input": {"type", "checked", "value"}, "aid-checklist": {"role", "aria-labelledby"}, "dl": nil, "dt": nil, "dd": nil,
	"table": nil, "thead": nil, "tbody": nil, "tr": nil, "th": {"scope", "class"}, "td": {"class", "data-label"},
}

// checkBody checks that every element of a body is allowed and closed in order.
func checkBody(t *testing.T, body string) {
	t.Helper()
	var open []string
	z := html.NewTokenizer(strings.NewReader(body))
	for {
		switch z.Next() {
		case html.ErrorToken:
			if z.Err() != io.EOF || len(open) > 0 {
				t.Errorf("%v, open: %v, in:\n%s", z.Err(), open, body)
			}
			return
		case html.StartTagToken:
			token := z.Token()
			if problem := badTag(token, open); problem != "" {
				t.Errorf("%s in:\n%s", problem, body)
			}
			if !slices.Contains([]string{"br", "hr", "img", "input"}, token.Data) {
				open = append(open, token.Data)
			}
		case html.EndTagToken:
			token := z.Token()
			if len(open) == 0 || open[len(open)-1] != token.Data {
				t.Fatalf("</%s> while %v are open, in:\n%s", token.Data, open, body)
			}
			open = open[:len(open)-1]
		case html.CommentToken, html.DoctypeToken, html.SelfClosingTagToken:
			t.Errorf("%s in:\n%s", z.Token(), body)
		}
	}
}

// badTag says what is wrong with an element.
func badTag(token html.Token, open []string) string {
	attributes, ok := allowed[token.Data]
	if !ok || slices.Contains(open, token.Data) && (token.Data == "a" || token.Data == "p" || token.Data == "label") {
		return fmt.Sprintf("<%s> within %v", token.Data, open)
	}
	for i, a := range token.Attr {
		isHole := strings.HasPrefix(a.Key, "⟦") && a.Val == ""
		if !isHole && !slices.Contains(attributes, a.Key) {
			return fmt.Sprintf("<%s> with %s=%q", token.Data, a.Key, a.Val)
		}
		if slices.ContainsFunc(token.Attr[:i], func(b html.Attribute) bool { return a.Key == b.Key }) {
			return fmt.Sprintf("<%s> with two %s", token.Data, a.Key)
		}
		if a.Key == "href" && !safe(a.Val) {
			return fmt.Sprintf("<%s> with %s=%q", token.Data, a.Key, a.Val)
		}
	}
	return ""
}

// safe tells whether an address is one of those that a body may lead to by
// itself.
func safe(address string) bool {
	return slices.ContainsFunc([]string{"http:", "https:", "mailto:", "tel:", "//", "%5c", "/%5c", "#fn"}, func(prefix string) bool {
		return strings.HasPrefix(strings.ToLower(address), prefix)
	})
}

// FuzzSlug: a slug of a slug is itself, the Unicode form of a text does not
// matter, and the short way for Latin text gives what the long way does.
func FuzzSlug(f *testing.F) {
	for _, text := range []string{
		"", "Été", "Déployer à l'échelle", "你好", "🚀", "C++", "C#", "Œuvre", "straße", "İstanbul", "ǅ", "ﬁ", "½", "n° 5", "a\u0301#", "+", "-a-", "हिन्दी", "नि", "Ελλάδα", "Й", "한국어",
		"ÀÉÎÕÜÇÑŸ àéîõüçñÿ ØÞÐß æÆ × ÷", "« a » — b…", "①", "a\u200db", "👩\u200d💻", "🇫🇷", "\u0301", "\u20dd", "ᾳ", "ŉ", "ﬀ", "K", "x\u0345",
	} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		checkSlug(t, text)
	})
}

// checkSlug checks the laws of slugs for a text.
func checkSlug(t *testing.T, text string) {
	t.Helper()
	slug := Slug(text)
	if again := Slug(slug); again != slug {
		t.Errorf("Slug(%q) = %q, and its slug is %q", text, slug, again)
	}
	for _, form := range []norm.Form{norm.NFC, norm.NFD} {
		if other := Slug(form.String(text)); other != slug {
			t.Errorf("Slug(%q) = %q, in another form %q", text, slug, other)
		}
	}
	if long := anySlug(text); long != slug {
		t.Errorf("Slug(%q) = %q; the long way: %q", text, slug, long)
	}
	bad := func(r rune) bool { return r != '-' && !unicode.In(r, unicode.L, unicode.Nd, unicode.M) }
	if strings.IndexFunc(slug, bad) >= 0 || strings.HasPrefix(slug, "-") || strings.HasSuffix(slug, "-") || strings.Contains(slug, "--") {
		t.Errorf("Slug(%q) = %q", text, slug)
	}
	if slug != strings.ToLower(slug) {
		t.Errorf("Slug(%q) = %q, not lower case", text, slug)
	}
}

// TestSlugRunes checks them for every letter, mark and symbol there is.
func TestSlugRunes(t *testing.T) {
	for r := rune(0); r <= unicode.MaxRune; r++ {
		if unicode.In(r, unicode.L, unicode.M, unicode.N, unicode.S) && !unicode.Is(unicode.Han, r) && !unicode.Is(unicode.Hangul, r) {
			checkSlug(t, string(r))
			checkSlug(t, "-"+string(r)+"\u0301a"+string(r)+"#")
		}
	}
}

// TestPieces reads guides made of pieces of others in any order, which finds
// more than changing bytes does.
func TestPieces(t *testing.T) {
	random := rand.New(rand.NewPCG(1, uint64(len(pieces))))
	p := NewParser(testOptions())
	for range *rounds {
		var b strings.Builder
		for range 1 + random.IntN(24) {
			b.WriteString(pieces[random.IntN(len(pieces))])
		}
		g := p.Parse(fileOf(t, "sub/a.md", []byte(b.String())))
		checkPlaces(t, g)
		checkRefs(t, g)
		checkMentions(t, g)
		checkBody(t, filled(g))
		checkHeadings(t, g)
		if t.Failed() {
			t.Fatalf("the text is %q", b.String())
		}
	}
}

var rounds = flag.Int("rounds", 5000, "how many texts TestPieces makes")

// pieces are what Markdown is made of.
var pieces = []string{
	"\n", "\n", "\n\n", " ", "  ", "    ", "\t", "  \n", "\\\n", "\\", "texte", "é", "# ", "## ", "##", "\n# a\n", "\n===\n", "\n---\n", "***", "**", "*", "_", "~~", "~", "`", "``", "```", "\n```\n", "\n~~~", "> ", "\n> ", "\n>", "- ", "\n- ", "\n  - ",
	"1. ", "\n2) ", "[ ] ", "[x] ", "[", "]", "![", "](", "](a.md)", "](#a)", "](<", ">)", "](https://a.b)", "](javascript:a)", "][a]", "[a]", "[a]: b\n", "\n[a]: <b> \"c\"\n", "(", ")", "\"", "'", "<", ">", "<b>", "</b>", "<!--", "-->", "\n<div>\n", "<https://a.b>", "<a@b.c>", "https://a.b/c", " www.a.b ", " a@b.c ",
	"&", "&amp;", "&#0;", "&lt;", "|", "\n|a|b|\n|-|:-:|\n", "\n|-|", "\\|", ":", "\n: ", "\n\n: a\n", "[^a]", "\n[^a]: ", "[^b]", "\n\n[^b]: c\n\n    d\n", "[!TIP] ", "\n> [!NOTE] ", "\n> [!X]", "{#a}", " {#b .c}", "{", "}", "{a=1}", "\u00a0", "\u202e", "\r\n", "\r", "\x01", "---\ntitle: a\n---\n", "🚀", "你",
}
