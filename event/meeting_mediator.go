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
	if a.obj >= 0 && lex.classes["message"][m.g.lemma(a.obj)] && !m.denied(a.obj) && (m.g.lemma(v) != "take" || len(a.obliques) > 0 || m.g.child(v, rPrt, rAdvmod) >= 0) {
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

// betweenAt reads who stands between the sides at the word k, how, and how
// much the word says so; nobody where it says nothing.
func (m *gatherer) betweenAt(k int, s language.Sentence) (who []Party, how string, n int) {
	g := m.g
	w := g.lemma(k)
	switch {
	case mediation[w] && !m.unsaid(k):
		n = 8
		switch w {
		case "host", "hosted", "convene", "invite", "chair", "preside":
			n = 4
		}
		who, how = m.mediates(k), m.how(k)
		if w == "invite" && !m.onBoth(k, s.Last) && len(m.sidesIn(k, s.Last)) < 2 {
			return nil, "", 0
		}
		if g.part[k] == tag.Noun && (w == "chair" || w == "host" && m.owned(k)) {
			return nil, "", 0
		}
	case carriers[w] && g.verbal(k) && m.carries(k) && !m.unsaid(k):
		who, how, n = m.mediates(k), m.how(k), 8
	case w == "mediator" || w == "facilitator" || w == "intermediary" || w == "go-between" || w == "intermediaries" || w == "moderator":
		who, how, n = m.mediatorNoun(k), "facilitating", 8
	case w == "go" && k+2 < s.Last && g.low(k+1) == "-" && g.low(k+2) == "between":
		who, how = m.goBetween(k, s)
		n = 8
	case w == "bring" && g.verbal(k) && m.bringsTogether(k):
		who, how, n = m.mediates(k), "facilitating", 6
	case (w == "chair" || w == "head") && g.part[k] == tag.Noun && m.presides(k):
		if h := g.head(k); h >= 0 && g.nominal(h) {
			who = m.one(h)
		} else if h >= 0 {
			for _, o := range m.arguments(h).obliques {
				if o.prep == "with" {
					who = m.parties(o.head)
				}
			}
		}
		how, n = "facilitating", 6
	case w == "between" && k+1 < s.Last && g.low(k+1) == "them" || w == "good" && k+1 < s.Last && g.low(k+1) == "offices":
		if u := m.markBefore(k, s.First, 8); u != nil {
			who, how, n = []Party{u.party(m)}, "facilitating", 6
		}
	case w == "through" || w == "via":
		if u := m.throughAt(k, s); u != nil && u.last > 0 {
			who, how, n = []Party{u.party(m)}, "facilitating", 5
		}
	case g.verbal(k) && arranges[w] && m.ofTalks(k):
		if a := m.arguments(k); a.subj >= 0 {
			who = m.parties(a.subj)
		}
		how, n = "facilitating", 5
	case g.verbal(k) && w != "be" && w != "have" && m.onBoth(k, s.Last):
		if a := m.arguments(k); a.subj >= 0 {
			who = m.parties(a.subj)
		} else if u := m.markBefore(k, s.First, 8); u != nil {
			who = []Party{u.party(m)}
		}
		how, n = "facilitating", 4
	}
	if n >= 5 && g.verbal(k) {
		if u := m.markBefore(k, s.First, 12); u != nil && (len(who) == 0 || k-u.last < 6 && who[0].head < u.first-1 && !m.verbBetween(u.last, k)) {
			who = []Party{u.party(m)} // “with Ana Orlo, of the League, passing notes”
		}
	}
	for _, p := range who {
		if q, ok := m.third(p); ok {
			return []Party{q}, how, n
		}
	}
	return nil, "", 0
}

// sidesIn returns the sides that are named among tokens.
func (m *gatherer) sidesIn(first, last int) []Party {
	var out []Party
	for _, y := range m.marks {
		if y.first >= first && y.last <= last && !m.bloc(y.p) {
			out = addSide(out, y.p)
		}
	}
	return out
}

// party is who is named at a mark: the person, where it is one.
func (y *mark) party(m *gatherer) Party {
	if y.person < 0 {
		return y.p
	}
	return Party{Span: m.g.words(y.first, y.last), Actor: y.person, Country: y.p.Country, head: y.last - 1}
}

// verbBetween reports a verb among tokens.
func (m *gatherer) verbBetween(first, last int) bool {
	for k := first; k < last; k++ {
		if m.g.verbal(k) {
			return true
		}
	}
	return false
}

// arranges are verbs of making a meeting possible.
var arranges = setOf("arrange organise organize prepare")

// ofTalks reports a verb whose object is a meeting.
func (m *gatherer) ofTalks(v int) bool {
	o := m.g.child(v, rObj)
	return o >= 0 && m.meeting(o)
}

// owned reports “her host”: a side, as its guest sees it.
func (m *gatherer) owned(k int) bool {
	j := m.g.child(k, rPoss)
	return j >= 0 && m.g.part[j] == tag.Pron
}

// markBefore returns the last mark that ends before token k, no more than n
// tokens away.
func (m *gatherer) markBefore(k, first, n int) *mark {
	for j := k - 1; j >= max(first, k-n); j-- {
		for i := range m.folk {
			if x := &m.folk[i]; x.first <= j && j < x.last {
				return x
			}
		}
		if m.unit[j] >= 0 {
			return &m.marks[m.unit[j]]
		}
	}
	return nil
}

// onBoth reports a verb that is done to the sides together: “heard both
// sides”, “sheltered the two delegations”.
func (m *gatherer) onBoth(v, end int) bool {
	g := m.g
	for k := v + 1; k < end && k < v+6; k++ {
		switch g.low(k) {
		case "both", "two":
			if k+1 < end {
				switch g.lemma(k + 1) {
				case "side", "delegation", "party", "team", "group", "man", "of":
					return g.rel[k+1] != rSubj
				}
			}
			return g.low(k) == "both" && g.rel[k] == rObj
		}
		if g.verbal(k) || m.unit[k] >= 0 || g.part[k] == tag.Punct {
			return false
		}
	}
	return false
}

// mediates returns who mediates at the word k: the subject of the verb, the
// agent behind "by", the country before "-mediated" or "mediation".
func (m *gatherer) mediates(k int) (who []Party) {
	g := m.g
	switch {
	case g.part[k] == tag.Noun && g.lemma(k) == "mediate" && g.head(k) >= 0:
		if a := m.arguments(m.clauseOf(g.head(k), -1)); a.subj >= 0 {
			who = m.parties(a.subj)
		}
	case g.part[k] == tag.Noun:
		b, _ := m.nounArguments(k)
		if b.subj >= 0 {
			return m.parties(b.subj)
		}
		for _, o := range b.obliques {
			if o.prep == "of" || o.prep == "by" || o.prep == "from" {
				return m.parties(o.head)
			}
		}
	default:
		for _, j := range g.children(k) { // "Omani-mediated"
			if c := g.country[j]; c != "" && int(j) < k && (g.rel[j] == rCompound || g.rel[j] == rAmod || g.rel[j] == rObl || g.rel[j] == rAdvmod || g.rel[j] == rNmod) && k-int(j) <= 3 {
				return []Party{m.state(c, m.countryWords(int(j)))}
			}
		}
		if k >= 2 && g.low(k-1) == "-" {
			if c := g.country[k-2]; c != "" {
				return []Party{m.state(c, m.countryWords(k-2))}
			}
			return m.one(k - 2)
		}
		if a := m.arguments(k); a.subj >= 0 && !lex.classes["talks"][g.lemma(a.subj)] {
			who = m.parties(a.subj)
		}
		if o := g.child(k, rObj); o > k && g.lemma(k) == "go" {
			who = m.parties(o) // "between them goes Ana Orlo"
		}
	}
	return who
}

// vague reports a mediator without a name: “regional mediators”.
func (m *gatherer) vague(p Party) bool {
	return p.Country == "" && (p.Actor < 0 || m.d.Actors[p.Actor].Kind == language.Group)
}

// goBetween reads the mediator beside “go-between”, which the tokens part:
// “the Omani go-between”, “go-between would be Ana Orlo”.
func (m *gatherer) goBetween(k int, s language.Sentence) ([]Party, string) {
	if k > s.First && m.g.country[k-1] != "" {
		return []Party{m.state(m.g.country[k-1], m.countryWords(k-1))}, "facilitating"
	}
	for i := k + 3; i < min(s.Last, k+8); i++ {
		if m.person(i) >= 0 && m.g.part[i] == tag.Propn {
			return m.one(i), "shuttling"
		}
	}
	return nil, ""
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
	s := m.d.Sentences[m.g.sent[v]]
	marks := slices.DeleteFunc(m.marksIn(s), func(y mark) bool { return y.first < v })
	return len(marks) > 1 && m.joined(marks[0], marks[1], false)
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
		case "deny", "refuse", "reject", "decline", "rule", "dismiss":
			return i != k
		}
	}
	return false
}

