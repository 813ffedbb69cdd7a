package event

import (
	"strings"

	"dateline/language"
	"dateline/language/name"
	"dateline/language/tag"
)

// arguments finds who does what to whom at the verb at token v: from its tree,
// and where the tree has no subject or object, from the words around it.
func (f *finder) arguments(v int) arguments {
	g := f.g
	a := arguments{subj: -1, obj: -1, iobj: -1}
	f.own(v, &a)
	if f.misread(v) {
		a.obj, a.passive, a.subj = g.head(v), false, -1
		for _, k := range g.children(a.obj) {
			if p := g.preposition(int(k)); p != "" && g.rel[k] == rNmod && int(k) > v {
				a.obliques = append(a.obliques, oblique{p, int(k)})
			}
		}
		f.mend(v, &a)
		return a
	}
	if g.penn[v] == "VBG" && a.subj < 0 && v > 0 && g.sent[v-1] == g.sent[v] {
		n := v - 1
		for d := 0; d < 6 && g.head(n) >= 0 && (g.rel[n] == rFlat || g.rel[n] == rCompound || g.rel[n] == rDesc) && g.head(n) < v; d++ {
			n = g.head(n)
		}
		if g.nominal(n) && g.preposition(n) == "with" {
			a.subj = n // "with the envoy shuttling between them"
			return a
		}
	}
	// "began to shell", "held talks and signed": what hangs on the verbs
	// above belongs to this one too.
	up, rel := g.head(v), g.rel[v]
	for depth := 0; a.subj < 0 && up >= 0 && depth < 6 && !(a.passive && a.obj >= 0); depth++ {
		switch rel {
		case rXcomp, rConj, rAdvcl, rCcomp, rParataxis, rAcl, rRelcl:
		default:
			depth = 6
			continue
		}
		if rel == rAcl || rel == rRelcl {
			f.modifier(v, up, rel, &a)
			break
		}
		if rel == rCcomp && g.penn[v] != "VB" && g.penn[v] != "VBG" || rel == rAdvcl && f.finite(v) {
			break
		}
		if rel == rAdvcl && g.penn[v] == "VBN" && !a.passive && a.obj < 0 {
			a.passive = true // "asked about the ridge, she said"
		}
		if g.nominal(up) && g.part[up] != tag.Adj && g.child(up, rCop) < 0 && g.child(up, rSubj, rSubjPass) < 0 {
			if rel == rXcomp || rel == rAdvcl && g.part[up] == tag.Noun {
				// "readiness to attack": whose readiness
				if o, carrier := f.nounArguments(up); o.subj >= 0 {
					a.subj = o.subj
				} else {
					_ = carrier
				}
			}
			break
		}
		var b arguments
		b.subj, b.obj, b.iobj = -1, -1, -1
		f.own(up, &b)
		switch {
		case rel == rXcomp && b.iobj >= 0:
			a.subj = b.iobj
		case rel == rXcomp && b.obj >= 0 && b.obj < v && !b.passive:
			a.subj = b.obj // "urged Peru to leave"
		case b.passive && b.obj >= 0 && (rel == rXcomp || rel == rAdvcl || rel == rConj):
			a.subj = b.obj // "was sent to help"
			if rel == rConj && a.passive {
				a.subj, a.obj = b.subj, b.obj
			}
		default:
			a.subj = b.subj
		}
		if a.passive && a.subj >= 0 && a.obj < 0 && rel != rXcomp {
			a.obj, a.subj = a.subj, -1
			break
		}
		up, rel = g.head(up), g.rel[up]
	}
	f.mend(v, &a)
	return a
}

// misread reports a finite verb that the parser took for a modifier of its
// object: "Kenya seized weapons" with "seized" hung on "weapons".
func (f *finder) misread(v int) bool {
	g := f.g
	if g.rel[v] != rAmod || g.head(v) < v || v == 0 || g.sent[v-1] != g.sent[v] {
		return false
	}
	switch g.penn[v] {
	case "VBD":
		return true
	case "VBN":
		switch g.low(v - 1) {
		case "have", "has", "had":
			return true
		}
		return g.part[v-1] == tag.Noun || g.part[v-1] == tag.Propn && g.penn[v-1] != "POS"
	}
	return false
}

// finite reports a verb with a tense.
func (f *finder) finite(v int) bool {
	switch f.g.penn[v] {
	case "VBD", "VBZ", "VBP":
		return true
	case "VBN", "VBG", "VB":
		for _, k := range f.g.children(v) {
			if (f.g.rel[k] == rAux || f.g.rel[k] == rAuxPass) && int(k) < v {
				switch f.g.penn[k] {
				case "VBD", "VBZ", "VBP", "MD":
					return true
				}
			}
		}
	}
	return false
}

