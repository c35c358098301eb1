package diag

// Links and reading order.
const (
	// A link to a guide or a file that is not there. Names are compared letter
	// by letter, upper and lower case included, since most servers do.
	//
	// Example: [contracts](contract.md) where the file is contracts.md
	//
	// Remedy: correct the name; the message suggests the nearest.
	LinkMissing Code = "link-missing"

	// A link without any text, which no reader can see or follow.
	//
	// Example: [](budgets.md)
	//
	// Remedy: put a few words between the brackets, [the costs](budgets.md)
	LinkText Code = "link-text"

	// What looks like a link is not written as one, so readers would see its
	// brackets.
	//
	// Example: [prices](my prices.md)
	//
	// Remedy: put an address that holds a space between < and >,
	// [prices](<my prices.md>); put no space before the parenthesis or within
	// fact:id, and close it; put a backslash before the bracket of what is text.
	LinkSyntax Code = "link-syntax"

	// A link to a heading that is not in the guide it points to, or to an entry
	// that the page does not list.
	//
	// Example: [prices](budgets.md#prics)
	//
	// Remedy: correct the part after #; the message suggests the nearest.
	LinkAnchor Code = "link-anchor"

	// A link that leaves content/.
	//
	// Example: [x](../../etc/passwd)
	//
	// Remedy: copy the file beside the guide, or link to an https address.
	LinkOutside Code = "link-outside"

	// A link to the address of a page instead of its file, to a folder, or with a
	// query (?x=y), which files do not have. Such a link is not checked and breaks
	// in other Markdown viewers.
	//
	// Example: [budgets](/budgets/)
	//
	// Remedy: link to the file, [budgets](budgets.md)
	LinkAddress Code = "link-address"

	// A link to a guide that is not published: it is a draft, or its date is
	// still to come.
	//
	// Remedy: publish it, or take the link out until then.
	LinkUnpublished Code = "link-unpublished"

	// An image that is empty, broken, not of the kind its name says, or
	// enormous.
	//
	// Remedy: export it again.
	Image Code = "image"

	// An SVG image with scripts, event handlers or links to other places: it
	// could act when opened by itself.
	//
	// Remedy: export it as plain SVG.
	ImageUnsafe Code = "image-unsafe"

	// An image without a description for those who cannot see it.
	//
	// Example: ![](schema.png)
	//
	// Remedy: say in a few words what it shows, ![Contract life cycle](schema.png)
	ImageAlt Code = "image-alt"

	// An image on another site: that site would learn who reads the page, and could
	// change the image or take it away.
	//
	// Example: ![Contract life cycle](https://example.org/schema.png)
	//
	// Remedy: save the image beside the guide and name the file,
	// ![Contract life cycle](schema.png)
	ImageRemote Code = "image-remote"

	// A guide named in steps or requires does not exist.
	//
	// Remedy: correct the key: the path of the file without .md.
	GuideUnknown Code = "guide-unknown"

	// A guide stands twice in one path.
	//
	// Remedy: remove one of the two.
	StepTwice Code = "step-twice"

	// A path puts a guide before one that it requires.
	//
	// Remedy: move the prerequisite up, or drop it from requires.
	StepOrder Code = "step-order"

	// A path names a guide that is not published yet: the step is left out until
	// then.
	//
	// Remedy: none needed; it is there so that nothing surprises you.
	StepUnpublished Code = "step-unpublished"

	// Guides require one another in a circle, so none can be read first.
	//
	// Remedy: remove one of the requires of the circle.
	RequiresCycle Code = "requires-cycle"

	// A guide is in no path though its section has one, so readers who follow it
	// would never meet the guide. A warning as long as it is a draft.
	//
	// Remedy: add it to steps, or set standalone: true.
	PathNone Code = "path-none"

	// Two pages have layout: search. The index that browsers search belongs to one.
	//
	// Remedy: remove one of them, or its layout.
	SearchTwice Code = "search-twice"

	// Two pages, redirects or attachments would be published at one address.
	//
	// Example: a.md and a/index.md
	//
	// Remedy: rename one of them, or give it another slug.
	URLCollision Code = "url-collision"

	// An address that cannot be made or is reserved: a name without any letter
	// or digit, a slug with a slash, a page named assets, an alias that is not an
	// address on this site.
	//
	// Remedy: set slug: to a plain word, or rename the file.
	URLInvalid Code = "url-invalid"

	// An author id that content/site.yaml does not list.
	//
	// Remedy: add it under authors, or correct it.
	AuthorUnknown Code = "author-unknown"

	// The site has a legal notice, a page with layout: legal, and content/site.yaml
	// does not say all of who publishes it. Like every warning it fails a strict
	// build: such a site is not ready to be published.
	//
	// Example: a page with layout: legal, and site.yaml without a publisher
	//
	// Remedy: fill in publisher: {name: …, address: …, phone: …, email: …,
	// director: …, host: …} with what is true, never with something made up.
	PublisherIncomplete Code = "publisher-incomplete"

	// A page with layout: accessibility states how far the site conforms to a
	// standard, and there is no content/audit.yaml to compute that from. The page
	// says so.
	//
	// Remedy: keep what was checked in content/audit.yaml; the README has its keys.
	AuditMissing Code = "audit-missing"
)

