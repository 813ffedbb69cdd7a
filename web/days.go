package web

import (
	"fmt"
	"time"

	"dateline/store"
	"dateline/store/query"
)

// daysView is the picture of how many statements were reported when: columns
// that are links to their time.
type daysView struct {
	Columns []column
	Unit    string // day, week, month, quarter, year
	Most    int
	From    string // the first day shown, for people
	To      string
	Wider   string // address without the limits of time; "" when there are none
	Undated int
}

// column is a stretch of time.
type column struct {
	Label   string // for people
	N       int
	Address string
	X, W    float64 // of 1000
	Y, H    float64 // of 100
}

// mostColumns is how many columns a picture has at most.
const mostColumns = 64

// unit is a length of a column.
type unit struct {
	name  string
	start func(time.Time) time.Time // of the column that the day is in
	next  func(time.Time) time.Time // of a column's start, the next one's
	label func(from, to time.Time) string
}

func monthly(n int) (start, next func(time.Time) time.Time) {
	return func(t time.Time) time.Time {
			m := (int(t.Month()) - 1) / n * n
			return time.Date(t.Year(), time.Month(m+1), 1, 0, 0, 0, 0, time.UTC)
		}, func(t time.Time) time.Time {
			return t.AddDate(0, n, 0)
		}
}

var units = func() []unit {
	month, nextMonth := monthly(1)
	quarter, nextQuarter := monthly(3)
	year, nextYear := monthly(12)
	span := func(from, to time.Time) string {
		return from.Format("2 January 2006") + " to " + to.AddDate(0, 0, -1).Format("2 January 2006")
	}
	return []unit{
		{"day", func(t time.Time) time.Time { return t }, func(t time.Time) time.Time { return t.AddDate(0, 0, 1) }, func(t, _ time.Time) string { return t.Format("Monday, 2 January 2006") }},
		{"week", func(t time.Time) time.Time { return t.AddDate(0, 0, -(int(t.Weekday())+6)%7) }, func(t time.Time) time.Time { return t.AddDate(0, 0, 7) }, span},
		{"month", month, nextMonth, func(t, _ time.Time) string { return t.Format("January 2006") }},
		{"quarter", quarter, nextQuarter, span},
		{"year", year, nextYear, func(t, _ time.Time) string { return t.Format("2006") }},
	}
}()

// days makes the picture of counts by day. Where they reach over more time
// than the widest column allows, the earliest are left out.
func (p place) days(counts []store.Count) daysView {
	var v daysView
	var ts []time.Time
	var ns []int
	for _, c := range counts {
		t, err := time.Parse(time.DateOnly, c.Value)
		if err != nil {
			v.Undated += c.N
			continue
		}
		ts, ns = append(ts, t), append(ns, c.N)
	}
	limited := func(f query.Field) bool { return f.Name == "after" || f.Name == "before" }
	if rest := p.without(limited); len(rest.Fields) < len(p.ask.query.Fields) {
		v.Wider = p.address(rest.String())
	}
	if len(ts) == 0 {
		return v
	}
	u, starts := fitting(ts[0], ts[len(ts)-1], mostColumns)
	v.Unit = u.name
	v.Columns = make([]column, len(starts)-1)
	width := 1000 / float64(len(v.Columns))
	i := 0
	for k := range v.Columns {
		for ; i < len(ts) && ts[i].Before(starts[k+1]); i++ {
			if !ts[i].Before(starts[k]) {
				v.Columns[k].N += ns[i]
			}
		}
		v.Most = max(v.Most, v.Columns[k].N)
	}
	for k := range v.Columns {
		c := &v.Columns[k]
		c.X, c.W = width*float64(k), width
		c.H = 96 * float64(c.N) / float64(max(1, v.Most))
		if c.N > 0 {
			c.H = max(c.H, 3)
		}
		c.Y = 100 - c.H
		c.Label = u.label(starts[k], starts[k+1])
		c.Address = p.address(p.between(starts[k], starts[k+1]))
	}
	v.From, v.To = starts[0].Format("2 Jan 2006"), starts[len(starts)-1].AddDate(0, 0, -1).Format("2 Jan 2006")
	return v
}

// fitting returns the smallest unit in which the days from first to last make at
// most so many columns, and where each starts; the end of the last too.
func fitting(first, last time.Time, most int) (unit, []time.Time) {
	var u unit
	var starts []time.Time
	for _, u = range units {
		starts = starts[:0]
		for t := u.start(first); ; t = u.next(t) {
			starts = append(starts, t)
			if t.After(last) || len(starts) > most+1 {
				break
			}
		}
		if len(starts) <= most+1 {
			return u, starts
		}
	}
	starts = starts[:0]
	t := u.start(last).AddDate(1-most, 0, 0)
	for range most + 1 {
		starts = append(starts, t)
		t = u.next(t)
	}
	return u, starts
}

// between is the query of p limited to the days from one to before another.
func (p place) between(from, to time.Time) string {
	q := p.without(func(f query.Field) bool { return f.Name == "after" || f.Name == "before" })
	for _, x := range []struct {
		name string
		t    time.Time
	}{{"after", from}, {"before", to}} {
		if f, err := query.NewField(x.name, x.t.Format(time.DateOnly)); err == nil {
			q.Fields = append(q.Fields, f)
		}
	}
	return q.String()
}

// Says tells a column in words.
func (c column) Says() string { return fmt.Sprintf("%s: %s", c.Label, count(c.N, "statement")) }

// barWidth is how wide the bar of a column is: most of it, but no block.
func barWidth(c column) float64 {
	const widest = 24 // of 1000
	return min(c.W*0.76, widest)
}
