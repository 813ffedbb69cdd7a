package event

import (
	"slices"
	"strconv"
	"strings"

	"dateline/language"
	"dateline/language/tag"
	"dateline/text"
)

// phrase returns the words that tell an event: its verb with the arguments, or
// its noun with what belongs to it, from the word top on that plans or
// promises it. Attribution and clauses of their own are left out.
func (f *finder) phrase(e *Event, top int) text.Span {
	g := f.g
	skip := func(k int) bool {
		switch g.rel[k] {
		case rAdvcl:
			return !committing[e.Type] || g.head(k) != e.cue || f.finite(k) || k > 0 && g.part[k-1] == tag.Punct
		case rRelcl, rAppos, rParataxis, rPunct:
			return true
		case rMark:
			return g.low(k) != "to" && g.head(k) == top
		case rCcomp:
			if committing[e.Type] && g.head(k) == e.cue {
				return k < e.cue // “it would, he promised”: attribution stands behind
			}
			return g.verbal(g.head(k)) && g.head(k) == top && e.head != k && !f.holdsWord(k, e.head)
		case rCase:
			return g.head(k) == top
		case rObl, rNmod, rOther, rAdvmod:
			if lex.classes["amid"][g.lemma(k)] && g.child(k, rCase) >= 0 {
				return true // "in the midst of the war"
			}
			// "Amid the war, Kenya …": set before the subject, behind a comma
			return g.verbal(top) && g.head(k) == top && f.ahead(k, top)
		case rConj, rCc:
			h := g.head(k)
			return h == top || h == e.head || g.verbal(h)
		}
		return false
	}
	first, last := g.span(top, skip)
	if e.head != top {
		a, b := g.span(e.head, skip)
		first, last = min(first, a), max(last, b)
	}
	if e.thing >= 0 && e.thing < first {
		first = min(first, f.d.TokenAt(f.core(e.thing).Start)) // "a truce declared by Kenya"
	}
	lo, hi := g.sentence(top)
	first, last = max(first, lo), min(last, hi)
	// A phrase never reaches over the words that attribute it.
	if s := f.voice(e.cue); s >= 0 {
		for first < e.cue && f.voice(first) != s {
			first++
		}
		for last-1 > e.cue && f.voice(last-1) != s {
			last--
		}
	}
	for first < last-1 && (g.part[first] == tag.Punct || g.part[first] == tag.Cconj || g.part[first] == tag.Sconj || g.low(first) == "that") {
		first++
	}
	for last > first+1 && g.part[last-1] == tag.Punct {
		last--
	}
	return g.words(first, last)
}

// committing are the types whose complement is part of what is told: "agreed
// to let them pass", "accused Peru of shelling".
var committing = map[string]bool{"AGREE": true, "THREATEN": true, "REQUEST": true, "REJECT": true, "ACCUSE": true}

// ahead reports a phrase that stands before the subject of v with a comma
// behind it.
func (f *finder) ahead(k, v int) bool {
	s := f.g.child(v, rSubj, rSubjPass)
	if s < 0 || k > s || f.dated(k) {
		return false
	}
	_, last := f.g.span(k, nil)
	for i := last - 1; i <= min(last, s); i++ {
		if f.g.low(i) == "," {
			return true
		}
	}
	return false
}

// dated reports a phrase that is a time expression, and no more than one.
func (f *finder) dated(k int) bool {
	first, last := f.g.span(k, nil)
	return f.temporal(k) && last-first <= 4
}

// holdsWord reports that token i stands under token top.
func (f *finder) holdsWord(top, i int) bool {
	for n := 0; i >= 0 && n < 200; i, n = f.g.head(i), n+1 {
		if i == top {
			return true
		}
	}
	return false
}

// clauseOf returns the nearest word at or above i that heads a clause, or is
// the noun stop.
func (f *finder) clauseOf(i, stop int) int {
	g := f.g
	for n := 0; n < 50; n++ {
		if i == stop || g.verbal(i) && g.rel[i] != rAux && g.rel[i] != rAuxPass && g.rel[i] != rCop && g.rel[i] != rAmod || g.child(i, rSubj, rSubjPass) >= 0 {
			return i
		}
		h := g.head(i)
		if h < 0 {
			return i
		}
		i = h
	}
	return i
}

