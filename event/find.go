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
	noted  map[int]bool   // first tokens of the sentences of editors' notes
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
	f.noted = map[int]bool{}
	for _, x := range d.Sentences {
		if f.corrects(x) {
			f.noted[x.First] = true
		}
	}
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
			case f.g.country[i] != "" || lex.classes["conflict"][w]:
				n++
			}
		}
		if f.g.part[i] != tag.Punct {
			words++
		}
	}
	if len(f.d.Sentences) <= short && n > 0 {
		return true // too short to tell otherwise
	}
	return n >= 2 && n*density >= words*2
}

// short is how many sentences a text may have in which one word on public
// affairs says that it is about them.
const short = 2

// told reports a sentence that tells: no headline, byline or date line.
func (f *finder) told(x language.Sentence) bool {
	switch f.d.Article.Blocks[x.Block].Kind {
	case article.Headline, article.Subheading, article.Byline, article.Dateline, article.DateLine:
		return false
	}
	return !f.noted[x.First]
}

// corrects reports a sentence of an editor's note: what it repeats was
// withdrawn. A paragraph that opens as one is one to its end.
func (f *finder) corrects(x language.Sentence) bool {
	words := strings.ToLower(f.d.Article.Text.Slice(f.d.Span(x)))
	if slices.ContainsFunc(withdrawn, func(s string) bool { return strings.Contains(words, s) }) {
		return true
	}
	const longest = 64 // bytes of a block that its opening words take at most
	block := f.d.Article.Text.Slice(f.d.Article.Blocks[x.Block].Span)
	block = strings.ToLower(block[:min(len(block), longest)])
	block = strings.TrimLeft(block, "(*[_ \t\n-–—")
	return slices.ContainsFunc(notes, func(s string) bool { return strings.HasPrefix(block, s) })
}

// notes open an editor's note, in lower case.
var notes = []string{
	"correction:", "corrections:", "correction —", "correction –", "correction -", "correction (", "correction.", "correction\n", "clarification:", "corrects ", "refiles ",
	"editor's note", "editors' note", "editor’s note", "editors’ note", "this article has been corrected", "this article was corrected",
	"this story has been corrected", "this story was corrected", "this report has been corrected", "this report was corrected",
	"this article has been amended", "this article was amended", "this story has been updated to correct",
}

// withdrawn are words of a sentence that tells what a report said before.
var withdrawn = []string{
	"earlier version of this", "previous version of this", "earlier version said", "an earlier version", "earlier versions of this", "this article originally",
	"this story originally", "this report originally", "in an earlier report, we", "we reported incorrectly", "incorrectly stated", "incorrectly said", "wrongly stated that", "misstated",
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
		switch w := f.g.lemma(i); {
		case lex.classes["story"][w] || lex.classes["weather"][w]:
			n += 2
		case lex.classes["sport"][w] || lex.classes["fiction"][w]:
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
	if len(list) == 0 || f.g.rel[v] == rAmod && !f.misread(v) {
		return // "the occupied town" tells of a town
	}
	if p := f.g.child(v, rXcomp); calling[f.g.lemma(v)] && p > v && !f.g.verbal(p) {
		return // "called the premier a fool"
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
		if c.mode == "third-party" && a.passive && f.talksBefore(v) {
			return // "talks mediated by Oman": those of the talks
		}
		deed := -1 // "an attack by rebels killed 14": one attack, and theirs
		if c.typ == "ASSAULT" && a.subj >= 0 && f.g.part[a.subj] == tag.Noun && f.assault(a.subj) {
			if b, _ := f.nounArguments(a.subj); b.subj >= 0 {
				deed, a.subj = a.subj, b.subj
			}
		}
		e, ok := f.code(c, v, v, &a)
		if ok && deed >= 0 {
			f.used[deed] = true
		}
		for _, t := range c.tests { // "easing sanctions" tells of no sanctions
			if t.of == "obj" && !t.not && !t.any && a.obj >= 0 {
				f.used[a.obj] = true
			}
		}
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

// assault reports a noun that tells an attack.
func (f *finder) assault(n int) bool {
	list := lex.nouns[f.g.lemma(n)]
	return len(list) > 0 && list[0].typ == "ASSAULT"
}

// calling are verbs that give somebody a name, where one follows.
var calling = setOf("call label brand dub term name")

// talksBefore reports a word for a meeting before token v in its sentence.
func (f *finder) talksBefore(v int) bool {
	first, _ := f.g.sentence(v)
	for k := first; k < v; k++ {
		if f.g.part[k] == tag.Noun && lex.classes["talks"][f.g.lemma(k)] {
			return true
		}
	}
	return false
}

// particle reports that the verb at v goes with the word p: "break off".
func (f *finder) particle(v int, p string) bool {
	for k := v + 1; k < len(f.d.Tokens) && k <= v+8 && f.g.sent[k] == f.g.sent[v]; k++ {
		if f.g.low(k) == p && (k <= v+4 || f.g.head(k) == v) {
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

// add keeps an event unless one of the same type is told by the same words.
func (f *finder) add(e Event) {
	for i := len(f.out) - 1; i >= 0; i-- {
		o := &f.out[i]
		if f.g.sent[o.cue] != f.g.sent[e.cue] {
			break // those of the sentences before
		}
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
