// Package rank puts what answers a query in the order of how well it does,
// with the best first and those of the same score in the order of lists.
//
//	hits, err := rank.Hits(ctx, s, q, store.Page{Limit: 20})
//
// Scores are counted here, and not by an engine, so that every engine gives
// the same order. Of more than [Most] that answer, those that come first in the
// order of lists are put in order. Cursors are the numbers of rows, and hold as
// long as the record stays as it is.
package rank

import (
	"cmp"
	"context"
	"slices"
	"strconv"
	"strings"

	"dateline/store"
	"dateline/store/index"
	"dateline/store/query"
)

// Most is how many that answer are put in order.
const Most = 300

// Hits is [store.Store.Search] in the order of rank.
func Hits(ctx context.Context, s store.Store, q query.Query, p store.Page) ([]store.Hit, error) {
	rows, err := s.Search(ctx, q, store.Page{Limit: Most})
	if err != nil {
		return nil, err
	}
	return ordered(rows, p, func(h *store.Hit) float64 { return h.Score }, func(h *store.Hit, c string) { h.Cursor = c })
}

// Statements is [store.Store.Statements] in the order of rank.
func Statements(ctx context.Context, s store.Store, q query.Query, p store.Page) ([]store.StatementRow, error) {
	rows, err := s.Statements(ctx, q, store.Page{Limit: Most})
	if err != nil {
		return nil, err
	}
	return ordered(rows, p, func(r *store.StatementRow) float64 {
		words := make([]string, len(r.Statement.Content))
		for i, c := range r.Statement.Content {
			words[i] = c.Exact
		}
		return index.Score(strings.Join(words, " "), q)
	}, func(r *store.StatementRow, c string) { r.Cursor = c })
}

// ordered returns the page p of rows in the order of their scores.
func ordered[R any](rows []R, p store.Page, score func(*R) float64, mark func(*R, string)) ([]R, error) {
	from := 0
	if p.Cursor != "" {
		n, err := strconv.Atoi(p.Cursor)
		if err != nil || n < 0 {
			return nil, store.ErrCursor
		}
		from = n
	}
	type scored struct {
		row   R
		score float64
	}
	list := make([]scored, len(rows))
	for i := range rows {
		list[i] = scored{rows[i], score(&rows[i])}
	}
	slices.SortStableFunc(list, func(a, b scored) int { return cmp.Compare(b.score, a.score) })
	list = list[min(from, len(list)):]
	if p.Limit > 0 {
		list = list[:min(len(list), p.Limit)]
	}
	out := make([]R, 0, len(list))
	for i, x := range list {
		mark(&x.row, strconv.Itoa(from+i+1))
		out = append(out, x.row)
	}
	return out, nil
}
