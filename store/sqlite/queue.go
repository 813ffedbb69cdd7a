package sqlite

import (
	"context"
	"crypto/rand"
	"database/sql"
	"encoding/json"
	"fmt"
	"time"

	"dateline/store"
)

var _ store.Queue = (*Store)(nil)

// changing runs f in a transaction unless the store is read-only, and makes of
// its error what callers get.
func (s *Store) changing(ctx context.Context, op string, f func(tx *sql.Tx) error) error {
	if s.write == nil {
		return s.closed(op)
	}
	return s.fail(ctx, op, s.writing(ctx, f))
}

// Enqueue implements [store.Queue].
func (s *Store) Enqueue(ctx context.Context, tasks []store.Task) (int, error) {
	n := 0
	err := s.changing(ctx, "queue", func(tx *sql.Tx) error {
		for _, t := range tasks {
			paths, err := json.Marshal(t.Paths)
			if err != nil {
				return err
			}
			res, err := tx.Exec(`
				INSERT INTO job (paths, first, last, options, next, state, tries, attempt, at) VALUES (?1, ?2, ?3, ?4, ?2, 'waiting', 0, 0, ?5)
				ON CONFLICT (paths, first) DO UPDATE
				SET last = excluded.last, options = excluded.options, next = excluded.next, state = 'waiting', tries = 0, at = excluded.at
				WHERE state = 'done'`, string(paths), t.First, t.Last, t.Options, s.millis())
			if err != nil {
				return err
			}
			k, err := res.RowsAffected()
			if err != nil {
				return err
			}
			n += int(k)
		}
		return nil
	})
	return n, err
}

// millis is the time by the store's clock, in milliseconds since 1970-01-01
// UTC.
func (s *Store) millis() int64 { return s.now().UnixMilli() }

// clockSlack is by how much a clock may go back without ending leases.
const clockSlack = time.Second

// Lease implements [store.Queue]. A worker that was heard of in the future was
// heard of before the clock went back; its lease would last until then.
func (s *Store) Lease(ctx context.Context, worker string, d time.Duration) (store.Job, error) {
	var j store.Job
	found := false
	err := s.changing(ctx, "lease a job", func(tx *sql.Tx) error {
		if err := s.beat(tx, worker, 0); err != nil {
			return err
		}
		for {
			var paths string
			j = store.Job{}
			now := s.millis()
			err := tx.QueryRow(`
				UPDATE job SET state = 'leased', tries = tries + 1, attempt = attempt + 1, worker = ?1, until = ?2
				WHERE id = (SELECT min(id) FROM job WHERE state <> 'done' AND (state = 'waiting' OR until < ?3
					OR EXISTS (SELECT 1 FROM worker w WHERE w.name = job.worker AND w.seen > ?4)))
				RETURNING id, paths, first, last, options, next, tries, attempt`, worker, now+d.Milliseconds(), now, now+clockSlack.Milliseconds()).
				Scan(&j.ID, &paths, &j.First, &j.Last, &j.Options, &j.Next, &j.Tries, &j.Attempt)
			if none(err) {
				return nil // what was set aside stays so
			}
			if err != nil {
				return err
			}
			if err := json.Unmarshal([]byte(paths), &j.Paths); err != nil {
				return err
			}
			if j.Tries > store.MaxTries {
				if err := s.setAside(tx, &j); err != nil {
					return err
				}
			}
			if found = j.Last == 0 || j.Next < j.Last; found {
				return nil
			}
		}
	})
	if err == nil && !found {
		err = store.ErrNoJob
	}
	return j, err
}

// setAside passes over the item on which workers were lost.
func (s *Store) setAside(tx *sql.Tx, j *store.Job) error {
	reason := fmt.Sprintf("%d workers were lost on it", store.MaxTries)
	if err := s.failures(tx, j.ID, []store.Failure{{Item: j.Next, Reason: reason}}, true); err != nil {
		return err
	}
	j.Next++
	j.Tries = 1
	_, err := tx.Exec(`UPDATE job SET next = ?2, tries = 1, state = iif(?3, 'done', state) WHERE id = ?1`, j.ID, j.Next, j.Last > 0 && j.Next >= j.Last)
	return err
}

