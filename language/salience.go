package language

import (
	"math"

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
	says                                float64 // both are subjects of verbs of speech
	pronoun, unnamed                    float64 // what the referent is
	perhaps                             float64 // known as a person by the trained finder alone
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
	local: 9, matrix: 4.5, said: 2, beside: 2, says: 1.5,
	pronoun: 1, unnamed: -2.5, perhaps: -4, gender: 2, count: 1.6,
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
	if c.part == gObject && x.token == c.local || x.token == c.noun || c.speaks && x.sentence == f.sentence && p.said(x.token, c.clause) {
		return 0, 0, false
	}
	switch kind {
	case personal:
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
		case actor < 0 && c.speaks:
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
	switch x.token {
	case c.local:
		if c.part == gOblique {
			score -= salience.local
		} else {
			score += salience.local
		}
	case c.matrix:
		score += salience.matrix
		if c.speech {
			score += salience.said
		}
	default:
		if x.part == gSubject && c.speaks && p.clauses.speech(p.clauses.predicate(x.token)) {
			score += salience.says
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
