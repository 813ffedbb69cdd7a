package pipeline

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"runtime"
	"strings"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/article"
	"dateline/record"
	"dateline/source"
)

// fakeStages cut an item at its line breaks and make of each line a record
// that has the line as its text. The line "panic" panics, "cut" panics while
// it is cut, "bad" cannot be read.
func fakeStages() *stages {
	return &stages{
		cut: func(item source.Item, _ article.Options) iter.Seq2[*article.Article, error] {
			return func(yield func(*article.Article, error) bool) {
				for i, line := range strings.Split(string(item.Data), "\n") {
					at := fmt.Sprintf("line %d", i+1)
					a := &article.Article{Original: article.Original{Location: item.Location, Pointer: at, Data: []byte(line)}}
					var err error
					switch line {
					case "cut":
						panic("cannot cut")
					case "bad":
						a, err = nil, &source.Error{Location: item.Location, Place: at, Reason: "not a report"}
					}
					if !yield(a, err) {
						return
					}
				}
			}
		},
		line: func(a *article.Article) record.Line {
			line := string(a.Original.Data)
			if line == "panic" {
				panic("cannot analyse")
			}
			return record.Line{Report: record.Report{Location: a.Original.Location, Text: line}}
		},
	}
}

// items yields one item for each string, in order.
func items(data ...string) iter.Seq2[source.Item, error] {
	return func(yield func(source.Item, error) bool) {
		for i, d := range data {
			if !yield(source.Item{Location: fmt.Sprintf("%d.txt", i), Data: []byte(d)}, nil) {
				return
			}
		}
	}
}

// collect reads everything and returns each result as a line of text.
func collect(t *testing.T, in iter.Seq2[source.Item, error], opt Options) []string {
	t.Helper()
	var out []string
	err := Read(t.Context(), in, opt, func(r Result) error {
		if r.Err != nil {
			out = append(out, "! "+r.Err.Error())
		} else {
			out = append(out, r.Line.Report.Text)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func TestReadKeepsOrder(t *testing.T) {
	var data, want []string
	for i := range 300 {
		n := i % 4 // items of 1 to 4 records
		var lines []string
		for j := range n + 1 {
			lines = append(lines, fmt.Sprintf("%d.%d", i, j))
		}
		data = append(data, strings.Join(lines, "\n"))
		want = append(want, lines...)
	}
	for _, workers := range []int{0, 1, 2, 7} {
		st := fakeStages()
		line := st.line
		st.line = func(a *article.Article) record.Line {
			if len(a.Original.Data)%2 == 0 { // some are slower than others
				time.Sleep(50 * time.Microsecond)
			}
			return line(a)
		}
		got := collect(t, items(data...), Options{Workers: workers, stages: st})
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("%d workers: %s", workers, d)
		}
	}
}

func TestReadErrorsStayInPlace(t *testing.T) {
	in := func(yield func(source.Item, error) bool) {
		for item, err := range items("a\nbad\nb", "panic", "c\ncut\nnever", "d\npanic\ne") {
			if !yield(item, err) {
				return
			}
		}
		yield(source.Item{}, &source.Error{Location: "x.zip", Reason: "an archive"})
		yield(source.Item{Location: "5.txt", Data: []byte("f")}, nil)
		panic("disk on fire")
	}
	want := []string{
		"a", "! 0.txt: line 2: not a report", "b",
		"! 1.txt: line 1: fault in analysis: cannot analyse",
		"c", "! 2.txt: fault in article: cannot cut",
		"d", "! 3.txt: line 2: fault in analysis: cannot analyse", "e",
		"! x.zip: an archive", "f",
		"! inputs: fault in source: disk on fire",
	}
	if d := cmp.Diff(want, collect(t, in, Options{Workers: 3, stages: fakeStages()})); d != "" {
		t.Error(d)
	}
}

// TestReadWindow holds that the stages run ahead of a slow reader by no more
// than a few items for each worker.
func TestReadWindow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		const workers = 3
		var taken atomic.Int64
		in := func(yield func(source.Item, error) bool) {
			for range 1000 {
				taken.Add(1)
				if !yield(source.Item{Location: "x", Data: []byte("x")}, nil) {
					return
				}
			}
		}
		emitted := 0
		err := Read(t.Context(), in, Options{Workers: workers, stages: fakeStages()}, func(Result) error {
			synctest.Wait() // the stages have done all they may
			if ahead := int(taken.Load()) - emitted; ahead > 6*workers+6 {
				t.Fatalf("%d items taken ahead of the reader", ahead)
			}
			emitted++
			return nil
		})
		if err != nil || emitted != 1000 {
			t.Fatalf("%d results, %v", emitted, err)
		}
	})
}

