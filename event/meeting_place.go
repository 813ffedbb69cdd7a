package event

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language"
	"dateline/language/name"
	"dateline/language/tag"
	"dateline/statement"
	"dateline/text"
)

// travels are verbs of going somewhere.
var travels = setOf("come travel fly go arrive return drive walk sail head journey")

// dayOf returns the time of the meeting that a report is about, the best of
// those that its sentences tell; -1 for none.
func (m *gatherer) dayOf(x *Meeting, word int) int {
	clause := m.clauseOf(word, -1)
	issued := m.d.Article.Published.ISO
	best, most := -1, 0
	for i, t := range m.d.Times {
		k := m.d.TokenAt(t.Span.End - 1)
		n, ok := m.nth(k)
		if !ok || !t.Date.Known() {
			continue
		}
		iso := t.Date.ISO
		if len(iso) <= len("2031") {
			continue // a year is no day of a meeting
		}
		full := len(iso) >= len("2031-02-03")
		v := m.clauseOf(k, -1)
		w := 8 - min(n, 6)
		switch {
		case v == clause || v == word:
			w += 5
		case slices.ContainsFunc(x.Events, func(e int) bool { return m.events[e].Time == i }):
			w += 5
		case tellings[m.g.lemma(v)] || m.g.lemma(v) == "say":
			w -= 8
		}
		if full || strings.HasPrefix(iso, "--") {
			w += 8
		}
		if m.voice(k) >= 0 && m.said[m.voice(k)].Kind == statement.Direct {
			w -= 3
		}
		if m.nextIn(k) && v != clause && v != word { // a meeting to come is its own next one
			w -= 8
		}
		switch first := m.d.TokenAt(t.Span.Start); m.g.low(first) {
		case "since", "until", "till", "after", "before":
			w -= 10
		case "to":
			w -= 5 // to what it is put off
		default:
			if first > 0 && (m.g.low(first-1) == "to" || m.g.low(first-1) == "until" || m.g.low(first-1) == "since") {
				w -= 10
			}
		}
		if at := min(len(iso), len(issued), len("2031-02-03")); at > 0 && iso[0] != '-' && issued[0] != '-' {
			switch {
			case x.Status == MeetingHeld && iso[:at] > issued[:at], (x.Status == MeetingPlanned || x.Status == MeetingPostponed) && iso[:at] < issued[:at]:
				w -= 12
			}
		}
		if w > most {
			best, most = i, w
		}
	}
	return best
}

// nth returns the place in the body of the sentence that holds token k, from 0;
// false for a headline, byline or date line.
func (m *gatherer) nth(k int) (int, bool) {
	n := 0
	for i, y := range m.d.Sentences {
		at := int(m.g.sent[k]) == i
		if !m.told(y) || m.d.Article.Blocks[y.Block].Kind == article.Byline {
			if at {
				return 0, false
			}
			continue
		}
		if at {
			return n, true
		}
		n++
	}
	return 0, false
}

// nextIn reports that the clause of a token tells of another meeting, still to
// come or long over.
func (m *gatherer) nextIn(k int) bool {
	first, last := m.g.sentence(k)
	for i := first; i < last; i++ {
		switch m.g.low(i) {
		case "again", "next", "resume", "reconvene", "previous":
			return true
		}
		if m.meeting(i) && (m.another(i) || m.former(i)) {
			return true
		}
	}
	return false
}

