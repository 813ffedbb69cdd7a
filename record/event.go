package record

import (
	"strconv"
	"strings"

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

// listed reports an ISO 3166-1 alpha-3 code.
func listed(code string) bool { return len(code) == 3 && name.CountryName(code) != "" }

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
	if p.Actor < 0 && p.State && listed(p.Country) {
		r.Name, r.Actor = known(name.CountryName(p.Country)), known(p.Country)
	}
	if acts := p.Country; acts != "" && !strings.HasPrefix(acts, "@") && !p.State && (p.Actor < 0 || m.d.Actors[p.Actor].Country == "") {
		r.Country = &acts
	}
	return r
}

// states adds the countries that take part by an adjective alone.
func (m maker) states(list []Actor, happened []event.Event, met []event.Meeting) []Actor {
	have := map[string]bool{}
	for _, a := range list {
		have[a.ID] = true
	}
	add := func(parties []event.Party) {
		for _, p := range parties {
			if p.Actor >= 0 || !p.State || !listed(p.Country) || have[p.Country] {
				continue
			}
			have[p.Country] = true
			list = append(list, Actor{
				ID: p.Country, Name: name.CountryName(p.Country), Kind: language.Country.String(),
				Names: []string{m.a.Text.Slice(p.Span)}, Country: known(p.Country), Roles: []Role{},
			})
		}
	}
	for _, e := range happened {
		add(e.Actors)
		add(e.Recipients)
	}
	for _, x := range met {
		add(x.Parties)
		if x.Mediator != nil {
			add([]event.Party{*x.Mediator})
		}
	}
	return list
}

// meeting writes one meeting.
func (m maker) meeting(i int, x event.Meeting) Meeting {
	out := Meeting{
		ID:      m.a.ID + ".m" + strconv.Itoa(i+1),
		Kind:    known(x.Kind),
		Parties: m.parties(x.Parties),
		Heads:   make([]Head, 0, len(x.Heads)),
		How:     known(x.How),
		Format:  known(x.Format),
		Round:   m.some(x.Round),
		Venue:   m.some(x.Venue),
		Status:  string(x.Status),
		Outcome: make([]Outcome, 0, len(x.Outcome)),
		Next:    m.spans(x.Next),
		Events:  make([]string, 0, len(x.Events)),
	}
	for _, h := range x.Heads {
		r := m.party(h.Party)
		id := m.a.Text.Slice(h.Party.Span)
		if r.Actor != nil {
			id = *r.Actor
		}
		out.Heads = append(out.Heads, Head{Party: id, Person: m.party(h.Person)})
	}
	if x.Mediator != nil {
		r := m.party(*x.Mediator)
		out.Mediator = &r
	}
	if x.Time >= 0 {
		t := m.d.Times[x.Time]
		d := m.date(t.Date, t.Span)
		out.Date = &d
	}
	for _, o := range x.Outcome {
		y := Outcome{Span: m.span(o.Span)}
		if o.By != nil {
			r := m.party(*o.By)
			y.By = &r
		}
		out.Outcome = append(out.Outcome, y)
	}
	for _, k := range x.Events {
		out.Events = append(out.Events, m.eventID(k))
	}
	return out
}
