package web

import (
	"context"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"

	"dateline/store"
	"dateline/store/query"
	"dateline/story"
)

// todayView is the start page.
type todayView struct {
	Counts    store.Counts
	News      newsView
	Reports   []store.ReportRow // the latest, where there is no news
	Speakers  speakersView      // of the latest statements
	Of        int               // how many those are
	Positions []store.PositionRow
	Due       []meetingView
	Open      []openView // demands and offers that nobody answered
	OpenOf    int
	Alerts    []alertView
	Outgoing  []sentView // what went out on findings that changed since
	Stories   []storyView
	Differ    []utteranceView
	Fresh     fresh
	Problems  []string
	CanAdd    bool
}

// newsView is what came since somebody last looked.
type newsView struct {
	Known bool // whether they looked before
	Since time.Time
	Seq   int64 // the number of the last that came
	Rows  []store.ReportRow
	N     int  // reports that came or came anew
	More  bool // there are more than N
}

const (
	latest   = 10  // reports, positions
	recent   = 400 // statements from which it is told who speaks
	mostNews = 500 // arrivals that are looked at
)

// seenCookie holds the number of the last arrival that somebody has seen.
const seenCookie = "dateline-seen"

func (d *desk) today(r *http.Request) (page, error) {
	ctx := r.Context()
	v := todayView{CanAdd: d.add != nil}
	var err error
	if v.Counts, err = d.counts(ctx); err != nil {
		return page{}, err
	}
	if v.News, err = d.news(r); err != nil {
		return page{}, err
	}
	if v.Reports, err = d.store.Reports(ctx, query.Query{}, store.Page{Limit: latest}); err != nil {
		return page{}, err
	}
	tally, err := d.store.Tally(ctx, query.Query{}, recent)
	if err != nil {
		return page{}, err
	}
	v.Of = tally.Total
	for _, c := range tally.Speakers {
		if c.Value != "" && len(v.Speakers.Rows) < latest {
			v.Speakers.Rows = append(v.Speakers.Rows, store.SpeakerRow{Name: c.Value, Statements: c.N})
		}
	}
	v.Speakers.Most = most(v.Speakers.Rows)
	if v.Positions, err = d.store.Positions(ctx, query.Query{}, store.Page{Limit: latest}); err != nil {
		return page{}, err
	}
	if v.Due, err = d.due(ctx); err != nil {
		return page{}, err
	}
	if v.Alerts, err = d.alerts(ctx); err != nil {
		return page{}, err
	}
	if v.Outgoing, err = d.outgoing(r); err != nil {
		return page{}, err
	}
	x, f, err := d.relations(ctx)
	if err != nil {
		return page{}, err
	}
	v.Fresh = f
	if x != nil && !wantsJSON(r) {
		list := x.latestStories()
		if v.Stories, err = d.storyViews(r, x, list[:min(len(list), 5)], 8); err != nil {
			return page{}, err
		}
		if v.Differ, err = d.utterances(ctx, x.differing(5)); err != nil {
			return page{}, err
		}
		v.OpenOf = len(x.open)
		if v.Open, err = d.openPositions(r, x.open[:min(len(x.open), 5)]); err != nil {
			return page{}, err
		}
	}
	v.Problems = d.problems.list()
	return page{
		name: "today.html", title: "Today", nav: "today", data: v,
		json: todayJSON{
			Counts: countsJSON(v.Counts), Reports: toReportsJSON(v.Reports), Speakers: toSpeakersJSON(v.Speakers.Rows),
			New: newsJSON{Since: d.seen(r), Last: v.News.Seq, Reports: toReportsJSON(v.News.Rows), More: v.News.More},
			Due: toMeetingsJSON(v.Due), Problems: append([]string{}, v.Problems...),
		},
	}, nil
}

// counted are the counts of the record as they were some time ago. The zero
// value is ready.
type counted struct {
	mu    sync.Mutex
	seq   int64
	ready bool
	made  time.Time
	took  time.Duration
	last  store.Counts
}

// counts counts the record, if something came since the last time. A record
// that takes long to count is counted seldom, so that Today never waits for it
// while reports come in.
func (d *desk) counts(ctx context.Context) (store.Counts, error) {
	const long, seldom = 50 * time.Millisecond, 30 * time.Second
	seq, err := d.store.Arrived(ctx)
	if err != nil {
		return store.Counts{}, err
	}
	c := &d.counted
	c.mu.Lock()
	defer c.mu.Unlock()
	now := d.now()
	if c.ready && (c.seq == seq || c.took > long && now.Sub(c.made) < seldom && !now.Before(c.made)) {
		return c.last, nil
	}
	begun := time.Now()
	last, err := d.store.Counts(ctx)
	if err != nil {
		return store.Counts{}, err
	}
	c.last, c.seq, c.ready, c.made, c.took = last, seq, true, now, time.Since(begun)
	return last, nil
}

// seen is the number of the last arrival that the asker has seen, 0 if none.
func (d *desk) seen(r *http.Request) int64 {
	c, err := r.Cookie(seenCookie)
	if err != nil {
		return 0
	}
	n, _ := strconv.ParseInt(c.Value, 10, 64)
	return max(n, 0)
}

// news is what came since the asker last looked, the last first.
func (d *desk) news(r *http.Request) (newsView, error) {
	v := newsView{}
	after := d.seen(r)
	v.Known = after > 0
	var err error
	if v.Seq, err = d.store.Arrived(r.Context()); err != nil || !v.Known {
		return v, err
	}
	list, err := d.store.Arrivals(r.Context(), after, mostNews+1)
	if err != nil {
		return v, err
	}
	if v.More = len(list) > mostNews; v.More {
		list = list[:mostNews]
	}
	if len(list) > 0 {
		v.Since = list[0].At
	}
	have := map[string]bool{}
	for _, a := range slices.Backward(list) {
		if have[a.Row.Report.ID] {
			continue
		}
		have[a.Row.Report.ID] = true
		if v.N++; v.N <= 2*latest {
			v.Rows = append(v.Rows, a.Row)
		}
	}
	return v, nil
}

// look remembers that all up to an arrival was seen.
func (d *desk) look(w http.ResponseWriter, r *http.Request) {
	seq, err := strconv.ParseInt(r.PostFormValue("seq"), 10, 64)
	if err != nil || seq < 0 {
		d.fail(w, r, bad("The number of an arrival is missing."))
		return
	}
	http.SetCookie(w, &http.Cookie{
		Name: seenCookie, Value: strconv.FormatInt(seq, 10), Path: "/", MaxAge: 400 * 24 * 60 * 60,
		HttpOnly: true, Secure: r.TLS != nil, SameSite: http.SameSiteStrictMode,
	})
	http.Redirect(w, r, "/", http.StatusSeeOther)
}

// due lists the planned meetings of the latest reports that are due or past
// their day with nothing in the record that says what became of them.
func (d *desk) due(ctx context.Context) ([]meetingView, error) {
	rows, err := d.store.Meetings(ctx, query.Query{}, store.Page{Limit: mostMeetings})
	if err != nil {
		return nil, err
	}
	out := slices.DeleteFunc(meetingViews(rows, d.today10()), func(m meetingView) bool { return m.State != story.Due && m.State != story.Lapsed })
	return out[:min(len(out), latest)], nil
}

// today10 is the day it is at the desk, as an ISO date.
func (d *desk) today10() string { return d.now().In(d.zone).Format(time.DateOnly) }
