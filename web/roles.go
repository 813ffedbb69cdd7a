package web

import (
	"cmp"
	"slices"
	"time"

	"dateline/record"
)

// roleView is the picture of the capacities in which somebody was seen: a bar
// for each, from the first report that gives it to the last.
type roleView struct {
	Width, Height float64
	Bars          []roleBar
	Undated       []record.Capacity // seen in undated reports only
	From, To      string            // for people
	More          int               // roles that are not drawn
}

type roleBar struct {
	record.Capacity
	X, Y, W float64
	Says    string
}

const (
	roleWidth = 640.0
	roleStep  = 38.0
	mostRoles = 12
)

// drawRoles draws roles, the first seen on top.
func drawRoles(list []record.Capacity) roleView {
	v := roleView{Width: roleWidth}
	type span struct {
		record.Capacity
		from, to time.Time
	}
	var spans []span
	for _, c := range list {
		from, ok := dayTime(c.From)
		to, ok2 := dayTime(c.To)
		if !ok || !ok2 {
			v.Undated = append(v.Undated, c)
			continue
		}
		spans = append(spans, span{c, from, to})
	}
	if len(spans) > mostRoles {
		slices.SortStableFunc(spans, func(a, b span) int { return cmp.Compare(b.Reports, a.Reports) })
		v.More, spans = len(spans)-mostRoles, spans[:mostRoles]
	}
	if len(spans) == 0 {
		return v
	}
	slices.SortStableFunc(spans, func(a, b span) int { return a.from.Compare(b.from) })
	first, last := spans[0].from, spans[0].to
	for _, s := range spans {
		if s.to.After(last) {
			last = s.to
		}
	}
	whole := max(last.Sub(first).Hours(), 24)
	v.From, v.To = first.Format("2 Jan 2006"), last.Format("2 Jan 2006")
	for i, s := range spans {
		x := roleWidth * s.from.Sub(first).Hours() / whole
		w := max(roleWidth*s.to.Sub(s.from).Hours()/whole, 6)
		b := roleBar{Capacity: s.Capacity, X: min(x, roleWidth-w), Y: roleStep * float64(i), W: w}
		b.Says = field(s.Role) + ": " + s.from.Format("2 January 2006")
		if s.to.After(s.from) {
			b.Says += " to " + s.to.Format("2 January 2006")
		}
		b.Says += ", " + count(s.Reports, "report")
		v.Bars = append(v.Bars, b)
	}
	v.Height = roleStep * float64(len(spans))
	return v
}

// dayTime is the day of an ISO date that names one.
func dayTime(iso *string) (time.Time, bool) {
	s := deref(iso, "")
	if len(s) < len(time.DateOnly) {
		return time.Time{}, false
	}
	t, err := time.Parse(time.DateOnly, s[:len(time.DateOnly)])
	return t, err == nil
}
