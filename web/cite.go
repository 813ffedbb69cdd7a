package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/web/drawer"
)

// citation is a statement as people cite it: the words, who said them, and
// where they are written.
func citation(s record.Statement, r record.Report) string {
	var b strings.Builder
	list := s.Content
	if s.Kind == "direct" && len(s.Quotes) > 0 {
		list = s.Quotes
	}
	words := make([]string, 0, len(list))
	for _, c := range list {
		words = append(words, strings.Join(strings.Fields(c.Exact), " "))
	}
	said := strings.Join(words, " […] ")
	if s.Kind == "direct" {
		said = "“" + said + "”"
	}
	b.WriteString(said)
	who := party(s.Speaker.Ref)
	if role := roleOf(s.Speaker); role != "" && who != "" {
		who += " (" + role + ")"
	}
	for _, x := range []string{who, reference(r)} {
		if x != "" {
			b.WriteString(" — " + strings.Join(strings.Fields(x), " "))
		}
	}
	return b.String()
}

// reference names a report: outlet, headline, date and address.
func reference(r record.Report) string {
	var parts []string
	add := func(s string) {
		if s != "" {
			parts = append(parts, s)
		}
	}
	add(deref(r.Outlet, ""))
	if r.Title != nil {
		add("“" + *r.Title + "”")
	}
	if r.Published.Time != nil {
		add(date(r.Published.Time))
	}
	if r.URL != nil {
		add(*r.URL)
	} else {
		add(r.Location)
	}
	add("SHA-256 " + r.Version[:min(len(r.Version), 12)])
	return strings.Join(parts, ", ")
}

// liveAddress is where the words stand on the live page, as a text fragment
// (WICG, Scroll to Text Fragment); "" when the report has no address.
func liveAddress(r record.Report, words string) string {
	page := webLink(r.URL)
	if page == "" {
		return ""
	}
	list := strings.Fields(words)
	fragment := func(w []string) string {
		s := url.PathEscape(strings.Join(w, " "))
		return strings.NewReplacer("-", "%2D", ",", "%2C", "&", "%26").Replace(s)
	}
	const whole, end = 12, 5 // words
	text := ""
	switch {
	case len(list) == 0:
		return page
	case len(list) <= whole:
		text = fragment(list)
	default:
		text = fragment(list[:end]) + "," + fragment(list[len(list)-end:])
	}
	page, _, _ = strings.Cut(page, "#")
	return page + "#:~:text=" + text
}

// statementView is the page of one statement.
type statementView struct {
	N             int
	Statement     record.Statement
	Report        record.Report
	Positions     []record.Position
	Bytes         string
	Live          string
	Citation      string
	Others        []otherView
	Back          string
	Keep          bool // it can be put into a dossier
	Hand          hand
	Kinds         []string // that it can be corrected to
	PositionKinds []string
	Runs          []run         // of the lines that it stands in, marked
	Named         []string      // whom the report names
	Around        string        // the paragraphs that it stands in
	Together      bool          // the others are what the reports were found to show together
	Marks         []record.Mark // what people said of that
	Fresh         fresh
	Dossiers      []drawer.Dossier
}

// ID is that of the statement.
func (v statementView) ID() string { return v.Statement.ID }

// otherView is a statement elsewhere that has words of this one.
type otherView struct {
	store.StatementRow
	Diff []change
	Same bool
}

// statement shows one statement with all that is known of it.
func (d *desk) statement(r *http.Request) (page, error) {
	line, i, err := d.statementOf(r)
	if err != nil {
		return page{}, err
	}
	s := line.Statements[i]
	v := statementView{
		N: i + 1, Statement: s, Report: line.Report, Bytes: bytesAddress(line.Report, s.Span), Citation: citation(s, line.Report),
		Live: liveAddress(line.Report, s.Span.Exact), Back: statementAddress(line.Report.ID, s.ID),
	}
	for _, p := range line.Positions {
		if p.Statement != nil && *p.Statement == s.ID {
			v.Positions = append(v.Positions, p)
		}
	}
	if err := d.wordings(r, &v, line.Report.ID); err != nil {
		return page{}, err
	}
	v.Hand, v.Kinds, v.PositionKinds = d.hand(r), correction.StatementKinds, correction.PositionKinds
	for i := range line.Actors {
		if k := line.Actors[i].Kind; k != "place" && k != "agreement" {
			v.Named = append(v.Named, line.Actors[i].Name)
		}
	}
	v.Around, _ = aroundOf(line.Report.Text, s.Span)
	v.Runs = markedAround(line.Report.Text, s.Span, statementMarks(s, 1))
	if d.drawer != nil && d.who(r).May(drawer.Editor) {
		v.Keep = true
		if v.Dossiers, err = d.drawer.Dossiers(r.Context()); err != nil {
			return page{}, err
		}
	}
	out := oneJSON{Statement: s, Report: bare(line.Report), Positions: append([]record.Position{}, v.Positions...), Citation: v.Citation, Live: link(v.Live), Elsewhere: []statementJSON{}}
	out.Report.Text, out.Report.Parts, out.Report.Headlines = "", []record.Part{}, []record.Span{}
	for _, o := range v.Others {
		out.Elsewhere = append(out.Elsewhere, statementJSON{o.Statement, bare(o.Report)})
	}
	title := "Statement"
	if n := party(s.Speaker.Ref); n != "" {
		title = n
	}
	return page{name: "statement.html", title: title, nav: "statements", data: v, json: out}, nil
}