// own reads the dependents of v itself.
func (f *finder) own(v int, a *arguments) {
	g := f.g
	passive := false
	subj, relative := -1, -1
	for _, k := range g.children(v) {
		k := int(k)
		switch g.rel[k] {
		case rSubj:
			if subj < 0 {
				subj = f.antecedent(k, v)
			}
		case rSubjPass:
			subj = f.antecedent(k, v)
			passive = passive || g.penn[v] == "VBN" && g.child(v, rAux) < 0 && f.bePassive(v)
		case rAuxPass:
			passive = true
		case rObj:
			if f.temporal(k) {
				continue // "lifted Friday a blockade"
			}
			if g.low(k) == "that" && k < v && g.penn[k] == "IN" {
				continue // "rumours that Kenya had attacked Peru", read as a relative clause
			}
			if w := g.low(k); a.obj < 0 && (w == "which" || w == "who") && k < v {
				if subj < 0 {
					relative = f.antecedent(k, v) // may be the subject: the parser is often wrong
				}
				continue
			}
			if a.obj >= 0 && a.iobj < 0 && a.obj > v && k > a.obj {
				a.iobj, a.obj = a.obj, k // "gave Peru food", read as two objects
			} else if a.obj < 0 {
				a.obj = k
			}
		case rIobj:
			a.iobj = k
		case rAgent:
			a.obliques = append(a.obliques, oblique{"by", k})
		case rObl, rNmod:
			if p := g.preposition(k); p != "" {
				a.obliques = append(a.obliques, oblique{p, k})
			} else if k < v && subj < 0 && (g.part[k] == tag.Noun || g.part[k] == tag.Propn) && !f.temporal(k) && f.finite(v) {
				subj = k // "after Kenya closed the strait", Kenya hung on as a phrase
			} else if k > v && a.obj < 0 && g.part[k] == tag.Noun && !f.temporal(k) {
				a.obj = k // "laid down their weapons"
			}
		}
	}
	if g.part[v] == tag.Noun || g.child(v, rCop) >= 0 {
		passive = false
	}
	switch {
	case relative < 0:
	case subj < 0:
		subj = relative
	case a.obj < 0:
		a.obj = relative
	}
	// What the parser hung on the object stands with the verb too: "launched
	// an attack on".
	if a.obj >= 0 {
		for _, k := range g.children(a.obj) {
			if g.rel[k] == rNmod || g.rel[k] == rAcl {
				if p := g.preposition(int(k)); p != "" && p != "of" {
					a.obliques = append(a.obliques, oblique{p, int(k)})
				}
			}
		}
	}
	if !passive {
		a.subj = subj
		return
	}
	a.passive = true
	if subj >= 0 {
		if a.obj >= 0 {
			a.iobj = subj // "was given aid"
		} else {
			a.obj = subj
		}
	}
	for _, o := range a.obliques {
		if o.prep == "by" && !f.temporal(o.head) {
			a.subj = o.head
			break
		}
	}
	if a.obj >= 0 {
		for _, k := range g.children(a.obj) {
			if g.rel[k] == rNmod {
				if p := g.preposition(int(k)); p != "" {
					a.obliques = append(a.obliques, oblique{p, int(k)})
				}
			}
		}
	}
}

// bePassive reports that a participle may be passive though no form of "be" is
// its child: one that is joined to a passive, or stands in a clause cut short.
func (f *finder) bePassive(v int) bool {
	switch f.g.rel[v] {
	case rConj:
		h := f.g.head(v)
		return h >= 0 && f.g.child(h, rAuxPass) >= 0
	case rAdvcl, rAcl, rXcomp, rCcomp:
		return true
	}
	return false
}

// antecedent looks through a relative pronoun to the noun that it stands for.
func (f *finder) antecedent(k, v int) int {
	g := f.g
	switch g.low(k) {
	case "who", "which", "that", "whom":
		for i, n := v, 0; i >= 0 && n < 4; i, n = g.head(i), n+1 {
			if g.rel[i] == rRelcl || g.rel[i] == rAcl {
				if h := g.head(i); h >= 0 {
					return h
				}
			}
		}
		// Not seen as a relative clause: what stands before it.
		if j := k - 1; j > 0 && g.sent[j] == g.sent[k] && g.low(k) != "that" {
			if g.low(j) == "," {
				j--
			}
			if g.nominal(j) && g.sent[j] == g.sent[k] {
				return j
			}
		}
	}
	return k
}

