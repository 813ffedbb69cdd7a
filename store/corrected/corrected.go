// Package corrected shows a store's record as people corrected it: what was
// read stays as it is, and every list gives the corrected speaker, kind and
// words, with a mark that says who corrected it, why, and what was read.
//
//	s := corrected.New(engine)
//	rows, err := s.Statements(ctx, q, store.Page{})
//
// A query is answered by what is shown: speaker: and kind: find a statement
// by its corrected speaker and kind, and no longer by those that were read.
// Words are looked for in what was read.
package corrected

import (
	"context"
	"errors"
	"iter"

	"dateline/correction"
	"dateline/record"
	"dateline/store"
	"dateline/store/query"
)

// Engine is a store that keeps corrections.
type Engine interface {
	store.Store
	store.Upkeep
	store.Corrections
	store.Relations
}

// Store is a [store.Store] whose lists and records are as corrected.
type Store struct{ Engine }

// New returns the engine's record as corrected.
func New(e Engine) Store { return Store{e} }

// overlay is what is to be written over the reports of one call.
type overlay struct {
	s      *Store
	active []correction.Correction
	of     map[string][]correction.Correction // by report
	lines  map[string]*record.Line            // by report, as corrected; only those that have corrections
}

func (s *Store) overlay(ctx context.Context) (*overlay, error) {
	all, err := s.Engine.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	o := &overlay{s: s, active: correction.Active(all), of: map[string][]correction.Correction{}, lines: map[string]*record.Line{}}
	for _, c := range o.active {
		switch c.Kind {
		case correction.Retract, correction.Speaker, correction.Kind, correction.Bounds:
			r := c.Anchors[0].Report
			o.of[r] = append(o.of[r], c)
		}
	}
	return o, nil
}

// apply corrects a record that was just read.
func (o *overlay) apply(ctx context.Context, l *record.Line) {
	if list := o.of[l.Report.ID]; len(list) > 0 {
		correction.Apply(l, list, func() []byte { return Origin(ctx, o.s.Engine, l.Report.Version) })
	}
}

// line returns the current record of a report as corrected, or nil.
func (o *overlay) line(ctx context.Context, id string) (*record.Line, error) {
	if l, ok := o.lines[id]; ok {
		return l, nil
	}
	l, err := o.s.Engine.Line(ctx, id)
	if errors.Is(err, store.ErrNotFound) {
		o.lines[id] = nil
		return nil, nil
	}
	if err != nil {
		return nil, err
	}
	o.apply(ctx, &l)
	o.lines[id] = &l
	return &l, nil
}

// Origin returns that of the text of a version, nil when it is not at hand.
func Origin(ctx context.Context, s store.Upkeep, version string) []byte {
	if version == "" {
		return nil
	}
	for e, err := range s.Entries(ctx, store.Selection{After: version[:len(version)-1]}) {
		if err != nil || e.Line.Report.Version > version {
			break
		}
		if e.Line.Report.Version == version {
			return e.Origin
		}
	}
	return nil
}

// Line implements [store.Store].
func (s Store) Line(ctx context.Context, id string) (record.Line, error) {
	l, err := s.Engine.Line(ctx, id)
	return s.one(ctx, l, err)
}

// Version implements [store.Store].
func (s Store) Version(ctx context.Context, version string) (record.Line, error) {
	l, err := s.Engine.Version(ctx, version)
	return s.one(ctx, l, err)
}

func (s Store) one(ctx context.Context, l record.Line, err error) (record.Line, error) {
	if err != nil {
		return l, err
	}
	o, err := s.overlay(ctx)
	if err != nil {
		return l, err
	}
	o.apply(ctx, &l)
	return l, nil
}

// Lines implements [store.Store].
func (s Store) Lines(ctx context.Context, q query.Query) iter.Seq2[record.Line, error] {
	return func(yield func(record.Line, error) bool) {
		o, err := s.overlay(ctx)
		if err != nil {
			yield(record.Line{}, err)
			return
		}
		for l, err := range s.Engine.Lines(ctx, q) {
			if err == nil {
				o.apply(ctx, &l)
			}
			if !yield(l, err) {
				return
			}
		}
	}
}

// retracted writes on a report in a list that it was.
func (o *overlay) retracted(r *record.Report) {
	for i := range o.of[r.ID] {
		if c := o.of[r.ID][i]; c.Kind == correction.Retract {
			l := record.Line{Report: *r}
			correction.Apply(&l, []correction.Correction{c}, nil)
			r.Retracted = l.Report.Retracted
		}
	}
}

// heads writes on each report of a list whether it was retracted.
func heads[R any](ctx context.Context, s *Store, rows []R, err error, of func(*R) *record.Report) ([]R, error) {
	if err != nil || len(rows) == 0 {
		return rows, err
	}
	o, err := s.overlay(ctx)
	if err != nil {
		return nil, err
	}
	for i := range rows {
		o.retracted(of(&rows[i]))
	}
	return rows, nil
}

// Reports implements [store.Store].
func (s Store) Reports(ctx context.Context, q query.Query, p store.Page) ([]store.ReportRow, error) {
	rows, err := s.Engine.Reports(ctx, q, p)
	return heads(ctx, &s, rows, err, func(r *store.ReportRow) *record.Report { return &r.Report })
}

// Search implements [store.Store].
func (s Store) Search(ctx context.Context, q query.Query, p store.Page) ([]store.Hit, error) {
	rows, err := s.Engine.Search(ctx, q, p)
	return heads(ctx, &s, rows, err, func(r *store.Hit) *record.Report { return &r.Report })
}

// Events implements [store.Store].
func (s Store) Events(ctx context.Context, q query.Query, p store.Page) ([]store.EventRow, error) {
	rows, err := s.Engine.Events(ctx, q, p)
	return heads(ctx, &s, rows, err, func(r *store.EventRow) *record.Report { return &r.Report })
}

// Meetings implements [store.Store].
func (s Store) Meetings(ctx context.Context, q query.Query, p store.Page) ([]store.MeetingRow, error) {
	rows, err := s.Engine.Meetings(ctx, q, p)
	return heads(ctx, &s, rows, err, func(r *store.MeetingRow) *record.Report { return &r.Report })
}

// Speakers implements [store.Store].
func (s Store) Speakers(ctx context.Context, q query.Query) ([]store.SpeakerRow, error) {
	o, err := s.overlay(ctx)
	if err != nil {
		return nil, err
	}
	if !o.respeaks() {
		return s.Engine.Speakers(ctx, q)
	}
	rows, err := s.Statements(ctx, q, store.Page{})
	if err != nil {
		return nil, err
	}
	return speakers(rows), nil
}