// statementOf finds the statement that the path names.
func (d *desk) statementOf(r *http.Request) (record.Line, int, error) {
	id := r.PathValue("id")
	cut := strings.LastIndex(id, ".s")
	if cut < 0 {
		return record.Line{}, 0, noSuchStatement
	}
	line, err := d.store.Line(r.Context(), id[:cut])
	if err != nil {
		return record.Line{}, 0, err
	}
	i := slices.IndexFunc(line.Statements, func(s record.Statement) bool { return s.ID == id })
	if i < 0 {
		return record.Line{}, 0, noSuchStatement
	}
	return line, i, nil
}

type oneJSON struct {
	Statement record.Statement  `json:"statement"`
	Report    record.Report     `json:"report"`
	Positions []record.Position `json:"positions"`
	Citation  string            `json:"citation"`
	Live      *string           `json:"live"` // address of the words on the live page
	Elsewhere []statementJSON   `json:"elsewhere"`
}

var noSuchStatement = &problem{http.StatusNotFound, "No such statement", "No report in the record has a statement of this name."}

// wordings are those of the utterance that a statement stands in where the
// reports were compared, else what shares a run of words with it.
func (d *desk) wordings(r *http.Request, v *statementView, report string) error {
	x, f, err := d.relations(r.Context())
	if err != nil {
		return err
	}
	v.Fresh = f
	s := v.Statement
	var u *record.Utterance
	if x != nil {
		u = x.of(s.ID)
	}
	if u == nil {
		v.Others, err = d.elsewhere(r, s, report)
		return err
	}
	v.Together, v.Marks = true, u.Corrections
	rows, err := d.sayings(r.Context(), u.Statements[:min(len(u.Statements), mostWordings)])
	for _, id := range u.Statements[:min(len(u.Statements), mostWordings)] {
		if row, ok := rows[id]; ok && id != s.ID {
			v.Others = append(v.Others, wordingBeside(s, row))
		}
	}
	return err
}

// elsewhere finds statements of other reports that have a run of words of s:
// the same words as others report them. Runs are tried from the longest
// quotation on; what is worded otherwise throughout is not found.
func (d *desk) elsewhere(r *http.Request, s record.Statement, report string) ([]otherView, error) {
	const run, most = 5, 12 // words, rows
	list := s.Quotes
	if len(list) == 0 {
		list = s.Content
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b record.Span) int { return len(b.Exact) - len(a.Exact) })
	var out []otherView
	have := map[string]bool{}
	for _, x := range list[:min(len(list), 2)] {
		words := query.Words(x.Exact)
		if len(words) < run {
			break
		}
		for _, from := range []int{0, (len(words) - run) / 2, len(words) - run} {
			q := query.Query{Terms: []query.Term{{Words: words[from : from+run]}}}
			rows, err := d.store.Statements(r.Context(), q, store.Page{Limit: most})
			if err != nil {
				return nil, err
			}
			for _, row := range rows {
				if have[row.Statement.ID] || row.Report.ID == report || len(out) == most {
					continue
				}
				have[row.Statement.ID] = true
				out = append(out, wordingBeside(s, row))
			}
		}
	}
	return out, nil
}

// spoken are the words of a statement: those in quotation marks where there
// are any.
func spoken(s record.Statement) string {
	list := s.Quotes
	if len(list) == 0 {
		list = s.Content
	}
	words := make([]string, len(list))
	for i, x := range list {
		words[i] = x.Exact
	}
	return strings.Join(words, " ")
}

// aroundOf are the lines of a text that a span stands in, and the code point at
// which they start.
func aroundOf(words string, s record.Span) (around string, start int) {
	t := []rune(words)
	from, to := min(s.Start, len(t)), min(max(s.Start, s.End), len(t))
	for from > 0 && t[from-1] != '\n' {
		from--
	}
	for to < len(t) && t[to] != '\n' {
		to++
	}
	return string(t[from:to]), from
}
