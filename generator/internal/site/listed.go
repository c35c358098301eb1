package site

import (
	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/register"
	"balise/generator/internal/typo"
)

// ListedUse is a place where a guide uses an entry of a register.
type ListedUse struct {
	Guide string `json:"guide"` // its key
	File  string `json:"file"`
	Line  int    `json:"line"`
	Col   int    `json:"col"`

	Through string `json:"through,omitempty"` // the computed fact that is shown, where it is not the fact itself
}

// ListedFact is a fact as `balise list facts` shows it.
type ListedFact struct {
	ID         string      `json:"id"`
	Label      string      `json:"label"`
	Value      string      `json:"value"` // as the site's language writes it
	Unit       string      `json:"unit,omitempty"`
	Kind       string      `json:"kind"`
	Sources    []string    `json:"sources"`
	AsOf       string      `json:"as_of,omitempty"`
	ReviewBy   string      `json:"review_by,omitempty"`
	Population string      `json:"population,omitempty"`
	Note       string      `json:"note,omitempty"`
	Formula    string      `json:"formula,omitempty"`
	Inputs     []string    `json:"inputs,omitempty"`
	Against    []string    `json:"contradicts,omitempty"`
	File       string      `json:"file"`
	Line       int         `json:"line"`
	Uses       []ListedUse `json:"uses"`
}

// ListedSource is a source as `balise list sources` shows it.
type ListedSource struct {
	ID        string      `json:"id"`
	Title     string      `json:"title"`
	Publisher string      `json:"publisher,omitempty"`
	Authors   []string    `json:"authors,omitempty"`
	Year      string      `json:"year,omitempty"`
	URL       string      `json:"url,omitempty"`
	Read      bool        `json:"read"`
	Facts     []string    `json:"facts"` // that rest on it
	Terms     []string    `json:"terms"` // whose definitions do
	File      string      `json:"file"`
	Line      int         `json:"line"`
	Uses      []ListedUse `json:"uses"`
}

// ListedTerm is a term as `balise list terms` shows it.
type ListedTerm struct {
	ID          string      `json:"id"`
	Term        string      `json:"term"`
	Abbr        string      `json:"abbr,omitempty"`
	Forms       []string    `json:"forms,omitempty"`
	ExplainedIn string      `json:"explained_in,omitempty"`
	File        string      `json:"file"`
	Line        int         `json:"line"`
	Uses        []ListedUse `json:"uses"`
}

// ListedDue is what is to be looked at again as `balise list due` shows it.
type ListedDue struct {
	What string   `json:"what"` // "fact" or "guide"
	ID   string   `json:"id"`
	Name string   `json:"name"`
	On   string   `json:"on"`   // the day by which it was to be reviewed
	Last string   `json:"last"` // from this day on it is an error
	File string   `json:"file"`
	Line int      `json:"line"`
	Uses []string `json:"uses"` // keys of the guides that show it
}

// ListFacts returns all facts by id.
func (s *Site) ListFacts() []ListedFact {
	list, uses, n := []ListedFact{}, s.places(guide.FactMention), noter{Site: s, numbers: s.in.Speeches[s.spoken(s.in.Config.Lang)].Numbers, setter: typo.New("")}
	for _, f := range s.in.Registers.Facts {
		l := ListedFact{
			ID: f.ID, Label: f.Label, Value: typed(n.value(f)), Unit: f.Unit.String(), Kind: string(f.Kind), Sources: citedIDs(f.Sources), AsOf: f.AsOf,
			ReviewBy: f.ReviewBy, Population: f.Population, Note: f.Note, Inputs: f.Inputs, File: f.At.File, Line: f.At.Line, Uses: orEmpty(uses[f.ID]),
		}
		if f.Formula != nil {
			l.Formula = f.Formula.String()
		}
		for _, other := range s.in.Registers.Opposed(f.ID) {
			l.Against = append(l.Against, other.ID)
		}
		list = append(list, l)
	}
	return list
}

// ListSources returns all sources by id.
func (s *Site) ListSources() []ListedSource {
	list, uses := []ListedSource{}, s.places(guide.SourceMention)
	facts, terms := map[string][]string{}, map[string][]string{}
	for _, f := range s.in.Registers.Facts {
		for _, id := range citedIDs(f.Sources) {
			facts[id] = append(facts[id], f.ID)
		}
	}
	for _, t := range s.in.Registers.Terms {
		for _, id := range citedIDs(t.Sources) {
			terms[id] = append(terms[id], t.ID)
		}
	}
	for _, src := range s.in.Registers.Sources {
		list = append(list, ListedSource{
			ID: src.ID, Title: src.Title, Publisher: src.Publisher, Authors: src.Authors, Year: src.Year, URL: src.URL, Read: src.Read,
			Facts: orEmpty(facts[src.ID]), Terms: orEmpty(terms[src.ID]), File: src.At.File, Line: src.At.Line, Uses: orEmpty(uses[src.ID]),
		})
	}
	return list
}

// ListTerms returns all terms by id.
func (s *Site) ListTerms() []ListedTerm {
	list, uses := []ListedTerm{}, s.places(guide.TermMention)
	for _, t := range s.in.Registers.Terms {
		l := ListedTerm{ID: t.ID, Term: t.Term, Abbr: t.Abbr, Forms: t.Forms, ExplainedIn: t.ExplainedIn.ID, File: t.At.File, Line: t.At.Line, Uses: orEmpty(uses[t.ID])}
		if e := s.explainers[t.ID]; e != nil && l.ExplainedIn == "" {
			l.ExplainedIn = e.head.Key
		}
		list = append(list, l)
	}
	return list
}

// ListDue returns what is overdue on the day the site is made for, the oldest
// first.
func (s *Site) ListDue() []ListedDue {
	list := []ListedDue{}
	for _, d := range s.due() {
		list = append(list, ListedDue{What: d.what, ID: d.id, Name: d.name, On: d.on, Last: d.last, File: d.at.File, Line: d.at.Line, Uses: orEmpty(d.uses)})
	}
	return list
}

// places returns where guides mention the entries of a register, in reading
// order, by id.
func (s *Site) places(kind guide.MentionKind) map[string][]ListedUse {
	uses := map[string][]ListedUse{}
	for _, e := range s.order {
		g := s.guide(e)
		var lines *diag.Lines
		for i := range g.Mentions {
			m := &g.Mentions[i]
			if m.Kind != kind {
				continue
			}
			if lines == nil {
				lines = g.Lines()
			}
			at := lines.Place(int(m.From), int(m.To))
			use := ListedUse{Guide: g.Key, File: at.File, Line: at.Line, Col: at.Col}
			uses[m.ID] = append(uses[m.ID], use)
			if f := s.in.Registers.Fact(m.ID); kind == guide.FactMention && f != nil {
				use.Through = f.ID
				for _, input := range s.in.Registers.Behind(f) {
					uses[input.ID] = append(uses[input.ID], use)
				}
			}
		}
	}
	return uses
}

func citedIDs(cited []register.Citation) []string {
	ids := []string{}
	for _, c := range cited {
		ids = append(ids, c.ID)
	}
	return ids
}

// orEmpty returns a list that JSON does not write as null.
func orEmpty[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
