package web

import (
	"net/http"

	"dateline/store"
	"dateline/story"
)

// mostMeetings is how many of the latest meetings are compared with one
// another.
const mostMeetings = 250

// meetingView is a meeting with what became of it by a day.
type meetingView struct {
	store.MeetingRow
	State string // its status, due or lapsed
	Day   string // ISO, "" when it is not told
	Whole bool   // what came of it is told in all its words
}

// meetingViews says of each meeting what became of it by the given day, going
// by the others in the list.
func meetingViews(rows []store.MeetingRow, on string) []meetingView {
	told := make([]story.Telling, len(rows))
	for i := range rows {
		told[i] = story.Telling{Meeting: &rows[i].Meeting, Published: rows[i].Report.Published}
	}
	out := make([]meetingView, 0, len(rows))
	for _, r := range rows {
		v := meetingView{MeetingRow: r, State: story.Became(&r.Meeting, told, on)}
		if d := r.Meeting.Date; d != nil {
			v.Day = deref(d.ISO, "")
		}
		out = append(out, v)
	}
	return out
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
