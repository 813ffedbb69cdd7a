package main

import (
	"fmt"
	"path/filepath"
	"testing"

	"dateline/pipeline"
	"dateline/store"
	"dateline/store/sqlite"
	"dateline/store/storetest"
)

// TestRelating holds that reports are compared when something has changed and
// not otherwise, and that a record which is too big for that is left alone.
func TestRelating(t *testing.T) {
	s, err := sqlite.Open(t.Context(), filepath.Join(t.TempDir(), "record.db"), sqlite.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer s.Close()
	put := func(kind string) {
		t.Helper()
		var entries []store.Entry
		for i := range 5 {
			entries = append(entries, storetest.Draft{ID: fmt.Sprint(kind, i), Title: kind, Paragraphs: []string{fmt.Sprintf("The %s number %d is shut.", kind, i)}}.Entry())
		}
		if _, err := s.Put(t.Context(), entries); err != nil {
			t.Fatal(err)
		}
	}
	told := 0
	small, any := relating(t.Context(), s, 7, func() { told++ }), relating(t.Context(), s, 0, nil)
	turn := func(what string, f func() (bool, error), want bool, tells int) {
		t.Helper()
		if got, err := f(); got != want || err != nil || told != tells {
			t.Errorf("%s: %v, %v; told %d times", what, got, err, told)
		}
	}
	smallOnce := func() (bool, error) { return small(t.Context()) }
	anyOnce := func() (bool, error) { return any(t.Context()) }
	turn("nothing", smallOnce, false, 0)
	put("bridge")
	turn("five", smallOnce, false, 0)
	turn("nothing new", smallOnce, false, 0)
	put("ferry")
	turn("too many", smallOnce, false, 1)
	put("road")
	turn("still too many", smallOnce, false, 1)
	if _, seq, found, err := pipeline.Kept(t.Context(), s); !found || seq != 5 || err != nil {
		t.Errorf("kept up to %d, %v, %v", seq, found, err)
	}
	turn("in a process of its own", anyOnce, false, 1)
	if _, seq, _, err := pipeline.Kept(t.Context(), s); seq != 15 || err != nil {
		t.Errorf("kept up to %d, %v", seq, err)
	}
}
