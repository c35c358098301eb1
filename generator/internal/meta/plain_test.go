package meta

import (
	"fmt"
	"testing"

	"go.yaml.in/yaml/v3"
)

const plainFront = `# les deux titres
title: L'infogérance, sans détour
description: Comment valider l'escalade
summary: Il faut **modifier** le reste
tags: [sécurité, serveurs]
published: 2024-04-19
draft: true

nav_title: "L'infogérance : vue d'ensemble" # court
requires: [section/guide]
`

func TestPlainReadsUsualFrontMatter(t *testing.T) {
	if _, ok := plain(plainFront, nil); !ok {
		t.Error("usual front matter is left to the YAML reader")
	}
}

// FuzzPlain: what plain reads, it reads as the YAML reader does.
func FuzzPlain(f *testing.F) {
	for _, text := range []string{
		plainFront, "title: a\n", "title: a", "title: yes\n", "title: [a, b]\n", "title: [a,b , é]\n", "title: []\n", "title: [ ]\n",
		"title: a # b\n", "title: a: b\n", "title: 2024-02-30\n", "title: 'a'\n", "title: a\n  b\n", "title:  a\n", "title: a \n",
		"title: é\u00a0à\n", "title: NULL\n", "on: a\n", "title: a\n\nb: c\n", "title: a\ntitle: b\n", "title: a\tb\n", "title: a-b, c!\n",
		"a.b: \"{0} \\u00A0: a # b\" # c\nab: c # d\n\n# e\nef: a\n", "ab: \"a\\nb\"\n", "ab: \"a\" # b # c\n", "ab: \"a\"b\n", "ab: \"\"\n# b", "# a\n", "ab: a # b\n# c\ncd: e\n", "ab: a # b\n# c", "ab: a # b\n\n\n# c\n", "ab: \"a\" # b\n# c\n\ncd: [a]\n# d\nef: a\n",
		"title: e1\n", "title: x\u2028y\n", "ab: [true, 2024-01-01]\n", "no: a\n",
	} {
		f.Add(text)
	}
	room := &Room{}
	f.Fuzz(func(t *testing.T, text string) {
		got, ok := plain(text, room)
		if !ok {
			return
		}
		var doc yaml.Node
		if err := yaml.Unmarshal([]byte(text), &doc); err != nil {
			t.Fatalf("plain reads %q, which is no YAML: %v", text, err)
		}
		if g, w := tell(got), tell(doc.Content[0]); g != w {
			t.Fatalf("%q\ngot  %s\nwant %s", text, g, w)
		}
	})
}

// tell writes what matters of a node.
func tell(n *yaml.Node) string {
	text := fmt.Sprintf("%d:%d %d %s %d %q %q", n.Line, n.Column, n.Kind, n.Tag, n.Style, n.Value, n.LineComment)
	for _, c := range n.Content {
		text += " (" + tell(c) + ")"
	}
	return text
}
