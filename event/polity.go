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
	sure := g.namedStates(stems)
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
		s := g.stem(i)
		if b := bare(g.low(i)); s == "" && sure[b] && strings.ToLower(g.d.Word(i)) != g.d.Word(i) {
			s = b
		}
		if m := match(s, stems); m != "" {
			g.country[i] = "@" + m
		} else if b := strings.TrimRight(g.low(i), "aeiouy"); s != "" && len(b) > 3 && match(b, stems) != "" {
			g.country[i] = "@" + b // “Maric”, of Marica
		}
	}
}

// namedStates learns from words side by side, whatever the tree: “government of
// Kelmar”, “Kelmar's deputy foreign minister”, “the president of Kelmar”, “talks
// between Kelmar and Tavria”, “her opposite number from Tavria”.
// Those are returned whose name the words leave no doubt about.
func (g *graph) namedStates(stems map[string]bool) map[string]bool {
	certain := map[string]bool{}
	learn := func(i int, sure bool) {
		if i >= len(g.part) || i < 0 || g.country[i] != "" || g.part[i] != tag.Propn && g.part[i] != tag.Adj && g.part[i] != tag.Noun {
			return
		}
		if i+1 < len(g.part) && g.part[i+1] == tag.Propn && g.sent[i+1] == g.sent[i] {
			return // a name of several words
		}
		if s := g.stem(i); s != "" {
			stems[s] = true
		} else if w := g.d.Word(i); sure && len(w) > 2 && strings.ToUpper(w) != w && strings.ToLower(w) != w && !lex.classes["known"][strings.ToLower(w)] {
			s := bare(strings.ToLower(w))
			stems[s], certain[s] = true, true // taken for a person's name
		}
	}
	for i := range g.part {
		_, end := g.sentence(i)
		w := g.lemma(i)
		switch {
		case (w == "government" || statesmen[w] || w == "parliament" || w == "delegation" || w == "number" || w == "counterpart" || w == "colleague") && i+2 < end && (g.low(i+1) == "of" || g.low(i+1) == "from"):
			learn(i+2, w == "government")
		case (g.low(i) == "'s" || g.low(i) == "’s") && i+2 < end && g.capital(i+1) && g.capital(i+2) && g.part[i+1] == tag.Propn && g.part[i+2] == tag.Propn && !lex.classes["venue"][g.low(i+2)]:
			if g.personAt(i + 2) {
				learn(i-1, false) // “Kelmar's Ana Orlo”
			}
		case g.low(i) == "'s" || g.low(i) == "’s":
			for k := i + 1; k < end && k < i+5; k++ {
				if g.low(k) == "," && k+1 < end && g.personAt(k+1) && k > i+1 { // “Kelmar's lead counsel, Ana Orlo”
					learn(i-1, false)
					break
				}
				if x := g.lemma(k); statesmen[x] || x == "government" || x == "parliament" || x == "delegation" || x == "army" || x == "counterpart" || x == "ministry" {
					learn(i-1, false)
					break
				} else if g.part[k] != tag.Noun && g.part[k] != tag.Adj && g.part[k] != tag.Propn {
					break
				}
			}
		case w == "represent" && i+1 < end && g.low(i+1) == "by" && i > 1 && g.part[i-2] == tag.Propn:
			learn(i-2, false)
		case (g.part[i] == tag.Num || g.low(i) == "one" || g.low(i) == "two") && i+2 < end && g.low(i+1) == "from" && g.part[i+2] == tag.Propn:
			for k := i + 3; k+1 < end && k < i+8; k++ { // “two from Kelmar and two from Tavria”
				if g.low(k) == "from" {
					learn(i+2, false)
					learn(k+1, false)
				}
			}
		case g.low(i) == "between" && i+3 < end && g.low(i+2) == "and" && g.nearTalks(i),
			pairs[w] && i+4 < end && (g.low(i+1) == "of" || g.low(i+1) == "from" || g.low(i+1) == "between") && g.low(i+3) == "and":
			k := i + 1
			if g.low(i) != "between" {
				k++
			}
			switch {
			case g.part[k] != tag.Propn:
			case g.part[k+2] == tag.Propn:
				learn(k, false)
				learn(k+2, false)
			case k+5 < end && realms[g.low(k+3)] && g.low(k+4) == "of": // “of Borea and the Republic of Tyne”
				learn(k, false)
				learn(k+5, true)
			}
		}
	}
	// “Georgia, Kelmar and Iran”: what is listed with a state is one.
	for i := 0; i < len(g.part); i++ {
		_, end := g.sentence(i)
		var list []int
		known := 0
		k := i
		for k < end && g.part[k] == tag.Propn && (k+1 >= end || g.part[k+1] != tag.Propn || g.country[k] != "" && g.country[k] == g.country[k+1]) {
			for k+1 < end && g.country[k] != "" && g.country[k+1] == g.country[k] {
				k++
			}
			list = append(list, k)
			if g.country[k] != "" {
				known++
			}
			switch {
			case k+2 < end && (g.low(k+1) == "," || g.low(k+1) == "and") && g.part[k+2] == tag.Propn:
				k += 2
				continue
			case k+3 < end && g.low(k+1) == "," && g.low(k+2) == "and":
				k += 3
				continue
			}
			break
		}
		if len(list) > 1 && known > 0 && (len(list) > 2 || g.low(list[1]-1) == "and") && (i == 0 || g.part[i-1] != tag.Propn && g.low(i-1) != "in" && g.low(i-1) != "at") {
			for _, k := range list {
				learn(k, false)
			}
		}
		if len(list) > 1 {
			i = list[len(list)-1]
		}
	}
	return certain
}

