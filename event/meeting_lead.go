package event

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
)

// ledeSentences is how many sentences of the body may say what a report is
// about.
const ledeSentences = 5

// A report of few sentences may come to its meeting late; one of many is about
// a meeting only if its headline says so.
const (
	fewSentences  = 15
	manySentences = 40
)

// lead builds the meeting that a report is about from the whole report: one
// sentence says that the round ended, the next who sent whom. The sides and who
// stands between them are those for whom most speaks; what single sentences
// tell of that meeting is taken in.
func (m *gatherer) lead() {
	if m.programme() {
		m.list = nil // a calendar names meetings, it does not tell them
		return
	}
	if !m.public && !(m.hints && m.officials()) || m.figures() {
		return
	}
	about, word := m.subject()
	if about < 0 || !m.aboutMeeting(about) {
		return
	}
	x := Meeting{Kind: kindOf(m.g.lemma(word)), Time: -1, Status: m.statusAt(word)}
	for i := range m.list {
		for _, e := range m.list[i].Events {
			if int(m.g.sent[m.events[e].cue]) == about && x.Status != MeetingCancelled && x.Status != MeetingPostponed {
				x.Status = m.list[i].Status
			}
		}
	}
	if x.Status == "" {
		return
	}
	sc := m.scene()
	sides, mid := sc.choose()
	if len(sides) < 2 {
		return
	}
	x.Parties = sides
	if mid != nil {
		x.Mediator, x.How = &mid.p, mid.how
	}
	m.absorb(&x)
	for _, y := range m.d.Sentences {
		if m.told(y) {
			m.detail(&x, y, false)
		}
	}
	if third := sc.thirdEnvoy(); third != nil && (mid == nil || same(m.side(mid.p), m.side(*third))) && !holds(sides, m.side(*third)) {
		if mid == nil {
			x.Mediator = third
		}
		x.How, x.Kind = "shuttling", "talks"
		if x.Format != "direct" {
			x.Format = "shuttle"
		}
	}
	x.Heads = slices.DeleteFunc(x.Heads, func(h Head) bool { return !holds(sides, h.Party) })
	m.leaders(&x, sc)
	if x.Status == MeetingPlanned && m.notAfterAll(word) {
		x.Status = MeetingCancelled
	}
	x.Time = m.dayOf(&x, word)
	x.Venue = m.venueOf(&x, word)
	m.list = slices.Insert(m.list, 0, x)
}

// officials reports a text in which those who meet for others are named
// throughout.
func (m *gatherer) officials() bool {
	n := 0
	for i := range m.g.heads {
		if w := m.g.lemma(i); m.g.part[i] == tag.Noun || m.g.part[i] == tag.Propn {
			if lex.classes["official"][w] || lex.classes["armed"][w] || lex.classes["talks"][w] || w == "delegation" || owners[w] {
				n++
			}
		}
	}
	return n > 2 && n*40 >= len(m.g.heads)
}

// aboutMeeting reports whether a report whose sentence at speaks of a meeting
// is about it.
func (m *gatherer) aboutMeeting(at int) bool {
	n, place := 0, 0
	for i, x := range m.d.Sentences {
		if i == at {
			place = n
		}
		if m.told(x) && m.d.Article.Blocks[x.Block].Kind != article.Byline {
			n++
		}
	}
	switch {
	case n <= fewSentences:
		return true
	case n <= manySentences:
		return place < ledeSentences || m.headlined()
	}
	return m.headlined()
}

// absorb takes into the meeting that a report is about what single sentences
// told of it, and leaves in the list the others of which enough is known.
func (m *gatherer) absorb(x *Meeting) {
	m.list = slices.DeleteFunc(m.list, func(y Meeting) bool {
		shared := 0
		for _, p := range y.Parties {
			if holds(x.Parties, p) {
				shared++
			}
		}
		other := y.Status != x.Status && y.Status == MeetingPlanned || len(y.Parties) > 1 && shared < min(2, len(y.Parties)) && !(shared == 1 && x.Mediator != nil && holds(y.Parties, *x.Mediator))
		if !other {
			x.Events = append(x.Events, y.Events...)
			if x.Format == "" {
				x.Format = y.Format
			}
			if x.Round.Empty() {
				x.Round = y.Round
			}
			if x.Kind == "talks" {
				x.Kind = y.Kind
			}
			x.Outcome, x.Next = append(x.Outcome, y.Outcome...), append(x.Next, y.Next...)
			return true
		}
		return !m.whole(&y)
	})
	slices.Sort(x.Events)
}

// leaders adds who leads or speaks for the sides of a meeting.
func (m *gatherer) leaders(x *Meeting, sc *scene) {
	for _, h := range sc.heads(x.Parties) {
		if !slices.ContainsFunc(x.Heads, func(y Head) bool { return same(y.Party, h.Party) }) {
			x.Heads = append(x.Heads, h)
		}
	}
}

