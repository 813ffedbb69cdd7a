package event

import (
	"slices"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
)

// How sure it is for whom a person acts, by how the words say it.
const (
	tieNone   = iota
	tieNear   // the sentence alone puts them together
	tieSent   // “Kelmar sent”, “represented by”, “led the Kelmari team”
	tieSpoken // “for the Front”, “of the Council”, behind the name
	tieTitle  // “Kelmar's minister Ana Orlo”
)

// reach is how many words a title or a phrase behind a name may have.
const reach = 16

// ties finds for whom each person of a report acts: the state or body that the
// words before or behind the name give. By actor; the surest wins, then the
// first.
func (m *gatherer) ties() {
	m.acting = map[int]Party{}
	sure := map[int]int{}
	set := func(a int, p Party, how int) {
		if how > sure[a] {
			m.acting[a], sure[a] = p, how
		}
	}
	for _, y := range m.d.Mentions {
		if y.Actor < 0 || m.d.Actors[y.Actor].Kind != language.Person || y.Kind == language.Pronoun || y.Last > len(m.g.sent) || y.Last <= y.First {
			continue
		}
		first, last := m.d.TokenAt(y.Span.Start), m.d.TokenAt(y.Span.End-1)+1
		if y.Kind == language.Description { // “Tavria's minister”: its own words
			for k := y.First; k < y.Last; k++ {
				if p, ok := m.unitAt(k); ok {
					set(y.Actor, p, tieTitle)
					break
				}
			}
			if p, ok := m.behind(y.Last); ok {
				set(y.Actor, p, tieSpoken)
			}
			if p, how := m.before(first); how > tieNone {
				set(y.Actor, p, tieNear)
			}
			continue
		}
		if last+1 < len(m.unit) && (m.g.low(last) == "of" || m.g.low(last) == "for") { // “Ana Orlo of Kelmar”
			if p, ok := m.unitAt(last + 1); ok {
				set(y.Actor, p, tieTitle)
			}
		}
		if p, how := m.before(first); how > tieNone {
			set(y.Actor, p, how)
		}
		if p, ok := m.behind(last); ok {
			set(y.Actor, p, tieSpoken)
		}
		if p, ok := m.doing(last); ok {
			set(y.Actor, p, tieSent)
		}
	}
	m.parallel(set)
	m.apposed(set)
	m.alone(set)
	for a, x := range m.d.Actors {
		if x.Kind == language.Person && x.Country != "" && sure[a] == tieNone {
			if k := slices.IndexFunc(m.marks, func(y mark) bool { return y.p.State && y.p.Country == x.Country }); k >= 0 {
				set(a, m.marks[k].p, tieNear)
			}
		}
	}
	m.issued()
}

// before reads whose a person is from the words before the name that starts at
// token f: a title with a state or body in it, or who sends, is led by, is
// represented by the person.
func (m *gatherer) before(f int) (Party, int) {
	g := m.g
	start, _ := g.sentence(f)
	comma, title := false, false
	for k := f - 1; k >= start && k >= f-reach; k-- {
		if p, ok := m.unitAt(k); ok {
			first := m.marks[m.unit[k]].first
			if m.inPlace(first) && !title || comma && !title && !m.entitled(first) {
				return Party{}, tieNone
			}
			return p, tieTitle
		}
		w := g.low(k)
		switch {
		case w == ",":
			if comma || !m.titles(k+1, f) {
				return Party{}, tieNone
			}
			comma = true
		case w == "and" && (title || g.part[k+1] == tag.Propn):
			return Party{}, tieNone
		case w == "its" || w == "their" || w == "whose" || w == "under":
			return m.subjectBefore(k)
		case w == "by":
			for j := k - 1; j >= start && j >= k-3; j-- {
				if leads[g.lemma(j)] && g.verbal(j) || g.low(j) == "'s" || g.low(j) == "’s" || g.low(j) == "one" {
					return m.subjectBefore(k)
				}
			}
			return Party{}, tieNone
		case g.verbal(k):
			if sends[g.lemma(k)] || g.lemma(k) == "answer" {
				return m.subjectBefore(k)
			}
			return Party{}, tieNone
		case lex.classes["official"][singular(w)] || delegations[singular(w)] || w == "number":
			title = true
		case g.part[k] == tag.Adp:
			if w != "of" && w != "for" && w != "from" && w != "to" {
				return Party{}, tieNone
			}
		case g.part[k] == tag.Pron || g.part[k] == tag.Aux || m.namedAt(k):
			return Party{}, tieNone
		case g.part[k] == tag.Punct && !joints[w]:
			return Party{}, tieNone
		}
	}
	return Party{}, tieNone
}

// titles reports tokens that are all words of a title: “General”, “Deputy Prime
// Minister”; so are none.
func (m *gatherer) titles(first, last int) bool {
	for k := first; k < last; k++ {
		if w := m.g.low(k); !lex.classes["official"][w] && !delegations[w] && m.g.part[k] != tag.Propn && m.g.part[k] != tag.Noun && m.g.part[k] != tag.Adj || last-first > 4 {
			return false
		}
	}
	return true
}

