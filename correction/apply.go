package correction

import (
	"fmt"
	"slices"
	"strings"

	"dateline/event"
	"dateline/language"
	country "dateline/language/name"
	"dateline/record"
	"dateline/text"
)

// Kinds are what findings can be corrected to: an event to a type of PLOVER or
// to a modality, a meeting to a kind or to a status.
var (
	StatementKinds = []string{"direct", "mixed", "indirect"}
	PositionKinds  = []string{
		"demand", "red_line", "refusal", "condition", "offer", "threat", "readiness", "commitment", "intention", "denial", "allegation", "assessment",
	}
	EventTypes      = event.Types()
	Modalities      = []string{string(event.Happened), string(event.Historical), string(event.Planned), string(event.Hypothetical), string(event.Negated)}
	MeetingKinds    = []string{"talks", "visit", "call", "session", "summit", "signing"}
	MeetingStatuses = []string{
		string(event.MeetingPlanned), string(event.MeetingHeld), string(event.MeetingCancelled), string(event.MeetingPostponed),
	}
)

// kindsOf are the kinds that a finding can be corrected to.
func kindsOf(part string) []string {
	switch part {
	case PartStatement:
		return StatementKinds
	case PartPosition:
		return PositionKinds
	case PartEvent:
		return slices.Concat(EventTypes, Modalities)
	}
	return slices.Concat(MeetingKinds, MeetingStatuses)
}

// Check says why c cannot be made of what it names; nil when it can.
func Check(c *Correction) error {
	if len(c.Anchors) == 0 {
		return nil
	}
	part := c.Anchors[0].Part
	several := []string{PartActor, PartStatement, PartReport, PartEvent, PartMeeting}
	want := map[string][]string{
		Retract: {PartReport, PartStatement, PartPosition, PartEvent, PartMeeting}, Rename: {PartActor}, Speaker: {PartStatement, PartPosition, PartEvent},
		Bounds: {PartStatement, PartPosition, PartEvent}, Kind: {PartStatement, PartPosition, PartEvent, PartMeeting}, Who: {PartEvent, PartMeeting},
		Whom: {PartEvent}, Mediator: {PartMeeting}, Day: {PartEvent, PartMeeting}, Verdict: {PartPosition}, Merge: several, Split: several,
	}[c.Kind]
	if !slices.Contains(want, part) {
		var of []string
		for _, w := range want {
			of = append(of, a(w))
		}
		return fmt.Errorf("%s is of %s, and %s is %s", c.Kind, strings.Join(of, " or "), c.Anchors[0], a(part))
	}
	if kinds := kindsOf(part); c.Kind == Kind && !slices.Contains(kinds, c.Value) {
		return fmt.Errorf("%s's kind is one of %s", a(part), strings.Join(kinds, ", "))
	}
	return nil
}

// a is a noun with its article.
func a(noun string) string {
	if strings.ContainsAny(noun[:1], "aeiou") {
		return "an " + noun
	}
	return "a " + noun
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
		switch part := f.c.Anchors[0].Part; {
		case f.c.Kind == Retract:
			retract(l, part, f.i, f.c.mark(""))
		case part == PartStatement:
			onStatement(l, &l.Statements[f.i], f.c, f.span)
		case part == PartPosition:
			onPosition(l, &l.Positions[f.i], f.c, f.span)
		case part == PartEvent:
			onEvent(l, &l.Events[f.i], f.c, f.span)
		case part == PartMeeting:
			onMeeting(l, &l.Meetings[f.i], f.c)
		}
	}
	return states
}

func onStatement(l *record.Line, s *record.Statement, c *Correction, span record.Span) {
	switch c.Kind {
	case Speaker:
		speaker(l, s, c)
	case Kind:
		s.Corrections = append(s.Corrections, c.mark(s.Kind))
		s.Kind = c.Value
	case Bounds:
		statementBounds(s, c, span)
	}
}

func onPosition(l *record.Line, p *record.Position, c *Correction, span record.Span) {
	switch c.Kind {
	case Speaker:
		p.Corrections = append(p.Corrections, c.mark(p.Holder.Words()))
		p.Holder = named(l, c.Value)
	case Kind:
		p.Corrections = append(p.Corrections, c.mark(p.Kind))
		p.Kind = c.Value
	case Bounds:
		p.Corrections, p.Span = append(p.Corrections, c.markBounds(p.Span)), span
	}
}

// retract says that a finding is not told in its report, and that what was read
// from it alone is not: the positions of a statement, the event that tells a
// position, a meeting of which no event is left.
func retract(l *record.Line, part string, i int, m record.Mark) {
	switch part {
	case PartReport:
		l.Report.Retracted = &m
	case PartStatement:
		s := &l.Statements[i]
		s.Corrections = append(s.Corrections, m)
		for k := range l.Positions {
			if of := l.Positions[k].Statement; of != nil && *of == s.ID {
				retract(l, PartPosition, k, m)
			}
		}
	case PartPosition:
		p := &l.Positions[i]
		p.Corrections = append(p.Corrections, m)
		for k := range l.Events {
			if of := l.Events[k].Position; of != nil && *of == p.ID {
				retract(l, PartEvent, k, m)
			}
		}
	case PartEvent:
		e := &l.Events[i]
		e.Corrections = append(e.Corrections, m)
		for k := range l.Meetings {
			if x := &l.Meetings[k]; slices.Contains(x.Events, e.ID) && !told(l, x.Events) {
				retract(l, PartMeeting, k, m)
			}
		}
	case PartMeeting:
		x := &l.Meetings[i]
		x.Corrections = append(x.Corrections, m)
	}
}

// told reports whether one of the events is told, as far as nobody says that
// it is not.
func told(l *record.Line, events []string) bool {
	return slices.ContainsFunc(l.Events, func(e record.Event) bool {
		return slices.Contains(events, e.ID) && record.Retraction(e.Corrections) == nil
	})
}

// whole is the range of the i-th finding, for its place in the source.
func (a *Anchor) whole(l *record.Line, i int) record.Span {
	switch a.Part {
	case PartPosition:
		return l.Positions[i].Span
	case PartEvent:
		return l.Events[i].Span
	}
	return l.Statements[i].Span
}

// named is a reference to who is called name: the report's own actor of that
// name, if it has one, else a country, which goes by its code everywhere and is
// added to the report's actors.
func named(l *record.Line, name string) record.Ref {
	r := record.Ref{Name: &name}
	for i := range l.Actors {
		a := &l.Actors[i]
		if strings.EqualFold(a.Name, name) || a.ID == name || slices.ContainsFunc(a.Names, func(n string) bool { return strings.EqualFold(n, name) }) {
			id := a.ID
			if a.ID == name {
				r.Name = &a.Name
			}
			r.Actor = &id
			return r
		}
	}
	code := name
	if _, n := country.CountryAt(name); n == len(name) {
		code, _ = country.CountryAt(name)
	}
	if full := country.CountryName(code); full != "" {
		l.Actors = append(slices.Clip(l.Actors), record.Actor{
			ID: code, Name: full, Kind: language.Country.String(), Names: []string{full}, Country: &code, Roles: []record.Role{},
		})
		r.Name, r.Actor = &full, &code
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
