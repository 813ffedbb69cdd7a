package language

import (
	"math"
	"strings"

	"dateline/language/name"
)

// salience holds what speaks for and against a referent, added up; the greatest
// sum wins. The weights were chosen one after the other on the news, lives,
// interviews and court among GUM's training documents and on the bundled
// samples; half a point more or less in one moves at most ten of 700 pronouns.
var salience = struct {
	distance                            float64 // taken off for each sentence back
	subject, object, noun, possessor    float64 // the part of the referent in its clause
	parallel                            float64 // both are subjects
	local, matrix, said                 float64 // acts in the pronoun's clause, in the one above, in one above that reports speech
	beside                              float64 // acts in a clause beside: "While Orlo left, she stayed"
	within                              float64 // only tells who somebody else is: "an aide to Orlo"
	before                              float64 // acts in the main clause of the sentence before, and the pronoun in that of its own; twice for "it"
	says, adds                          float64 // both are subjects of verbs of speech; the pronoun's goes on with what was said: "she added"
	silent                              float64 // said nothing, and the pronoun is the subject of a verb of speech
	inside, lone                        float64 // acts in what the pronoun says: "Kenya sent rice, it said"; a person, "Orlo left, he said", only where there is nobody else
	pronoun, unnamed                    float64 // what the referent is
	perhaps                             float64 // known as a person by the trained finder alone
	unknown                             float64 // a name of no known kind that acts, for "he"
	gender                              float64 // known to be the pronoun's
	count                               float64 // times log2 of 1 + its mentions so far
	otherQuote, sameQuote               float64 // the referent stands within quotation marks
	speaker                             float64 // it speaks the quotation that the pronoun stands in
	ahead                               float64 // whole sum of a referent behind the pronoun
	body                                float64 // "they" for a country or organisation
	mute                                float64 // a noun that names nobody, for the subject of a verb of speech
	likely, surePersonal, sureMany      float64 // by how much it must win: to tell a gender by, and to be sure
	marginMany, marginSays, marginThing float64 // to be resolved at all: they; it as the subject of a verb of speech; it
	leastThing                          float64 // sum that "it" needs besides
}{
	distance: 2.5, subject: 3, object: 2, noun: 0.5, possessor: 0, parallel: 0.5,
	local: 9, matrix: 4.5, said: 2, beside: 2, within: -3, before: 1.5, says: 1.5, adds: 7, silent: -6, inside: -2, lone: -40,
	pronoun: 1, unnamed: -2.5, perhaps: -4, unknown: -2.5, gender: 2, count: 1.6,
	otherQuote: -8, sameQuote: 0, speaker: -6,
	ahead: -2, body: -4.5, mute: -3,
	likely: 2.5, surePersonal: 5, sureMany: 4,
	marginMany: 2, marginSays: 1, marginThing: 4, leastThing: 10,
}

