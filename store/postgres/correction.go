package postgres

import (
	"context"
	"encoding/json"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/correction"
	"dateline/store"
)

var _ store.Corrections = (*Store)(nil)

// Correct implements [store.Corrections].
func (s *Store) Correct(ctx context.Context, list []correction.Correction) error {
	return s.changing(ctx, "correct", func(tx pgx.Tx) error {
		for _, c := range list {
			body, err := json.Marshal(c)
			if err != nil {
				return err
			}
			if _, err := tx.Exec(ctx, `INSERT INTO correction (id, at, body) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, c.ID, c.At.UnixMilli(), string(body)); err != nil {
				return err
			}
		}
		return nil
	})
}

// Corrections implements [store.Corrections].
func (s *Store) Corrections(ctx context.Context) ([]correction.Correction, error) {
	out, err := corrections(ctx, s.db)
	return out, s.fail(ctx, "read", err)
}

func corrections(ctx context.Context, db asker) ([]correction.Correction, error) {
	rows, err := db.Query(ctx, `SELECT body FROM correction ORDER BY at, id COLLATE "C"`)
	if err != nil {
		return nil, err
	}
	var out []correction.Correction
	var body string
	_, err = pgx.ForEachRow(rows, []any{&body}, func() error {
		var c correction.Correction
		if err := json.Unmarshal([]byte(body), &c); err != nil {
			return err
		}
		out = append(out, c)
		return nil
	})
	return out, err
}

// forget takes the words of versions out of the corrections, and what was
// worked out of the record.
func forget(ctx context.Context, tx pgx.Tx, stones []store.Tombstone) error {
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
		if _, err := tx.Exec(ctx, `UPDATE correction SET body = $1 WHERE id = $2`, string(body), c.ID); err != nil {
			return err
		}
	}
	if err := lockBookmarks(ctx, tx); err != nil {
		return err
	}
	for _, q := range []string{`UPDATE bookmark SET data = NULL`, `DELETE FROM related`, `DELETE FROM related_report`} {
		if _, err := tx.Exec(ctx, q); err != nil {
			return err
		}
	}
	return nil
}

// lockBookmarks makes who keeps something wait for who purges, whose words it
// may be made of.
func lockBookmarks(ctx context.Context, tx pgx.Tx) error {
	_, err := tx.Exec(ctx, `LOCK TABLE bookmark IN SHARE ROW EXCLUSIVE MODE`)
	return err
}

// Last implements [store.Corrections]. Whoever asks publishes first.
func (s *Store) Last(ctx context.Context, before time.Time) (int64, error) {
	if !s.readOnly {
		if err := s.publish(ctx); err != nil {
			return 0, err
		}
	}
	var seq int64
	q, args := `SELECT coalesce(max(seq), 0) FROM journal`, []any{}
	if !before.IsZero() {
		q, args = q+` WHERE at < $1`, append(args, before.Unix())
	}
	err := s.db.QueryRow(ctx, q, args...).Scan(&seq)
	return seq, s.fail(ctx, "read", err)
}

// Bookmark implements [store.Corrections].
func (s *Store) Bookmark(ctx context.Context, name string) (store.Bookmark, error) {
	b := store.Bookmark{Name: name}
	var at int64
	err := s.db.QueryRow(ctx, `SELECT seq, at, data FROM bookmark WHERE name = $1`, clean(name)).Scan(&b.Seq, &at, &b.Data)
	if none(err) {
		return store.Bookmark{}, store.ErrNotFound
	}
	b.At = time.UnixMilli(at).UTC()
	return b, s.fail(ctx, "read", err)
}

// Keep implements [store.Corrections].
func (s *Store) Keep(ctx context.Context, b store.Bookmark) error {
	return s.changing(ctx, "keep "+b.Name, func(tx pgx.Tx) error {
		if b.At.IsZero() {
			b.At = s.now()
		}
		if err := lockBookmarks(ctx, tx); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `
			INSERT INTO bookmark AS b (name, seq, at, data)
			SELECT $1, $2, $3, $4::bytea
			WHERE $4::bytea IS NULL OR NOT EXISTS (SELECT 1 FROM journal WHERE (seq > $2 OR seq IS NULL) AND what = 'purged')
			ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, at = excluded.at, data = excluded.data WHERE excluded.seq >= b.seq`,
			clean(b.Name), b.Seq, b.At.UnixMilli(), b.Data)
		return err
	})
}
