package postgres

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"time"

	"github.com/jackc/pgx/v5"

	"dateline/store"
)

var _ store.Queue = (*Store)(nil)

// Enqueue implements [store.Queue].
func (s *Store) Enqueue(ctx context.Context, tasks []store.Task) (int, error) {
	n := 0
	err := s.changing(ctx, "queue", func(tx pgx.Tx) error {
		var batch pgx.Batch
		n = 0
		for _, t := range tasks {
			paths, err := json.Marshal(t.Paths)
			if err != nil {
				return err
			}
			batch.Queue(`
				INSERT INTO job AS j (paths, first, last, options, next, state, tries, attempt) VALUES ($1, $2, $3, $4, $2, 'waiting', 0, 0)
				ON CONFLICT (md5(paths), first) DO UPDATE
				SET last = excluded.last, options = excluded.options, next = excluded.next, state = 'waiting', tries = 0, at = clock_timestamp()
				WHERE j.state = 'done'`, clean(string(paths)), t.First, t.Last, clean(t.Options)).Exec(func(tag pgCommandTag) error {
				n += int(tag.RowsAffected())
				return nil
			})
		}
		return tx.SendBatch(ctx, &batch).Close()
	})
	return n, err
}

// changing runs f in a transaction unless the store is read-only, and makes of
// its error what callers get.
func (s *Store) changing(ctx context.Context, op string, f func(tx pgx.Tx) error) error {
	if s.readOnly {
		return s.closed(op)
	}
	return s.fail(ctx, op, s.writing(ctx, f))
}

