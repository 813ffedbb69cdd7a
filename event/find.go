package event

import (
	"slices"
	"strings"
	"sync"

	"dateline/article"
	"dateline/language"
	"dateline/language/tag"
	"dateline/statement"
	"dateline/text"
)

// finder reads one Doc.
type finder struct {
	d      *language.Doc
	g      *graph
	said   []statement.Statement
	held   []statement.Position
	byCode map[string]int // actor of a country
	inside []int32        // by token: the statement whose content it stands in, the innermost; -1
	used   []bool         // by token: the noun belongs to an event of its verb
	public bool           // the report speaks of states, officials and soldiers throughout
	hints  bool           // it does so here and there
	out    []Event
}

var table = sync.OnceValue(newRelationTable)

// Find returns the events and the meetings of a report, in text order. said
// and held are its statements and their positions. Headlines are left out:
// they tell again what the report tells.
func Find(d *language.Doc, said []statement.Statement, held []statement.Position) ([]Event, []Meeting) {
	if d.Partial || len(d.Tokens) == 0 {
		return nil, nil
	}
	f := newFinder(d, said, held)
	for _, x := range d.Sentences {
		if f.told(x) {
			f.sentence(x)
		}
	}
	f.fromPositions()
	slices.SortStableFunc(f.out, func(a, b Event) int {
		if a.Span.Start != b.Span.Start {
			return a.Span.Start - b.Span.Start
		}
		return a.Span.End - b.Span.End
	})
	f.out = dropDoubles(f.out)
	return f.out, f.meetings()
}

// newFinder makes the layers that reading takes.
func newFinder(d *language.Doc, said []statement.Statement, held []statement.Position) *finder {
	f := &finder{d: d, said: said, held: held, byCode: map[string]int{}}
	f.g = newGraph(d, table())
	f.used = make([]bool, len(d.Tokens))
	for i, a := range d.Actors {
		if a.Kind == language.Country {
			f.byCode[a.ID] = i
		}
	}
	for i, c := range f.g.country { // states that only this report tells of
		if strings.HasPrefix(c, "@") {
			if m := f.g.mention[i]; m >= 0 && d.Mentions[m].Kind == language.Name && d.Mentions[m].Actor >= 0 {
				if _, ok := f.byCode[c]; !ok || f.g.part[i] == tag.Propn && bare(f.g.low(i)) == strings.TrimRight(f.g.low(i), "aeiouy") && len(d.Actors[d.Mentions[m].Actor].Name) < len(d.Actors[f.byCode[c]].Name) {
					f.byCode[c] = d.Mentions[m].Actor
				}
			}
		}
	}
	f.voices()
	f.public, f.hints = f.speaksOfStates(density), f.speaksOfStates(4*density)
	return f
}

// density is how many words of a report may stand to one that names a state,
// an office or a force, so that the report counts as one on public affairs.
const density = 25

// speaksOfStates reports a text on public affairs, in which “a curfew was
// imposed” needs no word on who imposed it.
func (f *finder) speaksOfStates(density int) bool {
	words, n := 0, 0
	for i := range f.g.country {
		switch f.g.part[i] {
		case tag.Noun, tag.Propn, tag.Adj:
			w := f.g.lemma(i)
			switch {
			case lex.classes["sport"][w] || lex.classes["fiction"][w] || lex.classes["company"][w]:
				n -= 2
			case lex.classes["official"][w] || lex.classes["armed"][w] || lex.classes["polity"][w] || lex.classes["known"][w]:
				n += 2
			case f.g.country[i] != "":
				n++
			}
		}
		if f.g.part[i] != tag.Punct {
			words++
		}
	}
	return n >= 2 && n*density >= words*2
}

// told reports a sentence that tells: no headline, byline or date line.
func (f *finder) told(x language.Sentence) bool {
	switch f.d.Article.Blocks[x.Block].Kind {
	case article.Headline, article.Subheading, article.Byline, article.Dateline, article.DateLine:
		return false
	}
	return true
}

