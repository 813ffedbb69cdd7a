package pack

import (
	"cmp"
	"maps"
	"slices"
	"time"

	"dateline/record"
	"dateline/store"
)

// Sure counts the statements of l whose grade is sure.
func Sure(l *record.Line) int {
	n := 0
	for i := range l.Statements {
		if l.Statements[i].Grade == "sure" {
			n++
		}
	}
	return n
}

// Tallying counts statements as they come.
type Tallying struct {
	limit                            int
	total                            int
	more                             bool
	kinds, grades, speakers, outlets map[string]int
	days                             map[int64]int // since 1970-01-01
	undated                          int
	streams                          map[string]map[int64]int // by speaker, then by day
}

// mostStreams is how many speakers are told by day.
const mostStreams = 12

// NewTally returns an empty tally of at most limit statements; 0 means all.
func NewTally(limit int) *Tallying {
	return &Tallying{
		limit: limit, kinds: map[string]int{}, grades: map[string]int{}, speakers: map[string]int{}, outlets: map[string]int{}, days: map[int64]int{},
		streams: map[string]map[int64]int{},
	}
}

// Add counts a statement and reports whether it had room.
func (t *Tallying) Add(kind, grade, speaker, outlet []byte, day int64, dated bool) bool {
	if t.limit > 0 && t.total == t.limit {
		t.more = true
		return false
	}
	t.total++
	t.kinds[string(kind)]++
	t.grades[string(grade)]++
	t.speakers[string(speaker)]++
	t.outlets[string(outlet)]++
	if !dated {
		t.undated++
		return true
	}
	t.days[day]++
	if len(speaker) > 0 {
		of := t.streams[string(speaker)]
		if of == nil {
			of = map[int64]int{}
			t.streams[string(speaker)] = of
		}
		of[day]++
	}
	return true
}

// Tally returns what was counted.
func (t *Tallying) Tally() store.Tally {
	out := store.Tally{
		Total: t.total, More: t.more,
		Kinds: counted(t.kinds), Grades: counted(t.grades), Speakers: counted(t.speakers), Outlets: counted(t.outlets),
	}
	out.Days = byDay(t.days)
	for _, c := range out.Speakers {
		if days := t.streams[c.Value]; len(days) > 0 && len(out.Streams) < mostStreams {
			out.Streams = append(out.Streams, store.Stream{Speaker: c.Value, Days: byDay(days)})
		}
	}
	if t.undated > 0 {
		out.Days = append(out.Days, store.Count{N: t.undated})
	}
	return out
}

// byDay returns counts by days since 1970-01-01, in order.
func byDay(m map[int64]int) []store.Count {
	var out []store.Count
	for _, d := range slices.Sorted(maps.Keys(m)) {
		out = append(out, store.Count{Value: time.Unix(d*24*60*60, 0).UTC().Format(time.DateOnly), N: m[d]})
	}
	return out
}

// counted returns the values of m, most first.
func counted(m map[string]int) []store.Count {
	var out []store.Count
	for v, n := range m {
		out = append(out, store.Count{Value: v, N: n})
	}
	slices.SortFunc(out, func(a, b store.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return out
}
