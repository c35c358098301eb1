package site

import (
	"fmt"
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/guide"
	"balise/generator/internal/register"
)

// registers checks what guides and registers say of one another.
func (c *checker) registers() {
	c.explained()
	c.absent()
	c.listings()
	c.reviews()
	if c.knowsTexts() {
		c.unused()
		c.early()
		c.acronyms()
	}
}

// mentions reports mentions of entries that there are not, texts that disagree
// with their facts, and figures that are no facts. It tells whether there are
// any.
func (c *checker) mentions(e *Entry) bool {
	g, before, suspect := c.guide(e), len(c.problems), false
	for i := range g.Mentions {
		m := &g.Mentions[i]
		switch {
		case m.Found:
		case !c.in.Registers.Has(m.Kind, m.ID):
			if suspect = true; !m.Unsure {
				c.lacks(m.Kind, m.ID, m.Near, func(d diag.Diagnostic) diag.Diagnostic { return c.linesOf(g).At(int(m.From), int(m.To), d) })
			}
		case m.Kind == guide.FactMention:
			c.factText(e, g, m)
		}
	}
	if c.in.Config.FactsRequired {
		for i := range g.Figures {
			c.figure(g, &g.Figures[i])
		}
	}
	return suspect || len(c.problems) > before
}

// figure warns of a figure that is no fact. Where no fact can stand, as in a title, it
// may say what a fact of the text says.
func (c *checker) figure(g *guide.Guide, f *guide.Figure) {
	fix := fmt.Sprintf("write [%s](fact:…), or put <!-- unsourced --> right behind it", f.Text)
	if f.Plain {
		if c.repeatsFact(g, f) {
			return
		}
		fix = "say in the text the same as a fact, leave the figure out here, or put <!-- unsourced --> right behind it"
	}
	c.problems = append(c.problems, c.linesOf(g).At(int(f.From), int(f.To), diag.Diagnostic{
		Severity: diag.Warning, Code: diag.NumberUnsourced, Message: fmt.Sprintf("%q is no fact of the register", f.Text), Fix: fix,
	}))
}

// repeatsFact tells whether a figure says what a fact says that the guide shows.
func (c *checker) repeatsFact(g *guide.Guide, f *guide.Figure) bool {
	lang := c.langOf(g)
	return slices.ContainsFunc(g.Mentions, func(m guide.Mention) bool {
		fact := c.in.Registers.Fact(m.ID)
		if m.Kind != guide.FactMention || fact == nil || !fact.Value.Known {
			return false
		}
		j := judge{fact: fact, values: factValues(fact, lang)}
		return j.agrees(f.Text, f.Numbers, lang)
	})
}

// lacks reports that a register does not have an id, at a place; near is the id that was
// likely meant, where that is known.
func (c *checker) lacks(s register.Shelf, id, near string, at func(diag.Diagnostic) diag.Diagnostic) {
	r := c.in.Registers
	switch {
	case r.IsCut(s):
		return
	case r.IsAbsent(s):
		c.want(s, id, at)
		return
	}
	guess := near == ""
	if guess {
		c.guesses++
	}
	d := r.NoEntry(s, id, guess && c.guesses <= maxGuesses)
	if !guess {
		d.Fix = fmt.Sprintf("did you mean %q?", near)
	}
	c.problems = append(c.problems, at(d))
}

// inRegister reports a problem in the file of a register.
func (c *checker) inRegister(at diag.Place, d diag.Diagnostic) {
	c.problems = append(c.problems, c.in.Registers.Report(at, d))
}

// unused warns of entries that nothing uses.
func (c *checker) unused() {
	used := c.usedEntries()
	warn := func(kind guide.MentionKind, id string, at diag.Place) {
		if !used[entryKey{kind, id}] && c.knowsUses(kind) {
			c.inRegister(at, diag.Diagnostic{
				Severity: diag.Warning, Code: diag.RegisterUnused, Message: fmt.Sprintf("nothing uses the %s %q", kind, id), Fix: "use it, or remove it",
			})
		}
	}
	for _, f := range c.in.Registers.Facts {
		warn(guide.FactMention, f.ID, f.At)
	}
	for _, s := range c.in.Registers.Sources {
		warn(guide.SourceMention, s.ID, s.At)
	}
	for _, t := range c.in.Registers.Terms {
		warn(guide.TermMention, t.ID, t.At)
	}
}

// entryKey names an entry of a register.
type entryKey struct {
	kind guide.MentionKind
	id   string
}

// usedEntries returns the entries that a guide mentions, published or not, and
// those that others refer to.
func (c *checker) usedEntries() map[entryKey]bool {
	used := map[entryKey]bool{}
	for _, e := range c.entries {
		g := c.guide(e)
		for i := range g.Mentions {
			used[entryKey{g.Mentions[i].Kind, g.Mentions[i].ID}] = true
		}
		for _, n := range e.head.Front.Explains {
			used[entryKey{guide.TermMention, n.Text}] = true
		}
	}
	r := c.in.Registers
	for _, f := range r.Facts {
		for _, id := range f.Inputs {
			used[entryKey{guide.FactMention, id}] = true
		}
		for _, other := range r.Opposed(f.ID) {
			if used[entryKey{guide.FactMention, f.ID}] {
				used[entryKey{guide.FactMention, other.ID}] = true
			}
		}
		useSources(used, f.Sources)
	}
	for _, t := range r.Terms {
		for _, see := range t.See {
			used[entryKey{guide.TermMention, see.ID}] = true
		}
		useSources(used, t.Sources)
	}
	return used
}

