package story

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
)

// event makes an event: "TYPE modality doers > others @place date".
func event(id, text string) record.Event {
	f := strings.Fields(text)
	e := record.Event{ID: id, Type: f[0], Modality: f[1]}
	into := &e.Actors
	for _, w := range f[2:] {
		switch {
		case w == ">":
			into = &e.Recipients
		case w[0] == '@':
			e.Place = &record.Span{Exact: w[1:]}
		case w[0] >= '0' && w[0] <= '9' || w[0] == '-':
			e.Date = &record.Date{ISO: &w}
		default:
			*into = append(*into, record.Ref{Actor: &w})
		}
	}
	return e
}

func TestEvents(t *testing.T) {
	told := func(id, published string, sentences []string, text string) *record.Line {
		l := makeLine(id, published, "Patrol boat rammed near Kestrel Point lighthouse", sentences, "", "")
		for _, c := range []string{"KEN", "UGA", "TZA"} {
			l.Actors = append(l.Actors, record.Actor{ID: c, Kind: "country", Name: c, Names: []string{c}})
		}
		e := event(id+".e1", text)
		l.Events = []record.Event{e}
		l.Meetings = []record.Meeting{{ID: id + ".m1", Parties: append(e.Actors, e.Recipients...), Date: e.Date, Venue: e.Place, Status: "held"}}
		return l
	}
	for _, c := range []struct {
		name, a, b     string
		event, meeting bool
	}{
		{"the same day", "CONSULT happened KEN UGA 2026-03-01", "CONSULT happened KEN UGA 2026-03-01", true, true},
		{"another day", "CONSULT happened KEN UGA 2026-03-01", "CONSULT happened KEN UGA 2026-02-01", false, false},
		{"a day without a year", "CONSULT happened KEN UGA 2026-03-01", "CONSULT happened KEN --03-01", true, true},
		{"one story, a day unknown", "ASSAULT happened KEN > UGA 2026-03-01", "ASSAULT happened KEN > UGA", true, true},
		{"another type", "ASSAULT happened KEN > UGA", "MOBILIZE happened KEN > UGA", false, true},
		{"planned, not held", "CONSULT planned KEN UGA 2026-03-01", "CONSULT negated KEN UGA 2026-03-01", false, true},
		{"told again as background", "ASSAULT happened KEN > UGA 2026-03-01", "ASSAULT historical KEN > UGA 2026-03-01", true, true},
		{"on another", "ASSAULT happened KEN > UGA 2026-03-01", "ASSAULT happened KEN > TZA 2026-03-01", false, false},
		{"elsewhere", "CONSULT happened KEN UGA @Mombasa 2026-03-01", "CONSULT happened KEN UGA @Entebbe 2026-03-01", false, false},
		{"nobody named", "ASSAULT happened", "ASSAULT happened", false, false},
	} {
		rel := Relate(reports(told("a", "2026-03-01T08:00:00Z", wire, c.a), told("b", "2026-03-01T11:00:00Z", rewritten, c.b)))
		if (len(rel.Events) == 1) != c.event || (len(rel.Meetings) == 1) != c.meeting {
			t.Errorf("%s: %v, %v, want an event: %v, a meeting: %v", c.name, rel.Events, rel.Meetings, c.event, c.meeting)
		}
	}
	rel := Relate(reports(told("a", "2026-03-01T08:00:00Z", wire, "CONSULT happened KEN UGA"), told("b", "2026-09-01T08:00:00Z", another, "CONSULT happened KEN UGA")))
	if len(rel.Events) != 0 || len(rel.Meetings) != 0 {
		t.Errorf("undated events of two seasons are one: %v, %v", rel.Events, rel.Meetings)
	}
	want := []record.Happening{{Mentions: []string{"a.e1", "b.e1"}}}
	rel = Relate(reports(told("b", "2026-04-01", another, "AID happened KEN > TZA 2026-03-01"), told("a", "2026-03-01", wire, "AID happened KEN > TZA 2026-03-01")))
	if d := cmp.Diff(want, rel.Events); d != "" {
		t.Error(d)
	}
}
