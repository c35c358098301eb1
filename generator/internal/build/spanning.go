package build

import (
	"bytes"
	"encoding/xml"
	"fmt"
	"sync"

	"balise/generator/internal/site"
)

// maxSitemap is how many addresses one sitemap may hold (sitemaps.org).
const maxSitemap = 50_000

// spanning returns the outputs that span the whole site: sitemap, robots.txt and
// feed. They are made only when somebody asks for them.
func (s *Snapshot) spanning() []*Output {
	base := s.Site.Info.BaseURL
	lazy := func(name string, make func() []byte) *Output {
		return newOutput(name, sync.OnceValues(func() ([]byte, error) { return make(), nil }))
	}
	all := []*Output{lazy("robots.txt", func() []byte { return robots(base) })}
	if base == "" {
		return all
	}
	entries := s.Site.Sitemap()
	parts := (len(entries) + maxSitemap - 1) / maxSitemap
	if parts <= 1 {
		all = append(all, lazy("sitemap.xml", func() []byte { return sitemap(base, entries) }))
	} else {
		all = append(all, lazy("sitemap.xml", func() []byte { return sitemapIndex(base, parts) }))
		for i := range parts {
			part := entries[i*maxSitemap : min(len(entries), (i+1)*maxSitemap)]
			all = append(all, lazy(sitemapPart(i), func() []byte { return sitemap(base, part) }))
		}
	}
	if s.Site.Info.Feed {
		all = append(all, lazy("feed.xml", func() []byte { return feed(s.Site, s.layouts.Text(s.config.Lang, "feed_title", s.Site.Info.Title)) }))
	}
	return all
}

func robots(base string) []byte {
	text := "User-agent: *\nAllow: /\n"
	if base != "" {
		text += "\nSitemap: " + base + "sitemap.xml\n"
	}
	return []byte(text)
}

func sitemapPart(i int) string { return fmt.Sprintf("sitemap-%d.xml", i+1) }

// sitemap writes the addresses of pages (sitemaps.org protocol 0.9).
func sitemap(base string, entries []site.SitemapEntry) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for _, e := range entries {
		b.WriteString("<url><loc>")
		escapeXML(&b, base+e.URL)
		b.WriteString("</loc>")
		if e.Date != "" {
			b.WriteString("<lastmod>" + e.Date + "</lastmod>")
		}
		b.WriteString("</url>\n")
	}
	b.WriteString("</urlset>\n")
	return b.Bytes()
}

func sitemapIndex(base string, parts int) []byte {
	var b bytes.Buffer
	b.WriteString(xml.Header + `<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">` + "\n")
	for i := range parts {
		b.WriteString("<sitemap><loc>")
		escapeXML(&b, base+sitemapPart(i))
		b.WriteString("</loc></sitemap>\n")
	}
	b.WriteString("</sitemapindex>\n")
	return b.Bytes()
}

func escapeXML(b *bytes.Buffer, s string) {
	written(xml.EscapeText(b, []byte(s)))
}

// written is for what cannot fail, since it writes to memory.
func written(err error) {
	if err != nil {
		panic("build: writing to memory failed: " + err.Error())
	}
}

// Atom, RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	Title   string      `xml:"title"`
	ID      string      `xml:"id"`
	Updated string      `xml:"updated"`
	Links   []atomLink  `xml:"link"`
	Author  *atomPerson `xml:"author,omitempty"`
	Entries []atomEntry `xml:"entry"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Href string `xml:"href,attr"`
}

type atomPerson struct {
	Name string `xml:"name"`
}

type atomEntry struct {
	Title     string       `xml:"title"`
	ID        string       `xml:"id"`
	Updated   string       `xml:"updated"`
	Published string       `xml:"published,omitempty"`
	Link      atomLink     `xml:"link"`
	Authors   []atomPerson `xml:"author"`
	Summary   string       `xml:"summary,omitempty"`
}

// feed writes the newest guides, by the dates their authors gave.
func feed(s *site.Site, title string) []byte {
	base := s.Info.BaseURL
	f := atomFeed{
		Lang: s.Info.Lang, Title: title, ID: base,
		Links:  []atomLink{{Rel: "self", Href: base + "feed.xml"}, {Rel: "alternate", Href: base}},
		Author: &atomPerson{Name: s.Info.Title},
	}
	if s.Info.Publisher.Name != "" {
		f.Author.Name = s.Info.Publisher.Name
	}
	for _, e := range s.Feed() {
		f.Updated = max(f.Updated, atomTime(e.Date))
		entry := atomEntry{
			Title: e.Title, ID: base + e.URL, Updated: atomTime(e.Date), Published: atomTime(e.Published),
			Link: atomLink{Rel: "alternate", Href: base + e.URL}, Summary: e.Summary,
		}
		for _, a := range e.Authors {
			entry.Authors = append(entry.Authors, atomPerson{Name: a})
		}
		f.Entries = append(f.Entries, entry)
	}
	data, err := xml.MarshalIndent(f, "", " ")
	written(err)
	return append([]byte(xml.Header), append(data, '\n')...)
}

// atomTime returns a day as a moment; Atom knows no days.
func atomTime(day string) string {
	if day == "" {
		return ""
	}
	return day + "T00:00:00Z"
}
