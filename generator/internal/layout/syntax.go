package layout

import (
	"slices"
	"strconv"
	"strings"

	"balise/generator/internal/diag"
)

// keywords are the words of the template language that begin an action: those that stand
// alone in it, or those that something follows.
func keywords(alone bool) []string {
	if alone {
		return []string{"end", "else", "break", "continue"}
	}
	return []string{"if", "with", "range", "template", "define", "block"}
}

// syntax turns an error of the parser, which knows no more than a line, into a
// diagnostic.
func (f *file) syntax(err error) diag.Diagnostic {
	message := strings.TrimPrefix(err.Error(), "template: "+f.name+":")
	number, rest, _ := strings.Cut(message, ": ")
	line, atoiErr := strconv.Atoi(number)
	if atoiErr != nil {
		return f.whole(diag.LayoutSyntax, message, "")
	}
	at, length := f.culprit(line, rest)
	fix := ""
	switch {
	case strings.HasPrefix(rest, "unexpected EOF"), strings.HasPrefix(rest, "unexpected {{"):
		if d := f.unbalanced(); d != nil {
			return *d
		}
	case strings.HasPrefix(rest, "unclosed action"):
		at, length, rest, fix = strings.LastIndex(f.text, "{{"), 2, "this action is never closed", "write }} where it ends"
	case strings.HasPrefix(rest, "bad character U+007D"):
		at, length, fix = f.loneBrace(line, at), 1, "an action ends in }}, with both of them"
	case strings.HasPrefix(rest, "unclosed comment"):
		fix = "write */}} where it ends"
	case strings.HasPrefix(rest, "unterminated quoted string"):
		fix = "close the quotation mark before the line ends"
	}
	return f.problem(diag.LayoutSyntax, at, length, rest, fix)
}

// loneBrace returns where a line has a } that is none of }}, which ends no action.
func (f *file) loneBrace(line, otherwise int) int {
	start := f.line(line)
	text, _, _ := strings.Cut(f.text[start:], "\n")
	for i := 0; i < len(text); i++ {
		switch {
		case strings.HasPrefix(text[i:], "}}"):
			i++
		case text[i] == '}':
			return start + i
		}
	}
	return otherwise
}

// culprit finds, on a line, what a message of the parser speaks of: the text it
// quotes, or else the line's first action.
func (f *file) culprit(line int, message string) (offset, length int) {
	start := f.line(line)
	text, _, _ := strings.Cut(f.text[start:], "\n")
	first := max(0, strings.Index(text, "{{"))
	word := quoted(message)
	for action := first; word != "" && action < len(text); {
		inside, _, _ := strings.Cut(text[action:], "}}")
		if at := strings.Index(inside, word); at >= 0 {
			return start + action + at, len(word)
		}
		action += len(inside) + len("}}")
		if more := strings.Index(text[min(action, len(text)):], "{{"); more >= 0 {
			action += more
		} else {
			break
		}
	}
	return start + first, 0
}

// quoted returns the first quoted text of a message.
func quoted(message string) string {
	if i := strings.IndexByte(message, '"'); i >= 0 {
		if literal, err := strconv.QuotedPrefix(message[i:]); err == nil {
			word, _ := strconv.Unquote(literal)
			return word
		}
	}
	return ""
}

// unbalanced finds what keeps the blocks of a text from being closed once each: a
// keyword that is misspelt, an end that ends nothing, or else the innermost block that
// is open at the end. It is nil when they are.
func (f *file) unbalanced() *diag.Diagnostic {
	var open []action
	found := func(a action, message, fix string) *diag.Diagnostic {
		d := f.problem(diag.LayoutSyntax, a.at, len("{{")+len(a.word), message, fix)
		return &d
	}
	all := actions(f.text)
	for _, a := range all {
		known := slices.Concat(keywords(true), keywords(false), functions())
		if near := diag.Nearest(a.word, keywords(a.alone)); a.word != "" && near != "" && !slices.Contains(known, a.word) {
			return found(a, "{{"+a.word+"}} is no word of the template language", `did you mean "`+near+`"?`)
		}
	}
	for _, a := range all {
		switch a.word {
		case "if", "with", "range", "define", "block":
			open = append(open, a)
		case "end", "else":
			if len(open) == 0 {
				return found(a, "unexpected {{"+a.word+"}}", "take it out, or write the {{if}}, {{with}} or {{range}} that it belongs to")
			}
			if a.word == "end" {
				open = open[:len(open)-1]
			}
		}
	}
	if len(open) == 0 {
		return nil
	}
	last := open[len(open)-1]
	return found(last, "{{"+last.word+"}} is never closed", "add {{end}} where it ends")
}

// action is where an action begins and ends, and the word that it begins with, if it does.
type action struct {
	at, end int
	word    string
	alone   bool // nothing else is in it
}

// actions returns the actions of a text. Comments are among them, without a word.
func actions(text string) []action {
	var all []action
	for at := 0; ; {
		i := strings.Index(text[at:], "{{")
		if i < 0 {
			return all
		}
		a := action{at: at + i}
		inside := strings.TrimLeft(strings.TrimPrefix(text[a.at+2:], "-"), " \t\r\n")
		from := len(text) - len(inside)
		if strings.HasPrefix(inside, "/*") {
			if from = after(text, from+2, "*/"); from < 0 {
				return all // never closed
			}
			a.end = actionEnd(text, from)
		} else {
			a.word = firstWord(inside)
			a.end = actionEnd(text, from)
			rest := strings.TrimSuffix(text[min(from+len(a.word), a.end):a.end], "}}")
			a.alone = strings.Trim(rest, " \t\r\n-") == ""
		}
		all = append(all, a)
		at = a.end
	}
}

// actionEnd returns the offset behind the }} that ends an action, given one within it.
// Braces between quotation marks end none; one that is not closed ends with its line.
func actionEnd(text string, at int) int {
	for at < len(text) {
		c := text[at]
		switch {
		case strings.HasPrefix(text[at:], "}}"):
			return at + 2
		case c == '`':
			if at = after(text, at+1, "`"); at < 0 {
				return len(text)
			}
		case c == '"' || c == '\'':
			for at++; at < len(text) && text[at] != c; at++ {
				if text[at] == '\n' {
					return at
				}
				if text[at] == '\\' {
					at++
				}
			}
			at++
		default:
			at++
		}
	}
	return len(text)
}

func firstWord(s string) string {
	for i, r := range s {
		if r < 'a' || r > 'z' {
			return s[:i]
		}
	}
	return s
}
