package corrected

import (
	"cmp"
	"context"
	"slices"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/store/pack"
	"dateline/store/query"
)

// table is how one kind of finding is listed.
type table[R any] struct {
	*pack.Table
	report func(*R) *record.Report
	cursor func(*R) string
	row    func(l *record.Line, k int) R // the k-th finding of a report
	marks  func(l *record.Line, k int) []record.Mark
	grade  func(l *record.Line, k int) string
}

var (
	statements = table[store.StatementRow]{
		pack.Statements, func(r *store.StatementRow) *record.Report { return &r.Report }, func(r *store.StatementRow) string { return r.Cursor }, pack.StatementRow,
		func(l *record.Line, k int) []record.Mark { return l.Statements[k].Corrections }, func(l *record.Line, k int) string { return l.Statements[k].Grade },
	}
	positions = table[store.PositionRow]{
		pack.Positions, func(r *store.PositionRow) *record.Report { return &r.Report }, func(r *store.PositionRow) string { return r.Cursor }, pack.PositionRow,
		func(l *record.Line, k int) []record.Mark { return l.Positions[k].Corrections }, func(l *record.Line, k int) string { return l.Positions[k].Grade },
	}
	events = table[store.EventRow]{
		pack.Events, func(r *store.EventRow) *record.Report { return &r.Report }, func(r *store.EventRow) string { return r.Cursor }, pack.EventRow,
		func(l *record.Line, k int) []record.Mark { return l.Events[k].Corrections }, func(l *record.Line, k int) string { return l.Events[k].Grade },
	}
	meetings = table[store.MeetingRow]{
		pack.Meetings, func(r *store.MeetingRow) *record.Report { return &r.Report }, func(r *store.MeetingRow) string { return r.Cursor }, pack.MeetingRow,
		func(l *record.Line, k int) []record.Mark { return l.Meetings[k].Corrections }, func(*record.Line, int) string { return "to check" },
	}
)

// Statements implements [store.Store].
func (s Store) Statements(ctx context.Context, q query.Query, p store.Page) ([]store.StatementRow, error) {
	return listed(ctx, &s, q, p, &statements, s.Engine.Statements)
}

// Positions implements [store.Store].
func (s Store) Positions(ctx context.Context, q query.Query, p store.Page) ([]store.PositionRow, error) {
	return listed(ctx, &s, q, p, &positions, s.Engine.Positions)
}

// Events implements [store.Store].
func (s Store) Events(ctx context.Context, q query.Query, p store.Page) ([]store.EventRow, error) {
	return listed(ctx, &s, q, p, &events, s.Engine.Events)
}

// Meetings implements [store.Store].
func (s Store) Meetings(ctx context.Context, q query.Query, p store.Page) ([]store.MeetingRow, error) {
	return listed(ctx, &s, q, p, &meetings, s.Engine.Meetings)
}

// answering reports whether a kind of correction changes which queries find a
// finding.
func answering(kind string) bool {
	switch kind {
	case correction.Speaker, correction.Kind, correction.Who, correction.Whom, correction.Mediator:
		return true
	}
	return false
}

// moved reports whether a mark changes which queries find a finding.
func moved(marks []record.Mark) bool {
	return slices.ContainsFunc(marks, func(m record.Mark) bool { return answering(m.Kind) })
}

// asks reports whether a query asks for what a correction can change.
func asks(q query.Query) bool {
	return slices.ContainsFunc(q.Fields, func(f query.Field) bool {
		return slices.Contains([]string{"speaker", "kind", "type", "track", "cue"}, f.Name)
	})
}

// listed lists what answers q as corrected.
func listed[R any](ctx context.Context, s *Store, q query.Query, p store.Page, t *table[R], ask func(context.Context, query.Query, store.Page) ([]R, error)) ([]R, error) {
	o, err := s.overlay(ctx)
	if err != nil {
		return nil, err
	}
	if len(o.moving[t.Name]) > 0 && asks(q) {
		return answered(ctx, o, q, p, t, ask)
	}
	rows, err := ask(ctx, q, p)
	if err != nil {
		return rows, err
	}
	for i := range rows {
		if _, err := overlaid(ctx, o, t, &rows[i]); err != nil {
			return nil, err
		}
	}
	return rows, nil
}

// overlaid makes a row that of its finding as corrected, and returns its marks.
func overlaid[R any](ctx context.Context, o *overlay, t *table[R], r *R) ([]record.Mark, error) {
	rep := t.report(r)
	if len(o.of[rep.ID]) == 0 {
		return nil, nil
	}
	l, err := o.line(ctx, rep.ID)
	if l == nil || err != nil || l.now.Report.Version != rep.Version {
		return nil, err
	}
	at, err := index.ParseCursor(t.cursor(r))
	if err != nil || at.Ord >= t.Len(&l.now) {
		return nil, err
	}
	*r = t.row(&l.now, at.Ord)
	return t.marks(&l.now, at.Ord), nil
}

