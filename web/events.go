package web

import (
	"net/http"

	"dateline/store"
)

// eventsView is the list of events.
type eventsView struct {
	Ask   ask
	Tabs  []tab
	Rows  []eventView
	Next  string
	First string
}

// eventView is an event in a list, or in the margin of its report.
type eventView struct {
	store.EventRow
	Mark     store.EventMark
	Standing string
	Day      string
	Own      bool // the day is the event's own
	Address  string
}

func viewEvent(x store.EventRow) eventView {
	m := store.MarkOf(&x.Event, &x.Report)
	v := eventView{EventRow: x, Mark: m, Standing: standing(m), Address: eventAddress(x.Report.ID, x.Event.ID)}
	v.Day, v.Own = dayOf(m)
	return v
}

func (d *desk) events(r *http.Request) (page, error) {
	a := askOf(r, nil)
	v := eventsView{Ask: a, First: firstAddress(r), Tabs: tabs(a, "events")}
	p := page{name: "events.html", title: "Events", nav: "events", query: a.Q}
	if a.Wrong() {
		return a.refuse(p, v), nil
	}
	rows, next, err := paged(r, func(p store.Page) ([]store.EventRow, error) {
		return d.store.Events(r.Context(), a.query, p)
	}, func(x store.EventRow) string { return x.Cursor })
	if err != nil {
		return page{}, err
	}
	v.Next = next
	out := eventsJSON{Events: make([]eventJSON, 0, len(rows)), Next: link(jsonNext(r, next))}
	for _, x := range rows {
		e := viewEvent(x)
		v.Rows = append(v.Rows, e)
		out.Events = append(out.Events, eventJSON{x.Event, e.Standing, bare(x.Report)})
	}
	p.data, p.json = v, out
	return p, nil
}
