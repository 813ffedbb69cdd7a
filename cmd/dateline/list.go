package main

import (
	"encoding/csv"
	"io"
	"strings"
)

// columnsOf names a list's columns in the formats that have some.
type columnsOf struct {
	table, csv []string
}

// list prints rows in one of the list formats.
type list struct {
	format  string
	columns columnsOf
	rows    int

	json  jsonPrinter
	jsonl jsonlPrinter
	csv   *csv.Writer
	table table
	term  terminal
	out   io.Writer
	note  func(format string, args ...any)
}

func (a *app) list(f *filterFlags, c columnsOf) *list {
	return &list{
		format: f.format.value, columns: c,
		json: jsonPrinter{w: a.stdout}, jsonl: jsonlPrinter{w: a.stdout}, csv: csv.NewWriter(a.stdout),
		table: table{w: a.stdout, head: c.table}, term: a.out, out: a.stdout, note: a.note,
	}
}

// row prints one row: item in the JSON formats, cells, by column, in the
// others, and on a terminal the block instead of a line of a table.
func (l *list) row(item any, cells map[string]string, shown func() block) error {
	l.rows++
	switch l.format {
	case "json":
		return l.json.value(item)
	case "jsonl":
		return l.jsonl.value(item)
	case "csv":
		if l.rows == 1 {
			if err := l.csv.Write(l.columns.csv); err != nil {
				return err
			}
		}
		row := make([]string, 0, len(l.columns.csv))
		for _, c := range l.columns.csv {
			row = append(row, csvCell(cells[c]))
		}
		return l.csv.Write(row)
	}
	if l.term.is {
		return shown().print(l.out, l.term, l.rows > 1)
	}
	row := make([]string, 0, len(l.columns.table))
	for _, c := range l.columns.table {
		row = append(row, oneLine(cells[c]))
	}
	return l.table.row(row)
}

// end prints what is left and returns the outcome.
func (l *list) end() error {
	var err error
	switch l.format {
	case "json":
		err = l.json.end()
	case "csv":
		l.csv.Flush()
		err = l.csv.Error()
	case "table":
		err = l.table.flush()
	}
	if err != nil {
		return err
	}
	if l.rows == 0 {
		l.note("nothing found")
	}
	return outcome(l.rows, 0)
}

// csvCell returns s as a cell that no spreadsheet takes for a formula and no
// terminal for a command.
func csvCell(s string) string {
	if s != "" && s != "-" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		s = "'" + s
	}
	return harmless(s)
}

// table prints rows in aligned columns, a line for each. The widths are those
// of the first rows; cells that are wider push the rest of their row to the
// right.
type table struct {
	w      io.Writer
	head   []string
	first  [][]string // the rows that set the widths
	widths []int      // nil until they are set
}

const (
	tableSample = 200 // rows that set the widths
	cellWidth   = 28  // columns that a cell before the last is given, at most
	cellGap     = 2
)

func (t *table) row(cells []string) error {
	if t.widths != nil {
		return t.print(cells)
	}
	t.first = append(t.first, cells)
	if len(t.first) < tableSample {
		return nil
	}
	return t.flush()
}

// flush sets the widths and prints the rows that waited for them.
func (t *table) flush() error {
	if t.widths != nil || len(t.first) == 0 {
		return nil
	}
	t.widths = make([]int, len(t.head))
	head := make([]string, len(t.head))
	for i, h := range t.head {
		head[i] = strings.ToUpper(h)
		t.widths[i] = columns(h)
		for _, row := range t.first {
			t.widths[i] = max(t.widths[i], min(columns(row[i]), cellWidth))
		}
	}
	if err := t.print(head); err != nil {
		return err
	}
	for _, row := range t.first {
		if err := t.print(row); err != nil {
			return err
		}
	}
	t.first = nil
	return nil
}

func (t *table) print(cells []string) error {
	var b strings.Builder
	for i, c := range cells {
		if i == len(cells)-1 {
			b.WriteString(c)
			break
		}
		b.WriteString(pad(c, t.widths[i]) + strings.Repeat(" ", cellGap))
	}
	_, err := io.WriteString(t.w, strings.TrimRight(b.String(), " ")+"\n")
	return err
}
