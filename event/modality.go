package event

import (
	"dateline/language/tag"
)

// judge decides in which sense an event is told by climbing from its word to
// the clause around it, and extends its phrase to the words that plan or
// promise it. False drops it: what is feared, possible or to be prevented is
// not told.
func (f *finder) judge(e *Event) bool {
	g := f.g
	m := Happened
	top := e.head    // the phrase begins here
	decided := false // a decision announced
	agreed := false  // an offer or a promise made
	if !f.clause(e.head, &m) {
		return false
	}
	if f.inverted(e.head) || f.pending(e.head) {
		return false
	}
	if _, denied := f.rumour(e.head); denied {
		m = Negated
	}
	if e.cue != e.head || g.part[e.cue] == tag.Noun {
		if f.denied(e.cue) {
			m = Negated
		}
		switch k := f.described(e.cue); k {
		case willing:
			m = Planned
		case unreal:
			return false
		case negating:
			m = Negated
		}
	}
	noun := e.head == e.cue && g.part[e.cue] == tag.Noun
	at := e.head
	for depth := 0; depth < 12; depth++ {
		h, r := g.head(at), g.rel[at]
		if h < 0 || at == e.head && f.misread(at) {
			break
		}
		switch p := f.bound(at); {
		case p == "without":
			m = Negated // "without firing a shot"
		case p == "instead of", p == "rather than", p == "close to", p == "near to":
			return false
		case p == "of" && g.low(h) == "short" && g.verbal(max(g.head(h), 0)):
			at = g.head(h) // "stopped short of attacking the town"
			if m == Happened && !f.withNot(at) {
				m = Negated
			}
			top = at
			continue
		case p == "of" && absolving[g.lemma(h)]:
			return false // "was cleared of attacking the town"
		case p == "from" && barring[g.lemma(h)]:
			return false // "was barred from visiting"
		case p == "from" && sparing[g.lemma(h)]:
			m, r = Negated, rXcomp // "refrained from attacking"
		case p != "" && r == rAdvcl && g.verbal(h) && lex.frames[g.lemma(h)] != noFrame:
			r = rXcomp // "prevented it from attacking"
		}
		if r == rObl || r == rNmod {
			switch g.preposition(at) {
			case "of", "to", "for", "", "toward", "towards", "about":
			default:
				h = -1 // "after", "amid": what it stands beside does not govern it
			}
			if h < 0 {
				break
			}
		}
		stop := false
		switch r {
		case rXcomp, rCcomp, rAcl, rObj, rNmod, rObl, rSubj, rSubjPass, rPoss, rCompound, rAmod:
		case rConj:
			if f.conditional(h) && !f.conditional(at) && g.verbal(at) && m == Happened {
				m = Hypothetical
			}
			// "agreed to stop and withdraw": what governs the first governs the second
			if g.penn[at] != "VB" && g.penn[at] != "VBG" && g.verbal(at) {
				stop = true
			}
		case rAdvcl:
			// a clause of its own
			if f.conditional(at) {
				m = Hypothetical
			}
			if lex.frames[g.lemma(h)] == doing && f.purpose(at) {
				break // "moved to answer": it did
			}
			if g.penn[at] == "VB" && m == Happened && g.verbal(at) {
				// "to avert a war": a purpose
				if f.purpose(at) {
					return false
				}
			}
			stop = true
		case rRelcl, rParataxis, rAppos:
			stop = true
		}
		if r == rCcomp && f.relative(at) {
			stop = true // a relative clause that the parser took for a complement
		}
		switch r {
		case rXcomp, rCcomp, rAcl, rObj, rNmod, rObl, rSubj, rSubjPass, rPoss, rCompound, rAmod, rConj, rAdvcl, rRelcl, rParataxis, rAppos:
		default:
			stop = r != rOther
		}
		if stop {
			break
		}
		if r == rCcomp && f.untold(h) {
			return false // "did not say that it had attacked"
		}
		w := g.lemma(h)
		k := lex.frames[w]
		if (r == rXcomp || r == rAdvcl) && k != asking && k != refusing {
			if o := g.child(h, rObj); o >= 0 && o < at && at-o <= 3 && lex.frames[g.lemma(o)] == willing {
				k, w = willing, g.lemma(o) // "signalled readiness to talk"
			}
		}
		if r == rSubj && g.verbal(at) && g.penn[at] == "VBG" && !f.finite(at) {
			if g.penn[h] != "VBD" && g.penn[h] != "VBN" {
				return false // "restarting the talks would be a step"
			}
		}
		if r == rSubj || r == rSubjPass || r == rConj {
			if !(noun && (r == rSubjPass && (k == willing || k == negating) || r == rSubj && k == willing)) {
				k = noFrame
			}
		}
		if (r == rObl || r == rNmod) && g.preposition(at) != "of" && g.preposition(at) != "to" && g.preposition(at) != "for" && g.preposition(at) != "toward" && g.preposition(at) != "towards" {
			k = noFrame
		}
		if r == rCcomp && k == doing {
			k = noFrame // "stressed that"
		}
		if r == rCcomp && k == willing && !f.future(at) && w != "agree" {
			k = noFrame
		}
		switch k {
		case willing:
			if r == rObj && (w == "announce" || w == "offer" || w == "want" || w == "seek" || w == "like") && !g.verbal(at) && w == "announce" {
				break
			}
			if m == Happened || m == Hypothetical {
				m = Planned
			}
			if !f.clause(h, &m) {
				return false
			}
			decided, top = w == "decide", h
			agreed = agreed || performs[w]
		case doing:
			top = h
			if w != "hesitate" && !f.clause(h, &m) {
				return false
			}
			if w == "hesitate" {
				m = Planned
			}
		case unreal:
			return false
		case negating:
			m = Negated
			if w == "fail" && cooperative(e.Type) {
				m = refused
			}
			top = h
		case threat:
			return false // coded by the threat itself
		case asking, refusing:
			if noun && (r == rObl || r == rNmod) {
				return false
			}
			return false
		case noFrame:
			if (w == "stop" || w == "fall") && (r == rObl || r == rAdvcl || r == rXcomp || r == rAcl) && f.particle(h, "short") {
				m = Negated // "stopped short of recognising it"
				top = h
			}
			if r == rCcomp || r == rXcomp || r == rObj || r == rConj {
				able := r == rXcomp && g.part[h] == tag.Adj // "will be able to meet"
				if (g.verbal(h) || able) && !f.clause(h, &m) && r != rCcomp {
					return false
				}
			}
		case accusing:
			if !noun {
				return false
			}
		default:
			if r == rCcomp || r == rXcomp || r == rObj || r == rConj {
				if g.verbal(h) && !f.clause(h, &m) && r != rCcomp {
					return false
				}
			}
		}
		if r == rCcomp && k == noFrame {
			// what somebody says stands for itself
			if f.conditional(h) {
				m = Hypothetical
			}
			break
		}
		at = h
	}
	if m == Hypothetical && (noun || f.conditional(e.head) || f.conditional(top)) {
		return false
	}
	if m == Happened && f.background(e) {
		m = Historical
	}
	e.Modality = m
	f.turn(e, decided)
	if agreed && e.Modality == Planned {
		e.Modality = Happened // the promise was made
	}
	e.Span = f.phrase(e, top)
	return true
}

