package web

import (
	"net/http"
	"slices"
	"strings"

	"dateline/store"
	"dateline/store/query"
	"dateline/text"
)

// positionsView is the table of who holds what: a party a row, with the latest
// wording in each cell, and below it the positions one by one.
type positionsView struct {
	Ask     ask
	Tabs    []tab
	Topics  string // as they were asked for
	Columns []string
	Rows    []matrixRow
	Of      int // positions that were looked at
	More    int // parties that are not shown
	List    []store.PositionRow
	Next    string
	First   string
}

type matrixRow struct {
	Party string
	Link  string
	Cells []cell
	N     int
}

// cell is the latest position of a party in a column.
type cell struct {
	Latest *store.PositionRow
	Before int    // further ones
	Link   string // to all of them
}

// groups of kinds of positions, for the columns where no topics are given.
var kindGroups = []struct {
	title string
	kinds []string
}{
	{"Demands and red lines", []string{"demand", "red_line"}},
	{"Refusals and denials", []string{"refusal", "denial"}},
	{"Conditions", []string{"condition"}},
	{"Offers and readiness", []string{"offer", "readiness"}},
	{"Commitments and intentions", []string{"commitment", "intention"}},
	{"Threats", []string{"threat"}},
	{"Allegations and assessments", []string{"allegation", "assessment"}},
}

const (
	matrixed   = 300 // latest positions that the table is made of
	matrixRows = 14
)

func (d *desk) positions(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := positionsView{Ask: a, Topics: strings.TrimSpace(r.FormValue("topics")), First: firstAddress(r), Tabs: tabs(a, "positions")}
	p := page{name: "positions.html", title: "Positions", nav: "positions", query: a.Q}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	rows, next, err := paged(r, func(p store.Page) ([]store.PositionRow, error) {
		return d.store.Positions(r.Context(), a.query, p)
	}, func(x store.PositionRow) string { return x.Cursor })
	if err != nil {
		return page{}, err
	}
	v.List, v.Next = rows, next
	if v.First == "" {
		all := rows
		if next != "" {
			if all, err = d.store.Positions(r.Context(), a.query, store.Page{Limit: matrixed}); err != nil {
				return page{}, err
			}
		}
		v.matrix(all)
	}
	out := positionsJSON{Positions: make([]positionJSON, 0, len(rows)), Next: link(jsonNext(r, next))}
	for _, x := range rows {
		out.Positions = append(out.Positions, positionJSON{x.Position, bare(x.Report)})
	}
	p.data, p.json = v, out
	return p, nil
}

// topics are the words that columns are asked for.
func (v *positionsView) topics() []string {
	var out []string
	for t := range strings.SplitSeq(v.Topics, ",") {
		if t = strings.TrimSpace(t); t != "" && len(out) < 8 {
			out = append(out, t)
		}
	}
	return out
}

// matrix fills the table with positions, the latest first.
func (v *positionsView) matrix(list []store.PositionRow) {
	v.Of = len(list)
	topics := v.topics()
	in := func(p store.PositionRow, column int) bool {
		return slices.Contains(kindGroups[column].kinds, p.Position.Kind)
	}
	if len(topics) > 0 {
		v.Columns = topics
		in = func(p store.PositionRow, column int) bool {
			words := p.Position.Span.Exact
			if c := p.Position.Condition; c != nil {
				words += " " + c.Exact
			}
			return mentions(words, topics[column])
		}
	} else {
		for _, g := range kindGroups {
			v.Columns = append(v.Columns, g.title)
		}
	}
	at := map[string]int{}
	for i := range list {
		name := party(list[i].Position.Holder)
		if name == "" {
			continue
		}
		k, ok := at[name]
		if !ok {
			k = len(v.Rows)
			at[name] = k
			v.Rows = append(v.Rows, matrixRow{Party: name, Cells: make([]cell, len(v.Columns))})
			if f, err := query.NewField("speaker", name); err == nil {
				here := place{path: "/positions", ask: v.Ask}
				v.Rows[k].Link = here.address(here.with(f))
			}
		}
		for c := range v.Columns {
			if !in(list[i], c) {
				continue
			}
			x := &v.Rows[k].Cells[c]
			if x.Latest == nil {
				x.Latest = &list[i]
			} else {
				x.Before++
			}
			v.Rows[k].N++
		}
	}
	v.Rows = slices.DeleteFunc(v.Rows, func(r matrixRow) bool { return r.N == 0 })
	slices.SortStableFunc(v.Rows, func(a, b matrixRow) int { return b.N - a.N })
	if len(v.Rows) > matrixRows {
		v.More = len(v.Rows) - matrixRows
		v.Rows = v.Rows[:matrixRows]
	}
	// Columns in which nobody holds anything are left out, but not those that
	// were asked for.
	for c := len(v.Columns) - 1; c >= 0 && len(topics) == 0; c-- {
		if slices.ContainsFunc(v.Rows, func(r matrixRow) bool { return r.Cells[c].Latest != nil }) {
			continue
		}
		v.Columns = slices.Delete(v.Columns, c, c+1)
		for i := range v.Rows {
			v.Rows[i].Cells = slices.Delete(v.Rows[i].Cells, c, c+1)
		}
	}
}

// mentions reports whether a word of words begins with a word of topic.
func mentions(words, topic string) bool {
	for w := range text.Words(words) {
		for t := range text.Words(topic) {
			if strings.HasPrefix(w, t) {
				return true
			}
		}
	}
	return false
}

// short cuts words after so many.
func short(s string, n int) string {
	w := strings.Fields(s)
	if len(w) <= n {
		return s
	}
	return strings.Join(w[:n], " ") + " …"
}
