package storetest

import (
	"context"
	"errors"
	"testing"
	"time"

	"dateline/store"
	"dateline/store/query"
)

// ReadWhileWriting holds that everything that reads s answers, with the record
// as it was, while a transaction that writes is open. writing puts entries and
// calls during before it commits.
func ReadWhileWriting(t *testing.T, s store.Store, writing func(entries []store.Entry, during func()) error) {
	entries := Generate(25, 40)
	put(t, s, entries[:20]...)
	for i := range entries[:20] {
		entries[i].Reader = "test/2" // so that rows that are read are written, too
	}
	called := false
	err := writing(entries, func() {
		called = true
		ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
		defer cancel()
		talks := ask(t, "talks")
		c, err := s.Counts(ctx)
		if err != nil || c.Versions != 20 {
			t.Errorf("Counts = %+v, %v", c, err)
		}
		reports, err := s.Reports(ctx, query.Query{}, store.Page{})
		if len(reports) != c.Reports {
			t.Errorf("%d reports, want %d", len(reports), c.Reports)
		}
		_, err2 := s.Search(ctx, talks, store.Page{Limit: 50})
		_, err3 := s.Statements(ctx, talks, store.Page{})
		_, err4 := s.Events(ctx, query.Query{}, store.Page{})
		_, err5 := s.Tally(ctx, query.Query{}, 0)
		_, err6 := s.Original(ctx, entries[0].Line.Report.Version)
		_, err7 := keep(t, s).Beside(ctx)
		_, err8 := s.(store.Queue).Work(ctx)
		_, err9 := correctionsOf(t, s).Corrections(ctx)
		if err := errors.Join(err, err2, err3, err4, err5, err6, err7, err8, err9); err != nil {
			t.Errorf("while another writes: %v", err)
		}
		n := 0
		for _, err := range s.Lines(ctx, query.Query{}) {
			if n++; err != nil {
				t.Errorf("Lines: %v", err)
			}
		}
		if n != c.Reports {
			t.Errorf("%d lines, want %d", n, c.Reports)
		}
	})
	if err != nil || !called {
		t.Fatalf("writing: %v", err)
	}
	if c, err := s.Counts(t.Context()); err != nil || c.Versions != 40 {
		t.Errorf("Counts = %+v, %v when it was committed", c, err)
	}
}