// performs are words of willingness that are acts themselves: who offers has
// offered.
var performs = setOf("agree offer promise pledge vow undertake volunteer swear propose willing willingness ready readiness prepared commit commitment committed")

// absolving are verbs by which somebody did not do it: "cleared of", "acquitted
// of".
var absolving = setOf("clear acquit absolve exonerate vindicate")

// sparing and barring are verbs whose "from" says what was not, or may not be,
// done.
var (
	sparing = setOf("refrain abstain keep stop desist hold shy shrink back")
	barring = setOf("bar ban prohibit forbid hinder restrain disqualify exclude save spare")
)

// bound returns the preposition that binds a participle to the verb before it:
// "of" in "stopped short of attacking", with "close to" and the like in one;
// "" for none.
func (f *finder) bound(v int) string {
	g := f.g
	if g.penn[v] != "VBG" && g.part[v] != tag.Noun {
		return ""
	}
	for _, k := range g.children(v) {
		k := int(k)
		if k > v || g.rel[k] != rMark && g.rel[k] != rCase {
			continue
		}
		switch w := g.low(k); w {
		case "without":
			return w
		case "of":
			if k > 0 && g.low(k-1) == "instead" {
				return "instead of"
			}
			if g.penn[v] == "VBG" || absolving[g.lemma(max(g.head(v), 0))] {
				return w
			}
		case "instead", "rather":
			return map[string]string{"instead": "instead of", "rather": "rather than"}[w]
		case "than":
			if k > 0 && g.low(k-1) == "rather" {
				return "rather than"
			}
		case "to":
			if k > 0 && g.sent[k-1] == g.sent[k] {
				if p := g.low(k - 1); (p == "close" || p == "near") && g.part[k-1] != tag.Verb {
					return p + " to"
				}
			}
		case "from", "in", "at", "on":
			if g.penn[v] == "VBG" && g.verbal(v) {
				return w
			}
		}
	}
	return ""
}

