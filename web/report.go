package web

import (
	"net/http"
	"slices"
	"strconv"
	"strings"

	"dateline/record"
	"dateline/store"
)

// reportsView is the list of reports.
type reportsView struct {
	Ask   ask
	Tabs  []tab
	Rows  []store.ReportRow
	Next  string
	First string // address of the first page; "" when this is it
}

const pageSize = 50 // rows of a list's page

func (d *desk) reports(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := reportsView{Ask: a, First: firstAddress(r), Tabs: tabs(a, "reports")}
	p := page{name: "reports.html", title: "Reports", nav: "reports", query: a.Q}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	rows, next, err := paged(r, func(p store.Page) ([]store.ReportRow, error) {
		return d.store.Reports(r.Context(), a.query, p)
	}, func(x store.ReportRow) string { return x.Cursor })
	if err != nil {
		return page{}, err
	}
	v.Rows, v.Next = rows, next
	p.data = v
	p.json = reportsJSON{Reports: toReportsJSON(rows), Next: link(jsonNext(r, next))}
	return p, nil
}

// reportView is a report's page.
type reportView struct {
	Report     record.Report
	Model      string
	Groups     []group
	Statements int
	Positions  int
	Events     int
	Headed     bool // one of the paragraphs is the page's heading
	Shown      []shown
	Live       string // the report on the web; "" when it has no address
	Reference  string

	NotAnalysed []string

	Meetings []meetingView
	Versions []version // where there are several
	Story    *storyView
	Copies   []copyView
	Fresh    fresh
	Hand     hand
}

// version is one of the versions of a report.
type version struct {
	record.Report
	Here    bool // it is the one that is shown
	Current bool
	Against string // address that compares it with the current one
}

// copyView is a report that carries the same copy.
type copyView struct {
	record.Report
	Percent int
	Address string // of the two side by side
	Order   string // which was first, and how that is known
}

const mostVersions = 20

// beside gathers what stands beside a report: its versions, and the reports
// with the same copy or on the same happening.
func (d *desk) beside(r *http.Request, v *reportView) error {
	id := v.Report.ID
	list, err := d.store.Versions(r.Context(), id)
	if err != nil {
		return err
	}
	for i, x := range list[:min(len(list), mostVersions)] {
		if len(list) == 1 {
			break
		}
		line, err := d.store.Version(r.Context(), x)
		if err != nil {
			return err
		}
		y := version{Report: headOf(line.Report), Here: x == v.Report.Version, Current: i == 0}
		if i > 0 {
			y.Against = compareAddress(x, id)
		}
		v.Versions = append(v.Versions, y)
	}
	x, f, err := d.relations(r.Context())
	if err != nil {
		return err
	}
	v.Fresh = f
	if x == nil {
		return nil
	}
	if s := x.storyOf(id); s != nil {
		y := storyView{Story: *s}
		v.Story = &y
	}
	copies := x.rewritesOf(id)
	var ids []string
	for _, w := range copies {
		ids = append(ids, w.A, w.B)
	}
	heads, err := d.heads(r.Context(), ids)
	if err != nil {
		return err
	}
	for _, w := range copies {
		other := w.A
		if other == id {
			other = w.B
		}
		if o, ok := heads[other]; ok && len(v.Copies) < mostCopies {
			c := copyView{Report: o, Percent: int(100*w.Coverage + 0.5), Address: compareAddress(w.A, w.B), Order: "not known which is first"}
			if w.Order != nil {
				c.Order = "earlier"
				if other == w.B {
					c.Order = "later"
				}
				c.Order += " by its " + *w.Order
			}
			v.Copies = append(v.Copies, c)
		}
	}
	return nil
}

const mostCopies = 40

// shown is a kind of findings, with the address that shows it or leaves it
// out.
type shown struct {
	Name, Class string
	N           int
	On          bool
	Address     string
}

// group is consecutive rows that are shown together; furniture is folded away.
type group struct {
	Furniture bool
	Open      bool // folded furniture in which something is marked
	Rows      []row
}

// row is a paragraph and the notes on the findings that start in it.
type row struct {
	Paragraph paragraph
	Heading   bool   // the page's heading
	Lang      string // of the words, "" if it was not recognised
	Notes     []note
}

// note is what stands in the margin about a statement or an event.
type note struct {
	Of        finding
	Statement record.Statement
	Event     *eventView
	Positions []heldNote // that stand in the statement
	Bytes     string     // address of its bytes; "" when it has none
	Report    record.Report
	Live      string // address of the words on the live page
}

// heldNote is a position in the margin.
type heldNote struct {
	record.Position
	Anchor string
}

func (d *desk) report(r *http.Request) (page, error) {
	line, err := d.lineOf(r)
	if err != nil {
		return page{}, err
	}
	asked, err := pairs(r.FormValue("at"))
	if err != nil {
		return page{}, err
	}
	title := "Report without a headline"
	if line.Report.Title != nil {
		title = *line.Report.Title
	}
	v := viewReport(line, asked, r.FormValue("show"))
	v.Hand = d.hand(r)
	var met []store.MeetingRow
	for _, m := range line.Meetings {
		met = append(met, store.MeetingRow{Meeting: m, Report: headOf(line.Report)})
	}
	v.Meetings = meetingViews(met, d.today10())
	if err := d.beside(r, &v); err != nil {
		return page{}, err
	}
	return page{name: "report.html", title: title, nav: "reports", data: v, json: line}, nil
}

