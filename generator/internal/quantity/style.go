package quantity

import (
	"math"
	"slices"
	"strings"
)

// Style is how a language writes quantities; the words come from the theme's
// texts. {0} and {1} are placeholders.
type Style struct {
	Lang             string            // decides which words name a unit, and how they agree in number
	Decimal, Group   string            // "," and U+202F
	Range            string            // "{0} à {1}"
	Per, AndPer      string            // "{0} par {1}", "{0} et par {1}"
	Percent          string            // "{0} %" with U+00A0 (or U+202F) in it
	Money            map[string]string // "EUR": "{0} €"
	Million, Billion string            // "{0} M", "{0} Md": for money from a million up
	Space            string            // between a number and another unit: U+00A0
}

// minus is the sign of negative numbers.
const minus = "−"

// maxDecimals bounds what an author may ask for.
const maxDecimals = 20

// Format writes a range with its unit: "4 à 7 mois", "20 à 30 € par poste et par
// mois", "1 500 €", "16 %". At least so many decimals are shown. Without more
// being asked for, as many are shown as needed: at most 2, none from 1000 up, and
// below 1 as many as give two digits. Amounts of money that are a few millions to
// two decimals are written so; others keep all their digits.
func (s Style) Format(r Range, decimals int, u Unit) string {
	decimals = max(0, min(decimals, maxDecimals))
	parts := u.parts()
	if !isWritable(parts) {
		return s.span(r, decimals) + s.Space + superscript(u.text)
	}
	text := ""
	if len(parts) > 0 && parts[0].kind == money && parts[0].power == 1 && decimals == 0 {
		text = s.millions(r)
	}
	if text == "" {
		text = s.span(r, decimals)
	}
	return s.withUnit(text, s.isMany(r.Max, decimals), parts)
}

// withUnit puts a number before or behind its unit, which words can say.
func (s Style) withUnit(text string, many bool, parts []part) string {
	if len(parts) > 0 && parts[0].power > 0 {
		text = s.with(text, many, parts[0])
		parts = parts[1:]
	}
	for i, p := range parts {
		template := s.Per
		if i > 0 {
			template = s.AndPer
		}
		text = fill(template, text, s.word(p, false))
	}
	return text
}

// Pattern returns how a number stands with its unit, in the singular and in the
// plural; {0} is the number without its sign, which stands before the whole: "{0}
// heure par an", "{0} heures par an".
func (s Style) Pattern(u Unit) (one, many string) {
	parts := u.parts()
	if !isWritable(parts) {
		one = "{0}" + s.Space + superscript(u.text)
		return one, one
	}
	return s.withUnit("{0}", false, parts), s.withUnit("{0}", true, slices.Clone(parts))
}

// Fill writes a range with a pattern, amounts of money always with all their
// digits.
func (s Style) Fill(r Range, u Unit) string {
	one, many := s.Pattern(u)
	pattern := one
	if s.isMany(r.Max, 0) {
		pattern = many
	}
	text, negative := strings.CutPrefix(s.span(r, 0), minus)
	text = fill(pattern, text, "")
	if negative {
		return minus + text
	}
	return text
}

// Digits writes a number with all its digits: "1 500,25".
func (s Style) Digits(x float64) string { return s.localized(plainDigits(x)) }

// isWritable tells whether words can say a unit: one factor divided by others.
func isWritable(parts []part) bool {
	for i, p := range parts {
		if p.power != -1 && (p.power != 1 || i > 0) {
			return false
		}
	}
	return true
}

func (s Style) span(r Range, decimals int) string {
	low := s.localized(decimal(r.Min, decimals))
	high := s.localized(decimal(r.Max, decimals))
	if low == high {
		return low
	}
	return fill(s.Range, low, high)
}

// millions writes money in millions or billions, "" when that would lose digits.
func (s Style) millions(r Range) string {
	for _, scale := range []struct {
		factor   float64
		template string
	}{{1e9, s.Billion}, {1e6, s.Million}} {
		low, high := r.Min/scale.factor, r.Max/scale.factor
		if low < 1 || high >= 1000 || scale.template == "" {
			continue
		}
		if isShort(low) && isShort(high) {
			return fill(scale.template, s.span(Range{low, high}, 0), "")
		}
	}
	return ""
}

// isShort tells whether a number has at most two decimals.
func isShort(x float64) bool {
	return math.Abs(x) < 1000 && rounded(plainDigits(x), 2) == plainDigits(x)
}

// with puts a number before its unit.
func (s Style) with(text string, many bool, p part) string {
	switch template := s.Money[strings.TrimSuffix(strings.TrimSuffix(p.key, " HT"), " TTC")]; {
	case p.kind == money && template != "":
		_, tax, taxed := strings.Cut(p.key, " ")
		amount, negative := strings.CutPrefix(text, minus)
		text = fill(template, amount, "")
		if negative {
			text = minus + text // −€20, not €−20
		}
		if taxed {
			text += s.Space + tax
		}
		return text
	case p.key == "%" && s.Percent != "":
		return fill(s.Percent, text, "")
	}
	return text + s.Space + s.word(p, many)
}

// isMany tells whether a number takes the plural, as it is shown.
func (s Style) isMany(x float64, decimals int) bool {
	text := strings.TrimPrefix(decimal(x, decimals), "-")
	if base(s.Lang) == "fr" {
		whole, _, _ := strings.Cut(text, ".")
		return whole != "0" && whole != "1"
	}
	return text != "1"
}

// word names a factor in the style's language: in the author's own words when they
// are of that language, or when the factor is not a known one.
func (s Style) word(p part, many bool) string {
	lang := base(s.Lang)
	if found, ok := known(p.text); ok {
		written := found.form
		if written.lang != "" && written.lang != lang {
			for _, f := range found.forms {
				if f.lang == lang {
					written = f
					break
				}
			}
		}
		if found.tax != "" || found.factor.kind == money {
			return p.text
		}
		if many {
			return written.many
		}
		return written.one
	}
	if !many {
		return p.text
	}
	return pluralPhrase(p.text, lang)
}

// fill puts a and b in the places of {0} and {1}.
func fill(template, a, b string) string {
	return strings.NewReplacer("{0}", a, "{1}", b).Replace(template)
}

// superscript writes the powers in a unit as people do: m².
func superscript(unit string) string {
	return strings.NewReplacer("^2", "²", "^3", "³").Replace(unit)
}
