package event

import (
	"dateline/article"
	"dateline/language"
	"dateline/language/name"
	"dateline/language/tag"
	"dateline/text"
)

// travels are verbs of going somewhere.
var travels = setOf("come travel fly go arrive return drive walk sail head journey")

// dayAndPlace takes the day and the place that the sentence of the lede tells,
// those of the meeting's own clause first.
func (m *gatherer) dayAndPlace(x *Meeting, s language.Sentence, word int) {
	e := Event{cue: word, head: m.clauseOf(word, -1), Time: -1, Block: s.Block}
	if m.g.verbal(word) {
		e.head = word
	}
	lede := m.ledeTo(s)
	if m.iso(x.Time) == "" {
		m.when(&e)
		if e.Time >= 0 && m.iso(e.Time) != "" {
			x.Time = e.Time
		} else {
			for _, y := range lede {
				if i := m.dayIn(y); i >= 0 {
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
	if x.Venue.Empty() {
		x.Venue = m.headTown()
	}
	for _, y := range lede {
		if x.Venue.Empty() {
			x.Venue = m.placeIn(y)
		}
	}
	if x.Venue.Empty() && x.Kind != "call" && (x.Status == MeetingHeld || x.Status == MeetingCancelled) {
		x.Venue = m.fromHere()
	}
	for _, y := range m.d.Sentences {
		if x.Venue.Empty() && y.First > s.First && m.told(y) && m.refers(y) && !(x.Status == MeetingHeld && m.follows(y)) {
			x.Venue = m.placeIn(y)
		}
	}
}

// ledeTo returns the sentences of the body up to one of them.
func (m *gatherer) ledeTo(s language.Sentence) []language.Sentence {
	var out []language.Sentence
	for _, y := range m.d.Sentences {
		if m.told(y) && y.First <= s.First && m.d.Article.Blocks[y.Block].Kind != article.Byline {
			out = append(out, y)
		}
	}
	return out
}

// follows reports a sentence that tells of another meeting, still to come.
func (m *gatherer) follows(y language.Sentence) bool {
	for k := y.First; k < y.Last; k++ {
		if m.g.part[k] == tag.Noun && (lex.classes["talks"][m.g.lemma(k)] || lex.classes["encounter"][m.g.lemma(k)]) && m.another(k) {
			return true
		}
	}
	return false
}

// tellings are verbs whose time is that of the telling.
var tellings = setOf("say announce tell confirm report add declare state disclose reveal")

// dayIn returns the first day that a sentence tells, that of its telling left
// out; -1 for none.
func (m *gatherer) dayIn(s language.Sentence) int {
	span, best := m.d.Span(s), -1
	for i, t := range m.d.Times {
		if t.Span.Start < span.Start || t.Span.End > span.End || !t.Date.Known() {
			continue
		}
		k := m.d.TokenAt(t.Span.End - 1)
		if v := m.clauseOf(k, -1); tellings[m.g.lemma(v)] {
			continue
		}
		if len(t.Date.ISO) == len("2031-02-03") {
			return i
		}
		if best < 0 {
			best = i
		}
	}
	return best
}

// ground mends the time and place of the meeting that a report is about from
// what the whole report tells: a call has no venue, a visit is where it goes,
// one that was put off was due on the day that is not the new one, and what an
// outlet tells in its own voice from a town without naming another is there.
func (m *gatherer) ground(x *Meeting) {
	if x.Status == MeetingPostponed && x.Time >= 0 && m.laterDay(x.Time) {
		k := m.d.TokenAt(m.d.Times[x.Time].Span.Start)
		span := m.d.Span(m.d.Sentences[m.g.sent[k]])
		for i, t := range m.d.Times {
			if t.Span.Start >= span.Start && t.Span.End <= span.End && t.Date.Known() && !m.laterDay(i) &&
				!tellings[m.g.lemma(m.clauseOf(m.d.TokenAt(t.Span.End-1), -1))] {
				x.Time = i
				break
			}
		}
	}
	if iso := m.iso(x.Time); x.Time >= 0 && len(iso) < len("--02-03") && x.Status == MeetingHeld || len(iso) == len("2031-02") && iso[0] != '-' {
		// "the third this year": the day that the lede tells
		for _, y := range m.opening() {
			if i := m.dayIn(y); i >= 0 && len(m.iso(i)) == len("2031-02-03") {
				x.Time = i
				break
			}
		}
	}
	if x.Kind == "call" || x.Format == "phone" || x.Format == "video" {
		x.Venue = text.Span{}
		return
	}
	for _, e := range x.Events {
		if x.Venue.Empty() && !(x.Status == MeetingHeld && m.events[e].Modality != Happened) {
			x.Venue = m.townIn(m.d.Sentences[m.g.sent[m.events[e].cue]])
		}
	}
	if x.Venue.Empty() {
		x.Venue = m.headTown()
	}
	if x.Venue.Empty() && (x.Kind == "visit" || x.Status == MeetingPlanned) {
		x.Venue = m.destination()
	}
	if x.Venue.Empty() && (x.Status == MeetingHeld || x.Status == MeetingCancelled) {
		x.Venue = m.fromHere()
	}
}

// opening returns the first two sentences of the body.
func (m *gatherer) opening() []language.Sentence {
	var out []language.Sentence
	for _, y := range m.d.Sentences {
		if m.told(y) && m.d.Article.Blocks[y.Block].Kind != article.Byline && len(out) < 2 {
			out = append(out, y)
		}
	}
	return out
}

// townIn returns the first named town of a sentence in which something is.
func (m *gatherer) townIn(s language.Sentence) text.Span {
	for k := s.First; k < s.Last; k++ {
		if x := m.g.mention[k]; x >= 0 && m.d.Mentions[x].Kind == language.Name && m.d.Mentions[x].Of == language.Location && m.placed(k) {
			return m.placeWords(k)
		}
	}
	return text.Span{}
}

// headTown returns the town in which the headline says that something is.
func (m *gatherer) headTown() text.Span {
	for _, x := range m.d.Sentences {
		if m.d.Article.Blocks[x.Block].Kind == article.Headline {
			if t := m.townIn(x); !t.Empty() {
				return t
			}
		}
	}
	return text.Span{}
}

// laterDay reports the day to which something is put off: “to 5 July”.
func (m *gatherer) laterDay(i int) bool {
	k := m.d.TokenAt(m.d.Times[i].Span.Start)
	if w := m.g.low(k); w == "to" || w == "until" || w == "till" {
		return true
	}
	return k > 0 && (m.g.low(k-1) == "to" || m.g.low(k-1) == "until" || m.g.low(k-1) == "till")
}

// goesTo reports that token k is where somebody goes: “will travel to Tavr”,
// “the visit to Tavr”.
func (m *gatherer) goesTo(k int) bool {
	h := m.g.head(k)
	if h < 0 || m.g.preposition(k) != "to" || m.temporal(k) {
		return false
	}
	w := m.g.lemma(h)
	return travels[w] || w == "visit" || w == "trip"
}

// destination returns where a visit goes: “will travel to Tavr”, “the visit to
// Tavr”.
func (m *gatherer) destination() text.Span {
	for _, y := range m.d.Sentences {
		if !m.told(y) {
			continue
		}
		for k := y.First; k < y.Last; k++ {
			if !m.goesTo(k) {
				continue
			}
			x := m.g.mention[k]
			if x < 0 || m.d.Mentions[x].Kind != language.Name || m.d.Mentions[x].Actor < 0 {
				continue
			}
			switch y := m.d.Mentions[x]; y.Of {
			case language.Location:
				return m.placeWords(k)
			case language.Country: // by the name of its capital
				if c, _ := name.CountryAt(m.g.s[y.Span.Start:]); c == "" {
					return y.Span
				}
			}
		}
	}
	return text.Span{}
}

// visited returns the state, or the place that stands for its government, to
// which the visit of the report goes.
func (m *gatherer) visited() (Party, bool) {
	for _, y := range m.opening() {
		for k := y.First; k < y.Last; k++ {
			if !m.goesTo(k) {
				continue
			}
			if c := m.g.country[k]; c != "" {
				return m.stateAt(c, k), true
			}
			if x := m.g.mention[k]; x >= 0 && m.d.Mentions[x].Kind == language.Name && m.d.Mentions[x].Of == language.Location && m.d.Mentions[x].Actor >= 0 {
				a := m.d.Mentions[x].Actor
				return Party{Span: m.d.Mentions[x].Span, Actor: a, Country: m.d.Actors[a].Country, head: k}, true
			}
		}
	}
	return Party{}, false
}

// fromHere returns the town of the dateline where the report tells the meeting
// in its own voice, or says that it is here.
func (m *gatherer) fromHere() text.Span {
	town := m.d.Article.Dateline.Span
	if town.Empty() {
		return town
	}
	own := false
	n := 0
	for _, y := range m.d.Sentences {
		if !m.told(y) || m.d.Article.Blocks[y.Block].Kind == article.Byline {
			continue
		}
		if n++; n > 2 {
			break
		}
		for k := y.First; k < y.Last; k++ {
			if m.g.low(k) == "here" && m.g.rel[k] == rAdvmod && m.voice(k) < 0 {
				return town
			}
		}
		if n > 1 {
			break
		}
		own = true
		for k := y.First; k < y.Last; k++ {
			if m.g.verbal(k) && tellings[m.g.lemma(k)] {
				own = false
			}
		}
	}
	if own {
		return town
	}
	return text.Span{}
}

// placeIn returns the first phrase of place of a sentence that names one, a
// town before a room.
func (m *gatherer) placeIn(s language.Sentence) text.Span {
	for k := s.First; k < s.Last; k++ {
		if x := m.g.mention[k]; x < 0 || m.d.Mentions[x].Kind != language.Name || m.d.Mentions[x].Of != language.Location {
			continue
		}
		h := k
		if m.g.rel[k] == rCompound && m.g.head(k) >= 0 {
			h = m.g.head(k) // "at Gabra checkpoint"
		}
		if m.placed(h) {
			return m.placeWords(h)
		}
	}
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