// voices fills inside.
func (f *finder) voices() {
	f.inside = make([]int32, len(f.d.Tokens))
	for i := range f.inside {
		f.inside[i] = -1
	}
	for k, s := range f.said {
		for _, c := range s.Content {
			for i := f.d.TokenAt(c.Start); i < len(f.inside) && int(f.d.Tokens[i].Start) < c.End; i++ {
				if old := f.inside[i]; old < 0 || len(f.said[old].Content) > 0 && s.Span.Len() <= f.said[old].Span.Len() {
					f.inside[i] = int32(k)
				}
			}
		}
	}
}

// voice returns the statement in which token i stands, -1 for the outlet's own
// voice.
func (f *finder) voice(i int) int { return int(f.inside[i]) }

// sentence finds the events of one sentence: verbs first, so that a noun
// which is part of a verb's event is not told twice.
func (f *finder) sentence(x language.Sentence) {
	if f.elsewhere(x) {
		return
	}
	for i := x.First; i < x.Last; i++ {
		if f.g.verbal(i) {
			f.verb(i)
		}
	}
	for i := x.First; i < x.Last; i++ {
		if f.g.part[i] == tag.Noun && !f.used[i] {
			f.noun(i)
		}
	}
}

// elsewhere reports a sentence of sport, business or fiction, whose words of
// war and diplomacy are figures of speech.
func (f *finder) elsewhere(x language.Sentence) bool {
	n := 0
	for i := x.First; i < x.Last; i++ {
		if f.g.part[i] != tag.Noun && f.g.part[i] != tag.Propn {
			continue
		}
		if w := f.g.lemma(i); lex.classes["sport"][w] || lex.classes["fiction"][w] {
			n++
		}
	}
	return n >= 2
}

// arguments are the heads of what a verb or noun is said of; -1 for none.
type arguments struct {
	subj, obj, iobj int
	passive         bool
	obliques        []oblique
}

// oblique is a phrase with a preposition.
type oblique struct {
	prep string
	head int
}

// verb tries the cues of the verb at token v.
func (f *finder) verb(v int) {
	list := lex.verbs[f.g.lemma(v)]
	if len(list) == 0 {
		return
	}
	a := f.arguments(v)
	for _, c := range list {
		if c.particle != "" && !f.particle(v, c.particle) {
			continue
		}
		a := a
		if c.particle != "" && a.obj < 0 {
			for _, o := range a.obliques { // "called off the strike" read as a phrase
				if o.prep == c.particle {
					a.obj = o.head
				}
			}
		}
		if !f.holds(c, v, &a) {
			continue
		}
		if c.mode == "third-party" && a.passive && a.obj >= 0 && lex.classes["talks"][f.g.lemma(a.obj)] {
			return // "talks mediated by Oman": those of the talks
		}
		e, ok := f.code(c, v, v, &a)
		if !ok {
			continue
		}
		for _, t := range c.tests {
			if t.of == "obj" && !t.not && a.obj >= 0 {
				f.used[a.obj] = true
			}
		}
		f.add(e)
		return
	}
}

// particle reports that the verb at v goes with the word p: "break off".
func (f *finder) particle(v int, p string) bool {
	for k := v + 1; k < len(f.d.Tokens) && k <= v+4 && f.g.sent[k] == f.g.sent[v]; k++ {
		if f.g.low(k) == p {
			return true
		}
	}
	return false
}

// noun tries the cues of the noun at token n.
func (f *finder) noun(n int) {
	list := lex.nouns[f.g.lemma(n)]
	if len(list) == 0 {
		return
	}
	a, carrier := f.nounArguments(n)
	if a.subj < 0 && list[0].typ == "CONSULT" {
		a.subj = f.takesPart(n)
	}
	for _, c := range list {
		if !f.holds(c, n, &a) {
			continue
		}
		e, ok := f.code(c, n, carrier, &a)
		if ok {
			f.add(e)
			return
		}
	}
}

