package event

import (
	"slices"
	"strings"

	"dateline/language"
	"dateline/language/tag"
	"dateline/text"
)

// refers reports a sentence that speaks of a meeting told before: “the talks”,
// “the two sides”, “the fifth round”.
func (m *gatherer) refers(x language.Sentence) bool {
	for k := x.First; k < x.Last; k++ {
		w := m.g.lemma(k)
		if m.g.part[k] != tag.Noun || !lex.classes["talks"][w] && w != "visit" && w != "call" && w != "side" && w != "delegation" && w != "signing" && w != "mediator" {
			continue
		}
		if m.definite(k) {
			return true
		}
	}
	return false
}

// add reads what a sentence adds to a meeting: mediator, format, round, heads
// of delegations, venue, day, and whether it was put off. Where the sentence
// tells of several, only the words of its own events count.
func (m *gatherer) add(x *Meeting, s language.Sentence, several bool) {
	g := m.g
	for k := s.First; k < s.Last; k++ {
		w := g.lemma(k)
		if several && !m.within(x, k) {
			continue
		}
		switch {
		case mediation[w]:
			m.mediator(x, k)
		case carriers[w] && g.verbal(k) && m.carries(k):
			m.mediator(x, k)
			if x.Format == "" {
				x.Format = "indirect"
			}
		case w == "mediator" || w == "facilitator" || w == "intermediary" || w == "go-between" || w == "intermediaries":
			m.mediatorNoun(x, k)
		case w == "go" && k+2 < s.Last && g.low(k+1) == "-" && g.low(k+2) == "between":
			m.goBetween(x, k, s)
		case w == "bring" && g.verbal(k) && x.Mediator == nil && m.bringsTogether(k):
			m.mediator(x, k)
		case (w == "chair" || w == "head") && g.part[k] == tag.Noun && m.presides(k):
			if h := g.head(k); x.Mediator == nil && h >= 0 && g.nominal(h) {
				m.setMediator(x, m.one(h), "facilitating")
			} else if x.Mediator == nil && h >= 0 {
				for _, o := range m.arguments(h).obliques {
					if o.prep == "with" {
						m.setMediator(x, m.parties(o.head), "facilitating")
					}
				}
			}
		case w == "indirect" || w == "indirectly" || w == "proximity":
			if x.Format == "" && x.Kind != "session" { // a session speaks of the talks
				x.Format = "indirect"
			}
		case (w == "direct" || w == "directly") && x.Format == "" && m.near(k, "talks"):
			x.Format = "direct"
		case (w == "face-to-face" || w == "in-person") && x.Format == "":
			x.Format = "direct"
		case w == "face" && x.Format == "" && k+2 < s.Last && (g.low(k+2) == "face" || k+4 < s.Last && g.low(k+4) == "face"):
			x.Format = "direct"
		case (w == "phone" || w == "telephone" || w == "video" || w == "videoconference") && x.Format == "" && m.byWire(k):
			x.Format, x.Kind = "phone", "call"
			if strings.HasPrefix(w, "video") {
				x.Format, x.Kind = "video", "talks"
			}
		case w == "lead" || w == "head":
			if g.verbal(k) {
				m.heads(x, k)
			}
		case w == "round" && x.Round.Empty() && x.Kind != "session":
			if a, b := g.span(k, func(j int) bool { return g.rel[j] != rAmod && g.rel[j] != rDet && g.rel[j] != rNummod }); b-a > 1 {
				x.Round = g.words(a, b)
			}
		case w == "postpone" || w == "delay" || w == "reschedule" || w == "adjourn" || w == "put" && m.particle(k, "off") || w == "move" && g.verbal(k) && m.toLater(k):
			if x.Status != MeetingCancelled && m.ofMeeting(k) && (x.Status == MeetingPlanned || w != "adjourn") {
				x.Status, x.moved = MeetingPostponed, true
			}
		case w == "cancel" || w == "scrap" || w == "call" && m.particle(k, "off"):
			if m.ofMeeting(k) && !m.negatedVerb(k) {
				x.Status = MeetingCancelled
			}
		case (w == "separate" || w == "own" || w == "different" || w == "two") && x.Format == "" && m.roomAfter(k):
			x.Format = "indirect"
		case apart[w] && g.verbal(k) && x.Format == "" && x.Kind != "call" && m.keptApart(k):
			x.Format = "indirect"
		case w == "separate" && x.Format == "" && m.near(k, "room"):
			x.Format = "indirect"
		case w == "shuttle" && x.Format == "indirect":
			x.Format = "shuttle"
		}
		if w == "shuttle" && x.Format == "" {
			x.Format = "shuttle"
		}
	}
	if !several {
		m.around(x, s)
	}
}

// apart are verbs of being together.
var apart = setOf("speak meet sit talk see set")