// lineOf reads the report that the path names, in the version that the query
// names, if one.
func (d *desk) lineOf(r *http.Request) (record.Line, error) {
	id, version := r.PathValue("id"), r.FormValue("version")
	if version == "" {
		return d.store.Line(r.Context(), id)
	}
	line, err := d.store.Version(r.Context(), version)
	if err == nil && line.Report.ID != id {
		err = store.ErrNotFound
	}
	return line, err
}

// viewReport sets a report, the asked stretches of its text marked. show names
// the kinds of findings that are marked, set apart by commas; "" means all.
func viewReport(l record.Line, asked [][2]int, show string) reportView {
	v := reportView{
		Report: l.Report, Model: l.Model, Statements: len(l.Statements), Positions: len(l.Positions), Events: len(l.Events),
		NotAnalysed: l.NotAnalysed, Live: webLink(l.Report.URL), Reference: reference(l.Report),
	}
	on := v.choose(show)
	ps, marks := paragraphs(l.Report.Text, l.Report.Parts)
	if on["statements"] {
		for i, s := range l.Statements {
			marks = append(marks, statementMarks(s, i+1)...)
		}
	}
	if on["positions"] {
		for i, p := range l.Positions {
			of := finding{}
			if !on["statements"] {
				of = finding{'p', i + 1}
			}
			marks = append(marks, mark{p.Span.Start, p.Span.End, lookPosition, of})
		}
	}
	if on["events"] {
		for i, e := range l.Events {
			marks = append(marks, mark{e.Span.Start, e.Span.End, lookEvent, finding{'e', i + 1}})
		}
	}
	for _, x := range asked {
		marks = append(marks, mark{x[0], x[1], lookHit, finding{}})
	}
	lines := make([]*line, len(ps))
	for i := range ps {
		lines[i] = &ps[i].line
	}
	setRuns(l.Report.Text, lines, marks)
	for _, p := range ps {
		v.add(p, l)
	}
	return v
}

// choose reads which kinds are shown, and makes the links that change it.
func (v *reportView) choose(show string) map[string]bool {
	kinds := []shown{
		{Name: "statements", Class: "said quoted", N: v.Statements}, {Name: "positions", Class: "position", N: v.Positions}, {Name: "events", Class: "event", N: v.Events},
	}
	on := map[string]bool{}
	for _, k := range kinds {
		on[k.Name] = show == "" || slices.Contains(strings.Split(show, ","), k.Name)
	}
	for _, k := range kinds {
		if k.N == 0 {
			continue
		}
		var list []string
		for _, x := range kinds {
			if on[x.Name] != (x.Name == k.Name) {
				list = append(list, x.Name)
			}
		}
		k.On, k.Address = on[k.Name], reportAddress(v.Report.ID)+"?show="+strings.Join(list, ",")
		if len(list) == 0 {
			k.Address = reportAddress(v.Report.ID) + "?show=none"
		}
		v.Shown = append(v.Shown, k)
	}
	return on
}

// add puts a paragraph into the groups.
func (v *reportView) add(p paragraph, l record.Line) {
	x := row{Paragraph: p, Heading: p.Kind == "headline" && !v.Headed, Lang: deref(l.Report.Language, "")}
	v.Headed = v.Headed || x.Heading
	marked := false
	for _, r := range p.runs {
		marked = marked || r.Look&(lookWhole|lookHit) != 0
		for _, f := range r.Anchors {
			x.Notes = append(x.Notes, noteOn(l, f))
		}
	}
	furniture := p.Kind == "furniture"
	if n := len(v.Groups); n == 0 || v.Groups[n-1].Furniture != furniture {
		v.Groups = append(v.Groups, group{Furniture: furniture})
	}
	g := &v.Groups[len(v.Groups)-1]
	g.Rows = append(g.Rows, x)
	g.Open = g.Open || marked
}

func noteOn(l record.Line, of finding) note {
	x := note{Of: of, Report: l.Report}
	switch of.kind {
	case 'e':
		e := viewEvent(store.EventRow{Event: l.Events[of.n-1], Report: l.Report})
		x.Event, x.Bytes = &e, bytesAddress(l.Report, e.Event.Span)
		return x
	case 'p':
		x.Positions = append(x.Positions, heldNote{l.Positions[of.n-1], of.String()})
		return x
	}
	s := l.Statements[of.n-1]
	x.Statement, x.Bytes = s, bytesAddress(l.Report, s.Span)
	x.Live = liveAddress(l.Report, s.Span.Exact)
	for i, p := range l.Positions {
		if p.Statement != nil && *p.Statement == s.ID {
			x.Positions = append(x.Positions, heldNote{p, "p" + strconv.Itoa(i+1)})
		}
	}
	if x.Bytes != "" {
		x.Bytes += "&s=" + strconv.Itoa(of.n)
	}
	return x
}

// statementAddress is the place of a statement in its report's page.
func statementAddress(report, statement string) string {
	return reportAddress(report) + "#" + anchor(report, statement)
}

// anchor is the id of the place of a statement or an event in its report's
// page: the record numbers those of a report from 1 ("ID.s3").
func anchor(report, statement string) string {
	a, ok := strings.CutPrefix(statement, report+".")
	if !ok {
		return "text"
	}
	return a
}
