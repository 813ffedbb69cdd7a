package storetest

import (
	"context"
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/store"
	"dateline/store/query"
	"dateline/store/rank"
)

func testOutlets(t *testing.T, s store.Store) {
	if rows, err := s.Outlets(t.Context()); err != nil || len(rows) != 0 {
		t.Errorf("of an empty store: %v, %v", rows, err)
	}
	sure := Draft{ID: "a", Outlet: "Harbour Wire", Published: "2026-02-09", Paragraphs: []string{"one two"}, Said: []Said{{Words: "one", Grade: "sure"}, {Words: "two"}}}
	put(t, s, sure.Entry(), Draft{ID: "b", Outlet: "Harbour Wire", Published: "2026-01-02", Paragraphs: []string{"three"}}.Entry(),
		Draft{ID: "c", Outlet: "Harbour Wire", Paragraphs: []string{"four"}}.Entry(), Draft{ID: "d", Paragraphs: []string{"five"}}.Entry())
	got, err := s.Outlets(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Outlet != "Harbour Wire" || got[1].Outlet != "" {
		t.Fatalf("%+v", got)
	}
	a, b := got[0], got[1]
	if a.Reports != 3 || a.Versions != 3 || a.Statements != 2 || a.Sure != 1 || a.Dated != 2 || a.First == nil || *a.First != "2026-01-02" || *a.Last != "2026-02-09" {
		t.Errorf("%+v", a)
	}
	if b.Reports != 1 || b.Dated != 0 || b.First != nil || b.Last != nil {
		t.Errorf("%+v", b)
	}
	n := 0
	for _, c := range a.Bases {
		n += c.N
	}
	if n != a.Reports {
		t.Errorf("bases %v of %d reports", a.Bases, a.Reports)
	}
}

func testNamed(t *testing.T, s store.Store) {
	put(t, s, Draft{ID: "a", Paragraphs: []string{"one"}}.Entry(), Draft{ID: "b", Published: "2026-01-02", Paragraphs: []string{"two"}}.Entry())
	for _, x := range []struct{ ask, want []string }{
		{nil, nil}, {[]string{"b", "a"}, []string{"b", "a"}}, {[]string{"a", "none", "b\x00", "b"}, []string{"a", "b"}},
	} {
		rows, err := s.Named(t.Context(), x.ask)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, r := range rows {
			got = append(got, r.Report.ID)
		}
		if d := cmp.Diff(x.want, got); d != "" {
			t.Errorf("Named(%q): %s", x.ask, d)
		}
	}
}

// testRank holds that every engine gives the same order of rank, in pages of
// any size.
func testRank(t *testing.T, s store.Store) {
	filler := "Nobody on the quay knew of it, and the ferry sailed to the islands as on any other day of that week."
	put(t, s,
		Draft{ID: "often", Title: "On the quay", Published: "2026-01-01", Paragraphs: []string{"The tolls end. The tolls of the dam were the tolls of a war.", filler}, Said: []Said{{Words: "The tolls of the dam were the tolls of a war"}}}.Entry(),
		Draft{ID: "once", Title: "On the quay", Published: "2026-02-01", Paragraphs: []string{filler, filler, "There are tolls, and there is a ferry, and far from both there is the dam."}, Said: []Said{{Words: "There are tolls, and there is a ferry, and far from both there is the dam"}}}.Entry(),
		Draft{ID: "headline", Title: "Tolls end at the dam", Published: "2025-12-01", Paragraphs: []string{"The tolls end at the dam.", filler}, Said: []Said{{Words: "The tolls end at the dam"}}}.Entry(),
		Draft{ID: "none", Published: "2026-03-01", Paragraphs: []string{filler}}.Entry())
	q := ask(t, "tolls dam")
	hits := func(ctx context.Context, q query.Query, p store.Page) ([]store.Hit, error) {
		return rank.Hits(ctx, s, q, p)
	}
	for _, limit := range []int{0, 1, 2} {
		var got []string
		p := store.Page{Limit: limit}
		for {
			rows, err := hits(t.Context(), q, p)
			if err != nil {
				t.Fatal(err)
			}
			for _, h := range rows {
				got = append(got, h.Report.ID)
				p.Cursor = h.Cursor
			}
			if limit == 0 || len(rows) < limit {
				break
			}
		}
		if d := cmp.Diff([]string{"headline", "often", "once"}, got); d != "" {
			t.Errorf("pages of %d: %s", limit, d)
		}
	}
	rows, err := rank.Statements(t.Context(), s, q, store.Page{Limit: 2})
	if err != nil || len(rows) != 2 || rows[1].Statement.ID == "once.s1" {
		t.Errorf("statements: %d, %v", len(rows), err)
	}
	if _, err := hits(t.Context(), q, store.Page{Cursor: "x"}); err != store.ErrCursor {
		t.Errorf("a cursor of another list: %v", err)
	}
}