// belongs reports that the phrase at token i stands in the event's clause.
func (f *finder) belongs(e *Event, i int) bool {
	c := f.clauseOf(i, e.cue)
	if c == e.cue || c == e.head {
		return true
	}
	// Under a verb that plans, begins or carries it: "is scheduled to sign on Friday".
	for h, n := e.head, 0; n < 4; n++ {
		r := f.g.rel[h]
		if r != rXcomp && r != rAcl && !(r == rObj && h == e.head) && !(f.g.part[e.cue] == tag.Noun && h == e.cue && (r == rSubj || r == rSubjPass)) {
			break
		}
		if h = f.g.head(h); h < 0 {
			break
		}
		if h == c {
			k := lex.frames[f.g.lemma(h)]
			return k == willing || k == doing || k == threat || lex.light[f.g.lemma(h)] || r == rSubj || r == rSubjPass
		}
	}
	return false
}

// when finds the time expression that dates an event.
func (f *finder) when(e *Event) {
	x := f.d.Sentences[f.g.sent[e.cue]]
	span := f.d.Span(x)
	i, _ := slices.BinarySearchFunc(f.d.Times, span.Start, func(t language.Time, at int) int { return t.Span.Start - at })
	best, known := -1, false
	for ; i < len(f.d.Times) && f.d.Times[i].Span.Start < span.End; i++ {
		t := f.d.Times[i]
		k := f.d.TokenAt(t.Span.End - 1)
		if k >= x.Last || !f.belongs(e, k) {
			continue
		}
		if best < 0 || t.Date.Known() && !known {
			best, known = i, t.Date.Known()
		}
	}
	if best < 0 {
		best = f.inPhrase(e)
	}
	e.Time = best
}

// inPhrase returns the first time expression among the words that tell an
// event, wherever the tree hangs it, unless another verb stands between.
func (f *finder) inPhrase(e *Event) int {
	i, _ := slices.BinarySearchFunc(f.d.Times, e.Span.Start, func(t language.Time, at int) int { return t.Span.Start - at })
	for ; i < len(f.d.Times) && f.d.Times[i].Span.End <= e.Span.End; i++ {
		k := f.d.TokenAt(f.d.Times[i].Span.Start)
		if !f.finiteBetween(k, e.head) {
			return i
		}
	}
	return -1
}

// where finds the place of an event: a phrase of place in its clause. A
// capital or country that acts or suffers there is no place.
func (f *finder) where(e *Event) {
	x := f.d.Sentences[f.g.sent[e.cue]]
	for k := x.First; k < x.Last; k++ {
		if f.placed(k) && (f.belongs(e, k) || f.belongs(e, max(f.g.head(k), 0))) {
			e.Place = f.placeWords(k)
			return
		}
	}
	switch e.Base {
	case "CONSULT", "SUPPORT", "COOPERATE":
	default:
		return
	}
	// "to sign a memorandum of understanding in Vienna", wherever the tree hangs it
	for k := f.d.TokenAt(e.Span.Start); k < x.Last && int(f.d.Tokens[k].Start) < e.Span.End; k++ {
		if f.placed(k) && k > e.head && !f.finiteBetween(e.head, k) {
			e.Place = f.placeWords(k)
			return
		}
	}
}

// placed reports the head of a phrase of place.
func (f *finder) placed(k int) bool {
	g := f.g
	if g.rel[k] != rObl && g.rel[k] != rNmod || f.temporal(k) {
		return false
	}
	switch g.preposition(k) {
	case "in", "at", "near", "outside", "inside", "across", "throughout", "around", "off":
		return f.place(k)
	}
	return false
}

// placeWords returns the words of a place, its time and clauses left out.
func (f *finder) placeWords(k int) text.Span {
	g := f.g
	first, last := g.span(k, func(j int) bool {
		switch g.rel[j] {
		case rRelcl, rAcl, rAppos, rConj, rCc, rParataxis, rPunct, rCase, rAdvcl, rCop, rAux, rSubj, rMark, rOther, rObl, rAdvmod:
			return true
		}
		return f.temporal(j)
	})
	p := g.words(first, last)
	if m := g.mention[k]; m >= 0 && f.d.Mentions[m].Kind == language.Name {
		p = p.Hull(f.d.Mentions[m].Span)
	}
	return p
}

