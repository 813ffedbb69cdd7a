package event

import (
	"slices"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
)

// ledeSentences is how many sentences of the body may say what a report is
// about.
const ledeSentences = 4

// manySentences is how many sentences the body of a report has at least that
// is about a meeting only if its headline says so.
const manySentences = 30

// lead builds the meeting that a report is about where no single sentence
// tells of it whole: one says that the round ended, the next who sent whom. It
// takes the states and bodies that somebody speaks or acts for, and the first
// day, place and way that the lede tells.
func (m *gatherer) lead() {
	if !m.hints || m.figures() {
		return
	}
	about, word := m.subject()
	if about < 0 || m.long() && !m.headlined() {
		return
	}
	x := Meeting{Kind: kindOf(m.g.lemma(word)), Time: -1, Status: m.statusAt(word)}
	sc := m.scene()
	third := sc.thirdEnvoy()
	keep := -1
	var later *Meeting
	apart := false
	for i := range m.list {
		y := &m.list[i]
		if y.Kind == "visit" && len(y.Parties) == 1 && m.early(y) {
			if p, ok := m.visited(); ok && !holds(y.Parties, p) {
				y.Parties = append(y.Parties, p) // who is visited is a side
			}
		}
		if !m.whole(y) {
			continue
		}
		if third != nil && y.Mediator == nil && len(y.Parties) == 2 && holds(y.Parties, m.side(*third)) && m.early(y) {
			y.Parties = nil // the envoy was received by one of the two
			continue
		}
		if x.Status != "" && y.Status == MeetingPlanned && x.Status != y.Status {
			if !slices.ContainsFunc(y.Parties, func(p Party) bool { return !p.State }) {
				later = y // the next one, it may be
			} else {
				apart = true
			}
			continue
		}
		if !m.early(y) {
			return
		}
		if len(m.list) == 1 {
			for _, s := range m.d.Sentences { // all that it says is about that one
				if m.told(s) {
					m.add(y, s, false)
				}
			}
		}
		m.leaders(y, sc)
		m.ground(y)
		return // a sentence told it
	}
	if x.Status == "" {
		return
	}
	if len(m.list) > 0 && later == nil && !apart && !m.whole(&m.list[0]) && (m.list[0].Kind == "signing") == (x.Kind == "signing") {
		keep = 0
		x = m.list[0]
		x.Parties, x.Heads = nil, nil
	}
	s := m.d.Sentences[about]
	read := func() {
		for _, y := range m.d.Sentences {
			if m.told(y) {
				m.add(&x, y, false)
			}
		}
	}
	read() // who mediates, then the sides, then who hosts them
	if x.Mediator == nil && third != nil {
		side := m.side(*third)
		x.Mediator, x.How = &side, "shuttling"
		x.Kind, x.Format = "talks", "shuttle"
	}
	x.Parties = sc.choose(x.Mediator)
	if len(x.Parties) < 2 || later != nil && slices.ContainsFunc(later.Parties, func(p Party) bool { return !holds(x.Parties, p) }) {
		return
	}
	read()
	m.leaders(&x, sc)
	m.dayAndPlace(&x, s, word)
	if x.Status == MeetingPlanned && m.notAfterAll(word) {
		x.Status = MeetingCancelled
	}
	m.ground(&x)
	if keep == 0 {
		m.list[0] = x
		return
	}
	if slices.ContainsFunc(m.list, func(y Meeting) bool {
		return y.Status == x.Status && len(y.Parties) == len(x.Parties) && !slices.ContainsFunc(y.Parties, func(p Party) bool { return !holds(x.Parties, p) })
	}) {
		return // told already, further down
	}
	m.list = slices.Insert(m.list, 0, x)
}

// leaders adds who leads or speaks for the sides of a meeting.
func (m *gatherer) leaders(x *Meeting, sc *scene) {
	for _, h := range sc.heads(x.Parties) {
		if !slices.ContainsFunc(x.Heads, func(y Head) bool { return same(y.Party, h.Party) }) {
			x.Heads = append(x.Heads, h)
		}
	}
}

// early reports a meeting of which the lede tells.
func (m *gatherer) early(x *Meeting) bool {
	n := 0
	for i, y := range m.d.Sentences {
		if !m.told(y) || m.d.Article.Blocks[y.Block].Kind == article.Byline {
			continue
		}
		if n++; n > ledeSentences {
			return false
		}
		for _, e := range x.Events {
			if int(m.g.sent[m.events[e].cue]) == i {
				return true
			}
		}
	}
	return false
}

