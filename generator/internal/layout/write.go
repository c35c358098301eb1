package layout

import (
	"bytes"
	"html/template"
	"io"
	"reflect"
	"strconv"
	"strings"
	"sync"
	"text/template/parse"
)

// A writer writes a value into a page, made safe for the place where it goes.
type writer func(out *bytes.Buffer, v reflect.Value) error

// splitEscapers parts a pipeline from the commands that html/template added at
// its end.
func splitEscapers(pipe *parse.PipeNode) (*parse.PipeNode, []*parse.CommandNode) {
	for i, cmd := range pipe.Cmds {
		if id, ok := cmd.Args[0].(*parse.IdentifierNode); ok && strings.HasPrefix(id.Ident, "_html_template_") {
			bare := *pipe
			bare.Cmds = pipe.Cmds[:i]
			return &bare, pipe.Cmds[i:]
		}
	}
	return pipe, nil
}

// writerFor returns how values of a type are written after the escapers that
// html/template chose for the place.
//
// html/template is the authority. Of its escapers only the two that a page uses
// by the dozen are done here as well, for plain texts and numbers: the one for
// text and quoted attributes, and those for URLs as long as the URL is made of
// characters that they would leave alone; and where it writes HTML and scripts
// as they are, so does this. Everything else is its own work.
func writerFor(t reflect.Type, escapers []*parse.CommandNode) writer {
	slow := escapedBy(escapers)
	switch chain := chainName(escapers); {
	case t == reflect.TypeFor[template.HTML]() && chain == "html", t == reflect.TypeFor[template.JS]() && chain == "jsval":
		return func(out *bytes.Buffer, v reflect.Value) error {
			out.WriteString(v.String())
			return nil
		}
	case t == reflect.TypeFor[string]() && (chain == "html" || chain == "attr" || chain == "rcdata"):
		return func(out *bytes.Buffer, v reflect.Value) error {
			escapeHTML(out, v.String())
			return nil
		}
	case t == reflect.TypeFor[int]() && (chain == "html" || chain == "attr" || chain == "rcdata"):
		return func(out *bytes.Buffer, v reflect.Value) error {
			out.Write(strconv.AppendInt(out.AvailableBuffer(), v.Int(), 10))
			return nil
		}
	case t == reflect.TypeFor[string]() && (chain == "urlfilter+urlnormalizer+attr" || chain == "urlnormalizer+attr"):
		return plainOr(slow, true)
	case t == reflect.TypeFor[string]() && (chain == "urlescaper+attr" || chain == "urlescaper"):
		return plainOr(slow, false)
	}
	return slow
}

// chainName is a short name for a chain of escapers.
func chainName(escapers []*parse.CommandNode) string {
	var names []string
	for _, cmd := range escapers {
		name := strings.TrimPrefix(cmd.Args[0].String(), "_html_template_")
		switch name {
		case "htmlescaper", "attrescaper", "rcdataescaper", "jsvalescaper":
			name = strings.TrimSuffix(name, "escaper")
		}
		names = append(names, name)
	}
	return strings.Join(names, "+")
}

// escapedBy returns the writer that runs html/template's own escapers: a
// template whose only action is {{. | escapers}}. It is made at the first write,
// as most are never needed.
func escapedBy(escapers []*parse.CommandNode) writer {
	made := sync.OnceValue(func() *template.Template {
		t := template.Must(template.New("").Parse("{{.}}"))
		if err := t.Execute(io.Discard, ""); err != nil { // after this its escapers are in place
			panic("layout: " + err.Error())
		}
		pipe := t.Tree.Root.Nodes[0].(*parse.ActionNode).Pipe
		pipe.Cmds = append(pipe.Cmds[:1:1], escapers...)
		return t
	})
	return func(out *bytes.Buffer, v reflect.Value) error { return made().Execute(out, v.Interface()) }
}

// plainOr writes texts made of unreserved URL characters as they are and leaves
// all others to slow. A path may hold slashes, and begin with https://.
func plainOr(slow writer, path bool) writer {
	special := &unplain
	if path {
		special = &unplainPath
	}
	return func(out *bytes.Buffer, v reflect.Value) error {
		s := v.String()
		rest := s
		if path {
			rest = strings.TrimPrefix(s, "https://")
		}
		if special.first(rest) < len(rest) {
			return slow(out, v)
		}
		out.WriteString(s)
		return nil
	}
}

// byteSet is a set of bytes: 1 for those in it. Looking a byte up takes no branch, unlike
// comparing.
type byteSet [256]uint8

func setOf(all string) (set byteSet) {
	for _, b := range []byte(all) {
		set[b] = 1
	}
	return set
}

// others returns all bytes that are not in the set.
func (set byteSet) others() byteSet {
	for b := range set {
		set[b] ^= 1
	}
	return set
}

// first returns where the first byte of a text stands that is in the set, or the length of
// the text.
func (set *byteSet) first(s string) int {
	at := 0
	for ; at+8 <= len(s); at += 8 { // most texts have none
		b := s[at : at+8]
		if set[b[0]]|set[b[1]]|set[b[2]]|set[b[3]]|set[b[4]]|set[b[5]]|set[b[6]]|set[b[7]] != 0 {
			break
		}
	}
	for at < len(s) && set[s[at]] == 0 {
		at++
	}
	return at
}

// unreserved are the bytes that RFC 3986 calls so.
const unreserved = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~"

// What is no plain part of a URL, and no plain path.
var (
	unplain     = setOf(unreserved).others()
	unplainPath = setOf(unreserved + "/").others()
)

// escaped are the bytes that HTML text cannot hold as they are.
var escaped = setOf("&<>\"'+\x00")

// escapeHTML writes a plain text for an element's content or a quoted
// attribute, byte for byte as html/template does.
func escapeHTML(out *bytes.Buffer, s string) {
	for {
		i := escaped.first(s)
		out.WriteString(s[:i])
		if i == len(s) {
			return
		}
		out.WriteString(entity(s[i]))
		s = s[i+1:]
	}
}

// entity returns what HTML text holds for a byte that it cannot hold.
func entity(b byte) string {
	switch b {
	case '&':
		return "&amp;"
	case '<':
		return "&lt;"
	case '>':
		return "&gt;"
	case '"':
		return "&#34;"
	case '\'':
		return "&#39;"
	case '+':
		return "&#43;"
	}
	return "\uFFFD" // of 0
}