// finiteBetween reports a finite verb between two tokens.
func (f *finder) finiteBetween(a, b int) bool {
	for j := min(a, b) + 1; j < max(a, b); j++ {
		if f.finite(j) {
			return true
		}
	}
	return false
}

// place reports a noun phrase that can be a place: a name, or a noun of place.
func (f *finder) place(k int) bool {
	if lex.classes["venue"][f.g.lemma(k)] || lex.classes["territory"][f.g.lemma(k)] {
		return true
	}
	if f.g.country[k] != "" && f.g.part[k] != tag.Noun {
		return true
	}
	m := f.g.mention[k]
	if m < 0 {
		return f.g.part[k] == tag.Propn
	}
	switch x := f.d.Mentions[m]; x.Of {
	case language.Location, language.Country:
		return true
	case language.Other:
		return x.Kind == language.Name
	}
	return false
}

// contexts fills the contexts by the words of the phrase and its parties.
func (f *finder) contexts(e *Event) {
	add := func(c string) {
		if c != "" && len(e.Contexts) < 4 && !slices.Contains(e.Contexts, c) {
			e.Contexts = append(e.Contexts, c)
		}
	}
	switch e.Base {
	case "ASSAULT":
		if e.Mode != "beat" && e.Mode != "crowd-control" {
			add("military")
		}
	case "MOBILIZE":
		if e.Mode != "police" {
			add("military")
		}
	}
	for k := f.d.TokenAt(e.Span.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < e.Span.End; k++ {
		switch f.g.part[k] {
		case tag.Noun, tag.Adj, tag.Propn, tag.Verb:
			add(lex.contexts[f.g.lemma(k)])
		}
	}
	states := map[string]bool{}
	for _, p := range slices.Concat(e.Actors, e.Recipients) {
		if p.Country != "" {
			states[p.Country] = true
		}
	}
	if len(states) > 1 && e.Base != "ASSAULT" && e.Base != "MOBILIZE" {
		add("diplomatic")
	}
}

// recent is how many days before a report an event may lie and still be its
// news.
const recent = 60

// before reports an event whose time lies well before the report's.
func (f *finder) before(e *Event) bool {
	if e.Time < 0 {
		t := *e
		f.when(&t)
		if t.Time < 0 {
			return false
		}
		e = &t
	}
	d := f.d.Times[e.Time].Date.ISO
	day, ok := days(d)
	if !ok {
		return false
	}
	ref, ok := days(f.d.Article.Published.ISO)
	if !ok {
		return len(d) == 4 // "in 2015": a report that does not say when it was written tells no year of its own
	}
	return day < ref-recent
}

// ancient is how many years back an event is history, no matter of a report.
const ancient = 40

// history reports an event that lies so far back that it belongs to history
// books: a report's reminder of it is no news.
func (f *finder) history(e *Event) bool {
	if e.Time < 0 {
		return false
	}
	d := f.d.Times[e.Time].Date.ISO
	if len(d) < 4 || d[0] == '-' {
		return false
	}
	year, err := strconv.Atoi(d[:4])
	if err != nil {
		return false
	}
	now := 2020
	if p := f.d.Article.Published.ISO; len(p) >= 4 {
		if y, err := strconv.Atoi(p[:4]); err == nil {
			now = y
		}
	}
	return year < now-ancient
}

// days counts days from the year 0 to an ISO date, roughly; false without a
// year.
func days(iso string) (int, bool) {
	if len(iso) < 4 || strings.HasPrefix(iso, "-") {
		return 0, false
	}
	y, err := strconv.Atoi(iso[:4])
	if err != nil {
		return 0, false
	}
	m, d := 12, 31
	if len(iso) >= 7 {
		m, _ = strconv.Atoi(iso[5:7])
	}
	if len(iso) >= 10 {
		d, _ = strconv.Atoi(iso[8:10])
	}
	return y*365 + y/4 + m*30 + d, true
}
