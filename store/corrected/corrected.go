// Package corrected shows a store's record as people corrected it: what was
// read stays as it is, and every list gives the corrected speaker, kind, words,
// parties and day, with a mark that says who corrected it, why, and what was
// read. What was retracted stays in its place, marked.
//
//	s := corrected.New(engine)
//	rows, err := s.Statements(ctx, q, store.Page{})
//
// A query is answered by what is shown: speaker: and kind: find a statement
// by its corrected speaker and kind, and no longer by those that were read;
// type:, track: and cue: do so for events and meetings. Words are looked for in
// what was read.
package corrected

import (
	"context"
	"errors"
	"iter"
	"slices"

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
	moving map[string]map[string]bool         // by kind of finding: the reports of which a correction changes which queries find one
	events map[string]bool                    // reports of which an event is corrected
	lines  map[string]*both                   // by report; only those that have corrections
}

// both is the record of a report as it was read and as corrected.
type both struct{ read, now record.Line }

func (s *Store) overlay(ctx context.Context) (*overlay, error) {
	all, err := s.Engine.Corrections(ctx)
	if err != nil {
		return nil, err
	}
	o := &overlay{s: s, active: correction.Active(all), of: map[string][]correction.Correction{}, moving: map[string]map[string]bool{}, events: map[string]bool{}, lines: map[string]*both{}}
	for _, c := range o.active {
		if c.Changes() {
			r := c.Anchors[0].Report
			o.of[r] = append(o.of[r], c)
			part := c.Anchors[0].Part
			if answering(c.Kind) {
				o.moves(part, r)
			}
			if part == correction.PartStatement && c.Kind == correction.Speaker {
				o.moves(correction.PartPosition, r) // the speaker holds what stands in it
			}
			if part == correction.PartEvent || c.Kind == correction.Retract && part != correction.PartReport {
				o.events[r] = true
			}
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

func (o *overlay) moves(part, report string) {
	if o.moving[part] == nil {
		o.moving[part] = map[string]bool{}
	}
	o.moving[part][report] = true
}

// line returns the current record of a report, or nil.
func (o *overlay) line(ctx context.Context, id string) (*both, error) {
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
	x := &both{l, l}
	x.now.Statements, x.now.Positions = slices.Clone(l.Statements), slices.Clone(l.Positions)
	x.now.Events, x.now.Meetings = slices.Clone(l.Events), slices.Clone(l.Meetings)
	o.apply(ctx, &x.now)
	o.lines[id] = x
	return x, nil
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
		if c := o.of[r.ID][i]; ofReport(c) {
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

// Speakers implements [store.Store].
func (s Store) Speakers(ctx context.Context, q query.Query) ([]store.SpeakerRow, error) {
	o, err := s.overlay(ctx)
	if err != nil {
		return nil, err
	}
	if len(o.moving[correction.PartStatement]) == 0 {
		return s.Engine.Speakers(ctx, q)
	}
	rows, err := s.Statements(ctx, q, store.Page{})
	if err != nil {
		return nil, err
	}
	return speakers(rows), nil
}