// Facts, sources and terms.
const (
	// An id of a register that cannot be one, or that stands twice. Ids are made
	// of lower-case letters a to z and digits, words joined by hyphens.
	//
	// Example: Coût_sortie: {label: …}
	//
	// Remedy: write cout-sortie; give each entry an id of its own.
	RegisterID Code = "register-id"

	// A fact, a source or a term that nothing uses.
	//
	// Remedy: use it in a guide, or remove it.
	RegisterUnused Code = "register-unused"

	// A fact that the register does not have, in a guide, in contradicts or in a
	// formula.
	//
	// Example: [4 to 7 months](fact:exit-cots)
	//
	// Remedy: correct the id, or add the fact to content/facts.yaml.
	FactUnknown Code = "fact-unknown"

	// A value that cannot be: min above max, a text with a unit, a fact that
	// contradicts itself.
	//
	// Example: value: {min: 7, max: 4}
	//
	// Remedy: as the message says.
	FactValue Code = "fact-value"

	// A unit that cannot be read, or a formula whose result is in another unit than
	// its fact.
	//
	// Example: unit: EUR//month
	//
	// Remedy: write factors with / and * between them, EUR/seat/month; the message
	// says what unit the formula gives.
	FactUnit Code = "fact-unit"

	// A formula that cannot be read or computed: a sign too many, units that do not
	// fit (months added to euros), a division by zero, facts that are computed from
	// one another in a circle.
	//
	// Example: formula: "price + duration", in EUR and in months
	//
	// Remedy: correct it at the column named; one unit is turned into another by
	// a factor such as 12 [month/year].
	FactFormula Code = "fact-formula"

	// A computed fact that has a value of its own, and its formula gives another.
	//
	// Remedy: write the value that the message gives, or leave value out.
	FactStale Code = "fact-stale"

	// A fact of kind field, public or market without a source.
	//
	// Remedy: add sources: [ID]; what the site itself assumes is kind: hypothesis.
	FactSource Code = "fact-source"

	// The text of a guide gives other numbers than the register does.
	//
	// Example: [4 to 8 months](fact:exit-cost) where the register says 4 to 7
	//
	// Remedy: write the register's numbers, in figures or in words, or leave the
	// text empty: [](fact:exit-cost). One end of a range alone says which it is:
	// [up to 7 months](fact:exit-cost)
	FactText Code = "fact-text"

	// A figure with a unit that stands in the text, in digits, and is no fact, so
	// nobody can tell where it comes from; or a comment <!-- unsourced --> that
	// stands behind none. Checked where site.yaml says facts: {required: true}.
	// Titles and descriptions cannot hold facts: they may say what a fact says
	// that the text shows.
	//
	// Example: It takes 4 months.
	//
	// Remedy: register it, [4 months](fact:…); a comment <!-- unsourced --> right
	// behind one figure silences this.
	NumberUnsourced Code = "number-unsourced"

	// A source that the register does not have.
	//
	// Example: [@ansi]
	//
	// Remedy: correct the id, or add the source to content/sources.yaml.
	SourceUnknown Code = "source-unknown"

	// A citation that cannot be read, or would stay text.
	//
	// Example: [@anssi p. 12], [see @anssi]
	//
	// Remedy: write [@anssi], [@anssi, p. 12] or [@anssi; @afnor]; put a backslash
	// before the bracket of what is text.
	Citation Code = "citation"

	// A term that the glossary does not have.
	//
	// Example: explains: [revresibility]
	//
	// Remedy: correct the id, or add the term to content/glossary.yaml.
	TermUnknown Code = "term-unknown"

	// One spelling that two terms have, so nobody can tell which is meant.
	//
	// Remedy: take it out of the forms of one of them.
	TermTwice Code = "term-twice"

	// A step of a path uses a term that a later step explains.
	//
	// Remedy: use another word, explain the term in the earlier guide (explains),
	// or change the order of the steps.
	TermEarly Code = "term-early"

	// An acronym that neither the glossary nor any guide explains. Not checked
	// where there is no glossary, or where site.yaml says glossary: {acronyms:
	// false}.
	//
	// Example: The SIRH is included.
	//
	// Remedy: add it to content/glossary.yaml, or write what it means and the
	// acronym in parentheses behind; names that need no explanation go into
	// site.yaml, glossary: {known: [ISO, IBM]}.
	AcronymUnknown Code = "acronym-unknown"

	// A fact whose review_by, or a guide whose verified and review_every say that
	// it was to be looked at again. An error when that is twice overdue: for a
	// guide after two periods, for a fact as long after review_by as that is after
	// as_of, or after a year.
	//
	// Remedy: check it, correct what changed, and set the new day.
	ReviewDue Code = "review-due"
)

