package web

import (
	"net/http"
	"slices"
	"strings"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// todayView is the start page.
type todayView struct {
	Counts   store.Counts
	Reports  []store.ReportRow
	Speakers speakersView
}

func (d *desk) today(r *http.Request) (page, error) {
	const reports, speakers = 12, 15 // rows
	ctx := r.Context()
	counts, err := d.store.Counts(ctx)
	if err != nil {
		return page{}, err
	}
	rows, err := d.store.Reports(ctx, query.Query{}, store.Page{Limit: reports})
	if err != nil {
		return page{}, err
	}
	who, err := d.store.Speakers(ctx, query.Query{})
	if err != nil {
		return page{}, err
	}
	who = slices.DeleteFunc(who, func(x store.SpeakerRow) bool { return x.Name == "" })
	who = who[:min(len(who), speakers)]
	return page{
		name: "today.html", title: "Today", nav: "today",
		data: todayView{Counts: counts, Reports: rows, Speakers: speakersView{Rows: who, Most: most(who)}},
		json: todayJSON{
			Counts: countsJSON(counts), Reports: toReportsJSON(rows), Speakers: toSpeakersJSON(who),
		},
	}, nil
}

func most(rows []store.SpeakerRow) int {
	n := 1
	for _, x := range rows {
		n = max(n, x.Statements)
	}
	return n
}

// statementsView is a list of statements, those of one report together.
type statementsView struct {
	Ask     ask
	Kinds   []string
	Name    string // whose statements these are, on a speaker's page
	Reports []reportStatements
	Next    string
	First   string // address of the first page; "" when this is it
}

// reportStatements are consecutive statements of one report.
type reportStatements struct {
	Report     record.Report
	Statements []record.Statement
}

var kinds = []string{"direct", "mixed", "indirect"}

func (d *desk) statements(r *http.Request) (page, error) {
	a := askOf(r, filters)
	v := statementsView{Ask: a, Kinds: kinds, First: firstAddress(r)}
	p := page{name: "statements.html", title: "Statements", nav: "statements"}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	rows, next, err := paged(r, func(p store.Page) ([]store.StatementRow, error) {
		return d.store.Statements(r.Context(), a.query, p)
	}, statementCursor)
	if err != nil {
		return page{}, err
	}
	return v.fill(r, p, rows, next), nil
}

func statementCursor(x store.StatementRow) string { return x.Cursor }

// fill completes the view and its page with rows.
func (v statementsView) fill(r *http.Request, p page, rows []store.StatementRow, next string) page {
	out := statementsJSON{Statements: make([]statementJSON, 0, len(rows)), Next: link(jsonNext(r, next))}
	for _, x := range rows {
		if n := len(v.Reports); n == 0 || v.Reports[n-1].Report.ID != x.Report.ID {
			v.Reports = append(v.Reports, reportStatements{Report: x.Report})
		}
		g := &v.Reports[len(v.Reports)-1]
		g.Statements = append(g.Statements, x.Statement)
		out.Statements = append(out.Statements, statementJSON{Statement: x.Statement, Report: bare(x.Report)})
	}
	v.Next = next
	p.data, p.json = v, out
	return p
}

// speaker lists the statements of one speaker: of those that answer to the
// words of the name, the ones that have this very name.
func (d *desk) speaker(r *http.Request) (page, error) {
	name := r.PathValue("name")
	field, err := query.NewField("speaker", name)
	if err != nil {
		return page{}, noSuchSpeaker
	}
	q := query.Query{Fields: []query.Field{field}}
	rows, next, err := paged(r, func(p store.Page) ([]store.StatementRow, error) {
		return d.saidBy(r, q, &name, p)
	}, statementCursor)
	if err != nil {
		return page{}, err
	}
	v := statementsView{Name: name, First: firstAddress(r)}
	if len(rows) == 0 && v.First == "" {
		return page{}, noSuchSpeaker
	}
	return v.fill(r, page{name: "speaker.html", title: name, nav: "speakers"}, rows, next), nil
}

var noSuchSpeaker = &problem{http.StatusNotFound, "No such speaker", "No statement in the record has a speaker of this name."}

// unnamed lists the statements whose speaker is not named.
func (d *desk) unnamed(r *http.Request) (page, error) {
	rows, next, err := paged(r, func(p store.Page) ([]store.StatementRow, error) {
		return d.saidBy(r, query.Query{}, nil, p)
	}, statementCursor)
	if err != nil {
		return page{}, err
	}
	v := statementsView{First: firstAddress(r)}
	return v.fill(r, page{name: "speaker.html", title: "Not named", nav: "speakers"}, rows, next), nil
}

// saidBy reads on until the page is full of statements whose speaker has the
// name, or none if that is nil, or there are no more.
func (d *desk) saidBy(r *http.Request, q query.Query, name *string, p store.Page) ([]store.StatementRow, error) {
	var out []store.StatementRow
	limit := p.Limit
	for {
		rows, err := d.store.Statements(r.Context(), q, p)
		if err != nil {
			return nil, err
		}
		for _, x := range rows {
			if n := x.Statement.Speaker.Name; n == name || n != nil && name != nil && *n == *name {
				out = append(out, x)
			}
			if len(out) == limit {
				return out, nil
			}
		}
		if len(rows) < p.Limit {
			return out, nil
		}
		p.Cursor = rows[len(rows)-1].Cursor
	}
}

// speakersView is the list of speakers.
type speakersView struct {
	Ask  ask
	Rows []store.SpeakerRow
	Most int // statements of the speaker with the most, at least 1
}

func (d *desk) speakers(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := speakersView{Ask: a}
	p := page{name: "speakers.html", title: "Speakers", nav: "speakers"}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	rows, err := d.store.Speakers(r.Context(), a.query)
	if err != nil {
		return page{}, err
	}
	v.Rows, v.Most = rows, most(rows)
	p.data, p.json = v, speakersJSON{Speakers: toSpeakersJSON(rows)}
	return p, nil
}

// contentRuns sets what was said, its quoted words marked, in the pieces in
// which it stands.
func contentRuns(s record.Statement) [][]run {
	var marks []mark
	for _, q := range s.Quotes {
		marks = append(marks, mark{q.Start, q.End, lookQuoted, 0})
	}
	out := make([][]run, 0, len(s.Content))
	for _, c := range s.Content {
		out = append(out, pieceRuns(c, marks))
	}
	return out
}

// cueWords are the words that say that it was said.
func cueWords(s record.Statement) string {
	words := make([]string, len(s.Cue))
	for i, c := range s.Cue {
		words[i] = c.Exact
	}
	return strings.Join(words, " … ")
}
