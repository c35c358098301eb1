package guide

import (
	"fmt"
	"math"
	"os"
	"strings"
	"testing"
	"time"
)

// repeated is a text that grows: what stands before, what is repeated, what
// stands behind.
type repeated struct{ before, again, behind string }

// text returns a text of about this many bytes.
func (p repeated) text(size int) string {
	again := p.again
	if !strings.Contains(again, "%") {
		return p.before + strings.Repeat(again, size/len(again)+1) + p.behind
	}
	var b strings.Builder
	b.WriteString(p.before)
	for i := 0; b.Len() < size; i++ {
		b.WriteString(strings.ReplaceAll(again, "%", fmt.Sprint(i)))
	}
	return b.String() + p.behind
}

// patterns are the texts that parsers of Markdown have been slow on; "%" counts.
var patterns = map[string]repeated{
	"links": {again: "[a]("}, "angle links": {again: "[](<"}, "brackets": {again: "["}, "closing brackets": {again: "]"},
	"empty links": {again: "[]()"}, "nested links": {again: "[a", behind: strings.Repeat("](b)", 1000)}, "images": {again: "!["}, "image links": {again: "![[]()"},
	"definitions": {again: "[a%]: b\n"}, "definitions apart": {again: "[a%]: b\n\n"}, "open definitions": {again: "[a\n"}, "one definition": {again: "[a] ", behind: "\n\n[a]: b"},
	"long definition": {before: "[a]: <" + strings.Repeat("x", 4000) + ">\n\n", again: "[a] "},
	"lists":           {again: "- "}, "star lists": {again: "* "}, "ordered lists": {again: "1. "}, "list lines": {again: "- a\n"}, "quotes": {again: ">"}, "spaced quotes": {again: "> "}, "mixed": {again: "> - 1. "},
	"deep lines": {again: strings.Repeat("> ", 990) + "a\n"}, "deep lists": {again: strings.Repeat("- ", 990) + "a\n"}, "short lists": {again: strings.Repeat("- ", 90) + "a\n\n"},
	"code": {again: "`"}, "escaped code": {again: "\\`"}, "growing code": {again: "`a``b```c````d"}, "calculator": {before: "```calculator\n", again: "a%: [b\n", behind: "```\n"}, "calculator lists": {before: "```calculator\n", again: "- {id: a%\n", behind: "```\n"}, "fences": {again: "```\n"}, "open fences": {again: "> ```\n\n"},
	"strong": {again: "**a "}, "emphasis": {again: "*a_ "}, "deep emphasis": {before: strings.Repeat("*a **a ", 2000), again: "b"}, "closers": {again: "a**"}, "mixed closers": {again: "*a_b**c__d"}, "strikes": {again: "~~"}, "strike words": {again: "~~a "}, "stars": {again: "*"}, "star words": {again: "a*"},
	"less": {again: "<"}, "tags": {again: "<a "}, "quoted tags": {again: "<a b='"}, "comments": {again: "<!--"}, "inline comments": {again: "a <!-- "}, "instructions": {again: "a <?"}, "declarations": {again: "a <!A "}, "cdata": {again: "a <![CDATA["}, "tag lines": {again: "<div>\n"},
	"entities": {again: "&"}, "more entities": {again: "&a"}, "named entities": {again: "&amp;"}, "backslashes": {again: "\\"}, "escapes": {again: "\\["}, "backslash words": {again: "\\ "}, "escaped backslashes": {again: "a\\\\ "}, "spaces behind marks": {before: "x*y*", again: " ", behind: "\nb"}, "marks and spaces": {again: "! "}, "returns": {again: "a\r "},
	"footnotes": {again: "[^"}, "footnote uses": {before: "[^a]: b\n\n", again: "[^a] "}, "footnote lines": {again: "[^%]: a\n"}, "footnotes all": {again: "[^%]: a\n\nb[^%]\n\n"}, "footnotes missing": {again: "[^%] "}, "footnotes twice": {again: "[^a]: b\n\n"},
	"citations": {again: "[@a"}, "citation lines": {again: "[@a\n"}, "one citation": {before: "[@", again: "a\n"}, "closed citations": {again: "[@a;\n@b]"}, "late citations": {again: "a @b]"},
	"bars": {again: "| |"}, "bar lines": {again: "| |\n"}, "table": {again: "|a|b|\n|-|-|\n|c|d|\n\n"}, "wide table": {before: strings.Repeat("|a", 1500) + "|\n" + strings.Repeat("|-", 1500) + "|\n", again: "|\n"},
	"wide tables": {again: strings.Repeat("|a", 150) + "|\n" + strings.Repeat("|-", 150) + "|\n" + strings.Repeat("|\n", 100) + "\n"},
	"long table":  {before: "|a|\n|-|\n", again: "|b|\n"}, "table pipes": {before: "|a|\n|-|\n", again: "|`\\|`|\n"}, "delimiters": {again: "|-\n"}, "table links": {before: "|a|\n|-|\n|", again: "[a]("}, "text over table": {again: "[a](\n", behind: "|-|\n"}, "false table": {before: "a\n|:|\n", again: "[a](\n"},
	"urls": {again: "http://"}, "url words": {again: "https://a.b/c "}, "url brackets": {before: "https://a.b/", again: "("}, "ats": {again: "@"}, "mails": {again: "a@b.c "}, "www": {again: "www. "}, "local parts": {again: "a.b+", behind: "@c.d"},
	"words": {again: "a"}, "long words": {again: "é"}, "spaces": {again: " "}, "tabs": {again: "\t"}, "lines": {again: "a\n"}, "blank lines": {again: "\n"}, "breaks": {again: "a  \n"}, "deep indent": {again: "        - a\n"},
	"attributes": {before: "# ", again: "{#a "}, "nested attributes": {before: "# ", again: "{a="}, "attribute lists": {before: "# ", again: "{a=["}, "classes": {before: "# {", again: ".a "}, "setext attributes": {again: "{a=", behind: "\n==="},
	"headings": {again: "## a\n"}, "heading texts": {again: "## a %\n"}, "hashes": {again: "#"}, "setext": {again: "a\n=\n"}, "quoted headings": {before: "> # ", again: "[a]("}, "explicit ids": {again: "## a {#b%}\n"}, "same ids": {again: "## a {#b}\n"}, "levels": {again: "# a\n"},
	"terms": {again: "a\n: b\n"}, "term text": {before: "a\n: b\n\n", again: "[a](\n", behind: ": c\n"}, "tasks": {again: "- [ ] a\n"}, "callouts": {again: "> [!TIP] a\n> b\n\n"}, "callout nests": {again: "> [!TIP]"}, "unknown callouts": {again: "> [!TIPP] a\n\n"},
	"dead anchors": {before: "## a\n", again: "[a](#b) "}, "dead anchors, many headings": {again: "## a %\n[a](#b%)\n"}, "refused": {again: "[a](x:y) "}, "secrets": {again: "AKIAIOSFODNN7EXAMPLE "}, "rules": {again: "- - -\n"}, "references": {again: "[a](b.md) "}, "indented lists": {again: "   -\n"},
}

