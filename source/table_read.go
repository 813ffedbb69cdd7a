package source

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
)

func isTable(head []byte) bool {
	_, _, _, ok := sniffTable(head)
	return ok
}

// readTable reads a table of delimited text: an item for each row, without the
// line end after it. Pointer is "line 12", the row's first line.
//
// A row that has too many or too few cells gives an error. If it ran over
// several lines, as it does when a quotation mark is missing, the rows that it
// swallowed are looked for from its second line on.
func readTable(s *splitter) {
	head, err := s.in.window()
	if err != nil {
		s.broken(err)
		return
	}
	t, start, named, _ := sniffTable(head)
	s.in.take(head[:start])
	r := rowReader{s: s, table: t, at: s.in.at, line: s.in.line}
	if named {
		_, _, _ = r.row()
		r.drop(r.size)
	}
	var bad int64 // end of the last row that was none, whose error was given
	for {
		cells, whole, err := r.row()
		switch {
		case err != nil:
			if !errors.Is(err, io.EOF) {
				s.broken(err)
			}
			return
		case len(bytes.TrimSpace(r.buf[:r.size])) == 0:
			r.drop(r.size)
			continue
		case !whole || !t.fits(cells, r.buf):
			if r.at >= bad {
				bad = r.at + int64(r.size)
				if !r.fail(cells, whole) {
					return
				}
			}
			r.dropBad()
			continue
		}
		if !t.repeats(cells, r.buf) && !r.give() {
			return
		}
		r.drop(r.size)
	}
}

// fits reports whether a row has a cell for each column, and none with
// something in it beyond.
func (t *Table) fits(cells []Cell, row []byte) bool {
	if len(cells) < len(t.Columns) {
		return false
	}
	for _, c := range cells[len(t.Columns):] {
		if len(bytes.TrimSpace(row[c.Span.Start:c.Span.End])) > 0 {
			return false
		}
	}
	return true
}

// repeats reports whether a row is the names of the columns once more, as in
// tables that were put one behind another.
func (t *Table) repeats(cells []Cell, row []byte) bool {
	for i, c := range t.Columns {
		cell := cells[i].Span
		if strings.TrimSpace(string(row[cell.Start:cell.End])) != c.raw {
			return false
		}
	}
	return true
}

// rowReader reads rows and can go back to the second line of one.
type rowReader struct {
	s     *splitter
	table *Table
	buf   []byte // what was read and not dropped, from byte at of the source
	at    int64
	line  int   // number of the line that buf begins with
	size  int   // bytes of the row in buf, its line feed included
	again int64 // bytes that were read more than once
}

// row finds the next row, which is then the first size bytes of buf. whole is
// false if it is over the limit, if the source ended between quotation marks,
// or if a missing one made it swallow the next. The error is io.EOF when no row
// is left.
func (r *rowReader) row() (cells []Cell, whole bool, err error) {
	c := cutter{table: r.table}
	r.size = 0
	for {
		for r.size < len(r.buf) {
			b := r.buf[r.size]
			r.size++
			if c.next(b) {
				return c.cells, !c.odd || bytes.Count(r.buf[:r.size], []byte("\n")) < 2, nil
			}
		}
		if r.size > r.s.in.limit {
			return nil, false, nil
		}
		if err := r.more(); err != nil {
			if len(r.buf) > 0 && errors.Is(err, io.EOF) {
				open := c.open()
				return c.end(), !open, nil
			}
			return nil, false, err
		}
	}
}

// more reads on into buf.
func (r *rowReader) more() error {
	b, err := r.s.in.buffered()
	if err != nil {
		return err
	}
	r.buf = append(r.buf, b...)
	r.s.in.take(b)
	return nil
}

// drop goes on behind the first n bytes of buf.
func (r *rowReader) drop(n int) {
	r.line += bytes.Count(r.buf[:n], []byte("\n"))
	r.at += int64(n)
	r.buf = r.buf[n:]
}

// dropBad goes on behind the first line of a row that is none. When much has
// been read again already it goes on behind the whole row, so that the work
// stays in proportion to the source.
func (r *rowReader) dropBad() {
	const free, times = 1 << 20, 4
	n := bytes.IndexByte(r.buf[:r.size], '\n') + 1
	if n == 0 || n == r.size || r.again > free+times*r.at {
		r.drop(r.size)
		return
	}
	r.again += int64(r.size - n)
	r.drop(n)
}

// give hands on the row as an item.
func (r *rowReader) give() bool {
	row := bytes.Clone(bytes.TrimRight(r.buf[:r.size], "\r\n"))
	return r.s.item(Item{Pointer: r.place(), Offset: r.at, Data: row, Table: r.table})
}

func (r *rowReader) place() string { return fmt.Sprintf("line %d", r.line) }

// fail gives the error for a row that is none.
func (r *rowReader) fail(cells []Cell, whole bool) bool {
	reason := fmt.Sprintf("a row of %d cells where the table has %d columns", len(cells), len(r.table.Columns))
	switch {
	case !whole && r.size > r.s.in.limit:
		return r.s.over(r.place())
	case !whole:
		reason = "a quotation mark that is not closed"
	}
	return r.s.fail(r.place(), reason, nil)
}