// roomAfter reports a room, floor or building behind a word for two of them.
func (m *gatherer) roomAfter(k int) bool {
	for i := k + 1; i <= min(len(m.d.Tokens)-1, k+2); i++ {
		w := m.g.lemma(i)
		if lex.classes["room"][w] && w != "tent" && (m.g.low(k) != "two" || m.g.preposition(i) == "between") {
			return true
		}
	}
	return false
}

// keptApart reports sides that do not speak to one another: “they would not
// speak to each other”, “the two have not met”, “refuses to sit with”.
func (m *gatherer) keptApart(k int) bool {
	g := m.g
	refused := false
	if h := g.head(k); h >= 0 && g.rel[k] == rXcomp && (g.lemma(h) == "refuse" || g.lemma(h) == "decline") {
		refused = true
	}
	if !refused && !m.negatedVerb(k) {
		return false
	}
	for _, j := range g.children(k) {
		switch g.lemma(int(j)) {
		case "other", "another": // each other
			return true
		case "two", "they", "side", "delegation":
			if g.rel[j] == rSubj && !m.future(k) {
				return true
			}
		}
		if refused && g.preposition(int(j)) == "with" {
			return true
		}
	}
	return false
}

// within reports a token inside the words of one of a meeting's events.
func (m *gatherer) within(x *Meeting, k int) bool {
	at := int(m.d.Tokens[k].Start)
	return slices.ContainsFunc(x.Events, func(e int) bool { return m.events[e].Span.Start <= at && at < m.events[e].Span.End })
}

// toLater reports “moved to October”, “pushed back to Monday”.
func (m *gatherer) toLater(v int) bool {
	for _, j := range m.g.children(v) {
		if p := m.g.preposition(int(j)); (p == "to" || p == "until") && m.temporal(int(j)) {
			return true
		}
	}
	return false
}

// byWire reports “a phone call”, “by telephone”, “over a video link”, and the
// verb.
func (m *gatherer) byWire(k int) bool {
	if m.g.verbal(k) {
		return true
	}
	switch m.g.preposition(k) {
	case "of":
		if h := m.g.head(k); h >= 0 {
			switch m.g.lemma(h) {
			case "hour", "minute", "session", "round":
				return true // "an hour of video"
			}
		}
	case "by", "on", "over", "via":
		return m.g.penn[k] != "NNS"
	}
	h := m.g.head(k)
	if h < 0 || m.g.rel[k] != rCompound && m.g.rel[k] != rAmod {
		return false
	}
	switch m.g.lemma(h) {
	case "call", "conversation", "talk", "link", "conference", "meeting", "discussion", "line", "summit":
		return true
	}
	return false
}

// ofMeeting reports a verb whose subject or object is a meeting.
func (m *gatherer) ofMeeting(v int) bool {
	a := m.arguments(v)
	if a.subj < 0 && a.obj < 0 { // a subject that the tree hangs elsewhere
		first, _ := m.g.sentence(v)
		for k := first; k < v; k++ {
			if m.g.part[k] == tag.Noun && (m.g.rel[k] == rSubj || m.g.rel[k] == rSubjPass) && lex.classes["talks"][m.g.lemma(k)] {
				return true
			}
		}
	}
	for _, k := range []int{a.subj, a.obj} {
		if k < 0 {
			continue
		}
		if w := m.g.lemma(k); lex.classes["talks"][w] || w == "visit" || w == "trip" || w == "call" || w == "signing" || w == "ceremony" || w == "it" {
			return true
		}
	}
	return false
}

func (m *gatherer) negatedVerb(v int) bool {
	for _, k := range m.g.children(v) {
		switch m.g.low(int(k)) {
		case "not", "n't", "n’t", "never":
			return true
		}
	}
	return false
}

// near reports a noun of the class within three words of token k.
func (m *gatherer) near(k int, class string) bool {
	for i := max(0, k-3); i <= min(len(m.d.Tokens)-1, k+3); i++ {
		if lex.classes[class][m.g.lemma(i)] {
			return true
		}
	}
	return false
}

// heads reads “delegations led by A and B”, “A led the Kenyan delegation”.
func (m *gatherer) heads(x *Meeting, v int) {
	a := m.arguments(v)
	if a.subj < 0 {
		return
	}
	if a.obj >= 0 {
		switch m.g.lemma(a.obj) {
		case "delegation", "team", "side", "party", "negotiator", "mission", "group":
		default:
			return
		}
	}
	people := m.parties(a.subj)
	var sides []Party
	if a.obj >= 0 {
		for _, p := range m.parties(a.obj) {
			sides = append(sides, m.side(p))
		}
	}
	for i, p := range people {
		if p.Actor < 0 || m.d.Actors[p.Actor].Kind != language.Person {
			continue
		}
		var s Party
		switch {
		case p.Country != "":
			s = m.side(p)
		case len(sides) == len(people) && sides[i].State:
			s = sides[i]
		case len(sides) == 1 && sides[0].State:
			s = sides[0]
		default:
			// The party that nobody else leads.
			free := slices.DeleteFunc(slices.Clone(x.Parties), func(q Party) bool {
				return slices.ContainsFunc(x.Heads, func(h Head) bool { return same(h.Party, q) }) ||
					slices.ContainsFunc(people, func(o Party) bool { return o.Country != "" && q.State && o.Country == q.Country })
			})
			if len(free) != 1 {
				continue
			}
			s = free[0]
		}
		x.Heads = slices.DeleteFunc(x.Heads, func(h Head) bool { return same(h.Party, s) })
		x.Heads = append(x.Heads, Head{s, p})
	}
}

