package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

	"dateline/correction"
	"dateline/store"
)

var _ store.Corrections = (*Store)(nil)

// Correct implements [store.Corrections].
func (s *Store) Correct(ctx context.Context, list []correction.Correction) error {
	return s.changing(ctx, "correct", func(tx *sql.Tx) error {
		for _, c := range list {
			body, err := json.Marshal(c)
			if err != nil {
				return err
			}
			if _, err := tx.ExecContext(ctx, `INSERT OR IGNORE INTO correction (id, at, body) VALUES (?, ?, ?)`, c.ID, c.At.UnixMilli(), string(body)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Corrections implements [store.Corrections].
func (s *Store) Corrections(ctx context.Context) ([]correction.Correction, error) {
	out, err := corrections(ctx, s.read)
	return out, s.fail(ctx, "read", err)
}

func corrections(ctx context.Context, db asker) ([]correction.Correction, error) {
	return all(ctx, db, func(rows *sql.Rows) (c correction.Correction, err error) {
		var body []byte
		if err := rows.Scan(&body); err != nil {
			return c, err
		}
		err = json.Unmarshal(body, &c)
		return c, err
	}, `SELECT body FROM correction ORDER BY at, id`)
}

// forget takes the words of versions out of the corrections, and what was
// worked out of the record.
func forget(ctx context.Context, tx *sql.Tx, stones []store.Tombstone) error {
	gone := map[string]bool{}
	for _, t := range stones {
		gone[t.Version] = true
	}
	list, err := corrections(ctx, tx)
	if err != nil {
		return err
	}
	for _, c := range list {
		if !c.Forget(gone) {
			continue
		}
		body, err := json.Marshal(c)
		if err != nil {
			return err
		}
		if _, err := tx.ExecContext(ctx, `UPDATE correction SET body = ? WHERE id = ?`, string(body), c.ID); err != nil {
			return err
		}
	}
	for _, q := range []string{`UPDATE bookmark SET data = NULL`, `DELETE FROM related`, `DELETE FROM related_report`} {
		if _, err := tx.ExecContext(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// Last implements [store.Corrections].
func (s *Store) Last(ctx context.Context, before time.Time) (int64, error) {
	var seq int64
	q, args := `SELECT coalesce(max(seq), 0) FROM journal`, []any{}
	if !before.IsZero() {
		q, args = q+` WHERE at < ?`, append(args, before.Unix())
	}
	err := s.read.QueryRowContext(ctx, q, args...).Scan(&seq)
	return seq, s.fail(ctx, "read", err)
}

// Bookmark implements [store.Corrections].
func (s *Store) Bookmark(ctx context.Context, name string) (store.Bookmark, error) {
	b := store.Bookmark{Name: name}
	var at int64
	err := s.read.QueryRowContext(ctx, `SELECT seq, at, data FROM bookmark WHERE name = ?`, name).Scan(&b.Seq, &at, &b.Data)
	if none(err) {
		return store.Bookmark{}, store.ErrNotFound
	}
	b.At = time.UnixMilli(at).UTC()
	return b, s.fail(ctx, "read", err)
}

// Keep implements [store.Corrections].
func (s *Store) Keep(ctx context.Context, b store.Bookmark) error {
	return s.changing(ctx, "keep "+b.Name, func(tx *sql.Tx) error {
		if b.At.IsZero() {
			b.At = s.now()
		}
		_, err := tx.ExecContext(ctx, `
			INSERT INTO bookmark (name, seq, at, data)
			SELECT ?1, ?2, ?3, ?4 WHERE ?4 IS NULL OR NOT EXISTS (SELECT 1 FROM journal WHERE seq > ?2 AND what = 'purged')
			ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, at = excluded.at, data = excluded.data WHERE excluded.seq >= seq`,
			b.Name, b.Seq, b.At.UnixMilli(), b.Data)
		return err
	})
}
