package guide

import (
	"bytes"
	"fmt"
	"strings"

	"balise/generator/internal/diag"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
	"github.com/yuin/goldmark/parser"
	"github.com/yuin/goldmark/text"
)

// lostCells reports the cells that a table leaves out, since its head has fewer.
func (s *parsing) lostCells(table *extast.Table) {
	src, columns := s.text[s.base:], len(table.Alignments)
	for row := table.FirstChild(); row != nil; row = row.NextSibling() {
		if row.Kind() != extast.KindTableRow {
			continue
		}
		at := max(row.Pos(), 0)
		line := lineAt(src, at)
		from, to := cellsAfter(line, columns)
		lost := strings.TrimSpace(string(line[from:to]))
		if lost == "" {
			continue
		}
		from += bytes.Index(line[from:to], []byte(lost))
		s.report(s.base+at+from, s.base+at+from+len(lost), diag.Error, diag.Table,
			fmt.Sprintf("the head of this table has %s, so %q is left out", countCells(columns), shorten(lost, 60)), `give the head as many cells as the row, or write \| for a bar that is text`)
	}
}

// cellsAfter returns the stretch of a row behind its first n cells.
func cellsAfter(line []byte, n int) (from, to int) {
	end := len(bytes.TrimRight(line, " \t\n"))
	at := len(line) - len(bytes.TrimLeft(line, " \t"))
	if at < end && line[at] == '|' {
		at++
	}
	if end > at && line[end-1] == '|' {
		end--
	}
	for ; at < end && n > 0; at++ {
		if line[at] == '|' && line[at-1] != '\\' {
			n--
		}
	}
	return at, max(at, end) // the same when nothing is left
}

func countCells(n int) string {
	if n == 1 {
		return "1 cell"
	}
	return fmt.Sprintf("%d cells", n)
}

// nearTables notices paragraphs that look like a table, once tables have been
// taken out.
type nearTables struct{}

// Transform implements parser.ParagraphTransformer.
func (nearTables) Transform(para *ast.Paragraph, reader text.Reader, pc parser.Context) {
	lines, src := para.Lines(), reader.Source()
	if lines.Len() < 2 {
		return
	}
	for i := range lines.Len() {
		line := lines.At(i)
		row := line.Value(src)
		if !isGridDelimiter(row) {
			continue
		}
		if i > 0 {
			head := lines.At(i - 1)
			notice(pc, diag.Table, line, src, mismatch(head.Value(src), row))
		} else if second := lines.At(1); isRow(second.Value(src)) {
			notice(pc, diag.Table, line, src, nearMiss{message: "this looks like a table but is text, since it has no head", fix: "put the names of its columns on the line right above this one, with no blank line between"})
		}
		return
	}
	first, second := lines.At(0), lines.At(1)
	head, row := first.Value(src), second.Value(src)
	switch {
	case !isRow(head) || !isRow(row):
	case len(bytes.TrimFunc(row, isRuled)) == 0: // of dashes that are no hyphens
		notice(pc, diag.Table, second, src, mismatch(head, row))
	default:
		notice(pc, diag.Table, first, src, nearMiss{message: "this looks like a table but is text, since the line below its head is missing", fix: "add a line " + delimiterRow(cells(head)) + " below this one"})
	}
}

// mismatch says why a head and the line below it begin no table.
func mismatch(head, row []byte) nearMiss {
	n, below := cells(head), cells(row)
	m := nearMiss{message: "this looks like a table but is text, since this line cannot be read", fix: "write " + delimiterRow(n)}
	if n != below {
		m.message = fmt.Sprintf("this looks like a table but is text: its head has %s, this line %d", countCells(n), below)
	}
	return m
}

// isGridDelimiter tells whether a line was likely meant to delimit the head of a
// table.
func isGridDelimiter(row []byte) bool {
	return isDelimiterRow(row) && bytes.IndexByte(row, '|') >= 0 && bytes.Contains(row, []byte("--"))
}

// isRuled tells whether a character stands where a line below a head is drawn.
func isRuled(c rune) bool { return isDash(c) || c == '|' || c == ':' || c == ' ' || c == '\n' }

// isRow tells whether a line begins and ends with a bar.
func isRow(row []byte) bool {
	row = bytes.TrimSpace(row)
	return len(row) > 2 && row[0] == '|' && row[len(row)-1] == '|'
}

// cells returns how many cells a row has.
func cells(row []byte) int {
	from, to := cellsAfter(row, 0)
	n := 1
	for at := from + 1; at < to; at++ {
		if row[at] == '|' && row[at-1] != '\\' {
			n++
		}
	}
	return n
}

func delimiterRow(n int) string { return "|" + strings.Repeat("---|", max(n, 1)) }
