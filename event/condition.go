package event

import (
	"strings"

	"dateline/language"
	"dateline/language/tag"
)

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
		for _, j := range f.g.children(i) { // "ordered him to appear", whatever it is called
			if k < 0 && f.g.rel[j] == rAdvcl && f.g.penn[j] == "VB" && f.purpose(int(j)) && f.g.part[j-1] != tag.Punct {
				k = int(j)
			}
		}
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
		if p == "of" && a.obj >= 0 && !t.any { // "stripped Kenya of membership"
			for _, k := range f.g.children(a.obj) {
				if f.g.rel[k] == rNmod && f.g.preposition(int(k)) == "of" && f.among(t, int(k)) {
					return true
				}
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
	if w := f.g.lemma(h); t.set[w] || t.set[f.g.low(h)] || t.set[strings.TrimSuffix(w, "s")] {
		return true
	}
	if f.g.country[h] != "" && f.g.part[h] != tag.Noun && t.set["government"] {
		return true
	}
	if f.g.penn[h] == "NNPS" && f.g.country[h] != "" && (t.set["protester"] || t.set["person"]) {
		return true // "young Kenyans"
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
	many most all several couple handful bout state package scores lot part kind pair batch day week third half quarter use ten ton tonne kilogram kg score shipment load team`)

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
