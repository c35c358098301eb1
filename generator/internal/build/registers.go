package build

import (
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/lexicon"
	"balise/generator/internal/quantity"
	"balise/generator/internal/register"
	"balise/generator/internal/site"
)

// spellings returns the spellings of the terms, and reports those that two terms
// have.
func spellings(r *register.Registers) (*lexicon.Lexicon, diag.List) {
	if len(r.Terms) == 0 {
		return nil, nil
	}
	entries := make([]lexicon.Entry, len(r.Terms))
	for i, t := range r.Terms {
		entries[i] = lexicon.Entry{ID: t.ID, Spellings: t.Spellings()}
	}
	terms, clashes := lexicon.New(entries)
	var problems diag.List
	for _, c := range clashes {
		first, second := r.Term(c.First), r.Term(c.Second)
		problems = append(problems, r.Report(second.At, diag.Diagnostic{
			Code: diag.TermTwice, Message: quoted(c.Spelling) + " is a spelling of " + quoted(c.First) + " too",
			Fix: "take it out of one of the two", Related: []diag.Related{{Place: first.At, Message: "the other term"}},
		}))
	}
	return terms, problems
}

func quoted(s string) string { return `"` + s + `"` }

// definitions renders the definitions of the terms.
func definitions(r *register.Registers, p *guide.Parser) (map[string]guide.Fragment, diag.List) {
	texts := make(map[string]guide.Fragment, len(r.Terms))
	var problems diag.List
	for _, t := range r.Terms {
		fragment, found := p.Fragment(t.Definition)
		texts[t.ID] = fragment
		for _, d := range found {
			problems = append(problems, r.Report(t.DefinitionAt, d))
		}
	}
	return texts, problems
}

// speeches returns how each language that there are texts in writes figures.
func (s *Snapshot) speeches() map[string]site.Speech {
	speeches := map[string]site.Speech{}
	for _, lang := range s.layouts.Languages() {
		text := func(key string) string { return s.layouts.Text(lang, key, "{0}", "{1}") }
		between := func(key string) string { return strings.TrimSuffix(strings.TrimPrefix(text(key), "{0}"), "{1}") }
		speeches[lang] = site.Speech{
			Numbers: quantity.Style{
				Lang: lang, Decimal: between("number_decimals"), Group: between("number_thousands"), Space: between("number_unit"),
				Range: text("range"), Per: text("per"), AndPer: text("and_per"), Percent: text("percent"),
				Money:   map[string]string{"EUR": text("money_eur"), "USD": text("money_usd"), "GBP": text("money_gbp"), "CHF": text("money_chf")},
				Million: text("million"), Billion: text("billion"),
			},
			Aids: aidWords(text),
		}
	}
	return speeches
}

// aidWords returns the texts of the aids in one language.
func aidWords(text func(key string) string) site.AidWords {
	return site.AidWords{
		Count:     text("aid_count"),
		Clear:     text("aid_clear"),
		Example:   text("aid_example"),
		Reset:     text("aid_reset"),
		Share:     text("aid_share"),
		Number:    text("aid_number"),
		Between:   text("aid_between"),
		AtLeast:   text("aid_at_least"),
		AtMost:    text("aid_at_most"),
		Least:     text("aid_min"),
		Most:      text("aid_max"),
		Round:     text("aid_round"),
		To:        text("aid_round_to"),
		Down:      text("aid_floor"),
		Up:        text("aid_ceil"),
		Criterion: text("aid_criterion"),
		Weight:    text("aid_weight"),
		Provider:  text("aid_provider"),
		Name:      text("aid_name"),
		Score:     text("aid_score"),
		Total:     text("aid_total"),
		Notes:     text("aid_notes"),
		Export:    text("aid_export"),
	}
}
