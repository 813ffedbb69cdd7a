package web

import (
	"net/http"

	"dateline/store"
	"dateline/store/query"
)

// reviewView is what is doubtful.
type reviewView struct {
	Ask    ask
	Open   []store.StatementRow // whose speaker was left open
	Of     int                  // statements that were looked at
	Grades []choice             // lists of what is to check
}

const mostReviewed = 600

// review lists what somebody should look at.
func (d *desk) review(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := reviewView{Ask: a}
	p := page{name: "review.html", title: "Review", nav: "review", query: a.Q}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	check, err := query.NewField("grade", "to check")
	if err != nil {
		return page{}, err
	}
	q := query.Query{Terms: a.query.Terms, Fields: append(append([]query.Field{}, a.query.Fields...), check)}
	rows, err := d.store.Statements(r.Context(), q, store.Page{Limit: mostReviewed})
	if err != nil {
		return page{}, err
	}
	v.Of = len(rows)
	out := statementsJSON{Statements: []statementJSON{}}
	for _, x := range rows {
		if s := x.Statement.Speaker; (s.Name == nil && s.Span != nil || len(s.Candidates) > 0) && len(v.Open) < pageSize {
			v.Open = append(v.Open, x)
			out.Statements = append(out.Statements, statementJSON{x.Statement, bare(x.Report)})
		}
	}
	t, err := d.store.Tally(r.Context(), a.query, tallied)
	if err != nil {
		return page{}, err
	}
	for _, c := range t.Grades {
		if c.Value != "sure" {
			v.Grades = append(v.Grades, choice{Label: "statements", N: c.N, Address: place{path: "/statements"}.address(q.String())})
		}
	}
	v.Grades = append(v.Grades,
		choice{Label: "statements without a named speaker", N: countOf(t.Speakers, ""), Address: "/unnamed"})
	p.data, p.json = v, out
	return p, nil
}

// countOf is how often a value was counted.
func countOf(list []store.Count, value string) int {
	for _, c := range list {
		if c.Value == value {
			return c.N
		}
	}
	return 0
}