// clause reads the auxiliaries and negations of the verb at v into m; false
// for what is undecided.
func (f *finder) clause(v int, m *Modality) bool {
	g := f.g
	for _, k := range g.children(v) {
		k := int(k)
		w := g.low(k)
		switch g.rel[k] {
		case rAux:
			switch w {
			case "will", "shall", "’ll", "'ll", "wo":
				if *m == Negated {
					*m = refused
				} else {
					*m = Planned
				}
			case "would":
				if f.perfect(v) {
					return false // "would have attacked": it did not
				}
				if *m == Happened {
					*m = Planned
					if f.voice(v) < 0 && !f.reported(v) {
						*m = f.narrative(v)
					}
				}
			case "could", "may", "might", "can":
				*m = Hypothetical
			case "must", "should", "ought":
				*m = Hypothetical
			case "is", "are", "was", "were", "’s", "'s":
				if g.penn[v] == "VB" && f.purpose(v) {
					*m = Planned // "are to meet on Friday"
				}
			}
		case rCop:
			if g.penn[v] == "VB" && f.purpose(v) {
				*m = Planned
			}
		case rAdvmod, rOther, rMark:
			switch w {
			case "not", "n't", "n’t", "never":
				if *m == Planned {
					*m = refused
				} else {
					*m = Negated
				}
			case "if", "unless":
				*m = Hypothetical
			case "whether":
				return false
			case "almost", "nearly":
				if g.rel[k] == rAdvmod && k == v-1 {
					return false // "nearly attacked"
				}
			case "allegedly", "supposedly", "purportedly":
				if *m == Happened {
					*m = Hypothetical
				}
			}
		case rDet:
			if w == "no" {
				*m = Negated
			}
		case rSubj, rSubjPass, rObj:
			if f.denied(k) || nobodies[w] || g.rel[k] != rObj && f.neither(k) {
				*m = Negated
			}
		}
	}
	return true
}

// withNot reports a verb with "not" or "never".
func (f *finder) withNot(v int) bool {
	for _, k := range f.g.children(v) {
		switch f.g.low(int(k)) {
		case "not", "n't", "n’t", "never":
			return true
		}
	}
	return false
}

// perfect reports "have" before a verb.
func (f *finder) perfect(v int) bool {
	for _, k := range f.g.children(v) {
		if f.g.rel[k] == rAux && f.g.low(int(k)) == "have" {
			return true
		}
	}
	return false
}

// nobodies are words for nobody.
var nobodies = setOf("nobody none neither noone nothing")

// neither reports “neither Kenya nor Peru”, “not one of the states”.
func (f *finder) neither(n int) bool {
	for _, k := range f.g.children(n) {
		switch f.g.low(int(k)) {
		case "neither":
			return true
		case "not":
			return int(k) < n
		}
	}
	return false
}

// narrative reports the "would" of a story that is over.
func (f *finder) narrative(v int) Modality {
	if tells[f.g.lemma(v)] {
		return Happened
	}
	return Hypothetical
}

// tells are verbs whose "would" tells a story: "the truce would see attacks".
var tells = setOf("feature see witness suffer face endure bring")

// reported reports a clause under a verb of speech.
func (f *finder) reported(v int) bool {
	for i, n := v, 0; i >= 0 && n < 6; i, n = f.g.head(i), n+1 {
		if f.g.rel[i] == rCcomp {
			return true
		}
	}
	return false
}

// denied reports "no" before a noun.
func (f *finder) denied(n int) bool {
	for _, k := range f.g.children(n) {
		if f.g.rel[k] == rDet && f.g.low(int(k)) == "no" {
			return true
		}
	}
	return false
}

// described returns the frame of a modifier: "planned talks", "a possible attack".
func (f *finder) described(n int) frame {
	for _, k := range f.g.children(n) {
		if r := f.g.rel[k]; r == rAmod || r == rCompound {
			switch k := lex.frames[f.g.lemma(int(k))]; k {
			case willing, unreal:
				return k
			}
			if f.g.penn[k] == "VBG" && len(lex.verbs[f.g.lemma(int(k))]) > 0 && r == rAmod {
				return unreal // "easing sanctions" tells of no sanctions
			}
			switch f.g.low(int(k)) {
			case "planned", "scheduled", "upcoming", "forthcoming", "future", "next":
				return willing
			case "possible", "potential", "would-be", "imminent", "any", "alleged", "purported", "supposed", "rumoured", "rumored":
				return unreal
			case "foiled", "thwarted", "averted", "aborted":
				return negating
			}
		}
		if f.g.rel[k] == rDet && f.g.low(int(k)) == "any" {
			return unreal
		}
	}
	return noFrame
}

