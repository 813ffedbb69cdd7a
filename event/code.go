package event

import (
	"slices"
	"strings"

	"dateline/language"
	"dateline/language/tag"
)

// code makes an event of a cue at token i whose phrase hangs on token carrier.
func (f *finder) code(c *cue, i, carrier int, a *arguments) (Event, bool) {
	e := Event{Type: c.typ, Base: c.typ, Mode: c.mode, Rule: c.name, Time: -1, Position: -1, thing: -1, cue: i, head: carrier}
	if a.passive && a.obj >= 0 && a.obj < i && carrier == i && !f.finite(i) {
		e.thing = a.obj
	}
	lead := nobody
	if a.subj >= 0 {
		for _, p := range f.parties(a.subj) {
			k := f.level(p)
			if k == nobody && (c.noun || lex.classes["deed"][f.g.lemma(max(p.head, 0))]) {
				if q, ok := f.owner(p.head); ok {
					p, k = q, political
				}
			}
			e.Actors = addParty(e.Actors, p)
			if len(e.Actors) == 1 || lead > nobody && f.public {
				lead = max(lead, k) // "backed by its victory over Kenya and Peru" is nobody's
			}
		}
	}
	best, other := lead, nobody
	for _, h := range f.recipients(c, i, a) {
		for _, p := range f.parties(h) {
			k := f.level(p)
			if k == nobody {
				if q, ok := f.owner(p.head); ok {
					p, k = q, political
				}
			}
			if k == nobody && (len(lex.nouns[f.g.lemma(max(p.head, 0))]) > 0 || lex.classes["talks"][f.g.lemma(max(p.head, 0))]) {
				continue // “went on strike”, “left the talks”: no party
			}
			best, other = max(best, k), max(other, k)
			if c.pair && len(e.Actors) > 0 && c.noun {
				e.Actors = addParty(e.Actors, p)
			} else {
				e.Recipients = addParty(e.Recipients, p)
			}
		}
	}
	if c.both && other < political && !(f.public && other == somebody) || c.abroad && !abroad(&e) {
		return e, false
	}
	if len(e.Actors) == 0 && !cooperative(c.typ) && best < political && f.happensIn(a) {
		best = political // "was arrested in Kenya"
	}
	if f.public && !c.noun && len(e.Actors) == 0 && (a.passive || c.gate != weak) && (!cooperative(c.typ) || a.passive && (c.typ == "CONCEDE" || c.typ == "RETREAT")) && c.typ != "REQUEST" && c.typ != "PROTEST" {
		best, lead = political, political // “a curfew was imposed”
	}
	if f.public && best == somebody {
		best = political
	}
	if f.public && lead == somebody {
		lead = political
	}
	switch c.gate {
	case weak:
		if lead < political && (lead < somebody || best < political || c.typ == "CONSULT" || c.typ == "AID") {
			return e, false
		}
	case strong:
		if best < somebody {
			return e, false
		}
	case free:
		if best < political && !f.public {
			return e, false
		}
	default:
		if best < political {
			return e, false
		}
	}
	if c.noun && len(e.Actors) == 0 && len(e.Recipients) == 0 && (c.gate != free || !f.set(i)) {
		return e, false
	}
	if c.lemma == "meet" && len(e.Recipients) == 0 && len(e.Actors) == 1 && !f.plural(e.Actors[0].head) {
		return e, false // "the committee meets"
	}
	if c.noun && c.typ == "CONSULT" && len(e.Actors)+len(e.Recipients) < 2 && !f.denied(i) {
		return e, false // "after the talks with Kenya": whose
	}
	e.Recipients = slices.DeleteFunc(e.Recipients, func(p Party) bool {
		return slices.ContainsFunc(e.Actors, func(q Party) bool { return q.Span == p.Span || q.Actor >= 0 && q.Actor == p.Actor })
	})
	e.Actors = slices.DeleteFunc(e.Actors, func(p Party) bool { return !f.acts(c, p) })
	return e, f.finish(&e)
}

// acts reports that a party can do what a cue says: a thing, a place or a time
// cannot, and an outlet that reports of itself takes no side.
func (f *finder) acts(c *cue, p Party) bool {
	h := p.head
	if h < 0 {
		return true
	}
	w := f.g.lemma(h)
	if lex.classes["outlet"][w] && (f.g.low(max(h-1, 0)) == "this" || c.typ != "ASSAULT" && c.typ != "COERCE" && c.typ != "CONSULT" && c.typ != "PROTEST") {
		return false
	}
	if p.State || p.Country != "" || f.g.part[h] != tag.Noun || f.level(p) > nobody || agent(w) || lex.classes["troops"][w] || lex.classes["person"][w] || lex.classes["body"][w] || lex.classes["group"][w] || lex.classes["institution"][w] {
		return true
	}
	if c.typ == "ASSAULT" && lex.classes["weapon"][w] {
		return true
	}
	if p.Actor >= 0 {
		switch f.d.Actors[p.Actor].Kind {
		case language.Person, language.Group, language.Organisation:
			return true
		}
	}
	return f.g.penn[h] == "NNS" && people[f.g.low(h)]
}

