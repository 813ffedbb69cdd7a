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

func fix(t *testing.T, s *sqlite.Store, kind, ref, value string) {
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
	c, err := correction.Make(correction.Correction{At: time.Now(), By: "Ines", Why: "heard it", Kind: kind, Anchors: []correction.Anchor{a}, Value: value})
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
