package formula

import (
	"errors"
	"math"
	"strconv"
	"strings"
	"testing"

	"balise/generator/internal/quantity"
)

func TestProgram(t *testing.T) {
	for _, test := range [][2]string{
		{"a + b * 2", "$a $b 2 * +"}, {"(a + b) * 10 %", "$a $b + 0.1 *"}, {"-a^2", "$a ^2 ~"}, {"a^-1", "$a ^-1"},
		{"round(a)", "$a 1 round"}, {"round(a, 0.5)", "$a 0.5 round"}, {"max(a, b, 3 [mois])", "$a $b max 3 max"}, {"floor(min(a))", "$a floor"},
	} {
		f, err := Parse(test[0])
		if err != nil {
			t.Fatal(err)
		}
		if got := f.Program(func(name string) string { return "$" + name }); got != test[1] {
			t.Errorf("%q has the program %q, want %q", test[0], got, test[1])
		}
	}
	if got := Constant(Quantity{Range: quantity.Range{Min: 5, Max: 7.5}}); got != "5:7.5" {
		t.Errorf("Constant = %q", got)
	}
}

func TestWriteInWords(t *testing.T) {
	f, err := Parse("-(a + 2 [mois]) * max(b, 1) / c^2")
	if err != nil {
		t.Fatal(err)
	}
	got := f.Write(Notation{
		Name:     func(name string) string { return "le " + name },
		Number:   func(q Quantity) string { return strconv.FormatFloat(q.Range.Min, 'f', -1, 64) + " " + q.Unit.String() },
		Operator: func(op rune) string { return map[rune]string{'~': "−", '+': " + ", '*': " × ", '/': " ÷ "}[op] },
		Call:     func(function string, args []string) string { return "le plus grand de " + strings.Join(args, " et ") },
		Power:    func(base string, n int) string { return base + " au carré" },
	})
	if want := "−(le a + 2 mois) × le plus grand de le b et 1  ÷ le c au carré"; got != want {
		t.Errorf("got %q, want %q", got, want)
	}
}

// checkProgram runs the program of a formula and compares what comes of it with
// what Eval gave.
func checkProgram(t *testing.T, text string, f *Formula, whole Quantity, failed error) {
	t.Helper()
	program := f.Program(func(name string) string {
		q, _ := facts(name)
		return Constant(q)
	})
	got, ok := execute(program)
	var e *Error
	if errors.As(failed, &e) && (strings.HasPrefix(e.Message, "cannot ") && !strings.HasPrefix(e.Message, "cannot round to") || strings.HasPrefix(e.Message, "no value")) {
		return // units and names are settled before there is a program
	}
	if ok != (failed == nil) || ok && got != whole.Range {
		t.Fatalf("%q = %v, %v; its program %q gives %v, %v", text, whole, failed, program, got, ok)
	}
}

// execute is the machine that programs are for.
func execute(program string) (quantity.Range, bool) {
	var stack []quantity.Range
	pop := func() quantity.Range {
		top := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		return top
	}
	for word := range strings.FieldsSeq(program) {
		var r quantity.Range
		ok := true
		switch {
		case word == "~":
			a := pop()
			r = quantity.Range{Min: -a.Max, Max: -a.Min}
		case word[0] == '^':
			n, _ := strconv.Atoi(word[1:])
			r, ok = pop().Pow(n)
		case word == "floor":
			a := pop()
			r = quantity.Range{Min: math.Floor(a.Min), Max: math.Floor(a.Max)}
		case word == "ceil":
			a := pop()
			r = quantity.Range{Min: math.Ceil(a.Min), Max: math.Ceil(a.Max)}
		case strings.Contains(" + - * / min max round ", " "+word+" "):
			b := pop()
			r, ok = binary(word, pop(), b)
		default:
			low, high, isRange := strings.Cut(word, ":")
			if r.Min, _ = strconv.ParseFloat(low, 64); !isRange {
				high = low
			}
			r.Max, _ = strconv.ParseFloat(high, 64)
		}
		if !ok || !isFinite(r.Min) || !isFinite(r.Max) {
			return quantity.Range{}, false
		}
		stack = append(stack, r)
	}
	return stack[0], len(stack) == 1
}

func binary(word string, a, b quantity.Range) (quantity.Range, bool) {
	switch word {
	case "+":
		return a.Add(b), true
	case "-":
		return a.Sub(b), true
	case "*":
		return a.Mul(b), true
	case "/":
		return a.Div(b)
	case "min":
		return quantity.Range{Min: min(a.Min, b.Min), Max: min(a.Max, b.Max)}, true
	case "max":
		return quantity.Range{Min: max(a.Min, b.Min), Max: max(a.Max, b.Max)}, true
	}
	if !b.IsExact() || b.Min <= 0 {
		return quantity.Range{}, false
	}
	return quantity.Range{Min: nearest(a.Min, b.Min), Max: nearest(a.Max, b.Min)}, true
}
