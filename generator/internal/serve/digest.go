package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"html"
	"maps"
	"net/url"
	"path"
	"slices"
	"strings"
)

// digest tells two states of a page apart as a reader would: by its bytes, and
// by the digests of its parts. It is the same in every process, so a page still open
// after a restart is compared too.
func digest(a answer, parts map[string]string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s\n", a.status, a.location)
	h.Write(a.body)
	for _, name := range slices.Sorted(maps.Keys(parts)) {
		fmt.Fprintf(h, "\n%s %s", name, parts[name])
	}
	return hex.EncodeToString(h.Sum(nil)[:12])
}

// parts returns digests of the pictures, styles and scripts that a page names, by
// their output names.
func (st *state) parts(a answer) map[string]string {
	parts := map[string]string{}
	if !a.isHTML() || a.ours {
		return parts
	}
	for _, name := range references(a.name, a.body) {
		if data, ok, err := st.site.Lookup(name); ok && err == nil {
			sum := sha256.Sum256(data)
			parts[name] = hex.EncodeToString(sum[:6])
		}
	}
	return parts
}

// references lists the output names of what a page shows beside its own text.
// It looks for src and href attributes in double quotes, as layouts write them;
// one it overlooks only means that a page is not loaded again.
func references(page string, body []byte) []string {
	var names []string
	seen := map[string]bool{}
	for _, attribute := range []string{` src="`, ` href="`} {
		for rest := body; ; {
			_, after, found := bytes.Cut(rest, []byte(attribute))
			if !found {
				break
			}
			value, after, _ := bytes.Cut(after, []byte(`"`))
			rest = after
			if name := reference(page, value); name != "" && !seen[name] {
				seen[name] = true
				names = append(names, name)
			}
		}
	}
	return names
}

// reference resolves an attribute of a page to the output name of a part of it,
// or to "" when it leads elsewhere.
func reference(page string, value []byte) string {
	if len(value) > 1024 {
		return "" // a data URL
	}
	u, err := url.Parse(html.UnescapeString(string(value)))
	if err != nil || u.Scheme != "" || u.Host != "" || u.Path == "" {
		return ""
	}
	switch path.Ext(u.Path) {
	case ".css", ".js", ".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp", ".avif":
	default:
		return ""
	}
	if strings.HasPrefix(u.Path, "/") {
		return path.Clean(u.Path)[1:]
	}
	name := path.Join(path.Dir(page), u.Path)
	if strings.HasPrefix(name, "../") {
		return ""
	}
	return name
}
