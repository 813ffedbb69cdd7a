package event

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
)

// delegations are nouns for who comes to a meeting; whose they are is said
// beside them.
var delegations = setOf("delegation team side negotiator representative official envoy mission diplomat officer delegate counterpart leader minister ambassador adviser president premier chief head office spokesman spokeswoman commander lawyer secretary")

// owners are bodies that a person may act for, in lower case.
var owners = setOf("government authority movement council rebel guerrilla front junta federation opposition union faction party militia administration army alliance committee commission insurgent separatist")

// ties finds for whom each person of a report acts: the state or body that its
// title, its delegation or the sentence gives. By actor.
func (m *gatherer) ties() {
	m.acting = map[int]Party{}
	for pass := range 2 { // what is said outright goes before what is inferred
		for _, y := range m.d.Mentions {
			if y.Actor < 0 || m.d.Actors[y.Actor].Kind != language.Person || y.First >= len(m.g.sent) {
				continue
			}
			if _, done := m.acting[y.Actor]; done {
				continue
			}
			h := m.headOf(y.Whole)
			if h < 0 {
				continue
			}
			p, ok := m.titled(h, y)
			if !ok && pass == 1 {
				p, ok = m.sentBy(h)
			}
			if c := m.d.Actors[y.Actor].Country; !ok && pass == 1 && c != "" && !strings.HasPrefix(c, "@") {
				p, ok = m.state(c, y.Whole), true
				p.head = h
			}
			if ok {
				m.acting[y.Actor] = p
			}
		}
	}
	m.beside()
	// A name and the description that stands beside it are one person.
	for i := range m.g.heads {
		if r := m.g.rel[i]; r != rAppos && r != rDesc && r != rConj || m.g.head(i) < 0 {
			continue
		}
		if m.g.rel[i] == rConj && (i == 0 || m.g.low(i-1) != ",") { // an apposition with a clause behind it
			continue
		}
		a, b := m.person(i), m.person(m.g.head(i))
		if a < 0 || b < 0 || a == b || m.g.rel[i] == rConj && m.named(b) {
			continue
		}
		p, ok := m.acting[a]
		q, too := m.acting[b]
		switch {
		case ok && !too:
			m.acting[b] = p
		case too && !ok:
			m.acting[a] = q
		}
	}
	m.issued()
}

// issued ties officials of whom nothing else is said to the state whose ministry
// issues the report by its letterhead: “the Minister” of a readout.
func (m *gatherer) issued() {
	g := m.g
	for h := 0; h+2 < len(g.heads); h++ {
		x := m.d.Sentences[g.sent[h]]
		if m.d.Article.Blocks[x.Block].Kind != article.Headline {
			return
		}
		if !realms[g.low(h)] || g.low(h+1) != "of" {
			continue
		}
		code := g.country[h+2]
		if code == "" {
			code = "@" + bare(g.low(h+2))
		}
		k := slices.Index(g.country, code)
		if k < 0 {
			return
		}
		for a := range m.d.Actors {
			if _, done := m.acting[a]; done || m.d.Actors[a].Kind != language.Person {
				continue
			}
			if slices.ContainsFunc(m.d.Actors[a].Roles, func(r language.Role) bool { return m.office(r.Words) }) {
				m.acting[a] = m.stateAt(code, k)
			}
		}
		return
	}
}

// beside ties a name to the title before its comma, wherever the tree hangs
// it: “Kelmar's secretary for transport, Ana Orlo”.
func (m *gatherer) beside() {
	for _, y := range m.d.Mentions {
		if y.Kind != language.Name || y.Actor < 0 || m.d.Actors[y.Actor].Kind != language.Person || y.First < 2 || y.First >= len(m.g.sent) || m.g.low(y.First-1) != "," {
			continue
		}
		if _, done := m.acting[y.Actor]; done {
			continue
		}
		for k := y.First - 2; k >= max(0, y.First-8) && m.g.sent[k] == m.g.sent[y.First]; k-- {
			if m.g.verbal(k) || m.g.part[k] == tag.Punct {
				break
			}
			if a := m.person(k); a >= 0 && a != y.Actor && !m.named(a) && m.d.Mentions[m.g.mention[k]].Last > k {
				if p, ok := m.acting[a]; ok {
					m.acting[y.Actor] = p
				}
				break
			}
		}
	}
}

// person returns the actor of the person whose mention token k heads; -1.
func (m *gatherer) person(k int) int {
	if x := m.g.mention[k]; x >= 0 {
		if a := m.d.Mentions[x].Actor; a >= 0 && m.d.Actors[a].Kind == language.Person {
			return a
		}
	}
	return -1
}

