package web

import (
	"net/http"
	"slices"
	"strings"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/web/drawer"
)

// happeningView is the page of an event or a meeting of one report, with what
// other reports tell of the same.
type happeningView struct {
	ID       string
	Event    *eventView   // one of the two
	Meeting  *meetingView // is nil
	Report   record.Report
	Title    string
	Words    string // that a correction of the words begins with
	Runs     []run  // of the lines that it stands in, marked
	Marks    []record.Mark
	Back     string // its place in the report
	Bytes    string
	Citation string
	Others   []happeningOther
	Same     []record.Mark // what people said of which are the same
	Gone     int           // of all tellings, those that were retracted
	Keep     bool
	Dossiers []drawer.Dossier
	Hand     hand
	Fresh    fresh
	Named    []string // whom the report names

	Types, Modalities, Kinds, Statuses []string // that it can be corrected to
}

// happeningOther is the same as another report tells it.
type happeningOther struct {
	ID      string
	Event   *eventView
	Meeting *meetingView
}

// Tellings is in how many reports it is told.
func (v happeningView) Tellings() int {
	reports := map[string]bool{v.Report.ID: true}
	for _, o := range v.Others {
		reports[reportOf(o.ID)] = true
	}
	return len(reports)
}

// Told is the day as it can be corrected, "" for none.
func (v happeningView) Told() string {
	d := (*record.Date)(nil)
	if v.Event != nil {
		d = v.Event.Event.Date
	} else {
		d = v.Meeting.Meeting.Date
	}
	if d == nil || strings.HasPrefix(deref(d.ISO, ""), "-") {
		return ""
	}
	day, _, _ := strings.Cut(deref(d.ISO, ""), "T")
	return day
}

const mostTellings = 40 // that are listed beside one

var noSuchHappening = &problem{http.StatusNotFound, "No such finding", "No report in the record has an event or a meeting of this name."}

// event shows one event, and how other reports tell it.
func (d *desk) event(r *http.Request) (page, error) {
	line, i, err := d.findingOf(r, func(l record.Line, id string) int {
		return slices.IndexFunc(l.Events, func(e record.Event) bool { return e.ID == id })
	})
	if err != nil {
		return page{}, err
	}
	row := store.EventRow{Event: line.Events[i], Report: headOf(line.Report)}
	e := viewEvent(row)
	v := happeningView{
		ID: row.Event.ID, Event: &e, Report: row.Report, Title: whoToWhom(e.Mark) + ": " + plainType(e.Mark.Type), Words: row.Event.Span.Exact, Marks: row.Event.Corrections,
		Back: e.Address, Bytes: bytesAddress(line.Report, row.Event.Span), Citation: citedEvent(row.Event, line.Report),
		Types: correction.EventTypes, Modalities: correction.Modalities,
	}
	v.Runs = markedAround(line.Report.Text, row.Event.Span, []mark{{row.Event.Span.Start, row.Event.Span.End, lookEvent, finding{}}})
	out := oneEventJSON{Event: row.Event, Standing: e.Standing, Report: bare(row.Report), Citation: v.Citation, Elsewhere: []eventJSON{}}
	err = d.tellings(r, &v, line, func(x *related) ([]string, []string, []record.Mark) {
		if h := x.event(v.ID); h != nil {
			return h.Mentions, h.Retracted, h.Corrections
		}
		return nil, nil, nil
	}, func(l record.Line, id string) bool {
		k := slices.IndexFunc(l.Events, func(e record.Event) bool { return e.ID == id })
		if k < 0 {
			return false
		}
		o := viewEvent(store.EventRow{Event: l.Events[k], Report: headOf(l.Report)})
		v.Others = append(v.Others, happeningOther{ID: id, Event: &o})
		out.Elsewhere = append(out.Elsewhere, eventJSON{o.Event, o.Standing, bare(o.Report)})
		return true
	})
	out.Same = append([]record.Mark{}, v.Same...)
	return page{name: "happening.html", title: v.Title, nav: "events", data: v, json: out}, err
}

