package corrected

import (
	"cmp"
	"context"
	"slices"
	"time"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/index"
	"dateline/store/query"
)

// Tally implements [store.Store]: what the store counts, with each statement
// whose speaker or kind was corrected counted as it is shown.
func (s Store) Tally(ctx context.Context, q query.Query, limit int) (store.Tally, error) {
	t, err := s.Engine.Tally(ctx, q, limit)
	if err != nil {
		return t, err
	}
	o, err := s.overlay(ctx)
	if err != nil || !o.respeaks() {
		return t, err
	}
	c := newRecount(t, q)
	for id, list := range o.of {
		if !slices.ContainsFunc(list, func(x correction.Correction) bool { return x.Kind == correction.Speaker || x.Kind == correction.Kind }) {
			continue
		}
		if err := c.report(ctx, o, id); err != nil {
			return t, err
		}
	}
	return c.tally(t), nil
}

// respeaks reports whether a correction changes a speaker or a kind.
func (o *overlay) respeaks() bool {
	return slices.ContainsFunc(o.active, func(c correction.Correction) bool { return c.Kind == correction.Speaker || c.Kind == correction.Kind })
}

// recount changes a tally by statements that are shown otherwise than they were
// read.
type recount struct {
	q               query.Query
	total           int
	kinds, speakers map[string]int
	grades, outlets map[string]int
	days            map[string]int
	streams         map[string]map[string]int
	more            bool
}

func newRecount(t store.Tally, q query.Query) *recount {
	c := &recount{
		q: q, total: t.Total, more: t.More, kinds: counts(t.Kinds), grades: counts(t.Grades), speakers: counts(t.Speakers), outlets: counts(t.Outlets),
		days: counts(t.Days), streams: map[string]map[string]int{},
	}
	for _, x := range t.Streams {
		c.streams[x.Speaker] = counts(x.Days)
	}
	return c
}

func counts(list []store.Count) map[string]int {
	out := make(map[string]int, len(list))
	for _, c := range list {
		out[c.Value] = c.N
	}
	return out
}

// report counts the corrected statements of one report anew.
func (c *recount) report(ctx context.Context, o *overlay, id string) error {
	read, err := o.s.Engine.Line(ctx, id)
	if err != nil {
		return nil // it is not there any more
	}
	now, err := o.line(ctx, id)
	if now == nil || err != nil || now.Report.Version != read.Report.Version {
		return err
	}
	key := index.OfStamp(read.Report.Published)
	day := ""
	if key.Known {
		day = time.Unix(key.Day*24*60*60, 0).UTC().Format(time.DateOnly)
	}
	if _, counted := c.days[day]; c.more && !counted {
		return nil // not among those that were counted
	}
	in := index.Place{Report: index.OfReport(&read), Date: key}
	outlet := ""
	if read.Report.Outlet != nil {
		outlet = *read.Report.Outlet
	}
	for i := range now.Statements {
		if i >= len(read.Statements) || !corrects(now.Statements[i].Corrections) {
			continue
		}
		before, after := &read.Statements[i], &now.Statements[i]
		words := index.OfStatement(before)
		in.Grade = before.Grade
		if words.Answers(in, c.q) {
			c.add(-1, before, outlet, day)
		}
		shown := index.OfStatement(&record.Statement{Kind: after.Kind, Speaker: after.Speaker})
		words.Speaker, words.Kind = shown.Speaker, shown.Kind
		if words.Answers(in, c.q) {
			c.add(1, after, outlet, day)
		}
	}
	return nil
}

func (c *recount) add(n int, s *record.Statement, outlet, day string) {
	who := ""
	if s.Speaker.Name != nil {
		who = *s.Speaker.Name
	}
	c.total += n
	c.kinds[s.Kind] += n
	c.grades[s.Grade] += n
	c.speakers[who] += n
	c.outlets[outlet] += n
	c.days[day] += n
	if who == "" || day == "" {
		return
	}
	if c.streams[who] == nil {
		c.streams[who] = map[string]int{}
	}
	c.streams[who][day] += n
}

// tally returns what is counted now.
func (c *recount) tally(t store.Tally) store.Tally {
	t.Total, t.Kinds, t.Grades, t.Speakers, t.Outlets = max(c.total, 0), most(c.kinds), most(c.grades), most(c.speakers), most(c.outlets)
	t.Days = inOrder(c.days)
	kept := len(t.Streams)
	t.Streams = nil
	for _, x := range t.Speakers {
		if days := inOrder(c.streams[x.Value]); len(days) > 0 && len(t.Streams) < max(kept, 1) {
			t.Streams = append(t.Streams, store.Stream{Speaker: x.Value, Days: days})
		}
	}
	return t
}

// most are the values that occur, most first, then by value.
func most(m map[string]int) []store.Count {
	var out []store.Count
	for v, n := range m {
		if n > 0 {
			out = append(out, store.Count{Value: v, N: n})
		}
	}
	slices.SortFunc(out, func(a, b store.Count) int { return cmp.Or(cmp.Compare(b.N, a.N), cmp.Compare(a.Value, b.Value)) })
	return out
}

// inOrder are the days that occur, in order, what has none last.
func inOrder(m map[string]int) []store.Count {
	out := most(m)
	slices.SortFunc(out, func(a, b store.Count) int {
		if (a.Value == "") != (b.Value == "") {
			return cmp.Compare(b.Value, a.Value)
		}
		return cmp.Compare(a.Value, b.Value)
	})
	return out
}

// Marks implements [store.Store]: each says whether its report was retracted.
func (s Store) Marks(ctx context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	rows, err := s.Engine.Marks(ctx, q, limit)
	if err != nil || len(rows) == 0 {
		return rows, err
	}
	o, err := s.overlay(ctx)
	if err != nil {
		return nil, err
	}
	gone := map[string]bool{}
	for id, list := range o.of {
		gone[id] = slices.ContainsFunc(list, func(c correction.Correction) bool { return c.Kind == correction.Retract })
	}
	for i := range rows {
		rows[i].Retracted = gone[rows[i].Report]
	}
	return rows, nil
}

// Named implements [store.Store].
func (s Store) Named(ctx context.Context, ids []string) ([]store.ReportRow, error) {
	rows, err := s.Engine.Named(ctx, ids)
	return heads(ctx, &s, rows, err, func(r *store.ReportRow) *record.Report { return &r.Report })
}
