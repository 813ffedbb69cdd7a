package web

import (
	"cmp"
	"fmt"
	"slices"
	"time"

	"dateline/store"
)

// trackView is the picture of two tracks: time runs to the right, diplomacy
// stands above the line and military below it, and what has no day in a column
// of its own at the right end. Every mark is a link, and has the number under
// which the list below the picture gives its source.
type trackView struct {
	Width, Height float64
	Line          float64 // y of the line between the tracks
	Left, Right   float64 // x of the beginning and the end of time
	Marks         []trackMark
	Ticks         []trackTick
	Heaps         []heap
	Used          []string // the standings that occur
	Loose         bool     // a mark stands at the day of its report
	Lost          bool     // a mark was retracted, or its report
	Undated       bool     // there is a column for what has no day
	Now           float64  // x of the end of today, 0 when it is not in the picture
	Talk, Arms    int      // events on each track
}

// trackMark is one event in the picture.
type trackMark struct {
	X, Y      float64
	Shape     string // the standing, for the style sheet and the form
	Track     string
	Own       bool // the day is the event's own
	Retracted bool
	Address   string
	Says      string // in words
	EventDay  string
	N         int // in the list; 0 for one that is not listed
}

// NumberY is where the number of the mark stands: away from the line.
func (m trackMark) NumberY() float64 {
	if m.Track == "military" {
		return 17
	}
	return -10
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
	trackLabel = 92.0 // left of time, for the names of the tracks
	trackEdge  = 28.0 // right of it
	markStep   = 20.0 // between marks across
	stackStep  = 27.0 // and up, with room for a number
	mostStack  = 5    // marks on one another
	laneFoot   = 18.0 // from the line to the middle of the first mark
	laneHead   = 14.0 // over the last one
	axisHeight = 22.0 // of the line with its dates
	looseRoom  = 84.0 // of the column for what has no day
	looseWide  = 3    // marks beside one another there
)

// cell is a place for marks: a lane, and a slot of time in it.
type trackCell struct {
	lane string
	slot int
}

// undatedSlot is the first of the slots for what has no day.
const undatedSlot = 1 << 20

// tracks draws events between two days, the last included. Events on both
// tracks stand on both; those on neither are left to the list, whose first so
// many rows are numbered as the events are. link gives the address of a stretch
// of time, and today is the day it is, if that is to be drawn.
func tracks(list []store.EventMark, from, to time.Time, numbered int, today string, link func(from, to time.Time) string) trackView {
	days := int(to.Sub(from).Hours()/24) + 1
	v := trackView{Width: trackWidth, Left: trackLabel, Right: trackWidth - trackEdge}
	for _, m := range list {
		day, _ := dayOf(m)
		v.Undated = v.Undated || day == "" && m.Track != "other"
	}
	if v.Undated {
		v.Right -= looseRoom
	}
	slots := min(days, int((v.Right-v.Left)/markStep))
	at := func(slot float64) float64 {
		if slot >= undatedSlot {
			return v.Right + trackEdge + markStep*(slot-undatedSlot+0.5)
		}
		return v.Left + (v.Right-v.Left)*(slot+0.5)/float64(slots)
	}
	piles := map[trackCell][]trackMark{}
	used := map[string]bool{}
	loose := map[string]int{} // marks without a day, by lane
	for i, m := range list {
		day, own := dayOf(m)
		t, err := time.Parse(time.DateOnly, day)
		if day != "" && (err != nil || t.Before(from) || t.After(to)) {
			continue
		}
		slot := int(t.Sub(from).Hours() / 24 * float64(slots) / float64(days))
		for _, lane := range []string{"diplomacy", "military"} {
			if m.Track != lane && m.Track != "both" {
				continue
			}
			x := trackMark{Shape: standing(m), Track: lane, Own: own || day == "", Retracted: m.Retracted, Address: eventAddress(m.Report, m.ID), Says: says(m), EventDay: day}
			if i < numbered {
				x.N = i + 1
			}
			used[x.Shape] = true
			v.Loose = v.Loose || !x.Own
			v.Lost = v.Lost || m.Retracted
			if lane == "diplomacy" {
				v.Talk++
			} else {
				v.Arms++
			}
			c := trackCell{lane, slot}
			if day == "" {
				c.slot = undatedSlot + min(loose[lane]/mostStack, looseWide-1)
				loose[lane]++
			}
			piles[c] = append(piles[c], x)
		}
	}
	v.place(piles, at, func(slot int) (time.Time, time.Time) {
		first := (slot*days + slots - 1) / slots
		return from.AddDate(0, 0, first), from.AddDate(0, 0, max(((slot+1)*days+slots-1)/slots-1, first))
	}, link)
	for _, s := range standings {
		if used[s] {
			v.Used = append(v.Used, s)
		}
	}
	v.Ticks = v.ticks(from, days, slots, at)
	if t, err := time.Parse(time.DateOnly, today); err == nil && !t.Before(from) && t.Before(to) {
		v.Now = v.Left + (v.Right-v.Left)*(t.Sub(from).Hours()/24+1)/float64(days)
	}
	return v
}

// place sets the piles of marks on one another, away from the line, and makes
// heaps of those that are too high.
func (v *trackView) place(piles map[trackCell][]trackMark, at func(float64) float64, span func(slot int) (time.Time, time.Time), link func(from, to time.Time) string) {
	tallest := map[string]int{"diplomacy": 1, "military": 1}
	for c, pile := range piles {
		tallest[c.lane] = max(tallest[c.lane], min(len(pile), mostStack))
	}
	height := func(lane string) float64 { return laneFoot + stackStep*float64(tallest[lane]-1) + laneHead + 8 }
	v.Line = height("diplomacy")
	v.Height = v.Line + axisHeight + height("military")
	cells := make([]trackCell, 0, len(piles))
	for c := range piles {
		cells = append(cells, c)
	}
	slices.SortFunc(cells, func(a, b trackCell) int { return cmp.Or(cmp.Compare(a.lane, b.lane), a.slot-b.slot) })
	for _, c := range cells {
		pile := piles[c]
		slices.SortStableFunc(pile, func(a, b trackMark) int { return cmp.Compare(a.EventDay, b.EventDay) })
		for i, m := range pile {
			y := v.Line - laneFoot - stackStep*float64(i)
			if c.lane == "military" {
				y = v.Line + axisHeight + laneFoot + stackStep*float64(i)
			}
			if i == mostStack-1 && len(pile) > mostStack {
				n := len(pile) - i
				h := heap{X: at(float64(c.slot)), Y: y, N: n, Track: c.lane, Address: "#no-day", Says: fmt.Sprintf("%d more without a day", n)}
				if c.slot < undatedSlot {
					a, b := span(c.slot)
					h.Address, h.Says = link(a, b), fmt.Sprintf("%d more from %s to %s", n, a.Format("2 January 2006"), b.Format("2 January 2006"))
				}
				v.Heaps = append(v.Heaps, h)
				break
			}
			m.X, m.Y = at(float64(c.slot)), y
			v.Marks = append(v.Marks, m)
		}
	}
}

// ticks are dates on the line, far enough from one another to be read.
func (v *trackView) ticks(from time.Time, days, slots int, at func(float64) float64) []trackTick {
	room := 110.0 // of a date
	n := max(1, min(slots, int((v.Right-v.Left)/room)))
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
	switch {
	case day == "":
		when = "no day"
	case !own:
		when = "day not told, reported " + when
	}
	if m.Retracted {
		s = "retracted, " + s
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
