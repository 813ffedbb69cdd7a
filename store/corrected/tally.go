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
	if err != nil || len(o.moving[correction.PartStatement]) == 0 {
		return t, err
	}
	c := newRecount(t, q)
	for id := range o.moving[correction.PartStatement] {
		if err := c.report(ctx, o, id); err != nil {
			return t, err
		}
	}
	return c.tally(t), nil
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
	l, err := o.line(ctx, id)
	if l == nil || err != nil {
		return err
	}
	read, now := &l.read, &l.now
	key := index.OfStamp(read.Report.Published)
	day := ""
	if key.Known {
		day = time.Unix(key.Day*24*60*60, 0).UTC().Format(time.DateOnly)
	}
	if _, counted := c.days[day]; c.more && !counted {
		return nil // not among those that were counted
	}
	in := index.Place{Report: index.OfReport(read), Date: key}
	outlet := ""
	if read.Report.Outlet != nil {
		outlet = *read.Report.Outlet
	}
	words, shown := statements.Words(read), statements.Words(now)
	for i := range now.Statements {
		if !moved(now.Statements[i].Corrections) {
			continue
		}
		in.Grade = read.Statements[i].Grade
		if words[i].Answers(in, c.q) {
			c.add(-1, &read.Statements[i], outlet, day)
		}
		words[i].Speaker, words[i].Kind = shown[i].Speaker, shown[i].Kind
		if words[i].Answers(in, c.q) {
			c.add(1, &now.Statements[i], outlet, day)
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

// Marks implements [store.Store]: each says whether it, or its report, was
// retracted.
func (s Store) Marks(ctx context.Context, q query.Query, limit int) ([]store.EventMark, error) {
	o, err := s.overlay(ctx)
	if err != nil {
		return nil, err
	}
	most := limit
	for id := range o.events {
		l, err := o.line(ctx, id)
		if err != nil {
			return nil, err
		}
		if l != nil && limit > 0 {
			most += len(l.now.Events) // they are looked for apart
		}
	}
	out, err := s.Engine.Marks(ctx, q, most)
	if err != nil {
		return nil, err
	}
	for i := range out {
		out[i].Retracted = slices.ContainsFunc(o.of[out[i].Report], ofReport)
	}
	if len(o.events) == 0 {
		return out, nil
	}
	out = slices.DeleteFunc(out, func(m store.EventMark) bool { return o.events[m.Report] })
	for id := range o.events {
		err := found(ctx, o, &events, id, q, func(now *record.Line, k int) {
			out = append(out, store.MarkOf(&now.Events[k], &now.Report))
		})
		if err != nil {
			return nil, err
		}
	}
	slices.SortStableFunc(out, func(a, b store.EventMark) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), cmp.Compare(a.Report, b.Report), cmp.Compare(len(a.ID), len(b.ID)), cmp.Compare(a.ID, b.ID))
	})
	if limit > 0 {
		out = out[:min(len(out), limit)]
	}
	return out, nil
}

// ofReport reports whether a correction says that its report was retracted.
func ofReport(c correction.Correction) bool {
	return c.Kind == correction.Retract && c.Anchors[0].Part == correction.PartReport
}

// rank is the number by which lists put the report of an event.
func rank(m store.EventMark) int64 {
	return index.OfStamp(record.Stamp{Time: m.Published}).Rank()
}

// Named implements [store.Store].
func (s Store) Named(ctx context.Context, ids []string) ([]store.ReportRow, error) {
	rows, err := s.Engine.Named(ctx, ids)
	return heads(ctx, &s, rows, err, func(r *store.ReportRow) *record.Report { return &r.Report })
}
