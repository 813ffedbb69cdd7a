package record

import (
	"strconv"

	"dateline/event"
	"dateline/language"
	"dateline/language/name"
)

// event writes one event.
func (m maker) event(i int, e event.Event) Event {
	out := Event{
		ID:         m.eventID(i),
		Type:       e.Type,
		Mode:       known(e.Mode),
		Contexts:   append([]string{}, e.Contexts...),
		Track:      string(e.Track),
		Modality:   string(e.Modality),
		Span:       m.span(e.Span),
		Actors:     m.parties(e.Actors),
		Recipients: m.parties(e.Recipients),
		Place:      m.some(e.Place),
		Grade:      "to check",
		Rule:       e.Rule,
	}
	if e.Time >= 0 {
		t := m.d.Times[e.Time]
		d := m.date(t.Date, t.Span)
		out.Date = &d
	}
	if e.Speaker != nil {
		r := m.party(*e.Speaker)
		out.AttributedTo = &r
	}
	if e.Position >= 0 {
		id := m.a.ID + ".p" + strconv.Itoa(e.Position+1)
		out.Position = &id
	}
	return out
}

func (m maker) eventID(i int) string { return m.a.ID + ".e" + strconv.Itoa(i+1) }

func (m maker) parties(list []event.Party) []Ref {
	out := make([]Ref, 0, len(list))
	for _, p := range list {
		out = append(out, m.party(p))
	}
	return out
}

// party names who takes part: the actor; a country that only an adjective
// names ("Kenyan strikes") by its own code.
func (m maker) party(p event.Party) Ref {
	r := m.ref(p.Actor, p.Span)
	if p.Actor < 0 && p.State {
		r.Name, r.Actor = known(name.CountryName(p.Country)), known(p.Country)
	}
	return r
}

// states adds the countries that take part by an adjective alone.
func (m maker) states(list []Actor, happened []event.Event) []Actor {
	have := map[string]bool{}
	for _, a := range list {
		have[a.ID] = true
	}
	for _, e := range happened {
		for _, parties := range [][]event.Party{e.Actors, e.Recipients} {
			for _, p := range parties {
				if p.Actor >= 0 || !p.State || have[p.Country] {
					continue
				}
				have[p.Country] = true
				list = append(list, Actor{
					ID: p.Country, Name: name.CountryName(p.Country), Kind: language.Country.String(),
					Names: []string{m.a.Text.Slice(p.Span)}, Roles: []Role{},
				})
			}
		}
	}
	return list
}