// answered lists what answers a query that corrections change: what the store
// finds without that which was corrected, and in its place what was corrected
// to answer it.
func answered[R any](ctx context.Context, o *overlay, q query.Query, p store.Page, t *table[R], ask func(context.Context, query.Query, store.Page) ([]R, error)) ([]R, error) {
	var out []R
	last, end := p.Cursor, false // of what the store was asked for
	for !end && (p.Limit == 0 || len(out) < p.Limit) {
		rows, err := ask(ctx, q, store.Page{Limit: p.Limit, Cursor: last})
		if err != nil {
			return nil, err
		}
		for i := range rows {
			last = t.cursor(&rows[i])
			marks, err := overlaid(ctx, o, t, &rows[i])
			if err != nil {
				return nil, err
			}
			if !moved(marks) {
				out = append(out, rows[i])
			}
		}
		end = p.Limit == 0 || len(rows) < p.Limit
	}
	if end {
		last = ""
	}
	for id := range o.moving[t.Name] {
		err := found(ctx, o, t, id, q, func(now *record.Line, k int) {
			if moved(t.marks(now, k)) {
				out = append(out, t.row(now, k))
			}
		})
		if err != nil {
			return nil, err
		}
	}
	return page(out, p, last, t.cursor)
}

// found calls take with each finding of a report that answers q by its words as
// they were read and by all else as it is shown.
func found[R any](ctx context.Context, o *overlay, t *table[R], report string, q query.Query, take func(now *record.Line, k int)) error {
	l, err := o.line(ctx, report)
	if l == nil || err != nil {
		return err
	}
	in := index.Place{Report: index.OfReport(&l.read), Date: index.OfStamp(l.read.Report.Published)}
	words, shown := t.Words(&l.read), t.Words(&l.now)
	for k := range words {
		words[k].Speaker, words[k].Kind, words[k].Cue = shown[k].Speaker, shown[k].Kind, shown[k].Cue
		in.Grade = t.grade(&l.now, k)
		if words[k].Answers(in, q) {
			take(&l.now, k)
		}
	}
	return nil
}

// page puts rows in the order of lists and returns those behind the cursor of
// p, to the row with the cursor last at most where there is one.
func page[R any](rows []R, p store.Page, last string, cursor func(*R) string) ([]R, error) {
	type placed struct {
		row R
		at  index.Cursor
	}
	var from, to index.Cursor
	for _, x := range []struct {
		cursor string
		at     *index.Cursor
	}{{p.Cursor, &from}, {last, &to}} {
		if x.cursor == "" {
			continue
		}
		at, err := index.ParseCursor(x.cursor)
		if err != nil {
			return nil, store.ErrCursor
		}
		*x.at = at
	}
	order := func(a, b index.Cursor) int {
		return cmp.Or(cmp.Compare(a.Rank, b.Rank), cmp.Compare(a.ID, b.ID), cmp.Compare(a.Ord, b.Ord))
	}
	list := make([]placed, 0, len(rows))
	for _, r := range rows {
		at, err := index.ParseCursor(cursor(&r))
		if err != nil {
			return nil, err
		}
		if (p.Cursor == "" || order(at, from) > 0) && (last == "" || order(at, to) <= 0) {
			list = append(list, placed{r, at})
		}
	}
	slices.SortFunc(list, func(a, b placed) int { return order(a.at, b.at) })
	if p.Limit > 0 {
		list = list[:min(len(list), p.Limit)]
	}
	out := make([]R, 0, len(list))
	for _, x := range list {
		out = append(out, x.row)
	}
	return out, nil
}

// speakers counts statements by speaker.
func speakers(rows []store.StatementRow) []store.SpeakerRow {
	type count struct {
		statements int
		reports    map[string]bool
	}
	by := map[string]*count{}
	for i := range rows {
		n := ""
		if x := rows[i].Statement.Speaker.Name; x != nil {
			n = *x
		}
		c := by[n]
		if c == nil {
			c = &count{reports: map[string]bool{}}
			by[n] = c
		}
		c.statements++
		c.reports[rows[i].Report.ID] = true
	}
	var out []store.SpeakerRow
	for n, c := range by {
		out = append(out, store.SpeakerRow{Name: n, Statements: c.statements, Reports: len(c.reports)})
	}
	slices.SortFunc(out, func(a, b store.SpeakerRow) int {
		return cmp.Or(cmp.Compare(b.Statements, a.Statements), cmp.Compare(a.Name, b.Name))
	})
	return out
}
