package diag

import "unicode/utf8"

// Nearest returns the candidate that word most likely meant, or "" when none is
// near: at most a third of the word's characters may be wrong. Of equally near
// ones the first wins.
func Nearest(word string, candidates []string) string {
	limit := max(1, utf8.RuneCountInString(word)/3)
	best := ""
	for _, c := range candidates {
		if c == word {
			continue
		}
		if d := distance([]rune(word), []rune(c), limit); d <= limit {
			best, limit = c, d-1
		}
	}
	return best
}

// distance is the optimal string alignment distance of a and b: insertions,
// deletions, substitutions and swaps of neighbours each cost 1. It may stop as
// soon as the distance exceeds limit, and then returns limit+1.
func distance(a, b []rune, limit int) int {
	if abs(len(a)-len(b)) > limit {
		return limit + 1
	}
	two, one, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range one {
		one[j] = j
	}
	for i, x := range a {
		row[0] = i + 1
		least := row[0]
		for j, y := range b {
			cost := 1
			if x == y {
				cost = 0
			}
			row[j+1] = min(one[j+1]+1, row[j]+1, one[j]+cost)
			if i > 0 && j > 0 && x == b[j-1] && a[i-1] == y {
				row[j+1] = min(row[j+1], two[j-1]+1)
			}
			least = min(least, row[j+1])
		}
		if least > limit {
			return limit + 1
		}
		two, one, row = one, row, two
	}
	return one[len(b)]
}

func abs(n int) int {
	if n < 0 {
		return -n
	}
	return n
}