// whole reports a meeting whose sides are known: states or named bodies, not
// persons of whom nobody knows for whom they act.
func (m *gatherer) whole(x *Meeting) bool {
	n := 0
	for _, p := range x.Parties {
		switch {
		case p.State || p.Country != "":
			n++
		case p.Actor >= 0 && m.d.Actors[p.Actor].Kind == language.Person:
			if len(m.d.Actors[p.Actor].Roles) > 0 && m.level(p) >= political {
				n++
			}
		case p.Actor >= 0 && !m.bloc(p):
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

// long reports a report of many sentences.
func (m *gatherer) long() bool {
	n := 0
	for _, x := range m.d.Sentences {
		if m.told(x) && m.d.Article.Blocks[x.Block].Kind != article.Byline {
			n++
		}
	}
	return n >= manySentences
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
			case w == "conference" && k > x.First && (m.g.low(k-1) == "press" || m.g.low(k-1) == "news"):
				continue
			case m.g.part[k] == tag.Noun && (lex.classes["talks"][w] && w != "process" && w != "contact" && w != "engagement" || lex.classes["encounter"][w]):
			case (w == "phone" || w == "telephone" || w == "videoconference") && m.byWire(k):
			case m.g.verbal(k) && (lex.classes["encounters"][w] || m.signed(k)):
			default:
				continue
			}
			if m.denied(k) || m.negatedVerb(m.clauseOf(k, -1)) && !m.notAfterAll(k) && !m.unheld(k) {
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

// signed reports the signing of a pact.
func (m *gatherer) signed(v int) bool {
	switch m.g.lemma(v) {
	case "sign", "initial", "ink":
	default:
		return false
	}
	a := m.arguments(v)
	return a.obj >= 0 && lex.classes["pact"][m.g.lemma(a.obj)] || a.subj >= 0 && lex.classes["pact"][m.g.lemma(a.subj)]
}

// notAfterAll reports a meeting that was to come and will not: “will not,
// after all, gather”, “will no longer meet”.
func (m *gatherer) notAfterAll(k int) bool {
	v := m.clauseOf(k, -1)
	if !m.g.verbal(v) || !m.future(v) {
		return false
	}
	first, last := m.g.sentence(v)
	for i := first; i+1 < last; i++ {
		switch a, b := m.g.low(i), m.g.low(i+1); {
		case a == "after" && b == "all", a == "no" && b == "longer", a == "as" && b == "planned", a == "as" && b == "scheduled":
			return true
		}
	}
	return false
}

// unheld reports a meeting that was set and will not be held: “the talks set
// for Thursday will not take place”.
func (m *gatherer) unheld(k int) bool {
	v := m.clauseOf(k, -1)
	if m.g.part[k] != tag.Noun || m.denied(k) || !m.g.verbal(v) || !m.negatedVerb(v) || m.g.rel[k] != rSubj && m.g.rel[k] != rSubjPass {
		return false
	}
	switch m.g.lemma(v) {
	case "take", "happen", "proceed", "hold":
		return true
	case "go":
		return m.particle(v, "ahead")
	}
	return false
}

// putOff reports a report that speaks of another day.
func (m *gatherer) putOff() bool {
	for k := range m.g.heads {
		switch m.g.lemma(k) {
		case "postpone", "postponement", "reschedule":
			return true
		case "put", "push":
			if m.particle(k, "off") || m.particle(k, "back") {
				return true
			}
		case "date":
			if k > 0 && m.g.low(k-1) == "new" && k > 1 && m.g.low(k-2) != "no" {
				return true
			}
		}
	}
	return false
}

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
	if m.unheld(k) {
		if m.putOff() {
			return MeetingPostponed
		}
		return MeetingCancelled
	}
	if m.notAfterAll(k) {
		return MeetingPlanned // until the report says what became of it
	}
	if m.wasToHave(v) {
		return MeetingCancelled
	}
	if !m.g.verbal(v) && m.g.child(v, rSubj, rSubjPass) < 0 {
		return MeetingHeld
	}
	mod := Happened
	m.clause(v, &mod)
	switch w := m.g.lemma(v); {
	case w == "cancel" || w == "scrap" || w == "call" && m.particle(v, "off"):
		if mod == Happened {
			return MeetingCancelled
		}
	case w == "postpone" || w == "put" && m.particle(v, "off"):
		if mod == Happened {
			return MeetingPostponed
		}
	case mod == Happened && v != k && m.amid(k, v):
		return MeetingHeld // "after a night session they agreed"
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

// amid reports a meeting after or in which something else is done.
func (m *gatherer) amid(k, v int) bool {
	for n := 0; k >= 0 && k != v && n < 4; k, n = m.g.head(k), n+1 {
		if m.g.rel[k] == rObl {
			switch m.g.preposition(k) {
			case "after", "during", "at", "following", "in":
				return true
			}
		}
	}
	return false
}

// wasToHave reports “was to have been”, “were to have met”: it did not.
func (m *gatherer) wasToHave(v int) bool {
	to, have, was := false, false, false
	for _, k := range m.g.children(v) {
		switch m.g.low(int(k)) {
		case "to":
			to = true
		case "have":
			have = true
		case "was", "were":
			was = true
		}
	}
	return to && have && was
}
