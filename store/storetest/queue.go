package storetest

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/store"
	"dateline/store/query"
)

// queued is a store that hands out work, as every engine is.
type queued interface {
	store.Store
	store.Queue
}

func queue(t *testing.T, s store.Store) queued {
	t.Helper()
	q, ok := s.(queued)
	if !ok {
		t.Fatalf("%T hands out no work", s)
	}
	return q
}

const long = time.Hour

// tasks returns tasks of ten items each.
func tasks(n int) []store.Task {
	var out []store.Task
	for i := range n {
		out = append(out, store.Task{Paths: []string{fmt.Sprintf("/in/%d.jsonl", i), "/in/ö'\"\\"}, Last: 10, Options: `{"shape":"json"}`})
	}
	return out
}

func enqueue(t *testing.T, s queued, list ...store.Task) int {
	t.Helper()
	n, err := s.Enqueue(t.Context(), list)
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func lease(t *testing.T, s queued, worker string, d time.Duration) store.Job {
	t.Helper()
	j, err := s.Lease(t.Context(), worker, d)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// testQueue follows jobs from the queue to their end.
func testQueue(t *testing.T, s store.Store) {
	q, ctx := queue(t, s), t.Context()
	if _, err := q.Lease(ctx, "a", long); !errors.Is(err, store.ErrNoJob) {
		t.Errorf("Lease of an empty queue: %v", err)
	}
	list := tasks(2)
	if n := enqueue(t, q, list...) + enqueue(t, q, list...); n != 2 {
		t.Errorf("Enqueue twice adds %d tasks, want 2", n)
	}
	a, b := lease(t, q, "a", long), lease(t, q, "b", long)
	if d := cmp.Diff(list, []store.Task{a.Task, b.Task}); d != "" {
		t.Errorf("Lease (-want +got):\n%s", d)
	}
	if _, err := q.Lease(ctx, "c", long); !errors.Is(err, store.ErrNoJob) {
		t.Errorf("Lease of what others have: %v", err)
	}
	entries := Generate(11, 4)
	added, err := q.Commit(ctx, a, entries, []store.Failure{{Item: 3, Reason: "/in/0.jsonl: line 4: no JSON"}}, 5, false, long)
	if err != nil || added.Versions != 4 {
		t.Errorf("Commit = %v, %v", added, err)
	}
	if added, err := q.Commit(ctx, a, entries, nil, 10, true, long); err != nil || added != (store.Added{Known: 4}) {
		t.Errorf("Commit = %v, %v", added, err)
	}
	if _, err := q.Commit(ctx, a, nil, nil, 10, true, long); !errors.Is(err, store.ErrLeaseLost) {
		t.Errorf("Commit of what is done: %v", err)
	}
	if err := q.Release(ctx, b); err != nil {
		t.Error(err)
	}
	w, err := q.Work(ctx)
	if err != nil || w.Done != 1 || w.Waiting != 1 || w.Leased != 0 || w.Failed != 1 || w.Aside != 0 || w.Lag <= 0 {
		t.Errorf("Work = %+v, %v", w, err)
	}
	reports := map[string]int{}
	for _, k := range w.Workers {
		reports[k.Name] = k.Reports
		if k.Seen.Before(k.Started) || time.Since(k.Seen) > time.Hour {
			t.Errorf("%+v", k)
		}
	}
	if d := cmp.Diff(map[string]int{"a": 8, "b": 0, "c": 0}, reports); d != "" {
		t.Errorf("workers (-want +got):\n%s", d)
	}
	// The next one goes on where the first ended.
	b = lease(t, q, "c", long)
	if b.Tries != 1 {
		t.Errorf("a job that was given back has %d tries", b.Tries)
	}
	if _, err := q.Commit(ctx, b, nil, nil, 7, false, long); err != nil {
		t.Fatal(err)
	}
	if err := q.Release(ctx, b); err != nil {
		t.Fatal(err)
	}
	if j := lease(t, q, "d", long); j.ID != b.ID || j.Next != 7 {
		t.Errorf("Lease = %+v", j)
	}
	// Done and added again, it is to be done again.
	if n := enqueue(t, q, list...); n != 1 {
		t.Errorf("Enqueue of one that is done and one that is not: %d", n)
	}
}

// testLeases holds that of several workers with the same job only the last can
// commit, and that nothing of a late one is taken.
func testLeases(t *testing.T, s store.Store) {
	q, ctx := queue(t, s), t.Context()
	enqueue(t, q, tasks(1)...)
	late := lease(t, q, "late", time.Millisecond)
	time.Sleep(20 * time.Millisecond)
	if w, err := q.Work(ctx); err != nil || w.Expired != 1 {
		t.Errorf("Work = %+v, %v", w, err)
	}
	// Nobody took it yet, so the lease can be had again.
	if err := q.Extend(ctx, late, time.Millisecond); err != nil {
		t.Error(err)
	}
	time.Sleep(20 * time.Millisecond)
	now := lease(t, q, "now", long)
	if now.ID != late.ID || now.Attempt <= late.Attempt || now.Tries != 2 {
		t.Errorf("Lease = %+v after %+v", now, late)
	}
	entries := Generate(12, 3)
	_, err := q.Commit(ctx, late, entries, []store.Failure{{Item: 1, Reason: "x"}}, 10, true, long)
	err2 := q.Extend(ctx, late, long)
	err3 := q.Release(ctx, late)
	for _, err := range []error{err, err2, err3} {
		if !errors.Is(err, store.ErrLeaseLost) {
			t.Errorf("a late worker: %v, want ErrLeaseLost", err)
		}
	}
	if c, err := s.Counts(ctx); err != nil || c.Versions != 0 {
		t.Errorf("a late worker put in %+v, %v", c, err)
	}
	if a, err := q.Asides(ctx, 10); err != nil || len(a) != 0 {
		t.Errorf("Asides = %v, %v", a, err)
	}
	// What cannot be kept keeps the job where it is.
	bad := entries[0]
	bad.Original = []byte("other")
	var refused *store.EntryError
	if _, err := q.Commit(ctx, now, []store.Entry{entries[1], bad}, nil, 5, false, long); !errors.As(err, &refused) {
		t.Errorf("Commit of what cannot be kept: %v", err)
	}
	if _, err := q.Commit(ctx, now, entries, nil, 10, true, long); err != nil {
		t.Error(err)
	}
}

// testPoison loses workers on one item until it is set aside.
func testPoison(t *testing.T, s store.Store) {
	q, ctx := queue(t, s), t.Context()
	enqueue(t, q, tasks(1)...)
	lose := func() store.Job {
		j := lease(t, q, "victim", time.Millisecond)
		time.Sleep(10 * time.Millisecond)
		return j
	}
	j := lose()
	if _, err := q.Commit(ctx, j, nil, nil, 4, false, time.Millisecond); err != nil { // it got so far
		t.Fatal(err)
	}
	time.Sleep(10 * time.Millisecond)
	for try := range 2 {
		if j = lose(); j.Next != 4 || j.Tries != try+2 {
			t.Fatalf("Lease = %+v", j)
		}
	}
	if j = lease(t, q, "next", long); j.Next != 5 || j.Tries != 1 {
		t.Fatalf("Lease = %+v after three were lost", j)
	}
	if _, err := q.Commit(ctx, j, nil, nil, 10, true, long); err != nil {
		t.Fatal(err)
	}
	a, err := q.Asides(ctx, 10)
	if err != nil || len(a) != 1 || a[0].Item != 4 || !a[0].Poison || len(a[0].Paths) != 2 || !strings.Contains(a[0].Reason, "3 workers") {
		t.Errorf("Asides = %+v, %v", a, err)
	}
	// On demand it comes again, alone.
	if n, err := q.Retry(ctx, false); n != 1 || err != nil {
		t.Errorf("Retry = %d, %v", n, err)
	}
	if j = lease(t, q, "next", long); j.First != 4 || j.Next != 4 || j.Last != 5 || j.Tries != 1 {
		t.Errorf("Lease = %+v after Retry", j)
	}
	if w, err := q.Work(ctx); err != nil || w.Aside != 0 {
		t.Errorf("Work = %+v, %v", w, err)
	}
	// Lost again three times, at the end of its job: nothing is left to do.
	if err := q.Extend(ctx, j, time.Millisecond); err != nil {
		t.Fatal(err)
	}
	time.Sleep(10 * time.Millisecond)
	lose()
	lose()
	if _, err := q.Lease(ctx, "next", long); !errors.Is(err, store.ErrNoJob) {
		t.Errorf("Lease = %v, want ErrNoJob", err)
	}
	if w, err := q.Work(ctx); err != nil || w.Aside != 1 || w.Done != 2 {
		t.Errorf("Work = %+v, %v", w, err)
	}
}

// testWorkers lets many workers empty one queue: each job is done once.
func testWorkers(t *testing.T, s store.Store) {
	q := queue(t, s)
	const jobs, workers = 24, 6
	enqueue(t, q, tasks(jobs)...)
	done := make([][]int64, workers)
	var wg sync.WaitGroup
	for k := range workers {
		wg.Go(func() {
			for {
				j, err := q.Lease(t.Context(), fmt.Sprint(k), long)
				if errors.Is(err, store.ErrNoJob) {
					return
				}
				if err != nil {
					t.Error(err)
					return
				}
				// All put the same reports, in another order.
				e := Generate(13, 8)
				if k%2 == 0 {
					e[0], e[7] = e[7], e[0]
				}
				if _, err := q.Commit(t.Context(), j, e, nil, 10, true, long); err != nil {
					t.Error(err)
					return
				}
				done[k] = append(done[k], j.ID)
			}
		})
	}
	wg.Wait()
	seen := map[int64]int{}
	for _, ids := range done {
		for _, id := range ids {
			seen[id]++
		}
	}
	if len(seen) != jobs {
		t.Errorf("%d of %d jobs were done", len(seen), jobs)
	}
	for id, n := range seen {
		if n != 1 {
			t.Errorf("job %d was done %d times", id, n)
		}
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != 8 {
		t.Errorf("Counts = %+v, %v", c, err)
	}
}

// testExclusively holds that one at a time has a lock.
func testExclusively(t *testing.T, s store.Store) {
	q := queue(t, s)
	failed := errors.New("failed")
	ran, err := q.Exclusively(t.Context(), "relate", func(ctx context.Context) error {
		if again, err := q.Exclusively(ctx, "relate", func(context.Context) error { return nil }); again || err != nil {
			t.Errorf("a second one has the lock too: %v, %v", again, err)
		}
		if other, err := q.Exclusively(ctx, "other", func(context.Context) error { return failed }); !other || !errors.Is(err, failed) {
			t.Errorf("another lock: %v, %v", other, err)
		}
		return nil
	})
	if !ran || err != nil {
		t.Errorf("Exclusively = %v, %v", ran, err)
	}
	if ran, err := q.Exclusively(t.Context(), "relate", func(context.Context) error { return nil }); !ran || err != nil {
		t.Errorf("the lock was not given back: %v, %v", ran, err)
	}
}

// testWriters lets several put overlapping batches at once: the record is that
// of one.
func testWriters(t *testing.T, s store.Store) {
	entries := Generate(14, 90)
	var wg sync.WaitGroup
	for k := range 5 {
		wg.Go(func() {
			for i := range 9 {
				at := (i*(k+1) + 3*k) % 9 * 10
				part := append([]store.Entry{}, entries[at:at+10]...)
				if k%2 == 1 {
					part[0], part[9] = part[9], part[0]
				}
				if _, err := s.Put(t.Context(), part); err != nil {
					t.Error(err)
					return
				}
			}
			for i := range 9 { // what the stride left out
				if _, err := s.Put(t.Context(), entries[i*10:i*10+10]); err != nil {
					t.Error(err)
					return
				}
			}
		})
	}
	wg.Wait()
	want := map[string]bool{}
	for _, e := range entries {
		want[e.Line.Report.ID] = true
	}
	c, err := s.Counts(t.Context())
	if err != nil || c.Versions != len(entries) || c.Reports != len(want) {
		t.Errorf("Counts = %+v, %v", c, err)
	}
	if n := len(lines(t, s, query.Query{})); n != len(want) {
		t.Errorf("Lines has %d reports, want %d", n, len(want))
	}
	if n := len(statementIDs(t, s, "")); n != c.Statements {
		t.Errorf("Counts has %d statements, the list %d", c.Statements, n)
	}
}
