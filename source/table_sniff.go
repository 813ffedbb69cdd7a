package source

import (
	"bytes"
	"net/url"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/text/fieldname"
	"dateline/text/jsonspan"
	"dateline/when"
)

const (
	sampleRows = 40 // rows that are looked at
	proseSize  = 150
)

// sniffTable tells whether head, the start of a source, is that of a table of
// reports, and of which kind. Text that merely holds commas must not be taken
// for one: either the first row names a column for a headline and one for a
// body, or several rows have the same number of cells, one of them running
// text and another a day, an address or a number in each. start is where the
// rows begin, past a byte order mark and a line that names the delimiter;
// named says that the first row is the names.
func sniffTable(head []byte) (t *Table, start int, named, ok bool) {
	start = markLen(head)
	if bytes.HasPrefix(bytes.TrimLeft(head[start:], space), []byte("<")) || jsonspan.Looks(head[start:]) || bytes.IndexByte(head, 0) >= 0 {
		return nil, 0, false, false
	}
	commas := []byte{',', '\t', ';', '|'}
	if line := firstLine(head[start:]); len(line) == 5 && strings.EqualFold(string(line[:4]), "sep=") {
		commas = []byte{line[4]} // as Excel writes
		start += bytes.IndexByte(head[start:], '\n') + 1
	}
	best := 0
	for _, comma := range commas {
		if bytes.IndexByte(firstLine(head[start:]), comma) < 0 {
			continue
		}
		kinds := []Table{{comma: comma, quote: '"'}, {comma: comma, quote: '"', escape: true}, {comma: comma}}
		if bytes.Count(head, []byte(`\"`)) > bytes.Count(head, []byte(`""`)) {
			kinds[0], kinds[1] = kinds[1], kinds[0]
		}
		for _, kind := range kinds {
			s := sample(&kind, head[start:])
			if score, byName := s.judge(); score > best {
				best, named, ok = score, byName, true
				t = &kind
				t.Columns = s.columns(byName)
			}
		}
	}
	return t, start, named, ok
}

func firstLine(b []byte) []byte {
	line, _, _ := bytes.Cut(b, []byte("\n"))
	return bytes.TrimRight(line, "\r")
}

// tableSample is the first rows of what may be a table, their cells decoded.
type tableSample struct {
	rows  [][]string
	cells [][]Cell
	whole int // rows that ended within the sample
}

// sample cuts head into rows. The last may be cut short.
func sample(t *Table, head []byte) tableSample {
	var s tableSample
	for len(head) > 0 && len(s.rows) < sampleRows {
		c := cutter{table: t}
		n := 0
		for n < len(head) && !c.next(head[n]) {
			n++
		}
		row := bytes.TrimRight(head[:n], "\r\n")
		head = head[min(n+1, len(head)):]
		if len(bytes.TrimSpace(row)) == 0 {
			continue
		}
		cells := t.Cells(row)
		words := make([]string, len(cells))
		for i, cell := range cells {
			words[i] = strings.TrimSpace(string(row[cell.Span.Start:cell.Span.End]))
		}
		s.rows, s.cells = append(s.rows, words), append(s.cells, cells)
		if c.done {
			s.whole++
		}
		if len(s.rows) >= 6 && s.alike() < 3 {
			break // no table
		}
	}
	return s
}

// alike counts the rows that have as many cells as the first.
func (s tableSample) alike() int {
	n := 0
	for _, row := range s.rows {
		if len(row) == len(s.rows[0]) {
			n++
		}
	}
	return n
}

