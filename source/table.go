package source

import (
	"strings"
	"unicode/utf8"

	"dateline/text"
)

// Table is what the rows of a table of delimited text have in common: CSV (RFC
// 4180) with any of its delimiters, and TSV. It is never changed.
type Table struct {
	Columns []Column
	comma   byte
	quote   byte // 0 if quotation marks mean nothing
	escape  bool // a backslash escapes what follows; else a quotation mark is doubled
}

// Column is a column of a table.
type Column struct {
	Name string // as the first row writes it; "" without one
	Form Form   // what its values look like
	raw  string // the name's bytes, white space at the ends left out
}

// Form is what the values of a column look like.
type Form uint8

// The forms. A column is of a form if most of the first rows are.
const (
	FormOther   Form = iota
	FormProse        // running text of some length
	FormLine         // several words, shorter than prose
	FormDate         // a day, with or without a time
	FormAddress      // an address of the web
	FormNumber       // a whole number
)

// Cell is one cell of a row.
type Cell struct {
	Span   text.Span // bytes of the row, without quotation marks around it
	Quoted bool      // it stood in quotation marks
}

// Delimiter names what parts the cells: "comma", "tab".
func (t *Table) Delimiter() string {
	switch t.comma {
	case '\t':
		return "tab"
	case ';':
		return "semicolon"
	case '|':
		return "bar"
	}
	return "comma"
}

// Cells cuts a row into its cells. A row may have more or fewer of them than
// the table has columns.
func (t *Table) Cells(row []byte) []Cell {
	c := cutter{table: t, cells: make([]Cell, 0, len(t.Columns))}
	for _, b := range row {
		if c.next(b) {
			break
		}
	}
	return c.end()
}

// Unquote returns what a cell says, given its bytes decoded as t: of a quoted
// cell, doubled quotation marks are one, as units of the origin; so are the
// escapes of a table that writes them with a backslash.
func (t *Table) Unquote(cell text.Text, quoted bool) text.Text {
	s := cell.String()
	mark := `""`
	switch {
	case t.escape:
		mark = `\`
	case !quoted:
		return cell
	}
	at := strings.Index(s, mark)
	if at < 0 {
		return cell
	}
	b := text.NewBuilder(cell)
	b.Grow(len(s))
	run := 0
	for at >= 0 && at+1 < len(s) {
		words, n := s[at+1:at+2], 2
		if t.escape {
			words, n = unescaped(s[at+1:])
		}
		b.Copy(text.Span{Start: run, End: at})
		b.Put(words, text.Span{Start: at, End: at + n})
		run = at + n
		next := strings.Index(s[run:], mark)
		if next < 0 {
			break
		}
		at = run + next
	}
	b.Copy(text.Span{Start: run, End: len(s)})
	return b.Text()
}

// unescaped returns what a backslash before s means and its length with the
// backslash.
func unescaped(s string) (string, int) {
	switch s[0] {
	case 'n':
		return "\n", 2
	case 't':
		return "\t", 2
	case 'r':
		return "\n", 2
	}
	_, n := utf8.DecodeRuneInString(s)
	return s[:n], n + 1
}

// cutter cuts rows byte by byte. It takes what programs write: a quotation
// mark inside a cell that does not begin with one, and one in a quoted cell
// that neither is doubled nor ends it, stand for themselves.
type cutter struct {
	table *Table
	state cutState
	at    int // bytes taken
	start int // of the cell
	close int // where the quotation mark stands that may end the cell
	cells []Cell
	done  bool // the line feed that ends the row was taken
	first byte // the byte before the one at close
	last  byte // the byte taken last
	odd   bool // in a quoted cell stands what looks like the start of another: ,"word
}

type cutState uint8

const (
	cutStart   cutState = iota // at the start of a cell
	cutPlain                   // in a cell without quotation marks
	cutQuoted                  // between quotation marks
	cutEscaped                 // after a backslash, between quotation marks
	cutClosed                  // after a quotation mark that may end the cell
	cutBare                    // after a backslash in a cell without quotation marks
)

// next takes a byte and reports whether it, a line feed, ends the row.
func (c *cutter) next(b byte) bool {
	before := c.last
	c.last = b
	c.at++
	switch c.state {
	case cutQuoted:
		switch {
		case b == c.table.quote:
			c.state, c.close, c.first = cutClosed, c.at-1, before
		case b == '\\' && c.table.escape:
			c.state = cutEscaped
		}
		return false
	case cutEscaped:
		c.state = cutQuoted
		return false
	case cutBare:
		c.state = cutPlain
		return false
	case cutStart:
		switch {
		case b == c.table.quote && b != 0:
			c.state, c.start = cutQuoted, c.at
			return false
		case b == ' ':
			return false
		}
		c.state = cutPlain
	case cutClosed:
		switch {
		case b == c.table.quote && c.close == c.at-2 && !c.table.escape:
			c.state = cutQuoted
			return false
		case b == ' ' || b == '\r':
			return false
		case b != c.table.comma && b != '\n':
			c.state = cutQuoted // it stood for itself
			c.odd = c.odd || c.first == c.table.comma && c.close == c.at-2
			return false
		}
	}
	switch {
	case b == '\\' && c.table.escape:
		c.state = cutBare
	case b == c.table.comma || b == '\n':
		c.cell(c.at - 1)
		c.done = b == '\n'
		return c.done
	}
	return false
}

// cell ends a cell before byte end.
func (c *cutter) cell(end int) {
	cell := Cell{Span: text.Span{Start: c.start, End: end}}
	switch c.state {
	case cutClosed:
		cell = Cell{text.Span{Start: c.start, End: c.close}, true}
	case cutQuoted, cutEscaped:
		cell.Quoted = true
	}
	c.cells = append(c.cells, cell)
	c.state, c.start = cutStart, c.at
}

// open reports whether the bytes so far end between quotation marks.
func (c *cutter) open() bool { return c.state == cutQuoted || c.state == cutEscaped }

// end returns the cells, also where no line feed ended the row.
func (c *cutter) end() []Cell {
	if !c.done {
		c.cell(c.at)
	}
	return c.cells
}
