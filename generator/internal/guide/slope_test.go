package guide

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"time"
)

// pattern is a text that grows: what stands before, what is repeated, what
// stands behind.
type pattern struct{ before, again, behind string }

// text returns a text of about this many bytes.
func (p pattern) text(size int) string {
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
var patterns = map[string]pattern{
	"links": {again: "[a]("}, "angle links": {again: "[](<"}, "brackets": {again: "["}, "closing brackets": {again: "]"},
	"empty links": {again: "[]()"}, "nested links": {again: "[a", behind: strings.Repeat("](b)", 1000)}, "images": {again: "!["}, "image links": {again: "![[]()"},
	"definitions": {again: "[a%]: b\n"}, "definitions apart": {again: "[a%]: b\n\n"}, "open definitions": {again: "[a\n"}, "one definition": {again: "[a] ", behind: "\n\n[a]: b"},
	"long definition": {before: "[a]: <" + strings.Repeat("x", 4000) + ">\n\n", again: "[a] "},
	"lists":           {again: "- "}, "star lists": {again: "* "}, "ordered lists": {again: "1. "}, "list lines": {again: "- a\n"}, "quotes": {again: ">"}, "spaced quotes": {again: "> "}, "mixed": {again: "> - 1. "},
	"deep lines": {again: strings.Repeat("> ", 990) + "a\n"}, "deep lists": {again: strings.Repeat("- ", 990) + "a\n"}, "short lists": {again: strings.Repeat("- ", 90) + "a\n\n"},
	"code": {again: "`"}, "escaped code": {again: "\\`"}, "growing code": {again: "`a``b```c````d"}, "fences": {again: "```\n"}, "open fences": {again: "> ```\n\n"},
	"strong": {again: "**a "}, "emphasis": {again: "*a_ "}, "deep emphasis": {before: strings.Repeat("*a **a ", 2000), again: "b"}, "closers": {again: "a**"}, "mixed closers": {again: "*a_b**c__d"}, "strikes": {again: "~~"}, "strike words": {again: "~~a "}, "stars": {again: "*"}, "star words": {again: "a*"},
	"less": {again: "<"}, "tags": {again: "<a "}, "quoted tags": {again: "<a b='"}, "comments": {again: "<!--"}, "inline comments": {again: "a <!-- "}, "instructions": {again: "a <?"}, "declarations": {again: "a <!A "}, "cdata": {again: "a <![CDATA["}, "tag lines": {again: "<div>\n"},
	"entities": {again: "&"}, "more entities": {again: "&a"}, "named entities": {again: "&amp;"}, "backslashes": {again: "\\"}, "escapes": {again: "\\["},
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

// TestSlope reads each pattern at a size that no guide has, in one piece and in
// pieces just below the limit of a paragraph. Where goldmark is quadratic a
// limit must step in.
func TestSlope(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	p := NewParser(testOptions())
	for name, pattern := range patterns {
		pieces := strings.Repeat(pattern.text(maxParagraph-6<<10)+"\n\n", 6)
		for _, text := range []string{pattern.text(64 << 10), pieces} {
			took := timeOf(t, p, text)
			if testing.Verbose() {
				t.Logf("%-30s %8v %4d KB", name, took.Round(10*time.Microsecond), len(text)>>10)
			}
			if took > 4*time.Second {
				t.Errorf("%s: %d KB take %v", name, len(text)>>10, took)
			}
		}
	}
}

// TestGrowth reads texts as guides have them, and eight times as long.
func TestGrowth(t *testing.T) {
	french, err := os.ReadFile("testdata/french.md")
	if err != nil {
		t.Fatal(err)
	}
	_, body, _ := strings.Cut(string(french), "\n---\n")
	body = strings.ReplaceAll(body, "[^", "[") // footnotes are limited to so many
	p := NewParser(testOptions())
	for name, pattern := range map[string]pattern{
		"text": {again: body}, "headings": {again: "## Un titre %\n\nTexte.\n\n"}, "same headings": {again: "## Un titre\n\nTexte.\n\n"},
		"links": {before: "## Un titre\n\n", again: "Voir [un guide](guide-%.md#ancre) et [ici](#un-titre).\n\n"}, "tables": {again: "|a|b|\n|-|-|\n|c|d|\n\n"},
		"explicit ids": {again: "## Un titre {#titre-%}\n\n[x](#titre-%)\n\n"},
	} {
		small, large := timeOf(t, p, pattern.text(128<<10)), timeOf(t, p, pattern.text(1<<20))
		if testing.Verbose() {
			t.Logf("%-20s %8v %8v", name, small.Round(time.Millisecond), large.Round(time.Millisecond))
		}
		if large > 24*small+time.Second {
			t.Errorf("%s: 128 KiB take %v, 1 MiB takes %v", name, small, large)
		}
	}
}

func timeOf(t *testing.T, p *Parser, text string) time.Duration {
	t.Helper()
	f := fileOf(t, "a.md", []byte("---\ntitle: x\n---\n"+text))
	start := time.Now()
	p.Parse(f)
	return time.Since(start)
}