// judge returns how well the rows fit, 0 if they are no table, and whether the
// first row is names. What counts is the share of rows that are alike, so that
// a row cut in two at a line end in quotation marks does not.
func (s tableSample) judge() (score int, named bool) {
	if len(s.rows) < 2 || len(s.rows[0]) < 2 {
		return 0, false
	}
	alike := s.alike()
	share := 1000 * alike / len(s.rows)
	if names(s.rows[0]) {
		var title, body bool
		for _, name := range s.rows[0] {
			k := fieldname.Of(columnName(name))
			k[fieldname.Variant] = 0
			title = title || k.Only(fieldname.Title) && k.Has(fieldname.Title)
			body = body || k.Has(fieldname.Body) && !k.Has(fieldname.Title, fieldname.Aside)
		}
		if title && body && alike >= 2 || title && body && s.whole == 1 && len(s.rows[1]) <= len(s.rows[0]) {
			return share + 1000, true
		}
	}
	// Without telling names all rows must be alike.
	last := len(s.rows) - 1
	if alike < 3 || alike < last && len(s.rows) > 3 || alike < len(s.rows) && s.whole == len(s.rows) {
		return 0, false
	}
	forms := s.columns(names(s.rows[0]))
	if !slices.ContainsFunc(forms, func(c Column) bool { return c.Form == FormProse }) ||
		!slices.ContainsFunc(forms, func(c Column) bool { return c.Form >= FormDate }) {
		return 0, false
	}
	return share, names(s.rows[0]) && s.stands(forms)
}

// stands reports whether the first row, as it could be names, has none of the
// forms of the columns below.
func (s tableSample) stands(forms []Column) bool {
	for i, c := range forms {
		if c.Form >= FormDate && formOf(s.rows[0][i]) == c.Form {
			return false
		}
	}
	return true
}

// names reports whether a row may be the names of columns: short words, no two
// alike, none of them a value.
func names(row []string) bool {
	const longest = 60
	seen := map[string]bool{}
	letters := 0
	for i, name := range row {
		low := strings.ToLower(name)
		switch {
		case low == "" && (i == 0 || i == len(row)-1):
			continue // the numbers of rows, or a delimiter too much
		case low == "", seen[low], len(name) > longest, strings.ContainsAny(name, "\n\r"), len(strings.Fields(name)) > 4:
			return false
		case formOf(name) >= FormDate && formOf(name) != FormNumber:
			return false
		}
		if strings.ContainsFunc(low, unicode.IsLetter) {
			letters++
		}
		seen[low] = true
	}
	return letters*2 > len(row)
}

// columns returns the columns of the table with the forms that most rows have.
func (s tableSample) columns(named bool) []Column {
	rows := s.rows
	out := make([]Column, len(rows[0]))
	if named {
		for i, name := range rows[0] {
			out[i].Name, out[i].raw = columnName(name), name
		}
		rows = rows[1:]
	}
	for i := range out {
		var counts [FormNumber + 1]int
		n := 0
		for _, row := range rows {
			if i < len(row) && row[i] != "" {
				counts[formOf(row[i])]++
				n++
			}
		}
		for form, k := range counts {
			if k*10 >= n*7 && n > 0 {
				out[i].Form = Form(form)
			}
		}
	}
	return out
}

// columnName returns the name of a column, which is in UTF-8 or a charset of
// Western Europe.
func columnName(s string) string {
	if utf8.ValidString(s) {
		return s
	}
	return decodeLabel([]byte(s), "windows-1252")
}

// formOf tells what a value looks like.
func formOf(s string) Form {
	switch {
	case s == "":
		return FormOther
	case len(s) <= 18 && strings.Trim(s, "0123456789") == "":
		return FormNumber
	case strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://"):
		if u, err := url.Parse(s); err == nil && u.Host != "" && !strings.ContainsAny(s, " \n") {
			return FormAddress
		}
	}
	if len(s) <= 60 && strings.ContainsAny(s, "0123456789") {
		if d, ok := when.Parse(s); ok && d.Precision >= when.Day && !strings.HasPrefix(d.ISO, "-") {
			return FormDate
		}
	}
	words := len(strings.Fields(s))
	switch {
	case utf8.RuneCountInString(s) >= proseSize && (words > 15 || utf8.RuneCountInString(s)*2 < len(s)):
		return FormProse
	case words >= 3:
		return FormLine
	}
	return FormOther
}