// around reads the venue and day of a meeting from a sentence that speaks of
// it, where its events did not tell them.
func (m *gatherer) around(x *Meeting, s language.Sentence) {
	if !x.Venue.Empty() && m.iso(x.Time) != "" {
		return
	}
	for k := s.First; k < s.Last; k++ {
		w := m.g.lemma(k)
		if !lex.classes["talks"][w] && w != "visit" && w != "signing" && w != "ceremony" && w != "call" || m.g.part[k] != tag.Noun {
			continue
		}
		if x.Status == MeetingHeld && m.another(k) || m.former(k) {
			continue
		}
		e := Event{cue: k, head: m.clauseOf(k, -1), Time: -1}
		m.when(&e)
		if e.Time >= 0 && m.iso(x.Time) == "" {
			x.Time = e.Time
		}
		if x.Venue.Empty() {
			m.where(&e)
			x.Venue = e.Place
		}
	}
}

// former reports a meeting of before: “the last conversation”.
func (m *gatherer) former(k int) bool {
	for _, j := range m.g.children(k) {
		switch m.g.low(int(j)) {
		case "last", "previous", "earlier", "former", "past":
			return m.g.rel[j] == rAmod
		}
	}
	return false
}

// another reports a meeting that is to follow: “the next session”, “a second
// round is expected”.
func (m *gatherer) another(k int) bool {
	for _, j := range m.g.children(k) {
		switch m.g.low(int(j)) {
		case "next", "another", "further", "new", "future", "follow-up":
			return true
		}
	}
	v := m.clauseOf(k, -1)
	if !m.g.verbal(v) {
		return false
	}
	return m.future(v) || lex.frames[m.g.lemma(v)] == willing
}

// outcomes ties what the parties say of a meeting, in the statements of the
// sentence at span, to the one told of last.
func (m *gatherer) outcomes(span text.Span, said []int) {
	if m.last < 0 || m.last >= len(m.list) {
		return
	}
	d := &m.list[m.last]
	says := func(s text.Span, class string) bool {
		for k := m.d.TokenAt(s.Start); k < len(m.d.Tokens) && int(m.d.Tokens[k].Start) < s.End; k++ {
			if lex.classes[class][m.g.lemma(k)] {
				return true
			}
		}
		return false
	}
	about := says(span, "talks")
	spoken := false
	for _, i := range said {
		s := &m.said[i]
		if len(s.Content) == 0 {
			continue
		}
		content := s.Content[0].Hull(s.Content[len(s.Content)-1])
		switch {
		case says(content, "outcome") && (about || d.Status == MeetingHeld && m.speaks(d, s.Speaker)) && len(d.Outcome) < 12:
			spoken = true
			d.Outcome = append(d.Outcome, Outcome{m.speaker(i), content})
		case says(content, "follow") && about && len(d.Next) < 12:
			d.Next = append(d.Next, content)
		}
	}
	if !spoken && about && d.Status == MeetingHeld && says(span, "ending") && says(span, "outcome") && len(d.Outcome) < 12 {
		d.Outcome = append(d.Outcome, Outcome{nil, span})
	}
}

// speaks reports that an actor is a party of a meeting or speaks for one.
func (m *gatherer) speaks(d *Meeting, actor int) bool {
	if actor < 0 {
		return false
	}
	c := m.d.Actors[actor].Country
	return slices.ContainsFunc(d.Parties, func(p Party) bool { return p.Actor == actor || c != "" && p.Country == c }) ||
		slices.ContainsFunc(d.Heads, func(h Head) bool { return h.Person.Actor == actor })
}

// settle fills what the whole report tells: who met face to face.
func (m *gatherer) settle() {
	for i := range m.list {
		x := &m.list[i]
		if x.Format == "" && (x.Kind == "visit" || x.Kind == "summit") {
			x.Format = "direct"
		}
		if x.Format == "" && x.Kind != "call" {
			for _, k := range x.Events {
				if m.g.lemma(m.events[k].cue) == "meet" {
					x.Format = "direct"
				}
			}
		}
	}
}
