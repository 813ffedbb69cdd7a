package article

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"golang.org/x/net/html/charset"

	"dateline/source"
	"dateline/text"
	"dateline/text/fieldname"
)

// readCSV reads a row of a table of delimited text. What its columns hold is
// told by their names, as of the fields of a JSON object; of a column without
// a telling name, by what its values look like.
func readCSV(item source.Item, opt Options, yield func(*Article, error) bool) {
	if item.Table == nil {
		yield(nil, refuse(item, "not a table: no first row names a headline and a body, and no columns are alike enough"))
		return
	}
	r := newFieldRecord("column ", rowFields(item))
	if r.size() == 0 {
		yield(nil, refuse(item, "a row without a body"))
		return
	}
	d := r.draft(ShapeCSV, 0)
	d.reasons = slices.Insert(d.reasons, 0, Reason{"shape", "row of a table with the delimiter " + item.Table.Delimiter()})
	yield(d.article(item, opt), nil)
}

// cell is the value of a cell.
type cell struct {
	words string    // what it says
	inner text.Text // its origin counts from the start of the row
}

func (c *cell) String() string { return c.words }

func (c *cell) number() bool {
	return c.words != "" && strings.Trim(c.words, "0123456789") == ""
}

func (c *cell) text(base int) text.Text { return c.inner.Shift(-base) }

// rowFields gathers the cells of a row as fields.
func rowFields(item source.Item) *fields {
	out := &fields{}
	decode := rowDecoder(item)
	cells := item.Table.Cells(item.Data)
	for i, k := range columnSenses(item.Table) {
		if i >= len(cells) || k == (fieldname.Sense{}) && item.Table.Columns[i].Form != source.FormProse {
			continue
		}
		at := cells[i].Span
		t := item.Table.Unquote(decode(item.Data[at.Start:at.End]).Shift(at.Start), cells[i].Quoted)
		t = t.Sub(t.Trim(t.All()))
		if emptyCell(t.String()) {
			continue
		}
		t = cellBreaks(t)
		x := field{name: columnName(item.Table, i), value: &cell{listCell(t.String()), t}}
		switch {
		case k.Has(fieldname.Section):
			out.putSection(x, k)
		case !k.Has(fieldname.Aside):
			out.put(x, k)
		}
	}
	return out
}

// rowDecoder returns the function that decodes the cells of a row, all of them
// in the charset of the row.
func rowDecoder(item source.Item) func([]byte) text.Text {
	if !utf8.Valid(item.Data) {
		_, name := decodePlain(item.Data, item.Hint)
		if enc, known := charset.Lookup(name); enc != nil && known != "utf-8" {
			return func(b []byte) text.Text { return text.DecodeCharset(b, enc) }
		}
	}
	return text.Decode
}

// columnName returns what a column is called in reasons.
func columnName(t *source.Table, i int) string {
	if name := t.Columns[i].Name; name != "" {
		return name
	}
	return "number " + strconv.Itoa(i+1)
}

// columnSenses tells what the columns of a table hold. A name such as
// "author.name" says what the fields in each other say that it was made of.
func columnSenses(t *source.Table) []fieldname.Sense {
	out := make([]fieldname.Sense, len(t.Columns))
	told := fieldname.Sense{}
	for i, c := range t.Columns {
		ok := true
		for step := range strings.SplitSeq(c.Name, ".") {
			if out[i], ok = inside(out[i], fieldname.Of(step), step); !ok {
				out[i] = fieldname.Sense{}
				out[i][fieldname.Aside] = 1
				break
			}
		}
		for class, rank := range out[i] {
			told[class] = max(told[class], rank)
		}
	}
	for i, c := range t.Columns {
		class, ok := formClass[c.Form]
		if ok && out[i] == (fieldname.Sense{}) && !told.Has(class) {
			out[i][class] = formRank
			if class != fieldname.Body {
				told[class] = formRank // only the first
			}
		}
	}
	return out
}

// formClass is what a column holds whose values have a form, if no name tells
// of another. formRank is how good evidence that is.
var formClass = map[source.Form]fieldname.Class{
	source.FormProse: fieldname.Body, source.FormLine: fieldname.Title,
	source.FormDate: fieldname.Date, source.FormAddress: fieldname.URL,
}

const formRank = 2

// emptyCell reports what programs write into a cell for nothing.
func emptyCell(s string) bool {
	switch strings.ToLower(s) {
	case "", "nan", "none", "null", "n/a", "na", "nil", "[]", "{}", `\n`, "-", "undefined":
		return true
	}
	return false
}

// quotedItem is an element of a list as Python and JSON write it.
var quotedItem = regexp.MustCompile(`"([^"]*)"|'([^']*)'`)

// listCell returns the elements of a cell that is a list of strings, parted by
// semicolons; any other as it is.
func listCell(s string) string {
	const longest = 2000
	if len(s) > longest || !strings.HasPrefix(s, "[") || !strings.HasSuffix(s, "]") || strings.Contains(s, "{") {
		return s
	}
	var out []string
	for _, m := range quotedItem.FindAllStringSubmatch(s, -1) {
		out = append(out, m[1]+m[2])
	}
	if len(out) == 0 {
		return s
	}
	return strings.Join(out, "; ")
}

// cellBreaks makes line breaks of those that were written as "\n" or "\r\n" in
// a cell of several lines that has no other.
func cellBreaks(t text.Text) text.Text {
	s := t.String()
	if strings.Count(s, `\n`) < 2 || strings.Contains(s, "\n") {
		return t
	}
	b := text.NewBuilder(t)
	b.Grow(len(s))
	run := 0
	for {
		i := strings.Index(s[run:], `\n`)
		if i < 0 {
			break
		}
		start, end := run+i, run+i+2
		if strings.HasSuffix(s[run:start], `\r`) {
			start -= len(`\r`)
		}
		b.Copy(text.Span{Start: run, End: start})
		b.Put("\n", text.Span{Start: start, End: end})
		run = end
	}
	b.Copy(text.Span{Start: run, End: len(s)})
	return b.Text()
}