func useSources(used map[entryKey]bool, cited []register.Citation) {
	for _, s := range cited {
		used[entryKey{guide.SourceMention, s.ID}] = true
	}
}

// explained reports terms that a guide says it explains, and guides that a term
// says explain it, that there are not.
func (c *checker) explained() {
	for _, e := range c.entries {
		for _, n := range e.head.Front.Explains {
			if c.in.Registers.Term(n.Text) == nil {
				c.lacks(register.Terms, n.Text, "", func(d diag.Diagnostic) diag.Diagnostic { return c.linesOf(c.guide(e)).Excerpt(n.At, d) })
			}
		}
	}
	for _, t := range c.in.Registers.Terms {
		key := t.ExplainedIn.ID
		if key == "" || c.byKey[key] != nil || !c.knowsGuide(key) {
			continue
		}
		fix := "write the key of a guide: the path of its file below content/, without .md"
		if near := c.nearestKeyOf(key, ""); near != "" {
			fix = fmt.Sprintf("did you mean %q?", near)
		}
		c.inRegister(t.ExplainedIn.At, diag.Diagnostic{Code: diag.GuideUnknown, Message: fmt.Sprintf("no guide %q", key), Fix: fix})
	}
}

// listings reports headings of pages that list a register whose id is that of an
// entry there.
func (c *checker) listings() {
	for _, e := range c.entries {
		if !guide.IsListing(e.Layout) {
			continue
		}
		for _, h := range c.guide(e).Headings {
			if c.lists(e, h.ID) {
				c.at(e, e.head.Front.LayoutAt, diag.Diagnostic{
					Code: diag.HeadingID, Message: fmt.Sprintf("the id %q is already taken: by the heading %q of this page and by an entry that it lists", h.ID, h.Text),
					Fix: fmt.Sprintf("give the heading another, for example %s %s {#about-%s}", strings.Repeat("#", h.Level), h.Text, h.ID),
				})
			}
		}
	}
}

// early warns, for each path that somebody wrote down, of terms that a step uses
// before the step that explains them.
func (c *checker) early() {
	for _, p := range c.paths {
		explained := c.explainedAt(p)
		if len(explained) == 0 {
			continue
		}
		for i, step := range p.Steps {
			g, seen := c.guide(step.Entry), map[string]bool{}
			for k := range g.Mentions {
				m := &g.Mentions[k]
				at, ok := explained[m.ID]
				if m.Kind != guide.TermMention || !ok || at <= i || seen[m.ID] {
					continue
				}
				seen[m.ID] = true
				key := p.Steps[at].head.Key
				c.problems = append(c.problems, c.linesOf(g).At(int(m.From), int(m.To), diag.Diagnostic{
					Severity: diag.Warning, Code: diag.TermEarly,
					Message: fmt.Sprintf("%q is used here, in step %d of %q, but explained in %q, step %d", m.Text, i+1, p.Entry.head.Key, key, at+1),
					Fix:     "use another word, explain the term here (explains), or change the order",
				}))
			}
		}
	}
}

// explainedAt returns the first step of a path that explains a term, by the id of
// the term.
func (c *checker) explainedAt(p *Path) map[string]int {
	steps := make(map[string]int, len(p.Steps))
	for i, step := range p.Steps {
		steps[step.head.Key] = i
	}
	explained := map[string]int{}
	add := func(term string, step int) {
		if first, ok := explained[term]; !ok || step < first {
			explained[term] = step
		}
	}
	for i, step := range p.Steps {
		for _, n := range step.head.Front.Explains {
			add(n.Text, i)
		}
	}
	for _, t := range c.in.Registers.Terms {
		if i, ok := steps[t.ExplainedIn.ID]; ok {
			add(t.ID, i)
		}
	}
	return explained
}

// acronyms warns of acronyms that neither the glossary nor any guide explains,
// where readers meet them first.
func (c *checker) acronyms() {
	if !c.knowsConfig() || c.in.Registers.IsCut(register.Terms) {
		return
	}
	defined, uses := map[string]bool{}, map[string]int{}
	for _, word := range c.in.Config.Known {
		defined[word] = true
	}
	for _, e := range c.entries {
		for _, a := range c.guide(e).Acronyms {
			uses[a.Text]++
			defined[a.Text] = defined[a.Text] || a.Defined
		}
	}
	for _, e := range c.order {
		for _, a := range c.guide(e).Acronyms {
			if defined[a.Text] {
				continue
			}
			defined[a.Text] = true
			message := fmt.Sprintf("nobody says what %s means", a.Text)
			if n := uses[a.Text]; n > 1 {
				message += fmt.Sprintf("; %d guides use it", n)
			}
			c.problems = append(c.problems, c.linesOf(c.guide(e)).At(int(a.From), int(a.To), diag.Diagnostic{
				Severity: diag.Warning, Code: diag.AcronymUnknown, Message: message,
				Fix: fmt.Sprintf("add it to content/glossary.yaml (term, or abbr: %s), or write what it means and (%s) behind", a.Text, a.Text),
			}))
		}
	}
}