// named reports that an actor has a name of its own.
func (m *gatherer) named(actor int) bool { return m.byName[actor] }

// titled reads whose a person is from the words of its title: “Kelmar's
// minister Ana Orlo”, “Ana Orlo of the Free Coast”, “negotiator Ana Orlo for
// the government”.
func (m *gatherer) titled(h int, y language.Mention) (Party, bool) { return m.title(h, y, true) }

// title is titled. What hangs below a word is read without rising to it again.
func (m *gatherer) title(h int, y language.Mention, rise bool) (Party, bool) {
	for _, k := range m.g.children(h) {
		k := int(k)
		switch r := m.g.rel[k]; {
		case r == rPoss && m.g.part[k] != tag.Pron, r == rCompound || r == rAmod:
			if p, ok := m.body(k); ok {
				return p, true
			}
		case r == rNmod || r == rObl:
			if w := m.g.preposition(k); (w == "of" || w == "for" || w == "from") && !(m.g.lemma(h) == "head" && m.countryOf(h) != "") {
				if p, ok := m.body(k); ok {
					return p, true
				}
			}
		case (r == rDesc || r == rAppos || r == rCompound) && delegations[m.g.lemma(k)]:
			if p, ok := m.title(k, language.Mention{}, false); ok {
				return p, true
			}
		}
	}
	for k := y.First; k < y.Last && k < len(m.g.country); k++ {
		if c := m.g.country[k]; c != "" && (m.g.sent[k] == m.g.sent[h]) {
			return m.stateAt(c, k), true
		}
	}
	// “the chief negotiator of the authorities, Ana Orlo”: the tree may hang
	// the name under the body.
	if up := m.g.head(h); rise && up >= 0 && (m.g.rel[h] == rDesc || m.g.rel[h] == rAppos || m.g.rel[h] == rFlat) {
		w := m.g.lemma(up)
		switch {
		case delegations[w]:
			return m.titled(up, language.Mention{})
		case owners[w] || m.g.country[up] != "":
			if t := m.g.head(up); t >= 0 && m.g.rel[up] == rNmod && delegations[m.g.lemma(t)] {
				return m.body(up)
			}
		}
	}
	return Party{}, false
}

// sentBy reads whose a person is from the sentence: “Kelmar sent”, “was
// represented by”, “the Kelmari team, led by”, “under”, “whose”.
func (m *gatherer) sentBy(h int) (Party, bool) {
	g := m.g
	top := h
	for n := 0; n < 3 && g.head(top) >= 0; n++ {
		if r := g.rel[top]; r != rDesc && r != rAppos && r != rFlat {
			break
		}
		top = g.head(top)
	}
	for _, k := range g.children(top) { // “its commissioner”, “whose commander”
		if g.rel[k] != rPoss {
			continue
		}
		switch g.low(int(k)) {
		case "whose":
			if v := g.head(top); v >= 0 && (g.rel[v] == rRelcl || g.rel[v] == rAcl) {
				return m.body(g.head(v))
			}
		case "its", "their":
			if s := m.subjectAbove(top); s >= 0 && s != top {
				if p, ok := m.body(s); ok {
					return p, ok
				}
			}
		}
	}
	v := g.head(top)
	if v < 0 {
		return Party{}, false
	}
	w := g.lemma(v)
	switch g.rel[top] {
	case rAgent, rObl:
		p := g.preposition(top)
		if p == "under" {
			if g.nominal(v) {
				return m.body(v)
			}
			if s := g.child(v, rSubj, rSubjPass); s >= 0 {
				return m.body(s)
			}
		}
		if p != "by" || w != "lead" && w != "head" && w != "represent" && w != "command" {
			break
		}
		if g.rel[v] == rAcl || g.rel[v] == rRelcl {
			return m.body(g.head(v))
		}
		if s := g.child(v, rSubjPass, rSubj); s >= 0 {
			return m.body(s)
		}
	case rNmod:
		if g.preposition(top) == "under" {
			return m.body(v)
		}
	case rSubj:
		if w == "lead" || w == "head" || w == "represent" || w == "command" {
			if o := g.child(v, rObj); o >= 0 {
				return m.body(o)
			}
		}
		if g.child(v, rCop) >= 0 && delegations[w] {
			return m.titled(v, language.Mention{})
		}
	case rObj:
		if sends[w] {
			if s := g.child(v, rSubj); s >= 0 {
				return m.body(s)
			}
		}
	}
	if delegations[w] && g.child(top, rCop) >= 0 {
		return m.titled(v, language.Mention{})
	}
	// “the head of the Kelmari delegation is Ana Orlo”
	if g.child(top, rCop) >= 0 {
		if s := g.child(top, rSubj); s >= 0 && delegations[g.lemma(s)] {
			return m.titled(s, language.Mention{})
		}
	}
	return Party{}, false
}

