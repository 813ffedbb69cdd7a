package event

import (
	"slices"
	"strings"

	"dateline/language"
)

// ownName reports a person by name.
func (m *gatherer) ownName(p Party) bool {
	return p.Actor >= 0 && m.d.Actors[p.Actor].Kind == language.Person && m.named(p.Actor)
}

// envoys counts persons whose office is to stand between, and makes one of a
// description and the one person by name of whom nothing else says whose it is:
// “the Norwegian envoy” and Ingrid Sollie.
func (s *scene) envoys() {
	m := s.m
	for a, x := range m.d.Actors {
		if x.Kind != language.Person || !m.named(a) {
			continue
		}
		for _, r := range x.Roles {
			for w := range strings.FieldsSeq(strings.ToLower(r.Words)) {
				if between := w == "envoy" || w == "mediator" || w == "facilitator" || w == "moderator"; between || w == "representative" && strings.Contains(strings.ToLower(r.Words), "special") {
					k := slices.IndexFunc(m.d.Mentions, func(y language.Mention) bool { return y.Actor == a && y.Kind == language.Name })
					p := Party{Span: m.d.Mentions[k].Whole, Actor: a, Country: m.acting[a].Country, head: m.headOf(m.d.Mentions[k].Whole)}
					s.between(p, "facilitating", 4)
					break
				}
			}
		}
	}
	for _, b := range s.third {
		if !m.ownName(b.p) || m.side(b.p).Actor != b.p.Actor || s.find(b.p).n > 4 {
			continue
		}
		for i, c := range s.third {
			if c != b && !m.ownName(c.p) && (c.p.State || c.p.Actor >= 0 && m.d.Actors[c.p.Actor].Kind == language.Person) {
				b.n += c.n
				if c.how == "shuttling" {
					b.how = c.how
				}
				s.third[i].n = 0
			}
		}
	}
	s.third = slices.DeleteFunc(s.third, func(b *between) bool { return b.n == 0 })
}

// thirdEnvoy returns the state whose envoy goes between two others, each of
// which somebody speaks or acts for.
func (s *scene) thirdEnvoy() *Party {
	var third *tally
	others := 0
	for _, t := range s.list {
		if t.n < 4 || s.m.bloc(t.p) {
			continue
		}
		if t.head != nil && t.p.State && s.envoy(t.head.Actor) {
			if third != nil {
				return nil // envoys of two sides
			}
			third = t
			continue
		}
		others++
	}
	if third == nil || others != 2 {
		return nil
	}
	for _, c := range s.groups {
		if c.n >= 4 && holds(c.sides, third.p) {
			return nil
		}
	}
	return third.head
}

// envoy reports a person whom the report calls an envoy.
func (s *scene) envoy(actor int) bool {
	for _, r := range s.m.d.Actors[actor].Roles {
		if strings.Contains(strings.ToLower(r.Words), "envoy") {
			return true
		}
	}
	return false
}
