package sqlite

import (
	"cmp"
	"context"
	"database/sql"
	"slices"
	"time"

	"dateline/store"
	"dateline/store/query"
)

// Tally implements [store.Store].
func (s *Store) Tally(ctx context.Context, q query.Query, limit int) (store.Tally, error) {
	t, err := s.tally(ctx, q, limit)
	return t, s.fail(ctx, "read", err)
}

func (s *Store) tally(ctx context.Context, q query.Query, limit int) (store.Tally, error) {
	from, n, c, err := partSearch(statements, q)
	if err != nil {
		return store.Tally{}, err
	}
	join := ""
	if n != "s.n" {
		join = ` JOIN statement s ON s.n = ` + n
	}
	most := int64(-1)
	if limit > 0 {
		most = int64(limit) + 1
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT s.kind, s.grade, coalesce(s.speaker, ''), coalesce(v.outlet, ''), r.day`+from+join+` JOIN version v ON v.n = r.current`+c.clause()+`
		ORDER BY r.rank, r.id, `+n+` LIMIT ?`, append(c.args, most)...)
	if err != nil {
		return store.Tally{}, err
	}
	defer rows.Close()
	var t store.Tally
	kinds, grades, speakers, outlets, days := map[string]int{}, map[string]int{}, map[string]int{}, map[string]int{}, map[int64]int{}
	undated := 0
	var kind, grade, speaker, outlet sql.RawBytes
	var day sql.NullInt64
	for rows.Next() {
		if limit > 0 && t.Total == limit {
			t.More = true
			break
		}
		if err := rows.Scan(&kind, &grade, &speaker, &outlet, &day); err != nil {
			return store.Tally{}, err
		}
		t.Total++
		kinds[string(kind)]++
		grades[string(grade)]++
		speakers[string(speaker)]++
		outlets[string(outlet)]++
		if day.Valid {
			days[day.Int64]++
		} else {
			undated++
		}
	}
	if err := rows.Err(); err != nil {
		return store.Tally{}, err
	}
	t.Kinds, t.Grades, t.Speakers, t.Outlets = counted(kinds), counted(grades), counted(speakers), counted(outlets)
	for d, k := range days {
		t.Days = append(t.Days, store.Count{Value: time.Unix(d*24*60*60, 0).UTC().Format(time.DateOnly), N: k})
	}
	slices.SortFunc(t.Days, func(a, b store.Count) int { return cmp.Compare(a.Value, b.Value) })
	if undated > 0 {
		t.Days = append(t.Days, store.Count{N: undated})
	}
	return t, nil
}

// counted returns the values of m, most first.
func counted(m map[string]int) []store.Count {
	var out []store.Count
	for v, n := range m {
		out = append(out, store.Count{Value: v, N: n})
	}
	slices.SortFunc(out, func(a, b store.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return out
}

// Arrivals implements [store.Store].
func (s *Store) Arrivals(ctx context.Context, after int64, limit int) ([]store.Arrival, error) {
	out := []store.Arrival{}
	err := s.reading(ctx, func(tx *sql.Tx) error {
		most := int64(-1)
		if limit > 0 {
			most = int64(limit)
		}
		rows, err := tx.QueryContext(ctx, `
			SELECT j.seq, j.at, j.what, j.version, v.report
			FROM journal j JOIN version v ON v.id = j.version
			WHERE j.seq > ? ORDER BY j.seq LIMIT ?`, after, most)
		if err != nil {
			return err
		}
		defer rows.Close()
		var ns []int64
		for rows.Next() {
			var a store.Arrival
			var at, n int64
			if err := rows.Scan(&a.Seq, &at, &a.What, &a.Version, &n); err != nil {
				return err
			}
			a.At = time.Unix(at, 0).UTC()
			out, ns = append(out, a), append(ns, n)
		}
		if err := rows.Err(); err != nil {
			return err
		}
		reports, err := reportRows(ctx, tx, ns)
		if err != nil {
			return err
		}
		for i := range reports {
			out[i].Row = reports[i]
		}
		return nil
	})
	return out, s.fail(ctx, "read", err)
}

// Arrived implements [store.Store].
func (s *Store) Arrived(ctx context.Context) (int64, error) {
	var seq int64
	err := s.read.QueryRowContext(ctx, `SELECT coalesce(max(seq), 0) FROM journal`).Scan(&seq)
	return seq, s.fail(ctx, "read", err)
}

// Marks implements [store.Store].
func (s *Store) Marks(ctx context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	out, err := s.marks(ctx, q, limit)
	return out, s.fail(ctx, "read", err)
}

func (s *Store) marks(ctx context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	from, n, c, err := partSearch(events, q)
	if err != nil {
		return nil, err
	}
	join := ""
	if n != "s.n" {
		join = ` JOIN event s ON s.n = ` + n
	}
	most := int64(-1)
	if limit > 0 {
		most = int64(limit)
	}
	rows, err := s.read.QueryContext(ctx, `
		SELECT s.id, r.id, s.type, s.track, s.modality, s.grade, s.actors, s.recipients, s.words, s.attributed_to, s.date, v.published, v.outlet`+
		from+join+` JOIN version v ON v.n = r.current`+c.clause()+` ORDER BY r.rank, r.id, `+n+` LIMIT ?`, append(c.args, most)...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := []store.EventMark{}
	for rows.Next() {
		var m store.EventMark
		if err := rows.Scan(&m.ID, &m.Report, &m.Type, &m.Track, &m.Modality, &m.Grade, &m.Actors, &m.Recipients, &m.Words,
			&m.By, &m.Date, &m.Published, &m.Outlet); err != nil {
			return nil, err
		}
		out = append(out, m)
	}
	return out, rows.Err()
}