// programme reports a calendar of what is to come, whose lines begin with a day
// or an hour.
func (m *gatherer) programme() bool {
	n := 0
	for _, x := range m.d.Sentences {
		if !m.told(x) || x.Last-x.First < 3 {
			continue
		}
		w := m.g.low(x.First)
		if (calendar[w] || hour(w)) && (m.g.low(x.First+1) == ":" || hour(w) && m.g.part[x.First+1] == tag.Propn) {
			n++
		}
	}
	return n >= 3
}

// hour reports “0930”.
func hour(w string) bool {
	return len(w) == 4 && w[0] <= '2' && w[0] >= '0' && strings.Trim(w, "0123456789") == ""
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

// subject returns the sentence that speaks of the meeting which a report is
// about, and the word: one of the lede, else one further down; -1 when there is
// none, or when the lede denies that there is one.
func (m *gatherer) subject() (sentence, word int) {
	n, lede := 0, -1
	later, at := -1, -1
	for i, x := range m.d.Sentences {
		if m.d.Article.Blocks[x.Block].Kind == article.Byline || !m.told(x) {
			continue
		}
		n++
		if lede < 0 {
			lede = i
		}
		for k := x.First; k < x.Last; k++ {
			if !m.meetingWord(k, x) {
				continue
			}
			if m.g.part[k] == tag.Noun && m.g.child(k, rCop) >= 0 && m.negatedVerb(k) {
				continue // “it was not a summit”
			}
			if v := m.clauseOf(k, -1); m.denied(k) || m.unsaid(k) && !m.notAfterAll(k) && !m.unheld(k) && !stops[m.g.lemma(v)] {
				if n > ledeSentences || !m.denied(k) && stays[m.g.lemma(v)] && m.negatedVerb(v) {
					continue // who will not come speaks of a meeting
				}
				return -1, -1
			}
			if n <= ledeSentences {
				return i, k
			}
			if later < 0 {
				later, at = i, k
			}
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
	return later, at
}

// meetingWord reports a word that tells that sides meet.
func (m *gatherer) meetingWord(k int, x language.Sentence) bool {
	w := m.g.lemma(k)
	switch {
	case m.g.low(k) == "sitting" && k > x.First && m.g.part[k-1] == tag.Adj:
		return true
	case w == "conference" && k > x.First && (m.g.low(k-1) == "press" || m.g.low(k-1) == "news"):
		return false
	case m.g.part[k] == tag.Noun && (lex.classes["talks"][w] && w != "process" && w != "contact" && w != "engagement" || lex.classes["encounter"][w]):
		return true
	case (w == "phone" || w == "telephone" || w == "videoconference") && m.byWire(k):
		return true
	}
	return m.g.verbal(k) && (lex.classes["encounters"][w] || m.signed(k) || m.speakTogether(k))
}

// stops are verbs of which a meeting is told all the same when they are denied.
var stops = setOf("stop prevent affect derail end exchange speak agree produce bring yield")

// stays are verbs of taking part: who says that it will not, calls off.
var stays = setOf("take attend come join send travel participate go")

// speakTogether reports “they spoke for three hours”, “the two talked”, “spoke
// with her colleague”.
func (m *gatherer) speakTogether(v int) bool {
	if w := m.g.lemma(v); w != "speak" && w != "talk" {
		return false
	}
	for _, j := range m.g.children(v) {
		switch r := m.g.rel[j]; {
		case r == rSubj && (m.g.low(int(j)) == "they" || m.g.low(int(j)) == "two" || m.g.child(int(j), rConj) >= 0):
			return true
		case r == rObl && (m.g.preposition(int(j)) == "with" || m.g.preposition(int(j)) == "to" && m.g.low(int(j)) != "reporter" && m.g.low(int(j)) != "reporters"):
			return m.unit[j] >= 0 || m.person(int(j)) >= 0
		}
	}
	return false
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
	for m.g.verbal(v) && m.purpose(v) && m.g.head(v) >= 0 && m.g.verbal(m.g.head(v)) && (lex.frames[m.g.lemma(m.g.head(v))] == noFrame || begins[m.g.lemma(m.g.head(v))]) && m.g.rel[v] != rCcomp {
		v = m.g.head(v) // “spent Sunday there to talk”
	}
	if m.wentOff(k) {
		return MeetingCancelled
	}
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

// wentOff reports “the meeting was off”, “the talks are off”.
func (m *gatherer) wentOff(k int) bool {
	_, end := m.g.sentence(k)
	for i := k + 1; i+1 < end && i < k+5; i++ {
		if x := m.g.low(i); (x == "is" || x == "was" || x == "are" || x == "were") && m.g.low(i+1) == "off" {
			return true
		}
	}
	return false
}

// begins are verbs under which an infinitive is under way.
var begins = setOf("begin start continue resume")

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
