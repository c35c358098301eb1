package register

import "balise/generator/internal/diag"

// maxDefinition is how many characters a definition may have.
const maxDefinition = 1000

// Term is a word of the glossary.
type Term struct {
	ID, Term    string
	Forms       []string // inflected and synonymous forms
	Abbr        string
	Lang        string // when it is not the site's
	Definition  string // Markdown
	Sources     []Citation
	See         []Name
	ExplainedIn Name // key of a guide

	At, DefinitionAt diag.Place
}

// Spellings returns all ways in which the term is written.
func (t *Term) Spellings() []string {
	spellings := append([]string{t.Term}, t.Forms...)
	if t.Abbr != "" {
		spellings = append(spellings, t.Abbr)
	}
	return spellings
}

// term reads a term. It is the list of all keys.
func (r *reader) term(e entry) {
	t := &Term{ID: e.id, Term: e.id, At: e.at, DefinitionAt: e.at}
	r.terms[t.ID] = t
	r.Terms = append(r.Terms, t)
	m := e.m
	if m == nil {
		return
	}
	t.Term = text(m, "term", "disaster recovery plan")
	t.Forms = texts(m, "forms")
	t.Abbr = m.Text("abbr", maxLine)
	t.Lang = m.Language("lang")
	if m.Require("definition", `add a line such as definition: "What it means, in a sentence."`) {
		v, _ := m.Value("definition")
		t.Definition, _ = v.Markdown(maxDefinition)
		t.DefinitionAt = v.Place()
	}
	t.Sources = citations(m)
	t.See = names(m, "see")
	if key := m.Text("explained_in", maxLine); key != "" {
		t.ExplainedIn = Name{ID: key, At: m.ValuePlace("explained_in")}
	}
	m.Close()
}
