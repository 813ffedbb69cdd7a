package storetest

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// kept is a store that can be kept for years, as every engine can.
type kept interface {
	store.Store
	store.Upkeep
}

func keep(t *testing.T, s store.Store) kept {
	t.Helper()
	k, ok := s.(kept)
	if !ok {
		t.Fatalf("%T has no upkeep", s)
	}
	return k
}

// sound fails the test for each thing that does not fit together.
func sound(t *testing.T, s store.Store) {
	t.Helper()
	if err := keep(t, s).Check(t.Context(), func(problem string) { t.Error(problem) }); err != nil {
		t.Error(err)
	}
}

func entriesOf(t *testing.T, s store.Store, sel store.Selection) []store.Entry {
	t.Helper()
	var out []store.Entry
	for e, err := range keep(t, s).Entries(t.Context(), sel) {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, e)
	}
	return out
}

func byVersion(a, b store.Entry) int {
	return strings.Compare(a.Line.Report.Version, b.Line.Report.Version)
}

// testEntries holds that what was put in comes out again.
func testEntries(t *testing.T, s store.Store) {
	entries := Generate(15, 150)
	for i := range entries {
		if i%3 == 0 {
			entries[i].Cut = []byte(fmt.Sprintf(`{"ID":"%d"}`, i))
		}
		if i%2 == 0 {
			entries[i].Reader = "test/2"
		}
	}
	put(t, s, entries...)
	want := slices.Clone(entries)
	slices.SortFunc(want, byVersion)
	if d := cmp.Diff(want, entriesOf(t, s, store.Selection{})); d != "" {
		t.Errorf("Entries (-want +got):\n%.2000s", d)
	}
	some := slices.DeleteFunc(slices.Clone(want[10:]), func(e store.Entry) bool { return e.Reader == "test/2" })
	if d := cmp.Diff(some, entriesOf(t, s, store.Selection{After: want[9].Line.Report.Version, NotReader: "test/2"})); d != "" {
		t.Errorf("Entries of another reader (-want +got):\n%.2000s", d)
	}
	for range keep(t, s).Entries(t.Context(), store.Selection{}) {
		break
	}
	sound(t, s)
}

// testPartial holds that what was not analysed takes no place, and gives its
// own.
func testPartial(t *testing.T, s store.Store) {
	full := Draft{ID: "a", Title: "One", Paragraphs: []string{"The bridge is shut."}, Said: []Said{{Words: "The bridge is shut", Speaker: "Mara Dvorin"}}}.Entry()
	bare := full
	bare.Line.Statements, bare.Line.Model, bare.Reader, bare.Line.NotAnalysed = []record.Statement{}, store.NoModel, "test/1 none", []string{"speech"}
	bare.Line.Report.Location = "a.json" // sorts before
	put(t, s, bare)
	if n := len(statementIDs(t, s, "")); n != 0 {
		t.Errorf("%d statements of a report that was not analysed", n)
	}
	if got := put(t, s, full); got != (store.Added{Renewed: 1}) {
		t.Errorf("Put of the analysed one = %+v", got)
	}
	if got := put(t, s, bare); got != (store.Added{Known: 1}) {
		t.Errorf("Put of the one that is not = %+v", got)
	}
	if got := statementIDs(t, s, "speaker:dvorin"); len(got) != 1 {
		t.Errorf("statements are %v", got)
	}
	before, err := keep(t, s).Previous(t.Context(), full.Line.Report.Version)
	if d := cmp.Diff(bare.Line, before); d != "" || err != nil {
		t.Errorf("Previous (-want +got): %v\n%s", err, d)
	}
	if _, err := keep(t, s).Previous(t.Context(), "none"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Previous of nothing: %v", err)
	}
	sound(t, s)
}

