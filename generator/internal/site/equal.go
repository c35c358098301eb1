package site

import "slices"

// Equal tells whether two pages give the same output under the same layout. The
// texts of a guide are compared by identity: package guide hands back the same
// guide for the same file.
func (p *Page) Equal(o *Page) bool {
	return p.Site == o.Site && p.guide == o.guide &&
		p.Layout == o.Layout && p.Key == o.Key && p.URL == o.URL && p.Root == o.Root && p.Lang == o.Lang &&
		p.Title == o.Title && p.NavTitle == o.NavTitle && p.Description == o.Description &&
		p.Summary == o.Summary && p.SummaryText == o.SummaryText && p.Canonical == o.Canonical &&
		p.Published == o.Published && p.Updated == o.Updated && p.Verified == o.Verified &&
		p.Minutes == o.Minutes && p.Draft == o.Draft && p.Scheduled == o.Scheduled &&
		p.MoreBacklinks == o.MoreBacklinks && p.StepsMinutes == o.StepsMinutes && p.Target == o.Target && p.out == o.out &&
		slices.Equal(p.Authors, o.Authors) && slices.Equal(p.Tags, o.Tags) && slices.Equal(p.Trail, o.Trail) &&
		equalCards(p.Requires, o.Requires) && equalCards(p.Backlinks, o.Backlinks) &&
		equalSteps(p.Steps, o.Steps) && equalCards(p.Guides, o.Guides) && equalCards(p.Sections, o.Sections) &&
		equalTargets(p.targets, o.targets) && equalAudits(p.Audit, o.Audit) && p.Nav.equal(&o.Nav) && p.equalNotes(o) &&
		equalPath(p.Path, o.Path) && slices.EqualFunc(p.Others, o.Others, func(a, b Position) bool { return equalPath(&a, &b) })
}

// equalNotes compares what the pages say of facts, terms and sources. Notes that
// say the same are one and the same.
func (p *Page) equalNotes(o *Page) bool {
	return equalWords(p.words, o.words) && slices.Equal(p.aids, o.aids) && slices.Equal(p.Facts, o.Facts) && slices.Equal(p.Terms, o.Terms) && slices.Equal(p.Sources, o.Sources) &&
		slices.Equal(p.numbers, o.numbers) &&
		slices.EqualFunc(p.FactEntries, o.FactEntries, func(a, b *FactEntry) bool { return a.FactNote == b.FactNote && a.equal(&b.Listing) }) &&
		slices.EqualFunc(p.TermEntries, o.TermEntries, func(a, b *TermEntry) bool { return a.TermNote == b.TermNote && a.equal(&b.Listing) }) &&
		slices.EqualFunc(p.SourceEntries, o.SourceEntries, func(a, b *SourceEntry) bool { return a.SourceNote == b.SourceNote && a.equal(&b.Listing) })
}

func equalWords(a, b *AidWords) bool {
	return a == b || a != nil && b != nil && *a == *b
}

func (l *Listing) equal(o *Listing) bool {
	return l.Letter == o.Letter && l.More == o.More && equalCards(l.Uses, o.Uses)
}

// equalTargets compares targets, and notices when they are shared.
func equalTargets(a, b []Target) bool {
	if len(a) == len(b) && len(a) > 0 && &a[0] == &b[0] {
		return true
	}
	return slices.Equal(a, b)
}

func (n *Nav) equal(o *Nav) bool {
	return n.Section == o.Section && n.More == o.More && slices.Equal(n.Items, o.Items)
}

func equalPath(a, b *Position) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Path == b.Path && a.Number == b.Number && a.Of == b.Of &&
		equalStep(a.Previous, b.Previous) && equalStep(a.Next, b.Next) && equalSteps(a.Steps, b.Steps)
}

func equalStep(a, b *Step) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Number == b.Number && a.Why == b.Why && a.Current == b.Current && equalCard(a.Card, b.Card)
}

func equalSteps(a, b []Step) bool {
	return slices.EqualFunc(a, b, func(a, b Step) bool { return equalStep(&a, &b) })
}

// equalCard compares what cards say; mostly they are one and the same.
func equalCard(a, b *Card) bool {
	return a == b || a != nil && b != nil && *a == *b
}

func equalCards(a, b []*Card) bool { return slices.EqualFunc(a, b, equalCard) }