func (g *graph) capital(i int) bool {
	r, _ := utf8.DecodeRuneInString(g.d.Word(i))
	return unicode.IsUpper(r)
}

// personAt reports a token of a person's name.
func (g *graph) personAt(i int) bool {
	if i >= len(g.mention) || g.mention[i] < 0 {
		return false
	}
	x := g.d.Mentions[g.mention[i]]
	return x.Kind == language.Name && x.Of == language.Person
}

// pairs are nouns of which two states are named behind "of" or "from".
var pairs = setOf("emissary president minister premier leader delegation official team commission committee session talk negotiation government side negotiator envoy general officer expert ambassador chief army parliament speaker representative diplomat service ministry navy capital")

// nearTalks reports a word for talks or a pact shortly before token i.
func (g *graph) nearTalks(i int) bool {
	first, _ := g.sentence(i)
	for k := max(first, i-4); k < i; k++ {
		if w := g.lemma(k); lex.classes["talks"][w] || lex.classes["pact"][w] || lex.classes["encounter"][w] || w == "bargain" {
			return true
		}
	}
	return false
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
var realms = setOf("republic kingdom federation principality emirate sultanate duchy commonwealth isle")

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
			case language.Other, language.Location, language.Country, language.Organisation:
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
		case g.rel[h] == rSubj && (g.theirs(up) || lex.classes["encounters"][w]):
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

// theirs reports a clause in which talks or a border are those of its subject:
// “have agreed to put off their border talks”.
func (g *graph) theirs(v int) bool {
	first, last := g.sentence(v)
	for k := max(first, v); k < last; k++ {
		if g.low(k) != "their" {
			continue
		}
		for j := k + 1; j < last && j < k+4; j++ {
			if w := g.lemma(j); lex.classes["talks"][w] || lex.classes["border"][w] || w == "minister" {
				return true
			}
		}
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
	if !unicode.IsUpper(r) || len(w) < 3 || g.country[i] != "" {
		return ""
	}
	switch g.part[i] {
	case tag.Punct, tag.Verb, tag.Aux, tag.Pron, tag.Det, tag.Adp, tag.Num:
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

var notPolity = setOf("conference community organisation organization league bloc union company parish diocese liberation revolutionary resistance people's relations affairs resources energy water agriculture industry tourism labour labor police information communications planning environment development economy external finance trade interior health education transport justice foreign prime deputy interior defence defense supreme national federal special chief vice united republican democratic christian muslim jewish western european african asian arab former senior general state white islamic royal northern southern eastern")

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