// Aids: calculators and scoring grids.
const (
	// A block "calculator" or "scoring" stands within a list, a quotation or a
	// footnote, where the lines of its YAML do not begin at the margin.
	//
	// Remedy: move it out.
	AidPlace Code = "aid-place"

	// The id of an aid, an input or an output cannot be one, or is there already;
	// or two criteria of a grid have one label.
	//
	// Example: id: Forfait mensuel
	//
	// Remedy: write lower-case words joined by hyphens, each id once.
	AidID Code = "aid-id"

	// The formula of a calculator's output cannot be read or computed, or what it
	// gives is not in the unit of the output.
	//
	// Example: formula: "monthly-fee * 12" with monthly-fee in EUR/month and the
	// output in EUR/year
	//
	// Remedy: correct the formula at the place named, or the unit; a number gets
	// its unit in brackets: 12 [months/year].
	AidFormula Code = "aid-formula"

	// The default of a calculator's input is a fact that is no single number, is in
	// another unit, or lies outside min and max.
	//
	// Example: default: exit-cost, a fact from 4 to 7 months
	//
	// Remedy: write a number, or use the fact in the formula.
	AidDefault Code = "aid-default"
)

// Layouts.
const (
	// A layout that cannot be parsed, or is empty.
	//
	// Example: {{if .Draft}} without {{end}}
	//
	// Remedy: correct the line named.
	LayoutSyntax Code = "layout-syntax"

	// A layout that reads something a page does not have, or calls a function
	// wrongly or one that does not exist.
	//
	// Example: {{.Titel}}
	//
	// Remedy: correct the name; the README says where to find what a page has.
	LayoutField Code = "layout-field"

	// A layout of guides that never shows their text.
	//
	// Example: layouts/guide.html without {{.Body}}
	//
	// Remedy: put {{.Body}} where the text goes.
	LayoutBody Code = "layout-body"

	// A layout that failed while it made a page.
	//
	// Remedy: correct the line named.
	LayoutExec Code = "layout-exec"

	// A layout of more than 256 KiB, that made more than 16 MiB, or calls itself
	// without end.
	//
	// Remedy: end the recursion, or make less.
	LayoutLimit Code = "layout-limit"

	// An interface text that is missing, or a file of them that cannot be read.
	//
	// Example: {{t "nxt"}}
	//
	// Remedy: add the text to layouts/i18n, or correct the key.
	LayoutText Code = "layout-text"

	// A static file that a layout names is not in static/.
	//
	// Example: {{asset "syle.css"}}
	//
	// Remedy: correct the name, or add the file.
	LayoutAsset Code = "layout-asset"

	// A layout that a page asks for, or a partial that a layout calls, does not
	// exist; or a guide asks for a layout of pages that Balise makes itself (404,
	// redirect, topic), which shows no text.
	//
	// Example: layout: guied
	//
	// Remedy: correct the name, or add the file to layouts/.
	LayoutMissing Code = "layout-missing"
)
