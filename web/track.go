package web

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"dateline/store"
)

// trackView is the picture of two tracks: time runs to the right, diplomacy
// stands above the line and military below it. Every mark is a link.
type trackView struct {
	Width, Height float64
	Line          float64 // y of the line between the tracks
	Marks         []trackMark
	Ticks         []trackTick
	Heaps         []heap
	Used          []string // the standings that occur
	Loose         bool     // a mark stands at the day of its report
}

// trackMark is one event in the picture.
type trackMark struct {
	X, Y     float64
	Shape    string // the standing, for the style sheet and the form
	Track    string
	Own      bool // the day is the event's own
	Address  string
	Says     string // in words
	Report   string
	EventDay string
}

// trackTick is a date on the line.
type trackTick struct {
	X     float64
	Label string
}

// heap is more marks than a place has room for.
type heap struct {
	X, Y    float64
	N       int
	Track   string
	Address string
	Says    string
}

// Measures of the picture, in its own units.
const (
	trackWidth = 1120.0
	trackEdge  = 28.0 // left and right of time
	markStep   = 19.0 // between marks, across and up
	mostStack  = 5    // marks on one another
	laneFoot   = 16.0 // from the line to the middle of the first mark
	axisHeight = 22.0 // of the line with its dates
)

// tracks draws events between two days, the last included. Events on both
// tracks stand on both; those on neither, and those without a day, are left to
// the list. link gives the address of a stretch of time.
func tracks(list []store.EventMark, from, to time.Time, link func(from, to time.Time) string) trackView {
	days := int(to.Sub(from).Hours()/24) + 1
	wide := trackWidth - 2*trackEdge
	slots := min(days, int(wide/markStep))
	v := trackView{Width: trackWidth}
	at := func(slot float64) float64 { return trackEdge + (trackWidth-2*trackEdge)*(slot+0.5)/float64(slots) }
	type cell struct {
		lane string
		slot int
	}
	piles := map[cell][]trackMark{}
	used := map[string]bool{}
	for _, m := range list {
		day, own := dayOf(m)
		t, err := time.Parse(time.DateOnly, day)
		if err != nil || t.Before(from) || t.After(to) {
			continue
		}
		slot := int(t.Sub(from).Hours() / 24 * float64(slots) / float64(days))
		for _, lane := range []string{"diplomacy", "military"} {
			if m.Track != lane && m.Track != "both" {
				continue
			}
			x := trackMark{Shape: standing(m), Track: lane, Own: own, Address: eventAddress(m.Report, m.ID), Says: says(m), EventDay: day}
			used[x.Shape] = true
			v.Loose = v.Loose || !own
			c := cell{lane, slot}
			piles[c] = append(piles[c], x)
		}
	}
	tallest := map[string]int{"diplomacy": 1, "military": 1}
	for c, pile := range piles {
		tallest[c.lane] = max(tallest[c.lane], min(len(pile), mostStack))
	}
	up, down := laneFoot+markStep*float64(tallest["diplomacy"]), laneFoot+markStep*float64(tallest["military"])
	v.Line = up
	v.Height = up + axisHeight + down
	cells := make([]cell, 0, len(piles))
	for c := range piles {
		cells = append(cells, c)
	}
	slices.SortFunc(cells, func(a, b cell) int { return cmp.Or(cmp.Compare(a.lane, b.lane), a.slot-b.slot) })
	for _, c := range cells {
		pile := piles[c]
		slices.SortStableFunc(pile, func(a, b trackMark) int { return cmp.Compare(a.EventDay, b.EventDay) })
		for i, m := range pile {
			y := v.Line - laneFoot - markStep*float64(i)
			if c.lane == "military" {
				y = v.Line + axisHeight + laneFoot + markStep*float64(i)
			}
			if i == mostStack-1 && len(pile) > mostStack {
				a := from.AddDate(0, 0, (c.slot*days+slots-1)/slots)
				b := from.AddDate(0, 0, max(((c.slot+1)*days+slots-1)/slots-1, (c.slot*days+slots-1)/slots))
				n := len(pile) - i
				v.Heaps = append(v.Heaps, heap{at(float64(c.slot)), y, n, c.lane, link(a, b), fmt.Sprintf("%d more from %s to %s", n, a.Format("2 January 2006"), b.Format("2 January 2006"))})
				break
			}
			m.X, m.Y = at(float64(c.slot)), y
			v.Marks = append(v.Marks, m)
		}
	}
	for _, s := range standings {
		if used[s] {
			v.Used = append(v.Used, s)
		}
	}
	v.Ticks = ticks(from, days, slots, at)
	return v
}

// ticks are dates on the line, far enough from one another to be read.
func ticks(from time.Time, days, slots int, at func(float64) float64) []trackTick {
	room := 110.0 // of a date
	wide := trackWidth - 2*trackEdge
	n := max(1, min(slots, int(wide/room)))
	step := max(1, (days+n-1)/n)
	layout := "2 Jan 2006"
	var out []trackTick
	for d := 0; d < days; d += step {
		out = append(out, trackTick{at(float64(d * slots / days)), from.AddDate(0, 0, d).Format(layout)})
	}
	return out
}

// says tells an event in words.
func says(m store.EventMark) string {
	day, own := dayOf(m)
	s := standing(m)
	if m.By != nil && *m.By != "" && (s == claimed || s == alleged) {
		s += " by " + *m.By
	}
	when := date(&day)
	if !own {
		when = "day not told, reported " + when
	}
	out := when + ", " + s + ": " + whoToWhom(m) + ", " + plainType(m.Type) + ": “" + short(m.Words, 14) + "”"
	if m.Outlet != nil {
		out += " (" + *m.Outlet + ")"
	}
	return field(out)
}

// eventAddress is the place of an event in its report's page.
func eventAddress(report, event string) string {
	return reportAddress(report) + "#" + anchor(report, event)
}
