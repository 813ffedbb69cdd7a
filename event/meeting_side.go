package event

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
)

// tally is a state or body that may be a side of the meeting a report is about.
type tally struct {
	p    Party
	n    int    // how much speaks for it
	head *Party // who leads or speaks for it
}

// company are sides that one phrase names together.
type company struct {
	sides []Party
	n     int
}

// scene weighs who the sides of a report's meeting are, from all its sentences:
// those named together where a meeting is told of, who sends a delegation, for
// whom the persons act.
type scene struct {
	m      *gatherer
	list   []*tally
	groups []*company
	seen   map[int]int // by person: how often counted
}

// brings are verbs whose objects are the sides.
var brings = setOf("invite bring host urge summon ask gather press reconcile mediate call")

// opens are verbs that sides do together.
var opens = setOf("hold resume open start begin end finish conclude return trade exchange sign agree launch restart wind discuss reopen break put initial")

func (m *gatherer) scene() *scene {
	s := &scene{m: m, seen: map[int]int{}}
	n := 0
	for _, x := range m.d.Sentences {
		title := m.d.Article.Blocks[x.Block].Kind == article.Headline
		if !title && !m.told(x) || m.d.Article.Blocks[x.Block].Kind == article.Byline {
			continue
		}
		if !title {
			n++
		}
		for k := x.First; k < x.Last; k++ {
			s.token(k, n, title)
		}
		if title {
			s.listed(x)
		}
	}
	return s
}

func (s *scene) find(p Party) *tally {
	for _, t := range s.list {
		if same(t.p, p) {
			return t
		}
	}
	s.list = append(s.list, &tally{p: p})
	return s.list[len(s.list)-1]
}

// token counts what one word tells.
func (s *scene) token(k, n int, title bool) {
	m, g := s.m, s.m.g
	if !g.nominal(k) && g.country[k] == "" || g.part[k] == tag.Pron {
		return
	}
	if g.rel[k] != rConj || g.head(k) < 0 || !g.nominal(g.head(k)) {
		s.together(k, n, title)
	}
	if title {
		return
	}
	if a := m.person(k); a >= 0 && m.headOf(m.d.Mentions[g.mention[k]].Whole) == k {
		p, ok := m.acting[a]
		if !ok { // who holds an office of which the report does not tell whose it is
			p = Party{Span: m.d.Mentions[g.mention[k]].Whole, Actor: a, head: k}
			if !m.named(a) || len(m.d.Actors[a].Roles) == 0 || m.level(p) < political {
				return
			}
		}
		t := s.find(p)
		s.seen[a]++
		switch s.seen[a] {
		case 1:
			t.n += 2
			if ok {
				t.n++
			}
		case 2, 3, 4:
			t.n++
		}
		if m.named(a) && (t.head == nil || n <= 2 && s.seen[a] == 1 && t.head == nil) {
			t.head = &Party{Span: m.d.Mentions[g.mention[k]].Whole, Actor: a, Country: p.Country, head: k}
		}
		return
	}
	switch w := g.lemma(k); w {
	case "delegation", "team", "side", "negotiator", "representative":
		if p, ok := m.body(k); ok {
			s.find(p).n += 3
		}
		return
	}
	if m.acts(k) {
		if p, ok := m.body(k); ok {
			s.find(p).n++
			if g.rel[k] == rSubj || g.rel[k] == rSubjPass {
				s.find(p).n++
			}
		}
	}
}

// flat returns the sides that the phrase headed by h names, joined ones too.
func (s *scene) flat(h, depth int) []Party {
	m, g := s.m, s.m.g
	if depth > 8 {
		return nil
	}
	var out []Party
	many := m.adjectives(h)
	if len(many) > 1 && g.country[h] == "" && g.part[h] == tag.Noun {
		out = append(out, many...)
	} else if p, ok := m.body(h); ok {
		out = addSide(out, p)
	} else if p, ok := s.people(h); ok {
		out = addSide(out, p)
	}
	for _, k := range g.children(h) {
		k := int(k)
		switch {
		case g.rel[k] == rConj && (g.nominal(k) || g.country[k] != "" || g.preposition(k) == "of") && g.child(k, rSubj, rSubjPass) < 0,
			g.rel[k] == rNmod && delegations[g.lemma(h)] && (g.preposition(k) == "of" || g.preposition(k) == "from"):
			for _, p := range s.flat(k, depth+1) {
				out = addSide(out, p)
			}
		case g.rel[k] == rNmod && g.preposition(k) == "of" && g.country[k] != "" && g.country[h] == "":
			// “the government of Kelmar and the Free Army”: the army is joined to the government
			for _, j := range g.children(k) {
				if p, ok := m.body(int(j)); ok && g.rel[j] == rConj {
					out = addSide(out, p)
				}
			}
		}
	}
	return out
}

