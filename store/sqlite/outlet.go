package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"

	"dateline/store"
	"dateline/store/pack"
)

// Outlets implements [store.Store].
func (s *Store) Outlets(ctx context.Context) ([]store.OutletRow, error) {
	out, err := s.outlets(ctx)
	return out, s.fail(ctx, "read", err)
}

func (s *Store) outlets(ctx context.Context) ([]store.OutletRow, error) {
	rows, err := s.read.QueryContext(ctx, `
		SELECT coalesce(v.outlet, ''), coalesce(v.published_basis, ''), v.shape,
		       count(*), sum(r.versions), sum(r.statements), sum(r.sure), count(v.published), sum(v.not_analysed <> '[]'), min(r.day), max(r.day)
		FROM report r JOIN version v ON v.n = r.current GROUP BY 1, 2, 3`)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	all := pack.NewOutlets()
	for rows.Next() {
		var p pack.Part
		if err := rows.Scan(&p.Outlet, &p.Basis, &p.Shape, &p.Reports, &p.Versions, &p.Statements, &p.Sure, &p.Dated, &p.NotAnalysed, &p.First, &p.Last); err != nil {
			return nil, err
		}
		all.Add(p)
	}
	return all.Rows(), rows.Err()
}

// Named implements [store.Store].
func (s *Store) Named(ctx context.Context, ids []string) ([]store.ReportRow, error) {
	if len(ids) == 0 {
		return nil, nil
	}
	var out []store.ReportRow
	err := s.reading(ctx, func(tx *sql.Tx) error {
		names, err := json.Marshal(ids)
		if err != nil {
			return err
		}
		ns, err := numbers(ctx, tx, `SELECT r.n FROM json_each(?) j CROSS JOIN report r ON r.id = j.value ORDER BY j.key`, string(names))
		if err != nil {
			return err
		}
		out, err = reportRows(ctx, tx, ns)
		return err
	})
	return out, s.fail(ctx, "read", err)
}
