package correction

import (
	"fmt"
	"slices"
	"strings"

	"dateline/record"
	"dateline/text"
)

// Kinds are the kinds that a statement and a position can be corrected to.
var (
	StatementKinds = []string{"direct", "mixed", "indirect"}
	PositionKinds  = []string{
		"demand", "red_line", "refusal", "condition", "offer", "threat", "readiness", "commitment", "intention", "denial", "allegation", "assessment",
	}
)

// Check says why c cannot be made of what it names; nil when it can.
func Check(c *Correction) error {
	if len(c.Anchors) == 0 {
		return nil
	}
	part := c.Anchors[0].Part
	want := map[string][]string{
		Retract: {PartReport}, Rename: {PartActor}, Speaker: {PartStatement, PartPosition}, Bounds: {PartStatement, PartPosition},
		Kind: {PartStatement, PartPosition}, Verdict: {PartPosition}, Merge: {PartActor, PartStatement, PartReport}, Split: {PartActor, PartStatement, PartReport},
	}[c.Kind]
	if !slices.Contains(want, part) {
		return fmt.Errorf("%s is of a %s, and %s is a %s", c.Kind, strings.Join(want, " or a "), c.Anchors[0], part)
	}
	if c.Kind == Kind {
		kinds := StatementKinds
		if part == PartPosition {
			kinds = PositionKinds
		}
		if !slices.Contains(kinds, c.Value) {
			return fmt.Errorf("a %s's kind is one of %s", part, strings.Join(kinds, ", "))
		}
	}
	return nil
}

// Apply writes into l what the active corrections say of its report, with a
// mark each, and returns by the correction's id why one does not apply; ""
// for one that does. Corrections of other reports, and those of what several
// reports show together, are passed over. origin returns that of the report's
// text (text.Text.AppendOrigin), for the places of new bounds in the source;
// nil where it is not at hand, and they are then those of what was read.
func Apply(l *record.Line, active []Correction, origin func() []byte) map[string]string {
	states := map[string]string{}
	type found struct {
		c    *Correction
		i    int
		span record.Span
	}
	var todo []found
	for k := range active {
		c := &active[k]
		if len(c.Anchors) == 0 || c.Anchors[0].Report != l.Report.ID || c.ofSeveral() {
			continue
		}
		f := found{c: c}
		var why string
		// All are looked for in what was read, before any changes it.
		if f.i, why = c.Anchors[0].Find(l); why == "" && c.Kind == Bounds {
			f.span, why = bounds(l, &c.Anchors[1], c.Anchors[0].whole(l, f.i), origin)
		}
		states[c.ID] = why
		if why == "" {
			todo = append(todo, f)
		}
	}
	for _, f := range todo {
		switch c := f.c; {
		case c.Kind == Retract:
			m := c.mark("")
			l.Report.Retracted = &m
		case c.Anchors[0].Part == PartStatement:
			s := &l.Statements[f.i]
			switch c.Kind {
			case Speaker:
				speaker(l, s, c)
			case Kind:
				s.Corrections = append(s.Corrections, c.mark(s.Kind))
				s.Kind = c.Value
			case Bounds:
				statementBounds(s, c, f.span)
			}
		default:
			p := &l.Positions[f.i]
			switch c.Kind {
			case Speaker:
				p.Corrections = append(p.Corrections, c.mark(p.Holder.Words()))
				p.Holder = named(l, c.Value)
			case Kind:
				p.Corrections = append(p.Corrections, c.mark(p.Kind))
				p.Kind = c.Value
			case Bounds:
				m := c.mark(p.Span.Exact)
				m.WasSpans = []record.Span{p.Span}
				p.Corrections, p.Span = append(p.Corrections, m), f.span
			}
		}
	}
	return states
}

// whole is the range of the i-th finding, for its place in the source.
func (a *Anchor) whole(l *record.Line, i int) record.Span {
	if a.Part == PartPosition {
		return l.Positions[i].Span
	}
	return l.Statements[i].Span
}

// named is a reference to who is called name: the report's own actor of that
// name, if it has one.
func named(l *record.Line, name string) record.Ref {
	r := record.Ref{Name: &name}
	for i := range l.Actors {
		a := &l.Actors[i]
		if strings.EqualFold(a.Name, name) || slices.ContainsFunc(a.Names, func(n string) bool { return strings.EqualFold(n, name) }) {
			id := a.ID
			r.Actor = &id
			break
		}
	}
	return r
}

// speaker gives a statement its speaker, and the positions in it that the old
// one held or spoke.
func speaker(l *record.Line, s *record.Statement, c *Correction) {
	old := s.Speaker.Ref
	s.Corrections = append(s.Corrections, c.mark(old.Words()))
	s.Speaker = record.Speaker{Ref: named(l, c.Value), Candidates: []record.Ref{}}
	same := func(r *record.Ref) bool {
		if r.Actor != nil && old.Actor != nil {
			return *r.Actor == *old.Actor
		}
		return r.Words() == old.Words()
	}
	for i := range l.Positions {
		p := &l.Positions[i]
		if p.Statement == nil || *p.Statement != s.ID {
			continue
		}
		if same(&p.Holder) {
			p.Corrections = append(p.Corrections, c.mark(p.Holder.Words()))
			p.Holder = named(l, c.Value)
		}
		if p.SpokenBy != nil && same(p.SpokenBy) {
			by := named(l, c.Value)
			p.SpokenBy = &by
		}
	}
}

func statementBounds(s *record.Statement, c *Correction, span record.Span) {
	var old []string
	for _, x := range s.Content {
		old = append(old, x.Exact)
	}
	m := c.mark(strings.Join(old, " … "))
	m.WasSpans = s.Content
	if span.Start < s.Span.Start || span.End > s.Span.End {
		s.Span = span // the words stand elsewhere than what was read
	}
	s.Corrections, s.Content = append(s.Corrections, m), []record.Span{span}
	s.Quotes = slices.DeleteFunc(slices.Clone(s.Quotes), func(q record.Span) bool { return q.Start < span.Start || q.End > span.End })
}

// bounds finds the words that a finding is to have. within is what was read,
// whose place in the source they get where theirs is not known.
func bounds(l *record.Line, a *Anchor, within record.Span, origin func() []byte) (record.Span, string) {
	if a.Exact == "" {
		return record.Span{}, "its words were purged"
	}
	start, end, ok := a.locate(l.Report.Text)
	if !ok {
		return record.Span{}, "the report does not have the new words any more"
	}
	if origin != nil {
		if t, err := text.Restore(l.Report.Text, origin()); err == nil && t.Len() == len(l.Report.Text) {
			return record.At(t, text.Span{Start: t.Offset(start), End: t.Offset(end)}, l.Report.Offset), ""
		}
	}
	exact := string([]rune(l.Report.Text)[start:end])
	return record.Span{Start: start, End: end, SourceStart: within.SourceStart, SourceEnd: within.SourceEnd, Exact: exact}, ""
}