func TestReadStopsOnEmitError(t *testing.T) {
	stop := errors.New("stop")
	n := 0
	// The bubble ends with an error if a goroutine stays behind.
	synctest.Test(t, func(t *testing.T) {
		err := Read(t.Context(), endless, Options{Workers: 4, stages: fakeStages()}, func(Result) error {
			if n++; n == 10 {
				return stop
			}
			return nil
		})
		if !errors.Is(err, stop) || n != 10 {
			t.Errorf("got %v after %d results, want %v after 10", err, n, stop)
		}
	})
}

func TestReadCancelled(t *testing.T) {
	before := runtime.NumGoroutine()
	ctx, cancel := context.WithCancelCause(t.Context())
	interrupted := errors.New("interrupted")
	n := 0
	err := Read(ctx, endless, Options{Workers: 4, stages: fakeStages()}, func(Result) error {
		if n++; n == 25 {
			cancel(interrupted)
		}
		return nil
	})
	if !errors.Is(err, interrupted) {
		t.Errorf("got %v, want the cause", err)
	}
	if n < 25 || n > 26 {
		t.Errorf("%d results came, want it to end at once after 25", n)
	}
	// A goroutine that has said that it is done may still be there for a moment.
	after := runtime.NumGoroutine()
	for range 200 {
		if after <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
		after = runtime.NumGoroutine()
	}
	t.Errorf("%d goroutines before, %d after", before, after)
}

func endless(yield func(source.Item, error) bool) {
	for i := 0; ; i++ {
		if !yield(source.Item{Location: fmt.Sprint(i), Data: []byte("a\nb\ncut")}, nil) {
			return
		}
	}
}

func TestReadEmpty(t *testing.T) {
	if got := collect(t, items(), Options{stages: fakeStages()}); got != nil {
		t.Errorf("got %q from no input", got)
	}
}

// TestReadLeavesAStage ends while a stage is at work on a report that takes
// for ever.
func TestReadLeavesAStage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		st := fakeStages()
		line, over := st.line, make(chan struct{})
		st.line = func(a *article.Article) record.Line {
			<-over
			return line(a)
		}
		ctx, cancel := context.WithCancelCause(t.Context())
		interrupted := errors.New("interrupted")
		go func() {
			synctest.Wait() // it waits for the stage
			cancel(interrupted)
		}()
		err := Read(ctx, items("four"), Options{stages: st}, func(Result) error { return nil })
		if !errors.Is(err, interrupted) {
			t.Errorf("got %v, want the cause", err)
		}
		close(over)
	})
}

// TestProgress runs a clock that a stage moves on by one second a report.
func TestProgress(t *testing.T) {
	clock := &fakeClock{now: time.Unix(0, 0)}
	var got []Progress
	opt := Options{Total: 16, Clock: clock, stages: fakeStages(), Progress: func(p Progress) { got = append(got, p) }}
	err := Read(t.Context(), items("four", "bad", "four", "four"), opt, func(Result) error {
		clock.now = clock.now.Add(time.Second)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	s := time.Second
	want := []Progress{
		{Reports: 1, Bytes: 4, Total: 16, Elapsed: s, Rate: 1, Left: 3 * s},
		{Reports: 1, Failed: 1, Bytes: 4, Total: 16, Elapsed: 2 * s, Rate: .5, Left: 6 * s},
		{Reports: 2, Failed: 1, Bytes: 8, Total: 16, Elapsed: 3 * s, Rate: 2. / 3, Left: 3 * s},
		{Reports: 3, Failed: 1, Bytes: 12, Total: 16, Elapsed: 4 * s, Rate: .75, Left: 4 * s / 3},
		{Reports: 3, Failed: 1, Bytes: 12, Total: 16, Elapsed: 4 * s, Rate: .75, Done: true},
	}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

// TestProgressOfPackedInputs goes by what was read of the inputs, where that
// is known.
func TestProgressOfPackedInputs(t *testing.T) {
	clock := &fakeClock{now: time.Unix(0, 0)}
	var got []Progress
	opt := Options{
		Total: 10, Read: func() int64 { return 5 }, Clock: clock, stages: fakeStages(),
		Progress: func(p Progress) { got = append(got, p) },
	}
	err := Read(t.Context(), items("unpacked to much more"), opt, func(Result) error {
		clock.now = clock.now.Add(time.Second)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	want := Progress{Reports: 1, Bytes: 5, Total: 10, Elapsed: time.Second, Rate: 1, Left: time.Second}
	if d := cmp.Diff(want, got[0]); d != "" {
		t.Error(d)
	}
}

// fakeClock stands still unless a test moves it; After never sends.
type fakeClock struct {
	now   time.Time
	after chan time.Time
}

func (c *fakeClock) Now() time.Time                       { return c.now }
func (c *fakeClock) After(time.Duration) <-chan time.Time { return c.after }
