package floor

// navigation is a section's list of guides as HTML, made once. Its links are those of a page in the section.
type navigation struct {
	html  buffer
	marks []int // where guide i's link takes its attributes
}

// newNavigation makes the navigation of a section.
func newNavigation(sec *section) navigation {
	n := navigation{marks: make([]int, len(sec.guides))}
	n.html.add(`<nav aria-label="Section"><p><a href="../">`, sec.index.title, "</a></p>\n<ul>\n")
	for i := range sec.guides {
		g := &sec.guides[i]
		n.html.add("<li><a")
		n.marks[i] = len(n.html)
		n.html.add(` href="../`, g.slug, `/">`, g.title, "</a></li>\n")
	}
	n.html.add("</ul></nav>\n")
	return n
}

// appendMarked appends the navigation with guide i as the current one.
func (n *navigation) appendMarked(b *buffer, i int) {
	*b = append(*b, n.html[:n.marks[i]]...)
	b.add(` aria-current="page"`)
	*b = append(*b, n.html[n.marks[i]:]...)
}

// appendHead appends everything before the page's own frame.
func (s *site) appendHead(b *buffer, p *page, path string) {
	b.add("<!doctype html>\n<html lang=\"fr\">\n<head>\n<meta charset=\"utf-8\">\n",
		"<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>", p.title, " · ", s.title,
		"</title>\n<meta name=\"description\" content=\"", p.description, "\">\n<link rel=\"canonical\" href=\"", s.baseURL,
		path, "\">\n<meta property=\"og:title\" content=\"", p.title, "\">\n<link rel=\"stylesheet\" href=\"", p.up,
		"style.css\">\n</head>\n<body>\n<header><a href=\"", p.up, "\">", s.title, "</a></header>\n")
}

// appendFoot appends everything after it.
func (s *site) appendFoot(b *buffer) {
	b.add("<footer><p>", s.title, "</p></footer>\n</body>\n</html>\n")
}

// appendGuide appends the whole page of guide i of a section.
func (s *site) appendGuide(b *buffer, sec *section, nav *navigation, i int) {
	p := &sec.guides[i]
	s.appendHead(b, p, sec.folder+"/"+p.slug+"/")
	nav.appendMarked(b, i)
	b.add("<main>\n<nav aria-label=\"Fil d'Ariane\"><ol><li><a href=\"", p.up, "\">", s.title, "</a></li><li><a href=\"../\">",
		sec.index.title, "</a></li><li aria-current=\"page\">", p.title, "</li></ol></nav>\n<article>\n<h1>", p.title,
		"</h1>\n<p><time datetime=\"", p.published, "\">", p.published, "</time></p>\n<p class=\"summary\">", p.summary,
		"</p>\n<nav aria-label=\"Sommaire\"><ul>\n")
	*b = append(*b, p.toc...)
	b.add("</ul></nav>\n")
	*b = append(*b, p.body...)
	b.add("</article>\n<ul class=\"tags\">")
	for _, tag := range p.tags {
		b.add("<li>", tag, "</li>")
	}
	b.add("</ul>\n<nav aria-label=\"Suite\">")
	if i > 0 {
		b.add(`<a rel="prev" href="../`, sec.guides[i-1].slug, `/">`, sec.guides[i-1].title, "</a>")
	}
	if i+1 < len(sec.guides) {
		b.add(`<a rel="next" href="../`, sec.guides[i+1].slug, `/">`, sec.guides[i+1].title, "</a>")
	}
	b.add("</nav>\n</main>\n")
	s.appendFoot(b)
}

// appendSection appends the page of a section.
func (s *site) appendSection(b *buffer, sec *section) {
	s.appendHead(b, &sec.index, sec.folder+"/")
	b.add("<main>\n<h1>", sec.index.title, "</h1>\n")
	*b = append(*b, sec.index.body...)
	b.add("<ul>\n")
	for i := range sec.guides {
		g := &sec.guides[i]
		b.add(`<li><a href="`, g.slug, `/">`, g.title, "</a> ", g.description, "</li>\n")
	}
	b.add("</ul>\n</main>\n")
	s.appendFoot(b)
}

// appendHome appends the home page.
func (s *site) appendHome(b *buffer) {
	s.appendHead(b, &s.home, "")
	b.add("<main>\n<h1>", s.title, "</h1>\n")
	*b = append(*b, s.home.body...)
	b.add("<ul>\n")
	for i := range s.sections {
		sec := &s.sections[i]
		b.add(`<li><a href="`, sec.folder, `/">`, sec.index.title, "</a></li>\n")
	}
	b.add("</ul>\n</main>\n")
	s.appendFoot(b)
}
