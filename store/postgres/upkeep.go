package postgres

import (
	"context"
	"errors"
	"fmt"
	"iter"
	"maps"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/store/pack"
)

var _ store.Upkeep = (*Store)(nil)

// Entries implements [store.Upkeep].
func (s *Store) Entries(ctx context.Context, sel store.Selection) iter.Seq2[store.Entry, error] {
	return s.codec.Entries(sel.After, func(after string) ([]pack.Packed, error) {
		list, err := s.entries(ctx, after, sel)
		return list, s.fail(ctx, "read", err)
	})
}

func (s *Store) entries(ctx context.Context, after string, sel store.Selection) ([]pack.Packed, error) {
	rows, err := s.db.Query(ctx, `
		SELECT v.id, v.reader, o.bytes, x.line, x.origin, x.cut
		FROM version v JOIN original o ON o.version = v.n JOIN result x ON x.version = v.n
		WHERE v.id > $1 AND ($2 = '' OR v.reader <> $2) AND ($3::text[] IS NULL OR v.id = ANY($3)) ORDER BY v.id LIMIT $4`,
		clean(after), clean(sel.NotReader), sel.Of, pack.Chunk)
	if err != nil {
		return nil, err
	}
	var out []pack.Packed
	for rows.Next() {
		var p pack.Packed
		if err := rows.Scan(&p.Version, &p.Reader, &p.Original, &p.Line, &p.Origin, &p.Cut); err != nil {
			rows.Close()
			return nil, err
		}
		out = append(out, p)
	}
	return out, rows.Err()
}

// Previous implements [store.Upkeep].
func (s *Store) Previous(ctx context.Context, version string) (record.Line, error) {
	return s.oneLine(ctx, `SELECT v.id, x.line FROM version v JOIN previous x ON x.version = v.n WHERE v.id = $1`, version)
}

// Changes implements [store.Upkeep]. Whoever asks publishes first.
func (s *Store) Changes(ctx context.Context, after int64, limit int) ([]store.Change, error) {
	if !s.readOnly {
		if err := s.publish(ctx); err != nil {
			return nil, err
		}
	}
	rows, err := s.db.Query(ctx, `SELECT seq, at, what, version FROM journal WHERE seq > $1 ORDER BY seq LIMIT $2`, after, limit)
	if err != nil {
		return nil, s.fail(ctx, "read", err)
	}
	out, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c store.Change, err error) {
		var at int64
		err = row.Scan(&c.Seq, &at, &c.What, &c.Version)
		c.At = time.Unix(at, 0).UTC()
		return c, err
	})
	return out, s.fail(ctx, "read", err)
}

