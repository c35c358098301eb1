package build

import (
	"runtime"
	"strings"
	"testing"
	"time"
)

// The same input gives the same bytes on one core and on eight, in any time
// zone.
func TestDeterministic(t *testing.T) {
	site := files{"content/site.yaml": "title: Le site\nlanguage: fr\nbase_url: https://example.org/\n"}
	for i := range 60 {
		name := "content/" + string(rune('a'+i%3)) + "/g" + strings.Repeat("x", i+1) + ".md"
		site[name] = "---\ntitle: T\ntags: [un, deux]\npublished: 2026-01-02\n---\n## Titre\n\nTexte et [lien](gx.md).\n"
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	want := site.next(t, nil)
	first := published(t, want)
	runtime.GOMAXPROCS(8)
	zone := time.Local
	defer func() { time.Local = zone }()
	time.Local = time.FixedZone("elsewhere", -11*3600)
	compare(t, "8 cores, another time zone", site.next(t, nil), want)
	for name, data := range published(t, want) {
		if data != first[name] {
			t.Errorf("%s differs when rendered again", name)
		}
	}
}

// Work grows with what an edit touches, not with the site.
func TestWorkOfAnEdit(t *testing.T) {
	for _, size := range []int{100, 400} {
		site := files{"content/index.md": "---\ntitle: Accueil\n---\nTexte.\n"}
		for i := range size {
			name := "content/s" + string(rune('a'+i%20)) + "/g" + strings.Repeat("i", i/20+1) + ".md"
			site[name] = "---\ntitle: Un titre\n---\nTexte.\n"
		}
		snapshot := site.next(t, nil)
		if snapshot.Parsed != size+1 {
			t.Errorf("the first build of %d guides parsed %d", size+1, snapshot.Parsed)
		}
		site["content/sa/gi.md"] = "---\ntitle: Un titre\n---\nAutre texte.\n"
		snapshot = site.next(t, snapshot)
		if snapshot.Parsed != 1 || len(snapshot.Rendered) != 1 {
			t.Errorf("of %d guides a body edit parsed %d and rendered %v, want 1 and 1", size, snapshot.Parsed, snapshot.Rendered)
		}
		snapshot = site.next(t, snapshot)
		if snapshot.Parsed != 0 || len(snapshot.Rendered) != 0 {
			t.Errorf("without an edit %d were parsed and %v rendered", snapshot.Parsed, snapshot.Rendered)
		}
	}
}