// joints are marks that stand inside words.
var joints = setOf("- – ' ’ 's ’s")

// subjectBefore returns the nearest side before token k that is no place.
func (m *gatherer) subjectBefore(k int) (Party, int) {
	start, _ := m.g.sentence(k)
	for j := k - 1; j >= start && j >= k-reach; j-- {
		switch m.g.low(j) {
		case `"`, "“", "”", ";", ":":
			return Party{}, tieNone
		}
		if p, ok := m.unitAt(j); ok {
			u := m.marks[m.unit[j]]
			if !m.inPlace(u.first) {
				return p, tieSent
			}
			j = u.first
		}
	}
	return Party{}, tieNone
}

// entitled reports a title before a state: “the president of Tessaly, Ana Orlo”.
func (m *gatherer) entitled(first int) bool {
	start, _ := m.g.sentence(first)
	for k := first - 1; k >= start && k >= first-6; k-- {
		w := singular(m.g.low(k))
		if lex.classes["official"][w] || delegations[w] || w == "number" || w == "opposite" {
			return true
		}
		if m.g.verbal(k) || m.g.part[k] == tag.Punct {
			return false
		}
	}
	return false
}

// namedAt reports a token of a person's name.
func (m *gatherer) namedAt(k int) bool {
	x := m.g.mention[k]
	if x < 0 || m.d.Mentions[x].Kind != language.Name || m.d.Mentions[x].Actor < 0 || m.d.Actors[m.d.Mentions[x].Actor].Kind != language.Person || m.unit[k] >= 0 {
		return false
	}
	return m.d.Mentions[x].Span.Has(int(m.d.Tokens[k].Start)) // its title is none
}

// leads are verbs of being at the head of a side.
var leads = setOf("lead head represent command chair")

// behind reads whose a person is from what stands behind its name: “of the
// Free Coast”, “, for the council”, “, Kelmar's minister of trade,”.
func (m *gatherer) behind(l int) (Party, bool) {
	g := m.g
	if l >= len(g.part) {
		return Party{}, false
	}
	_, end := g.sentence(l - 1)
	comma := false
	if l < end && g.low(l) == "," {
		comma = true
		l++
	}
	if l >= end {
		return Party{}, false
	}
	of := false
	switch g.low(l) {
	case "of", "for", "from":
		of = true
		l++
	default:
		if !comma && g.low(l) != "and" {
			return Party{}, false
		}
	}
	if !of && g.low(l) == "and" && !comma { // “Colonel Orlo and two majors of the Kelmari army”
		if l+1 < end && g.part[l+1] == tag.Num {
			for k := l + 2; k < end && k < l+8; k++ {
				if p, ok := m.unitAt(k); ok {
					return p, true
				}
				if g.verbal(k) || g.part[k] == tag.Punct || m.namedAt(k) {
					break
				}
			}
		}
		return Party{}, false
	}
	title := of
	for k := l; k < end && k < l+8; k++ {
		w := singular(g.low(k))
		if p, ok := m.unitAt(k); ok {
			if title {
				return p, true
			}
			last := m.marks[m.unit[k]].last // “, the Kelmari minister”, “, Kelmar's minister”
			for j := last; j < end && j < last+5; j++ {
				if x := singular(g.low(j)); lex.classes["official"][x] || delegations[x] {
					return p, true
				}
				if g.verbal(j) || g.low(j) == "," {
					break
				}
			}
			return Party{}, false
		}
		switch {
		case lex.classes["official"][w] || delegations[w]:
			title = true
		case g.verbal(k) || w == "," || m.namedAt(k) || g.part[k] == tag.Pron || w == "and":
			return Party{}, false
		}
	}
	return Party{}, false
}

// speaksFor are verbs that a side's man or woman does for it.
var speaksFor = setOf("speak sign lead negotiate sit stand come talk appear act")

// doing reads whose a person is from what it does: “signed for the
// government”, “represented the Front”, “led the Kelmari delegation”.
func (m *gatherer) doing(l int) (Party, bool) {
	g := m.g
	_, end := g.sentence(l - 1)
	v := -1
	for k := l; k < end && k < l+5; k++ {
		if g.verbal(k) && (leads[g.lemma(k)] || speaksFor[g.lemma(k)]) {
			v = k
			break
		}
		if m.namedAt(k) || m.unit[k] >= 0 {
			return Party{}, false
		}
	}
	if v < 0 {
		return Party{}, false
	}
	direct := leads[g.lemma(v)] && g.lemma(v) != "chair"
	for k := v + 1; k < end && k < v+8; k++ {
		if p, ok := m.unitAt(k); ok {
			if direct && g.lemma(v) != "represent" && p.State { // “leads the Kelmari team”, not “heads Kelmar”
				last := m.marks[m.unit[k]].last
				for j := max(v+1, m.marks[m.unit[k]].first-3); j < min(end, last+3); j++ {
					if delegations[singular(g.low(j))] {
						return p, true
					}
				}
				return Party{}, false
			}
			return p, direct
		}
		switch g.low(k) {
		case "for", "behalf":
			direct = true
		case ",", "and":
			return Party{}, false
		}
		if g.verbal(k) || m.namedAt(k) {
			return Party{}, false
		}
	}
	return Party{}, false
}

