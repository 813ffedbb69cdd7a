package web

import (
	"errors"
	"net/http"

	"dateline/record"
	"dateline/store"
	"dateline/story"
)

// compareView is two reports side by side, sentence by sentence.
type compareView struct {
	A, B    record.Report
	Clauses []clauseView
	Same    int // sentences of both that differ in nothing but marks
	Differ  int
	OnlyA   int
	OnlyB   int
	Hand    hand
}

// clauseView is a sentence of one beside that of the other.
type clauseView struct {
	Kind string // same, differs, only in the first, only in the second
	A, B *record.Span
	Diff []change
}

func (d *desk) compare(r *http.Request) (page, error) {
	one, err := d.reportOrVersion(r, r.PathValue("a"))
	if err != nil {
		return page{}, err
	}
	other, err := d.reportOrVersion(r, r.PathValue("b"))
	if err != nil {
		return page{}, err
	}
	v := compareView{A: one.Report, B: other.Report, Hand: d.hand(r)}
	out := compareJSON{A: headOf(one.Report), B: headOf(other.Report), Clauses: []clauseJSON{}}
	for _, c := range story.Clauses(story.Report{Line: &one}, story.Report{Line: &other}) {
		x := clauseView{A: c.A, B: c.B}
		switch {
		case c.A == nil:
			x.Kind = "only in the second"
			v.OnlyB++
		case c.B == nil:
			x.Kind = "only in the first"
			v.OnlyA++
		case len(c.Differences) > 0:
			x.Kind = "differs"
			x.Diff = wordDiff(c.A.Exact, c.B.Exact)
			v.Differ++
		default:
			x.Kind = "same"
			v.Same++
		}
		v.Clauses = append(v.Clauses, x)
		out.Clauses = append(out.Clauses, clauseJSON{x.Kind, c.A, c.B})
	}
	return page{name: "compare.html", title: "Compare", nav: "stories", data: v, json: out}, nil
}

// reportOrVersion reads what is named by the id of a report or of a version.
func (d *desk) reportOrVersion(r *http.Request, id string) (record.Line, error) {
	line, err := d.store.Line(r.Context(), id)
	if errors.Is(err, store.ErrNotFound) {
		return d.store.Version(r.Context(), id)
	}
	return line, err
}

type compareJSON struct {
	A       record.Report `json:"a"`
	B       record.Report `json:"b"`
	Clauses []clauseJSON  `json:"clauses"`
}

type clauseJSON struct {
	Kind string       `json:"kind"` // same, differs, only in the first, only in the second
	A    *record.Span `json:"a"`
	B    *record.Span `json:"b"`
}

// headOf is a report without what is long.
func headOf(r record.Report) record.Report {
	r.Text, r.Parts, r.Headlines = "", nil, nil
	return bare(r)
}