// mediatorNoun reads “Omani mediators”, “mediator Ana Orlo”, “through the
// mediators of Oman”.
func (m *gatherer) mediatorNoun(k int) []Party {
	if m.unsaid(k) {
		return nil
	}
	for _, j := range m.g.children(k) { // "the go-between would be Ana Orlo", "Ana Orlo is the mediator"
		if s := m.g.rel[j]; s == rSubj && m.person(int(j)) >= 0 {
			return m.one(int(j))
		}
	}
	if h := m.g.head(k); h >= 0 && m.g.rel[k] == rSubj && m.g.child(h, rCop) >= 0 && m.person(h) >= 0 {
		return m.one(h)
	}
	h := k
	if r := m.g.rel[k]; m.g.head(k) >= 0 && (r == rDesc || r == rCompound || r == rAppos || r == rFlat) {
		h = m.g.head(k)
	}
	if a := m.person(h); a >= 0 && m.named(a) {
		return m.one(h)
	}
	for i := k + 1; i < len(m.g.part) && i <= k+5; i++ { // “the moderator, ambassador Ana Orlo”
		if a := m.person(i); a >= 0 && m.named(a) && m.namedAt(i) {
			return m.one(i)
		}
	}
	if u := m.markBefore(k, 0, 3); u != nil && m.g.preposition(k) == "as" && m.g.sent[u.first] == m.g.sent[k] {
		return []Party{u.party(m)} // “with the Vatican as mediator”
	}
	for i := k - 1; i >= 0 && i > k-14 && m.g.sent[i] == m.g.sent[k] && m.g.preposition(k) == "as"; i-- { // “Ana Orlo, whom Kelmar lent as a mediator”
		if a := m.person(i); a >= 0 && m.namedAt(i) {
			return m.one(i)
		}
	}
	if c := m.countryOf(k); c != "" {
		p := m.state(c, m.core(k))
		p.head = k
		return []Party{p}
	}
	return nil
}

