// Package storetest holds every engine of the store to the same behaviour.
//
//	func TestStore(t *testing.T) {
//		storetest.Run(t, func(t *testing.T) store.Store { … })
//	}
//
// Run asks for empty stores and closes them. [Crash] kills a process that
// writes. [Generate] and [Draft] make reports to put in.
package storetest

import (
	"context"
	"errors"
	"testing"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// Open returns an empty store. It ends the test on an error.
type Open func(t *testing.T) store.Store

// Run runs the suite on stores that open gives.
func Run(t *testing.T, open Open) {
	for _, test := range []struct {
		name string
		run  func(*testing.T, store.Store)
	}{
		{"Empty", testEmpty},
		{"PutGet", testPutGet},
		{"Again", testAgain},
		{"Refused", testRefused},
		{"Renew", testRenew},
		{"Places", testPlaces},
		{"Versions", testVersions},
		{"Order", testOrder},
		{"Cursors", testCursors},
		{"Filters", testFilters},
		{"StatementFilters", testStatementFilters},
		{"Positions", testPositions},
		{"Events", testEvents},
		{"Tally", testTally},
		{"Outlets", testOutlets},
		{"Named", testNamed},
		{"Rank", testRank},
		{"Arrivals", testArrivals},
		{"VersionList", testVersionList},
		{"NotAnalysed", testNotAnalysed},
		{"Speakers", testSpeakers},
		{"Words", testWords},
		{"Hostile", testHostile},
		{"Passages", testPassages},
		{"Sources", testSources},
		{"Readers", testReaders},
		{"Cancel", testCancel},
		{"Writers", testWriters},
		{"Queue", testQueue},
		{"Leases", testLeases},
		{"Poison", testPoison},
		{"Workers", testWorkers},
		{"Exclusively", testExclusively},
		{"Entries", testEntries},
		{"Partial", testPartial},
		{"Changes", testChanges},
		{"Purge", testPurge},
		{"Beside", testBeside},
		{"Corrections", testCorrections},
		{"Related", testRelated},
		{"Bookmarks", testBookmarks},
	} {
		t.Run(test.name, func(t *testing.T) {
			s := open(t)
			defer closed(t, s)
			test.run(t, s)
			sound(t, s)
		})
	}
	t.Run("Arrival", func(t *testing.T) { testArrival(t, open) })
}

func closed(t *testing.T, s store.Store) {
	if err := s.Close(); err != nil {
		t.Error(err)
	}
}

// put puts entries and ends the test on an error.
func put(t *testing.T, s store.Store, entries ...store.Entry) store.Added {
	t.Helper()
	added, err := s.Put(t.Context(), entries)
	if err != nil {
		t.Fatal(err)
	}
	return added
}

// ask parses a query and ends the test on an error.
func ask(t *testing.T, q string) query.Query {
	t.Helper()
	parsed, err := query.Parse(q)
	if err != nil {
		t.Fatal(err)
	}
	return parsed
}

// ids returns the ids of the reports that answer q, in order.
func ids(t *testing.T, s store.Store, q string) []string {
	t.Helper()
	rows, err := s.Reports(t.Context(), ask(t, q), store.Page{})
	if err != nil {
		t.Fatalf("Reports(%q): %v", q, err)
	}
	out := []string{}
	for _, r := range rows {
		out = append(out, r.Report.ID)
	}
	return out
}

// statementIDs returns the ids of the statements that answer q, in order.
func statementIDs(t *testing.T, s store.Store, q string) []string {
	t.Helper()
	rows, err := s.Statements(t.Context(), ask(t, q), store.Page{})
	if err != nil {
		t.Fatalf("Statements(%q): %v", q, err)
	}
	out := []string{}
	for _, r := range rows {
		out = append(out, r.Statement.ID)
	}
	return out
}

// lines returns the records that answer q, in order.
func lines(t *testing.T, s store.Store, q query.Query) []record.Line {
	t.Helper()
	out := []record.Line{}
	for l, err := range s.Lines(t.Context(), q) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, l)
	}
	return out
}

func testEmpty(t *testing.T, s store.Store) {
	ctx, q := t.Context(), ask(t, "x speaker:y after:2026")
	if added, err := s.Put(ctx, nil); err != nil || added != (store.Added{}) {
		t.Errorf("Put(nil) = %v, %v", added, err)
	}
	if c, err := s.Counts(ctx); err != nil || c != (store.Counts{}) {
		t.Errorf("Counts = %v, %v", c, err)
	}
	for _, q := range []query.Query{{}, q} {
		reports, err := s.Reports(ctx, q, store.Page{})
		statements, err2 := s.Statements(ctx, q, store.Page{})
		positions, err5 := s.Positions(ctx, q, store.Page{})
		events, err6 := s.Events(ctx, q, store.Page{})
		meetings, err7 := s.Meetings(ctx, q, store.Page{})
		speakers, err3 := s.Speakers(ctx, q)
		hits, err4 := s.Search(ctx, q, store.Page{})
		if err := errors.Join(err, err2, err3, err4, err5, err6, err7); err != nil {
			t.Fatal(err)
		}
		if n := len(reports) + len(statements) + len(positions) + len(events) + len(meetings) + len(speakers) + len(hits) + len(lines(t, s, q)); n != 0 {
			t.Errorf("%q finds %d rows", q, n)
		}
	}
	testNothing(t, s)
}

// testNothing asks for what is not there.
func testNothing(t *testing.T, s store.Store) {
	for _, id := range []string{"", "r0", "none", "' OR 1=1 --", "\x00"} {
		_, err := s.Line(t.Context(), id)
		_, err2 := s.Version(t.Context(), id)
		_, err3 := s.Original(t.Context(), id)
		_, err4 := s.Versions(t.Context(), id)
		for _, err := range []error{err, err2, err3, err4} {
			if !errors.Is(err, store.ErrNotFound) {
				t.Errorf("%q: %v, want ErrNotFound", id, err)
			}
		}
	}
}

func testCancel(t *testing.T, s store.Store) {
	entries := Generate(5, 40)
	put(t, s, entries[:20]...)
	before, err := s.Counts(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, err = s.Put(ctx, entries)
	_, err2 := s.Reports(ctx, query.Query{}, store.Page{})
	_, err3 := s.Statements(ctx, query.Query{}, store.Page{})
	_, err4 := s.Search(ctx, ask(t, "talks"), store.Page{})
	_, err5 := s.Speakers(ctx, query.Query{})
	_, err6 := s.Line(ctx, entries[0].Line.Report.ID)
	_, err7 := s.Counts(ctx)
	_, err8 := s.Positions(ctx, query.Query{}, store.Page{})
	var err9 error
	for _, err := range s.Lines(ctx, query.Query{}) {
		err9 = err
	}
	for i, err := range []error{err, err2, err3, err4, err5, err6, err7, err8, err9} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("call %d: %v, want context.Canceled", i+1, err)
		}
	}
	if after, err := s.Counts(t.Context()); err != nil || after != before {
		t.Errorf("Counts = %v, %v after a Put that was cancelled; before %v", after, err, before)
	}
	put(t, s, entries...)
	// Stopping in the middle leaves the store as usable as before.
	for range s.Lines(t.Context(), query.Query{}) {
		break
	}
	put(t, s, Generate(6, 3)...)
}
