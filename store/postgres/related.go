package postgres

import (
	"bytes"
	"context"
	"iter"

	"github.com/jackc/pgx/v5"

	"dateline/store"
)

var _ store.Relations = (*Store)(nil)

// relatedBatch is how many items go to the server at once.
const relatedBatch = 200

// KeepRelated implements [store.Relations].
func (s *Store) KeepRelated(ctx context.Context, b, was store.Bookmark, items iter.Seq2[store.Relation, error]) error {
	tried := false
	return s.changing(ctx, "keep "+b.Name, func(tx pgx.Tx) error {
		if tried {
			return store.ErrStale // items come once
		}
		tried = true
		if err := lockBookmarks(ctx, tx); err != nil {
			return err
		}
		var now store.Bookmark
		err := tx.QueryRow(ctx, `SELECT seq, data FROM bookmark WHERE name = $1`, clean(b.Name)).Scan(&now.Seq, &now.Data)
		if err != nil && !none(err) {
			return err
		}
		var purged bool
		if err := tx.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM journal WHERE (seq > $1 OR seq IS NULL) AND what = 'purged')`, b.Seq).Scan(&purged); err != nil {
			return err
		}
		if purged || now.Seq != was.Seq || !bytes.Equal(now.Data, was.Data) {
			return store.ErrStale
		}
		if b.At.IsZero() {
			b.At = s.now()
		}
		if _, err := tx.Exec(ctx, `
			INSERT INTO bookmark (name, seq, at, data) VALUES ($1, $2, $3, $4)
			ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, at = excluded.at, data = excluded.data`,
			clean(b.Name), b.Seq, b.At.UnixMilli(), b.Data); err != nil {
			return err
		}
		batch := &pgx.Batch{}
		flush := func() error {
			err := tx.SendBatch(ctx, batch).Close()
			batch = &pgx.Batch{}
			return err
		}
		for it, err := range items {
			if err != nil {
				return err
			}
			id := clean(it.ID)
			in := make([]string, 0, len(it.Reports))
			if it.Data == nil {
				batch.Queue(`DELETE FROM related WHERE kind = $1 AND id = $2`, it.Kind, id)
			} else {
				batch.Queue(`INSERT INTO related (kind, id, place, data) VALUES ($1, $2, $3, $4)
					ON CONFLICT (kind, id) DO UPDATE SET place = excluded.place, data = excluded.data`, it.Kind, id, []byte(it.Place), it.Data)
				for _, r := range it.Reports {
					in = append(in, clean(r))
				}
			}
			batch.Queue(`DELETE FROM related_report WHERE kind = $1 AND id = $2 AND NOT report = ANY ($3::text[])`, it.Kind, id, in)
			batch.Queue(`INSERT INTO related_report (kind, id, report) SELECT $1, $2, unnest($3::text[]) ON CONFLICT DO NOTHING`, it.Kind, id, in)
			if batch.Len() >= 3*relatedBatch {
				if err := flush(); err != nil {
					return err
				}
			}
		}
		return flush()
	})
}

// Related implements [store.Relations].
func (s *Store) Related(ctx context.Context, kind, report string) iter.Seq2[store.Relation, error] {
	return func(yield func(store.Relation, error) bool) {
		more := true
		err := s.reading(ctx, func(tx pgx.Tx) error {
			rows, err := tx.Query(ctx, `
				SELECT r.kind, r.id, r.place, r.data FROM related r
				WHERE ($1 = '' OR r.kind = $1) AND ($2 = '' OR EXISTS (SELECT 1 FROM related_report i WHERE i.report = $2 AND i.kind = r.kind AND i.id = r.id))
				ORDER BY r.kind, r.place`, kind, clean(report))
			if err != nil {
				return err
			}
			defer rows.Close()
			for more && rows.Next() {
				var it store.Relation
				var place []byte
				if err := rows.Scan(&it.Kind, &it.ID, &place, &it.Data); err != nil {
					return err
				}
				it.Place = string(place)
				more = yield(it, nil)
			}
			return rows.Err()
		})
		if err != nil && more {
			yield(store.Relation{}, s.fail(ctx, "read", err))
		}
	}
}
