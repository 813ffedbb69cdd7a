package web

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"slices"
	"strings"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/web/drawer"
)

// Doubts, as the queue of review sorts them.
const (
	doubtSpeaker    = "speaker"
	doubtStatement  = "statement"
	doubtPosition   = "position"
	doubtEvent      = "event"
	doubtMeeting    = "meeting"
	doubtName       = "name"
	doubtCorrection = "correction"
)

// doubts are all of them with what each asks, in the order of the queue.
var doubts = []struct{ id, name, asks string }{
	{doubtSpeaker, "Speakers left open", "Whose words are these?"},
	{doubtStatement, "Statements to check", "Is this what is said, and by whom?"},
	{doubtPosition, "Positions to check", "Do the words commit them to this?"},
	{doubtEvent, "Events to check", "Do the words tell this, of them and in this sense?"},
	{doubtMeeting, "Meetings to check", "Do they tell of this meeting?"},
	{doubtName, "One or several?", "Are these spellings one and the same?"},
	{doubtCorrection, "Corrections lost", "The words that these held on to are gone."},
}

// reviewView is a queue of doubtful cases.
type reviewView struct {
	Ask    ask
	Doubt  string
	Asks   string
	Tabs   []tab
	Cases  []caseView
	Of     int // that were looked through
	Done   int // that somebody found right, in all
	Last   []correctionView
	Fresh  fresh
	Hand   hand
	Kinds  []string
	Next   string
	First  string
	Keeps  bool // what is found right can be remembered
	Nobody bool // nothing of this kind was looked for: the reports were not compared
}

// caseView is one doubtful case.
type caseView struct {
	Ref       string
	Version   string
	Runs      []run // the lines that it stands in, marked
	Statement *record.Statement
	Position  *record.Position
	Event     *eventView
	Meeting   *meetingView
	Person    *personRow
	Lost      *correctionView
	Report    record.Report
	Choices   []string // names that may be right
}

const (
	reviewRows   = 15
	reviewLooked = 400 // findings that are looked through for one page
)

// review is the queue of doubtful cases of one kind.
func (d *desk) review(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := reviewView{
		Ask: a, Doubt: r.FormValue("doubt"), First: firstAddress(r), Hand: d.hand(r), Kinds: correction.PositionKinds,
		Keeps: d.drawer != nil && d.who(r).May(drawer.Editor),
	}
	if v.Doubt == "" {
		v.Doubt = doubtSpeaker
	}
	known := false
	for _, x := range doubts {
		v.Tabs = append(v.Tabs, tab{x.name, withParam(r.URL, "doubt", x.id), x.id == v.Doubt})
		if x.id == v.Doubt {
			v.Asks, known = x.asks, true
		}
	}
	p := page{name: "review.html", title: "Review", nav: "review", query: a.Q}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	if !known {
		return page{}, bad("doubt=%s is no kind of doubt.", v.Doubt)
	}
	looked := map[string]bool{}
	if d.drawer != nil {
		list, err := d.drawer.LookedAt(r.Context())
		if err != nil {
			return page{}, err
		}
		v.Done = len(list)
		for _, x := range list {
			looked[x.Finding+" "+x.Version] = true
		}
	}
	var err error
	switch v.Doubt {
	case doubtSpeaker, doubtStatement:
		err = d.doubtfulStatements(r, &v, looked)
	case doubtPosition:
		err = d.doubtfulPositions(r, &v, looked)
	case doubtEvent:
		err = d.doubtfulEvents(r, &v, looked)
	case doubtMeeting:
		err = d.doubtfulMeetings(r, &v, looked)
	case doubtName:
		err = d.doubtfulNames(r, &v, looked)
	case doubtCorrection:
		err = d.lostCorrections(r, &v)
	}
	if err != nil {
		return page{}, err
	}
	if v.Last, err = d.lastCorrections(r.Context()); err != nil {
		return page{}, err
	}
	out := reviewJSON{Doubt: v.Doubt, Cases: []caseJSON{}, Next: link(jsonNext(r, v.Next))}
	for _, c := range v.Cases {
		x := caseJSON{Ref: c.Ref, Statement: c.Statement, Position: c.Position, Choices: append([]string{}, c.Choices...)}
		if c.Event != nil {
			x.Event = &c.Event.Event
		}
		if c.Meeting != nil {
			x.Meeting = &c.Meeting.Meeting
		}
		if c.Person != nil {
			y := toPersonJSON(c.Person.Identity)
			x.Person = &y
		}
		if c.Report.ID != "" {
			y := bare(c.Report)
			x.Report = &y
		}
		if c.Lost != nil {
			x.Correction = &correctionJSON{c.Lost.Correction, c.Lost.State}
		}
		out.Cases = append(out.Cases, x)
	}
	p.data, p.json = v, out
	return p, nil
}

