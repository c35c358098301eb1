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
	return func(out *bytes.Buffer, v reflect.Value) error {
		s := v.String()
		rest := s
		if path {
			rest = strings.TrimPrefix(s, "https://")
		}
		for i := range len(rest) {
			if !unreserved[rest[i]] && (rest[i] != '/' || !path) {
				return slow(out, v)
			}
		}
		out.WriteString(s)
		return nil
	}
}

// byteSet is a set of bytes. Looking a byte up takes no branch, unlike comparing.
type byteSet [256]bool

func setOf(all string) (set byteSet) {
	for _, b := range []byte(all) {
		set[b] = true
	}
	return set
}

// unreserved are the bytes that RFC 3986 calls so.
var unreserved = setOf("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-._~")

// escaped are the bytes that HTML text cannot hold as they are.
var escaped = setOf("&<>\"'+\x00")

// escapeHTML writes a plain text for an element's content or a quoted
// attribute, byte for byte as html/template does.
func escapeHTML(out *bytes.Buffer, s string) {
	done := 0
	for i := range len(s) {
		if !escaped[s[i]] {
			continue
		}
		var entity string
		switch s[i] {
		case '&':
			entity = "&amp;"
		case '<':
			entity = "&lt;"
		case '>':
			entity = "&gt;"
		case '"':
			entity = "&#34;"
		case '\'':
			entity = "&#39;"
		case '+':
			entity = "&#43;"
		case 0:
			entity = "\uFFFD"
		}
		out.WriteString(s[done:i])
		out.WriteString(entity)
		done = i + 1
	}
	out.WriteString(s[done:])
}