// modifier reads a verb that modifies a noun: "forces attacking the town", "a
// truce announced by Kenya", "the plan that Kenya rejected".
func (f *finder) modifier(v, noun int, rel relation, a *arguments) {
	switch {
	case rel == rAcl && f.g.head(noun) < 0 && a.obj < 0 && f.g.penn[v] != "VBG" && f.g.penn[v] != "VB" && f.g.child(v, rAgent) < 0 && f.g.part[noun] != tag.Verb:
		a.subj = noun // the sentence's root: "a destroyer docked at the port"
	case rel == rAcl && f.g.penn[v] == "VBN":
		a.passive = true
		if a.obj < 0 {
			a.obj = noun
		}
		for _, o := range a.obliques {
			if o.prep == "by" && !f.temporal(o.head) {
				a.subj = o.head
				break
			}
		}
	case rel == rAcl && f.g.penn[v] == "VB":
		if b, _ := f.nounArguments(noun); b.subj >= 0 {
			a.subj = b.subj
		} else if h := f.g.head(noun); h >= 0 && f.g.rel[noun] == rObj && f.g.verbal(h) {
			up := f.arguments(h) // "signalled readiness to talk"
			a.subj = up.subj
		}
	case rel == rRelcl && a.subj >= 0:
	default:
		a.subj = noun
		if rel == rAcl && lex.classes["document"][f.g.lemma(noun)] {
			if b, _ := f.nounArguments(noun); b.subj >= 0 {
				a.subj = b.subj // "issued a statement demanding": who issued it
			}
		}
	}
}

// mend finds what the tree does not have. A finite verb has a subject before
// it; a transitive one that is not passive has its object behind it.
func (f *finder) mend(v int, a *arguments) {
	g := f.g
	if g.rel[v] == rRelcl && a.obj < 0 && !a.passive && a.subj >= 0 && a.subj != g.head(v) {
		a.obj = g.head(v) // "an idea Kenya has rejected"
	}
	if g.penn[v] == "VBN" && a.obj < 0 && a.subj < 0 && g.child(v, rAux, rAuxPass) < 0 && v > 0 && g.part[v-1] == tag.Noun && g.sent[v-1] == g.sent[v] {
		for _, o := range a.obliques { // "a truce declared by Kenya", whatever it hangs on
			if o.prep == "by" && !f.temporal(o.head) {
				a.passive, a.obj, a.subj = true, v-1, o.head
				return
			}
		}
	}
	if a.obj < 0 && !a.passive && g.child(v, rCcomp) < 0 {
		f.nextObject(v, a)
	}
	if a.subj >= 0 || a.passive {
		return
	}
	switch g.penn[v] {
	case "VBD", "VBZ", "VBP", "VBN":
	default:
		return
	}
	if g.penn[v] == "VBN" && g.child(v, rAux, rAuxPass) < 0 && !f.misread(v) {
		return
	}
	first, _ := g.sentence(v)
	best := -1
	for k := v - 1; k >= first; k-- {
		if g.part[k] == tag.Punct && g.low(k) != "-" && best >= 0 {
			break
		}
		if w := g.low(k); w == "have" || w == "has" || w == "had" {
			continue
		}
		if g.part[k] == tag.Verb || g.part[k] == tag.Sconj {
			break
		}
		if (g.part[k] == tag.Noun || g.part[k] == tag.Propn) && !f.temporal(k) {
			h := k
			for g.head(h) >= first && g.head(h) < v && g.part[g.head(h)] != tag.Verb {
				if r := g.rel[h]; r != rCompound && r != rFlat && r != rDesc && r != rAmod && r != rNmod && r != rPoss && r != rConj {
					break
				}
				h = g.head(h)
			}
			best = h
		}
	}
	a.subj = best
}

// nextObject takes the noun phrase right behind a verb for its object.
func (f *finder) nextObject(v int, a *arguments) {
	g := f.g
	_, last := g.sentence(v)
	for k := v + 1; k < min(last, v+6); k++ {
		switch g.part[k] {
		case tag.Det, tag.Adj, tag.Num:
			continue
		case tag.Verb:
			if (g.penn[k] == "VBG" || g.penn[k] == "VBN") && k+1 < last && (g.part[k+1] == tag.Noun || g.part[k+1] == tag.Propn) {
				continue
			}
			return
		case tag.Noun, tag.Propn:
			for k+1 < last && (g.part[k+1] == tag.Noun || g.part[k+1] == tag.Propn) && g.head(k) == k+1 {
				k++
			}
			if f.temporal(k) || g.rel[k] == rSubj || g.rel[k] == rSubjPass {
				return
			}
			a.obj = k
			for _, j := range g.children(k) {
				if g.rel[j] == rNmod {
					if p := g.preposition(int(j)); p != "" {
						a.obliques = append(a.obliques, oblique{p, int(j)})
					}
				}
			}
			return
		default:
			return
		}
	}
}

