package web

import (
	"net/http"
	"strings"

	"dateline/record"
	"dateline/store"
)

// mostMeetings is how many of the latest meetings are compared with one
// another.
const mostMeetings = 250

// What becomes of a planned meeting that nothing more is told of.
const (
	stateDue    = "due"
	stateLapsed = "lapsed"
)

// meetingView is a meeting with what became of it by a day.
type meetingView struct {
	store.MeetingRow
	State string // its status, due or lapsed
	Day   string // ISO, "" when it is not told
}

// meetingViews says of each meeting what became of it by the given day, going
// by the others in the list: a planned one is due, or past its day with
// nothing that says that it was held, called off or put off.
func meetingViews(rows []store.MeetingRow, on string) []meetingView {
	out := make([]meetingView, 0, len(rows))
	for _, r := range rows {
		v := meetingView{MeetingRow: r, State: r.Meeting.Status}
		if d := r.Meeting.Date; d != nil {
			v.Day = deref(d.ISO, "")
		}
		if v.State == "planned" && len(v.Day) >= len(on) && v.Day[0] != '-' {
			v.State = becameOf(r, rows, v.Day[:len(on)], on)
		}
		out = append(out, v)
	}
	return out
}

func becameOf(r store.MeetingRow, told []store.MeetingRow, planned, on string) string {
	if planned >= on {
		return stateDue
	}
	for _, x := range told {
		if x.Meeting.Status == "planned" || !sameParties(r.Meeting, x.Meeting) {
			continue
		}
		if d := x.Meeting.Date; d != nil && d.ISO != nil {
			if strings.HasPrefix(*d.ISO, planned) {
				return x.Meeting.Status
			}
			continue
		}
		day := deref(x.Report.Published.Time, "")
		day = day[:min(len(day), len(on))]
		if day >= planned && day <= on {
			return x.Meeting.Status
		}
	}
	return stateLapsed
}

// sameParties reports whether two meetings share two parties, or all of the
// shorter list.
func sameParties(a, b record.Meeting) bool {
	n := 0
	for _, x := range a.Parties {
		for _, y := range b.Parties {
			if x.Actor != nil && y.Actor != nil && len(*x.Actor) == 3 && *x.Actor == *y.Actor || party(x) != "" && strings.EqualFold(party(x), party(y)) {
				n++
				break
			}
		}
	}
	return n >= 2 || n > 0 && n == min(len(a.Parties), len(b.Parties))
}

// meetingsView is the list of meetings.
type meetingsView struct {
	Ask   ask
	Tabs  []tab
	Rows  []meetingView
	Next  string
	First string
}

func (d *desk) meetings(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := meetingsView{Ask: a, First: firstAddress(r), Tabs: tabs(a, "meetings")}
	p := page{name: "meetings.html", title: "Meetings", nav: "meetings", query: a.Q}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	rows, next, err := paged(r, func(p store.Page) ([]store.MeetingRow, error) {
		return d.store.Meetings(r.Context(), a.query, p)
	}, func(x store.MeetingRow) string { return x.Cursor })
	if err != nil {
		return page{}, err
	}
	v.Rows, v.Next = meetingViews(rows, d.today10()), next
	p.data, p.json = v, meetingsJSON{Meetings: toMeetingsJSON(v.Rows), Next: link(jsonNext(r, next))}
	return p, nil
}

// tab is another way to look at what answers the same query.
type tab struct {
	Name, Address string
	On            bool
}

// tabs are the lists that a query can be asked of.
func tabs(a ask, on string) []tab {
	if a.Text() == "" {
		return nil // the desk's own navigation does
	}
	var out []tab
	for _, x := range []struct{ id, name, path string }{
		{"statements", "Statements", "/statements"},
		{"positions", "Positions", "/positions"},
		{"events", "Events", "/events"},
		{"meetings", "Meetings", "/meetings"},
		{"search", "Passages", "/search"},
		{"reports", "Reports", "/reports"},
		{"speakers", "Speakers", "/speakers"},
	} {
		out = append(out, tab{x.name, place{path: x.path}.address(a.Text()), x.id == on})
	}
	return out
}
