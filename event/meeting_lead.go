package event

import (
	"slices"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
	"dateline/text"
)

// ledeSentences is how many sentences of the body may say what a report is
// about.
const ledeSentences = 4

// lead builds the meeting that a report is about where no single sentence
// tells of it whole: one says that the round ended, the next who sent whom. It
// takes the states and bodies that somebody speaks or acts for, and the first
// day, place and way that the lede tells.
func (m *gatherer) lead() {
	if !m.hints || m.figures() {
		return
	}
	about, word := m.subject()
	if about < 0 {
		return
	}
	for i := range m.list {
		if m.whole(&m.list[i]) {
			return // a sentence told it
		}
	}
	x := Meeting{Kind: kindOf(m.g.lemma(word)), Time: -1, Status: m.statusAt(word)}
	if x.Status == "" {
		return
	}
	keep := -1
	if len(m.list) > 0 {
		keep = 0
		x = m.list[0]
		x.Parties, x.Heads = nil, nil
	}
	s := m.d.Sentences[about]
	read := func() {
		for i, y := range m.d.Sentences {
			if i >= about && m.told(y) {
				m.add(&x, y, false)
			}
		}
	}
	read() // who mediates, then the sides, then who hosts them
	sc := m.scene()
	x.Parties = sc.choose(x.Mediator)
	if len(x.Parties) < 2 {
		return
	}
	read()
	for _, h := range sc.heads(x.Parties) {
		if !slices.ContainsFunc(x.Heads, func(y Head) bool { return same(y.Party, h.Party) }) {
			x.Heads = append(x.Heads, h)
		}
	}
	m.dayAndPlace(&x, s, word)
	if keep == 0 {
		m.list[0] = x
		return
	}
	m.list = slices.Insert(m.list, 0, x)
}

// whole reports a meeting whose sides are known: states or named bodies, not
// persons of whom nobody knows for whom they act.
func (m *gatherer) whole(x *Meeting) bool {
	n := 0
	for _, p := range x.Parties {
		switch {
		case p.State || p.Country != "":
			n++
		case p.Actor >= 0 && m.d.Actors[p.Actor].Kind != language.Person && !m.bloc(p):
			n++
		}
	}
	return n >= 2
}

// figures reports a report on sport, business or the arts.
func (m *gatherer) figures() bool {
	n, words := 0, 0
	for i := range m.g.heads {
		if m.g.part[i] != tag.Noun && m.g.part[i] != tag.Propn {
			continue
		}
		words++
		w := m.g.lemma(i)
		if lex.classes["sport"][w] || lex.classes["company"][w] || lex.classes["fiction"][w] {
			n++
		}
	}
	return n >= 3 && n*20 >= words
}

// headlined reports a headline that speaks of a meeting.
func (m *gatherer) headlined() bool {
	for _, x := range m.d.Sentences {
		if m.d.Article.Blocks[x.Block].Kind != article.Headline {
			continue
		}
		for k := x.First; k < x.Last; k++ {
			w := singular(m.g.low(k))
			if lex.classes["talks"][w] || lex.classes["encounter"][w] || lex.classes["encounters"][w] || lex.classes["encounters"][lex.forms[m.g.low(k)]] {
				return true
			}
		}
	}
	return false
}

// subject returns the sentence of the lede that speaks of a meeting, and the
// word; -1 when none does, or one that denies that there is one.
func (m *gatherer) subject() (sentence, word int) {
	n, lede := 0, -1
	for i, x := range m.d.Sentences {
		if m.d.Article.Blocks[x.Block].Kind == article.Byline || !m.told(x) {
			continue
		}
		if n++; n > ledeSentences {
			break
		}
		if lede < 0 {
			lede = i
		}
		for k := x.First; k < x.Last; k++ {
			w := m.g.lemma(k)
			switch {
			case m.g.part[k] == tag.Noun && (lex.classes["talks"][w] && w != "process" && w != "contact" && w != "engagement" || lex.classes["encounter"][w]):
			case m.g.verbal(k) && lex.classes["encounters"][w]:
			default:
				continue
			}
			if m.denied(k) || m.negatedVerb(m.clauseOf(k, -1)) {
				return -1, -1
			}
			return i, k
		}
	}
	if lede >= 0 && m.headlined() {
		x := m.d.Sentences[lede]
		for k := x.First; k < x.Last; k++ {
			if m.g.verbal(k) && m.finite(k) {
				return lede, k
			}
		}
	}
	return -1, -1
}

