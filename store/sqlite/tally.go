package sqlite

import (
	"context"
	"database/sql"
	"time"

	"dateline/store"
	"dateline/store/pack"
	"dateline/store/query"
)

// Tally implements [store.Store].
func (s *Store) Tally(ctx context.Context, q query.Query, limit int) (store.Tally, error) {
	t, err := s.tally(ctx, q, limit)
	return t, s.fail(ctx, "read", err)
}

func (s *Store) tally(ctx context.Context, q query.Query, limit int) (store.Tally, error) {
	most := 0
	if limit > 0 {
		most = limit + 1
	}
	first, args, err := s.first(ctx, pack.Statements, q, most)
	if err != nil {
		return store.Tally{}, err
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT s.kind, s.grade, coalesce(s.speaker, ''), coalesce(v.outlet, ''), r.day
		FROM (`+first+`) x
		CROSS JOIN statement s ON s.n = x.n JOIN report r ON r.n = x.n >> 24 JOIN version v ON v.n = r.current`, args...)
	if err != nil {
		return store.Tally{}, err
	}
	defer rows.Close()
	t := pack.NewTally(limit)
	var kind, grade, speaker, outlet sql.RawBytes
	var day sql.NullInt64
	for rows.Next() {
		if err := rows.Scan(&kind, &grade, &speaker, &outlet, &day); err != nil {
			return store.Tally{}, err
		}
		if !t.Add(kind, grade, speaker, outlet, day.Int64, day.Valid) {
			break
		}
	}
	if err := rows.Err(); err != nil {
		return store.Tally{}, err
	}
	return t.Tally(), nil
}

// Arrivals implements [store.Store].
func (s *Store) Arrivals(ctx context.Context, after int64, limit int) ([]store.Arrival, error) {
	out := []store.Arrival{}
	err := s.reading(ctx, func(tx *sql.Tx) error {
		most := int64(-1)
		if limit > 0 {
			most = int64(limit)
		}
		rows, err := tx.QueryContext(ctx, `
			SELECT j.seq, j.at, j.what, j.version, v.report
			FROM journal j JOIN version v ON v.id = j.version
			WHERE j.seq > ? ORDER BY j.seq LIMIT ?`, after, most)
		if err != nil {
			return err
		}
		defer rows.Close()
		var ns []int64
		for rows.Next() {
			var a store.Arrival
			var at, n int64
			if err := rows.Scan(&a.Seq, &at, &a.What, &a.Version, &n); err != nil {
				return err
			}
			a.At = time.Unix(at, 0).UTC()
			out, ns = append(out, a), append(ns, n)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		reports, err := reportRows(ctx, tx, ns)
		if err != nil {
			return err
		}
		for i := range reports {
			out[i].Row = reports[i]
		}
		return nil
	})
	return out, s.fail(ctx, "read", err)
}

// Arrived implements [store.Store].
func (s *Store) Arrived(ctx context.Context) (int64, error) {
	var seq int64
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM journal`).Scan(&seq)
	return seq, s.fail(ctx, "read", err)
}

// first returns a SELECT of the numbers n of the first parts that answer q, so
// many at most; all where that is 0. They are found by numbers alone, so that
// only they are looked up.
func (s *Store) first(ctx context.Context, k *pack.Table, q query.Query, most int) (string, []any, error) {
	if most > 0 {
		ns, done, err := s.walk(ctx, s.read, k, q, store.Page{Limit: most})
		if err != nil {
			return "", nil, err
		}
		if done {
			return `SELECT value AS n FROM json_each(?) ORDER BY key`, []any{list(ns)}, nil
		}
	}
	from, n, c, err := partSearch(k, q)
	if err != nil {
		return "", nil, err
	}
	return `SELECT ` + n + ` AS n` + from + c.clause() + ` ORDER BY r.rank, r.id, ` + n + ` LIMIT ?`, append(c.args, limit(store.Page{Limit: most})), nil
}

// Marks implements [store.Store].
func (s *Store) Marks(ctx context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	out, err := s.marks(ctx, q, limit)
	return out, s.fail(ctx, "read", err)
}

func (s *Store) marks(ctx context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	first, args, err := s.first(ctx, pack.Events, q, limit)
	if err != nil {
		return nil, err
	}
	return all(ctx, s.read, func(rows *sql.Rows) (m store.EventMark, err error) {
		err = rows.Scan(&m.ID, &m.Report, &m.Type, &m.Track, &m.Modality, &m.Grade, &m.Actors, &m.Recipients, &m.Words,
			&m.By, &m.Date, &m.Published, &m.Outlet)
		return m, err
	}, `
		SELECT s.id, r.id, s.type, s.track, s.modality, s.grade, s.actors, s.recipients, s.words, s.attributed_to, s.date, v.published, v.outlet
		FROM (`+first+`) x
		CROSS JOIN event s ON s.n = x.n JOIN report r ON r.n = x.n >> 24 JOIN version v ON v.n = r.current
		ORDER BY r.rank, r.id, s.n`, args...)
}

// Versions implements [store.Store].
func (s *Store) Versions(ctx context.Context, id string) ([]string, error) {
	out, err := all(ctx, s.read, one[string], `
		SELECT v.id FROM report r JOIN version v ON v.report = r.n WHERE r.id = ? ORDER BY v.n = r.current DESC, v.changed DESC, v.id DESC`, id)
	if err == nil && len(out) == 0 {
		return nil, store.ErrNotFound
	}
	return out, s.fail(ctx, "read", err)
}