// alone ties an official of whom nothing else is said to the one side that its
// sentence names: “Kelmar has confirmed that Minister Ana Orlo will come”.
func (m *gatherer) alone(set func(int, Party, int)) {
	for _, y := range m.d.Mentions {
		if y.Kind != language.Name || y.Actor < 0 || m.d.Actors[y.Actor].Kind != language.Person || y.Last > len(m.g.sent) || y.Last <= y.First {
			continue
		}
		if _, done := m.acting[y.Actor]; done || len(m.d.Actors[y.Actor].Roles) == 0 || !slices.ContainsFunc(m.d.Actors[y.Actor].Roles, func(r language.Role) bool { return m.office(r.Words) }) {
			continue
		}
		x := m.d.Sentences[m.g.sent[y.First]]
		var side *Party
		ok := true
		for k := x.First; k < x.Last && ok; k++ {
			switch m.g.lemma(k) {
			case "counterpart", "colleague", "number", "host", "guest", "mediator", "envoy", "between", "meet", "receive", "with", "to":
				ok = false
			}
			if k != y.First && m.namedAt(k) && m.person(k) != y.Actor {
				ok = false // somebody else acts for it
			}
			if p, is := m.unitAt(k); is && !m.inPlace(m.marks[m.unit[k]].first) && !m.bloc(p) {
				if side != nil && !same(*side, p) {
					ok = false
				}
				side = &p
			}
		}
		if ok && side != nil {
			set(y.Actor, *side, tieNear)
		}
	}
}

// parallel ties names to states in their order: “the presidents of Kelmar and
// Tavria, Ana Orlo and Ivo Brill”.
func (m *gatherer) parallel(set func(int, Party, int)) {
	for i := 1; i < len(m.marks); i++ {
		a, b := m.marks[i-1], m.marks[i]
		if m.g.sent[a.first] != m.g.sent[b.first] || same(a.p, b.p) || b.first-a.last > 3 || b.first == a.last || m.g.low(b.first-1) != "and" && m.g.low(a.last) != "and" {
			continue
		}
		_, end := m.g.sentence(b.first)
		var names []int
		k := b.last
		for ; k < end && k < b.last+8 && m.g.low(k) != ","; k++ { // “of Kenya and Peru's committees on the border,”
			if m.g.verbal(k) || m.unit[k] >= 0 {
				k = end
			}
		}
		for k++; k < end && k < b.last+18 && m.unit[k] < 0 && !m.g.verbal(k); k++ {
			if m.namedAt(k) {
				if x := m.person(k); x >= 0 && (len(names) == 0 || names[len(names)-1] != x) {
					names = append(names, x)
				}
			} else if w := m.g.low(k); w != "and" && w != "," && !m.titles(k, k+1) {
				break
			}
		}
		if len(names) == 2 {
			set(names[0], a.p, tieTitle+1)
			set(names[1], b.p, tieTitle+1)
		}
	}
}

// apposed ties a name and the description beside it, which the tree makes one.
func (m *gatherer) apposed(set func(int, Party, int)) {
	for i := range m.g.heads {
		if r := m.g.rel[i]; r != rAppos && r != rDesc || m.g.head(i) < 0 {
			continue
		}
		a, b := m.person(i), m.person(m.g.head(i))
		if a < 0 || b < 0 || a == b {
			continue
		}
		apart := false
		for k := min(i, m.g.head(i)) + 1; k < max(i, m.g.head(i)); k++ {
			apart = apart || m.g.low(k) == "and"
		}
		if apart {
			continue
		}
		p, ok := m.acting[a]
		q, too := m.acting[b]
		switch {
		case ok && !too:
			set(b, p, tieNear)
		case too && !ok:
			set(a, q, tieNear)
		}
	}
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
		p, ok := m.unitAt(h + 2)
		if k := slices.IndexFunc(m.marks, func(y mark) bool { return y.p.Country == "@"+bare(g.low(h+2)) }); !ok && k >= 0 {
			p, ok = m.marks[k].p, true
		}
		if !ok {
			return
		}
		for a := range m.d.Actors {
			if _, done := m.acting[a]; done || m.d.Actors[a].Kind != language.Person {
				continue
			}
			if slices.ContainsFunc(m.d.Actors[a].Roles, func(r language.Role) bool { return m.office(r.Words) }) {
				m.acting[a] = p
			}
		}
		return
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
func (m *gatherer) named(actor int) bool {
	for _, y := range m.d.Mentions {
		if y.Actor == actor && y.Kind == language.Name {
			return true
		}
	}
	return false
}
