package site

import (
	"fmt"
	"strings"
	"testing"
)

// Notes say which of their texts are of another language than the page they stand
// on.
func TestNotesSayTheirLanguage(t *testing.T) {
	files := map[string]string{
		"site.yaml":     "title: x\nlanguage: fr\n",
		"facts.yaml":    "prix: {label: Prix, value: 4, kind: hypothesis}\n",
		"glossary.yaml": "regie: {term: régie, definition: x}\nsla: {term: service level, definition: x, lang: en, see: [regie]}\n",
	}
	for _, lang := range []string{"fr", "fr-CA", "en", "de"} {
		files[lang+".md"] = "---\ntitle: x\nlang: " + lang + "\n---\n[4](fact:prix), [x](term:regie), [x](term:sla)\n"
	}
	in := input(t, files)
	in.Speeches = map[string]Speech{"fr": {}, "en": {}}
	s := New(nil, in)
	for lang, want := range map[string]string{
		"fr": "prix , regie  , sla en , see ", "fr-CA": "prix , regie  , sla en , see ", "en": "prix fr, regie fr fr, sla  fr, see fr", "de": "prix fr, regie fr fr, sla en fr, see fr",
	} {
		p := page(t, s, strings.ToLower(lang)+"/index.html")
		regie, sla := p.Terms[0], p.Terms[1]
		got := fmt.Sprintf("prix %s, regie %s %s, sla %s %s, see %s", p.Facts[0].Lang, regie.Lang, regie.TextLang, sla.Lang, sla.TextLang, sla.See[0].Lang)
		if got != want {
			t.Errorf("on a page in %s: %s\nwant %s", lang, got, want)
		}
	}
}
