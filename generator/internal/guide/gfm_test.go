package guide

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// otherwise are the cases of goldmark's extensions that guides read differently,
// by file and number, and why.
var otherwise = map[string]string{
	"linkify 7": "ftp: is not among the schemes allowed",
}

// TestGFM reads the cases of goldmark's own tests of the extensions we use, most
// of them from the specification of GFM.
func TestGFM(t *testing.T) {
	plain, links := rawMarkdown(false), rawMarkdown(true)
	dir := filepath.Join(goldmarkDir(t), "extension", "_test")
	for _, name := range []string{"table", "strikethrough", "tasklist", "linkify", "footnote", "definition_list"} {
		data, err := os.ReadFile(filepath.Join(dir, name+".txt"))
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range strings.Split(string(data), "//= = = = = = = = = = = = = = = = = = = = = = = =//") {
			parts := strings.Split(c, "//- - - - - - - - -//\n")
			if len(parts) != 3 {
				continue
			}
			number, _, _ := strings.Cut(strings.TrimSpace(parts[0]), "\n")
			number, _, _ = strings.Cut(number, ":")
			if strings.Contains(parts[0], "enableEscape") {
				parts[1] = strings.NewReplacer(`\t`, "\t").Replace(parts[1])
			}
			parts[1] = strings.TrimSuffix(parts[1], "\n")
			md := plain
			if mayHoldAddress([]byte(parts[1])) {
				md = links
			}
			got := withoutOurs(normal(rawHTML(t, md, parts[1])))
			want := strings.ReplaceAll(normal(parts[2]), ` disabled=""`, "")
			why, differs := otherwise[name+" "+number]
			switch same := strings.TrimSpace(got) == strings.TrimSpace(want); {
			case !same && !differs:
				t.Errorf("%s %s:\n%s\ngot:\n%s\nwant:\n%s", name, number, parts[1], got, want)
			case same && differs:
				t.Errorf("%s %s agrees, so it is no longer an exception (%s)", name, number, why)
			}
		}
	}
}

// withoutOurs takes out of HTML what we add to the extensions.
func withoutOurs(html string) string {
	for _, region := range regions.FindAllString(html, -1) {
		html = strings.ReplaceAll(html, region, "<table>")
	}
	html = checklists.ReplaceAllString(html, "")
	return strings.NewReplacer(
		"</table>\n</div>", "</table>", `<th scope="col"`, "<th", ` class="center"`, ` align="center"`, ` class="right"`, ` align="right"`,
		`<li class="task">`, "<li>", "<label>", "", "</label>", "", `type="checkbox" checked`, `checked="" type="checkbox"`,
	).Replace(html)
}
