package postgres

import (
	"context"

	"github.com/jackc/pgx/v5"

	"dateline/store"
	"dateline/store/pack"
)

// Outlets implements [store.Store].
func (s *Store) Outlets(ctx context.Context) ([]store.OutletRow, error) {
	rows, err := s.db.Query(ctx, `
		SELECT coalesce(v.outlet, ''), coalesce(v.published_basis, ''), v.shape,
		       count(*), sum(r.versions), sum(r.statements), sum(r.sure), count(v.published), count(*) FILTER (WHERE v.not_analysed::text <> '[]'), min(r.day), max(r.day)
		FROM report r JOIN version v ON v.n = r.current GROUP BY 1, 2, 3`)
	if err != nil {
		return nil, s.fail(ctx, "read", err)
	}
	all := pack.NewOutlets()
	var p pack.Part
	_, err = pgx.ForEachRow(rows, []any{
		&p.Outlet, &p.Basis, &p.Shape, &p.Reports, &p.Versions, &p.Statements, &p.Sure, &p.Dated, &p.NotAnalysed, &p.First, &p.Last,
	}, func() error {
		one := p
		one.First, one.Last = clone(p.First), clone(p.Last)
		all.Add(one)
		return nil
	})
	return all.Rows(), s.fail(ctx, "read", err)
}

func clone(n *int64) *int64 {
	if n == nil {
		return nil
	}
	c := *n
	return &c
}

// Named implements [store.Store].
func (s *Store) Named(ctx context.Context, ids []string) ([]store.ReportRow, error) {
	var known []string // what the engine cannot hold is not there
	for _, id := range ids {
		if clean(id) == id {
			known = append(known, id)
		}
	}
	if len(known) == 0 {
		return nil, nil
	}
	var out []store.ReportRow
	err := s.reading(ctx, func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `SELECT r.n FROM unnest($1::text[]) WITH ORDINALITY j (id, k) JOIN report r ON r.id = j.id ORDER BY j.k`, known)
		if err != nil {
			return err
		}
		ns, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return err
		}
		out, err = s.reportRows(ctx, tx, ns)
		return err
	})
	return out, s.fail(ctx, "read", err)
}
