package language

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language/name"
	"dateline/language/tag"
)

// referent is a noun, name or pronoun that a later pronoun may stand for.
type referent struct {
	token    int // the head of its words
	find     int // index into resolver.finds, -1 for a noun that names nobody
	sentence int
	part     grammar
	plural   bool
	within   bool // stands in the words that tell who somebody else is: "an aide to Orlo"
	opening  bool // acts in the main clause of its sentence
}

// known is how many mentions make somebody as well known as can be.
const known = 12

// window is how many sentences back a pronoun looks, and how many referents.
const (
	window = 5
	most   = 80
)

// pronouns resolves the pronouns of one Doc. What a pronoun stands for is
// chosen by salience, as in Lappin and Leass (1994): by distance, by the part
// that the referent plays in its clause, and by the clauses that both stand
// in; those that the grammar of the clause excludes (Chomsky's binding
// principles: "Orlo thanked him") are left out. A noun that names no actor is
// weighed too: where one wins, the pronoun is left open.
type pronouns struct {
	r         *resolver
	clauses   *clauses
	referents []referent
	at        map[int]int   // finds by the head of their words
	spoke     map[int32]int // by quotation: the actor who speaks it, -1
}

func newPronouns(r *resolver) *pronouns {
	p := &pronouns{r: r, clauses: r.clauses, at: map[int]int{}, spoke: map[int32]int{}}
	for i := range r.finds {
		f := &r.finds[i]
		if f.Kind == name.People {
			continue
		}
		h := p.clauses.head(min(f.whole, f.first), f.last)
		if _, ok := p.at[h]; !ok || f.Kind == name.Person {
			p.at[h] = i
		}
	}
	for i := range r.finds { // what the tree has no subject for
		f := &r.finds[i]
		h := p.clauses.head(min(f.whole, f.first), f.last)
		if f.subject && p.clauses.subject[f.verb] < 0 && p.clauses.of(h) != gSubject && r.d.Part(f.verb) == tag.Verb {
			p.clauses.subject[f.verb] = int32(h)
		}
	}
	within := p.within()
	joined := make([]bool, len(r.d.Tokens)) // by "and" to another
	for i, h := range r.d.Heads {
		if h >= 0 && p.clauses.of(i) == gConj {
			joined[h] = true
		}
	}
	for s, x := range r.d.Sentences {
		if kind := r.d.Article.Blocks[x.Block].Kind; kind == article.Headline || kind == article.DateLine || kind == article.Byline || kind == article.Dateline {
			continue
		}
		for k := x.First; k < x.Last; k++ {
			i, ok := p.at[k]
			part := r.d.Part(k)
			if !ok {
				i = -1
				if part != tag.Noun && part != tag.Propn {
					continue
				}
			}
			g := p.clauses.part(k)
			if own := p.clauses.of(k); !ok && (g == gOther || own == gApposed || own == gCompound) {
				continue
			}
			if ok && r.finds[i].subject {
				g = gSubject
			}
			penn := r.d.Tags[k].Penn()
			x := referent{token: k, find: i, sentence: s, part: g, plural: joined[k] || penn == "NNS" || penn == "NNPS", within: ok && within[i]}
			x.opening = g == gSubject && p.clauses.of(p.clauses.predicate(k)) == gRoot
			p.referents = append(p.referents, x)
		}
	}
	return p
}

// within tells which finds stand in the words that say who somebody else is:
// "an aide to Orlo", "Orlo's aide". They are not who acts there, though a comma
// and a verb follow them.
func (p *pronouns) within() []bool {
	r := p.r
	out := make([]bool, len(r.finds))
	reach := -1 // find whose words go on farthest
	for i := range r.finds {
		f := &r.finds[i]
		if reach >= 0 && f.Kind != name.Role && f.last <= r.finds[reach].last && f.first > r.finds[reach].first {
			out[i] = r.finds[reach].actor < 0 || r.finds[reach].actor != f.actor
		}
		if f.Kind == name.Role && (reach < 0 || f.last > r.finds[reach].last) {
			reach = i
		}
		if out[i] {
			f.subject, f.reports = false, false
		}
	}
	return out
}

// person tells the pronouns apart by what they can stand for.
type person uint8

const (
	personal person = iota // he, she
	many                   // they
	thing                  // it
)

func personOf(f *find, word string) person {
	if f.Gender != name.Unknown {
		return personal
	}
	switch strings.ToLower(word) {
	case "they", "them", "their", "theirs":
		return many
	}
	return thing
}

