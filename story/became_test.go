package story

import (
	"testing"

	"dateline/record"
)

// A planned meeting is due until its day is over, and then what others tell of
// it, or lapsed.
func TestBecame(t *testing.T) {
	s := func(x string) *string { return &x }
	meeting := func(status, day string, parties ...string) *record.Meeting {
		m := &record.Meeting{Status: status}
		if day != "" {
			m.Date = &record.Date{ISO: s(day)}
		}
		for _, p := range parties {
			m.Parties = append(m.Parties, record.Ref{Name: s(p)})
		}
		return m
	}
	telling := func(m *record.Meeting, day string) []Telling {
		return []Telling{{m, record.Stamp{Time: s(day)}}}
	}
	plan := meeting("planned", "2026-03-14", "Tavria", "Kesh")
	retracted := func(m *record.Meeting) *record.Meeting {
		m.Corrections = []record.Mark{{Kind: "retract"}}
		return m
	}
	for _, x := range []struct {
		name string
		m    *record.Meeting
		told []Telling
		on   string
		want string
	}{
		{"before", plan, nil, "2026-03-10", Due},
		{"on the day", plan, nil, "2026-03-14", Due},
		{"nothing told", plan, nil, "2026-03-15", Lapsed},
		{"held that day", plan, telling(meeting("held", "2026-03-14", "kesh", "Tavria", "Velmark"), "2026-03-16"), "2026-03-17", "held"},
		{"held on another day", plan, telling(meeting("held", "2026-03-12", "Kesh", "Tavria"), "2026-03-12"), "2026-03-17", Lapsed},
		{"called off, no day told", plan, telling(meeting("cancelled", "", "Kesh", "Tavria"), "2026-03-14T09:00Z"), "2026-03-17", "cancelled"},
		{"held, but that is not told", plan, telling(retracted(meeting("held", "2026-03-14", "Kesh", "Tavria")), "2026-03-16"), "2026-03-17", Lapsed},
		{"not told", retracted(meeting("planned", "2026-03-14", "Tavria", "Kesh")), nil, "2026-03-10", Retracted},
		{"told too early to be it", plan, telling(meeting("held", "", "Kesh", "Tavria"), "2026-03-01"), "2026-03-17", Lapsed},
		{"of others", plan, telling(meeting("held", "2026-03-14", "Kesh", "Velmark"), "2026-03-14"), "2026-03-17", Lapsed},
		{"a month only", meeting("planned", "2026-03", "Tavria", "Kesh"), nil, "2026-05-01", "planned"},
		{"held itself", meeting("held", "2026-03-14", "Tavria", "Kesh"), nil, "2026-03-01", "held"},
	} {
		if got := Became(x.m, x.told, x.on); got != x.want {
			t.Errorf("%s: %s, want %s", x.name, got, x.want)
		}
	}
}
