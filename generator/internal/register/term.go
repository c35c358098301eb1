package register

import (
	"fmt"
	"regexp"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
)

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
	t.Lang = language(m)
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

var languageTag = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

func language(m *meta.Mapping) string {
	lang := m.Text("lang", maxLine)
	if lang == "" || languageTag.MatchString(lang) {
		return lang
	}
	m.Report("lang", diag.Error, diag.ValueInvalid, fmt.Sprintf("lang %q is not a language tag", lang), "write for example lang: fr, lang: en or lang: pt-BR")
	return ""
}
