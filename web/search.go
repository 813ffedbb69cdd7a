package web

import (
	"net/http"

	"dateline/record"
	"dateline/store"
	"dateline/store/rank"
)

// searchView is the page of a search.
type searchView struct {
	Ask   ask
	Tabs  []tab
	Sort  sortView
	Hits  []hit
	Next  string
	First string // address of the first page; "" when this is it
}

// hit is a report that answers, with the passage that does.
type hit struct {
	store.ReportRow
	Runs    []run
	Address string // the place in the report, the matches marked
	Cut     bool   // the report goes on before the passage
	passage record.Span
	matches []record.Span
}

func (d *desk) search(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := searchView{Ask: a, First: firstAddress(r), Tabs: tabs(a, "search")}
	p := page{name: "search.html", title: "Search", nav: "search", query: a.Q}
	if a.Q != "" {
		p.title = "Search: " + a.Q
	}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	out := searchJSON{Hits: []hitJSON{}}
	_, err := limitOf(r)
	if err != nil {
		return page{}, err
	}
	if v.Sort, err = sorted(r, a); err != nil {
		return page{}, err
	}
	if !a.Empty() {
		rows, next, err := paged(r, func(p store.Page) ([]store.Hit, error) {
			if v.Sort.ByRank {
				return rank.Hits(r.Context(), d.store, a.query, p)
			}
			return d.store.Search(r.Context(), a.query, p)
		}, func(x store.Hit) string { return x.Cursor })
		if err != nil {
			return page{}, err
		}
		for _, x := range rows {
			v.Hits = append(v.Hits, viewHit(x))
			out.Hits = append(out.Hits, hitJSON{toReportJSON(x.ReportRow), x.Passage, spans(x.Matches)})
		}
		v.Next, out.Next = next, link(jsonNext(r, next))
	}
	p.data, p.json = v, out
	return p, nil
}

func viewHit(x store.Hit) hit {
	marks := make([]mark, 0, len(x.Matches))
	at := make([][2]int, 0, len(x.Matches))
	for _, m := range x.Matches {
		marks = append(marks, mark{m.Start, m.End, lookHit, finding{}})
		at = append(at, [2]int{m.Start, m.End})
	}
	if len(at) == 0 && x.Passage.End > x.Passage.Start {
		at = append(at, [2]int{x.Passage.Start, x.Passage.End})
	}
	h := hit{ReportRow: x.ReportRow, Runs: pieceRuns(x.Passage, marks), Address: reportAddress(x.Report.ID), Cut: x.Passage.Start > 0, passage: x.Passage, matches: x.Matches}
	if len(at) > 0 {
		h.Address += "?at=" + writePairs(at) + "#at"
	}
	return h
}

// spans makes a list that is never null.
func spans(list []record.Span) []record.Span {
	if list == nil {
		return []record.Span{}
	}
	return list
}

// sortView is in which order a list stands: the latest first, or what answers
// best.
type sortView struct {
	Show   bool // there are words to rank by
	ByRank bool
	Date   string // addresses of the two
	Rank   string
	Most   int // of so many that answer, the latest
}

// sorted reads sort= of a list that is asked with a.
func sorted(r *http.Request, a ask) (sortView, error) {
	v := sortView{Show: len(a.query.Terms) > 0, Most: rank.Most, Date: withParam(r.URL, "sort", ""), Rank: withParam(r.URL, "sort", "rank")}
	switch s := r.FormValue("sort"); s {
	case "", "date":
	case "rank":
		v.ByRank = v.Show
	default:
		return v, bad("sort=%s is neither date nor rank.", s)
	}
	return v, nil
}