// third reads a party as one that may stand between two others.
func (m *gatherer) third(p Party) (Party, bool) {
	if p.Actor >= 0 && !m.named(p.Actor) && m.d.Actors[p.Actor].Kind == language.Person {
		if k := m.d.TokenAt(p.Span.End-1) + 1; k+1 < len(m.g.part) && m.g.low(k) == "," {
			for i := k + 1; i < len(m.g.part) && i < k+6 && (m.namedAt(i) || m.titles(i, i+1)); i++ {
				if who := m.one(i); m.namedAt(i) && len(who) > 0 {
					p = who[0] // “a Namibian judge, Ana Orlo”
					break
				}
			}
		}
	}
	person := m.ownName(p)
	body := m.bloc(p) || p.head >= 0 && owners[m.g.lemma(p.head)]
	if !body && !person && (m.level(p) < political && p.Country == "" || !m.mayMediate(p) || m.vague(p)) {
		return p, false
	}
	if p.Actor >= 0 && m.d.Actors[p.Actor].Kind == language.Person {
		if p.Country == "" {
			p.Country = m.side(p).Country
		}
		return p, true
	}
	return m.side(p), true
}

// setMediator gives a meeting its mediator, who is no side.
func (m *gatherer) setMediator(x *Meeting, p Party, how string) {
	s := m.side(p)
	if len(x.Parties) <= 2 && holds(x.Parties, s) {
		return // one of two parties does not mediate between them
	}
	x.Parties = slices.DeleteFunc(x.Parties, func(q Party) bool { return same(q, s) })
	x.Heads = slices.DeleteFunc(x.Heads, func(h Head) bool { return same(h.Party, s) })
	x.Mediator, x.How = &p, how
}
