package storetest

import (
	"errors"
	"iter"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"dateline/correction"
	"dateline/store"
)

func correctionsOf(t *testing.T, s store.Store) store.Corrections {
	t.Helper()
	c, ok := s.(store.Corrections)
	if !ok {
		t.Fatal("the engine keeps no corrections")
	}
	return c
}

// made makes a correction and ends the test on an error.
func made(t *testing.T, c correction.Correction) correction.Correction {
	t.Helper()
	c, err := correction.Make(c)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func testCorrections(t *testing.T, s store.Store) {
	ctx, k := t.Context(), correctionsOf(t, s)
	if got, err := k.Corrections(ctx); err != nil || len(got) != 0 {
		t.Fatalf("Corrections = %v, %v", got, err)
	}
	e := Draft{ID: "a", Title: "Ferry", Paragraphs: []string{"The ferry sails."}, Said: []Said{{Words: "The ferry sails"}}}.Entry()
	put(t, s, e)
	anchor, err := correction.At(&e.Line, "a.s1")
	if err != nil {
		t.Fatal(err)
	}
	at := time.Date(2026, 3, 1, 8, 0, 0, 123456789, time.UTC)
	later := made(t, correction.Correction{
		At: at.Add(time.Millisecond), By: "Ines", Why: "“it's \x00 wrong\n", Kind: correction.Speaker,
		Anchors: []correction.Anchor{anchor}, Value: "Mara Dvorin",
	})
	first := made(t, correction.Correction{At: at, By: "Ines", Why: "a note of the outlet", Kind: correction.Retract, Anchors: []correction.Anchor{{Report: "a", Part: correction.PartReport}}})
	undo := made(t, correction.Correction{At: at.Add(time.Hour), By: "Oto", Why: "no", Kind: correction.Undo, Undoes: first.ID})
	topic := made(t, correction.Correction{At: at.Add(2 * time.Hour), By: "Oto", Kind: correction.Topic, Value: "Fähren", Words: []string{"ferry", "渡船", "\"quay\""}})
	for range 2 {
		if err := k.Correct(ctx, []correction.Correction{topic, later, undo, first}); err != nil {
			t.Fatal(err)
		}
	}
	got, err := k.Corrections(ctx)
	if d := cmp.Diff([]correction.Correction{first, later, undo, topic}, got); err != nil || d != "" {
		t.Fatalf("Corrections: %v\n%s", err, d)
	}
	// The words of what is purged stand nowhere.
	if err := k.Keep(ctx, store.Bookmark{Name: "worked out", Seq: 1, Data: []byte("The ferry sails")}); err != nil {
		t.Fatal(err)
	}
	if err := keep(t, s).Purge(ctx, []store.Tombstone{{Version: e.Line.Report.Version, At: at}}); err != nil {
		t.Fatal(err)
	}
	later.Anchors = []correction.Anchor{later.Anchors[0]}
	if !later.Forget(map[string]bool{e.Line.Report.Version: true}) || later.Anchors[0].Exact != "" {
		t.Errorf("Forget left %+v", later)
	}
	got, err = k.Corrections(ctx)
	if d := cmp.Diff([]correction.Correction{first, later, undo, topic}, got); err != nil || d != "" {
		t.Errorf("after Purge: %v\n%s", err, d)
	}
	for _, name := range []string{"worked out", "begun before"} { // what comes late does not bring them back
		if err := k.Keep(ctx, store.Bookmark{Name: name, Seq: 1, Data: []byte("The ferry sails")}); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := k.Bookmark(ctx, "begun before"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Bookmark that does not know of the purge: %v", err)
	}
	if b, err := k.Bookmark(ctx, "worked out"); err != nil || len(b.Data) != 0 {
		t.Errorf("Bookmark after Purge = %q, %v", b.Data, err)
	}
}

func testBookmarks(t *testing.T, s store.Store) {
	ctx, k := t.Context(), correctionsOf(t, s)
	if _, err := k.Bookmark(ctx, "look"); !errors.Is(err, store.ErrNotFound) {
		t.Errorf("Bookmark = %v", err)
	}
	if n, err := k.Last(ctx, time.Time{}); err != nil || n != 0 {
		t.Errorf("Last = %d, %v", n, err)
	}
	put(t, s, Generate(1, 3)...)
	changes, err := keep(t, s).Changes(ctx, 0, 100)
	if err != nil || len(changes) == 0 {
		t.Fatalf("Changes = %v, %v", changes, err)
	}
	last := changes[len(changes)-1].Seq
	for _, x := range []struct {
		before time.Time
		want   int64
	}{{time.Time{}, last}, {time.Now().Add(48 * time.Hour), last}, {time.Date(1970, 1, 2, 0, 0, 0, 0, time.UTC), 0}} {
		if n, err := k.Last(ctx, x.before); err != nil || n != x.want {
			t.Errorf("Last(%v) = %d, %v; want %d", x.before, n, err, x.want)
		}
	}
	at := time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC)
	want := store.Bookmark{Name: "look", Seq: 2, At: at, Data: []byte{0, 1, 0xff}}
	for _, b := range []store.Bookmark{{Name: "look", Seq: 1, At: at}, want, {Name: "look", Seq: 1, At: at, Data: []byte("late")}} {
		if err := k.Keep(ctx, b); err != nil {
			t.Fatal(err)
		}
	}
	got, err := k.Bookmark(ctx, "look")
	if d := cmp.Diff(want, got); err != nil || d != "" {
		t.Errorf("Bookmark: %v\n%s", err, d)
	}
}

// What reports show together is kept item by item, with the bookmark that it
// belongs to, and goes with what is purged.
func testRelated(t *testing.T, s store.Store) {
	ctx := t.Context()
	k, ok := s.(store.Relations)
	if !ok {
		t.Fatal("the engine keeps no relations")
	}
	b := correctionsOf(t, s)
	e := Draft{ID: "a", Title: "Ferry", Paragraphs: []string{"The ferry sails."}}.Entry()
	put(t, s, e)
	seq, err := b.Last(ctx, time.Time{})
	if err != nil {
		t.Fatal(err)
	}
	items := func(list ...store.Relation) iter.Seq2[store.Relation, error] {
		return func(yield func(store.Relation, error) bool) {
			for _, x := range list {
				if !yield(x, nil) {
					return
				}
			}
		}
	}
	want := func(kind, report string, ids ...string) {
		t.Helper()
		var got []string
		for x, err := range k.Related(ctx, kind, report) {
			if err != nil {
				t.Fatal(err)
			}
			got = append(got, x.Kind+" "+x.ID+" "+string(x.Data))
		}
		if d := cmp.Diff(ids, got); d != "" {
			t.Errorf("Related(%q, %q):\n%s", kind, report, d)
		}
	}
	var was store.Bookmark
	keep := func(data string, list ...store.Relation) error {
		now := store.Bookmark{Name: "kept", Seq: seq, Data: []byte(data)}
		err := k.KeepRelated(ctx, now, was, items(list...))
		if err == nil {
			was = now
		}
		return err
	}
	story := func(id, place, data string, reports ...string) store.Relation {
		return store.Relation{Kind: "story", ID: id, Place: place, Reports: reports, Data: []byte(data)}
	}
	if err := keep("1", story("x", "\xff", "1", "a", "b"), story("y", "\x00\x01", "2", "b"), store.Relation{Kind: "date", ID: "x", Place: "z", Reports: []string{"a"}, Data: []byte("3")}); err != nil {
		t.Fatal(err)
	}
	want("", "", "date x 3", "story y 2", "story x 1")
	want("story", "", "story y 2", "story x 1")
	want("", "a", "date x 3", "story x 1")
	want("story", "b", "story y 2", "story x 1")
	if err := keep("2", story("x", "\x00", "4", "a"), store.Relation{Kind: "story", ID: "y"}, store.Relation{Kind: "story", ID: "none"}); err != nil {
		t.Fatal(err)
	}
	want("", "", "date x 3", "story x 4")
	want("", "b")
	// Who does not know what is kept changes nothing, nor does what fails.
	kept := was
	was.Data = []byte("1")
	if err := keep("3", story("z", "", "5", "a")); !errors.Is(err, store.ErrStale) {
		t.Errorf("KeepRelated over another's = %v", err)
	}
	was = kept
	broken := errors.New("broken")
	err = k.KeepRelated(ctx, store.Bookmark{Name: "kept", Seq: seq, Data: []byte("4")}, was, func(yield func(store.Relation, error) bool) {
		_ = yield(story("z", "", "5", "a"), nil) && yield(store.Relation{}, broken)
	})
	if !errors.Is(err, broken) {
		t.Errorf("KeepRelated of what breaks = %v", err)
	}
	want("", "", "date x 3", "story x 4")
	upkeep, ok := s.(store.Upkeep)
	if !ok {
		t.Fatal("the engine has no upkeep")
	}
	if err := upkeep.Purge(ctx, []store.Tombstone{{Version: e.Line.Report.Version, At: time.Now()}}); err != nil {
		t.Fatal(err)
	}
	want("", "")
	if err := keep("5", story("z", "", "5", "a")); !errors.Is(err, store.ErrStale) {
		t.Errorf("KeepRelated after a purge = %v", err)
	}
}
