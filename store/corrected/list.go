package corrected

import (
	"cmp"
	"context"
	"slices"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/store/query"
)

// table is how one kind of finding is listed.
type table[R any] struct {
	part   string
	ask    func(context.Context, query.Query, store.Page) ([]R, error)
	report func(*R) *record.Report
	id     func(*R) string
	cursor func(*R) string
	put    func(r *R, l *record.Line) bool // writes the finding of r as it stands in l; false when l has none of its id
	said   func(r *R) (name, kind string)  // what speaker: and kind: ask for
}

// Statements implements [store.Store].
func (s Store) Statements(ctx context.Context, q query.Query, p store.Page) ([]store.StatementRow, error) {
	return listed(ctx, &s, q, p, &table[store.StatementRow]{
		part: correction.PartStatement, ask: s.Engine.Statements,
		report: func(r *store.StatementRow) *record.Report { return &r.Report },
		id:     func(r *store.StatementRow) string { return r.Statement.ID },
		cursor: func(r *store.StatementRow) string { return r.Cursor },
		put: func(r *store.StatementRow, l *record.Line) bool {
			for i := range l.Statements {
				if l.Statements[i].ID == r.Statement.ID {
					r.Statement = l.Statements[i]
					return true
				}
			}
			return false
		},
		said: func(r *store.StatementRow) (string, string) { return name(&r.Statement.Speaker.Ref), r.Statement.Kind },
	})
}

// Positions implements [store.Store].
func (s Store) Positions(ctx context.Context, q query.Query, p store.Page) ([]store.PositionRow, error) {
	return listed(ctx, &s, q, p, &table[store.PositionRow]{
		part: correction.PartPosition, ask: s.Engine.Positions,
		report: func(r *store.PositionRow) *record.Report { return &r.Report },
		id:     func(r *store.PositionRow) string { return r.Position.ID },
		cursor: func(r *store.PositionRow) string { return r.Cursor },
		put: func(r *store.PositionRow, l *record.Line) bool {
			for i := range l.Positions {
				if l.Positions[i].ID == r.Position.ID {
					r.Position = l.Positions[i]
					return true
				}
			}
			return false
		},
		said: func(r *store.PositionRow) (string, string) { return name(&r.Position.Holder), "" },
	})
}

func name(r *record.Ref) string {
	switch {
	case r.Name != nil:
		return *r.Name
	case r.Span != nil:
		return r.Span.Exact
	}
	return ""
}

// corrects reports whether a mark changes what speaker: or kind: ask for.
func corrects(marks []record.Mark) bool {
	return slices.ContainsFunc(marks, func(m record.Mark) bool { return m.Kind == correction.Speaker || m.Kind == correction.Kind })
}

