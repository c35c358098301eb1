package layout

import (
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"
	"text/template/parse"

	"balise/generator/internal/diag"
)

// reach is what a layout depends on beside its page: its static closure. It is
// found by reading the layout, since templates, texts and assets are all named
// by constants.
type reach struct {
	files  map[string]*file
	texts  map[string]int    // keys, and the least number of arguments given to each
	spots  map[string][]spot // where each key is used
	assets map[string]bool   // names
	calls  []call
}

// call is where a template is called.
type call struct {
	node *parse.TemplateNode
	at   spot
}

func newReach() *reach {
	return &reach{files: map[string]*file{}, texts: map[string]int{}, spots: map[string][]spot{}, assets: map[string]bool{}}
}

func (r *reach) file(f *file) { r.files[f.name] = f }

func (r *reach) text(key string, args int, at spot) {
	if n, ok := r.texts[key]; ok {
		args = min(args, n)
	}
	r.texts[key] = args
	r.spots[key] = append(r.spots[key], at)
}

// add adds what something else reaches.
func (r *reach) add(other *reach) {
	maps.Copy(r.files, other.files)
	maps.Copy(r.assets, other.assets)
	for key, args := range other.texts {
		if n, ok := r.texts[key]; ok {
			args = min(args, n)
		}
		r.texts[key] = args
		r.spots[key] = append(r.spots[key], other.spots[key]...)
	}
	r.calls = append(r.calls, other.calls...)
}

// derived reports the calls for which html/template had to escape a template for
// another place than between elements: it then has them call one of its own.
func (r *reach) derived(all *templates) diag.List {
	var problems diag.List
	for _, c := range r.calls {
		if all.trees[c.node.Name] == nil {
			name, _, _ := strings.Cut(c.node.Name, "$htmltemplate_")
			message := fmt.Sprintf("%q is called inside a tag, or inside <title>, <script> or <style>", name)
			problems = append(problems, c.at.file.problem(diag.LayoutSyntax, c.at.offset, c.at.length, message, "call templates between elements, and let them hold whole elements"))
		}
	}
	return problems
}

// digest is the same for two builds of a layout that say the same of every
// page: same files, same texts of the language, same URLs of assets.
func (r *reach) digest(layout string, w *words, a *assets) [sha256.Size]byte {
	h := sha256.New()
	fmt.Fprintf(h, "%q %q\n", layout, w.lang)
	for _, name := range slices.Sorted(maps.Keys(r.files)) {
		fmt.Fprintf(h, "file %q %x\n", name, r.files[name].source.Sum)
	}
	for _, key := range slices.Sorted(maps.Keys(r.texts)) {
		p := w.all[key]
		fmt.Fprintf(h, "text %q %q %d\n", key, fmt.Sprint(p.plain), len(p.forms))
		for _, name := range formNames() {
			if m, ok := p.forms[formOf(name)]; ok {
				fmt.Fprintf(h, "form %s %q\n", name, fmt.Sprint(m))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(r.assets)) {
		fmt.Fprintf(h, "asset %q %q\n", name, a.url(name))
	}
	return [sha256.Size]byte(h.Sum(nil))
}
