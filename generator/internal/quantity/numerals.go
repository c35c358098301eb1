package quantity

// numeral is what a word does to the number that the words before it make.
type numeral struct {
	kind  numeralKind
	value int64
	room  int64 // after add: what may follow is less than this
}

type numeralKind int

const (
	add        numeralKind = iota // adds its value
	score                         // French vingt: adds 20, or makes 80 of 4
	hundred                       // multiplies by 100
	thousand                      // multiplies by 1000
	big                           // million and above: multiplies, never alone
	collective                    // dizaine, dozen: alone or after a small number
	plurals                       // dizaines, milliers: after a small number
)

// numerals returns the number words of a language by their folded spelling, nil
// when the language is not known. The map is shared and never written.
func numerals(lang string) map[string]numeral {
	switch lang {
	case "fr":
		return frenchNumerals
	case "en":
		return englishNumerals
	}
	return nil
}

var frenchNumerals = ones(map[string]numeral{
	"une": {add, 1, 0}, "dix": {add, 10, 10},
	"vingt": {score, 20, 10}, "vingts": {score, 20, 10},
	"trente": {add, 30, 10}, "quarante": {add, 40, 10}, "cinquante": {add, 50, 10}, "soixante": {add, 60, 20},
	"septante": {add, 70, 10}, "huitante": {add, 80, 10}, "octante": {add, 80, 10}, "nonante": {add, 90, 10},
	"cent": {hundred, 100, 100}, "cents": {hundred, 100, 100}, "mille": {thousand, 1000, 1000},
	"million": {big, 1e6, 1e6}, "millions": {big, 1e6, 1e6}, "milliard": {big, 1e9, 1e9}, "milliards": {big, 1e9, 1e9},
	"dizaine": {collective, 10, 0}, "douzaine": {collective, 12, 0}, "quinzaine": {collective, 15, 0}, "vingtaine": {collective, 20, 0},
	"trentaine": {collective, 30, 0}, "quarantaine": {collective, 40, 0}, "cinquantaine": {collective, 50, 0},
	"soixantaine": {collective, 60, 0}, "centaine": {collective, 100, 0}, "millier": {collective, 1000, 0},
	"dizaines": {plurals, 10, 0}, "douzaines": {plurals, 12, 0}, "centaines": {plurals, 100, 0}, "milliers": {plurals, 1000, 0},
}, "zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "", "onze", "douze", "treize", "quatorze", "quinze",
	"seize")

var englishNumerals = ones(map[string]numeral{
	"twenty": {add, 20, 10}, "thirty": {add, 30, 10}, "forty": {add, 40, 10}, "fifty": {add, 50, 10}, "sixty": {add, 60, 10},
	"seventy": {add, 70, 10}, "eighty": {add, 80, 10}, "ninety": {add, 90, 10},
	"hundred": {hundred, 100, 100}, "thousand": {thousand, 1000, 1000}, "million": {big, 1e6, 1e6}, "billion": {big, 1e9, 1e9},
	"dozen": {collective, 12, 0},
}, "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen",
	"fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen")

// ones adds the words for 0, 1, 2 and so on.
func ones(all map[string]numeral, words ...string) map[string]numeral {
	for i, word := range words {
		if word != "" {
			all[word] = numeral{add, int64(i), 0}
		}
	}
	return all
}
