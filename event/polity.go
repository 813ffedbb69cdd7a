package event

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/language"
	"dateline/language/entity"
	"dateline/language/tag"
)

// polities finds the states and peoples that no list knows but the report uses
// as such: “Tavria’s foreign minister”, “the Kelmari army”, “delegations from
// Tavria and Kelmar”. Each gets a code of its own, "@" and its stem, at every
// word that names it or its people.
func (g *graph) polities() {
	if states := g.d.Unlisted(); len(states) > 0 { // their adjectives and peoples
		for i := range g.heads {
			if g.country[i] == "" && g.part[i] != tag.Verb {
				g.country[i] = language.PeopleOf(states, g.d.Word(i))
			}
		}
	}
	stems := map[string]bool{}
	learn := func(i int) {
		if s := g.stem(i); s != "" {
			stems[s] = true
		}
	}
	for h := range g.heads {
		if g.part[h] != tag.Noun && g.part[h] != tag.Propn || !lex.classes["polity"][g.lemma(h)] {
			continue
		}
		for _, k := range g.children(h) {
			k := int(k)
			switch g.rel[k] {
			case rPoss, rAmod, rCompound:
				// In a name, as in “Unity Forces”, and at the beginning of a
				// sentence, as in “Regional mediators”, only what is formed as
				// the name of a people.
				if first, _ := g.sentence(k); k < h && (g.rel[k] == rPoss || demonym(g.low(k)) || g.part[h] == tag.Noun && (k > first || g.part[k] == tag.Propn)) {
					learn(k)
				}
			case rNmod:
				if p := g.preposition(k); p == "of" || p == "from" {
					learn(k)
				}
			}
		}
	}
	// “Tavria sent its minister”, “Kelmar was represented by a general”.
	for v := range g.heads {
		if g.part[v] != tag.Verb || !sends[g.lemma(v)] {
			continue
		}
		s := g.child(v, rSubj, rSubjPass)
		for _, k := range g.children(v) {
			w := g.lemma(int(k))
			if s >= 0 && g.part[s] == tag.Propn && (g.rel[k] == rObj || g.rel[k] == rAgent || g.rel[k] == rObl) && (lex.classes["polity"][w] || lex.classes["official"][w]) {
				learn(s)
			}
		}
	}
	// “the republic of Tavria”, “KINGDOM OF KELMAR” is read from its of-phrase.
	for h := range g.heads {
		if !realms[g.low(h)] {
			continue
		}
		for _, k := range g.children(h) {
			if g.rel[k] == rNmod && g.preposition(int(k)) == "of" {
				learn(int(k))
			}
		}
		if h+2 < len(g.heads) && g.sent[h+2] == g.sent[h] && g.low(h+1) == "of" && g.low(h) != "state" {
			if w := g.d.Word(h + 2); w == strings.ToUpper(w) && len(w) > 3 {
				stems[bare(strings.ToLower(w))] = true // a letterhead
			}
		}
	}
	// “President Ana Orlo of Tavria”.
	for k := range g.heads {
		h := g.head(k)
		if h < 0 || g.rel[k] != rNmod || g.part[h] != tag.Propn || g.part[k] != tag.Propn || g.preposition(k) != "of" {
			continue
		}
		for _, j := range g.children(h) {
			if r := g.rel[j]; (r == rDesc || r == rCompound) && statesmen[g.lemma(int(j))] {
				learn(k)
			}
		}
	}
	g.partners(learn)
	// A place that does something: “Tavria closed its border”.
	for _, n := range g.d.Names {
		if n.Kind != entity.Place || n.Last-n.First != 1 || g.rel[n.First] != rSubj && g.rel[n.First] != rAgent {
			continue
		}
		if v := g.head(n.First); v >= 0 && g.part[v] == tag.Verb && len(lex.verbs[g.lemma(v)]) > 0 {
			learn(n.First)
		}
	}
	// A title stands under the name it leads: “the Tavrian Foreign Minister Ana Orlo”.
	for i := range g.heads {
		if h := g.heads[i]; h >= 0 && (g.rel[i] == rAmod || g.rel[i] == rCompound || g.rel[i] == rPoss) && g.part[h] == tag.Propn && int(h) > i {
			for k := i + 1; k < int(h); k++ {
				if lex.classes["polity"][g.low(k)] {
					learn(i)
				}
			}
		}
	}
	if len(stems) == 0 {
		return
	}
	for changed, n := true, 0; changed && n < 3; n++ {
		changed = false
		for i := range g.heads {
			if g.rel[i] != rConj || g.heads[i] < 0 || g.part[i] != tag.Propn {
				continue
			}
			h := int(g.heads[i])
			for _, x := range [2][2]int{{i, h}, {h, i}} {
				if s := g.stem(x[1]); s != "" && !g.known(x[1], stems) && g.known(x[0], stems) {
					stems[s] = true
					changed = true
				}
			}
		}
	}
	for i := range g.heads {
		if g.country[i] != "" {
			continue
		}
		if s := g.stem(i); s != "" {
			if m := match(s, stems); m != "" {
				g.country[i] = "@" + m
			}
		}
	}
}