// eponym reports that the name at token k, which stands before the noun at n,
// tells where it was: "the Tolm attack", "the Gaza war". A state's bare name
// does so too unless the noun says whom it struck: "the Kenya strikes on Peru".
func (f *finder) eponym(k, n int) bool {
	g := f.g
	if g.rel[k] != rCompound || k+1 != n && g.part[k+1] != tag.Noun && g.part[k+1] != tag.Adj {
		return false
	}
	list := lex.nouns[g.lemma(n)]
	if len(list) == 0 || cooperative(list[0].typ) || committing[list[0].typ] {
		return false
	}
	if f.level(Party{Actor: -1, head: k}) == political && g.country[k] == "" {
		return false // "the Taliban attack"
	}
	if m := g.mention[k]; m >= 0 {
		x := f.d.Mentions[m]
		if x.Actor >= 0 {
			switch a := f.d.Actors[x.Actor]; a.Kind {
			case language.Person, language.Organisation, language.Group:
				return false
			case language.Other:
				if f.political(a.Name) {
					return false
				}
			}
		}
	}
	if c := g.country[k]; c != "" {
		w := g.d.Word(k)
		if strings.ToUpper(w) == w { // "US strikes": it has no other form
			return false
		}
		if name.CountryName(c) != w && !strings.HasPrefix(c, "@") || demonym(strings.ToLower(w)) {
			return false // an adjective: "Kenyan strikes"
		}
		for _, j := range g.children(n) {
			switch g.preposition(int(j)) {
			case "on", "against", "upon", "targeting", "at":
				return false
			}
		}
		return g.child(n, rDet) >= 0
	}
	return true
}

// nounArguments finds who does what to whom at the noun at token n, and the
// word on which its phrase hangs: itself, or the verb that only carries it.
func (f *finder) nounArguments(n int) (a arguments, carrier int) {
	g := f.g
	a = arguments{subj: -1, obj: -1, iobj: -1}
	for _, k := range g.children(n) {
		k := int(k)
		switch g.rel[k] {
		case rPoss:
			if a.subj < 0 {
				a.subj = k
			}
		case rAmod, rCompound:
			if g.country[k] != "" && a.subj < 0 {
				a.subj = k
			} else if g.rel[k] == rCompound && a.subj < 0 && g.part[k] == tag.Propn {
				a.subj = k
			}
			if a.subj == k && g.rel[k] == rCompound && f.eponym(k, n) {
				a.subj = -1
			}
		case rNmod, rObl:
			p := g.preposition(k)
			if p == "" {
				continue
			}
			a.obliques = append(a.obliques, oblique{p, k})
			if p == "of" && g.part[k] == tag.Noun { // "the seizure of a ship by Kenya"
				for _, j := range g.children(k) {
					if g.rel[j] == rNmod && g.preposition(int(j)) == "by" && a.subj < 0 {
						a.subj = int(j)
					}
				}
			}
			if g.part[k] == tag.Propn { // a name has no "by" or "to" of its own
				for _, j := range g.children(k) {
					switch q := g.preposition(int(j)); q {
					case "by", "on", "against", "to", "with", "at":
						if g.rel[j] == rNmod && !f.temporal(int(j)) {
							a.obliques = append(a.obliques, oblique{q, int(j)})
							if q == "by" && a.subj < 0 {
								a.subj = int(j)
							}
						}
					}
				}
			}
			if p == "by" && (a.subj < 0 || g.rel[a.subj] != rPoss) {
				a.subj = k
			}
			if p == "between" && a.subj < 0 {
				a.subj = k
			}
		case rAcl:
			// "attacks targeting Peru", "a truce announced by Kenya"
			if p := g.preposition(k); p != "" {
				a.obliques = append(a.obliques, oblique{p, k})
			} else if g.penn[k] == "VBG" {
				if o := g.child(k, rObj); o >= 0 {
					a.obliques = append(a.obliques, oblique{"against", o})
				}
			} else if ag := g.child(k, rAgent); ag >= 0 && a.subj < 0 {
				a.subj = ag
			} else if g.penn[k] == "VBN" && a.subj < 0 {
				for _, j := range g.children(k) {
					if g.rel[j] == rObl && g.preposition(int(j)) == "by" {
						a.subj = int(j)
					}
				}
			}
		}
	}
	carrier = n
	h := g.head(n)
	if h < 0 {
		return a, carrier
	}
	switch g.rel[n] {
	case rObj, rSubjPass:
		if g.part[h] == tag.Verb && lex.light[g.lemma(h)] {
			var b arguments
			b.subj, b.obj, b.iobj = -1, -1, -1
			f.own(h, &b)
			if g.rel[h] == rConj || g.rel[h] == rXcomp || g.rel[h] == rAdvcl || g.rel[h] == rAcl || g.rel[h] == rRelcl {
				b = f.arguments(h)
			}
			if (a.subj < 0 || g.part[a.subj] == tag.Pron) && b.subj != n && b.subj >= 0 {
				a.subj = b.subj
			}
			for _, o := range b.obliques {
				if o.head != n {
					a.obliques = append(a.obliques, o)
				}
			}
			carrier = h
		}
	}
	return a, carrier
}
