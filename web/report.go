package web

import (
	"net/http"
	"strconv"
	"strings"

	"dateline/record"
	"dateline/store"
)

// reportsView is the list of reports.
type reportsView struct {
	Ask   ask
	Rows  []store.ReportRow
	Next  string
	First string // address of the first page; "" when this is it
}

const pageSize = 50 // rows of a list's page

func (d *desk) reports(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := reportsView{Ask: a, First: firstAddress(r)}
	p := page{name: "reports.html", title: "Reports", nav: "reports"}
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
	Headed     bool // one of the paragraphs is the page's heading

	NotAnalysed []string
}

// group is consecutive rows that are shown together; furniture is folded away.
type group struct {
	Furniture bool
	Open      bool // folded furniture in which something is marked
	Rows      []row
}

// row is a paragraph and the notes on the statements that start in it.
type row struct {
	Paragraph paragraph
	Heading   bool   // the page's heading
	Lang      string // of the words, "" if it was not recognised
	Notes     []note
}

// note is what stands in the margin about a statement.
type note struct {
	N         int    // number within the report, from 1
	Anchor    string // id of the place in the text
	Statement record.Statement
	Positions []record.Position // that stand in it
	Bytes     string            // address of its bytes; "" when it has none
	Report    record.Report
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
	return page{name: "report.html", title: title, nav: "reports", data: viewReport(line, asked), json: line}, nil
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

// viewReport sets a report, the asked stretches of its text marked.
func viewReport(l record.Line, asked [][2]int) reportView {
	v := reportView{Report: l.Report, Model: l.Model, Statements: len(l.Statements), NotAnalysed: l.NotAnalysed}
	ps, marks := paragraphs(l.Report.Text, l.Report.Parts)
	for i, s := range l.Statements {
		marks = append(marks, statementMarks(s, i+1)...)
	}
	for _, x := range asked {
		marks = append(marks, mark{x[0], x[1], lookHit, 0})
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

// add puts a paragraph into the groups.
func (v *reportView) add(p paragraph, l record.Line) {
	x := row{Paragraph: p, Heading: p.Kind == "headline" && !v.Headed, Lang: deref(l.Report.Language, "")}
	v.Headed = v.Headed || x.Heading
	marked := false
	for _, r := range p.runs {
		marked = marked || r.Look&(lookWhole|lookHit) != 0
		for _, n := range r.Anchors {
			x.Notes = append(x.Notes, noteOn(l, n))
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

func noteOn(l record.Line, n int) note {
	s := l.Statements[n-1]
	x := note{N: n, Anchor: "s" + strconv.Itoa(n), Statement: s, Report: l.Report, Bytes: bytesAddress(l.Report, s.Span)}
	for _, p := range l.Positions {
		if p.Statement != nil && *p.Statement == s.ID {
			x.Positions = append(x.Positions, p)
		}
	}
	if x.Bytes != "" {
		x.Bytes += "&s=" + strconv.Itoa(n)
	}
	return x
}

// statementAddress is the place of a statement in its report's page.
func statementAddress(report, statement string) string {
	return reportAddress(report) + "#" + anchor(report, statement)
}

// anchor is the id of a statement's place in its report's page: the record
// numbers the statements of a report from 1 ("ID.s3").
func anchor(report, statement string) string {
	a, ok := strings.CutPrefix(statement, report+".")
	if !ok {
		return "text"
	}
	return a
}