// travels are verbs of going somewhere.
var travels = setOf("come travel fly go arrive return drive walk sail head journey")

// kindOf names the kind of a meeting by the word for it.
func kindOf(w string) string {
	switch w {
	case "summit", "session", "visit", "signing", "call":
		return w
	case "sitting":
		return "session"
	case "trip", "tour":
		return "visit"
	case "phone", "telephone":
		return "call"
	}
	return "talks"
}

// statusAt reads from the clause of a word whether its meeting is over.
func (m *gatherer) statusAt(k int) Status {
	v := m.clauseOf(k, -1)
	if !m.g.verbal(v) && m.g.child(v, rSubj, rSubjPass) < 0 {
		return MeetingHeld
	}
	mod := Happened
	m.clause(v, &mod)
	switch w := m.g.lemma(v); {
	case mod == Planned || lex.frames[w] == willing:
		return MeetingPlanned
	case mod == Negated:
		return ""
	}
	if m.future(v) {
		return MeetingPlanned // "are to meet"
	}
	return MeetingHeld
}

// acts reports the head of a subject, or of a possessor of something political.
func (m *gatherer) acts(h int) bool {
	switch m.g.rel[h] {
	case rSubj, rSubjPass, rAgent:
		return true
	case rConj:
		return m.g.head(h) >= 0 && m.g.head(h) != h && m.g.part[m.g.head(h)] != tag.Verb && m.acts(m.g.head(h))
	case rPoss, rAmod, rCompound, rNmod:
		up := m.g.head(h)
		return up >= 0 && (lex.classes["polity"][m.g.lemma(up)] || lex.classes["official"][m.g.lemma(up)])
	}
	return false
}

// dayAndPlace takes the day and the place that the sentence of the lede tells,
// those of the meeting's own clause first.
func (m *gatherer) dayAndPlace(x *Meeting, s language.Sentence, word int) {
	e := Event{cue: word, head: m.clauseOf(word, -1), Time: -1, Block: s.Block}
	if m.g.verbal(word) {
		e.head = word
	}
	if m.iso(x.Time) == "" {
		m.when(&e)
		if e.Time >= 0 {
			x.Time = e.Time
		} else {
			span := m.d.Span(s)
			for i, t := range m.d.Times {
				if t.Span.Start >= span.Start && t.Span.End <= span.End && t.Date.Known() {
					x.Time = i
					break
				}
			}
		}
	}
	if x.Venue.Empty() {
		m.where(&e)
		x.Venue = e.Place
	}
	if x.Kind == "call" || x.Format == "phone" {
		return
	}
	if x.Venue.Empty() {
		x.Venue = m.placeIn(s)
	}
	for i := range m.d.Sentences {
		if y := m.d.Sentences[i]; x.Venue.Empty() && y.First > s.First && m.told(y) && m.refers(y) {
			x.Venue = m.placeIn(y)
		}
	}
}

// placeIn returns the first phrase of place of a sentence that names one.
func (m *gatherer) placeIn(s language.Sentence) text.Span {
	for k := s.First; k < s.Last; k++ {
		if m.g.rel[k] != rObl && m.g.rel[k] != rNmod || m.temporal(k) || !m.place(k) {
			continue
		}
		switch m.g.preposition(k) {
		case "in", "at", "near", "outside", "aboard":
			return m.core(k)
		case "to":
			if h := m.g.head(k); h >= 0 && travels[m.g.lemma(h)] && m.g.country[k] == "" {
				return m.core(k)
			}
		}
	}
	return text.Span{}
}
