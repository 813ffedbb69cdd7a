package event

import (
	"slices"

	"dateline/language"
	"dateline/language/tag"
)

// mediation are the words under which a mediator stands.
var mediation = setOf("mediate mediated mediation shuttle broker brokered facilitate facilitated facilitation host hosted relay auspices relayed shuttling brokering mediating convene chair preside invite")

// carriers are verbs of going between two sides.
var carriers = setOf("carry relay convey ferry pass bring take deliver shuttle walk go run move travel hurry commute")

// carries reports a verb that carries messages, or goes between two sides.
func (m *gatherer) carries(v int) bool {
	a := m.arguments(v)
	if a.obj >= 0 && lex.classes["message"][m.g.lemma(a.obj)] {
		return true
	}
	for _, o := range a.obliques {
		switch w := m.g.lemma(o.head); o.prep {
		case "between":
			return m.g.low(o.head) == "them" || w == "side" || w == "delegation" || w == "two" || w == "room" || w == "floor" || w == "hotel" || w == "capital" || w == "team" || m.g.lemma(v) == "shuttle"
		case "from":
			if w == "room" || w == "one" || w == "side" || w == "floor" || w == "hotel" {
				return true
			}
		}
	}
	return false
}

// mediator reads who mediates at the word k: the subject of the verb, the
// agent behind "by", the country before "-mediated" or "mediation".
func (m *gatherer) mediator(x *Meeting, k int) {
	if x.Mediator != nil && !m.vague(*x.Mediator) {
		return
	}
	g := m.g
	if m.unsaid(k) {
		return
	}
	switch g.lemma(k) {
	case "host", "hosted", "convene", "invite":
		if len(x.Parties) < 2 {
			return // who receives a guest is a side
		}
	}
	var who []Party
	switch {
	case g.part[k] == tag.Noun && g.lemma(k) == "mediate" && g.head(k) >= 0:
		if a := m.arguments(m.clauseOf(g.head(k), -1)); a.subj >= 0 {
			who = m.parties(a.subj)
		}
	case g.part[k] == tag.Noun:
		b, _ := m.nounArguments(k)
		if b.subj >= 0 {
			who = m.parties(b.subj)
		} else {
			for _, o := range b.obliques {
				if o.prep == "of" || o.prep == "by" || o.prep == "from" {
					who = m.parties(o.head)
					break
				}
			}
		}
	default:
		for _, j := range g.children(k) { // "Omani-mediated"
			if c := g.country[j]; c != "" && int(j) < k && (g.rel[j] == rCompound || g.rel[j] == rAmod || g.rel[j] == rObl || g.rel[j] == rAdvmod || g.rel[j] == rNmod) && k-int(j) <= 3 {
				who = []Party{m.state(c, m.countryWords(int(j)))}
			}
		}
		if k >= 2 && g.low(k-1) == "-" && len(who) == 0 {
			if c := g.country[k-2]; c != "" {
				who = []Party{m.state(c, m.countryWords(k-2))}
			} else {
				who = m.one(k - 2)
			}
		}
		if len(who) == 0 {
			if a := m.arguments(k); a.subj >= 0 {
				if w := g.lemma(a.subj); !lex.classes["talks"][w] {
					who = m.parties(a.subj)
				}
			}
			if o := g.child(k, rObj); o > k && g.lemma(k) == "go" {
				who = m.parties(o) // "between them goes Ana Orlo"
			}
		}
	}
	m.setMediator(x, who, m.how(k))
}

// vague reports a mediator without a name: “regional mediators”.
func (m *gatherer) vague(p Party) bool {
	return p.Country == "" && (p.Actor < 0 || m.d.Actors[p.Actor].Kind == language.Group)
}

