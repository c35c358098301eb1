package quantity

import (
	"math"
	"strconv"
	"strings"
)

// decimal returns a number in digits with at least so many decimals, and at most
// those of [Style.Format]. Rounding is that of the shortest decimal that is x, half
// away from zero, so 1.005 is 1.01.
func decimal(x float64, least int) string {
	most := 2
	switch a := math.Abs(x); {
	case a >= 1000:
		most = 0
	case a > 0 && a < 1:
		most = 1 - magnitude(a)
	}
	text := rounded(strconv.FormatFloat(math.Abs(x), 'f', -1, 64), max(most, least))
	text = padded(text, least)
	if x < 0 && strings.Trim(text, "0.") != "" {
		return "-" + text
	}
	return text
}

// magnitude returns the power of ten that a number begins with: -2 for 0.05.
func magnitude(x float64) int {
	_, exponent, _ := strings.Cut(strconv.FormatFloat(x, 'e', -1, 64), "e")
	n, _ := strconv.Atoi(exponent)
	return n
}

// rounded returns digits with at most so many decimals and no 0 at their end.
func rounded(digits string, most int) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(fraction) <= most {
		return digits
	}
	up := fraction[most] >= '5'
	b := []byte(whole + fraction[:most])
	for i := len(b) - 1; up && i >= 0; i-- {
		b[i]++
		if up = b[i] > '9'; up {
			b[i] = '0'
		}
	}
	if up {
		b = append([]byte{'1'}, b...)
	}
	point := len(b) - most
	if most == 0 {
		return string(b)
	}
	return strings.TrimSuffix(strings.TrimRight(string(b[:point])+"."+string(b[point:]), "0"), ".")
}

// padded returns digits with at least so many decimals.
func padded(digits string, least int) string {
	whole, fraction, _ := strings.Cut(digits, ".")
	if len(fraction) >= least {
		return digits
	}
	return whole + "." + fraction + strings.Repeat("0", least-len(fraction))
}

// localized returns digits with a language's marks: groups of three from 1000 up.
func (s Style) localized(digits string) string {
	digits, negative := strings.CutPrefix(digits, "-")
	whole, fraction, hasFraction := strings.Cut(digits, ".")
	var b strings.Builder
	if negative {
		b.WriteString(minus)
	}
	for i, c := range []byte(whole) {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteString(s.Group)
		}
		b.WriteByte(c)
	}
	if hasFraction {
		b.WriteString(s.Decimal + fraction)
	}
	return b.String()
}

// plainDigits returns the shortest digits that are x.
func plainDigits(x float64) string { return strconv.FormatFloat(x, 'f', -1, 64) }