// resolve returns the actor that pronoun i stands for, -1 for none, and
// whether it is surely that one.
func (p *pronouns) resolve(i int) (actor int, sure bool) {
	r := p.r
	f := &r.finds[i]
	token := f.first
	kind := personOf(f, r.d.Word(token))
	if kind == thing && p.clauses.of(token) == gExpletive {
		return -1, false
	}
	c := p.place(token)
	speaker := p.speaker(token)
	type scored struct {
		actor int
		score float64
	}
	best, second := scored{-1, -100}, scored{-1, -100}
	take := func(actor int, score float64) {
		switch {
		case score > best.score:
			if actor != best.actor || actor < 0 {
				second = best
			}
			best = scored{actor, score}
		case score > second.score && (actor != best.actor || actor < 0):
			second = scored{actor, score}
		}
	}
	n := 0
	last, _ := slices.BinarySearchFunc(p.referents, token, func(x referent, at int) int { return x.token - at })
	for k := last - 1; k >= 0 && n < most; k-- {
		x := &p.referents[k]
		if f.sentence-x.sentence > window {
			break
		}
		n++
		if actor, score, ok := p.weigh(f, kind, &c, x, speaker); ok {
			take(actor, score)
		}
	}
	if actor, ok := p.ahead(f, kind, &c); ok && best.score < salience.ahead {
		take(actor, salience.ahead)
	}
	margin := best.score - second.score
	switch {
	case best.actor < 0 || margin <= 0:
		return -1, false
	case kind == personal:
		a := r.list[best.actor]
		sure = margin >= salience.surePersonal && best.score > salience.lone && a.gender == f.Gender && !f.quoted
		if margin >= salience.likely && !f.quoted {
			if a.perhaps {
				a.Kind, a.perhaps = Person, false
			}
			if a.gender == name.Unknown {
				a.gender = f.Gender
			}
		}
		return best.actor, sure
	case kind == many:
		if margin < salience.marginMany {
			return -1, false
		}
		return best.actor, margin >= salience.sureMany && !f.quoted
	case f.quoted:
	case c.speaks && margin >= salience.marginSays, margin >= salience.marginThing && best.score >= salience.leastThing:
		return best.actor, false
	}
	return -1, false
}

// place is where a pronoun stands in its clause.
type place struct {
	token   int
	part    grammar
	clause  int  // predicate of its clause
	local   int  // who acts there, when that is somebody else; -1
	actor   int  // which actor that is, -1
	matrix  int  // who acts in the clause above; -1
	speech  bool // the clause above is one of a verb of speech
	speaks  bool // it is the subject of a verb of speech
	adds    bool // and that verb goes on with what was said before
	opening bool // it acts in the main clause of its sentence
	noun    int  // the noun that a possessive belongs to; -1
}

// goesOn are the verbs of speech by which somebody goes on, by lemma.
var goesOn = map[string]bool{"add": true, "continue": true, "conclude": true}

func (p *pronouns) place(token int) place {
	c := p.clauses
	x := place{token: token, part: c.part(token), local: -1, actor: -1, matrix: -1, noun: -1}
	x.clause = c.predicate(token)
	if x.part == gPossessor {
		x.noun = int(p.r.d.Heads[token])
	}
	if a := c.actor(x.clause); a >= 0 && a != token && a != x.noun {
		x.local = a
		if i, ok := p.at[a]; ok {
			x.actor = p.r.finds[i].actor
		}
	}
	x.speaks = x.part == gSubject && c.speech(x.clause)
	x.adds = x.speaks && goesOn[c.d.Lemma(x.clause)]
	x.opening = x.part == gSubject && c.of(x.clause) == gRoot
	if up := c.above(x.clause); up >= 0 {
		x.speech = c.speech(up)
		if a := c.actor(up); a != token && a != x.noun {
			x.matrix = a
		}
	}
	return x
}

// speaker returns the actor who speaks the quotation that a token stands in,
// as far as a verb of speech tells in the sentence in which it begins or ends,
// else right beside it; -1 if none does.
func (p *pronouns) speaker(token int) int {
	d := p.r.d
	q := d.InQuote[token]
	if q < 0 {
		return -1
	}
	if a, ok := p.spoke[q]; ok {
		return a
	}
	p.spoke[q] = -1
	span := d.Quotes[q].Span
	from, to := d.TokenAt(span.Start), d.TokenAt(span.End)
	look := func(first, last int) bool {
		for k := max(first, 0); k < min(last, len(d.Tokens)); k++ {
			if d.InQuote[k] >= 0 || !p.clauses.speech(k) {
				continue
			}
			if s := p.clauses.actor(k); s >= 0 && d.InQuote[s] < 0 {
				if i, ok := p.at[s]; ok && p.r.finds[i].actor >= 0 {
					p.spoke[q] = p.r.finds[i].actor
					return true
				}
			}
		}
		return false
	}
	begin, end := from, to // of the sentences around
	for begin > 0 && from-begin < longest && !p.opens(begin) {
		begin--
	}
	for end < len(d.Tokens) && end-to < longest && !p.opens(end) {
		end++
	}
	_ = look(begin, from) || look(to, end) || look(to, to+12) || look(from-16, from)
	return p.spoke[q]
}

// longest is how far beside a quotation its speaker is looked for, in tokens.
const longest = 40

// opens reports whether a sentence begins at a token.
func (p *pronouns) opens(token int) bool {
	_, ok := slices.BinarySearchFunc(p.r.d.Sentences, token, func(x Sentence, at int) int { return x.First - at })
	return ok
}