// weigh says how much speaks for a referent; ok is false where it cannot be
// the one. The actor is -1 for a noun that names nobody.
func (p *pronouns) weigh(f *find, kind person, c *place, x *referent, speaker int) (actor int, score float64, ok bool) {
	r := p.r
	actor = -1
	var g *find
	if x.find >= 0 {
		g = &r.finds[x.find]
		actor = g.actor
		if min(g.whole, g.first) <= c.token && c.token < g.last {
			return 0, 0, false // "his aide" is not he
		}
	}
	said := c.speaks && x.sentence == f.sentence && p.said(x.token, c.clause)
	if c.part == gObject && (x.token == c.local || actor >= 0 && actor == c.actor) || x.token == c.noun || said && kind == many {
		return 0, 0, false
	}
	switch kind {
	case personal:
		if actor < 0 && g != nil && g.Kind == name.Other && x.part == gSubject {
			score += salience.unknown // who or what it names is not known
			break
		}
		if actor < 0 || !r.agrees(r.list[actor], f) {
			return 0, 0, false
		}
		switch a := r.list[actor]; {
		case a.perhaps:
			score += salience.perhaps
		case a.Kind != Person:
			return 0, 0, false
		}
	case many:
		switch {
		case actor >= 0 && r.list[actor].Kind == Person && !x.plural:
			return 0, 0, false
		case actor >= 0 && x.plural && r.list[actor].Kind != Group:
			actor = -1 // several who are no actor together
		case actor >= 0 && r.list[actor].Kind != Group:
			score += salience.body
		case actor < 0 && !x.plural && (g == nil || g.Kind != name.Pronoun || personOf(g, r.d.Word(g.first)) != many):
			return 0, 0, false
		}
	case thing:
		switch {
		case actor >= 0 && (r.list[actor].Kind == Person || r.list[actor].Kind == Group):
			return 0, 0, false
		case x.plural, g != nil && g.Kind == name.Pronoun && personOf(g, r.d.Word(g.first)) != thing, g != nil && g.actor < 0 && (g.Kind == name.Person || g.Kind == name.Role || g.Kind == name.Group):
			return 0, 0, false
		case actor < 0 && c.speaks && (g == nil || g.Kind != name.Other):
			score += salience.mute
		}
	}
	score -= salience.distance * float64(f.sentence-x.sentence)
	switch x.part {
	case gSubject:
		score += salience.subject
		if c.part == gSubject {
			score += salience.parallel
		}
	case gObject:
		score += salience.object
	case gNoun, gCompound:
		score += salience.noun
	case gPossessor:
		score += salience.possessor
	}
	if x.within {
		score += salience.within
	}
	if x.opening && c.opening && x.sentence == f.sentence-1 {
		score += salience.before
		if kind == thing {
			score += salience.before
		}
	}
	switch {
	case said && kind == personal:
		score += salience.lone
	case said:
		score += salience.inside
	case x.token == c.local:
		if c.part == gOblique {
			score -= salience.local
		} else {
			score += salience.local
		}
	case x.token == c.matrix:
		score += salience.matrix
		if c.speech {
			score += salience.said
		}
	default:
		if x.part == gSubject && c.speaks {
			switch {
			case !p.clauses.speech(p.clauses.predicate(x.token)):
			case c.adds:
				score += salience.adds
			default:
				score += salience.says
			}
			if p.silent(p.clauses.predicate(x.token)) {
				score += salience.silent
			}
		}
		if x.part == gSubject && c.part == gSubject && x.sentence == f.sentence && p.clauses.beside(p.clauses.predicate(x.token), c.clause) {
			score += salience.beside
		}
	}
	if g != nil {
		if g.Kind == name.Pronoun {
			score += salience.pronoun
		}
		if actor >= 0 {
			a := r.list[actor]
			if a.unnamed {
				score += salience.unnamed
			}
			if kind == personal && a.gender == f.Gender {
				score += salience.gender
			}
			score += salience.count * math.Log2(float64(1+min(a.count, known)))
		}
	}
	q, xq := r.d.InQuote[c.token], r.d.InQuote[x.token]
	switch {
	case q >= 0 && actor >= 0 && actor == speaker:
		score += salience.speaker // who speaks says "I"
	case q >= 0 && q == xq:
		score += salience.sameQuote
	case xq >= 0 && q != xq:
		score += salience.otherQuote
	}
	return actor, score, true
}

// silent reports a clause by which somebody did not speak: "left without
// speaking", "declined to comment", "said nothing".
func (p *pronouns) silent(clause int) bool {
	c := p.clauses
	x := p.r.d.Sentences[p.r.sentenceOf(clause)]
	for k := clause; k < min(x.Last, clause+12); k++ {
		if v := c.d.Lemma(k); k == clause && v == "say" && k+1 < x.Last && strings.EqualFold(c.d.Word(k+1), "nothing") {
			return true
		} else if !speaking[v] || k != clause && c.above(c.predicate(k)) != clause {
			continue
		}
		for j := k - 1; j >= max(x.First, k-3); j-- {
			switch w := strings.ToLower(c.d.Word(j)); w {
			case "without", "declined", "refused":
				return true
			case "not", "n't", "n’t", "never":
				return k == clause
			}
		}
	}
	return false
}

// speaking are verbs of talking at all, by lemma.
var speaking = map[string]bool{"speak": true, "talk": true, "comment": true, "answer": true, "respond": true, "reply": true}

// said reports whether a token stands in what the verb of speech says: in
// "Orlo left, he said", he is not Orlo.
func (p *pronouns) said(token, verb int) bool {
	c := p.clauses
	for range deepest {
		h := int(c.d.Heads[token])
		switch {
		case c.of(token) == gClausal && h == verb:
			return c.d.Relations[token].Base() != "advcl"
		case token == int(c.d.Heads[verb]) && c.d.Relations[verb].Base() == "parataxis":
			return true
		case h < 0:
			return false
		}
		token = h
	}
	return false
}

// ahead finds who is named behind the pronoun as the one who acts in the main
// clause: "In his speech, Orlo said", "When she arrived, Orlo left".
func (p *pronouns) ahead(f *find, kind person, c *place) (actor int, ok bool) {
	r := p.r
	top := c.clause
	for range deepest {
		up := p.clauses.above(top)
		if up < 0 {
			break
		}
		top = up
	}
	s := p.clauses.actor(top)
	if s <= c.token || c.part != gPossessor && top == c.clause {
		return -1, false
	}
	i, ok := p.at[s]
	if !ok || r.finds[i].actor < 0 || r.finds[i].quoted != f.quoted || r.finds[i].sentence != f.sentence {
		return -1, false
	}
	a := r.list[r.finds[i].actor]
	switch kind {
	case personal:
		ok = a.Kind == Person && r.agrees(a, f)
	case many:
		ok = a.Kind == Group
	default:
		ok = a.Kind == Organisation || a.Kind == Country
	}
	return r.finds[i].actor, ok
}
