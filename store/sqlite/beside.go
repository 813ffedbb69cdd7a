package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"time"

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
	err := s.reading(ctx, func(tx *sql.Tx) (err error) {
		if b.Jobs, err = queued(ctx, tx); err != nil {
			return err
		}
		b.Bookmarks, err = bookmarks(ctx, tx)
		return err
	})
	return b, s.fail(ctx, "read", err)
}

func (s *Store) earlier(ctx context.Context, after string) ([]pack.PackedEarlier, error) {
	return all(ctx, s.read, func(rows *sql.Rows) (p pack.PackedEarlier, err error) {
		err = rows.Scan(&p.Version, &p.Reader, &p.Line, &p.Origin)
		return p, err
	}, `SELECT v.id, p.reader, p.line, p.origin FROM previous p JOIN version v ON v.n = p.version WHERE v.id > ? ORDER BY v.id LIMIT ?`, after, pack.Chunk)
}

// queued returns all jobs with what they could not read.
func queued(ctx context.Context, tx *sql.Tx) ([]store.Queued, error) {
	out, err := all(ctx, tx, func(rows *sql.Rows) (q store.Queued, err error) {
		var paths string
		var at int64
		if err := rows.Scan(&q.ID, &paths, &q.First, &q.Last, &q.Options, &q.Next, &q.Tries, &q.Attempt, &q.Done, &at); err != nil {
			return q, err
		}
		q.At = time.UnixMilli(at).UTC()
		err = json.Unmarshal([]byte(paths), &q.Paths)
		return q, err
	}, `SELECT id, paths, first, last, options, next, tries, attempt, state = 'done', at FROM job ORDER BY id`)
	if err != nil {
		return nil, err
	}
	byID := map[int64]*store.Queued{}
	for i := range out {
		byID[out[i].ID] = &out[i]
	}
	_, err = all(ctx, tx, func(rows *sql.Rows) (a store.Aside, err error) {
		var job, at int64
		if err := rows.Scan(&job, &a.Item, &a.Reason, &a.Poison, &at); err != nil {
			return a, err
		}
		a.At = time.UnixMilli(at).UTC()
		if q := byID[job]; q != nil {
			q.Asides = append(q.Asides, a)
		}
		return a, nil
	}, `SELECT job, item, reason, poison, at FROM aside ORDER BY job, item`)
	return out, err
}

func bookmarks(ctx context.Context, tx *sql.Tx) ([]store.Bookmark, error) {
	return all(ctx, tx, func(rows *sql.Rows) (b store.Bookmark, err error) {
		var at int64
		err = rows.Scan(&b.Name, &b.Seq, &at, &b.Data)
		b.At = time.UnixMilli(at).UTC()
		return b, err
	}, `SELECT name, seq, at, data FROM bookmark ORDER BY name`)
}

// Take implements [store.Upkeep].
func (s *Store) Take(ctx context.Context, b store.Beside) error {
	return s.changing(ctx, "take what is beside the record", func(tx *sql.Tx) error { return s.take(tx, b) })
}

func (s *Store) take(tx *sql.Tx, b store.Beside) error {
	for _, table := range []string{"journal", "previous", "aside", "job", "bookmark"} {
		if _, err := tx.Exec(`DELETE FROM ` + table); err != nil {
			return err
		}
	}
	line, err := tx.Prepare(`INSERT INTO journal (seq, at, what, version) VALUES (?, ?, ?, ?)`)
	if err != nil {
		return err
	}
	for c, err := range b.Journal {
		if err == nil {
			_, err = line.Exec(c.Seq, c.At.Unix(), c.What, c.Version)
		}
		if err != nil {
			return err
		}
	}
	if _, err := tx.Exec(`
		INSERT INTO journal (at, what, version)
		SELECT ?, 'added', id FROM version WHERE id NOT IN (SELECT version FROM journal WHERE what = 'added') ORDER BY n`, s.now().Unix()); err != nil {
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
		if _, err := tx.Exec(`INSERT INTO previous (version, reader, line, origin) SELECT n, ?2, ?3, ?4 FROM version WHERE id = ?1`,
			p.Version, p.Reader, p.Line, p.Origin); err != nil {
			return err
		}
	}
	for _, q := range b.Jobs {
		paths, err := json.Marshal(q.Paths)
		if err != nil {
			return err
		}
		if _, err := tx.Exec(`
			INSERT INTO job (id, paths, first, last, options, next, state, tries, attempt, at) VALUES (?, ?, ?, ?, ?, ?, iif(?, 'done', 'waiting'), ?, ?, ?)`,
			q.ID, string(paths), q.First, q.Last, q.Options, q.Next, q.Done, q.Tries, q.Attempt, q.At.UnixMilli()); err != nil {
			return err
		}
		for _, a := range q.Asides {
			if _, err := tx.Exec(`INSERT INTO aside (job, item, reason, poison, at) VALUES (?, ?, ?, ?, ?)`, q.ID, a.Item, a.Reason, a.Poison, a.At.UnixMilli()); err != nil {
				return err
			}
		}
	}
	for _, k := range b.Bookmarks {
		if _, err := tx.Exec(`INSERT INTO bookmark (name, seq, at, data) VALUES (?, ?, ?, ?)`, k.Name, k.Seq, k.At.UnixMilli(), k.Data); err != nil {
			return err
		}
	}
	return nil
}