// people reads a name with an article that nothing else explains, as a clan or
// a movement has: “the Biyo and the Harre”.
func (s *scene) people(h int) (Party, bool) {
	m, g := s.m, s.m.g
	d := g.child(h, rDet)
	if g.part[h] != tag.Propn || d < 0 || g.low(d) != "the" || m.person(h) >= 0 {
		return Party{}, false
	}
	p := Party{Span: m.core(h), Actor: -1, head: h}
	if x := g.mention[h]; x >= 0 {
		p.Actor = m.d.Mentions[x].Actor
	}
	return p, true
}

// together counts the sides that a phrase names with one another.
func (s *scene) together(h, n int, title bool) {
	g := s.m.g
	sides := s.flat(h, 0)
	if len(sides) < 2 || len(sides) > 6 {
		return
	}
	w := 1
	at := h
	if r := g.rel[h]; (r == rAppos || r == rDesc) && g.head(h) >= 0 {
		at = g.head(h) // “the two factions, A and B”
	}
	up := g.head(at)
	prep := g.preposition(at)
	if prep == "in" || prep == "at" || prep == "near" || prep == "outside" {
		return // places
	}
	meets := func(i int) bool {
		l := g.lemma(i)
		return lex.classes["talks"][l] || lex.classes["encounter"][l] || l == "agreement" || l == "protocol" || l == "treaty" || l == "ceremony"
	}
	switch r := g.rel[at]; {
	case up < 0:
	case prep == "between" && meets(up), r == rNmod && (prep == "of" || prep == "with") && meets(up), r == rAmod || r == rCompound || r == rPoss:
		if meets(up) {
			w += 5
		}
	case prep == "between":
		w += 2
	case r == rSubj || r == rSubjPass:
		w++
		if l := g.lemma(up); lex.classes["encounters"][l] || opens[l] {
			w += 4
		}
	case r == rObj:
		if brings[g.lemma(up)] {
			w += 4
		}
	}
	if title || n <= 2 {
		w += 2
	}
	s.group(sides, w)
}

// listed reads “Kenya, Peru to sign” in a headline, where a comma joins.
func (s *scene) listed(x language.Sentence) {
	m, g := s.m, s.m.g
	var sides []Party
	k := x.First
	for k < x.Last && g.country[k] != "" && g.part[k] != tag.Adj {
		c := g.country[k]
		sides = addSide(sides, m.stateAt(c, k))
		for k < x.Last && g.country[k] == c {
			k++
		}
		if k >= x.Last || g.low(k) != "," && g.low(k) != "and" {
			break
		}
		k++
		if k < x.Last && g.low(k) == "and" {
			k++
		}
	}
	if len(sides) > 1 {
		s.group(sides, 4)
	}
}

func (s *scene) group(sides []Party, w int) {
	for _, p := range sides {
		s.find(p).n += (w + 1) / 2
	}
	for _, c := range s.groups {
		if len(c.sides) == len(sides) && !slices.ContainsFunc(sides, func(p Party) bool { return !holds(c.sides, p) }) {
			c.n += w
			return
		}
	}
	s.groups = append(s.groups, &company{sides, w})
}

func holds(list []Party, p Party) bool {
	return slices.ContainsFunc(list, func(q Party) bool { return same(p, q) })
}

// choose returns the sides: the company that most speaks for, else the two
// that do. Who mediates is none.
func (s *scene) choose(mediator *Party) []Party {
	m := s.m
	out := func(p Party) bool { return mediator != nil && same(*mediator, p) || m.bloc(p) }
	var best *company
	for _, c := range s.groups {
		if slices.ContainsFunc(c.sides, out) {
			continue
		}
		if best == nil || c.n > best.n {
			best = c
		}
	}
	if best != nil && best.n >= 4 {
		return slices.Clone(best.sides)
	}
	list := slices.DeleteFunc(slices.Clone(s.list), func(t *tally) bool { return out(t.p) || t.n < 2 })
	slices.SortStableFunc(list, func(a, b *tally) int { return b.n - a.n })
	if len(list) < 2 {
		return nil
	}
	return []Party{list[0].p, list[1].p}
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

// heads returns who leads the sides.
func (s *scene) heads(sides []Party) []Head {
	var out []Head
	for _, p := range sides {
		for _, t := range s.list {
			if t.head != nil && same(t.p, p) {
				out = append(out, Head{p, *t.head})
			}
		}
	}
	return out
}
