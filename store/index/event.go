package index

import (
	"dateline/language/name"
	"dateline/record"
)

// Actors are the actors of a report by their ids.
type Actors map[string]*record.Actor

// ActorsOf returns the actors of l.
func ActorsOf(l *record.Line) Actors {
	out := make(Actors, len(l.Actors))
	for i := range l.Actors {
		out[l.Actors[i].ID] = &l.Actors[i]
	}
	return out
}

// OfEvent returns the words under which e is found: those that tell it and the
// place; in Speaker who takes part, by every name, with the state that each
// acts for; in Kind type, mode, modality and track; in Cue who tells it.
func OfEvent(e *record.Event, actors Actors) Statement {
	said, who, kind, by := newList(), newList(), newList(), newList()
	said.add(e.Span.Exact)
	if e.Place != nil {
		said.add(e.Place.Exact)
	}
	for _, list := range [][]record.Ref{e.Actors, e.Recipients} {
		for i := range list {
			actors.add(who, &list[i])
		}
	}
	for _, w := range []string{e.Type, deref(e.Mode), e.Modality, e.Track} {
		kind.add(w)
	}
	if e.Track == "both" {
		kind.add("diplomacy")
		kind.add("military")
	}
	actors.add(by, e.AttributedTo)
	return Statement{Said: said.String(), Speaker: who.String(), Kind: kind.String(), Cue: by.String()}
}

// OfMeeting returns the words under which m is found: venue and outcome; in
// Speaker parties, heads and mediator; in Kind kind, status and format.
func OfMeeting(m *record.Meeting, actors Actors) Statement {
	said, who, kind := newList(), newList(), newList()
	if m.Venue != nil {
		said.add(m.Venue.Exact)
	}
	for _, o := range m.Outcome {
		said.add(o.Span.Exact)
	}
	for i := range m.Parties {
		actors.add(who, &m.Parties[i])
	}
	for i := range m.Heads {
		actors.add(who, &m.Heads[i].Person)
	}
	actors.add(who, m.Mediator)
	for _, w := range []string{deref(m.Kind), m.Status, deref(m.Format)} {
		kind.add(w)
	}
	return Statement{Said: said.String(), Speaker: who.String(), Kind: kind.String()}
}

// add adds every name of an actor and of its state.
func (a Actors) add(l *list, r *record.Ref) {
	if r == nil {
		return
	}
	l.add(deref(r.Name))
	if r.Span != nil {
		l.add(r.Span.Exact)
	}
	if r.Country != nil {
		a.country(l, *r.Country)
	}
	if r.Actor == nil {
		return
	}
	a.state(l, *r.Actor)
	l.add(*r.Actor)
}

// country adds every name of the state with the given code.
func (a Actors) country(l *list, code string) {
	l.add(code)
	l.add(name.CountryName(code))
	if c := a[code]; c != nil {
		for _, n := range c.Names {
			l.add(n)
		}
	}
}
