package corrected_test

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/correction"
	"dateline/store"
	"dateline/store/corrected"
	"dateline/store/query"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

func open(t *testing.T) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func fix(t *testing.T, s *sqlite.Store, kind, ref, value string, words ...string) {
	t.Helper()
	report, _, _ := strings.Cut(ref, ".")
	l, err := s.Line(t.Context(), report)
	if err != nil {
		t.Fatal(err)
	}
	a, err := correction.At(&l, ref)
	if err != nil {
		t.Fatal(err)
	}
	c, err := correction.Make(correction.Correction{At: time.Now(), By: "Ines", Why: "heard it", Kind: kind, Anchors: []correction.Anchor{a}, Value: value, Words: words})
	if err == nil {
		err = s.Correct(t.Context(), []correction.Correction{c})
	}
	if err != nil {
		t.Fatal(err)
	}
}

func ask(t *testing.T, s string) query.Query {
	t.Helper()
	q, err := query.Parse(s)
	if err != nil {
		t.Fatal(err)
	}
	return q
}

// all returns the ids of the statements that answer q, page by page.
func all(t *testing.T, s store.Store, q string, limit int) []string {
	t.Helper()
	out := []string{}
	var p store.Page
	for p.Limit = limit; ; {
		rows, err := s.Statements(t.Context(), ask(t, q), p)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range rows {
			out, p.Cursor = append(out, r.Statement.ID), r.Cursor
		}
		if limit == 0 || len(rows) < limit {
			return out
		}
	}
}

// A query finds what is shown, whatever was read, in the order of lists and in
// pages of any size.
func TestQueries(t *testing.T) {
	s := open(t)
	var entries []store.Entry
	for i := range 5 {
		entries = append(entries, storetest.Draft{
			ID: fmt.Sprintf("r%d", i), Title: fmt.Sprint("Ferry ", i), Published: fmt.Sprintf("2026-02-0%d", 9-i),
			Paragraphs: []string{fmt.Sprintf("The ferry sails at %d.", i), "The bridge is shut, or open."},
			Said: []storetest.Said{
				{Words: fmt.Sprintf("The ferry sails at %d", i), Speaker: "Mara Dvorin"},
				{Words: "The bridge is shut", Speaker: "Tovin Selmani", Kind: "indirect"},
			},
			Held: []storetest.Held{{Words: "The bridge is shut", Kind: "refusal", Holder: "Tovin Selmani", Said: 2}},
		}.Entry())
	}
	if _, err := s.Put(t.Context(), entries); err != nil {
		t.Fatal(err)
	}
	c := corrected.New(s)
	if d := cmp.Diff(all(t, s, "speaker:dvorin", 0), all(t, c, "speaker:dvorin", 2)); d != "" {
		t.Errorf("without a correction:\n%s", d)
	}
	fix(t, s, correction.Speaker, "r1.s1", "Tovin Selmani")
	fix(t, s, correction.Speaker, "r3.s2", "Mara Dvorin")
	fix(t, s, correction.Kind, "r2.s2", "mixed")
	for _, x := range []struct {
		q    string
		want []string
	}{
		{"speaker:dvorin", []string{"r0.s1", "r2.s1", "r3.s1", "r3.s2", "r4.s1"}},
		{`speaker:"tovin selmani"`, []string{"r0.s2", "r1.s1", "r1.s2", "r2.s2", "r4.s2"}},
		{"-speaker:dvorin", []string{"r0.s2", "r1.s1", "r1.s2", "r2.s2", "r4.s2"}},
		{"kind:indirect", []string{"r0.s2", "r1.s2", "r3.s2", "r4.s2"}},
		{"kind:mixed", []string{"r2.s2"}},
		{"kind:mixed speaker:selmani bridge", []string{"r2.s2"}},
		{"kind:mixed ferry", []string{}},
		{"speaker:selmani after:2026-02-08", []string{"r0.s2", "r1.s1", "r1.s2"}},
		{"speaker:selmani ferry", []string{"r1.s1"}},
		{"speaker:nobody", []string{}},
	} {
		for _, limit := range []int{0, 1, 2, 3} {
			if d := cmp.Diff(x.want, all(t, c, x.q, limit)); d != "" {
				t.Errorf("%s, pages of %d:\n%s", x.q, limit, d)
			}
		}
	}
	rows, err := c.Speakers(t.Context(), ask(t, ""))
	if d := cmp.Diff([]store.SpeakerRow{{Name: "Mara Dvorin", Statements: 5, Reports: 4}, {Name: "Tovin Selmani", Statements: 5, Reports: 4}}, rows); err != nil || d != "" {
		t.Errorf("Speakers: %v\n%s", err, d)
	}
	held, err := c.Positions(t.Context(), ask(t, "speaker:dvorin"), store.Page{})
	if err != nil || len(held) != 1 || held[0].Position.ID != "r3.p1" || len(held[0].Position.Corrections) != 1 {
		t.Errorf("Positions: %v, %+v", err, held)
	}
	if _, err := c.Statements(t.Context(), ask(t, "speaker:dvorin"), store.Page{Cursor: "?"}); err == nil {
		t.Error("a cursor of nobody is taken")
	}
}

