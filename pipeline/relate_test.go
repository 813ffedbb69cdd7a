package pipeline

import (
	"context"
	"iter"
	"path/filepath"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

// counted counts how often all reports are read.
type counted struct {
	*sqlite.Store
	read atomic.Int32
}

func (c *counted) Lines(ctx context.Context, q query.Query) iter.Seq2[record.Line, error] {
	c.read.Add(1)
	return c.Store.Lines(ctx, q)
}

// What was kept is what is made anew, and is made anew when anything that it
// depends on changed and not otherwise.
func TestRelateKept(t *testing.T) {
	ctx := t.Context()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := &counted{Store: s}
	none := func(string) *record.Line { return nil }
	entries := storetest.Generate(3, 12)
	put := func(e ...store.Entry) {
		t.Helper()
		if _, err := s.Put(ctx, e); err != nil {
			t.Fatal(err)
		}
	}
	last := int32(0)
	relate := func(what, program string, anew bool) {
		t.Helper()
		got, err := Relate(ctx, c, none, program)
		if err != nil {
			t.Fatal(err)
		}
		if n := c.read.Load(); (n > last) != anew {
			t.Errorf("%s: made anew: %v", what, n > last)
		}
		want, err := Compare(ctx, c, nil, none)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Errorf("%s:\n%s", what, d)
		}
		last = c.read.Load()
	}
	put(entries[:8]...)
	relate("first", "a", true)
	relate("again", "a", false)
	relate("another program", "b", true)
	put(entries[:8]...)
	relate("nothing new", "b", false)
	put(entries[8:]...)
	relate("new reports", "b", true)
	fix, err := correction.Make(correction.Correction{By: "x", Why: "y", Kind: correction.Retract, At: time.Now(), Anchors: []correction.Anchor{{Report: "r0", Part: correction.PartReport}}})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Correct(ctx, []correction.Correction{fix}); err != nil {
		t.Fatal(err)
	}
	relate("a correction", "b", true)
	if err := s.Purge(ctx, []store.Tombstone{{Version: entries[0].Line.Report.Version, At: time.Now()}}); err != nil {
		t.Fatal(err)
	}
	relate("a purge", "b", true)
	relate("after it", "b", false)
	if err := s.Keep(ctx, store.Bookmark{Name: relations, Seq: 1 << 40, Data: []byte("damaged")}); err != nil {
		t.Fatal(err)
	}
	relate("damage", "b", true)
}

// Of many who ask at once one compares.
func TestRelateTogether(t *testing.T) {
	ctx := t.Context()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	if _, err := s.Put(ctx, storetest.Generate(4, 20)); err != nil {
		t.Fatal(err)
	}
	c := &counted{Store: s}
	var group sync.WaitGroup
	for range 6 {
		group.Go(func() {
			if _, err := Relate(ctx, c, func(string) *record.Line { return nil }, "a"); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	if n := c.read.Load(); n != 1 {
		t.Errorf("compared %d times", n)
	}
}