// meeting shows one meeting, and how other reports tell it.
func (d *desk) meeting(r *http.Request) (page, error) {
	line, i, err := d.findingOf(r, func(l record.Line, id string) int {
		return slices.IndexFunc(l.Meetings, func(m record.Meeting) bool { return m.ID == id })
	})
	if err != nil {
		return page{}, err
	}
	row := store.MeetingRow{Meeting: line.Meetings[i], Report: headOf(line.Report)}
	title := "Meeting"
	if who := names(row.Meeting.Parties); who != "" {
		title = "Meeting of " + strings.ReplaceAll(who, "; ", ", ")
	}
	v := happeningView{
		ID: row.Meeting.ID, Report: row.Report, Title: title, Marks: row.Meeting.Corrections,
		Back: statementAddress(line.Report.ID, row.Meeting.ID), Citation: citedMeeting(row.Meeting, line.Report),
		Kinds: correction.MeetingKinds, Statuses: correction.MeetingStatuses,
	}
	v.Runs = meetingRuns(line, v.ID)
	rows := []store.MeetingRow{row}
	err = d.tellings(r, &v, line, func(x *related) ([]string, []string, []record.Mark) {
		if g := x.meeting(v.ID); g != nil {
			return g.Meetings, g.Retracted, g.Corrections
		}
		return nil, nil, nil
	}, func(l record.Line, id string) bool {
		k := slices.IndexFunc(l.Meetings, func(m record.Meeting) bool { return m.ID == id })
		if k >= 0 {
			rows = append(rows, store.MeetingRow{Meeting: l.Meetings[k], Report: headOf(l.Report)})
		}
		return k >= 0
	})
	if err != nil {
		return page{}, err
	}
	views := meetingViews(rows, d.today10())
	for i := range views {
		views[i].Whole = true
	}
	v.Meeting = &views[0]
	out := oneMeetingJSON{meetingJSON: toMeetingsJSON(views[:1])[0], Citation: v.Citation, Elsewhere: toMeetingsJSON(views[1:]), Same: append([]record.Mark{}, v.Same...)}
	for i := range views[1:] {
		v.Others = append(v.Others, happeningOther{ID: views[i+1].Meeting.ID, Meeting: &views[i+1]})
	}
	return page{name: "happening.html", title: v.Title, nav: "meetings", data: v, json: out}, nil
}

// meetingRuns are the lines that tell of a meeting, marked; none where the
// report has no words for it.
func meetingRuns(line record.Line, id string) []run {
	a, err := correction.At(&line, id)
	if err != nil {
		return nil
	}
	s := record.Span{Start: a.Start, End: a.Start + len([]rune(a.Exact)), Exact: a.Exact}
	return markedAround(line.Report.Text, s, []mark{{s.Start, s.End, lookEvent, finding{}}})
}

// findingOf reads the report of the finding that the path names, and finds it
// there.
func (d *desk) findingOf(r *http.Request, at func(record.Line, string) int) (record.Line, int, error) {
	id := r.PathValue("id")
	line, err := d.lineOr(r.Context(), reportOf(id))
	if err != nil {
		return line, 0, err
	}
	i := at(line, id)
	if i < 0 {
		return line, 0, noSuchHappening
	}
	return line, i, nil
}

// tellings gathers what other reports tell of the same, and what the page needs
// besides.
func (d *desk) tellings(r *http.Request, v *happeningView, line record.Line, same func(*related) (ids, gone []string, marks []record.Mark), add func(record.Line, string) bool) error {
	x, f, err := d.relations(r.Context())
	if err != nil {
		return err
	}
	v.Fresh, v.Hand = f, d.hand(r)
	if x != nil {
		ids, gone, marks := same(x)
		v.Same, v.Gone = marks, len(gone)
		n := 0
		for _, id := range ids {
			if id == v.ID || n == mostTellings {
				continue
			}
			l, err := d.lineOr(r.Context(), reportOf(id))
			if err != nil {
				return err
			}
			if add(l, id) {
				n++
			}
		}
	}
	for i := range line.Actors {
		if k := line.Actors[i].Kind; k != "place" && k != "agreement" {
			v.Named = append(v.Named, line.Actors[i].Name)
		}
	}
	if d.drawer != nil && d.who(r).May(drawer.Editor) {
		v.Keep = true
		v.Dossiers, err = d.drawer.Dossiers(r.Context())
	}
	return err
}

// oneEventJSON is the page of an event.
type oneEventJSON struct {
	Event     record.Event  `json:"event"`
	Standing  string        `json:"standing"`
	Report    record.Report `json:"report"`
	Citation  string        `json:"citation"`
	Elsewhere []eventJSON   `json:"elsewhere"` // the same event as other reports tell it
	Same      []record.Mark `json:"same"`      // what people said of which events are one
}

// oneMeetingJSON is the page of a meeting.
type oneMeetingJSON struct {
	meetingJSON
	Citation  string        `json:"citation"`
	Elsewhere []meetingJSON `json:"elsewhere"` // the same meeting as other reports tell it
	Same      []record.Mark `json:"same"`      // what people said of which meetings are one
}

func eventPage(id string) string { return "/events/" + segment(id) }

func meetingPage(id string) string { return "/meetings/" + segment(id) }