// dear is how many times as long as prose of the same size a text may take. The
// dearest patterns take fifty times as long.
const dear = 200

// TestSlope reads each pattern at a size that no guide has, in one piece and in
// pieces just below the limit of a paragraph. Where goldmark is quadratic a
// limit must step in.
func TestSlope(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	p, prose := NewParser(testOptions()), repeated{again: french(t)}
	for name, pattern := range patterns {
		pieces := strings.Repeat(pattern.text(maxParagraph-6<<10)+"\n\n", 6)
		for _, text := range []string{pattern.text(64 << 10), pieces} {
			compareWork(t, p, name, work{prose.text(len(text)), text, dear})
		}
	}
}

// TestGrowth reads texts as guides have them, and eight times as long.
func TestGrowth(t *testing.T) {
	p := NewParser(testOptions())
	for name, pattern := range map[string]repeated{
		"text": {again: french(t)}, "headings": {again: "## Un titre %\n\nTexte.\n\n"}, "same headings": {again: "## Un titre\n\nTexte.\n\n"},
		"links": {before: "## Un titre\n\n", again: "Voir [un guide](guide-%.md#ancre) et [ici](#un-titre).\n\n"}, "tables": {again: "|a|b|\n|-|-|\n|c|d|\n\n"},
		"explicit ids": {again: "## Un titre {#titre-%}\n\n[x](#titre-%)\n\n"}, "unknown callouts": {again: "> [!FOO]\n> x\n\n"},
	} {
		compareWork(t, p, name, work{pattern.text(128 << 10), pattern.text(1 << 20), 32}) // 64 if it were quadratic
	}
}

// french is the text of a guide, without its references to footnotes: those are
// limited to so many.
func french(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("testdata/french.md")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(text), "\n---\n")
	return strings.ReplaceAll(body, "[^", "[")
}

// work is two texts, and how many times as long the second one may take.
type work struct {
	easy, hard string
	most       float64
}

// compareWork fails when a text takes too much longer than another. What is compared
// is processor time, one beside the other, so that a busy machine changes little;
// of some tries one must do.
func compareWork(t *testing.T, p *Parser, name string, w work) {
	t.Helper()
	ratio := math.Inf(1)
	for try := 0; try < 5 && ratio > w.most; try++ {
		easy, hard := timeOf(t, p, w.easy), timeOf(t, p, w.hard)
		ratio = min(ratio, float64(hard)/float64(max(easy, time.Millisecond)))
	}
	if testing.Verbose() {
		t.Logf("%-30s %6.1f times, %4d KB", name, ratio, len(w.hard)>>10)
	}
	if ratio > w.most {
		t.Errorf("%s: %d KB take %.0f times as long as %d KB that are easy; at most %.0f", name, len(w.hard)>>10, ratio, len(w.easy)>>10, w.most)
	}
}

func timeOf(t *testing.T, p *Parser, text string) time.Duration {
	t.Helper()
	f := fileOf(t, "a.md", []byte("---\ntitle: x\n---\n"+text))
	start := processorTime()
	p.Parse(f)
	return processorTime() - start
}
