package site

import (
	"slices"
	"strings"

	"balise/generator/internal/diag"
	"balise/generator/internal/typo"
)

// topic is what guides with the same tag are about.
type topic struct {
	name   string // as the first guide in reading order spells it
	slug   string
	out    string
	url    string
	guides []*Entry // in reading order
}

// addTopics collects the tags. Two tags with the same slug are one topic.
func (s *Site) addTopics() {
	bySlug := map[string]*topic{}
	for _, e := range s.order {
		e.topics = make([]*topic, 0, len(e.head.Front.Tags))
		for _, tag := range e.head.Front.Tags {
			t := bySlug[tag.Slug]
			if t == nil {
				out := s.in.Texts.TopicsSlug + "/" + tag.Slug + "/"
				t = &topic{name: typo.Text(s.in.Config.Lang, tag.Name), slug: tag.Slug, out: out, url: escape(out)}
				bySlug[tag.Slug] = t
				s.topics = append(s.topics, t)
			}
			t.guides = append(t.guides, e)
			e.topics = append(e.topics, t)
		}
	}
	slices.SortFunc(s.topics, func(a, b *topic) int { return strings.Compare(a.slug, b.slug) })
}

// place returns where the tag stands that gives the topic its name.
func (t *topic) place() diag.Place {
	for _, tag := range t.guides[0].head.Front.Tags {
		if tag.Slug == t.slug {
			return tag.At
		}
	}
	return diag.Place{}
}

// topicLinks returns the links to the topics of a guide.
func (e *Entry) topicLinks() []Link {
	if len(e.topics) == 0 {
		return nil
	}
	links := make([]Link, len(e.topics))
	for i, t := range e.topics {
		links[i] = Link{Title: t.name, URL: t.url}
	}
	return links
}
