package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/store"
	"dateline/store/pack"
)

// Beside implements [store.Upkeep].
func (s *Store) Beside(ctx context.Context) (store.Beside, error) {
	b := store.Beside{
		Journal: pack.Journal(ctx, s.Changes),
		Earlier: s.codec.Earlier(func(after string) ([]pack.PackedEarlier, error) {
			list, err := s.earlier(ctx, after)
			return list, s.fail(ctx, "read", err)
		}),
	}
	err := s.reading(ctx, func(tx pgx.Tx) (err error) {
		if b.Jobs, err = queued(ctx, tx); err != nil {
			return err
		}
		b.Bookmarks, err = bookmarks(ctx, tx)
		return err
	})
	return b, s.fail(ctx, "read", err)
}

func (s *Store) earlier(ctx context.Context, after string) ([]pack.PackedEarlier, error) {
	rows, err := s.db.Query(ctx, `
		SELECT v.id, p.reader, p.line, p.origin FROM previous p JOIN version v ON v.n = p.version
		WHERE v.id > $1 ORDER BY v.id LIMIT $2`, after, pack.Chunk)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[pack.PackedEarlier])
}

// queued returns all jobs with what they could not read.
func queued(ctx context.Context, tx pgx.Tx) ([]store.Queued, error) {
	rows, err := tx.Query(ctx, `SELECT id, paths, first, last, options, next, tries, attempt, state = 'done', at FROM job ORDER BY id`)
	if err != nil {
		return nil, err
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (q store.Queued, err error) {
		var paths string
		if err := row.Scan(&q.ID, &paths, &q.First, &q.Last, &q.Options, &q.Next, &q.Tries, &q.Attempt, &q.Done, &q.At); err != nil {
			return q, err
		}
		q.At = q.At.UTC().Truncate(time.Millisecond)
		err = json.Unmarshal([]byte(paths), &q.Paths)
		return q, err
	})
	if err != nil {
		return nil, err
	}
	byID := map[int64]*store.Queued{}
	for i := range out {
		byID[out[i].ID] = &out[i]
	}
	if rows, err = tx.Query(ctx, `SELECT job, item, reason, poison, at FROM aside ORDER BY job, item`); err != nil {
		return nil, err
	}
	var job int64
	var a store.Aside
	_, err = pgx.ForEachRow(rows, []any{&job, &a.Item, &a.Reason, &a.Poison, &a.At}, func() error {
		a.At = a.At.UTC().Truncate(time.Millisecond)
		if q := byID[job]; q != nil {
			q.Asides = append(q.Asides, a)
		}
		return nil
	})
	return out, err
}

func bookmarks(ctx context.Context, tx pgx.Tx) ([]store.Bookmark, error) {
	rows, err := tx.Query(ctx, `SELECT name, seq, at, data FROM bookmark ORDER BY name COLLATE "C"`)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (b store.Bookmark, err error) {
		var at int64
		err = row.Scan(&b.Name, &b.Seq, &at, &b.Data)
		b.At = time.UnixMilli(at).UTC()
		return b, err
	})
}

// Take implements [store.Upkeep].
func (s *Store) Take(ctx context.Context, b store.Beside) error {
	if s.readOnly {
		return s.closed("take what is beside the record")
	}
	// Not s.writing: b can be read only once.
	return s.fail(ctx, "take what is beside the record", pgx.BeginFunc(ctx, s.db, func(tx pgx.Tx) error { return s.take(ctx, tx, b) }))
}

func (s *Store) take(ctx context.Context, tx pgx.Tx, b store.Beside) error {
	if _, err := tx.Exec(ctx, `LOCK TABLE journal, bookmark, job IN SHARE ROW EXCLUSIVE MODE`); err != nil {
		return err
	}
	for _, table := range []string{"journal", "previous", "aside", "job", "bookmark"} {
		if _, err := tx.Exec(ctx, `DELETE FROM `+table); err != nil {
			return err
		}
	}
	w := writer{s: s, ctx: ctx, tx: tx}
	var lines [][]any
	flush := func() error {
		err := w.copy("journal", []string{"seq", "at", "what", "version"}, len(lines), func(i int) []any { return lines[i] })
		lines = lines[:0]
		return err
	}
	for c, err := range b.Journal {
		if err != nil {
			return err
		}
		if lines = append(lines, []any{c.Seq, c.At.Unix(), c.What, c.Version}); len(lines) == 10_000 {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	if err := flush(); err != nil {
		return err
	}
	if _, err := tx.Exec(ctx, `
		INSERT INTO journal (at, what, version) SELECT $1, 'added', v.id FROM version v
		WHERE NOT EXISTS (SELECT 1 FROM journal j WHERE j.version = v.id AND j.what = 'added') ORDER BY v.n`, s.now().Unix()); err != nil {
		return err
	}
	for e, err := range b.Earlier {
		if err != nil {
			return err
		}
		p, err := s.codec.PackEarlier(&e)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `INSERT INTO previous (version, reader, line, origin) SELECT n, $2, $3, $4 FROM version WHERE id = $1`,
			p.Version, clean(p.Reader), p.Line, p.Origin); err != nil {
			return err
		}
	}
	for _, q := range b.Jobs {
		if err := takeJob(ctx, tx, q); err != nil {
			return err
		}
	}
	for _, k := range b.Bookmarks {
		if _, err := tx.Exec(ctx, `INSERT INTO bookmark (name, seq, at, data) VALUES ($1, $2, $3, $4)`, clean(k.Name), k.Seq, k.At.UnixMilli(), k.Data); err != nil {
			return err
		}
	}
	_, err := tx.Exec(ctx, `SELECT setval(pg_get_serial_sequence('job', 'id'), greatest((SELECT max(id) FROM job), 1))`)
	return err
}

func takeJob(ctx context.Context, tx pgx.Tx, q store.Queued) error {
	paths, err := json.Marshal(q.Paths)
	if err != nil {
		return err
	}
	state := "waiting"
	if q.Done {
		state = "done"
	}
	_, err = tx.Exec(ctx, `
		INSERT INTO job (id, paths, first, last, options, next, state, tries, attempt, at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
		q.ID, clean(string(paths)), q.First, q.Last, clean(q.Options), q.Next, state, q.Tries, q.Attempt, q.At)
	for _, a := range q.Asides {
		_, e := tx.Exec(ctx, `INSERT INTO aside (job, item, reason, poison, at) VALUES ($1, $2, $3, $4, $5)`, q.ID, a.Item, clean(a.Reason), a.Poison, a.At)
		err = errors.Join(err, e)
	}
	return err
}