// listed lists what answers q as corrected.
func listed[R any](ctx context.Context, s *Store, q query.Query, p store.Page, t *table[R]) ([]R, error) {
	o, err := s.overlay(ctx)
	if err != nil {
		return nil, err
	}
	asks := slices.ContainsFunc(q.Fields, func(f query.Field) bool { return f.Name == "speaker" || f.Name == "kind" })
	if len(o.of) == 0 || !asks || !o.respeaks() {
		rows, err := t.ask(ctx, q, p)
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
	return answered(ctx, o, q, p, t)
}

// overlaid writes what was corrected into a row, and reports whether a
// correction changes what it answers.
func overlaid[R any](ctx context.Context, o *overlay, t *table[R], r *R) (bool, error) {
	rep := t.report(r)
	if len(o.of[rep.ID]) == 0 {
		return false, nil
	}
	o.retracted(rep)
	l, err := o.line(ctx, rep.ID)
	if l == nil || err != nil || l.Report.Version != rep.Version {
		return false, err
	}
	before, kind := t.said(r)
	t.put(r, l)
	after, now := t.said(r)
	return before != after || kind != now, nil
}

// answered lists what answers a query by speaker or kind: what the store
// finds without those that were corrected away, and in their places those that
// were corrected to answer it.
func answered[R any](ctx context.Context, o *overlay, q query.Query, p store.Page, t *table[R]) ([]R, error) {
	var out []R
	have := map[string]bool{}
	last, end := p.Cursor, false // of what the store was asked for
	for !end && (p.Limit == 0 || len(out) < p.Limit) {
		rows, err := t.ask(ctx, q, store.Page{Limit: p.Limit, Cursor: last})
		if err != nil {
			return nil, err
		}
		for i := range rows {
			last = t.cursor(&rows[i])
			changed, err := overlaid(ctx, o, t, &rows[i])
			if err != nil {
				return nil, err
			}
			if who, kind := t.said(&rows[i]); !changed || fits(q, who, kind) {
				out, have[t.id(&rows[i])] = append(out, rows[i]), true
			}
		}
		end = p.Limit == 0 || len(rows) < p.Limit
	}
	if end {
		last = ""
	}
	rest := q
	rest.Fields = slices.DeleteFunc(slices.Clone(q.Fields), func(f query.Field) bool { return f.Name == "speaker" || f.Name == "kind" })
	for id := range o.of {
		more, err := corrected(ctx, o, rest, id, t)
		if err != nil {
			return nil, err
		}
		for _, r := range more {
			if who, kind := t.said(&r); !have[t.id(&r)] && fits(q, who, kind) {
				out, have[t.id(&r)] = append(out, r), true
			}
		}
	}
	return page(out, p, last, t)
}

// corrected lists the findings of one report that were corrected and answer q.
func corrected[R any](ctx context.Context, o *overlay, q query.Query, report string, t *table[R]) ([]R, error) {
	l, err := o.line(ctx, report)
	if l == nil || err != nil {
		return nil, err
	}
	var out []R
	phrase := func(id string, marks []record.Mark, words string) error {
		if !corrects(marks) {
			return nil
		}
		cut := query.Words(words)
		if len(cut) == 0 {
			return nil
		}
		narrow := q
		narrow.Terms = append(slices.Clone(q.Terms), query.Term{Words: cut[:min(len(cut), 12)]})
		rows, err := t.ask(ctx, narrow, store.Page{})
		if err != nil {
			return err
		}
		for i := range rows {
			if t.id(&rows[i]) != id {
				continue
			}
			if _, err := overlaid(ctx, o, t, &rows[i]); err != nil {
				return err
			}
			out = append(out, rows[i])
		}
		return nil
	}
	if t.part == correction.PartStatement {
		for i := range l.Statements {
			s := &l.Statements[i]
			if err := phrase(s.ID, s.Corrections, asRead(s.Corrections, s.Content)); err != nil {
				return nil, err
			}
		}
		return out, nil
	}
	for i := range l.Positions {
		x := &l.Positions[i]
		if err := phrase(x.ID, x.Corrections, asRead(x.Corrections, []record.Span{x.Span})); err != nil {
			return nil, err
		}
	}
	return out, nil
}

// asRead returns the first piece of a finding's words as the store has them.
func asRead(marks []record.Mark, now []record.Span) string {
	for _, m := range marks {
		if len(m.WasSpans) > 0 {
			now = m.WasSpans
			break
		}
	}
	if len(now) == 0 {
		return ""
	}
	return now[0].Exact
}

// fits reports whether a finding of this speaker and kind answers the fields
// of q that ask for them.
func fits(q query.Query, who, kind string) bool {
	words := query.Words(who)
	for _, f := range q.Fields {
		var ok bool
		switch f.Name {
		case "speaker":
			ok = within(words, f.Words)
		case "kind":
			ok = kind == "" || f.Value == kind
		default:
			continue
		}
		if ok == f.Not {
			return false
		}
	}
	return true
}

// within reports whether part stands in words, in this order with nothing
// between.
func within(words, part []string) bool {
	for i := 0; i+len(part) <= len(words); i++ {
		if slices.Equal(words[i:i+len(part)], part) {
			return true
		}
	}
	return false
}

// page puts rows in the order of lists and returns those behind the cursor of
// p, to the row with the cursor last at most where there is one.
func page[R any](rows []R, p store.Page, last string, t *table[R]) ([]R, error) {
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
		at, err := index.ParseCursor(t.cursor(&r))
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