// set reports a noun whose day or place stands with it: “Saturday's clash”, “the
// march planned for Sunday”.
func (f *finder) set(n int) bool {
	for _, k := range f.g.children(n) {
		if f.temporal(int(k)) || f.placed(int(k)) {
			return true
		}
		if r := f.g.rel[k]; r == rAcl || r == rRelcl {
			for _, j := range f.g.children(int(k)) {
				if f.temporal(int(j)) || f.placed(int(j)) {
					return true
				}
			}
		}
	}
	return false
}

// plural reports a noun in the plural, or a number of things.
func (f *finder) plural(h int) bool {
	if h < 0 {
		return false
	}
	p := f.g.penn[h]
	return p == "NNS" || p == "NNPS" || p == "CD" || f.g.low(h) == "they" || f.g.low(h) == "we"
}

// finish fills what stands around an event; false drops it.
func (f *finder) finish(e *Event) bool {
	if !f.judge(e) {
		return false
	}
	x := f.d.Sentences[f.g.sent[e.cue]]
	e.Block = x.Block
	e.Statement = f.teller(e)
	e.Speaker = f.speaker(e.Statement)
	if e.Speaker == nil {
		e.Speaker = f.hearsay(e)
	}
	f.where(e)
	f.when(e)
	if f.history(e) {
		return false
	}
	f.contexts(e)
	e.Track = TrackOf(e.Type, e.Mode, e.Contexts, f.states(e))
	return true
}

// teller returns the statement in which an event is told. That somebody
// accuses or demands is told by whoever reports the accusation, not by the
// accuser.
func (f *finder) teller(e *Event) int {
	s := f.voice(e.cue)
	if s < 0 {
		return s
	}
	at := int(f.d.Tokens[e.cue].Start)
	for _, c := range f.said[s].Cue {
		if c.Start <= at && at < c.End {
			return f.said[s].Parent
		}
	}
	return s
}

// states counts the states that take part in an event or that its words name;
// 0 when a state acts and nothing says that it does so at home.
func (f *finder) states(e *Event) int {
	seen := map[string]bool{}
	abroad := false
	for _, p := range slices.Concat(e.Actors, e.Recipients) {
		if p.Country != "" {
			seen[p.Country] = true
		}
	}
	for _, p := range e.Actors {
		abroad = abroad || p.State && p.Actor >= 0 && f.d.Actors[p.Actor].Kind == language.Country
	}
	for k := f.d.TokenAt(e.Span.Start); k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < e.Span.End; k++ {
		if c := f.g.country[k]; c != "" {
			seen[c] = true
		}
		if m := f.g.mention[k]; m >= 0 && f.d.Mentions[m].Kind == language.Name && f.d.Mentions[m].Actor >= 0 {
			if c := f.d.Actors[f.d.Mentions[m].Actor].Country; c != "" {
				seen[c] = true
			}
		}
	}
	if len(seen) == 1 && abroad {
		return 0
	}
	return len(seen)
}

// owner returns the political party to whom a thing belongs: "Peru’s plan",
// "the plan of Peru", "Peruvian goods".
func (f *finder) owner(h int) (Party, bool) {
	g := f.g
	for _, k := range g.children(h) {
		k := int(k)
		switch g.rel[k] {
		case rPoss, rAmod, rCompound:
			if c := g.country[k]; c != "" {
				return f.state(c, f.countryWords(k)), true
			}
			if g.rel[k] != rAmod {
				for _, p := range f.one(k) {
					if f.level(p) == political {
						return p, true
					}
				}
			}
		case rNmod, rAcl:
			switch g.preposition(k) {
			case "of", "by", "from", "against", "on", "in", "with", "for", "to":
				for _, p := range f.one(k) {
					if f.level(p) == political && !f.located(p) {
						return p, true
					}
				}
			}
		}
	}
	return Party{}, false
}

// located reports a party that is a place.
func (f *finder) located(p Party) bool {
	return p.Actor >= 0 && f.d.Actors[p.Actor].Kind == language.Location
}

// usual is where recipients stand when a cue does not say.
var usual = []string{"obj", "against", "on", "at", "upon", "with", "to", "into", "of", "from", "for", "over", "in"}

// usualNoun is the same for nouns.
var usualNoun = []string{"against", "on", "upon", "at", "of", "targeting", "with", "to", "into", "over", "in"}