// testChanges holds that who reads on from a number misses nothing.
func testChanges(t *testing.T, s store.Store) {
	k := keep(t, s)
	entries := Generate(16, 40)
	var got []store.Change
	read := func() {
		for {
			after := int64(0)
			if len(got) > 0 {
				after = got[len(got)-1].Seq
			}
			more, err := k.Changes(t.Context(), after, 7)
			if err != nil {
				t.Fatal(err)
			}
			if len(more) == 0 {
				return
			}
			got = append(got, more...)
		}
	}
	for part := range slices.Chunk(entries, 9) {
		done := make(chan struct{})
		go func() {
			defer close(done)
			if _, err := s.Put(t.Context(), part); err != nil {
				t.Error(err)
			}
		}()
		read()
		<-done
	}
	read()
	var want, have []string
	for _, e := range entries {
		want = append(want, "added "+e.Line.Report.Version)
	}
	for i, c := range got {
		have = append(have, c.What+" "+c.Version)
		if i > 0 && c.Seq <= got[i-1].Seq {
			t.Errorf("change %d comes after %d", c.Seq, got[i-1].Seq)
		}
	}
	slices.Sort(want)
	slices.Sort(have)
	if d := cmp.Diff(want, have); d != "" {
		t.Errorf("Changes (-want +got):\n%s", d)
	}
}

// testPurge holds that what was purged is gone and stays out, and that
// versions before it come forward.
func testPurge(t *testing.T, s store.Store) {
	k, ctx := keep(t, s), t.Context()
	old := Draft{ID: "a", Title: "Bridge", Published: "2026-02-01", Paragraphs: []string{"The bridge is open."}, Said: []Said{{Words: "The bridge is open"}}}
	last := old
	last.Modified, last.Paragraphs, last.Said = "2026-02-02", []string{"The zeppelin is shut."}, []Said{{Words: "The zeppelin is shut"}}
	alone := Draft{ID: "b", Title: "Ferry", Paragraphs: []string{"The ferry sails."}, Said: []Said{{Words: "The ferry sails"}}}
	put(t, s, old.Entry(), last.Entry(), alone.Entry())
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	stones := []store.Tombstone{
		{Version: last.Entry().Line.Report.Version, At: at, Reason: "a court's order"},
		{Version: alone.Entry().Line.Report.Version, At: at, Reason: "asked for"},
		{Version: strings.Repeat("f", 64), At: at},
	}
	if err := k.Purge(ctx, stones); err != nil {
		t.Fatal(err)
	}
	if err := k.Purge(ctx, stones); err != nil {
		t.Errorf("Purge again: %v", err)
	}
	if got := ids(t, s, ""); !cmp.Equal(got, []string{"a"}) {
		t.Errorf("reports are %v", got)
	}
	if line, err := s.Line(ctx, "a"); err != nil || line.Report.Version != old.Entry().Line.Report.Version {
		t.Errorf("Line = %v, %v", line.Report.Version, err)
	}
	if got := append(ids(t, s, "zeppelin"), append(statementIDs(t, s, "zeppelin"), statementIDs(t, s, "ferry")...)...); len(got) != 0 {
		t.Errorf("what was purged is found: %v", got)
	}
	for _, x := range stones {
		_, err := s.Original(ctx, x.Version)
		_, err2 := s.Version(ctx, x.Version)
		if !errors.Is(err, store.ErrNotFound) || !errors.Is(err2, store.ErrNotFound) {
			t.Errorf("%s: %v, %v", x.Version, err, err2)
		}
	}
	if got := put(t, s, last.Entry(), alone.Entry(), old.Entry()); got != (store.Added{Purged: 2, Known: 1}) {
		t.Errorf("Put = %+v", got)
	}
	slices.SortFunc(stones, func(a, b store.Tombstone) int { return strings.Compare(a.Version, b.Version) })
	if got, err := k.Tombstones(ctx); err != nil || !cmp.Equal(got, stones) {
		t.Errorf("Tombstones = %v, %v", got, err)
	}
	if got := len(lines(t, s, query.Query{})); got != 1 {
		t.Errorf("%d lines", got)
	}
	sound(t, s)
}