// venueOf returns the place of the meeting that a report is about, the best of
// those that its sentences name: a town before a house, what stands with the
// words for the meeting before what does not; a call has none.
func (m *gatherer) venueOf(x *Meeting, word int) text.Span {
	if x.Kind == "call" || x.Format == "phone" || x.Format == "video" {
		return text.Span{}
	}
	type site struct {
		s text.Span
		w int
	}
	var sites []site
	put := func(s text.Span, w int) {
		for i := range sites {
			if m.samePlace(sites[i].s, s) {
				sites[i].w += max(w/2, 0)
				return
			}
		}
		sites = append(sites, site{s, w})
	}
	clause := m.clauseOf(word, -1)
	for i, y := range m.d.Sentences {
		kind := m.d.Article.Blocks[y.Block].Kind
		title := kind == article.Headline
		if !title && !m.told(y) || kind == article.Byline {
			continue
		}
		for k := y.First; k < y.Last; k++ {
			s, w := m.siteAt(k, x)
			if w == 0 {
				continue
			}
			if b := m.prepAt(m.d.TokenAt(s.Start)); b > y.First && lex.classes["political"][m.g.lemma(b-1)] && m.g.part[b-1] != tag.Verb {
				w -= 4
			}
			n, _ := m.nth(k)
			w += 6 - min(n, 5)
			if title {
				w++
			}
			v := m.clauseOf(k, -1)
			if v == clause || v == word || m.meeting(v) || slices.ContainsFunc(x.Events, func(e int) bool { return int(m.g.sent[m.events[e].cue]) == i && m.events[e].Place.Overlaps(s) }) {
				w += 4
			}
			if h := m.g.head(k); h >= 0 && m.g.rel[k] == rNmod && m.g.nominal(h) && !m.meeting(h) && !lex.classes["venue"][m.g.lemma(h)] && !lex.classes["room"][m.g.lemma(h)] {
				w -= 5 // “the junta in Bissala”, “a court in Lesk”
			}
			if r := m.g.rel[v]; (r == rRelcl || r == rAcl) && !m.meeting(v) && m.g.rel[k] == rObl {
				w -= 4 // “the nurses who are held in Madrosa”
			}
			if x.Status == MeetingHeld && m.nextIn(k) || tellings[m.g.lemma(v)] && !title {
				w -= 7
			}
			if m.voice(k) >= 0 && m.said[m.voice(k)].Kind == statement.Direct {
				w -= 3
			}
			if w > 0 {
				put(s, w)
			}
		}
	}
	if t := m.fromHere(); !t.Empty() && x.Status != MeetingPlanned {
		put(t, 7)
	}
	best := -1
	for i := range sites {
		if best < 0 || sites[i].w > sites[best].w {
			best = i
		}
	}
	if best >= 0 && m.town(sites[best].s) {
		return sites[best].s
	}
	if t := m.fallback(); !t.Empty() && (x.Status == MeetingHeld || x.Status == MeetingCancelled && best < 0) {
		return t // a town before a house
	}
	if best < 0 {
		return text.Span{}
	}
	return sites[best].s
}

// town reports the words of a named place, or words that hold one.
func (m *gatherer) town(s text.Span) bool {
	for k := m.d.TokenAt(s.Start); k < len(m.g.mention) && int(m.d.Tokens[k].Start) < s.End; k++ {
		if y := m.g.mention[k]; y >= 0 && m.d.Mentions[y].Kind == language.Name && (m.d.Mentions[y].Of == language.Location || m.d.Mentions[y].Of == language.Country) {
			return true
		}
	}
	return false
}

// fallback is the town that stands for a report as a whole: its dateline, the
// town alone before its first sentence, or the one in the headline.
func (m *gatherer) fallback() text.Span {
	if t := m.d.Article.Dateline.Span; !t.Empty() {
		return t
	}
	first := true
	for _, y := range m.d.Sentences {
		kind := m.d.Article.Blocks[y.Block].Kind
		if kind != article.Headline && (!m.told(y) || kind == article.Byline) {
			continue
		}
		for k := y.First; k < y.Last; k++ {
			z := m.g.mention[k]
			if z < 0 || m.d.Mentions[z].Kind != language.Name {
				continue
			}
			switch of := m.d.Mentions[z].Of; {
			case of == language.Location && m.unit[k] < 0 && kind == article.Headline && (k+1 >= y.Last || m.g.low(k+1) != "'s"),
				(of == language.Location || of == language.Country) && kind != article.Headline && first && k == y.First && y.Last-y.First <= 3 && m.g.low(y.Last-1) == ".":
				return m.d.Mentions[z].Span
			case of == language.Country && kind == article.Headline: // by the name of its capital
				if c, _ := name.CountryAt(m.g.s[m.d.Mentions[z].Span.Start:]); c == "" {
					return m.d.Mentions[z].Span
				}
			}
		}
		first = first && kind == article.Headline
	}
	return text.Span{}
}

