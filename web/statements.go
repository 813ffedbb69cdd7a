package web

import (
	"net/http"
	"slices"
	"strings"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/store/rank"
	"dateline/web/drawer"
)

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
	Tabs    []tab
	Chips   []chip
	Facets  []facet
	Days    daysView
	Tally   store.Tally
	Keep    bool   // the query can be kept as an alert
	Hidden  int    // statements that are to check and not shown
	ShowAll string // address that shows them too
	Name    string // whose statements these are, on a speaker's page
	Pairs   []pairRow
	Behind  []personRow // who goes by the name in all spellings
	Fresh   fresh
	Streams streamsView
	Sort    sortView
	Held    []store.PositionRow
	Reports []reportStatements
	Next    string
	First   string // address of the first page; "" when this is it
}

// reportStatements are consecutive statements of one report.
type reportStatements struct {
	Report     record.Report
	Statements []record.Statement
}

func (d *desk) statements(r *http.Request) (page, error) {
	a := askOf(r, filters)
	v := statementsView{Ask: a, First: firstAddress(r), Tabs: tabs(a, "statements")}
	p := page{name: "statements.html", title: "Statements", nav: "statements", query: a.Text()}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	here := place{path: "/statements", ask: a, all: r.FormValue("all") != "" || isAPI(r), sort: r.FormValue("sort")}
	var err error
	if v.Tally, err = d.store.Tally(r.Context(), a.query, tallied); err != nil {
		return page{}, err
	}
	v.Chips, v.Facets, v.Days = here.chips(), here.facets(v.Tally), here.days(v.Tally.Days)
	v.Streams = here.streams(v.Tally.Streams)
	v.Keep = d.drawer != nil && d.who(r).May(drawer.Editor) && !a.Empty()
	q := v.surest(here)
	if v.Sort, err = sorted(r, a); err != nil {
		return page{}, err
	}
	rows, next, err := paged(r, func(p store.Page) ([]store.StatementRow, error) {
		if v.Sort.ByRank {
			return rank.Statements(r.Context(), d.store, q, p)
		}
		return d.store.Statements(r.Context(), q, p)
	}, statementCursor)
	if err != nil {
		return page{}, err
	}
	return v.fill(r, p, rows, next), nil
}

// surest is the query of the page, limited to sure statements where there are
// any and nothing else was asked for.
func (v *statementsView) surest(here place) query.Query {
	q := here.ask.query
	if here.all || slices.ContainsFunc(q.Fields, func(f query.Field) bool { return f.Name == "grade" }) {
		return q
	}
	sure, err := query.NewField("grade", "sure")
	i := slices.IndexFunc(v.Tally.Grades, func(c store.Count) bool { return c.Value == "sure" })
	if err != nil || i < 0 || v.Tally.Grades[i].N == v.Tally.Total {
		return q
	}
	v.Hidden = v.Tally.Total - v.Tally.Grades[i].N
	v.ShowAll = place{path: here.path, ask: here.ask, all: true, sort: here.sort}.address(here.ask.Text())
	return query.Query{Terms: q.Terms, Fields: append(slices.Clone(q.Fields), sure)}
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
	if v.Tally.Total > 0 && v.First == "" {
		t := toTallyJSON(v.Tally)
		out.Tally = &t
	}
	v.Next = next
	p.data, p.json = v, out
	return p
}