// demonym reports a word that is formed as the name of a people.
func demonym(w string) bool {
	for _, end := range []string{"ian", "ean", "an", "ese", "ish", "i", "ic", "ene", "er", "ch"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// statesmen are titles that are held of a state.
var statesmen = setOf("president minister premier chancellor king queen emir sultan ambassador prince")

// realms are nouns for a state that stand before its name.
var realms = setOf("republic kingdom federation principality emirate sultanate duchy commonwealth")

// partners learns from names that meet: “Tavria and Kelmar resumed talks”,
// “negotiations between Tavria and Kelmar”, “has invited Tavria and Kelmar”.
func (g *graph) partners(learn func(int)) {
	plain := func(i int) bool {
		if g.part[i] != tag.Propn {
			return false
		}
		for _, k := range g.children(i) {
			if r := g.rel[k]; r == rFlat || r == rCompound || r == rDesc {
				return false
			}
		}
		if m := g.mention[i]; m >= 0 {
			x := g.d.Mentions[m]
			if x.Kind != language.Name || x.Actor < 0 || x.Last-x.First != 1 {
				return false
			}
			switch g.d.Actors[x.Actor].Kind {
			case language.Other, language.Location, language.Country:
				return true
			}
			return false
		}
		return true
	}
	for i := range g.heads {
		h := g.head(i)
		if g.rel[i] != rConj || h < 0 || !plain(i) || !plain(h) || g.head(h) < 0 {
			continue
		}
		up := g.head(h)
		w := g.lemma(up)
		switch {
		case g.preposition(h) == "between" && (lex.classes["talks"][w] || lex.classes["pact"][w]):
		case g.rel[h] == rObj && w == "invite":
		case g.rel[h] == rSubj && g.meetsIn(up):
		default:
			continue
		}
		learn(i)
		learn(h)
	}
}

// meetsIn reports a verb with talks as its object, or a document signed.
func (g *graph) meetsIn(v int) bool {
	o := g.child(v, rObj)
	for n := 0; o >= 0 && n < 3; n++ {
		w := g.lemma(o)
		if lex.classes["talks"][w] || (g.lemma(v) == "sign" || g.lemma(v) == "initial") && lex.classes["pact"][w] {
			return true
		}
		o = g.child(o, rNmod) // "a third day of talks"
	}
	return false
}

// known reports a word that names a state.
func (g *graph) known(i int, stems map[string]bool) bool {
	return g.country[i] != "" || match(g.stem(i), stems) != ""
}

// stem returns what a state's name and its adjective have in common; "" for a
// word that cannot be one.
func (g *graph) stem(i int) string {
	w := g.d.Word(i)
	r, _ := utf8.DecodeRuneInString(w)
	if !unicode.IsUpper(r) || len(w) < 3 || g.country[i] != "" || g.part[i] == tag.Punct || g.part[i] == tag.Verb {
		return ""
	}
	if m := g.mention[i]; m >= 0 {
		x := g.d.Mentions[m]
		if x.Kind == language.Name && x.Actor >= 0 && g.d.Actors[x.Actor].Kind == language.Person {
			return ""
		}
	}
	low := strings.ToLower(w)
	if lex.classes["political"][low] || lex.classes["polity"][low] || lex.classes["known"][low] || calendar[low] || strings.ToUpper(w) == w || notPolity[low] {
		return ""
	}
	return bare(low)
}

var sends = setOf("send dispatch represent name appoint recall summon field lead delegate")

var notPolity = setOf("liberation revolutionary resistance people's relations affairs resources energy water agriculture industry tourism labour labor police information communications planning environment development economy external finance trade interior health education transport justice foreign prime deputy interior defence defense supreme national federal special chief vice united republican democratic christian muslim jewish western european african asian arab former senior general state white islamic royal northern southern eastern")

// bare takes the endings of adjectives and peoples off.
func bare(w string) string {
	for _, end := range []string{"istan", "ians", "ian", "eans", "ean", "ans", "an", "ns", "ese", "ish", "ic", "is", "i", "ers", "er", "ns", "n", "s"} {
		if b, ok := strings.CutSuffix(w, end); ok && len(b) >= 3 {
			w = b
			break
		}
	}
	if b := strings.TrimRight(w, "aeiouy"); len(b) >= 3 {
		return b
	}
	return w
}

// match returns the stem of the list that s is, with a letter of grace.
func match(s string, stems map[string]bool) string {
	if s == "" {
		return ""
	}
	if stems[s] {
		return s
	}
	return ""
}
