package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dateline/position"
	"dateline/store"
	"dateline/store/query"
)

// positionsView is the table of who holds what: a party a row, with the latest
// wording in each cell, and below it the positions one by one.
type positionsView struct {
	Ask     ask
	Tabs    []tab
	Topics  string // as they were asked for, or are kept
	Ways    []tab  // by topic, by kind, unanswered
	Found   []topicCount
	Known   []position.Topic
	Nobody  []string // topics that were asked for and on which nobody holds anything
	Other   int      // positions that are on no topic shown
	Unnamed int      // positions whose holder is not named
	Hand    hand
	ByKind  bool
	Open    []openView // with what nobody answered
	OpenOf  int
	Looked  int // reports in which answers were looked for
	Fresh   fresh
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
	Holder string // who holds it for the party, where that is somebody else
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
	v := positionsView{Ask: a, Topics: strings.TrimSpace(r.FormValue("topics")), First: firstAddress(r), Tabs: tabs(a, "positions"), ByKind: r.FormValue("by") == "kind"}
	open := r.FormValue("open") != ""
	for _, w := range []struct {
		name, by, open string
		on             bool
	}{{"By topic", "", "", !v.ByKind && !open}, {"By kind", "kind", "", v.ByKind && !open}, {"Unanswered", "", "1", open}} {
		q := url.Values{}
		for k, x := range map[string]string{"q": a.Q, "by": w.by, "open": w.open} {
			if x != "" {
				q.Set(k, x)
			}
		}
		v.Ways = append(v.Ways, tab{w.name, strings.TrimSuffix("/positions?"+q.Encode(), "?"), w.on})
	}
	p := page{name: "positions.html", title: "Positions", nav: "positions", query: a.Q}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	if open && !isAPI(r) {
		return d.unanswered(r, p, v)
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
		v.Hand = d.hand(r)
		if v.ByKind {
			v.matrix(all)
		} else if !wantsJSON(r) {
			if err := d.topical(r, &v, all); err != nil {
				return page{}, err
			}
		}
	}
	out := positionsJSON{Positions: make([]positionJSON, 0, len(rows)), Next: link(jsonNext(r, next))}
	for _, x := range rows {
		out.Positions = append(out.Positions, positionJSON{x.Position, bare(x.Report)})
	}
	p.data, p.json = v, out
	return p, nil
}

// matrix fills the table by kind with positions, the latest first.
func (v *positionsView) matrix(list []store.PositionRow) {
	v.Of = len(list)
	in := func(p store.PositionRow, column int) bool {
		return slices.Contains(kindGroups[column].kinds, p.Position.Kind)
	}
	for _, g := range kindGroups {
		v.Columns = append(v.Columns, g.title)
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
	// Columns in which nobody holds anything are left out.
	for c := len(v.Columns) - 1; c >= 0; c-- {
		if slices.ContainsFunc(v.Rows, func(r matrixRow) bool { return r.Cells[c].Latest != nil }) {
			continue
		}
		v.Columns = slices.Delete(v.Columns, c, c+1)
		for i := range v.Rows {
			v.Rows[i].Cells = slices.Delete(v.Rows[i].Cells, c, c+1)
		}
	}
}

// openView is a demand or an offer that nobody answered.
type openView struct {
	store.PositionRow
	By string // who has not
}

// openPositions reads positions that nobody answered.
func (d *desk) openPositions(r *http.Request, list []store.Open) ([]openView, error) {
	var out []openView
	for _, o := range list {
		line, err := d.lineOr(r.Context(), reportOf(o.Position))
		if err != nil {
			return nil, err
		}
		for i := range line.Positions {
			if line.Positions[i].ID == o.Position {
				out = append(out, openView{store.PositionRow{Position: line.Positions[i], Report: headOf(line.Report)}, o.By})
			}
		}
	}
	return out, nil
}

// unanswered lists the demands and offers of the latest reports that nobody
// answered.
func (d *desk) unanswered(r *http.Request, p page, v positionsView) (page, error) {
	x, f, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	v.Fresh = f
	out := positionsJSON{Positions: []positionJSON{}}
	if x != nil {
		v.OpenOf, v.Looked = len(x.open), x.looked
		some, next, err := turned(r, x.open, pageSize)
		if err != nil {
			return page{}, err
		}
		if v.Open, err = d.openPositions(r, some); err != nil {
			return page{}, err
		}
		v.Next, out.Next = next, link(jsonNext(r, next))
	}
	for _, o := range v.Open {
		out.Positions = append(out.Positions, positionJSON{o.Position, bare(o.Report)})
	}
	p.name, p.data, p.json = "unanswered.html", v, out
	return p, nil
}

// short cuts words after so many.
func short(s string, n int) string {
	w := strings.Fields(s)
	if len(w) <= n {
		return s
	}
	return strings.Join(w[:n], " ") + " …"
}