// recipients returns the heads of the phrases that name the recipient.
func (f *finder) recipients(c *cue, v int, a *arguments) []int {
	order := c.to
	if order == nil {
		order = usual
		if c.noun {
			order = usualNoun
		}
	}
	objTested := slices.ContainsFunc(c.tests, func(t test) bool { return t.of == "obj" && !t.not && !t.any })
	if c.pair && c.to == nil {
		order = []string{"with", "obj"}
	}
	for _, o := range order {
		switch o {
		case "obj":
			if a.obj >= 0 && !c.noun && (!objTested || c.to != nil) {
				return f.through(a.obj)
			}
			continue
		case "iobj":
			if a.iobj >= 0 {
				return []int{a.iobj}
			}
			continue
		}
		if c.noun && c.ofActor && o == "of" {
			continue
		}
		for _, q := range a.obliques {
			if q.prep == o && !f.temporal(q.head) {
				return []int{q.head}
			}
		}
	}
	// "called for sanctions against Peru"
	for _, t := range c.tests {
		if t.any || t.not {
			continue
		}
		for p := range strings.SplitSeq(t.of, "|") {
			for _, q := range a.obliques {
				if q.prep != p || !f.among(t, q.head) {
					continue
				}
				for _, o := range order {
					for _, k := range f.g.children(q.head) {
						if f.g.rel[k] == rNmod && f.g.preposition(int(k)) == o {
							return []int{int(k)}
						}
					}
				}
			}
		}
	}
	if objTested && a.obj >= 0 && c.to == nil && !c.noun {
		return f.through(a.obj)
	}
	if a.iobj >= 0 {
		return []int{a.iobj}
	}
	// The thing that is seized, suspended, rejected is somebody's.
	if a.obj >= 0 && !c.noun {
		if _, ok := f.owner(a.obj); ok {
			return []int{a.obj}
		}
		for _, p := range f.parties(a.obj) {
			if f.level(p) == political {
				return []int{a.obj}
			}
		}
	}
	if c.noun {
		return nil
	}
	// "agreed to visit Peru", "refused to meet the envoy"
	for _, k := range f.g.children(v) {
		if f.g.rel[k] != rXcomp && f.g.rel[k] != rCcomp {
			continue
		}
		var b arguments
		b.subj, b.obj, b.iobj = -1, -1, -1
		f.own(int(k), &b)
		heads := []int{b.iobj, b.obj}
		for _, o := range b.obliques {
			heads = append(heads, o.head)
		}
		if f.g.rel[k] == rCcomp {
			heads = append([]int{b.subj}, heads...)
		}
		for _, h := range heads {
			if h < 0 || f.temporal(h) {
				continue
			}
			if _, ok := f.owner(h); ok {
				return []int{h}
			}
			for _, p := range f.parties(h) {
				if f.level(p) == political {
					return []int{h}
				}
			}
		}
	}
	return nil
}

// abroad reports that an actor and a recipient are of two states.
func abroad(e *Event) bool {
	for _, a := range e.Actors {
		for _, b := range e.Recipients {
			if a.Country != "" && b.Country != "" && a.Country != b.Country {
				return true
			}
		}
	}
	return false
}

// happensIn reports that something happens in a country.
func (f *finder) happensIn(a *arguments) bool {
	for _, o := range a.obliques {
		switch o.prep {
		case "in", "near", "outside":
			if f.g.country[o.head] != "" {
				return true
			}
			if m := f.g.mention[o.head]; m >= 0 && f.d.Mentions[m].Actor >= 0 && f.d.Actors[f.d.Mentions[m].Actor].Country != "" {
				return true
			}
		}
	}
	return false
}

// through looks through nouns that only count: "three of the soldiers".
func (f *finder) through(h int) []int {
	if quantity[f.g.lemma(h)] {
		for _, k := range f.g.children(h) {
			if f.g.rel[k] == rNmod && f.g.preposition(int(k)) == "of" {
				return []int{int(k)}
			}
		}
	}
	return []int{h}
}

// temporal reports a phrase that names a time.
func (f *finder) temporal(h int) bool {
	at := int(f.d.Tokens[h].Start)
	i, found := slices.BinarySearchFunc(f.d.Times, at, func(t language.Time, at int) int {
		switch {
		case t.Span.End <= at:
			return -1
		case t.Span.Start > at:
			return 1
		}
		return 0
	})
	return found && i < len(f.d.Times) || calendar[f.g.lemma(h)]
}

var calendar = setOf(`day week month year hour morning evening night afternoon today yesterday tomorrow monday tuesday wednesday thursday friday
	saturday sunday weekend decade time moment minute eve summer winter spring autumn period`)

// speaker returns who tells what stands in a statement; nil for -1.
func (f *finder) speaker(s int) *Party {
	if s < 0 {
		return nil
	}
	p := Party{Span: f.said[s].Source, Actor: f.said[s].Speaker}
	if p.Actor >= 0 {
		p.Country = f.d.Actors[p.Actor].Country
		p.State = f.d.Actors[p.Actor].Kind == language.Country
	}
	return &p
}