func (s *Store) failures(tx *sql.Tx, job int64, list []store.Failure, poison bool) error {
	for _, f := range list {
		if _, err := tx.Exec(`REPLACE INTO aside (job, item, reason, poison, at) VALUES (?, ?, ?, ?, ?)`, job, f.Item, f.Reason, poison, s.millis()); err != nil {
			return err
		}
	}
	return nil
}

// beat notes that a worker lives and has committed so many reports.
func (s *Store) beat(tx *sql.Tx, worker string, reports int) error {
	_, err := tx.Exec(`
		INSERT INTO worker (name, started, seen, reports) VALUES (?1, ?2, ?2, ?3)
		ON CONFLICT (name) DO UPDATE SET seen = excluded.seen, reports = reports + excluded.reports`, worker, s.millis(), reports)
	return err
}

// hold moves a lease on, or returns store.ErrLeaseLost.
func (s *Store) hold(tx *sql.Tx, j store.Job, d time.Duration) (worker string, err error) {
	err = tx.QueryRow(`UPDATE job SET until = ?3 WHERE id = ?1 AND attempt = ?2 AND state = 'leased' RETURNING worker`,
		j.ID, j.Attempt, s.millis()+d.Milliseconds()).Scan(&worker)
	if none(err) {
		err = store.ErrLeaseLost
	}
	return worker, err
}

// Extend implements [store.Queue].
func (s *Store) Extend(ctx context.Context, j store.Job, d time.Duration) error {
	return s.changing(ctx, "extend a lease", func(tx *sql.Tx) error {
		worker, err := s.hold(tx, j, d)
		if err != nil {
			return err
		}
		return s.beat(tx, worker, 0)
	})
}

// Commit implements [store.Queue].
func (s *Store) Commit(ctx context.Context, j store.Job, entries []store.Entry, failed []store.Failure, next int64, done bool, d time.Duration) (store.Added, error) {
	if s.write == nil {
		return store.Added{}, s.closed("commit a job")
	}
	ready, err := s.prepare(ctx, entries)
	if err != nil {
		return store.Added{}, s.fail(ctx, "add", err)
	}
	var added store.Added
	err = s.changing(ctx, "commit a job", func(tx *sql.Tx) error {
		worker, err := s.hold(tx, j, d)
		if err != nil {
			return err
		}
		if added, err = s.putReady(ctx, tx, entries, ready); err != nil {
			return err
		}
		if err := s.failures(tx, j.ID, failed, false); err != nil {
			return err
		}
		if _, err := tx.Exec(`UPDATE job SET next = ?2, tries = iif(next < ?2, 1, tries), state = iif(?3, 'done', state) WHERE id = ?1`, j.ID, next, done); err != nil {
			return err
		}
		return s.beat(tx, worker, len(entries))
	})
	if err != nil {
		added = store.Added{}
	}
	return added, err
}

// Release implements [store.Queue].
func (s *Store) Release(ctx context.Context, j store.Job) error {
	return s.changing(ctx, "give a job back", func(tx *sql.Tx) error {
		res, err := tx.Exec(`UPDATE job SET state = 'waiting', tries = max(tries - 1, 0), worker = NULL, until = NULL
			WHERE id = ? AND attempt = ? AND state = 'leased'`, j.ID, j.Attempt)
		if err != nil {
			return err
		}
		if n, err := res.RowsAffected(); err != nil || n == 0 {
			return either(err, store.ErrLeaseLost)
		}
		return nil
	})
}

// either returns the first of two errors that is one.
func either(a, b error) error {
	if a != nil {
		return a
	}
	return b
}

// Retry implements [store.Queue].
func (s *Store) Retry(ctx context.Context, failed bool) (int, error) {
	n := 0
	err := s.changing(ctx, "retry", func(tx *sql.Tx) error {
		// Where a job begins with that very item, it is that job again.
		if _, err := tx.Exec(`
			INSERT INTO job (paths, first, last, options, next, state, tries, attempt, at)
			SELECT j.paths, a.item, a.item + 1, j.options, a.item, 'waiting', 0, 0, ?2 FROM aside a JOIN job j ON j.id = a.job WHERE a.poison OR ?1
			ON CONFLICT (paths, first) DO UPDATE SET next = excluded.next, state = 'waiting', tries = 0, attempt = attempt + 1`, failed, s.millis()); err != nil {
			return err
		}
		res, err := tx.Exec(`DELETE FROM aside WHERE poison OR ?`, failed)
		if err != nil {
			return err
		}
		k, err := res.RowsAffected()
		n = int(k)
		return err
	})
	return n, err
}

