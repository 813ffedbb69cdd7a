package storetest

import (
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/store"
)

func testTally(t *testing.T, s store.Store) {
	a := Draft{ID: "a", Outlet: "Harbour Wire", Published: "2026-02-09", Paragraphs: []string{"one two three four"}, Said: []Said{
		{Words: "one", Speaker: "Mara Dvorin", Kind: "direct"}, {Words: "two", Speaker: "Mara Dvorin", Kind: "mixed"}, {Words: "three", Kind: "direct"},
	}}.Entry()
	a.Line.Statements[0].Grade = "sure"
	b := Draft{ID: "b", Paragraphs: []string{"four five"}, Said: []Said{{Words: "four", Speaker: "Ivo Sahl", Kind: "indirect"}}}.Entry()
	put(t, s, a, b)
	for _, c := range []struct {
		q     string
		limit int
		want  store.Tally
	}{
		{"", 0, store.Tally{
			Total: 4, Kinds: []store.Count{{Value: "direct", N: 2}, {Value: "indirect", N: 1}, {Value: "mixed", N: 1}}, Grades: []store.Count{{Value: "to check", N: 3}, {Value: "sure", N: 1}},
			Outlets: []store.Count{{Value: "Harbour Wire", N: 3}, {Value: "", N: 1}}, Speakers: []store.Count{{Value: "Mara Dvorin", N: 2}, {Value: "", N: 1}, {Value: "Ivo Sahl", N: 1}},
			Days:    []store.Count{{Value: "2026-02-09", N: 3}, {Value: "", N: 1}},
			Streams: []store.Stream{{Speaker: "Mara Dvorin", Days: []store.Count{{Value: "2026-02-09", N: 2}}}},
		}},
		{"speaker:dvorin", 1, store.Tally{
			Total: 1, More: true, Kinds: []store.Count{{Value: "direct", N: 1}}, Grades: []store.Count{{Value: "sure", N: 1}}, Outlets: []store.Count{{Value: "Harbour Wire", N: 1}},
			Speakers: []store.Count{{Value: "Mara Dvorin", N: 1}}, Days: []store.Count{{Value: "2026-02-09", N: 1}},
			Streams: []store.Stream{{Speaker: "Mara Dvorin", Days: []store.Count{{Value: "2026-02-09", N: 1}}}},
		}},
		{`grade:"to check" speaker:dvorin`, 0, store.Tally{
			Total: 1, Kinds: []store.Count{{Value: "mixed", N: 1}}, Grades: []store.Count{{Value: "to check", N: 1}}, Outlets: []store.Count{{Value: "Harbour Wire", N: 1}},
			Speakers: []store.Count{{Value: "Mara Dvorin", N: 1}}, Days: []store.Count{{Value: "2026-02-09", N: 1}},
			Streams: []store.Stream{{Speaker: "Mara Dvorin", Days: []store.Count{{Value: "2026-02-09", N: 1}}}},
		}},
		{"nowhere", 0, store.Tally{}},
	} {
		got, err := s.Tally(t.Context(), ask(t, c.q), c.limit)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(c.want, got); d != "" {
			t.Errorf("Tally(%q): %s", c.q, d)
		}
	}
	if counts, err := s.Counts(t.Context()); err != nil || counts.Sure != 1 {
		t.Errorf("%d sure, %v", counts.Sure, err)
	}
	if got := ids(t, s, "grade:sure"); !cmp.Equal(got, []string{"a"}) {
		t.Errorf("reports with a sure statement: %q", got)
	}
}

// testArrivals holds that nothing that came is lost between two questions.
func testArrivals(t *testing.T, s store.Store) {
	if seq, err := s.Arrived(t.Context()); err != nil || seq != 0 {
		t.Errorf("of an empty store: %d, %v", seq, err)
	}
	entries := Generate(11, 30)
	var got []string
	after := int64(0)
	for len(entries) > 0 {
		n := min(7, len(entries))
		put(t, s, entries[:n]...)
		entries = entries[n:]
		for {
			list, err := s.Arrivals(t.Context(), after, 3)
			if err != nil {
				t.Fatal(err)
			}
			if len(list) == 0 {
				break
			}
			for _, a := range list {
				if a.Seq <= after || a.Row.Report.ID == "" || a.At.Location() != time.UTC || a.What != "added" {
					t.Errorf("after %d: %+v", after, a)
				}
				after = a.Seq
				got = append(got, a.Version)
			}
		}
	}
	if seq, err := s.Arrived(t.Context()); err != nil || seq != after {
		t.Errorf("the last is %d, want %d, %v", seq, after, err)
	}
	counts, err := s.Counts(t.Context())
	if err != nil || len(got) != counts.Versions {
		t.Errorf("%d arrivals of %d versions, %v", len(got), counts.Versions, err)
	}
}

// testVersionList holds that a report's versions are listed, the current one
// first.
func testVersionList(t *testing.T, s store.Store) {
	var want []string
	for _, modified := range []string{"", "2026-02-10", "2026-02-12"} {
		e := Draft{ID: "a", Published: "2026-02-09", Modified: modified, Paragraphs: []string{"Changed " + modified + "."}}.Entry()
		put(t, s, e, Draft{ID: "b", Paragraphs: []string{"Another."}}.Entry())
		want = append([]string{e.Line.Report.Version}, want...)
		got, err := s.Versions(t.Context(), "a")
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("versions (-want +got):\n%s", d)
		}
	}
}
