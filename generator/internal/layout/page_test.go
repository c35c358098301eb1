package layout_test

import (
	"fmt"
	"html/template"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"balise/generator/internal/diag"
	"balise/generator/internal/layout"
	"balise/generator/internal/site"
	"balise/generator/internal/source"
	"balise/layouts"
	"balise/static"
)

// page is a site's page with a body of the test's choosing.
type page struct {
	*site.Page
	Text     template.HTML
	Headings []site.Heading
}

// Body returns the text.
func (p page) Body() template.HTML { return p.Text }

// Contents returns the headings.
func (p page) Contents() []site.Heading { return p.Headings }

// read takes a picture of the theme with files of a site laid over it.
func read(t testing.TB, own fstest.MapFS) *source.Tree {
	t.Helper()
	var layers []source.Layer
	for _, theme := range []struct {
		name string
		fs   fs.FS
	}{{"layouts", layouts.FS}, {"static", static.FS}} {
		mine := fstest.MapFS{}
		for _, name := range slices.Sorted(maps.Keys(own)) {
			if base, ok := strings.CutPrefix(name, theme.name+"/"); ok {
				mine[base] = own[name]
			}
		}
		layers = append(layers, source.Layer{Name: theme.name, FS: mine}, source.Layer{Name: theme.name, FS: theme.fs})
	}
	tree, problems, err := source.Read(nil, layers...)
	if err != nil || len(problems) > 0 {
		t.Fatalf("reading the theme: %v, %v", problems, err)
	}
	return tree
}

// text prints diagnostics as authors see them.
func text(list diag.List) string {
	var b strings.Builder
	_ = diag.Text(&b, list, diag.Style{})
	return b.String()
}

// theme loads the theme as it is.
func theme(t testing.TB) *layout.Set {
	t.Helper()
	set, problems := layout.Load(nil, read(t, nil), page{})
	if len(problems) > 0 {
		t.Fatalf("the theme has problems:\n%s", text(problems))
	}
	return set
}

// guide returns a page like those of a real site: 12 KB of text, 15 guides in
// its section, 10 headings, 5 tags, 8 backlinks.
func guide() page {
	link := func(i int) site.Link {
		return site.Link{Title: fmt.Sprintf("Choisir un prestataire, partie %d", i), URL: fmt.Sprintf("contrats/choisir-%d/", i)}
	}
	card := func(i int) *site.Card {
		return &site.Card{Link: link(i), NavTitle: fmt.Sprintf("Choisir %d", i), Description: "Ce que l’on demande à un prestataire, et dans quel ordre.", Minutes: 4 + i}
	}
	step := func(i int) site.Step {
		return site.Step{Card: card(i), Number: i, Why: "pour avoir des fourchettes de prix concrètes", Current: i == 2}
	}
	info := &site.Info{Title: "Comprendre l’infogérance", Description: "Un guide pour les PME.", Lang: "fr", BaseURL: "https://exemple.fr/", Publisher: site.Publisher{Name: "Balise", URL: "https://exemple.fr/"}, Feed: true}
	p := &site.Page{
		Site: info, Layout: "guide", Key: "contrats/regie", URL: "contrats/regie/", Root: "../../", Lang: "fr",
		Title: "Régie, forfait ou abonnement : que signer ?", NavTitle: "Types de contrats",
		Description: "Les trois formes de contrat d’infogérance, leurs prix et leurs pièges.",
		Summary:     "Trois contrats existent ; l’<strong>abonnement</strong> convient à la plupart des entreprises de 50 à 500 personnes.",
		SummaryText: "Trois contrats existent.", Canonical: "https://exemple.fr/contrats/regie/",
		Authors: []site.Author{{Name: "Camille Martin"}}, Published: "2026-10-01", Updated: "2026-11-22",
		Verified: site.Verified{On: "2026-11-01", By: "Dominique Petit"}, Minutes: 5,
		Trail: []site.Link{{Title: "Accueil"}, {Title: "Contrats", URL: "contrats/"}},
	}
	for i := range 5 {
		p.Tags = append(p.Tags, site.Link{Title: fmt.Sprintf("Sujet %d", i), URL: fmt.Sprintf("sujets/sujet-%d/", i)})
	}
	var headings []site.Heading
	for i := range 5 {
		headings = append(headings, site.Heading{ID: fmt.Sprintf("titre-%d", i), Text: fmt.Sprintf("Ce que coûte la sortie, %d", i), Children: []site.Heading{{ID: fmt.Sprintf("sous-%d", i), Text: "Les frais cachés"}}})
	}
	for i := range 8 {
		p.Backlinks = append(p.Backlinks, card(i))
	}
	for i := range 15 {
		p.Nav.Items = append(p.Nav.Items, site.NavItem{Link: link(i), Current: i == 3})
	}
	p.Nav.Section = site.Link{Title: "Contrats", URL: "contrats/"}
	previous, following := step(1), step(3)
	p.Path = &site.Position{Path: site.Link{Title: "Comprendre l’infogérance"}, Number: 2, Of: 5, Previous: &previous, Next: &following}
	for i := range 5 {
		p.Path.Steps = append(p.Path.Steps, step(i+1))
	}
	p.Requires = []*site.Card{card(1)}
	p.Steps, p.StepsMinutes, p.Guides, p.Sections = p.Path.Steps, 85, p.Backlinks, []*site.Card{card(20), card(21)}
	paragraph := "<p>Un contrat d’infogérance dit qui fait quoi, dans quels délais et à quel prix. Il dit aussi comment on en sort.</p>\n"
	return page{p, template.HTML(strings.Repeat(paragraph, 12<<10/len(paragraph))), headings}
}