type reviewJSON struct {
	Doubt string     `json:"doubt"` // speaker, statement, position, event, meeting, name, correction
	Cases []caseJSON `json:"cases"`
	Next  *string    `json:"next"`
}

type caseJSON struct {
	Ref        string            `json:"ref"`
	Statement  *record.Statement `json:"statement"`
	Position   *record.Position  `json:"position"`
	Event      *record.Event     `json:"event"`
	Meeting    *record.Meeting   `json:"meeting"`
	Person     *personJSON       `json:"person"`
	Correction *correctionJSON   `json:"correction"`
	Report     *record.Report    `json:"report"`
	Choices    []string          `json:"choices"` // names that may be right
}

// leftOpen reports whether the words do not decide who speaks: several fit, or
// nobody is named at all. “Half of the villagers” is unnamed, not open.
func leftOpen(s record.Speaker) bool {
	return s.Name == nil && (len(s.Candidates) > 0 || s.Span == nil)
}

// through reads findings that answer q and are to check, page by page, until
// take has had enough; it returns the address of what comes next.
func through[R any](r *http.Request, v *reviewView, ask func(query.Query, store.Page) ([]R, error), cursor func(*R) string, take func(*R) error) error {
	check, err := query.NewField("grade", "check")
	if err != nil {
		return err
	}
	q := query.Query{Terms: v.Ask.query.Terms, Fields: append(slices.Clone(v.Ask.query.Fields), check)}
	p := store.Page{Limit: 50, Cursor: r.FormValue("cursor")}
	for {
		rows, err := ask(q, p)
		if err != nil {
			return err
		}
		for i := range rows {
			v.Of++
			p.Cursor = cursor(&rows[i])
			if err := take(&rows[i]); err != nil {
				return err
			}
			if len(v.Cases) == reviewRows || v.Of == reviewLooked {
				v.Next = nextAddress(r.URL, p.Cursor)
				return nil
			}
		}
		if len(rows) < p.Limit {
			return nil
		}
	}
}

func (d *desk) doubtfulStatements(r *http.Request, v *reviewView, looked map[string]bool) error {
	return through(r, v, func(q query.Query, p store.Page) ([]store.StatementRow, error) {
		return d.store.Statements(r.Context(), q, p)
	}, func(x *store.StatementRow) string { return x.Cursor }, func(x *store.StatementRow) error {
		s := x.Statement
		if leftOpen(s.Speaker) != (v.Doubt == doubtSpeaker) || len(s.Corrections) > 0 || looked[s.ID+" "+x.Report.Version] {
			return nil
		}
		line, err := d.lineOr(r.Context(), x.Report.ID)
		if err != nil {
			return err
		}
		c := caseView{Ref: s.ID, Version: x.Report.Version, Statement: &s, Report: x.Report}
		c.Runs = markedAround(line.Report.Text, s.Span, statementMarks(s, 1))
		add := func(name string) {
			if name != "" && len(c.Choices) < 9 && !slices.Contains(c.Choices, name) {
				c.Choices = append(c.Choices, name)
			}
		}
		for i := range s.Speaker.Candidates {
			add(party(s.Speaker.Candidates[i]))
		}
		if v.Doubt == doubtSpeaker {
			for _, o := range near(line, s) {
				add(o)
			}
		}
		v.Cases = append(v.Cases, c)
		return nil
	})
}