// speaker lists the statements of one speaker: of those that answer to the
// words of the name, the ones that have this very name. Where the reports show
// who that is in all spellings, the page of that one is shown instead.
func (d *desk) speaker(r *http.Request) (page, error) {
	name := r.PathValue("name")
	field, err := query.NewField("speaker", name)
	if err != nil {
		return page{}, noSuchSpeaker
	}
	x, f, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	v := statementsView{Name: name, First: firstAddress(r), Fresh: f}
	if x != nil {
		for _, a := range x.called(name) {
			v.Behind = append(v.Behind, personRowOf(a))
		}
	}
	q := query.Query{Fields: []query.Field{field}}
	rows, next, err := paged(r, func(p store.Page) ([]store.StatementRow, error) {
		return d.saidBy(r, q, func(s store.StatementRow) bool {
			return s.Statement.Speaker.Name != nil && *s.Statement.Speaker.Name == name
		}, p)
	}, statementCursor)
	if err != nil {
		return page{}, err
	}
	if len(rows) == 0 && v.First == "" {
		return page{}, noSuchSpeaker
	}
	if err := d.about(r, &v, q, []string{name}); err != nil {
		return page{}, err
	}
	p := v.fill(r, page{name: "speaker.html", title: name, nav: "people"}, rows, next)
	if len(v.Behind) == 1 && v.First == "" && r.FormValue("as") == "" {
		p.to = v.Behind[0].Address
	}
	return p, nil
}

// about gathers what else the record has of somebody: figures, positions held,
// and with whom they take part in events.
func (d *desk) about(r *http.Request, v *statementsView, q query.Query, names []string) (err error) {
	if v.Tally, err = d.store.Tally(r.Context(), q, tallied); err != nil {
		return err
	}
	here := place{path: "/statements", ask: ask{Q: q.String(), query: q}}
	v.Days = here.days(v.Tally.Days)
	v.Days.Wider = ""
	v.Facets = slices.DeleteFunc(here.facets(v.Tally), func(f facet) bool { return f.Title == "Speaker" })
	const held, with = 6, 12 // rows
	if v.Held, err = d.store.Positions(r.Context(), q, store.Page{Limit: held}); err != nil {
		return err
	}
	marks, err := d.store.Marks(r.Context(), q, mostMarks)
	if err != nil {
		return err
	}
	others := map[string]int{}
	self := map[string]int{}
	for _, m := range marks {
		for _, n := range slices.Concat(splitNames(m.Actors), splitNames(m.Recipients)) {
			if slices.Contains(names, n) {
				self[n]++
			} else {
				others[n]++
			}
		}
	}
	me := v.Name
	if list := countsOf(self); len(list) > 0 {
		me = list[0].Value
	}
	for _, c := range countsOf(others)[:min(len(others), with)] {
		v.Pairs = append(v.Pairs, pairRow{A: me, B: c.Value, N: c.N, Address: pairAddress(me, c.Value)})
	}
	return nil
}

var noSuchSpeaker = &problem{http.StatusNotFound, "No such speaker", "No statement in the record has a speaker of this name."}

// unnamed lists the statements whose speaker is not named.
func (d *desk) unnamed(r *http.Request) (page, error) {
	rows, next, err := paged(r, func(p store.Page) ([]store.StatementRow, error) {
		return d.saidBy(r, query.Query{}, func(s store.StatementRow) bool { return s.Statement.Speaker.Name == nil }, p)
	}, statementCursor)
	if err != nil {
		return page{}, err
	}
	v := statementsView{First: firstAddress(r)}
	return v.fill(r, page{name: "speaker.html", title: "Not named", nav: "people"}, rows, next), nil
}

// saidBy reads on until the page is full of statements that answer q and for
// which is holds, or there are no more.
func (d *desk) saidBy(r *http.Request, q query.Query, is func(store.StatementRow) bool, p store.Page) ([]store.StatementRow, error) {
	var out []store.StatementRow
	limit := p.Limit
	for {
		rows, err := d.store.Statements(r.Context(), q, p)
		if err != nil {
			return nil, err
		}
		for _, x := range rows {
			if is(x) {
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
	Tabs []tab
	Rows []store.SpeakerRow
	Most int // statements of the speaker with the most, at least 1
}

func (d *desk) speakers(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := speakersView{Ask: a, Tabs: tabs(a, "speakers")}
	p := page{name: "speakers.html", title: "Speakers", nav: "people", query: a.Q}
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
		marks = append(marks, mark{q.Start, q.End, lookQuoted, finding{}})
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