// Asides implements [store.Queue].
func (s *Store) Asides(ctx context.Context, limit int) ([]store.Aside, error) {
	out, err := all(ctx, s.read, func(rows *sql.Rows) (a store.Aside, err error) {
		var at int64
		var paths string
		if err := rows.Scan(&a.Item, &a.Reason, &a.Poison, &at, &paths); err != nil {
			return a, err
		}
		a.At = time.UnixMilli(at)
		err = json.Unmarshal([]byte(paths), &a.Paths)
		return a, err
	}, `SELECT a.item, a.reason, a.poison, a.at, j.paths FROM aside a JOIN job j ON j.id = a.job
		ORDER BY a.at DESC, a.job, a.item LIMIT ?`, limit)
	return out, s.fail(ctx, "read", err)
}

// Work implements [store.Queue].
func (s *Store) Work(ctx context.Context) (store.Work, error) {
	var w store.Work
	err := s.reading(ctx, func(tx *sql.Tx) error { return s.work(ctx, tx, &w) })
	return w, s.fail(ctx, "read", err)
}

func (s *Store) work(ctx context.Context, tx *sql.Tx, w *store.Work) error {
	var oldest sql.NullInt64
	now := s.millis()
	if err := tx.QueryRowContext(ctx, `
		SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'leased'),
		       count(*) FILTER (WHERE state = 'leased' AND until < ?), count(*) FILTER (WHERE state = 'done'),
		       (SELECT count(*) FROM aside WHERE poison), (SELECT count(*) FROM aside WHERE NOT poison),
		       min(at) FILTER (WHERE state <> 'done')
		FROM job`, now).Scan(&w.Waiting, &w.Leased, &w.Expired, &w.Done, &w.Aside, &w.Failed, &oldest); err != nil {
		return err
	}
	if oldest.Valid {
		w.Lag = time.Duration(max(0, now-oldest.Int64)) * time.Millisecond
	}
	var err error
	w.Workers, err = all(ctx, tx, func(rows *sql.Rows) (k store.Worker, err error) {
		var started, seen int64
		err = rows.Scan(&k.Name, &started, &seen, &k.Reports)
		k.Started, k.Seen = time.UnixMilli(started), time.UnixMilli(seen)
		return k, err
	}, `SELECT name, started, seen, reports FROM worker ORDER BY seen DESC, name LIMIT 100`)
	return err
}

// lockTime is how long a lock is held without being renewed.
const lockTime = 15 * time.Second

// Exclusively implements [store.Queue] with a row that is renewed as long as
// its holder lives.
func (s *Store) Exclusively(ctx context.Context, name string, f func(ctx context.Context) error) (bool, error) {
	holder := rand.Text()
	got, err := s.takeLock(ctx, name, holder)
	if err != nil || !got {
		return false, err
	}
	held, lost := context.WithCancelCause(ctx)
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		for {
			select {
			case <-held.Done():
				return
			case <-time.After(lockTime / 5):
			}
			if got, err := s.takeLock(context.WithoutCancel(held), name, holder); err != nil || !got {
				lost(either(err, &store.Error{Path: s.path, Op: "hold the lock", Reason: "another program has it now"}))
				return
			}
		}
	}()
	err = f(held)
	lost(nil)
	<-watched
	return true, either(err, s.changing(context.WithoutCancel(ctx), "unlock", func(tx *sql.Tx) error {
		_, err := tx.Exec(`DELETE FROM exclusive WHERE name = ? AND holder = ?`, name, holder)
		return err
	}))
}

// takeLock takes a lock that is free or has run out, or renews it. One that
// lasts longer than any can was taken before the clock went back.
func (s *Store) takeLock(ctx context.Context, name, holder string) (bool, error) {
	got := false
	err := s.changing(ctx, "lock", func(tx *sql.Tx) error {
		now := s.millis()
		res, err := tx.Exec(`
			INSERT INTO exclusive (name, holder, until) VALUES (?1, ?2, ?3)
			ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until = excluded.until
			WHERE holder = excluded.holder OR until < ?4 OR until > ?5`,
			name, holder, now+lockTime.Milliseconds(), now, now+(lockTime+clockSlack).Milliseconds())
		if err != nil {
			return err
		}
		n, err := res.RowsAffected()
		got = n > 0
		return err
	})
	return got, err
}
