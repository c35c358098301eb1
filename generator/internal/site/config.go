package site

import (
	"fmt"
	"net/url"
	"regexp"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/meta"
	"balise/generator/internal/source"
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
	Contact     string // an e-mail address or an https address, or ""
}

var language = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// ReadConfig reads the configuration; file may be nil. It is the list of all
// keys there are.
func ReadConfig(file *source.File) (Config, diag.List) {
	config := Config{Lang: "en", LangAt: diag.Place{File: ConfigFile, Line: 1, Col: 1}}
	if file == nil {
		return config, nil
	}
	text := strings.ReplaceAll(strings.TrimPrefix(string(file.Text()), "\ufeff"), "\r\n", "\n")
	m := meta.Parse(meta.Source{Lines: diag.NewLines(file.Path, []byte(text)), Text: text})
	config.Title = m.Text("title", maxTitle)
	config.Description = m.Text("description", maxTitle)
	config.BaseURL = readBaseURL(m)
	if lang := m.Text("language", maxTitle); language.MatchString(lang) {
		config.Lang, config.LangAt = lang, m.ValuePlace("language")
	} else if lang != "" {
		m.Report("language", diag.Error, diag.ValueInvalid, fmt.Sprintf("language %q is not a language tag", lang), "write for example fr, en or pt-BR")
	}
	config.Authors = readAuthors(m)
	if p := m.Mapping("publisher"); p != nil {
		config.Publisher = Publisher{
			Name: p.Text("name", maxTitle), Email: p.Text("email", maxTitle),
			Address: p.Text("address", maxText), URL: readURL(p, "url"),
		}
		p.Close()
	}
	config.Contact = m.Text("contact", maxTitle)
	if c := config.Contact; c != "" && !strings.Contains(c, "@") && !strings.HasPrefix(c, "https://") {
		m.Report("contact", diag.Error, diag.ValueInvalid, fmt.Sprintf("contact %q is neither an e-mail address nor an https address", c), "write for example contact: someone@example.org")
	}
	m.Close()
	return config, m.Problems()
}

func readAuthors(m *meta.Mapping) map[string]Author {
	list := m.Mapping("authors")
	if list == nil {
		return nil
	}
	authors := map[string]Author{}
	for _, id := range list.Keys() {
		a := list.Mapping(id)
		if a == nil {
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
	u, err := url.Parse(text)
	if err != nil || u.Scheme != "https" && u.Scheme != "http" || u.Host == "" || u.RawQuery != "" || u.Fragment != "" || u.User != nil {
		m.Report("base_url", diag.Error, diag.ValueInvalid, fmt.Sprintf("base_url %q is not the address of a site", text), "write for example base_url: https://www.example.org/")
		return ""
	}
	return strings.TrimSuffix(u.String(), "/") + "/"
}

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
