package correction

import (
	"slices"
	"strings"

	"dateline/event"
	"dateline/language"
	"dateline/record"
)

// onEvent writes into an event of l what c says of it.
func onEvent(l *record.Line, e *record.Event, c *Correction, span record.Span) {
	add := func(was string) { e.Corrections = append(e.Corrections, c.mark(was)) }
	switch c.Kind {
	case Speaker:
		add(e.AttributedTo.Words())
		e.AttributedTo = someone(l, c.Value)
	case Bounds:
		e.Corrections, e.Span = append(e.Corrections, c.markBounds(e.Span)), span
	case Kind:
		if slices.Contains(Modalities, c.Value) {
			add(e.Modality)
			e.Modality = c.Value
			return
		}
		add(e.Type)
		// The mode is one of the type that was read.
		e.Type, e.Mode = c.Value, nil
		e.Track = track(l, e)
	case Who:
		add(wordsOf(e.Actors))
		e.Actors = everyone(l, c.Words)
		between(l, e)
	case Whom:
		add(wordsOf(e.Recipients))
		e.Recipients = everyone(l, c.Words)
		between(l, e)
	case Day:
		add(dayOf(e.Date))
		e.Date = dateOf(c)
	}
}

// onMeeting writes into a meeting of l what c says of it.
func onMeeting(l *record.Line, m *record.Meeting, c *Correction) {
	add := func(was string) { m.Corrections = append(m.Corrections, c.mark(was)) }
	switch c.Kind {
	case Kind:
		if slices.Contains(MeetingStatuses, c.Value) {
			add(m.Status)
			m.Status = c.Value
			return
		}
		add(kindOf(m))
		m.Kind = &c.Value
	case Who:
		add(wordsOf(m.Parties))
		m.Parties = everyone(l, c.Words)
	case Mediator:
		add(m.Mediator.Words())
		m.Mediator = someone(l, c.Value)
		if m.Mediator == nil {
			m.How = nil
		}
	case Day:
		add(dayOf(m.Date))
		m.Date = dateOf(c)
	}
}

// someone refers to who is called name, nil for "".
func someone(l *record.Line, name string) *record.Ref {
	if name == "" {
		return nil
	}
	r := named(l, name)
	return &r
}

func everyone(l *record.Line, names []string) []record.Ref {
	out := make([]record.Ref, 0, len(names))
	for _, n := range names {
		out = append(out, named(l, n))
	}
	return out
}

// wordsOf names several actors.
func wordsOf(list []record.Ref) string {
	var out []string
	for i := range list {
		out = append(out, list[i].Words())
	}
	return strings.Join(out, "; ")
}

func dayOf(d *record.Date) string {
	if d == nil || d.ISO == nil {
		return ""
	}
	return *d.ISO
}

// dateOf is the day that a person gives, nil where they say that the words do
// not tell it.
func dateOf(c *Correction) *record.Date {
	if c.Value == "" {
		return nil
	}
	p, basis := precision(c.Value), "said by "+c.By
	return &record.Date{ISO: &c.Value, Precision: &p, Basis: &basis}
}

// track is on which track an event lies as it stands.
func track(l *record.Line, e *record.Event) string {
	mode := ""
	if e.Mode != nil {
		mode = *e.Mode
	}
	return string(event.TrackOf(e.Type, mode, e.Contexts, states(l, e)))
}

// between gives an event that lay on no track, since it stayed within one
// state, the track that it has with others who take part. One that has a track
// keeps it: its words may name states that take no part.
func between(l *record.Line, e *record.Event) {
	if e.Track == string(event.OtherWise) {
		e.Track = track(l, e)
	}
}

// states counts the states that take part in an event; 0 when one acts and
// nothing says that it does so at home.
func states(l *record.Line, e *record.Event) int {
	seen := map[string]bool{}
	itself := false
	for i, r := range slices.Concat(e.Actors, e.Recipients) {
		k := slices.IndexFunc(l.Actors, func(a record.Actor) bool { return r.Actor != nil && a.ID == *r.Actor })
		if k < 0 || l.Actors[k].Country == nil {
			continue
		}
		seen[*l.Actors[k].Country] = true
		itself = itself || i < len(e.Actors) && l.Actors[k].Kind == language.Country.String()
	}
	if len(seen) == 1 && itself {
		return 0
	}
	return len(seen)
}
