package language

import (
	"strings"
	"sync"

	"dateline/language/cue"
	"dateline/language/tag"
	"dateline/language/tree"
)

// grammar says which part a word plays in its clause. Relations are those of
// Universal Dependencies.
type grammar uint8

const (
	gOther grammar = iota
	gSubject
	gObject
	gOblique
	gPossessor
	gNoun      // depends on a noun
	gCompound  // stands before a noun: "rice" in "rice talks"
	gExpletive // stands for nothing: "it" in "it rained"
	gApposed   // stands for the noun beside it
	gConj
	gClausal  // the verb of a clause of its own: ccomp, advcl, parataxis
	gRelative // the verb of a clause that describes a noun: acl
	gOpen     // xcomp: its subject is that of the verb above, or its object
	gRoot
)

// grammars maps relations to what is made of them here.
var grammars = sync.OnceValue(func() *[256]grammar {
	of := map[string]grammar{
		"nsubj": gSubject, "csubj": gSubject, "obj": gObject, "iobj": gObject, "obl": gOblique, "nmod": gNoun, "compound": gCompound, "expl": gExpletive,
		"appos": gApposed, "flat": gApposed, "conj": gConj, "ccomp": gClausal, "advcl": gClausal, "parataxis": gClausal,
		"acl": gRelative, "xcomp": gOpen, "root": gRoot,
	}
	var out [256]grammar
	for i := range out {
		r := tree.Relation(i)
		out[i] = of[r.Base()]
		switch r.String() {
		case "nmod:poss":
			out[i] = gPossessor
		case "advcl:relcl", "acl:relcl":
			out[i] = gRelative
		}
	}
	return &out
})

// clauses knows who acts in the clauses of a Doc.
type clauses struct {
	d        *Doc
	relation *[256]grammar
	subject  []int32 // by token: its subject, -1
	object   []int32 // by token: its object, -1
}

// deepest is how far up a tree is looked: no sentence that people write needs
// more, and a list of a million words stays linear.
const deepest = 24

func newClauses(d *Doc) *clauses {
	c := &clauses{d: d, relation: grammars(), subject: make([]int32, len(d.Tokens)), object: make([]int32, len(d.Tokens))}
	for i := range c.subject {
		c.subject[i], c.object[i] = -1, -1
	}
	for i, h := range d.Heads {
		if h < 0 {
			continue
		}
		switch c.of(i) {
		case gSubject:
			if c.subject[h] < 0 {
				c.subject[h] = int32(i)
			}
		case gObject:
			c.object[h] = int32(i)
		}
	}
	return c
}

func (c *clauses) of(i int) grammar { return c.relation[c.d.Relations[i]] }

// head returns the token of [first, last) that depends on none of the others.
func (c *clauses) head(first, last int) int {
	for k := first; k < last; k++ {
		if h := int(c.d.Heads[k]); (h < first || h >= last) && c.d.Part(k) != tag.Punct {
			return k
		}
	}
	return first
}

// part returns the part that a noun plays: for one of several joined by "and"
// that of the first, for an apposition that of the noun that it explains.
func (c *clauses) part(i int) grammar {
	for range deepest {
		g := c.of(i)
		if g != gConj && g != gApposed || c.d.Heads[i] < 0 {
			return g
		}
		i = int(c.d.Heads[i])
	}
	return gOther
}

// predicate returns the token that heads the clause of token i: its verb, or
// the noun or adjective of "is …". A predicate is in the clause of its own.
func (c *clauses) predicate(i int) int {
	for range deepest {
		if c.subject[i] >= 0 {
			return i
		}
		switch c.of(i) {
		case gClausal, gRelative, gOpen, gRoot:
			return i
		case gConj:
			if c.d.Part(i) == tag.Verb {
				return i
			}
		}
		if c.d.Heads[i] < 0 {
			return i
		}
		i = int(c.d.Heads[i])
	}
	return i
}

// above returns the predicate of the clause that the clause of predicate p
// depends on; -1 if there is none.
func (c *clauses) above(p int) int {
	for range deepest {
		if c.d.Heads[p] < 0 {
			return -1
		}
		conj := c.of(p) == gConj
		p = int(c.d.Heads[p])
		if !conj {
			return c.predicate(p)
		}
	}
	return -1
}

// actor returns the token of who acts in the clause of predicate p: its
// subject, or the one that it shares or leaves out; -1 if that is not known.
func (c *clauses) actor(p int) int {
	for range deepest {
		if s := int(c.subject[p]); s >= 0 {
			switch strings.ToLower(c.d.Word(s)) {
			case "who", "which", "that": // the noun that the clause describes
				if c.of(p) == gRelative && c.d.Heads[p] >= 0 {
					return int(c.d.Heads[p])
				}
			}
			return s
		}
		h := int(c.d.Heads[p])
		if h < 0 {
			return -1
		}
		switch c.of(p) {
		case gConj, gClausal:
			p = h
		case gOpen:
			if o := int(c.object[h]); o >= 0 {
				return o // "asked her to stay"
			}
			p = h
		case gRelative:
			return h // "a man accused of it"
		default:
			return -1
		}
	}
	return -1
}

// beside reports whether the clause of predicate a is one that depends on that
// of b ("While Orlo left, she stayed"), or b is joined to a by "and".
func (c *clauses) beside(a, b int) bool {
	return int(c.d.Heads[a]) == b && c.of(a) == gClausal || int(c.d.Heads[b]) == a && c.of(b) == gConj
}

// speech reports a predicate that is a verb of speech.
func (c *clauses) speech(p int) bool {
	u, ok := cue.Verb(strings.ToLower(c.d.Word(p)))
	return ok && (u.Clause || u.Object) && c.d.Part(p) == tag.Verb
}
