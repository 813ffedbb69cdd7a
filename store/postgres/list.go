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
		for part := range slices.Chunk(ns, chunk) {
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
	lines, err := s.current(ctx, tx, ns)
	if err != nil {
		return nil, err
	}
	out := make([]store.Hit, len(rows))
	for i := range rows {
		r := &lines[i].line.Report
		t, err := s.codec.UnpackText(r.Text, lines[i].origin)
		if err != nil {
			return nil, &store.DamageError{Path: s.path, Version: r.Version, Reason: err.Error()}
		}
		passage, matches, score := index.Passage(t, r.Parts, q)
		out[i] = store.Hit{ReportRow: rows[i], Passage: record.At(t, passage, r.Offset), Matches: make([]record.Span, len(matches)), Score: score}
		for k, m := range matches {
			out[i].Matches[k] = record.At(t, m, r.Offset)
		}
	}
	return out, nil
}

// Statements implements [store.Store].
func (s *Store) Statements(ctx context.Context, q query.Query, p store.Page) ([]store.StatementRow, error) {
	out := []store.StatementRow{}
	err := s.parts(ctx, pack.Statements, q, p, func(l *record.Line, ord int) {
		r, cursor := rowHead(l, ord)
		out = append(out, store.StatementRow{Statement: l.Statements[ord], Report: r, Cursor: cursor})
	})
	return out, s.fail(ctx, "read", err)
}

// Positions implements [store.Store].
func (s *Store) Positions(ctx context.Context, q query.Query, p store.Page) ([]store.PositionRow, error) {
	out := []store.PositionRow{}
	err := s.parts(ctx, pack.Positions, q, p, func(l *record.Line, ord int) {
		r, cursor := rowHead(l, ord)
		out = append(out, store.PositionRow{Position: l.Positions[ord], Report: r, Cursor: cursor})
	})
	return out, s.fail(ctx, "read", err)
}

// Events implements [store.Store].
func (s *Store) Events(ctx context.Context, q query.Query, p store.Page) ([]store.EventRow, error) {
	out := []store.EventRow{}
	err := s.parts(ctx, pack.Events, q, p, func(l *record.Line, ord int) {
		r, cursor := rowHead(l, ord)
		out = append(out, store.EventRow{Event: l.Events[ord], Report: r, Cursor: cursor})
	})
	return out, s.fail(ctx, "read", err)
}

// Meetings implements [store.Store].
func (s *Store) Meetings(ctx context.Context, q query.Query, p store.Page) ([]store.MeetingRow, error) {
	out := []store.MeetingRow{}
	err := s.parts(ctx, pack.Meetings, q, p, func(l *record.Line, ord int) {
		r, cursor := rowHead(l, ord)
		out = append(out, store.MeetingRow{Meeting: l.Meetings[ord], Report: r, Cursor: cursor})
	})
	return out, s.fail(ctx, "read", err)
}

// parts calls f for each part of a report that answers q, in the order of
// lists, with the record it stands in and its place there.
func (s *Store) parts(ctx context.Context, k *pack.Table, q query.Query, p store.Page, f func(l *record.Line, ord int)) error {
	return s.reading(ctx, func(tx pgx.Tx) error {
		ns, err := partNumbers(ctx, tx, k, q, p)
		if err != nil {
			return err
		}
		var reports []int64
		for _, n := range ns {
			reports = append(reports, n>>pack.OrdBits)
		}
		reports = slices.Compact(reports)
		for some := range slices.Chunk(reports, chunk) {
			lines, err := s.current(ctx, tx, some)
			if err != nil {
				return err
			}
			for i := range lines {
				for ; len(ns) > 0 && ns[0]>>pack.OrdBits == some[i]; ns = ns[1:] {
					f(&lines[i].line, int(ns[0]&(1<<pack.OrdBits-1)))
				}
			}
		}
		return nil
	})
}

// rowHead returns the report of l without what is long, and the cursor of its
// part at ord.
func rowHead(l *record.Line, ord int) (record.Report, string) {
	r := l.Report
	r.Text, r.Headlines, r.Parts = "", []record.Span{}, []record.Part{}
	return r, index.Cursor{Rank: index.OfStamp(r.Published).Rank(), ID: r.ID, Ord: ord}.String()
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
	var out []store.SpeakerRow
	var r store.SpeakerRow
	_, err = pgx.ForEachRow(rows, []any{&r.Name, &r.Statements, &r.Reports}, func() error {
		out = append(out, r)
		return nil
	})
	return out, err
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
		l, err := s.line(r.Version, exact)
		row.Report, row.NotAnalysed = l.Report, l.NotAnalysed
		return row, err
	}
	return row, errors.Join(json.Unmarshal([]byte(byline), &r.Byline), json.Unmarshal([]byte(left), &row.NotAnalysed))
}
