package pipeline

import (
	"context"
	"fmt"
	"iter"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/corrected"
	"dateline/store/query"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

// asCorrected is a record as people corrected it, as the command line has it.
type asCorrected struct {
	corrected.Store
	store.Queue
}

// named makes the speakers of reports their actors.
func named(entries []store.Entry) []store.Entry {
	for i := range entries {
		l := &entries[i].Line
		for k := range l.Statements {
			s := &l.Statements[k].Speaker
			if s.Name == nil {
				continue
			}
			id := fmt.Sprint("a", len(l.Actors)+1)
			s.Actor = &id
			l.Actors = append(l.Actors, record.Actor{ID: id, Kind: "person", Name: *s.Name, Names: []string{*s.Name}, Roles: []record.Role{}})
		}
	}
	return entries
}

// A relater that runs on, another one beside it and one that begins anew keep
// what is made of all reports at once, whatever comes, changes and goes.
func TestRelaterFollows(t *testing.T) {
	ctx := t.Context()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	shown := asCorrected{corrected.New(s), s}
	asRead := func(report string) *record.Line {
		l, err := s.Line(ctx, report)
		if err != nil {
			return nil
		}
		return &l
	}
	rng := rand.New(rand.NewPCG(3, 3))
	entries := named(storetest.Generate(8, 60))
	gathering := func() *Relater {
		r := NewRelater(shown, asRead, "a")
		r.gathers = true
		return r
	}
	relaters := []*Relater{gathering(), gathering()}
	written := 0
	fix := func(c correction.Correction) {
		t.Helper()
		c.By, c.Why, c.At = "Ines", "a note", time.Now()
		c, err := correction.Make(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := s.Correct(ctx, []correction.Correction{c}); err != nil {
			t.Fatal(err)
		}
	}
	anchor := func() (a correction.Anchor) {
		l := asRead(entries[0].Line.Report.ID)
		for x, err := range s.Lines(ctx, query.Query{}) {
			if err == nil && len(x.Statements) > 0 && (l == nil || rng.IntN(4) == 0) {
				l = &x
			}
		}
		a, err := correction.At(l, l.Statements[rng.IntN(len(l.Statements))].ID)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	for step := 0; len(entries) > 0; step++ {
		n := min(len(entries), 1+rng.IntN(5))
		if _, err := s.Put(ctx, entries[:n]); err != nil {
			t.Fatal(err)
		}
		switch rng.IntN(6) {
		case 0:
			a := anchor()
			fix(correction.Correction{Kind: correction.Retract, Anchors: []correction.Anchor{{Report: a.Report, Part: correction.PartReport}}})
		case 1:
			fix(correction.Correction{Kind: correction.Speaker, Value: "Oto Brandl", Anchors: []correction.Anchor{anchor()}})
		case 2:
			if a, b := anchor(), anchor(); a.Report != b.Report {
				fix(correction.Correction{Kind: correction.Merge, Anchors: []correction.Anchor{a, b}})
			}
		case 3:
			if err := s.Purge(ctx, []store.Tombstone{{Version: entries[0].Line.Report.Version, At: time.Now()}}); err != nil {
				t.Fatal(err)
			}
		}
		entries = entries[n:]
		if rng.IntN(5) == 0 {
			relaters[1] = gathering()
		}
		r := relaters[min(1, rng.IntN(4))] // the second one mostly
		for more := true; more; {
			if more, err = r.Next(ctx); err != nil {
				t.Fatal(err)
			}
		}
		k, err := keyOf(ctx, s, "a")
		if err != nil {
			t.Fatal(err)
		}
		got, found, err := k.read(ctx, shown, asRead)
		if err != nil || !found {
			t.Fatalf("step %d: nothing is kept: %v", step, err)
		}
		want, err := Compare(ctx, shown, k.said, asRead)
		if err != nil {
			t.Fatal(err)
		}
		if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("step %d: made at once (-) and kept (+):\n%s", step, d)
		}
		if got, mine := r.relations(); !mine {
			t.Errorf("step %d: nothing is gathered", step)
		} else if d := cmp.Diff(want, got); d != "" {
			t.Fatalf("step %d: made at once (-) and gathered (+):\n%s", step, d)
		}
		if rng.IntN(6) == 0 { // as in a copy, which has the bookmark alone
			b, err := s.Bookmark(ctx, relations)
			if err != nil {
				t.Fatal(err)
			}
			var all []store.Relation
			for x, err := range s.Related(ctx, "", "") {
				if err != nil {
					t.Fatal(err)
				}
				all = append(all, store.Relation{Kind: x.Kind, ID: x.ID})
			}
			if err := s.KeepRelated(ctx, b, b, func(yield func(store.Relation, error) bool) {
				for _, x := range all {
					if !yield(x, nil) {
						return
					}
				}
			}); err != nil {
				t.Fatal(err)
			}
			if _, found, err := k.read(ctx, shown, asRead); found || err != nil {
				t.Errorf("nothing is taken for what is kept: %v", err)
			}
			if _, _, found, err := Kept(ctx, shown); found || err != nil {
				t.Errorf("nothing is taken for what is kept: %v", err)
			}
			if _, err := r.Next(ctx); err != nil {
				t.Fatal(err)
			}
			if got, found, err = k.read(ctx, shown, asRead); !found || err != nil || !cmp.Equal(want, got) {
				t.Errorf("what was taken away is not there again: %v", err)
			}
		}
		written += len(want.Actors) + len(want.Stories) + 10*len(want.Utterances)
		if more, err := r.Next(ctx); more || err != nil {
			t.Errorf("with nothing new: %v, %v", more, err)
		}
	}
	if written < 50 {
		t.Errorf("the reports have too little in common: %d", written)
	}
}

// counting counts what is written.
type counting struct {
	asCorrected
	items []string
}

func (c *counting) KeepRelated(ctx context.Context, b, was store.Bookmark, items iter.Seq2[store.Relation, error]) error {
	return c.asCorrected.KeepRelated(ctx, b, was, func(yield func(store.Relation, error) bool) {
		for it, err := range items {
			c.items = append(c.items, it.Kind)
			if !yield(it, err) {
				return
			}
		}
	})
}

// One report more is written as what it changes alone, also by a relater that
// begins anew.
func TestRelaterWritesLittle(t *testing.T) {
	ctx := t.Context()
	s, err := sqlite.Open(ctx, filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	c := &counting{asCorrected: asCorrected{corrected.New(s), s}}
	none := func(string) *record.Line { return nil }
	next := func(r *Relater) []string {
		t.Helper()
		c.items = nil
		if _, err := r.Next(ctx); err != nil {
			t.Fatal(err)
		}
		return c.items
	}
	var drafts []store.Entry
	for i := range 40 {
		who := fmt.Sprintf("%c%cra Dvor%cn", 'A'+i%26, "aeiou"[i%5], 'a'+i/2)
		drafts = append(drafts, storetest.Draft{
			ID: fmt.Sprint("r", i), Published: fmt.Sprintf("2026-01-%02dT08:00:00Z", 1+i%28), Title: fmt.Sprintf("Lot%d sold", i),
			Paragraphs: []string{fmt.Sprintf("%s has sold lot%d of pier%d.", who, i, i)},
			Said:       []storetest.Said{{Words: fmt.Sprint("has sold lot", i), Speaker: who}},
		}.Entry())
	}
	if _, err := s.Put(ctx, named(drafts)[:39]); err != nil {
		t.Fatal(err)
	}
	r := NewRelater(c, none, "a")
	if got := next(r); len(got) < 2*39+1 {
		t.Errorf("at first %d items", len(got))
	}
	if got := next(NewRelater(c, none, "b")); len(got) > 0 {
		t.Errorf("another program that finds the same writes %v", got)
	}
	if _, err := s.Put(ctx, drafts[39:]); err != nil {
		t.Fatal(err)
	}
	r = NewRelater(c, none, "b")
	got := next(r)
	slices.Sort(got)
	if len(got) < 2 || len(got) > 4 {
		t.Errorf("one report more is written as %v", got)
	}
}
