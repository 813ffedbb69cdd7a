package main

import (
	"context"
	"errors"
	"slices"
	"strings"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
)

// marks tells on one line what people said of a finding and of its report.
func marks(r record.Report, list []record.Mark) string {
	var out []string
	for _, m := range list {
		words := m.Words()
		switch {
		case slices.Contains([]string{correction.Merge, correction.Split, correction.Rename, correction.Retract}, m.Kind):
		case m.Kind == correction.Bounds:
			words += " (words as read: " + m.Was + ")"
		case m.Was == "":
			words += " (" + m.Kind + " as read: none)"
		default:
			words += " (" + m.Kind + " as read: " + m.Was + ")"
		}
		out = append(out, words)
	}
	if m := r.Retracted; m != nil {
		out = append(out, "rests on a retracted report, noted by "+m.By+": "+m.Why)
	}
	return strings.Join(out, "; ")
}

// retraction tells on one line that a report was retracted, "" if nobody said
// so.
func retraction(r record.Report) string {
	if r.Retracted == nil {
		return ""
	}
	return r.Retracted.Words()
}

// marked adds a column of marks to the table of a list where there is
// something that they could say.
func (a *app) marked(ctx context.Context, s store.Corrections, c columnsOf) columnsOf {
	if list, err := s.Corrections(ctx); err == nil && len(correction.Active(list)) > 0 {
		c.table = slices.Insert(slices.Clone(c.table), len(c.table)-1, "mark")
	}
	return c
}

// lines returns a function that gives the current record of a report, nil when
// it is not there; failed holds the last other error.
func lines(ctx context.Context, s store.Store) (line func(report string) *record.Line, failed *error) {
	have, failed := map[string]*record.Line{}, new(error)
	return func(report string) *record.Line {
		if l, ok := have[report]; ok {
			return l
		}
		have[report] = nil
		l, err := s.Line(ctx, report)
		switch {
		case err == nil:
			have[report] = &l
		case !errors.Is(err, store.ErrNotFound):
			*failed = err
		}
		return have[report]
	}, failed
}
