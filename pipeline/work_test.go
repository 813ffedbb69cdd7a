package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"dateline/article"
	"dateline/record"
	"dateline/source"
	"dateline/store"
	"dateline/store/query"
	"dateline/store/sqlite"
)

// openRecord opens a fresh record.
func openRecord(t testing.TB) *sqlite.Store {
	t.Helper()
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// writeReports writes a dump of n reports, every tenth of which is broken, and
// returns its path.
func writeReports(t testing.TB, n int) string {
	t.Helper()
	var b strings.Builder
	for i := range n {
		if i%10 == 9 {
			b.WriteString("{broken\n")
			continue
		}
		fmt.Fprintf(&b, `{"title":"Report %d","outlet":"Harbour Wire","body":"The bridge number %d is shut, and nothing else was said about it."}`+"\n", i, i)
	}
	path := filepath.Join(t.TempDir(), "dump.jsonl")
	if err := os.WriteFile(path, []byte(b.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	return path
}

// enqueueRanges queues a dump in tasks of size items.
func enqueueRanges(t testing.TB, q store.Queue, path string, n, size int64) {
	t.Helper()
	for at := int64(0); at < n; at += size {
		if _, err := q.Enqueue(t.Context(), []store.Task{{Paths: []string{path}, First: at, Last: min(n, at+size)}}); err != nil {
			t.Fatal(err)
		}
	}
}

// slow are stages whose analysis waits, as if it took long and no processor.
func slow(d time.Duration) *stages {
	return &stages{cut: article.Read, line: func(a *article.Article) record.Line {
		time.Sleep(d)
		return bare(a)
	}}
}

// working returns options that end with the queue and count failures.
func working(st *stages, failed *atomic.Int64) WorkOptions {
	return WorkOptions{
		Name: "test", Drain: true, Poll: 5 * time.Millisecond,
		Options: func(string) (Options, error) {
			if st == nil {
				return Options{Analysis: None}, nil
			}
			return Options{stages: st}, nil
		},
		Failed: func(error) { failed.Add(1) },
	}
}

// TestWork holds that a queue gives the record that Add gives.
func TestWork(t *testing.T) {
	const n = 200
	path := writeReports(t, n)
	s, calm := openRecord(t), openRecord(t)
	enqueueRanges(t, s, path, n, 30)
	var failed atomic.Int64
	opt := working(nil, &failed)
	opt.Workers = 3
	sum, err := Work(t.Context(), s, opt)
	if err != nil || sum.Versions != n*9/10 || sum.Unreadable != n/10 || failed.Load() != n/10 {
		t.Errorf("Work = %+v, %v; %d failed", sum, err, failed.Load())
	}
	if _, err := Add(t.Context(), calm, source.Walk(t.Context(), []string{path}, source.Options{}), Options{Analysis: None}, func(error) {}); err != nil {
		t.Fatal(err)
	}
	same, err := Differences(t.Context(), calm, s, func(version, what string) { t.Errorf("%s: %s", version, what) })
	if err != nil || same != n*9/10 {
		t.Errorf("Differences = %d, %v", same, err)
	}
	if a, err := s.Asides(t.Context(), 3); err != nil || len(a) != 3 || !strings.Contains(a[0].Reason, "dump.jsonl: line") || a[0].Item%10 != 9 {
		t.Errorf("Asides = %+v, %v", a, err)
	}
}

// TestWorkSpreads holds that as many reports are read at once as there are
// workers: each reading waits until all sixteen are at it.
func TestWorkSpreads(t *testing.T) {
	const workers = 16
	path := writeReports(t, 10*workers)
	s := openRecord(t)
	enqueueRanges(t, s, path, 10*workers, 10)
	var at atomic.Int64
	all := make(chan struct{})
	st := &stages{cut: article.Read, line: func(a *article.Article) record.Line {
		if at.Add(1) == workers {
			close(all)
		}
		select {
		case <-all:
		case <-time.After(30 * time.Second):
		}
		return bare(a)
	}}
	var failed atomic.Int64
	opt := working(st, &failed)
	opt.Workers = workers
	if _, err := Work(t.Context(), s, opt); err != nil {
		t.Fatal(err)
	}
	select {
	case <-all:
	default:
		t.Errorf("%d reports were read at once, want %d", at.Load(), workers)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != 9*workers {
		t.Errorf("%+v, %v", c, err)
	}
}

// BenchmarkWork does a queue whose reading waits a fifth of a second and takes
// no processor, as slow disks and pages that are fetched do; an operation is
// one report.
func BenchmarkWork(b *testing.B) {
	for _, workers := range []int{1, 2, 4, 8, 16} {
		b.Run(fmt.Sprint(workers), func(b *testing.B) {
			const n = 160
			path := writeReports(b, n)
			var failed atomic.Int64
			opt := working(slow(200*time.Millisecond), &failed)
			opt.Workers = workers
			done, took := 0, time.Duration(0)
			for b.Loop() {
				if done++; done%(n*9/10) != 1 {
					continue // of a queue that was timed as a whole
				}
				b.StopTimer()
				s := openRecord(b)
				enqueueRanges(b, s, path, n, 5)
				b.StartTimer()
				start := time.Now()
				if _, err := Work(b.Context(), s, opt); err != nil {
					b.Fatal(err)
				}
				took += time.Since(start)
			}
			queues := (done + n*9/10 - 1) / (n * 9 / 10)
			b.ReportMetric(float64(queues*n*9/10)/took.Seconds(), "reports/s")
		})
	}
}

// TestWorkStops gives a job back in the middle; the next worker goes on there.
func TestWorkStops(t *testing.T) {
	const n = 120
	path := writeReports(t, n)
	s := openRecord(t)
	enqueueRanges(t, s, path, n, n)
	ctx, cancel := context.WithCancel(t.Context())
	var failed, read atomic.Int64
	st := &stages{cut: article.Read, line: func(a *article.Article) record.Line {
		if read.Add(1) == 60 {
			cancel()
		}
		return bare(a)
	}}
	opt := working(st, &failed)
	opt.Workers = 1
	if _, err := Work(ctx, s, opt); err != nil {
		t.Errorf("Work = %v when its context ended", err)
	}
	w, err := s.Work(t.Context())
	if err != nil || w.Waiting != 1 || w.Leased != 0 {
		t.Errorf("Work = %+v, %v", w, err)
	}
	before := read.Load()
	if _, err := Work(t.Context(), s, opt); err != nil {
		t.Fatal(err)
	}
	if again := read.Load() - before; again >= n*9/10 || again < n*9/10-60 {
		t.Errorf("%d reports were read by the second worker", again)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != n*9/10 {
		t.Errorf("Counts = %+v, %v", c, err)
	}
}

// shaky is a queue that fails now and then.
type shaky struct {
	store.Queue
	mu    sync.Mutex
	calls int
}

func (s *shaky) fail() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.calls++; s.calls%3 == 0 {
		return &store.Error{Path: "db", Op: "commit a job", Reason: "the connection to the server was lost"}
	}
	return nil
}

func (s *shaky) Lease(ctx context.Context, worker string, d time.Duration) (store.Job, error) {
	if err := s.fail(); err != nil {
		return store.Job{}, err
	}
	return s.Queue.Lease(ctx, worker, d)
}

func (s *shaky) Commit(ctx context.Context, j store.Job, e []store.Entry, f []store.Failure, next int64, done bool, d time.Duration) (store.Added, error) {
	if err := s.fail(); err != nil {
		return store.Added{}, err
	}
	added, err := s.Queue.Commit(ctx, j, e, f, next, done, d)
	if e2 := s.fail(); err == nil && e2 != nil {
		err = e2 // it was committed, and the answer was lost
	}
	return added, err
}

// TestWorkShaky holds that a store that fails now and then is tried again, and
// that one which goes on failing ends the work with its error.
func TestWorkShaky(t *testing.T) {
	const n = 100
	path := writeReports(t, n)
	s := openRecord(t)
	enqueueRanges(t, s, path, n, 20)
	var failed, trouble atomic.Int64
	opt := working(nil, &failed)
	opt.Workers = 2
	opt.Trouble = func(error) { trouble.Add(1) }
	if _, err := Work(t.Context(), &shaky{Queue: s}, opt); err != nil {
		t.Fatal(err)
	}
	if trouble.Load() == 0 {
		t.Error("no trouble was told")
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != n*9/10 {
		t.Errorf("Counts = %+v, %v", c, err)
	}
	s.Close()
	opt.Patience = time.Millisecond
	_, err := Work(t.Context(), s, opt)
	var e *store.Error
	if !errors.As(err, &e) {
		t.Errorf("Work on a closed store: %v", err)
	}
}

// TestWorkFaults holds that a source that panics, and options that mean
// nothing, end a job with a failure and nothing else.
func TestWorkFaults(t *testing.T) {
	s := openRecord(t)
	path := writeReports(t, 40)
	for _, options := range []string{"", "bad"} {
		if _, err := s.Enqueue(t.Context(), []store.Task{{Paths: []string{path}, First: int64(len(options)), Options: options}}); err != nil {
			t.Fatal(err)
		}
	}
	st := &stages{cut: func(item source.Item, opt article.Options) iter.Seq2[*article.Article, error] {
		if strings.HasSuffix(item.Pointer, "line 5") {
			panic("a fault")
		}
		return article.Read(item, opt)
	}, line: bare}
	var reasons []string
	opt := WorkOptions{
		Name: "test", Drain: true, Poll: 5 * time.Millisecond, Workers: 1,
		Options: func(task string) (Options, error) {
			if task != "" {
				return Options{}, errors.New("what is " + task + "?")
			}
			return Options{stages: st}, nil
		},
		Failed: func(err error) { reasons = append(reasons, err.Error()) },
	}
	if _, err := Work(t.Context(), s, opt); err != nil {
		t.Fatal(err)
	}
	all := strings.Join(reasons, "\n")
	if !strings.Contains(all, "line 5: fault in article: a fault") || !strings.Contains(all, "what is bad?") {
		t.Errorf("failures are:\n%s", all)
	}
	if w, err := s.Work(t.Context()); err != nil || w.Done != 2 {
		t.Errorf("Work = %+v, %v", w, err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != 35 {
		t.Errorf("Counts = %+v, %v", c, err)
	}
}

// TestRelateOnce holds that one of several relates at a time, and that another
// takes over.
func TestRelateOnce(t *testing.T) {
	s := openRecord(t)
	var now, most, runs atomic.Int64
	relate := func(context.Context) (bool, error) {
		most.Store(max(most.Load(), now.Add(1)))
		time.Sleep(5 * time.Millisecond)
		now.Add(-1)
		runs.Add(1)
		return true, nil
	}
	var failed atomic.Int64
	for range 2 { // the second round takes over from the first
		ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
		var wg sync.WaitGroup
		for range 3 {
			wg.Go(func() {
				opt := working(nil, &failed)
				opt.Drain, opt.Relate = false, relate
				if _, err := Work(ctx, s, opt); err != nil {
					t.Error(err)
				}
			})
		}
		wg.Wait()
		cancel()
		if runs.Swap(0) == 0 || most.Load() != 1 {
			t.Errorf("%d at a time", most.Load())
		}
	}
}

// TestRelateDrained holds that work which ends with the queue has related all
// that was read, whoever had the lock, and that damage ends relating alone.
func TestRelateDrained(t *testing.T) {
	const n = 200
	s := openRecord(t)
	enqueueRanges(t, s, writeReports(t, n), n, 10)
	var related atomic.Int64 // number of the last change that was related
	relate := func(ctx context.Context) (bool, error) {
		last, err := s.Last(ctx, time.Time{})
		if err != nil {
			return false, err
		}
		time.Sleep(20 * time.Millisecond)
		return related.Swap(last) != last, nil
	}
	var failed, trouble atomic.Int64
	var wg sync.WaitGroup
	for i := range 3 {
		wg.Go(func() {
			opt := working(nil, &failed)
			opt.Relate, opt.RelateOnly = relate, i == 0
			if _, err := Work(t.Context(), s, opt); err != nil {
				t.Error(err)
			}
			if last, err := s.Last(t.Context(), time.Time{}); err != nil || related.Load() != last || last != n*9/10 {
				t.Errorf("worker %d ended with %d of %d changes related, %v", i, related.Load(), last, err)
			}
		})
	}
	wg.Wait()
	opt := working(nil, &failed)
	opt.Trouble = func(error) { trouble.Add(1) }
	opt.Relate = func(context.Context) (bool, error) { return false, &store.DamageError{Version: "v"} }
	if _, err := Work(t.Context(), s, opt); err != nil || trouble.Load() != 1 {
		t.Errorf("Work on a damaged record: %v; told %d times", err, trouble.Load())
	}
}

// TestPlan holds that tasks cover every item once.
func TestPlan(t *testing.T) {
	dir := t.TempDir()
	for i := range 40 {
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%02d.json", i)), fmt.Appendf(nil, `{"title":"Small %d","body":"It is a small report, and there is nothing more."}`, i), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	var big strings.Builder
	for i := range 3000 {
		fmt.Fprintf(&big, `{"title":"Big %d","body":"%s"}`+"\n", i, strings.Repeat("It is a long report, and there is more. ", 40))
	}
	if err := os.WriteFile(filepath.Join(dir, "20.jsonl"), []byte(big.String()), 0o666); err != nil {
		t.Fatal(err)
	}
	s := openRecord(t)
	missing := 0
	var tasks []store.Task
	err := Plan(t.Context(), []string{dir, filepath.Join(dir, "none")}, "", func(error) { missing++ }, func(task store.Task) error {
		tasks = append(tasks, task)
		_, err := s.Enqueue(t.Context(), []store.Task{task})
		return err
	})
	if err != nil || missing != 1 || len(tasks) != 2+6+2 {
		t.Errorf("Plan gives %d tasks, %d missing, %v", len(tasks), missing, err)
	}
	var failed atomic.Int64
	sum, err := Work(t.Context(), s, working(nil, &failed))
	if err != nil || sum.Versions != 3040 || sum.Known != 0 {
		t.Errorf("Work = %+v, %v", sum, err)
	}
	rows, err := s.Reports(t.Context(), query.Query{}, store.Page{Limit: 5000})
	if err != nil || len(rows) != 3040 {
		t.Errorf("%d reports, %v", len(rows), err)
	}
}
