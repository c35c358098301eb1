package compare

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"
)

// Table writes the rows as one table in Markdown. The last column is the ratio of the wall time to that of the first row
// of the same size, which is the yardstick's; its head says which one that is.
func Table(w io.Writer, rows []Row) error {
	if len(rows) == 0 {
		return nil
	}
	ratio := "× " + rows[0].Program + ", " + rows[0].Scenario
	cells := [][]string{{"guides", "scenario", "program", "runs", "wall, median [min–max]", "CPU", "peak memory", ratio}}
	yardsticks := make(map[int]time.Duration)
	for _, r := range rows {
		wall := values(r.Samples, func(s Sample) time.Duration { return s.Wall })
		yardstick, known := yardsticks[r.Guides]
		if !known {
			yardstick = median(wall)
			yardsticks[r.Guides] = yardstick
		}
		cells = append(cells, []string{
			strconv.Itoa(r.Guides), r.Scenario, r.Program, strconv.Itoa(len(wall)),
			fmt.Sprintf("%s [%s–%s]", seconds(median(wall)), seconds(wall[0]), seconds(wall[len(wall)-1])),
			unless(0, median(values(r.Samples, func(s Sample) time.Duration { return s.CPU })), seconds),
			unless(0, median(values(r.Samples, func(s Sample) int64 { return s.Peak })), megabytes),
			fmt.Sprintf("%.2f", float64(median(wall))/float64(yardstick)),
		})
	}
	return writeCells(w, cells)
}

// values gives one measure of all samples, smallest first.
func values[T cmp.Ordered](samples []Sample, measure func(Sample) T) []T {
	v := make([]T, len(samples))
	for i, s := range samples {
		v[i] = measure(s)
	}
	slices.Sort(v)
	return v
}

// median gives the middle value, or the mean of the two in the middle.
func median[T time.Duration | int64](sorted []T) T {
	n := len(sorted)
	return (sorted[(n-1)/2] + sorted[n/2]) / 2
}

// seconds writes a duration, with more digits when it is short.
func seconds(d time.Duration) string {
	if d < time.Second {
		return fmt.Sprintf("%.3f s", d.Seconds())
	}
	return fmt.Sprintf("%.2f s", d.Seconds())
}

// unless writes a measure, unless it is the one that says that nothing was measured.
func unless[T comparable](none, measure T, write func(T) string) string {
	if measure == none {
		return "–"
	}
	return write(measure)
}

// megabytes writes an amount of memory.
func megabytes(n int64) string {
	return fmt.Sprintf("%.0f MB", float64(n)/1e6)
}

// writeCells writes a table in columns as wide as their widest cell. The first line is the head.
func writeCells(w io.Writer, cells [][]string) error {
	widths := make([]int, len(cells[0]))
	for _, line := range cells {
		for i, cell := range line {
			widths[i] = max(widths[i], utf8.RuneCountInString(cell))
		}
	}
	var b strings.Builder
	for n, line := range cells {
		for i, cell := range line {
			b.WriteString("| " + cell + strings.Repeat(" ", widths[i]-utf8.RuneCountInString(cell)+1))
		}
		b.WriteString("|\n")
		if n > 0 {
			continue
		}
		for _, width := range widths {
			b.WriteString("| " + strings.Repeat("-", width) + " ")
		}
		b.WriteString("|\n")
	}
	_, err := io.WriteString(w, b.String())
	return err
}
