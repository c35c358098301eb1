package quantity

import (
	"strings"
	"unicode/utf8"
)

// figure is a run of digits in groups, as written.
type figure struct {
	to     int
	groups []string
	seps   string // one byte between two groups: a space (any), ' (any), a point or a comma
}

// figure reads the digits from at on with what separates them.
func (f *finder) figure(at int) figure {
	end := digitsEnd(f.text, at)
	fig := figure{to: end, groups: []string{f.text[at:end]}}
	var seps []byte
	for {
		sep, from := f.separator(fig, seps)
		if sep == 0 {
			fig.seps = string(seps)
			return fig
		}
		end := digitsEnd(f.text, from)
		fig.groups = append(fig.groups, f.text[from:end])
		seps = append(seps, sep)
		fig.to = end
	}
}

// separator returns the separator after a figure and where the digits after it
// begin; 0 where the figure ends. A space separates only thousands.
func (f *finder) separator(fig figure, seps []byte) (sep byte, from int) {
	r := f.rune(fig.to)
	from = fig.to + utf8.RuneLen(max(r, 0))
	if from >= len(f.text) || digitsEnd(f.text, from) == from {
		return 0, 0
	}
	switch r {
	case '.', ',':
		return byte(r), from
	case '\'', '’':
		return '\'', from
	case ' ', '\u00A0', '\u202F', '\u2009':
		thousands := digitsEnd(f.text, from) == from+3 && beginsGroups(fig.groups[0]) && (len(seps) == 0 || seps[len(seps)-1] == ' ')
		if thousands {
			return ' ', from
		}
	}
	return 0, 0
}

func digitsEnd(text string, at int) int {
	for at < len(text) && '0' <= text[at] && text[at] <= '9' {
		at++
	}
	return at
}

// beginsGroups tells whether groups of three digits may follow.
func beginsGroups(first string) bool { return len(first) <= 3 && first[0] != '0' }

// meanings returns the decimal numbers that a figure may mean in a language, the
// likeliest first; none when it is no number (a version, a date with points).
func (fig figure) meanings(lang string) []string {
	n := len(fig.seps)
	if n == 0 {
		return fig.groups
	}
	last := fig.seps[n-1:]
	grouped := isGrouped(fig.groups, fig.seps)
	decimal := strings.Contains(".,", last) && strings.Count(fig.seps, last) == 1 &&
		(n == 1 || isGrouped(fig.groups[:n], fig.seps[:n-1]))
	if grouped && decimal {
		grouped = last != decimalMark(lang)
	}
	var found []string
	if grouped {
		found = append(found, strings.Join(fig.groups, ""))
	}
	if decimal {
		found = append(found, strings.Join(fig.groups[:n], "")+"."+fig.groups[n])
	}
	return found
}

// isGrouped tells whether groups of digits are the thousands of a number.
func isGrouped(groups []string, seps string) bool {
	if !beginsGroups(groups[0]) || strings.Count(seps, seps[:1]) != len(seps) {
		return false
	}
	for _, group := range groups[1:] {
		if len(group) != 3 {
			return false
		}
	}
	return true
}

// decimalMark is the separator that always means a decimal in a language.
func decimalMark(lang string) string {
	switch lang {
	case "fr":
		return ","
	case "en":
		return "."
	}
	return ""
}