// takesPart returns who does something “after talks with Peru”, “at a meeting
// with the envoy”: one of the parties; -1 for nobody.
func (f *finder) takesPart(n int) int {
	g := f.g
	if g.rel[n] != rObl && g.rel[n] != rNmod {
		return -1
	}
	switch g.preposition(n) {
	case "after", "following", "during", "in", "at", "before", "ahead of":
	default:
		return -1
	}
	v := f.clauseOf(n, -1)
	if !g.verbal(v) {
		return -1
	}
	a := f.arguments(v)
	if a.subj < 0 {
		return -1
	}
	for _, p := range f.one(a.subj) {
		if f.level(p) == political || p.Actor >= 0 && f.d.Actors[p.Actor].Kind == language.Person {
			return a.subj
		}
	}
	return -1
}

// holds reports whether the conditions of a cue hold of the word at i.
func (f *finder) holds(c *cue, i int, a *arguments) bool {
	for _, t := range c.tests {
		if f.test(t, i, a) == t.not {
			return false
		}
	}
	return true
}

func (f *finder) test(t test, i int, a *arguments) bool {
	switch t.of {
	case "obj":
		return a.obj >= 0 && f.among(t, a.obj) || a.iobj >= 0 && !t.any && f.among(t, a.iobj)
	case "subj":
		return a.subj >= 0 && f.among(t, a.subj)
	case "mod":
		if f.modified(t, i) || a.obj >= 0 && f.modified(t, a.obj) {
			return true
		}
		for _, o := range a.obliques {
			if f.modified(t, o.head) && !f.g.nominalCue(i) {
				return true
			}
		}
		return false
	case "xcomp":
		k := f.g.child(i, rXcomp, rCcomp)
		if k < 0 && !t.any { // "asked not to be named" hung elsewhere
			for j := i + 1; j < min(i+5, len(f.d.Tokens)); j++ {
				if f.g.verbal(j) && t.set[f.g.lemma(j)] {
					k = j
				}
			}
		}
		return k >= 0 && (t.any || t.set[f.g.lemma(k)])
	case "near":
		first, last := f.g.sentence(i)
		for k := first; k < last; k++ {
			if t.set[f.g.low(k)] || t.set[f.g.lemma(k)] {
				return true
			}
		}
		return false
	}
	for p := range strings.SplitSeq(t.of, "|") {
		for _, o := range a.obliques {
			if o.prep == p && f.among(t, o.head) {
				return true
			}
		}
		if p == "free" || p == "guilty" {
			if f.particle(i, p) || f.particle(min(i+3, len(f.d.Tokens)-1), p) {
				return true
			}
		}
	}
	return false
}

// nominalCue reports that the word at i is a noun.
func (g *graph) nominalCue(i int) bool { return g.part[i] == tag.Noun }

// among reports that the head of a phrase, or of one joined to it, is one of
// the test's words.
func (f *finder) among(t test, h int) bool {
	if t.any {
		return true
	}
	if w := f.g.lemma(h); t.set[w] || t.set[strings.TrimSuffix(w, "s")] {
		return true
	}
	if f.g.country[h] != "" && f.g.part[h] != tag.Noun && t.set["government"] {
		return true
	}
	if f.g.part[h] == tag.Sym && t.set["money"] {
		return true
	}
	if f.g.part[h] == tag.Propn || f.g.part[h] == tag.Pron {
		if m := f.g.mention[h]; m >= 0 && f.person(int(m), t) {
			return true
		}
		for _, k := range f.g.children(h) {
			switch f.g.rel[k] {
			case rDesc, rCompound, rFlat, rAppos:
				if t.set[f.g.lemma(int(k))] {
					return true
				}
			}
		}
	}
	for _, k := range f.g.children(h) {
		k := int(k)
		switch f.g.rel[k] {
		case rCompound:
			if bundle[f.g.lemma(h)] && t.set[f.g.lemma(k)] {
				return true // "the ceasefire agreement"
			}
		case rConj:
			if t.set[f.g.lemma(k)] {
				return true
			}
		case rNmod:
			// "three of the soldiers", "a number of troops", "an act of war"
			if p := f.g.preposition(k); (p == "of" || p == "in") && (quantity[f.g.lemma(h)] || f.g.part[h] == tag.Sym) && f.among(t, k) {
				return true
			}
		}
	}
	return f.g.part[h] == tag.Num && t.set["person"]
}