// siteAt reads the phrase of place that token k heads, and how good a venue it
// makes; 0 for none.
func (m *gatherer) siteAt(k int, x *Meeting) (text.Span, int) {
	g := m.g
	y := g.mention[k]
	named := y >= 0 && m.d.Mentions[y].Kind == language.Name && m.d.Mentions[y].Actor >= 0 && m.d.TokenAt(m.d.Mentions[y].Span.End-1) == k
	if m.temporal(k) {
		return text.Span{}, 0
	}
	if named && k+1 < len(g.part) && (g.low(k+1) == "'s" || g.low(k+1) == "’s") {
		return text.Span{}, 0 // “at Kelmar's request”
	}
	if named {
		z := m.d.Mentions[y]
		at := k
		if h := g.head(k); g.rel[k] == rCompound && h == k+1 && lex.classes["venue"][g.lemma(h)] {
			at = h // “to Shannon airport”
		}
		first := m.d.TokenAt(z.Span.Start)
		prep := m.prepBefore(first)
		switch z.Of {
		case language.Location:
			switch prep {
			case "in", "at", "near", "outside", "inside", "aboard", "above":
				return z.Span, 8
			case "to":
				if h := g.head(at); h >= 0 && (travels[g.lemma(h)] || g.lemma(h) == "visit" || g.lemma(h) == "trip") {
					return z.Span, 5
				}
			case "through":
				return z.Span, 2
			}
			if h := g.head(k); h >= 0 && g.rel[k] == rObj && (g.lemma(h) == "leave" || g.lemma(h) == "reach") {
				return z.Span, 3 // “left Doha after three days of talks”
			}
			if k+1 < len(g.part) && m.meeting(k+1) && g.part[k+1] == tag.Noun && g.sent[k+1] == g.sent[k] {
				return z.Span, 6 // “the Lugano round”
			}
		case language.Country: // by the name of its capital, where something is
			if c, _ := name.CountryAt(m.g.s[z.Span.Start:]); c == "" || g.country[k] != "" {
				switch prep {
				case "in", "at", "near", "outside":
					return z.Span, 6
				case "to":
					if h := g.head(k); h >= 0 && (travels[g.lemma(h)] || g.lemma(h) == "visit" || g.lemma(h) == "trip") {
						return z.Span, 4
					}
				}
			}
		case language.Organisation, language.Other:
			if w := g.lemma(first); prep == "of" && (lex.classes["venue"][w] || lex.classes["room"][w]) {
				return z.Span, 4 // “at the round table of the Villa Ferri”
			}
			if (prep == "in" || prep == "at" || prep == "near" || prep == "outside") && (lex.classes["venue"][g.lemma(k)] || m.placed(k)) && !m.political(m.d.Actors[z.Actor].Name) {
				return z.Span, 5
			}
		}
		return text.Span{}, 0
	}
	if g.part[k] == tag.Noun && (lex.classes["venue"][g.lemma(k)] || lex.classes["room"][g.lemma(k)]) {
		switch g.preposition(k) {
		case "in", "at", "aboard":
			return m.core(k), 2
		}
	}
	return text.Span{}, 0
}

// prepBefore returns the preposition before a name, its article and adjectives
// left out; "" for none.
func (m *gatherer) prepBefore(first int) string {
	if k := m.prepAt(first); k >= 0 {
		return m.g.low(k)
	}
	return ""
}

// prepAt returns the token of the preposition before a name; -1.
func (m *gatherer) prepAt(first int) int {
	s, _ := m.g.sentence(first)
	for k := first - 1; k >= s && k >= first-4; k-- {
		switch m.g.part[k] {
		case tag.Det, tag.Adj, tag.Noun, tag.Propn:
			continue
		case tag.Adp:
			return k
		}
		return -1
	}
	return -1
}

// tellings are verbs whose time is that of the telling.
var tellings = setOf("say announce tell confirm report add declare state disclose reveal")

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
