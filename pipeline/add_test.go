package pipeline

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/article"
	"dateline/record"
	"dateline/source"
	"dateline/store"
)

// fakeStore keeps the batches it is given; other calls are not expected.
type fakeStore struct {
	store.Store
	mu      sync.Mutex
	batches [][]string // the texts
	err     error      // what Put gives
}

func (s *fakeStore) Put(ctx context.Context, entries []store.Entry) (store.Added, error) {
	if ctx.Err() != nil {
		return store.Added{}, ctx.Err()
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil {
		return store.Added{}, s.err
	}
	var texts []string
	var sum store.Added
	for _, e := range entries {
		if e.Line.Report.Text == "refused" {
			return store.Added{}, &store.EntryError{Location: e.Line.Report.Location, Reason: "hash differs"}
		}
		texts = append(texts, e.Line.Report.Text)
		if s.has(e.Line.Report.Text) {
			sum.Known++
		} else {
			sum.Reports++
			sum.Versions++
			sum.Statements += 2
		}
	}
	s.batches = append(s.batches, texts)
	return sum, nil
}

func (s *fakeStore) has(text string) bool {
	for _, b := range s.batches {
		if slices.Contains(b, text) {
			return true
		}
	}
	return false
}

// sizes returns the number of reports in each batch.
func (s *fakeStore) sizes() []int {
	s.mu.Lock()
	defer s.mu.Unlock()
	var out []int
	for _, b := range s.batches {
		out = append(out, len(b))
	}
	return out
}

func TestAdd(t *testing.T) {
	var data []string
	for i := range 150 {
		data = append(data, "report "+strings.Repeat("x", i))
	}
	data = append(data, "bad", "report ") // the last is known by then
	s := &fakeStore{}
	var failed []string
	clock := &fakeClock{now: time.Unix(0, 0)} // no batch waits long
	var told []string
	opt := Options{Clock: clock, stages: fakeStages(), Report: func(r Result) { told = append(told, r.Line.Report.Text) }}
	got, err := Add(t.Context(), s, items(data...), opt, func(err error) { failed = append(failed, err.Error()) })
	if err != nil {
		t.Fatal(err)
	}
	if len(told) != 151 || told[0] != data[0] || told[150] != data[151] {
		t.Errorf("%d reports were told of", len(told))
	}
	want := Summary{Added: store.Added{Reports: 150, Versions: 150, Statements: 300, Known: 1}, Unreadable: 1}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([]int{64, 64, 23}, s.sizes()); d != "" {
		t.Errorf("batches: %s", d)
	}
	if d := cmp.Diff([]string{"150.txt: line 1: not a report"}, failed); d != "" {
		t.Error(d)
	}
	if texts := slices.Concat(s.batches...); texts[0] != data[0] || texts[149] != data[149] {
		t.Error("the reports were put in another order than they were read")
	}
}

func TestAddBatchBytes(t *testing.T) {
	big := strings.Repeat("x", batchBytes/3) // original and text: two thirds of a batch
	s := &fakeStore{}
	opt := Options{Workers: 1, Clock: &fakeClock{}, stages: fakeStages()}
	if _, err := Add(t.Context(), s, items(big, big, big), opt, nil); err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]int{2, 1}, s.sizes()); d != "" {
		t.Errorf("batches: %s", d)
	}
}

// TestAddWindow holds that what waits for a slow store is bounded: a batch that
// is put, and one that gathers, and what the stages have in hand.
func TestAddWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 3
		taken, put := 0, 0
		s := &slowStore{put: func(n int) {
			synctest.Wait() // the rest has done all it may
			if put += n; taken-put > batchReports+6*workers+6 {
				t.Errorf("%d items were taken, and %d put", taken, put)
			}
		}}
		in := func(yield func(source.Item, error) bool) {
			for taken < 1000 {
				taken++
				if !yield(source.Item{Location: "x", Data: []byte(strings.Repeat("x", taken))}, nil) {
					return
				}
			}
		}
		sum, err := Add(t.Context(), s, in, Options{Workers: workers, stages: fakeStages()}, func(error) {})
		if err != nil || sum.Versions != 1000 || put != 1000 {
			t.Errorf("Add = %+v, %v", sum, err)
		}
	})
}

// slowStore takes batches and calls put for each.
type slowStore struct {
	store.Store
	put func(n int)
}

func (s *slowStore) Put(_ context.Context, entries []store.Entry) (store.Added, error) {
	s.put(len(entries))
	return store.Added{Versions: len(entries)}, nil
}

// TestAddWaits holds that a report does not wait longer than batchWait for
// others to come.
func TestAddWaits(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &fakeStore{}
		in := func(yield func(source.Item, error) bool) {
			yield(source.Item{Location: "a", Data: []byte("a")}, nil)
			time.Sleep(batchWait / 2)
			yield(source.Item{Location: "b", Data: []byte("b")}, nil)
			time.Sleep(batchWait * 2)
			if d := cmp.Diff([]int{2}, s.sizes()); d != "" {
				t.Errorf("batches after waiting: %s", d)
			}
			yield(source.Item{Location: "c", Data: []byte("c")}, nil)
		}
		if _, err := Add(t.Context(), s, in, Options{stages: fakeStages()}, nil); err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff([]int{2, 1}, s.sizes()); d != "" {
			t.Errorf("batches: %s", d)
		}
	})
}

// TestAddRefused holds that a report that the store refuses costs no other.
func TestAddRefused(t *testing.T) {
	s := &fakeStore{}
	var failed []string
	sum, err := Add(t.Context(), s, items("a", "refused", "b"), Options{Clock: &fakeClock{}, stages: fakeStages()},
		func(err error) { failed = append(failed, err.Error()) })
	want := Summary{Added: store.Added{Reports: 2, Versions: 2, Statements: 4}, Unreadable: 1}
	if d := cmp.Diff(want, sum); d != "" || err != nil {
		t.Errorf("%v %s", err, d)
	}
	if d := cmp.Diff([]string{"1.txt: cannot be kept: hash differs"}, failed); d != "" {
		t.Error(d)
	}
	if d := cmp.Diff([][]string{{"a"}, {"b"}}, s.batches); d != "" {
		t.Error(d)
	}
}

// TestAddCancelled holds that what was read before the end is kept.
func TestAddCancelled(t *testing.T) {
	ctx, cancel := context.WithCancelCause(t.Context())
	interrupted := errors.New("interrupted")
	st := fakeStages()
	line, n := st.line, 0
	st.line = func(a *article.Article) record.Line {
		if n++; n == 100 {
			cancel(interrupted)
		}
		return line(a)
	}
	s := &fakeStore{}
	sum, err := Add(ctx, s, endless, Options{Workers: 1, stages: st, Clock: &fakeClock{}}, func(error) {})
	if !errors.Is(err, interrupted) {
		t.Errorf("got %v, want the cause", err)
	}
	put := 0
	for _, n := range s.sizes() {
		put += n
	}
	if put < 90 || sum.Versions+sum.Known != put {
		t.Errorf("%d reports put, summary %+v, about 100 read", put, sum)
	}
}

func TestAddStoreFails(t *testing.T) {
	full := errors.New("disk full")
	synctest.Test(t, func(t *testing.T) {
		s := &fakeStore{err: full}
		_, err := Add(t.Context(), s, endless, Options{Workers: 2, stages: fakeStages()}, func(error) {})
		if !errors.Is(err, full) {
			t.Errorf("got %v, want the store's error", err)
		}
	})
}