// person reports that a mention is of a person with an office among the
// test's words, or of any person where the test asks for one.
func (f *finder) person(m int, t test) bool {
	x := f.d.Mentions[m].Actor
	if x < 0 || f.d.Actors[x].Kind != language.Person {
		return false
	}
	if t.set["person"] {
		return true
	}
	for _, r := range f.d.Actors[x].Roles {
		for w := range strings.FieldsSeq(strings.ToLower(r.Words)) {
			if t.set[w] {
				return true
			}
		}
	}
	return false
}

// bundle are nouns that say little beside the one before them.
var bundle = setOf("agreement deal pact accord arrangement period order measure regime convoy package warrant decision system")

// quantity are nouns and numbers that only count what follows.
var quantity = setOf(`number group act wave series round dozen hundred thousand million one two three four five six seven eight nine ten some
	many most all several couple handful bout state package scores lot part kind pair batch use ten ton tonne kilogram kg score shipment load team`)

// modified reports a modifier of the word at i among the test's words.
func (f *finder) modified(t test, i int) bool {
	for _, k := range f.g.children(i) {
		switch f.g.rel[k] {
		case rAmod, rCompound, rAcl, rNmod, rDet:
			if t.set[f.g.lemma(int(k))] || t.set[f.g.low(int(k))] {
				return true
			}
			for _, j := range f.g.children(int(k)) { // "Kenyan-mediated", "air and naval"
				if t.set[f.g.lemma(int(j))] && f.g.rel[j] != rCase {
					return true
				}
			}
		}
	}
	return false
}

// code makes an event of a cue at token i whose phrase hangs on token carrier.
func (f *finder) code(c *cue, i, carrier int, a *arguments) (Event, bool) {
	e := Event{Type: c.typ, Base: c.typ, Mode: c.mode, Rule: c.name, Time: -1, Position: -1, cue: i, head: carrier}
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
	if f.public && !c.noun && len(e.Actors) == 0 && (a.passive || c.gate != weak) && !cooperative(c.typ) && c.typ != "REQUEST" && c.typ != "PROTEST" {
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
	default:
		if best < political {
			return e, false
		}
	}
	if c.noun && len(e.Actors) == 0 && len(e.Recipients) == 0 {
		return e, false
	}
	e.Recipients = slices.DeleteFunc(e.Recipients, func(p Party) bool {
		return slices.ContainsFunc(e.Actors, func(q Party) bool { return q.Span == p.Span || q.Actor >= 0 && q.Actor == p.Actor })
	})
	return e, f.finish(&e)
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
	f.where(e)
	f.when(e)
	if f.history(e) {
		return false
	}
	f.contexts(e)
	e.Track = TrackOf(e.Type, e.Mode, e.Contexts, states(e))
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

// states counts the states that take part in an event.
func states(e *Event) int {
	seen := map[string]bool{}
	for _, p := range slices.Concat(e.Actors, e.Recipients) {
		if p.Country != "" {
			seen[p.Country] = true
		}
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

// add keeps an event unless one of the same type is told by the same words.
func (f *finder) add(e Event) {
	for i := range f.out {
		o := &f.out[i]
		if o.head == e.head && o.Type == e.Type || o.cue == e.cue {
			return
		}
	}
	f.out = append(f.out, e)
}

// overlap returns how much of two spans is common, by their union, 0 to 1.
func overlap(a, b text.Span) float64 {
	in := min(a.End, b.End) - max(a.Start, b.Start)
	if in <= 0 {
		return 0
	}
	return float64(in) / float64(a.Len()+b.Len()-in)
}

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