// Lease implements [store.Queue]. A worker that was heard of in the future was
// heard of before the server's clock went back; its lease would last until
// then.
func (s *Store) Lease(ctx context.Context, worker string, d time.Duration) (store.Job, error) {
	var j store.Job
	found := false
	err := s.changing(ctx, "lease a job", func(tx pgx.Tx) error {
		found = false
		if err := s.beat(ctx, tx, worker, 0); err != nil {
			return err
		}
		for {
			var paths string
			j = store.Job{}
			err := tx.QueryRow(ctx, `
				WITH free AS (
					SELECT id FROM job k WHERE state = 'waiting' OR state = 'leased' AND (until < clock_timestamp()
						OR EXISTS (SELECT 1 FROM worker w WHERE w.name = k.worker AND w.seen > clock_timestamp() + interval '1 second'))
					ORDER BY id FOR UPDATE SKIP LOCKED LIMIT 1)
				UPDATE job j SET state = 'leased', tries = tries + 1, attempt = attempt + 1, worker = $1, until = clock_timestamp() + $2
				FROM free WHERE j.id = free.id
				RETURNING j.id, paths, first, last, options, next, tries, attempt`, clean(worker), d).
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
				if err := s.setAside(ctx, tx, &j); err != nil {
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
func (s *Store) setAside(ctx context.Context, tx pgx.Tx, j *store.Job) error {
	reason := fmt.Sprintf("%d workers were lost on it", store.MaxTries)
	if err := failures(ctx, tx, j.ID, []store.Failure{{Item: j.Next, Reason: reason}}, true); err != nil {
		return err
	}
	j.Next++
	j.Tries = 1
	_, err := tx.Exec(ctx, `UPDATE job SET next = $2, tries = 1, state = CASE WHEN $3 THEN 'done' ELSE state END WHERE id = $1`,
		j.ID, j.Next, j.Last > 0 && j.Next >= j.Last)
	return err
}

func failures(ctx context.Context, tx pgx.Tx, job int64, list []store.Failure, poison bool) error {
	for _, f := range list {
		if _, err := tx.Exec(ctx, `
			INSERT INTO aside (job, item, reason, poison) VALUES ($1, $2, $3, $4)
			ON CONFLICT (job, item) DO UPDATE SET reason = excluded.reason, poison = excluded.poison, at = excluded.at`,
			job, f.Item, clean(f.Reason), poison); err != nil {
			return err
		}
	}
	return nil
}

// beat notes that a worker lives and has committed so many reports.
func (s *Store) beat(ctx context.Context, tx pgx.Tx, worker string, reports int) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO worker AS w (name, started, seen, reports) VALUES ($1, clock_timestamp(), clock_timestamp(), $2)
		ON CONFLICT (name) DO UPDATE SET seen = clock_timestamp(), reports = w.reports + $2`, clean(worker), reports)
	return err
}

// hold moves a lease on, or returns store.ErrLeaseLost. It takes the job's
// row, so that nobody else gets the job before the transaction ends.
func hold(ctx context.Context, tx pgx.Tx, j store.Job, d time.Duration) (worker string, err error) {
	err = tx.QueryRow(ctx, `
		UPDATE job SET until = clock_timestamp() + $3 WHERE id = $1 AND attempt = $2 AND state = 'leased' RETURNING worker`,
		j.ID, j.Attempt, d).Scan(&worker)
	if none(err) {
		err = store.ErrLeaseLost
	}
	return worker, err
}

// Extend implements [store.Queue].
func (s *Store) Extend(ctx context.Context, j store.Job, d time.Duration) error {
	return s.changing(ctx, "extend a lease", func(tx pgx.Tx) error {
		worker, err := hold(ctx, tx, j, d)
		if err != nil {
			return err
		}
		return s.beat(ctx, tx, worker, 0)
	})
}

// Commit implements [store.Queue].
func (s *Store) Commit(ctx context.Context, j store.Job, entries []store.Entry, failed []store.Failure, next int64, done bool, d time.Duration) (store.Added, error) {
	if s.readOnly {
		return store.Added{}, s.closed("commit a job")
	}
	ready, err := s.prepare(ctx, entries)
	if err != nil {
		return store.Added{}, s.fail(ctx, "add", err)
	}
	var added store.Added
	err = s.changing(ctx, "commit a job", func(tx pgx.Tx) error {
		worker, err := hold(ctx, tx, j, d)
		if err != nil {
			return err
		}
		if added, err = s.write(ctx, tx, ready); err != nil {
			return err
		}
		if err := failures(ctx, tx, j.ID, failed, false); err != nil {
			return err
		}
		if _, err := tx.Exec(ctx, `UPDATE job SET next = $2, tries = CASE WHEN next < $2 THEN 1 ELSE tries END,
			state = CASE WHEN $3 THEN 'done' ELSE state END WHERE id = $1`, j.ID, next, done); err != nil {
			return err
		}
		return s.beat(ctx, tx, worker, len(entries))
	})
	if err != nil {
		added = store.Added{}
	}
	return added, err
}

// Release implements [store.Queue].
func (s *Store) Release(ctx context.Context, j store.Job) error {
	return s.changing(ctx, "give a job back", func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `UPDATE job SET state = 'waiting', tries = greatest(tries - 1, 0), worker = NULL, until = NULL
			WHERE id = $1 AND attempt = $2 AND state = 'leased'`, j.ID, j.Attempt)
		if err == nil && tag.RowsAffected() == 0 {
			err = store.ErrLeaseLost
		}
		return err
	})
}

// Retry implements [store.Queue].
func (s *Store) Retry(ctx context.Context, failed bool) (int, error) {
	n := 0
	err := s.changing(ctx, "retry", func(tx pgx.Tx) error {
		rows, err := tx.Query(ctx, `
			WITH gone AS (DELETE FROM aside WHERE poison OR $1 RETURNING job, item)
			SELECT g.item, j.paths, j.options FROM gone g JOIN job j ON j.id = g.job ORDER BY j.id, g.item`, failed)
		if err != nil {
			return err
		}
		type item struct {
			N              int64
			Paths, Options string
		}
		items, err := pgx.CollectRows(rows, pgx.RowToStructByPos[item])
		if err != nil {
			return err
		}
		n = len(items)
		for _, i := range items {
			// Where a job begins with that very item, it is that job again.
			if _, err := tx.Exec(ctx, `
				INSERT INTO job (paths, first, last, options, next, state, tries, attempt) VALUES ($1, $2::bigint, $2::bigint + 1, $3, $2::bigint, 'waiting', 0, 0)
				ON CONFLICT (md5(paths), first) DO UPDATE SET next = excluded.next, state = 'waiting', tries = 0, attempt = job.attempt + 1`,
				i.Paths, i.N, i.Options); err != nil {
				return err
			}
		}
		return nil
	})
	return n, err
}

// Asides implements [store.Queue].
func (s *Store) Asides(ctx context.Context, limit int) ([]store.Aside, error) {
	rows, err := s.db.Query(ctx, `SELECT a.item, a.reason, a.poison, a.at, j.paths FROM aside a JOIN job j ON j.id = a.job
		ORDER BY a.at DESC, a.job, a.item LIMIT $1`, limit)
	if err != nil {
		return nil, s.fail(ctx, "read", err)
	}
	var out []store.Aside
	var a store.Aside
	var paths string
	_, err = pgx.ForEachRow(rows, []any{&a.Item, &a.Reason, &a.Poison, &a.At, &paths}, func() error {
		a.Paths = nil
		out = append(out, a)
		return json.Unmarshal([]byte(paths), &out[len(out)-1].Paths)
	})
	return out, s.fail(ctx, "read", err)
}

// Work implements [store.Queue].
func (s *Store) Work(ctx context.Context) (store.Work, error) {
	var w store.Work
	var lag float64
	err := s.reading(ctx, func(tx pgx.Tx) error {
		if err := tx.QueryRow(ctx, `
			SELECT count(*) FILTER (WHERE state = 'waiting'), count(*) FILTER (WHERE state = 'leased'),
			       count(*) FILTER (WHERE state = 'leased' AND until < clock_timestamp()), count(*) FILTER (WHERE state = 'done'),
			       (SELECT count(*) FROM aside WHERE poison), (SELECT count(*) FROM aside WHERE NOT poison),
			       coalesce(extract(epoch FROM clock_timestamp() - min(at) FILTER (WHERE state <> 'done')), 0)::float8
			FROM job`).Scan(&w.Waiting, &w.Leased, &w.Expired, &w.Done, &w.Aside, &w.Failed, &lag); err != nil {
			return err
		}
		rows, err := tx.Query(ctx, `SELECT name, started, seen, reports FROM worker ORDER BY seen DESC, name LIMIT 100`)
		if err != nil {
			return err
		}
		w.Workers, err = pgx.CollectRows(rows, pgx.RowToStructByPos[store.Worker])
		return err
	})
	w.Lag = time.Duration(lag * float64(time.Second))
	return w, s.fail(ctx, "read", err)
}

// Exclusively implements [store.Queue] with an advisory lock, which the server
// gives back when the connection ends, however that comes about.
func (s *Store) Exclusively(ctx context.Context, name string, f func(ctx context.Context) error) (bool, error) {
	c, err := s.db.Acquire(ctx)
	if err != nil {
		return false, s.fail(ctx, "lock", err)
	}
	defer c.Release()
	var got bool
	if err := c.QueryRow(ctx, `SELECT pg_try_advisory_lock($1)`, lockNumber(name)).Scan(&got); err != nil || !got {
		return false, s.fail(ctx, "lock", err)
	}
	held, lost := context.WithCancelCause(ctx)
	watched := make(chan struct{})
	go func() {
		defer close(watched)
		for {
			select {
			case <-held.Done():
				return
			case <-time.After(lockWatch):
			}
			ping, cancel := context.WithTimeout(context.WithoutCancel(held), 5*lockWatch)
			err := c.Ping(ping)
			cancel()
			if err != nil {
				lost(s.fail(ctx, "hold the lock", err))
				return
			}
		}
	}()
	err = f(held)
	lost(nil)
	<-watched
	// A connection on which this fails is closed, which frees the lock too.
	if _, e := c.Exec(context.WithoutCancel(ctx), `SELECT pg_advisory_unlock($1)`, lockNumber(name)); e != nil {
		_ = c.Conn().Close(context.WithoutCancel(ctx))
	}
	return true, err
}

// lockWatch is how often the holder of a lock looks whether it still does.
const lockWatch = 2 * time.Second

// lockNumber returns the number of an advisory lock.
func lockNumber(name string) int64 {
	h := fnv.New64a()
	h.Write([]byte("dateline " + name))
	return int64(h.Sum64())
}