// goBetween reads the mediator beside “go-between”, which the tokens part:
// “the Omani go-between”, “go-between would be Ana Orlo”.
func (m *gatherer) goBetween(x *Meeting, k int, s language.Sentence) {
	if x.Mediator != nil && !m.vague(*x.Mediator) {
		return
	}
	if k > s.First && m.g.country[k-1] != "" {
		m.setMediator(x, []Party{m.stateAt(m.g.country[k-1], k-1)}, "facilitating")
		return
	}
	for i := k + 3; i < min(s.Last, k+8); i++ {
		if m.person(i) >= 0 && m.g.part[i] == tag.Propn {
			m.setMediator(x, m.one(i), "shuttling")
			return
		}
	}
}

// bringsTogether reports “brought Kelmar and Tavria to one table”, “brings the
// two sides together”.
func (m *gatherer) bringsTogether(v int) bool {
	a := m.arguments(v)
	if a.obj < 0 || a.subj < 0 {
		return false
	}
	if m.particle(v, "together") {
		return true
	}
	sc := scene{m: m}
	return len(sc.flat(a.obj, 0)) > 1
}

// presides reports “in the chair”, “at the head of the table”.
func (m *gatherer) presides(k int) bool {
	switch m.g.preposition(k) {
	case "in":
		return m.g.lemma(k) == "chair"
	case "at":
		j := m.g.child(k, rNmod)
		return j >= 0 && m.g.lemma(j) == "table"
	}
	return false
}

// unsaid reports a word that is denied or refused: “denies that it mediates”.
func (m *gatherer) unsaid(k int) bool {
	for i, n := k, 0; i >= 0 && n < 8; i, n = m.g.head(i), n+1 {
		if m.negatedVerb(i) || m.denied(i) {
			return true
		}
		switch m.g.lemma(i) {
		case "deny", "refuse", "reject", "decline", "rule":
			return i != k
		}
	}
	return false
}

// mediatorNoun reads “Omani mediators”, “mediator Ana Orlo”, “through the
// mediators of Oman”.
func (m *gatherer) mediatorNoun(x *Meeting, k int) {
	if x.Mediator != nil && !m.vague(*x.Mediator) || m.unsaid(k) {
		return
	}
	for _, j := range m.g.children(k) { // "the go-between would be Ana Orlo", "Ana Orlo is the mediator"
		if s := m.g.rel[j]; s == rSubj && m.person(int(j)) >= 0 {
			m.setMediator(x, m.one(int(j)), "facilitating")
			return
		}
	}
	if h := m.g.head(k); h >= 0 && m.g.rel[k] == rSubj && m.g.child(h, rCop) >= 0 && m.person(h) >= 0 {
		m.setMediator(x, m.one(h), "facilitating")
		return
	}
	if c := m.countryOf(k); c != "" {
		p := m.state(c, m.core(k))
		p.head = k
		m.setMediator(x, []Party{p}, "facilitating")
		return
	}
	h := k
	if r := m.g.rel[k]; (r == rDesc || r == rCompound || r == rAppos || r == rFlat) && m.g.head(k) >= 0 {
		h = m.g.head(k)
	}
	if h != k || m.mentionOf(k) >= 0 {
		who := m.one(h)
		if len(who) > 0 && who[0].Actor >= 0 && m.d.Actors[who[0].Actor].Kind != language.Group {
			m.setMediator(x, who, "facilitating")
		}
	}
}

func (m *gatherer) setMediator(x *Meeting, who []Party, how string) {
	for _, p := range who {
		person := p.Actor >= 0 && m.d.Actors[p.Actor].Kind == language.Person && m.named(p.Actor)
		body := m.bloc(p) || p.head >= 0 && owners[m.g.lemma(p.head)]
		if !body && (m.level(p) < political && p.Country == "" && !person || !m.mayMediate(p)) {
			continue
		}
		s := m.side(p)
		// Who is one of two parties does not mediate between them.
		if len(x.Parties) <= 2 && slices.ContainsFunc(x.Parties, func(q Party) bool { return same(q, s) }) {
			continue
		}
		x.Parties = slices.DeleteFunc(x.Parties, func(q Party) bool { return same(q, s) })
		x.Heads = slices.DeleteFunc(x.Heads, func(h Head) bool { return same(h.Party, s) })
		x.Mediator, x.How = &s, how
		return
	}
}