// subjectAbove returns the subject of the clause around a noun; -1.
func (m *gatherer) subjectAbove(k int) int {
	v := m.clauseOf(m.g.head(k), -1)
	if m.g.head(k) < 0 || v < 0 {
		return -1
	}
	return m.g.child(v, rSubj, rSubjPass)
}

// stateAt is the state that the word or phrase at token k names, or that the
// body which it heads is of.
func (m *gatherer) stateAt(code string, k int) Party {
	span := m.core(k)
	if at := m.codeIn(code, k, 0); at >= 0 {
		span = m.countryWords(at)
	}
	p := m.state(code, span)
	p.head = k
	return p
}

// codeIn returns the word of a phrase that names a state; -1.
func (m *gatherer) codeIn(code string, k, depth int) int {
	if m.g.country[k] == code {
		return k
	}
	if depth > 3 {
		return -1
	}
	for _, j := range m.g.children(k) {
		switch m.g.rel[j] {
		case rAmod, rCompound, rPoss, rFlat, rNmod:
			if at := m.codeIn(code, int(j), depth+1); at >= 0 {
				return at
			}
		}
	}
	return -1
}

// body returns the state or body that the noun phrase headed by h names or
// belongs to.
func (m *gatherer) body(h int) (Party, bool) {
	return m.bodyOf(h, 0)
}

func (m *gatherer) bodyOf(h, depth int) (Party, bool) {
	g := m.g
	if h < 0 || depth > 4 {
		return Party{}, false
	}
	rebels := lex.classes["armed"][g.lemma(h)] && !lex.classes["troops"][g.lemma(h)] || g.lemma(h) == "opposition" || g.lemma(h) == "separatist"
	if c := g.country[h]; c != "" && g.part[h] != tag.Noun {
		return m.stateAt(c, h), true
	}
	if x := m.mentionOf(h); x >= 0 && g.low(h) != "both" {
		y := m.d.Mentions[x]
		if a := y.Actor; a >= 0 && y.Kind == language.Name {
			switch act := m.d.Actors[a]; act.Kind {
			case language.Country:
				return m.stateAt(act.Country, h), true
			case language.Person:
				p, ok := m.acting[a]
				return p, ok
			case language.Organisation, language.Other:
				if c := m.countryOf(h); c != "" && lex.classes["state"][g.lemma(h)] {
					return m.stateAt(c, h), true
				}
				if broker(act.Name) || act.Kind == language.Organisation || m.political(act.Name) {
					return Party{Span: y.Whole, Actor: a, head: h}, true
				}
			}
		}
	}
	w := g.lemma(h)
	if w == "head" || w == "chief" {
		rebels = false
	}
	if !rebels {
		if c := m.countryOf(h); c != "" {
			return m.stateAt(c, h), true
		}
	}
	before := false // those of before: "both armies"
	for _, k := range g.children(h) {
		switch g.low(int(k)) {
		case "both", "two", "three", "each", "neither", "all", "other":
			before = true
		}
	}
	if !before && (owners[w] || rebels) {
		p := Party{Span: m.core(h), Actor: -1, head: h}
		if x := m.mentionOf(h); x >= 0 {
			p.Actor = m.d.Mentions[x].Actor
			p.Span = p.Span.Hull(m.d.Mentions[x].Whole)
		}
		return p, true
	}
	if delegations[w] || w == "that" || w == "one" || w == "those" || lex.classes["official"][w] || lex.classes["polity"][w] || lex.classes["body"][w] {
		for _, k := range g.children(h) {
			switch g.rel[k] {
			case rPoss, rCompound, rAmod:
				if g.part[k] == tag.Pron {
					continue
				}
			case rNmod:
				if p := g.preposition(int(k)); p != "of" && p != "from" && p != "for" {
					continue
				}
			default:
				continue
			}
			if p, ok := m.bodyOf(int(k), depth+1); ok {
				return p, true
			}
		}
	}
	return Party{}, false
}

// broker reports the name of a body that stands between states rather than
// being a side.
func broker(name string) bool {
	for w := range strings.FieldsSeq(strings.ToLower(name)) {
		if lex.classes["broker"][w] {
			return true
		}
	}
	return false
}

// bloc reports a party that is such a body.
func (m *gatherer) bloc(p Party) bool {
	if p.State {
		return false
	}
	if p.Actor >= 0 && broker(m.d.Actors[p.Actor].Name) {
		return true
	}
	return broker(m.g.s[p.Span.Start:p.Span.End])
}
