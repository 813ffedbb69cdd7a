package postgres

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"

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
	from, c, err := partSearch(pack.Statements, q)
	if err != nil {
		return store.Tally{}, err
	}
	p := store.Page{}
	if limit > 0 {
		p.Limit = limit + 1
	}
	rows, err := s.db.Query(ctx, `
		SELECT x.kind, x.grade, coalesce(x.speaker, ''), coalesce(v.outlet, ''), r.day`+from+
		` JOIN statement x ON x.n = s.n JOIN version v ON v.n = r.current`+c.clause()+` ORDER BY r.rank, r.id, s.n`+c.limit(p), c.args...)
	if err != nil {
		return store.Tally{}, err
	}
	t := pack.NewTally(limit)
	var kind, grade, speaker, outlet []byte
	var day *int64
	_, err = pgx.ForEachRow(rows, []any{&kind, &grade, &speaker, &outlet, &day}, func() error {
		at := int64(0)
		if day != nil {
			at = *day
		}
		t.Add(kind, grade, speaker, outlet, at, day != nil)
		return nil
	})
	return t.Tally(), err
}

// Marks implements [store.Store].
func (s *Store) Marks(ctx context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	out, err := s.marks(ctx, q, limit)
	return out, s.fail(ctx, "read", err)
}

func (s *Store) marks(ctx context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	from, c, err := partSearch(pack.Events, q)
	if err != nil {
		return nil, err
	}
	rows, err := s.db.Query(ctx, `
		SELECT x.id, r.id, x.type, x.track, x.modality, x.grade, x.actors, x.recipients, x.words, x.attributed_to, x.date, v.published, v.outlet`+from+
		` JOIN event x ON x.n = s.n JOIN version v ON v.n = r.current`+c.clause()+` ORDER BY r.rank, r.id, s.n`+c.limit(store.Page{Limit: limit}), c.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[store.EventMark])
}

// Arrivals implements [store.Store]. Whoever asks publishes first.
func (s *Store) Arrivals(ctx context.Context, after int64, limit int) ([]store.Arrival, error) {
	if err := s.published(ctx); err != nil {
		return nil, err
	}
	out := []store.Arrival{}
	err := s.reading(ctx, func(tx pgx.Tx) error {
		most := &limit
		if limit <= 0 {
			most = nil
		}
		rows, err := tx.Query(ctx, `
			SELECT j.seq, j.at, j.what, j.version, v.report
			FROM journal j JOIN version v ON v.id = j.version
			WHERE j.seq > $1 ORDER BY j.seq LIMIT $2`, after, most)
		if err != nil {
			return err
		}
		var a store.Arrival
		var at, n int64
		var ns []int64
		if _, err := pgx.ForEachRow(rows, []any{&a.Seq, &at, &a.What, &a.Version, &n}, func() error {
			a.At = time.Unix(at, 0).UTC()
			out, ns = append(out, a), append(ns, n)
			return nil
		}); err != nil {
			return err
		}
		reports, err := s.reportRows(ctx, tx, ns)
		for i := range reports {
			out[i].Row = reports[i]
		}
		return err
	})
	return out, s.fail(ctx, "read", err)
}

// Arrived implements [store.Store].
func (s *Store) Arrived(ctx context.Context) (int64, error) {
	if err := s.published(ctx); err != nil {
		return 0, err
	}
	var seq int64
	err := s.db.QueryRow(ctx, `SELECT coalesce(max(seq), 0) FROM journal`).Scan(&seq)
	return seq, s.fail(ctx, "read", err)
}

// published numbers what was committed, where this program may.
func (s *Store) published(ctx context.Context) error {
	if s.readOnly {
		return nil
	}
	return s.publish(ctx)
}

// Versions implements [store.Store].
func (s *Store) Versions(ctx context.Context, id string) ([]string, error) {
	if clean(id) != id {
		return nil, store.ErrNotFound
	}
	rows, err := s.db.Query(ctx, `
		SELECT v.id FROM report r JOIN version v ON v.report = r.n WHERE r.id = $1
		ORDER BY v.n = r.current DESC, v.changed DESC NULLS LAST, v.id DESC`, id)
	if err != nil {
		return nil, s.fail(ctx, "read", err)
	}
	out, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err == nil && len(out) == 0 {
		return nil, store.ErrNotFound
	}
	return out, s.fail(ctx, "read", err)
}
