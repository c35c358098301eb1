package site

import (
	"bytes"
	"fmt"
	"net/url"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
	"balise/generator/internal/pattern"
	"balise/generator/internal/source"
	"balise/generator/internal/typo"
)

// ConfigFile is where a site's configuration is.
const ConfigFile = "content/site.yaml"

// Limits on the texts of the configuration, in characters.
const (
	maxTitle = 300
	maxText  = 1000
)

// Config is content/site.yaml. The zero value, with a language, is the
// configuration of a site that has none.
type Config struct {
	Title       string
	Description string
	BaseURL     string // absolute, with a final slash, or ""
	Lang        string
	LangAt      diag.Place // where the language stands
	Authors     map[string]Author
	Publisher   Publisher
	PublisherAt diag.Place // where the publisher stands, or the first line
	Contact     string     // an e-mail address or an https address, or ""

	Autolink      bool     // the first occurrence of each term is linked by itself
	Acronyms      bool     // acronyms that nobody explains are reported
	Known         []string // words of capitals that need no explanation
	FactsRequired bool     // a figure with a unit that is no fact is reported

	Cut bool // the file, or its authors, could not be read
}

// ReadConfig reads the configuration; file may be nil. It is the list of all
// keys there are.
func ReadConfig(file *source.File) (Config, diag.List) {
	start := diag.Place{File: ConfigFile, Line: 1, Col: 1}
	config := Config{Lang: "en", LangAt: start, PublisherAt: start, Autolink: true, Acronyms: true}
	if file == nil {
		return config, nil
	}
	text, problems, ok := source.Decode(file.Path, file.Text())
	if !ok {
		config.Cut = true
		return config, problems
	}
	if len(bytes.TrimSpace(text)) == 0 {
		config.Cut = true
		return config, append(problems, diag.Diagnostic{Place: start, Code: diag.GuideEmpty, Message: "the file holds nothing", Fix: "begin with title: …, the title of the site; or delete the file"})
	}
	m := meta.Parse(meta.Source{Lines: diag.NewLines(file.Path, text), Text: string(text)})
	config.Cut = len(m.Problems()) > 0 && len(m.Keys()) == 0
	config.Title = m.Prose("title", maxTitle)
	config.Description = m.Prose("description", maxTitle)
	config.BaseURL = readBaseURL(m)
	if lang := m.Language("language"); lang != "" {
		config.Lang, config.LangAt = lang, m.ValuePlace("language")
	}
	config.Authors = readAuthors(m)
	config.Cut = config.Cut || m.Has("authors") && config.Authors == nil
	if p := m.MappingLike("publisher", "{name: …}"); p != nil {
		config.Publisher = Publisher{
			Name: p.Text("name", maxTitle), Registration: p.Text("registration", maxText), Address: p.Text("address", maxText),
			Phone: p.Text("phone", maxTitle), Email: p.Text("email", maxTitle), Director: p.Text("director", maxTitle),
			Host: p.Text("host", maxText), URL: readURL(p, "url"),
		}
		config.PublisherAt = m.Place("publisher")
		if e := config.Publisher.Email; e != "" && !email().MatchString(e) {
			p.Report("email", diag.Error, diag.ValueInvalid, fmt.Sprintf("email %q is no e-mail address", e), emailFix("email", e))
		}
		p.Close()
	}
	config.Contact = m.Text("contact", maxTitle)
	if c := config.Contact; c != "" && !email().MatchString(c) && !strings.HasPrefix(c, "https://") {
		m.Report("contact", diag.Error, diag.ValueInvalid, fmt.Sprintf("contact %q is neither an e-mail address nor an https address", c), emailFix("contact", c))
	}
	if g := m.MappingLike("glossary", "{autolink: false}"); g != nil {
		config.Autolink = g.Bool("autolink") || !g.Has("autolink")
		config.Acronyms = g.Bool("acronyms") || !g.Has("acronyms")
		for _, v := range g.Texts("known") {
			if word, ok := v.Text(maxTitle); ok {
				config.Known = append(config.Known, word)
			}
		}
		g.Close()
	}
	if f := m.MappingLike("facts", "{required: true}"); f != nil {
		config.FactsRequired = f.Bool("required")
		f.Close()
	}
	m.Close()
	config.set()
	return config, m.Problems()
}

// set gives the texts that readers see the typography of the site's language.
func (c *Config) set() {
	setter := typo.New(c.Lang)
	c.Title, c.Description = setter.Text(c.Title), setter.Text(c.Description)
	for _, text := range []*string{&c.Publisher.Name, &c.Publisher.Registration, &c.Publisher.Address, &c.Publisher.Director, &c.Publisher.Host} {
		*text = setter.Text(*text)
	}
	for id, a := range c.Authors {
		a.Name, a.About = setter.Text(a.Name), setter.Text(a.About)
		c.Authors[id] = a
	}
}

var email = pattern.Lazy(`^[^@\s:/]+@[^@\s:/]+\.[^@\s:/]+$`)

// emailFix returns what to type instead of an e-mail address that is none.
func emailFix(key, text string) string {
	if address, ok := strings.CutPrefix(text, "mailto:"); ok && email().MatchString(address) {
		return fmt.Sprintf("write %s: %s", key, address)
	}
	return fmt.Sprintf("write for example %s: someone@example.org", key)
}

func readAuthors(m *meta.Mapping) map[string]Author {
	list := m.MappingLike("authors", "{ID: {name: …}}, an id for each author")
	if list == nil {
		return nil
	}
	authors := map[string]Author{}
	for _, id := range list.Keys() {
		a := list.MappingLike(id, "{name: …}")
		if a == nil {
			authors[id] = Author{} // reported, so that no guide is to blame for it
			continue
		}
		author := Author{About: a.Text("about", maxText), URL: readURL(a, "url")}
		if a.Require("name", "write "+id+": {name: …}") {
			author.Name = a.Text("name", maxTitle)
		}
		a.Close()
		authors[id] = author
	}
	list.Close()
	return authors
}

// readBaseURL returns the address the site will have, with a final slash.
func readBaseURL(m *meta.Mapping) string {
	text := m.Text("base_url", maxTitle)
	if text == "" {
		return ""
	}
	if m.IsPadded("base_url") {
		m.Report("base_url", diag.Error, diag.ValueInvalid, "base_url begins or ends with a space", "write base_url: "+text)
		return ""
	}
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || strings.ContainsAny(text, "?#") || u.User != nil {
		m.Report("base_url", diag.Error, diag.ValueInvalid, fmt.Sprintf("base_url %q is not the address of a site", text), baseURLFix(text))
		return ""
	}
	return strings.TrimSuffix(u.String(), "/") + "/"
}

// baseURLFix returns what to type instead of an address that is none.
func baseURLFix(text string) string {
	if domain().MatchString(text) {
		return "write base_url: https://" + strings.TrimLeft(text, "/")
	}
	return "write for example base_url: https://www.example.org/"
}

// domain is the address of a site that lacks its scheme.
var domain = pattern.Lazy(`^/*[\pL\pN-]+(\.[\pL\pN-]+)+(:\d+)?(/[^?#\s]*)?$`)

func readURL(m *meta.Mapping, key string) string {
	text := m.Text(key, maxTitle)
	if text == "" {
		return ""
	}
	if u, err := url.Parse(text); err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" {
		m.Report(key, diag.Error, diag.ValueInvalid, fmt.Sprintf("%s %q is not an address", key, text), "write for example https://www.example.org/")
		return ""
	}
	return text
}
