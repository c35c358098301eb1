package typo

// fit is how a unit may stand behind its number.
type fit uint8

const (
	noUnit fit = iota
	apart      // it is one only behind a space
	tight      // also without
)

// afterNumber binds the unit behind a number, and returns where to go on.
func (p *Setter) afterNumber(n number) int {
	from := p.skip(n.end)
	sign, to := p.unitAt(from)
	unit := p.s[from:to]
	fits := p.fitOf(unit)
	hour := p.rules == french && (string(unit) == "h" || string(unit) == "j")
	switch {
	case hour && from == n.end && p.roundTheClock(n, to):
		return to
	case hour && unit[0] == 'h' && isDigit(p.next(p.skip(to))):
		return p.minutes(n.end, from, to)
	case !sign && (isWord(p.next(to)) || isApostrophe(p.next(to))):
		return p.tail(n.end)
	case fits == noUnit || fits == apart && from == n.end:
		return p.tail(n.end)
	}
	p.claim(n.end, from, nbsp)
	p.ungrouped(n, unit)
	return to
}

// tail returns the end of the letters right behind a number.
func (p *Setter) tail(i int) int {
	if i < len(p.s) && isLetter(rune(p.s[i])) {
		return p.token(i)
	}
	return i
}

// minutes sets 14 h 30, where the h stands from h to to and end is the end of the hour.
func (p *Setter) minutes(end, h, to int) int {
	from := p.skip(to)
	last, ok := p.minutesAt(from)
	if (h == end) != (from == to) || !ok {
		if h > end && from > to { // 4 h 2026
			p.claim(end, h, nbsp)
		}
		return to
	}
	p.claim(end, h, nbsp)
	p.claim(to, from, nbsp)
	return p.afterNumber(number{start: last, whole: last, end: last})
}

// minutesAt tells whether there are minutes of an hour at i, and where they end.
func (p *Setter) minutesAt(i int) (end int, ok bool) {
	end = p.digits(i)
	return end, end-i == 2 && p.s[i] <= '5' && p.endsOrdinal(end)
}

// isMeasured tells whether a unit that needs no space stands at i.
func (p *Setter) isMeasured(i int) bool {
	sign, to := p.unitAt(i)
	if p.fitOf(p.s[i:to]) != tight {
		return false
	}
	_, minutes := p.minutesAt(to)
	return sign || minutes || !isWord(p.next(to)) && !isApostrophe(p.next(to))
}

// unitAt returns where what may be a unit at i ends, and whether it ends with a sign.
func (p *Setter) unitAt(i int) (sign bool, end int) {
	switch r := p.next(i); r {
	case '%', '$':
		return true, i + 1
	case '£':
		return true, i + 2
	case '‰', '€':
		return true, i + 3
	case '°':
		i += 2
	}
	i += len(p.word(i))
	if hasAt(p.s, i, "€") {
		return true, i + 3
	}
	return false, i
}

func (p *Setter) fitOf(unit []byte) fit {
	if len(unit) == 0 {
		return noUnit
	}
	if p.rules == english {
		return inEnglish(unit)
	}
	return inFrench(unit)
}

// inFrench tells whether a word is a unit in French: of measure, time or money, or one of the
// things whose number is a measure of a company. Signs that mean nothing else are units without a
// space too.
func inFrench(unit []byte) fit {
	switch string(unit) {
	case "%", "‰", "€", "$", "£", "k€", "K€", "M€", "Md€", "°C", "°F",
		"ko", "Ko", "Mo", "Go", "To", "Po", "Kio", "Mio", "Gio", "Tio", "km", "kg", "kW", "kWh", "MWh", "GHz", "MHz", "min", "mn", "ms", "h":
		return tight
	case "o", "s", "j", "m", "cm", "mm", "nm", "g", "mg", "t", "l", "L", "cl", "ml", "W", "V", "mA", "Ah", "Hz", "kHz", "Wh", "MW", "GW", "GWh",
		"kbit", "Mbit", "Gbit", "Tbit", "kb", "Mb", "Gb", "bit", "bits", "octet", "octets", "px", "pt", "dpi", "ppp", "dB", "ha", "bar", "bars",
		"EUR", "USD", "GBP", "CHF", "ETP", "an", "ans", "année", "années", "mois", "trimestre", "trimestres", "semaine", "semaines",
		"jour", "jours", "heure", "heures", "minute", "minutes", "seconde", "secondes", "kilomètres", "mètres", "degrés",
		"euro", "euros", "centime", "centimes", "dollar", "dollars", "million", "millions", "milliard", "milliards",
		"poste", "postes", "salarié", "salariés", "utilisateur", "utilisateurs":
		return apart
	}
	return noUnit
}

// inEnglish tells whether a word is the sign of a unit in English; words are none.
func inEnglish(unit []byte) fit {
	switch string(unit) {
	case "kB", "KB", "MB", "GB", "TB", "PB", "KiB", "MiB", "GiB", "TiB", "km", "cm", "mm", "nm", "kg", "mg", "ms", "h", "min", "kW", "kWh", "MWh", "MW", "GW",
		"Hz", "kHz", "MHz", "GHz", "kbit", "Mbit", "Gbit", "W", "V", "°C", "°F", "€", "EUR", "USD", "GBP", "million", "billion", "trillion", "am", "pm":
		return apart
	}
	return noUnit
}

// isMoney tells whether an amount comes before the unit.
func isMoney(unit []byte) bool {
	switch string(unit) {
	case "€", "k€", "K€", "EUR", "euro", "euros":
		return true
	}
	return false
}