// What rests on a retracted report says so wherever it is listed, and stays.
func TestRetracted(t *testing.T) {
	s := open(t)
	for i := range 2 {
		e := storetest.Draft{
			ID: fmt.Sprintf("r%d", i), Title: "Ferry", Paragraphs: []string{fmt.Sprintf("The ferry sails at %d.", i)},
			Said: []storetest.Said{{Words: "The ferry sails", Speaker: "Mara Dvorin"}},
			Done: []storetest.Done{{Words: "sails", Type: "CONSULT"}}, Met: []storetest.Met{{Parties: []string{"Kenya", "Peru"}}},
		}.Entry()
		if _, err := s.Put(t.Context(), []store.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	fix(t, s, correction.Retract, "r1", "")
	c, ctx, q := corrected.New(s), t.Context(), ask(t, "")
	marked := map[string][2]int{}
	count := func(list, id string, is bool) {
		n := marked[list]
		if n[0]++; is && id == "r1" {
			n[1]++
		}
		marked[list] = n
	}
	reports, err := c.Reports(ctx, q, store.Page{})
	hits, err2 := c.Search(ctx, ask(t, "ferry"), store.Page{})
	said, err3 := c.Statements(ctx, q, store.Page{})
	events, err4 := c.Events(ctx, q, store.Page{})
	meetings, err5 := c.Meetings(ctx, q, store.Page{})
	for _, err := range []error{err, err2, err3, err4, err5} {
		if err != nil {
			t.Fatal(err)
		}
	}
	for _, r := range reports {
		count("reports", r.Report.ID, r.Report.Retracted != nil)
	}
	for _, r := range hits {
		count("hits", r.Report.ID, r.Report.Retracted != nil)
	}
	for _, r := range said {
		count("statements", r.Report.ID, r.Report.Retracted != nil)
	}
	for _, r := range events {
		count("events", r.Report.ID, r.Report.Retracted != nil)
	}
	for _, r := range meetings {
		count("meetings", r.Report.ID, r.Report.Retracted != nil)
	}
	for l, err := range c.Lines(ctx, q) {
		if err != nil {
			t.Fatal(err)
		}
		count("lines", l.Report.ID, l.Report.Retracted != nil)
	}
	for _, list := range []string{"reports", "hits", "statements", "events", "meetings", "lines"} {
		if marked[list] != [2]int{2, 1} {
			t.Errorf("%s: %d rows, %d marked", list, marked[list][0], marked[list][1])
		}
	}
}

// What is counted is what is shown.
func TestTally(t *testing.T) {
	s := open(t)
	for _, e := range []store.Entry{
		storetest.Draft{ID: "a", Outlet: "Harbour Wire", Published: "2026-02-09", Paragraphs: []string{"“One,” she said. “Two,” she said."}, Said: []storetest.Said{
			{Words: "One", Speaker: "Mara Dvorin", Kind: "direct"}, {Words: "Two", Speaker: "Mara Dvorin", Kind: "direct"},
		}}.Entry(),
		storetest.Draft{ID: "b", Outlet: "Harbour Wire", Published: "2026-02-10", Paragraphs: []string{"“Three,” he said."}, Said: []storetest.Said{{Words: "Three", Speaker: "Ivo Sahl", Kind: "mixed"}}}.Entry(),
	} {
		if _, err := s.Put(t.Context(), []store.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	fix(t, s, correction.Speaker, "a.s2", "Ivo Sahl")
	fix(t, s, correction.Kind, "b.s1", "indirect")
	c := corrected.New(s)
	for _, x := range []struct {
		q    string
		want store.Tally
	}{
		{"speaker:sahl", store.Tally{
			Total: 2, Kinds: []store.Count{{Value: "direct", N: 1}, {Value: "indirect", N: 1}}, Grades: []store.Count{{Value: "to check", N: 2}},
			Outlets: []store.Count{{Value: "Harbour Wire", N: 2}}, Speakers: []store.Count{{Value: "Ivo Sahl", N: 2}},
			Days:    []store.Count{{Value: "2026-02-09", N: 1}, {Value: "2026-02-10", N: 1}},
			Streams: []store.Stream{{Speaker: "Ivo Sahl", Days: []store.Count{{Value: "2026-02-09", N: 1}, {Value: "2026-02-10", N: 1}}}},
		}},
		{"speaker:dvorin two", store.Tally{}},
		{"kind:mixed", store.Tally{}},
	} {
		got, err := c.Tally(t.Context(), ask(t, x.q), 0)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(x.want, got); d != "" {
			t.Errorf("Tally(%q): %s", x.q, d)
		}
		rows, err := c.Statements(t.Context(), ask(t, x.q), store.Page{})
		if err != nil || len(rows) != got.Total {
			t.Errorf("%q: %d are listed, %d counted, %v", x.q, len(rows), got.Total, err)
		}
	}
}

// Marks say which reports were retracted.
func TestMarks(t *testing.T) {
	s := open(t)
	e := storetest.Draft{ID: "a", Published: "2026-02-09", Paragraphs: []string{"Tavria met Kesh."}, Done: []storetest.Done{{Words: "Tavria met Kesh", Type: "CONSULT", Actors: []string{"Tavria"}, Recipients: []string{"Kesh"}}}}.Entry()
	if _, err := s.Put(t.Context(), []store.Entry{e}); err != nil {
		t.Fatal(err)
	}
	c := corrected.New(s)
	for _, want := range []bool{false, true} {
		marks, err := c.Marks(t.Context(), query.Query{}, 0)
		if err != nil || len(marks) != 1 || marks[0].Retracted != want {
			t.Errorf("%+v, %v; want retracted %t", marks, err, want)
		}
		if !want {
			fix(t, s, correction.Retract, "a", "")
		}
	}
}

// A query for events and meetings finds what is shown, in the order of lists,
// in pages and in marks of any number; what was retracted stays and says so.
func TestEvents(t *testing.T) {
	s := open(t)
	for i := range 5 {
		e := storetest.Draft{
			ID: fmt.Sprintf("r%d", i), Title: fmt.Sprint("Harbour ", i), Published: fmt.Sprintf("2026-02-0%d", 9-i),
			Paragraphs: []string{"Tavria met Kesh in the old hall.", "Kesh shelled the port, an envoy said."},
			Done: []storetest.Done{
				{Words: "Tavria met Kesh", Type: "CONSULT", Actors: []string{"Tavria"}, Recipients: []string{"Kesh"}},
				{Words: "Kesh shelled the port", Type: "ASSAULT", Track: "military", Actors: []string{"Kesh"}, By: "Ivo Sahl"},
			},
			Met: []storetest.Met{{Parties: []string{"Tavria", "Kesh"}, Venue: "the old hall"}},
		}.Entry()
		if _, err := s.Put(t.Context(), []store.Entry{e}); err != nil {
			t.Fatal(err)
		}
	}
	fix(t, s, correction.Who, "r1.e1", "", "Orsena")
	fix(t, s, correction.Whom, "r1.e1", "", "Kesh", "Hulm")
	fix(t, s, correction.Kind, "r2.e2", "THREATEN")
	fix(t, s, correction.Kind, "r2.e2", "planned")
	fix(t, s, correction.Speaker, "r3.e2", "")
	fix(t, s, correction.Day, "r3.e1", "2026-01-31")
	fix(t, s, correction.Retract, "r4.e2", "")
	fix(t, s, correction.Who, "r0.m1", "", "Orsena", "Kesh")
	fix(t, s, correction.Kind, "r1.m1", "cancelled")
	fix(t, s, correction.Mediator, "r2.m1", "Hulm")
	fix(t, s, correction.Retract, "r3.m1", "")
	c, ctx := corrected.New(s), t.Context()
	for _, x := range []struct {
		q    string
		want []string
	}{
		{"", []string{"r0.e1", "r0.e2", "r1.e1", "r1.e2", "r2.e1", "r2.e2", "r3.e1", "r3.e2", "r4.e1", "r4.e2"}},
		{"speaker:tavria", []string{"r0.e1", "r2.e1", "r3.e1", "r4.e1"}},
		{"speaker:orsena", []string{"r1.e1"}},
		{"speaker:orsena speaker:hulm met", []string{"r1.e1"}},
		{"speaker:orsena shelled", nil},
		{"type:assault", []string{"r0.e2", "r1.e2", "r3.e2", "r4.e2"}},
		{"type:planned", []string{"r2.e2"}},
		{"track:military", []string{"r0.e2", "r1.e2", "r3.e2", "r4.e2"}},
		{"cue:sahl", []string{"r0.e2", "r1.e2", "r2.e2", "r4.e2"}},
	} {
		for _, limit := range []int{0, 1, 2, 3} {
			var got []string
			for p := (store.Page{Limit: limit}); ; {
				rows, err := c.Events(ctx, ask(t, x.q), p)
				if err != nil {
					t.Fatal(err)
				}
				for _, r := range rows {
					got, p.Cursor = append(got, r.Event.ID), r.Cursor
				}
				if limit == 0 || len(rows) < limit {
					break
				}
			}
			if d := cmp.Diff(x.want, got); d != "" {
				t.Errorf("%s, pages of %d:\n%s", x.q, limit, d)
			}
			marks, err := c.Marks(ctx, ask(t, x.q), limit)
			if err != nil {
				t.Fatal(err)
			}
			got = nil
			for _, m := range marks {
				got = append(got, m.ID)
			}
			want := x.want
			if limit > 0 {
				want = want[:min(len(want), limit)]
			}
			if d := cmp.Diff(want, got); d != "" && len(want)+len(got) > 0 {
				t.Errorf("%s, the first %d marks:\n%s", x.q, limit, d)
			}
		}
	}
	marks, err := c.Marks(ctx, ask(t, ""), 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range marks {
		switch {
		case m.Retracted != (m.ID == "r4.e2"),
			m.ID == "r1.e1" && (m.Actors != "Orsena" || m.Recipients != "Kesh; Hulm"),
			m.ID == "r2.e2" && (m.Type != "THREATEN" || m.Modality != "planned"),
			m.ID == "r3.e2" && m.By != nil,
			m.ID == "r3.e1" && (m.Date == nil || *m.Date != "2026-01-31"):
			t.Errorf("%+v", m)
		}
	}
	for q, want := range map[string][]string{
		"speaker:tavria": {"r1.m1", "r2.m1", "r3.m1", "r4.m1"}, "speaker:orsena": {"r0.m1"}, "speaker:hulm": {"r2.m1"},
		"type:cancelled": {"r1.m1"}, "type:held hall": {"r0.m1", "r2.m1", "r3.m1", "r4.m1"},
	} {
		rows, err := c.Meetings(ctx, ask(t, q), store.Page{})
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.Meeting.ID)
			if (r.Meeting.ID == "r3.m1") != (len(r.Meeting.Corrections) == 1 && r.Meeting.Corrections[0].Kind == correction.Retract) {
				t.Errorf("%s: %+v", r.Meeting.ID, r.Meeting.Corrections)
			}
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s:\n%s", q, d)
		}
	}
	l, err := c.Line(ctx, "r2")
	if err != nil || l.Events[1].Corrections[0].Was != "ASSAULT" || l.Events[1].Corrections[1].Was != "happened" || l.Meetings[0].Mediator == nil {
		t.Errorf("%v, %+v, %+v", err, l.Events, l.Meetings)
	}
}