// near are the speakers of the statements of a report nearest to one.
func near(l record.Line, s record.Statement) []string {
	type at struct {
		name string
		far  int
	}
	var list []at
	for i := range l.Statements {
		o := &l.Statements[i]
		if o.Speaker.Name == nil || o.ID == s.ID {
			continue
		}
		far := max(o.Span.Start-s.Span.End, s.Span.Start-o.Span.End)
		list = append(list, at{*o.Speaker.Name, far})
	}
	slices.SortStableFunc(list, func(a, b at) int { return a.far - b.far })
	var out []string
	for _, x := range list {
		if !slices.Contains(out, x.name) && len(out) < 4 {
			out = append(out, x.name)
		}
	}
	return out
}

func (d *desk) doubtfulPositions(r *http.Request, v *reviewView, looked map[string]bool) error {
	return through(r, v, func(q query.Query, p store.Page) ([]store.PositionRow, error) {
		return d.store.Positions(r.Context(), q, p)
	}, func(x *store.PositionRow) string { return x.Cursor }, func(x *store.PositionRow) error {
		p := x.Position
		if len(p.Corrections) > 0 || looked[p.ID+" "+x.Report.Version] {
			return nil
		}
		line, err := d.lineOr(r.Context(), x.Report.ID)
		if err != nil {
			return err
		}
		c := caseView{Ref: p.ID, Version: x.Report.Version, Position: &p, Report: x.Report}
		c.Runs = markedAround(line.Report.Text, p.Span, []mark{{p.Span.Start, p.Span.End, lookPosition, finding{}}})
		v.Cases = append(v.Cases, c)
		return nil
	})
}

func (d *desk) doubtfulEvents(r *http.Request, v *reviewView, looked map[string]bool) error {
	return through(r, v, func(q query.Query, p store.Page) ([]store.EventRow, error) {
		return d.store.Events(r.Context(), q, p)
	}, func(x *store.EventRow) string { return x.Cursor }, func(x *store.EventRow) error {
		e := viewEvent(*x)
		if len(e.Event.Corrections) > 0 || looked[e.Event.ID+" "+x.Report.Version] {
			return nil
		}
		line, err := d.lineOr(r.Context(), x.Report.ID)
		if err != nil {
			return err
		}
		c := caseView{Ref: e.Event.ID, Version: x.Report.Version, Event: &e, Report: x.Report}
		c.Runs = markedAround(line.Report.Text, e.Event.Span, []mark{{e.Event.Span.Start, e.Event.Span.End, lookEvent, finding{}}})
		v.Cases = append(v.Cases, c)
		return nil
	})
}

func (d *desk) doubtfulMeetings(r *http.Request, v *reviewView, looked map[string]bool) error {
	return through(r, v, func(q query.Query, p store.Page) ([]store.MeetingRow, error) {
		return d.store.Meetings(r.Context(), q, p)
	}, func(x *store.MeetingRow) string { return x.Cursor }, func(x *store.MeetingRow) error {
		m := meetingViews([]store.MeetingRow{*x}, d.today10())[0]
		if len(m.Meeting.Corrections) > 0 || looked[m.Meeting.ID+" "+x.Report.Version] {
			return nil
		}
		line, err := d.lineOr(r.Context(), x.Report.ID)
		if err != nil {
			return err
		}
		c := caseView{Ref: m.Meeting.ID, Version: x.Report.Version, Meeting: &m, Report: x.Report, Runs: meetingRuns(line, m.Meeting.ID)}
		v.Cases = append(v.Cases, c)
		return nil
	})
}

