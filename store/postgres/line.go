package postgres

import (
	"context"
	"iter"
	"slices"

	"github.com/jackc/pgx/v5"

	"dateline/record"
	"dateline/store"
	"dateline/store/pack"
	"dateline/store/query"
)

// Line implements [store.Store].
func (s *Store) Line(ctx context.Context, id string) (record.Line, error) {
	return s.oneLine(ctx, `
		SELECT v.id, x.line FROM report r JOIN version v ON v.n = r.current JOIN result x ON x.version = v.n
		WHERE r.id = $1`, id)
}

// Version implements [store.Store].
func (s *Store) Version(ctx context.Context, version string) (record.Line, error) {
	return s.oneLine(ctx, `SELECT v.id, x.line FROM version v JOIN result x ON x.version = v.n WHERE v.id = $1`, version)
}

func (s *Store) oneLine(ctx context.Context, query, id string) (record.Line, error) {
	var version string
	var packed []byte
	if clean(id) != id {
		return record.Line{}, store.ErrNotFound
	}
	err := s.db.QueryRow(ctx, query, id).Scan(&version, &packed)
	if none(err) {
		return record.Line{}, store.ErrNotFound
	}
	if err != nil {
		return record.Line{}, s.fail(ctx, "read", err)
	}
	return s.codec.Line(version, packed)
}

// Original implements [store.Store].
func (s *Store) Original(ctx context.Context, version string) ([]byte, error) {
	var packed []byte
	if clean(version) != version {
		return nil, store.ErrNotFound
	}
	err := s.db.QueryRow(ctx, `
		SELECT o.bytes FROM version v JOIN original o ON o.version = v.n WHERE v.id = $1`, version).Scan(&packed)
	if none(err) {
		return nil, store.ErrNotFound
	}
	if err != nil {
		return nil, s.fail(ctx, "read", err)
	}
	return s.codec.Original(version, packed)
}

// Lines implements [store.Store].
func (s *Store) Lines(ctx context.Context, q query.Query) iter.Seq2[record.Line, error] {
	return func(yield func(record.Line, error) bool) {
		more := true
		err := s.reading(ctx, func(tx pgx.Tx) error {
			c, err := reportSearch(q)
			if err != nil {
				return err
			}
			ns, err := numbers(ctx, tx, `SELECT r.n FROM report r JOIN version v ON v.n = r.current`+c.clause()+
				` ORDER BY r.rank = 9223372036854775807, r.rank DESC, v.id`, c.args...)
			if err != nil {
				return err
			}
			for part := range slices.Chunk(ns, pack.Chunk) {
				lines, err := s.current(ctx, tx, part)
				if err != nil {
					return err
				}
				for _, l := range lines {
					if more = yield(l.Line, nil); !more {
						return nil
					}
				}
			}
			return nil
		})
		if err != nil && more {
			yield(record.Line{}, s.fail(ctx, "read", err))
		}
	}
}

// reading runs f on one moment's state of the store.
func (s *Store) reading(ctx context.Context, f func(pgx.Tx) error) error {
	return pgx.BeginTxFunc(ctx, s.db, pgx.TxOptions{IsoLevel: pgx.RepeatableRead, AccessMode: pgx.ReadOnly}, f)
}

// current returns the records of the reports with the given numbers, in that
// order.
func (s *Store) current(ctx context.Context, tx asker, ns []int64) ([]pack.Kept, error) {
	rows, err := tx.Query(ctx, `
		SELECT v.id, x.line, x.origin
		FROM unnest($1::bigint[]) WITH ORDINALITY j (n, o) JOIN report r ON r.n = j.n JOIN version v ON v.n = r.current JOIN result x ON x.version = v.n
		ORDER BY j.o`, ns)
	if err != nil {
		return nil, err
	}
	out := make([]pack.Kept, 0, len(ns))
	var version string
	var packed, origin []byte
	_, err = pgx.ForEachRow(rows, []any{&version, &packed, &origin}, func() error {
		line, err := s.codec.Line(version, packed)
		out = append(out, pack.Kept{Line: line, Origin: slices.Clone(origin)})
		return err
	})
	return out, err
}

// currentIn is current within a transaction.
func (s *Store) currentIn(ctx context.Context, tx asker) pack.Current {
	return func(ns []int64) ([]pack.Kept, error) { return s.current(ctx, tx, ns) }
}
