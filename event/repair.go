package event

import (
	"dateline/language/tag"
)

// clauseOpeners are prepositions that open a clause as well.
var clauseOpeners = setOf("as after before since until till while because though although when than")

// bound are prepositions that belong to the noun before them.
var bound = setOf("with between against from")

// repair mends three errors that parsers make in news: "as Kenya sent troops"
// read as a phrase, with Kenya no subject, "after talks with Peru", with Peru
// hung on the verb, and "accused Peru on Monday of shelling", with the shelling
// hung on the day. It reports whether anything changed.
func (g *graph) repair() bool {
	changed := false
	for i := range g.heads {
		if g.heads[i] < 0 {
			continue
		}
		if h := int(g.heads[i]); g.rel[i] == rAcl && g.penn[i] == "VBG" && calendar[g.low(h)] && g.rel[h] == rObl && g.heads[h] >= 0 && g.verbal(int(g.heads[h])) {
			g.heads[i], g.rel[i] = g.heads[h], rAdvcl // "accused Peru on Monday of shelling"
			changed = true
			continue
		}
		if g.rel[i] != rCase {
			continue
		}
		n := int(g.heads[i])
		if n <= i {
			continue
		}
		switch w := g.low(i); {
		case clauseOpeners[w]:
			changed = g.subjectOf(i, n) || changed
		case bound[w]:
			if k := i - 1; k >= 0 && g.sent[k] == g.sent[i] && g.part[k] == tag.Noun && g.rel[n] == rObl && int(g.heads[n]) != k && len(lex.nouns[g.lemma(k)]) > 0 && g.rel[k] != rObj {
				g.heads[n], g.rel[n] = int32(k), rNmod
				changed = true
			}
		}
	}
	return changed
}

// joined reports "and" between two noun phrases and nothing else but articles
// and modifiers.
func (g *graph) joined(a, b int) bool {
	and := false
	for k := a + 1; k < b; k++ {
		switch g.part[k] {
		case tag.Cconj:
			and = true
		case tag.Det, tag.Adj, tag.Propn, tag.Noun, tag.Num:
		default:
			return false
		}
	}
	return and
}

// subjectOf makes n, which follows the word i that opens a clause, the subject
// of the finite verb behind it.
func (g *graph) subjectOf(i, n int) bool {
	_, last := g.sentence(i)
	v := -1
	for k := i + 1; k < min(last, i+16); k++ {
		if g.part[k] == tag.Punct && g.low(k) != "-" {
			return false
		}
		if g.part[k] == tag.Verb || g.part[k] == tag.Aux {
			switch g.penn[k] {
			case "VBD", "VBZ", "VBP", "MD":
				v = k
			}
			if v >= 0 || k > n {
				break
			}
		}
	}
	if v < 0 || v < n {
		return false
	}
	for depth := 0; g.part[v] == tag.Aux && depth < 3; depth++ {
		h := int(g.heads[v])
		if h <= v {
			break
		}
		v = h
	}
	if int(g.heads[n]) == v && g.rel[n] != rObl {
		return false
	}
	up := int(g.heads[n])
	rel := rSubj
	for _, k := range g.children(v) {
		switch g.rel[k] {
		case rAuxPass:
			rel = rSubjPass
		case rSubj, rSubjPass:
			if int(k) > n && g.joined(n, int(k)) { // "as Kenya and Peru met"
				g.heads[k], g.rel[k] = int32(n), rConj
				continue
			}
			if int(k) > i {
				return false // it has one
			}
			if up >= 0 && up != v && int(k) < up && up < i {
				g.heads[k] = int32(up)
				g.rel[k] = rSubj
			}
		}
	}
	// No word may come to depend on itself.
	for k, depth := v, 0; k >= 0 && depth < 100; k, depth = int(g.heads[k]), depth+1 {
		if k == n {
			return false
		}
	}
	if up >= 0 && int(g.heads[up]) >= 0 && g.rel[up] == rAcl && up < i && g.heads[up] < int32(up) && g.verbal(up) && up != v {
		g.rel[up] = rOther
	}
	g.heads[n], g.rel[n] = int32(v), rel
	g.heads[i], g.rel[i] = int32(v), rMark
	return true
}