// doubtfulNames are actors behind several spellings, those of most reports
// first.
func (d *desk) doubtfulNames(r *http.Request, v *reviewView, looked map[string]bool) error {
	x, f, err := d.relations(r.Context())
	if err != nil {
		return err
	}
	v.Fresh, v.Nobody = f, x == nil
	if x == nil {
		return nil
	}
	var list []caseView
	for i := range x.Actors {
		a := &x.Actors[i]
		if len(a.Names) < 2 || len(a.Members) < 2 || a.Kind == "country" || len(a.Corrections) > 0 || looked[a.ID+" "+namesKey(a.Names)] {
			continue
		}
		p := personRowOf(a)
		list = append(list, caseView{Ref: a.ID, Version: namesKey(a.Names), Person: &p})
	}
	v.Of = len(list)
	slices.SortStableFunc(list, func(a, b caseView) int { return b.Person.Reports - a.Person.Reports })
	v.Cases, v.Next, err = turned(r, list, reviewRows)
	return err
}

func (d *desk) lostCorrections(r *http.Request, v *reviewView) error {
	if d.corrector == nil {
		return nil
	}
	all, err := d.corrector.Corrections(r.Context())
	if err != nil {
		return err
	}
	states, err := d.states(r.Context(), all)
	if err != nil {
		return err
	}
	v.Of = len(all)
	var list []caseView
	for _, c := range slices.Backward(all) {
		if x := viewCorrection(c, states[c.ID]); x.Lost {
			list = append(list, caseView{Ref: c.ID, Lost: &x})
		}
	}
	v.Cases, v.Next, err = turned(r, list, reviewRows)
	return err
}

// lastCorrections are the last ones that hold, the last first.
func (d *desk) lastCorrections(ctx context.Context) ([]correctionView, error) {
	if d.corrector == nil {
		return nil, nil
	}
	all, err := d.corrector.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	var out []correctionView
	for _, c := range slices.Backward(correction.Active(all)) {
		if len(out) == 3 {
			break
		}
		out = append(out, viewCorrection(c, correction.Applies))
	}
	return out, nil
}

// markedAround sets the lines that a span stands in.
func markedAround(words string, s record.Span, marks []mark) []run {
	around, start := aroundOf(words, s)
	for i := range marks {
		marks[i].statement = finding{} // no anchors here
	}
	return pieceRuns(record.Span{Start: start, Exact: around}, marks)
}

// judge remembers that somebody found a case right, or takes that back.
func (d *desk) judge(w http.ResponseWriter, r *http.Request) {
	r.Body = http.MaxBytesReader(w, r.Body, 64<<10)
	if d.drawer == nil {
		d.fail(w, r, noSuchPage)
		return
	}
	by := d.byOf(r)
	ref, version := r.PostFormValue("ref"), r.PostFormValue("version")
	var err error
	switch {
	case ref == "":
		err = bad("Say what is right.")
	case r.PostFormValue("do") == "right" && by == "":
		err = bad("Say who has looked at it.")
	case r.PostFormValue("do") == "right":
		err = d.drawer.Look(r.Context(), drawer.Looked{Finding: ref, Version: version, By: by})
	case r.PostFormValue("do") == "open":
		err = d.drawer.Unlook(r.Context(), ref, version)
	default:
		err = bad("There is no such thing to do.")
	}
	if err != nil {
		d.fail(w, r, err)
		return
	}
	d.note(r, "review "+r.PostFormValue("do"), ref)
	d.remember(w, r, by)
	to := r.PostFormValue("back")
	if !local(to) {
		to = "/review"
	}
	http.Redirect(w, r, to, http.StatusSeeOther)
}

// local reports whether an address is a page of the desk.
func local(to string) bool {
	return strings.HasPrefix(to, "/") && !strings.HasPrefix(to, "//") && !strings.HasPrefix(to, `/\`)
}

// namesKey stands for a set of spellings, without holding them.
func namesKey(names []string) string {
	sum := sha256.Sum256([]byte(strings.Join(names, "\n")))
	return hex.EncodeToString(sum[:8])
}
