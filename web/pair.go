package web

import (
	"cmp"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"time"

	country "dateline/language/name"
	"dateline/position"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// pairView is what was between two parties, on two tracks.
type pairView struct {
	A, B     string
	From, To string // ISO, the days shown
	Range    string // for people
	Whole    string // address of all time; "" when it is shown
	Brush    daysView
	Tracks   trackView
	Days     []pairDay
	N        int // events in the time shown
	Of       int // in all
	Cut      int // of N, that are not in Days
	Undated  int
	Reports  int           // that tell them
	Outlets  []store.Count // who reports them
	Named    int           // outlets among them that are named
	Sides    []sideCount   // whose word they rest on
	Tellers  []store.Count // who tells them; "" is the outlet in its own voice
	Most     int           // of outlets and tellers
	Capped   bool

	today  string
	sideOf func(teller string) int // 0 the first party, 1 the second, 2 somebody else
}

// pairDay is a day with what was on each track; what was on both stands in
// both, as in the picture.
type pairDay struct {
	Day   string // ISO; "" for what has none
	Lanes []lane
}

type lane struct {
	Name   string
	Events []pairEvent
}

type pairEvent struct {
	store.EventMark
	Standing string
	Own      bool // the day is the event's own
	Address  string
	N        int           // in the picture
	Source   record.Report // the report that tells it
}

// sideCount is how many events rest on the word of one side.
type sideCount struct {
	Name    string
	N       int
	Tellers []store.Count // who tells them
}

const (
	mostMarks = 2500 // events that are looked at
	mostRows  = 60   // events that are listed
)

// pair shows what was between two parties.
func (d *desk) pair(r *http.Request) (page, error) {
	v := pairView{A: ofCode(r.PathValue("a")), B: ofCode(r.PathValue("b"))}
	q := query.Query{}
	for _, name := range []string{v.A, v.B} {
		f, err := query.NewField("speaker", name)
		if err != nil {
			return page{}, noSuchPair
		}
		q.Fields = append(q.Fields, f)
	}
	marks, err := d.store.Marks(r.Context(), q, mostMarks+1)
	if err != nil {
		return page{}, err
	}
	if len(marks) == 0 {
		return page{}, noSuchPair
	}
	if v.Capped = len(marks) > mostMarks; v.Capped {
		marks = marks[:mostMarks]
	}
	x, _, err := d.relations(r.Context())
	if err != nil {
		return page{}, err
	}
	v.today, v.sideOf = d.today10(), sidesOf(x, v.A, v.B)
	if err := v.fill(marks, r.FormValue("from"), r.FormValue("to")); err != nil {
		return page{}, err
	}
	if err := d.sourced(r, &v); err != nil {
		return page{}, err
	}
	return page{name: "pair.html", title: v.A + " and " + v.B, nav: "pairs", data: v, json: v.json()}, nil
}

var noSuchPair = &problem{http.StatusNotFound, "Nothing between them", "No event in the record has both of these parties."}

// address is the page's for the days from one to another, both included.
func (v pairView) address(from, to time.Time) string {
	return pairAddress(v.A, v.B) + "?from=" + from.Format(time.DateOnly) + "&to=" + to.Format(time.DateOnly)
}

func pairAddress(a, b string) string { return "/pairs/" + segment(a) + "/" + segment(b) }

// fill computes the view of events between two days, each may be "".
func (v *pairView) fill(marks []store.EventMark, from, to string) error {
	slices.SortStableFunc(marks, func(a, b store.EventMark) int {
		x, _ := dayOf(a)
		y, _ := dayOf(b)
		if (x == "") != (y == "") {
			return cmp.Compare(y, x) // the undated last
		}
		return cmp.Compare(x, y)
	})
	v.Of = len(marks)
	counts := map[string]int{}
	for _, m := range marks {
		day, _ := dayOf(m)
		counts[day]++
	}
	v.Undated = counts[""]
	delete(counts, "")
	days := make([]store.Count, 0, len(counts))
	for d, n := range counts {
		days = append(days, store.Count{Value: d, N: n})
	}
	slices.SortFunc(days, func(a, b store.Count) int { return cmp.Compare(a.Value, b.Value) })
	first, last, err := v.limits(days, from, to)
	if err != nil {
		return err
	}
	v.brush(days)
	v.From, v.To = first.Format(time.DateOnly), last.Format(time.DateOnly)
	v.Range = first.Format("2 January 2006") + " to " + last.Format("2 January 2006")
	if from != "" || to != "" {
		v.Whole = pairAddress(v.A, v.B)
	}
	shown := slices.DeleteFunc(slices.Clone(marks), func(m store.EventMark) bool {
		day, _ := dayOf(m)
		return day == "" && v.Whole != "" || day != "" && (day < v.From || day > v.To)
	})
	v.N = len(shown)
	if len(days) > 0 {
		v.Tracks = tracks(shown, first, last, mostRows, v.today, v.address)
	}
	v.list(shown)
	return nil
}

// limits are the days that are asked for, else those of the first and last
// event.
func (v *pairView) limits(days []store.Count, from, to string) (first, last time.Time, err error) {
	if len(days) > 0 {
		first, _ = time.Parse(time.DateOnly, days[0].Value)
		last, _ = time.Parse(time.DateOnly, days[len(days)-1].Value)
	}
	for _, x := range []struct {
		name, value string
		to          *time.Time
	}{{"from", from, &first}, {"to", to, &last}} {
		if x.value == "" {
			continue
		}
		if *x.to, err = time.Parse(time.DateOnly, x.value); err != nil {
			return first, last, bad("%s=%s is not a day such as 2026-02-09.", x.name, x.value)
		}
	}
	if last.Before(first) || last.Sub(first) > 200*365*24*time.Hour {
		return first, last, bad("From %s to %s is no time that can be shown.", first.Format(time.DateOnly), last.Format(time.DateOnly))
	}
	return first, last, nil
}

// brush makes the strip of columns under the picture from which a time is
// chosen.
func (v *pairView) brush(days []store.Count) {
	v.Brush = place{}.days(days)
	if len(v.Brush.Columns) == 0 {
		return
	}
	first, _ := time.Parse(time.DateOnly, days[0].Value)
	last, _ := time.Parse(time.DateOnly, days[len(days)-1].Value)
	_, starts := fitting(first, last, mostColumns)
	for i := range v.Brush.Columns {
		v.Brush.Columns[i].Address = v.address(starts[i], starts[i+1].AddDate(0, 0, -1))
	}
}

// list sets the events by day and track and counts who tells them.
func (v *pairView) list(shown []store.EventMark) {
	outlets, tellers, reports := map[string]int{}, map[string]int{}, map[string]bool{}
	for i, m := range shown {
		reports[m.Report] = true
		outlets[deref(m.Outlet, "")]++
		tellers[deref(m.By, "")]++
		if i >= mostRows {
			v.Cut++
			continue
		}
		day, own := dayOf(m)
		if n := len(v.Days); n == 0 || v.Days[n-1].Day != day {
			v.Days = append(v.Days, pairDay{day, []lane{{Name: "diplomacy"}, {Name: "military"}, {Name: "other"}}})
		}
		e := pairEvent{EventMark: m, Standing: standing(m), Own: own, Address: eventAddress(m.Report, m.ID), N: i + 1}
		lanes := v.Days[len(v.Days)-1].Lanes
		for k := range lanes {
			if m.Track == lanes[k].Name || m.Track == "both" && k < 2 {
				lanes[k].Events = append(lanes[k].Events, e)
			}
		}
	}
	v.Reports = len(reports)
	v.Outlets, v.Tellers = countsOf(outlets), countsOf(tellers)
	v.Most = 1
	for _, c := range v.Outlets {
		v.Most = max(v.Most, c.N)
		if c.Value != "" {
			v.Named++
		}
	}
	v.balance()
}

// balance sorts who tells the events by the side that they speak for.
func (v *pairView) balance() {
	v.Sides = []sideCount{{Name: v.A + "’s side"}, {Name: v.B + "’s side"}, {Name: "Somebody else"}, {Name: "The outlets themselves"}}
	for _, c := range v.Tellers {
		k := 3
		if c.Value != "" {
			k = 2
			if v.sideOf != nil {
				k = v.sideOf(c.Value)
			}
			v.Sides[k].Tellers = append(v.Sides[k].Tellers, c)
		}
		v.Sides[k].N += c.N
	}
	for _, s := range v.Sides {
		v.Most = max(v.Most, s.N)
	}
}

// sidesOf tells for which of two parties somebody speaks: who is that party by
// name, or has been seen in a capacity that names it or its country.
func sidesOf(x *related, a, b string) func(string) int {
	of := func(teller, party string) bool {
		if foldName(teller) == foldName(party) {
			return true
		}
		roles := []string{teller} // "the Kesh army" speaks for Kesh
		if x != nil {
			for _, p := range x.called(teller) {
				for _, r := range p.Roles {
					roles = append(roles, r.Role)
					if r.Country != nil && (slices.Contains(country.Countries(party), *r.Country) || foldName(*r.Country) == foldName(party)) {
						return true
					}
				}
			}
		}
		return slices.ContainsFunc(roles, func(role string) bool { return speaksFor(role, party) })
	}
	return func(teller string) int {
		one, other := of(teller, a), of(teller, b)
		switch {
		case one && !other:
			return 0
		case other && !one:
			return 1
		}
		return 2
	}
}

// speaksFor reports whether the words of a capacity name a party: its country,
// its name, or a word that begins as its name does (“Tavrian” of Tavria).
func speaksFor(role, party string) bool {
	for _, c := range country.Countries(role) {
		if slices.Contains(country.Countries(party), c) {
			return true
		}
	}
	words, of := query.Words(role), query.Words(party)
	if len(of) == 0 {
		return false
	}
	if strings.Contains(" "+strings.Join(words, " ")+" ", " "+strings.Join(of, " ")+" ") {
		return true
	}
	const least = 4 // characters of a stem
	stem := strings.TrimRight(of[0], "aeiouy")
	return len(of) == 1 && len([]rune(stem)) >= least && slices.ContainsFunc(words, func(w string) bool { return strings.HasPrefix(w, stem) })
}

// sourced names the reports that tell the listed events.
func (d *desk) sourced(r *http.Request, v *pairView) error {
	var ids []string
	each := func(f func(*pairEvent)) {
		for i := range v.Days {
			for k := range v.Days[i].Lanes {
				for j := range v.Days[i].Lanes[k].Events {
					f(&v.Days[i].Lanes[k].Events[j])
				}
			}
		}
	}
	each(func(e *pairEvent) { ids = append(ids, e.Report) })
	heads, err := d.heads(r.Context(), ids)
	each(func(e *pairEvent) { e.Source = heads[e.Report] })
	return err
}

// countsOf are the values of m, most first.
func countsOf(m map[string]int) []store.Count {
	out := make([]store.Count, 0, len(m))
	for x, n := range m {
		out = append(out, store.Count{Value: x, N: n})
	}
	slices.SortFunc(out, func(a, b store.Count) int { return cmp.Or(b.N-a.N, cmp.Compare(a.Value, b.Value)) })
	return out
}

// pairsView lists the pairs of parties of the latest events.
type pairsView struct {
	A, B string
	Rows []pairRow
	Of   int // events that were looked at
	Most int
}

type pairRow struct {
	A, B    string
	N       int
	Talk    int // of them, diplomacy
	Arms    int // military
	Address string
}

const mostPairRows = 60

// pairs lists pairs, or leads to the one that its form asks for.
func (d *desk) pairs(r *http.Request) (page, error) {
	v := pairsView{A: r.FormValue("a"), B: r.FormValue("b"), Most: 1}
	marks, err := d.store.Marks(r.Context(), query.Query{}, mostMarks)
	if err != nil {
		return page{}, err
	}
	v.Of = len(marks)
	v.count(marks)
	out := pairsJSON{Pairs: make([]pairJSON, 0, len(v.Rows))}
	for _, x := range v.Rows {
		out.Pairs = append(out.Pairs, pairJSON{x.A, x.B, x.N, x.Talk, x.Arms, x.Address})
	}
	to := ""
	if v.A != "" && v.B != "" {
		to = pairAddress(v.A, v.B)
	}
	return page{to: to, name: "pairs.html", title: "Pairs", nav: "pairs", data: v, json: out}, nil
}

// count gathers who takes part in the same events.
func (v *pairsView) count(marks []store.EventMark) {
	at := map[[2]string]int{}
	for _, m := range marks {
		parties := slices.Concat(splitNames(m.Actors), splitNames(m.Recipients))
		slices.Sort(parties)
		parties = slices.Compact(parties)
		for i, a := range parties {
			for _, b := range parties[i+1:] {
				k, ok := at[[2]string{a, b}]
				if !ok {
					k = len(v.Rows)
					at[[2]string{a, b}] = k
					v.Rows = append(v.Rows, pairRow{A: a, B: b, Address: pairAddress(a, b)})
				}
				x := &v.Rows[k]
				x.N++
				if m.Track == "diplomacy" || m.Track == "both" {
					x.Talk++
				}
				if m.Track == "military" || m.Track == "both" {
					x.Arms++
				}
			}
		}
	}
	slices.SortStableFunc(v.Rows, func(a, b pairRow) int {
		return cmp.Or(b.N-a.N, cmp.Compare(a.A, b.A), cmp.Compare(a.B, b.B))
	})
	v.Rows = v.Rows[:min(len(v.Rows), mostPairRows)]
	for _, x := range v.Rows {
		v.Most = max(v.Most, x.N)
	}
}

// splitNames undoes the joining of names.
func splitNames(s string) []string {
	if s == "" {
		return nil
	}
	return strings.Split(s, "; ")
}

// pairJSON and pairsJSON are the list of pairs.
type pairJSON struct {
	A          string `json:"a"`
	B          string `json:"b"`
	Events     int    `json:"events"`
	Diplomatic int    `json:"diplomacy"`
	Military   int    `json:"military"`
	Address    string `json:"address"`
}

type pairsJSON struct {
	Pairs []pairJSON `json:"pairs"`
}

// betweenJSON is the JSON form of a pair's page.
type betweenJSON struct {
	A       string         `json:"a"`
	B       string         `json:"b"`
	From    string         `json:"from"`
	To      string         `json:"to"`
	Events  []betweenEvent `json:"events"`
	Outlets []countJSON    `json:"outlets"`
	Tellers []countJSON    `json:"told_by"`
	Next    *string        `json:"next"`
	Of      int            `json:"of"`
}

type betweenEvent struct {
	Event      string  `json:"event"`
	Report     string  `json:"report"`
	Day        *string `json:"day"`
	Basis      string  `json:"basis"` // told, or reported then
	Standing   string  `json:"standing"`
	Track      string  `json:"track"`
	Type       string  `json:"type"`
	Modality   string  `json:"modality"`
	Actors     string  `json:"actors"`
	Recipients string  `json:"recipients"`
	ToldBy     *string `json:"told_by"`
	Words      string  `json:"words"`
	Outlet     *string `json:"outlet"`
	Grade      string  `json:"grade"`
}

// json lists the events of the page; all that are between the two are at
// next, page after page.
func (v pairView) json() betweenJSON {
	out := betweenJSON{A: v.A, B: v.B, From: v.From, To: v.To, Events: []betweenEvent{}, Outlets: toCountsJSON(v.Outlets), Tellers: toCountsJSON(v.Tellers), Of: v.Of}
	q := query.Query{}
	for _, n := range []string{v.A, v.B} {
		if f, err := query.NewField("speaker", n); err == nil {
			q.Fields = append(q.Fields, f)
		}
	}
	out.Next = link(apiRoot + "/events?q=" + url.QueryEscape(q.String()))
	have := map[string]bool{}
	for _, day := range v.Days {
		for _, l := range day.Lanes {
			for _, e := range l.Events {
				if have[e.ID] {
					continue
				}
				have[e.ID] = true
				basis := "reported then"
				if e.Own {
					basis = "told"
				}
				out.Events = append(out.Events, betweenEvent{
					e.ID, e.Report, link(day.Day), basis, e.Standing, e.Track, e.Type, e.Modality, e.Actors, e.Recipients, e.By, e.Words, e.Outlet, e.Grade,
				})
			}
		}
	}
	return out
}

// ofCode is the name of a state for its code ("PER"), anything else as it is.
func ofCode(asked string) string {
	if len(asked) == len("PER") {
		return position.Called(asked)
	}
	return asked
}
