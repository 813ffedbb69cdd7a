package correction

import (
	"slices"
	"strings"

	"dateline/record"
)

// A meeting has no words of its own: it is put together from the events that
// tell of it and from what the sentences around them add. Its anchor holds on
// to the first of these events; where there is none, to the line that has most
// of its parties, venue, day and so on, else to what came of it.

// kindOf is the kind of a meeting, "" when it has none.
func kindOf(m *record.Meeting) string {
	if m.Kind == nil {
		return ""
	}
	return *m.Kind
}

// tellings are the events of a meeting.
func tellings(l *record.Line, m *record.Meeting) []record.Span {
	var out []record.Span
	for i := range l.Events {
		if slices.Contains(m.Events, l.Events[i].ID) {
			out = append(out, l.Events[i].Span)
		}
	}
	return out
}

// pieces are the words of which a meeting is made besides.
func pieces(m *record.Meeting) []record.Span {
	var out []record.Span
	add := func(s *record.Span) {
		if s != nil {
			out = append(out, *s)
		}
	}
	for i := range m.Parties {
		add(m.Parties[i].Span)
	}
	for i := range m.Heads {
		add(m.Heads[i].Person.Span)
	}
	if m.Mediator != nil {
		add(m.Mediator.Span)
	}
	if m.Date != nil {
		add(m.Date.Span)
	}
	add(m.Round)
	add(m.Venue)
	for i := 0; i < len(m.Outcome) && len(out) == 0; i++ {
		add(&m.Outcome[i].Span)
	}
	return out
}

// meetingWords is the range of the words by which a meeting is known, in code
// points; empty when the report has none.
func meetingWords(l *record.Line, m *record.Meeting) (start, end int) {
	if told := tellings(l, m); len(told) > 0 {
		return told[0].Start, told[0].End
	}
	byLine := map[int][]record.Span{}
	best := -1
	t := []rune(l.Report.Text)
	for _, s := range pieces(m) {
		n := strings.Count(string(t[:min(s.Start, len(t))]), "\n")
		byLine[n] = append(byLine[n], s)
		if best < 0 || len(byLine[n]) > len(byLine[best]) {
			best = n
		}
	}
	if best < 0 {
		return 0, 0
	}
	return hull(byLine[best], record.Span{})
}

// toldAt is how much of the words from start to end is a meeting's, 0 to 1:
// what the words by which it is known or its best event cover, or the share of
// the rest that stands there.
func toldAt(l *record.Line, m *record.Meeting, start, end int) float64 {
	own, last := meetingWords(l, m)
	best := overlap(start, end, own, last)
	for _, s := range tellings(l, m) {
		best = max(best, overlap(start, end, s.Start, s.End))
	}
	list, within := pieces(m), 0
	for _, s := range list {
		if start <= s.Start && s.End <= end {
			within++
		}
	}
	if within > 0 {
		const less = 0.9 // than an event
		best = max(best, less*float64(within)/float64(len(list)))
	}
	return best
}