// publish numbers what was committed since the last time. One program at a
// time does; a row that is committed later gets a greater number, whatever the
// order in which rows were written.
func (s *Store) publish(ctx context.Context) error {
	var waiting bool
	if err := s.db.QueryRow(ctx, `SELECT EXISTS (SELECT 1 FROM journal WHERE seq IS NULL)`).Scan(&waiting); err != nil || !waiting {
		return s.fail(ctx, "read", err)
	}
	return s.changing(ctx, "publish changes", func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock($1)`, lockNumber("publish")); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `
			UPDATE journal j SET seq = x.seq
			FROM (SELECT n, (SELECT coalesce(max(seq), 0) FROM journal) + row_number() OVER (ORDER BY n) AS seq FROM journal WHERE seq IS NULL) x
			WHERE j.n = x.n`)
		return err
	})
}

// Purge implements [store.Upkeep]. The server may use the space of what was
// taken out again only after some time; docs/scale.md tells how to make sure.
func (s *Store) Purge(ctx context.Context, stones []store.Tombstone) error {
	if err := s.changing(ctx, "purge", func(tx pgx.Tx) error { return s.purge(ctx, tx, stones) }); err != nil {
		return err
	}
	for _, table := range s.tables() {
		if _, err := s.db.Exec(ctx, `VACUUM `+table); err != nil {
			return s.fail(ctx, "purge", err)
		}
	}
	return nil
}

// tables are those that hold words of reports.
func (s *Store) tables() []string {
	out := []string{"original", "result", "previous", "version", "report", "report_words", "correction", "bookmark", "related", "related_report"}
	for _, t := range pack.Tables {
		out = append(out, t.Name, t.Name+"_words")
	}
	return out
}

func (s *Store) purge(ctx context.Context, tx pgx.Tx, stones []store.Tombstone) error {
	w := writer{s: s, ctx: ctx, tx: tx}
	ids := make([]string, len(stones))
	for i, t := range stones {
		if ids[i] = t.Version; clean(t.Version) != t.Version {
			return errors.New("no version has such an id")
		}
	}
	before, err := versions(ctx, tx, ids)
	if err != nil {
		return err
	}
	var reports []string
	for _, v := range before {
		reports = append(reports, v.Report)
	}
	if w.reports, err = lockReports(ctx, tx, reports, false); err != nil {
		return err
	}
	if w.known, err = versions(ctx, tx, ids); err != nil {
		return err
	}
	var ns []int64
	for _, id := range slices.Sorted(maps.Keys(w.known)) {
		v := w.known[id]
		t := w.reports[v.Report]
		if t == nil {
			return errAgain
		}
		t.touched = true
		ns = append(ns, v.N)
		w.notes = append(w.notes, note{"purged", id})
	}
	var batch pgx.Batch
	for _, table := range []string{"original", "result", "previous"} {
		batch.Queue(`DELETE FROM `+table+` WHERE version = ANY($1)`, ns)
	}
	batch.Queue(`DELETE FROM version WHERE n = ANY($1)`, ns)
	for _, t := range stones {
		at := t.At
		if at.IsZero() {
			at = s.now()
		}
		batch.Queue(`INSERT INTO tombstone (version, at, reason) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING`, t.Version, at.Unix(), clean(t.Reason))
	}
	if err := tx.SendBatch(ctx, &batch).Close(); err != nil {
		return err
	}
	if err := forget(ctx, tx, stones); err != nil {
		return err
	}
	if err := w.finish(); err != nil {
		return err
	}
	return w.writeNotes()
}

// Tombstones implements [store.Upkeep].
func (s *Store) Tombstones(ctx context.Context) ([]store.Tombstone, error) {
	rows, err := s.db.Query(ctx, `SELECT version, at, reason FROM tombstone ORDER BY version`)
	if err != nil {
		return nil, s.fail(ctx, "read", err)
	}
	var out []store.Tombstone
	var t store.Tombstone
	var at int64
	_, err = pgx.ForEachRow(rows, []any{&t.Version, &at, &t.Reason}, func() error {
		t.At = time.Unix(at, 0).UTC()
		out = append(out, t)
		return nil
	})
	return out, s.fail(ctx, "read", err)
}

// Check implements [store.Upkeep].
func (s *Store) Check(ctx context.Context, found func(problem string)) error {
	err := s.reading(ctx, func(tx pgx.Tx) error {
		for _, c := range pack.Checks(func(table string) string { return "SELECT n FROM " + table }) {
			rows, err := tx.Query(ctx, c.SQL)
			if err != nil {
				return err
			}
			var what string
			if _, err := pgx.ForEachRow(rows, []any{&what}, func() error {
				found(c.What + " " + what)
				return nil
			}); err != nil {
				return err
			}
		}
		return s.checkCurrent(ctx, tx, found)
	})
	return s.fail(ctx, "check", err)
}

// checkCurrent compares what is indexed and what the tables hold with the
// records.
func (s *Store) checkCurrent(ctx context.Context, tx pgx.Tx, found func(string)) error {
	ns, err := numbers(ctx, tx, `SELECT n FROM report ORDER BY n`)
	if err != nil {
		return err
	}
	return pack.CheckCurrent(ns, s.currentIn(ctx, tx), pack.Tabled{
		Report: func(n int64, x index.Report) (bool, error) {
			return sameWords(ctx, tx, "report_words", n, reportFields(x))
		},
		Part: func(table string, n int64, x index.Statement) (bool, error) {
			return sameWords(ctx, tx, table+"_words", n, partFields(x))
		},
		Head: func(n int64) ([]any, error) {
			rows, err := tx.Query(ctx, `SELECT `+columns(pack.Head)+` FROM version WHERE n = (SELECT current FROM report WHERE n = $1)`, n)
			if err != nil {
				return nil, err
			}
			row, err := pgx.CollectOneRow(rows, values)
			if errors.Is(err, pgx.ErrNoRows) {
				return nil, nil
			}
			return row, err
		},
		Rows: func(t *pack.Table, n int64) ([][]any, error) {
			rows, err := tx.Query(ctx, `SELECT `+columns(t.Names())+` FROM `+t.Name+` WHERE n BETWEEN $1::bigint << 24 AND ($1::bigint << 24) + 16777215 ORDER BY n`, n)
			if err != nil {
				return nil, err
			}
			return pgx.CollectRows(rows, values)
		},
		Kept: func(row []any) { cleaned(row) },
	}, found)
}

func values(row pgx.CollectableRow) ([]any, error) { return row.Values() }

func sameWords(ctx context.Context, tx pgx.Tx, table string, n int64, fields []field) (bool, error) {
	want := vectors(fields)
	texts := make([]string, len(want))
	for i, v := range want {
		texts[i] = vectorText(v)
	}
	var same bool
	err := tx.QueryRow(ctx, `
		SELECT count(*) FILTER (WHERE w.words = x.t::tsvector) = count(*) AND count(*) = $3
		FROM `+table+` w LEFT JOIN unnest($2::text[]) WITH ORDINALITY x (t, o) ON x.o = w.piece + 1 WHERE w.n = $1`,
		n, texts, len(texts)).Scan(&same)
	return same, err
}

// vectorText writes a tsvector as PostgreSQL reads it.
func vectorText(v pgtype.TSVector) string {
	var b []byte
	for _, l := range v.Lexemes {
		b = append(b, ' ', '\'')
		b = append(b, inString.Replace(l.Word)...)
		b = append(b, '\'')
		for i, p := range l.Positions {
			b = append(b, ":,"[min(i, 1)])
			b = fmt.Appendf(b, "%d", p.Position)
		}
	}
	return string(b)
}
