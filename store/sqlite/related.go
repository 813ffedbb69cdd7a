package sqlite

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"iter"

	"dateline/store"
)

var _ store.Relations = (*Store)(nil)

// KeepRelated implements [store.Relations].
func (s *Store) KeepRelated(ctx context.Context, b, was store.Bookmark, items iter.Seq2[store.Relation, error]) error {
	return s.changing(ctx, "keep "+b.Name, func(tx *sql.Tx) error {
		var now store.Bookmark
		err := tx.QueryRowContext(ctx, `SELECT seq, data FROM bookmark WHERE name = ?`, b.Name).Scan(&now.Seq, &now.Data)
		if err != nil && !none(err) {
			return err
		}
		var purged bool
		if err := tx.QueryRowContext(ctx, `SELECT EXISTS (SELECT 1 FROM journal WHERE seq > ? AND what = 'purged')`, b.Seq).Scan(&purged); err != nil {
			return err
		}
		if purged || now.Seq != was.Seq || !bytes.Equal(now.Data, was.Data) {
			return store.ErrStale
		}
		if b.At.IsZero() {
			b.At = s.now()
		}
		if _, err := tx.ExecContext(ctx, `INSERT OR REPLACE INTO bookmark (name, seq, at, data) VALUES (?, ?, ?, ?)`, b.Name, b.Seq, b.At.UnixMilli(), b.Data); err != nil {
			return err
		}
		var do [4]*sql.Stmt
		for i, q := range []string{
			`DELETE FROM related WHERE kind = ? AND id = ?`,
			`INSERT OR REPLACE INTO related (kind, id, place, data) VALUES (?, ?, ?, ?)`,
			`DELETE FROM related_report WHERE kind = ? AND id = ? AND report NOT IN (SELECT value FROM json_each(?))`,
			`INSERT OR IGNORE INTO related_report (kind, id, report) SELECT ?, ?, value FROM json_each(?)`,
		} {
			if do[i], err = tx.PrepareContext(ctx, q); err != nil {
				return err
			}
			defer do[i].Close()
		}
		for it, err := range items {
			if err != nil {
				return err
			}
			if it.Data == nil {
				it.Reports = nil
				_, err = do[0].ExecContext(ctx, it.Kind, it.ID)
			} else {
				_, err = do[1].ExecContext(ctx, it.Kind, it.ID, []byte(it.Place), it.Data)
			}
			if err != nil {
				return err
			}
			in, err := json.Marshal(it.Reports)
			if err != nil {
				return err
			}
			for _, d := range do[2:] {
				if _, err := d.ExecContext(ctx, it.Kind, it.ID, string(in)); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// Related implements [store.Relations].
func (s *Store) Related(ctx context.Context, kind, report string) iter.Seq2[store.Relation, error] {
	return func(yield func(store.Relation, error) bool) {
		more := true
		err := s.reading(ctx, func(tx *sql.Tx) error {
			q, args := `SELECT r.kind, r.id, r.place, r.data FROM related r`, []any{}
			if report != "" {
				q, args = q+` JOIN related_report i ON i.kind = r.kind AND i.id = r.id WHERE i.report = ?`, append(args, report)
			} else {
				q += ` WHERE 1`
			}
			if kind != "" {
				q, args = q+` AND r.kind = ?`, append(args, kind)
			}
			rows, err := tx.QueryContext(ctx, q+` ORDER BY r.kind, r.place`, args...)
			if err != nil {
				return err
			}
			defer rows.Close()
			for rows.Next() {
				var it store.Relation
				var place []byte
				if err := rows.Scan(&it.Kind, &it.ID, &place, &it.Data); err != nil {
					return err
				}
				it.Place = string(place)
				if more = yield(it, nil); !more {
					return nil
				}
			}
			return rows.Err()
		})
		if err != nil && more {
			yield(store.Relation{}, s.fail(ctx, "read", err))
		}
	}
}