// relative reports a clause whose subject is a relative pronoun.
func (f *finder) relative(v int) bool {
	s := f.g.child(v, rSubj, rSubjPass)
	return s >= 0 && (f.g.low(s) == "which" || f.g.low(s) == "who")
}

// conditional reports a clause that opens with "if" and the like.
func (f *finder) conditional(v int) bool {
	for _, k := range f.g.children(v) {
		if f.g.rel[k] == rMark || f.g.rel[k] == rAdvmod {
			switch f.g.low(int(k)) {
			case "if", "unless", "whether", "should", "lest", "provided":
				return true
			}
		}
	}
	return f.inverted(v) || f.pending(v)
}

// purpose reports an infinitive of purpose: "to attack the town".
func (f *finder) purpose(v int) bool {
	for _, k := range f.g.children(v) {
		if f.g.rel[k] == rMark && f.g.low(int(k)) == "to" {
			return true
		}
	}
	return false
}

// future reports a clause that is still to come.
func (f *finder) future(v int) bool {
	for _, k := range f.g.children(v) {
		if f.g.rel[k] == rAux || f.g.rel[k] == rMark {
			switch f.g.low(int(k)) {
			case "will", "would", "to", "shall", "’ll", "'ll":
				return true
			}
		}
	}
	return false
}

// refused is what will not be done, or failed to be.
const refused Modality = "refused"

// refusedMode is the mode of a refusal by what is refused.
func refusedMode(base string) string {
	switch base {
	case "CONSULT":
		return "meet"
	case "AID", "SUPPORT", "COOPERATE":
		return "assist"
	case "RETREAT", "CONCEDE":
		return "yield"
	}
	return "change"
}

// turn gives what is still to come its type: what helps is agreed to, what
// harms is threatened (PLOVER manual, future events).
func (f *finder) turn(e *Event, decided bool) {
	if e.Modality == refused {
		e.Modality = Negated
		if cooperative(e.Type) {
			e.Type, e.Mode, e.Modality = "REJECT", refusedMode(e.Type), Happened
		}
		return
	}
	if e.Modality == Negated && e.Type == "RETREAT" && e.Mode == "access" {
		e.Type, e.Base, e.Mode, e.Modality = "COERCE", "COERCE", "restrict", Happened // "did not allow"
		return
	}
	if e.Modality != Planned {
		return
	}
	switch {
	case e.Type == "AGREE" || e.Type == "THREATEN" || e.Type == "REQUEST" || e.Type == "REJECT" || e.Type == "ACCUSE":
	case e.Type == "RETREAT" && decided:
		e.Type, e.Mode = "CONCEDE", ""
	case cooperative(e.Type):
		e.Type, e.Mode = "AGREE", ""
	case e.Type == "MOBILIZE" && f.atHome(e): // its own forces, against nobody: no threat
	default:
		e.Mode = threatMode(e.Type, e.Mode)
		e.Type = "THREATEN"
	}
}

// atHome reports an event in which no other state or force is meant: whoever
// is named is of the actor's own state or no party.
func (f *finder) atHome(e *Event) bool {
	own := ""
	for _, p := range e.Actors {
		if p.Country != "" {
			own = p.Country
		}
	}
	for _, p := range e.Recipients {
		if p.Country != own && f.level(p) == political {
			return false
		}
	}
	return true
}

// threatMode is the mode of a threat by what is threatened.
func threatMode(base, mode string) string {
	switch base {
	case "ASSAULT", "MOBILIZE":
		return "violence"
	case "COERCE":
		if mode == "arrest" {
			return "arrest"
		}
		return "restrict"
	case "SANCTION":
		if mode == "expel" {
			return "expel"
		}
		return "relations"
	case "PROTEST":
		return ""
	}
	return ""
}

// background reports what the report only recalls.
func (f *finder) background(e *Event) bool {
	g := f.g
	for _, k := range g.children(e.head) {
		if g.rel[k] == rAux && g.low(int(k)) == "had" && f.voice(e.cue) < 0 && g.penn[e.head] == "VBN" && !f.reported(e.head) {
			return true // the pluperfect of the outlet's own voice recalls
		}
	}
	return f.before(e)
}
