package storetest

import (
	"context"
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/store"
)

// besides are the lists of a store.Beside.
type besides struct {
	Journal   []store.Change
	Earlier   []store.Earlier
	Jobs      []store.Queued
	Bookmarks []store.Bookmark
}

func listed[T any](t *testing.T, list iter.Seq2[T, error]) []T {
	t.Helper()
	out := []T{}
	for x, err := range list {
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, x)
	}
	return out
}

func besideOf(t *testing.T, s store.Store) besides {
	t.Helper()
	b, err := keep(t, s).Beside(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return besides{listed(t, b.Journal), listed(t, b.Earlier), b.Jobs, b.Bookmarks}
}

func values[T any](list []T) iter.Seq2[T, error] {
	return func(yield func(T, error) bool) {
		for _, x := range list {
			if !yield(x, nil) {
				return
			}
		}
	}
}

// testBeside holds that what is kept beside the record comes out, goes in again
// with its numbers, and goes on from there.
func testBeside(t *testing.T, s store.Store) {
	ctx, k := t.Context(), keep(t, s)
	q, c := s.(store.Queue), correctionsOf(t, s)
	if d := cmp.Diff(besides{[]store.Change{}, []store.Earlier{}, []store.Queued{}, []store.Bookmark{}}, besideOf(t, s)); d != "" {
		t.Errorf("of an empty store (-want +got):\n%s", d)
	}
	entries := Generate(31, 9)
	put(t, s, entries...)
	before := entries[0].Line
	entries[0].Reader = "test/2"
	put(t, s, entries[0])
	if _, err := q.Enqueue(ctx, []store.Task{{Paths: []string{"/a\x00", "/b"}, Options: "o"}, {Paths: []string{"/c"}, First: 5, Last: 9}}); err != nil {
		t.Fatal(err)
	}
	j, err := q.Lease(ctx, "w", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := q.Commit(ctx, j, nil, []store.Failure{{Item: 1, Reason: "bad"}}, 2, false, time.Hour); err != nil {
		t.Fatal(err)
	}
	if err := c.Keep(ctx, store.Bookmark{Name: "look", Seq: 4, At: time.Date(2026, 3, 1, 0, 0, 0, 1e6, time.UTC), Data: []byte{0, 1}}); err != nil {
		t.Fatal(err)
	}
	was := besideOf(t, s)
	if len(was.Journal) != 10 || was.Journal[9].What != "renewed" || len(was.Jobs) != 2 || len(was.Jobs[0].Asides) != 1 || was.Jobs[0].Next != 2 || len(was.Bookmarks) != 1 {
		t.Fatalf("Beside = %+v", was)
	}
	if d := cmp.Diff([]store.Earlier{{Version: before.Report.Version, Reader: "test/1", Line: before, Origin: entries[0].Origin}}, was.Earlier); d != "" {
		t.Errorf("earlier records (-want +got):\n%s", d)
	}
	// Another journal, of all versions but one, with numbers of its own.
	want := was
	want.Journal = nil
	for i, x := range was.Journal[1:] {
		x.Seq, x.At = int64(100+7*i), time.Date(2025, 1, 1, 0, 0, i, 0, time.UTC)
		want.Journal = append(want.Journal, x)
	}
	taken := store.Beside{Journal: values(want.Journal), Earlier: values(want.Earlier), Jobs: want.Jobs, Bookmarks: want.Bookmarks}
	if err := k.Take(ctx, taken); err != nil {
		t.Fatal(err)
	}
	got := besideOf(t, s)
	last := got.Journal[len(got.Journal)-1]
	if last.What != "added" || last.Version != was.Journal[0].Version || last.Seq <= 156 {
		t.Errorf("the version that the journal had not: %+v", last)
	}
	got.Journal = got.Journal[:len(got.Journal)-1]
	if d := cmp.Diff(want, got); d != "" {
		t.Errorf("after Take (-want +got):\n%s", d)
	}
	// It goes on: a job that was leased waits, and numbers rise.
	if again, err := q.Lease(ctx, "v", time.Hour); err != nil || again.ID != j.ID || again.Next != 2 || again.Attempt <= j.Attempt {
		t.Errorf("Lease = %+v, %v", again, err)
	}
	if _, err := q.Commit(ctx, j, nil, nil, 3, true, time.Hour); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("Commit of the lease before: %v", err)
	}
	if n, err := q.Enqueue(ctx, []store.Task{{Paths: []string{"/d"}}}); n != 1 || err != nil {
		t.Errorf("Enqueue = %d, %v", n, err)
	}
	put(t, s, Generate(32, 1)...)
	if n, err := c.Last(ctx, time.Time{}); err != nil || n <= last.Seq {
		t.Errorf("Last = %d, %v after %d", n, err, last.Seq)
	}
	// An error of the lists changes nothing.
	was = besideOf(t, s)
	failing := taken
	failing.Journal = func(yield func(store.Change, error) bool) { yield(store.Change{}, context.DeadlineExceeded) }
	if err := k.Take(ctx, failing); !errors.Is(err, context.DeadlineExceeded) {
		t.Errorf("Take = %v", err)
	}
	if d := cmp.Diff(was, besideOf(t, s)); d != "" {
		t.Errorf("after a Take that failed (-want +got):\n%s", d)
	}
}
