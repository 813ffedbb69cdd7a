package event

import (
	"dateline/language/tag"
)

// rumour returns the noun of class "rumour" under which the word at i stands,
// and whether the report says that it is false; -1 for none. “Reports of an
// attack”, “claims that Kenya attacked”, “contrary to reports that …”.
func (f *finder) rumour(i int) (noun int, denied bool) {
	g := f.g
	at := i
	for n := 0; n < 8; n++ {
		h := g.head(at)
		if h < 0 {
			return -1, false
		}
		r := g.rel[at]
		if (g.part[h] == tag.Noun || f.contrary(h)) && lex.classes["rumour"][g.lemma(h)] && at > h {
			switch {
			case (r == rAcl || r == rCcomp || r == rRelcl || r == rAppos || r == rParataxis) && f.that(at, h):
				return h, f.refuted(h)
			case r == rNmod && (g.preposition(at) == "of" || g.preposition(at) == "about") && at == i:
				return h, f.refuted(h)
			}
		}
		// The clause hangs on the verb: “denied reports that …”, “reports surfaced that …”.
		if (r == rCcomp || r == rXcomp || r == rAdvcl) && g.verbal(h) {
			for _, s := range [...]relation{rObj, rSubj, rSubjPass} {
				if k := g.child(h, s); k >= 0 && k < at && g.part[k] == tag.Noun && lex.classes["rumour"][g.lemma(k)] && f.that(at, k) {
					return k, f.refuted(k)
				}
			}
		}
		switch r {
		case rCcomp, rXcomp, rAcl, rObj, rSubj, rSubjPass, rConj, rNmod, rObl, rAdvcl:
		default:
			return -1, false
		}
		at = h
	}
	return -1, false
}

// that reports a clause headed by v that "that" opens behind token from.
func (f *finder) that(v, from int) bool {
	for _, k := range f.g.children(v) {
		if w := f.g.low(int(k)); w == "that" && int(k) > from {
			return true
		}
	}
	return false
}

// refuted reports a noun of hearsay of which the sentence says that it is
// false, or which somebody denies.
func (f *finder) refuted(n int) bool {
	g := f.g
	if f.contrary(n) {
		return true
	}
	for _, k := range g.children(n) {
		if r := g.rel[k]; (r == rAmod || r == rCompound) && lex.classes["untrue"][g.lemma(int(k))] {
			return true
		}
	}
	// Its predicate, wherever the tree hangs it: “were false”, “are not true”.
	_, last := g.sentence(n)
	for j := n + 1; j < last; j++ {
		if w := g.lemma(j); !lex.classes["untrue"][w] && !lex.classes["true"][w] {
			continue
		}
		be, not := g.child(j, rCop) >= 0, f.withNot(j)
		for k := max(n+1, j-3); k < j; k++ {
			be, not = be || g.lemma(k) == "be", not || g.low(k) == "not" || g.low(k) == "n't" || g.low(k) == "n’t"
		}
		if s := g.child(j, rSubj); be && (s < 0 || s == n) {
			return lex.classes["untrue"][g.lemma(j)] != not
		}
	}
	h := g.head(n)
	if h < 0 {
		return false
	}
	w, not := g.lemma(h), f.withNot(h)
	switch g.rel[n] {
	case rSubj, rSubjPass:
		return !not && lex.classes["deny"][w] && g.penn[h] == "VBN"
	case rObj:
		return lex.classes["deny"][w] && !not
	}
	return false
}

// contrary reports a word behind “contrary to”.
func (f *finder) contrary(n int) bool {
	first, _ := f.g.sentence(n)
	for k := n - 1; k > max(first, n-5); k-- {
		if f.g.low(k) == "to" && f.g.low(k-1) == "contrary" {
			return true
		}
	}
	return false
}

// hearsay returns who tells an event in the outlet's own voice if it is only
// reports or rumours; nil if it is the outlet.
func (f *finder) hearsay(e *Event) *Party {
	n, _ := f.rumour(e.head)
	if n < 0 {
		return nil
	}
	first, last := f.g.span(n, func(k int) bool {
		r := f.g.rel[k]
		return r != rAmod && r != rDet && r != rCompound && r != rPoss && r != rNummod
	})
	return &Party{Span: f.g.words(first, last), Actor: -1, head: n}
}

// untold reports a word that a sentence tells as not said, or not so: “did not
// say that”, “denies that”.
func (f *finder) untold(v int) bool {
	if !lex.classes["saying"][f.g.lemma(v)] {
		return false
	}
	return f.withNot(v)
}

// inverted reports a condition told by inversion: “Had Kenya attacked”, “Were
// Kenya to attack”, “Should Kenya attack”.
func (f *finder) inverted(v int) bool {
	g := f.g
	s := g.child(v, rSubj, rSubjPass)
	if s < 0 {
		return false
	}
	for _, k := range g.children(v) {
		k := int(k)
		if k >= s || g.rel[k] != rAux && g.rel[k] != rAuxPass && g.rel[k] != rCop {
			continue
		}
		// It opens its clause, and the subject stands between it and the verb.
		first, last := g.sentence(v)
		opens := k == first || g.part[k-1] == tag.Punct || g.part[k-1] == tag.Cconj
		if !opens || last > 0 && g.low(last-1) == "?" {
			continue
		}
		switch g.low(k) {
		case "had":
			return g.penn[v] == "VBN" || g.penn[v] == "VBD"
		case "were":
			return f.purpose(v)
		case "should":
			return true
		}
	}
	return false
}

// pending reports a clause of time that is still to come: “once the soldiers
// leave”, “until Kenya withdraws”.
func (f *finder) pending(v int) bool {
	g := f.g
	if g.penn[v] == "VBD" || g.child(v, rSubj, rSubjPass) < 0 {
		return false
	}
	if g.penn[v] == "VB" && g.child(v, rAux) < 0 && f.that(v, -1) {
		return true // "one condition: that the soldiers leave"
	}
	for _, k := range g.children(v) {
		k := int(k)
		switch g.rel[k] {
		case rAux, rAuxPass, rCop:
			switch g.penn[k] {
			case "VBD":
				return false
			}
		}
	}
	for _, k := range g.children(v) {
		if f.g.rel[k] != rMark && f.g.rel[k] != rAdvmod {
			continue
		}
		switch g.low(int(k)) {
		case "once", "until", "till", "before", "when", "whenever":
			return g.penn[v] == "VBP" || g.penn[v] == "VBZ" || f.present(v)
		}
	}
	return false
}

// present reports a verb whose auxiliary is in the present: "are released".
func (f *finder) present(v int) bool {
	for _, k := range f.g.children(v) {
		if r := f.g.rel[k]; r == rAux || r == rAuxPass {
			if p := f.g.penn[k]; p == "VBP" || p == "VBZ" {
				return true
			}
		}
	}
	return false
}
