package postgres

import (
	"context"
	"encoding/json"
	"errors"
	"slices"

	"github.com/jackc/pgx/v5"

	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/store/pack"
	"dateline/store/query"
)

// Reports implements [store.Store].
func (s *Store) Reports(ctx context.Context, q query.Query, p store.Page) ([]store.ReportRow, error) {
	var out []store.ReportRow
	err := s.reading(ctx, func(tx pgx.Tx) error {
		ns, err := reportNumbers(ctx, tx, q, p)
		if err != nil {
			return err
		}
		out, err = s.reportRows(ctx, tx, ns)
		return err
	})
	return out, s.fail(ctx, "read", err)
}

// Search implements [store.Store].
func (s *Store) Search(ctx context.Context, q query.Query, p store.Page) ([]store.Hit, error) {
	var out []store.Hit
	err := s.reading(ctx, func(tx pgx.Tx) error {
		ns, err := reportNumbers(ctx, tx, q, p)
		if err != nil {
			return err
		}
		for part := range slices.Chunk(ns, pack.Chunk) {
			hits, err := s.hits(ctx, tx, q, part)
			if err != nil {
				return err
			}
			out = append(out, hits...)
		}
		return nil
	})
	return out, s.fail(ctx, "read", err)
}

// hits returns the reports with the given numbers and their passages.
func (s *Store) hits(ctx context.Context, tx asker, q query.Query, ns []int64) ([]store.Hit, error) {
	rows, err := s.reportRows(ctx, tx, ns)
	if err != nil {
		return nil, err
	}
	kept, err := s.current(ctx, tx, ns)
	if err != nil {
		return nil, err
	}
	return s.codec.Hits(rows, kept, q)
}

// Statements implements [store.Store].
func (s *Store) Statements(ctx context.Context, q query.Query, p store.Page) ([]store.StatementRow, error) {
	return parts(ctx, s, pack.Statements, q, p, pack.StatementRow)
}

// Positions implements [store.Store].
func (s *Store) Positions(ctx context.Context, q query.Query, p store.Page) ([]store.PositionRow, error) {
	return parts(ctx, s, pack.Positions, q, p, pack.PositionRow)
}

// Events implements [store.Store].
func (s *Store) Events(ctx context.Context, q query.Query, p store.Page) ([]store.EventRow, error) {
	return parts(ctx, s, pack.Events, q, p, pack.EventRow)
}

// Meetings implements [store.Store].
func (s *Store) Meetings(ctx context.Context, q query.Query, p store.Page) ([]store.MeetingRow, error) {
	return parts(ctx, s, pack.Meetings, q, p, pack.MeetingRow)
}

// parts lists the parts in a table that answer q.
func parts[R any](ctx context.Context, s *Store, k *pack.Table, q query.Query, p store.Page, row func(l *record.Line, ord int) R) ([]R, error) {
	var out []R
	err := s.reading(ctx, func(tx pgx.Tx) error {
		ns, err := partNumbers(ctx, tx, k, q, p)
		if err != nil {
			return err
		}
		out, err = pack.Parts(ns, s.currentIn(ctx, tx), row)
		return err
	})
	return out, s.fail(ctx, "read", err)
}

// Speakers implements [store.Store].
func (s *Store) Speakers(ctx context.Context, q query.Query) ([]store.SpeakerRow, error) {
	out, err := s.speakers(ctx, q)
	return out, s.fail(ctx, "read", err)
}

func (s *Store) speakers(ctx context.Context, q query.Query) ([]store.SpeakerRow, error) {
	from, c, err := partSearch(pack.Statements, q)
	if err != nil {
		return nil, err
	}
	if len(c.where) == 0 && len(c.partHas.exprs) == 0 {
		from = ` FROM statement x`
	} else {
		from += ` JOIN statement x ON x.n = s.n`
	}
	rows, err := s.db.Query(ctx, `
		SELECT coalesce(x.speaker, '') AS name, count(*), count(DISTINCT x.n >> 24)`+from+c.clause()+`
		GROUP BY x.speaker ORDER BY 2 DESC, 1`, c.args...)
	if err != nil {
		return nil, err
	}
	return pgx.CollectRows(rows, pgx.RowToStructByPos[store.SpeakerRow])
}

// Counts implements [store.Store].
func (s *Store) Counts(ctx context.Context) (store.Counts, error) {
	var c store.Counts
	err := s.db.QueryRow(ctx, `
		SELECT (SELECT count(*) FROM report), (SELECT coalesce(sum(statements), 0) FROM report), (SELECT coalesce(sum(sure), 0) FROM report),
		       count(*), count(DISTINCT outlet), coalesce(sum(size), 0)::bigint FROM version`).
		Scan(&c.Reports, &c.Statements, &c.Sure, &c.Versions, &c.Outlets, &c.Bytes)
	return c, s.fail(ctx, "read", err)
}

// reportRows returns the reports with the given numbers, in that order.
func (s *Store) reportRows(ctx context.Context, tx asker, ns []int64) ([]store.ReportRow, error) {
	rows, err := tx.Query(ctx, `
		SELECT r.id, r.rank, r.versions, r.statements, v.id, `+headColumns+`
		FROM unnest($1::bigint[]) WITH ORDINALITY j (n, o) JOIN report r ON r.n = j.n JOIN version v ON v.n = r.current
		ORDER BY j.o`, ns)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := make([]store.ReportRow, 0, len(ns))
	for rows.Next() {
		row, err := s.scanReport(rows)
		if err != nil {
			return nil, err
		}
		out = append(out, row)
	}
	return out, rows.Err()
}

func (s *Store) scanReport(rows pgx.Rows) (store.ReportRow, error) {
	row := store.ReportRow{Report: record.Report{Headlines: []record.Span{}, Parts: []record.Part{}}}
	r := &row.Report
	var (
		rank    int64
		byline  string
		left    string
		place   record.Place
		dated   bool
		changed *int64
		exact   []byte
	)
	if err := rows.Scan(&r.ID, &rank, &row.Versions, &row.Statements, &r.Version,
		&r.Location, &r.Pointer, &r.Offset, &r.Shape, &r.Outlet, &r.URL, &r.Title, &byline, &place.Place, &place.Date, &dated,
		&r.Published.Time, &r.Published.Precision, &r.Published.Basis, &r.Modified.Time, &r.Modified.Precision, &r.Modified.Basis,
		&changed, &r.Language, &left, &exact); err != nil {
		return row, err
	}
	if dated {
		r.Dateline = &place
	}
	row.Cursor = index.Cursor{Rank: rank, ID: r.ID}.String()
	if exact != nil {
		l, err := s.codec.Line(r.Version, exact)
		row.Report, row.NotAnalysed = l.Report, l.NotAnalysed
		return row, err
	}
	return row, errors.Join(json.Unmarshal([]byte(byline), &r.Byline), json.Unmarshal([]byte(left), &row.NotAnalysed))
}
