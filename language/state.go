package language

import (
	"slices"
	"strings"

	"dateline/language/entity"
	"dateline/language/name"
	"dateline/language/tag"
)

// unlisted makes countries of the states that no list knows but the report
// speaks of as such: “Tavria's foreign minister”, “the Kelmar army”, “the
// government of Tavria”. Such a state goes by its name where others have a
// code; who acts for it gets it like any other country.
func (r *resolver) unlisted() {
	states := r.sovereigns()
	if len(states) == 0 {
		return
	}
	for i := range r.finds {
		f := &r.finds[i]
		if f.last == f.first+1 && f.Title.Empty() {
			w := r.d.Word(f.first)
			switch f.Kind {
			case name.Other, name.Location, name.Organisation, name.Person:
				if slices.Contains(states, w) {
					f.Kind, f.Country, f.Sure, f.hinted = name.Country, w, true, false
					continue
				}
				if s := PeopleOf(states, w); s != "" {
					f.Kind, f.Country, f.hinted = name.People, s, false
					continue
				}
			}
		}
		if f.Country == "" && f.Kind != name.Country && f.Kind != name.Pronoun && f.Kind != name.Location {
			f.Country = r.ofState(f, states)
		}
	}
}

// ofState returns the state that a title, a description or a body names, in its
// words or as its owner: “Lirean gunners”, “Tavria's president Ana Orlo”,
// “President Ana Orlo of Tavria”; "" for none.
func (r *resolver) ofState(f *find, states []string) string {
	from := min(f.whole, f.first)
	end := r.d.Sentences[f.sentence].Last
	for k := from; k < f.last; k++ {
		if s := PeopleOf(states, r.d.Word(k)); s != "" {
			return s
		}
	}
	if k := from - 2; k >= r.d.Sentences[f.sentence].First && possessive(r.d.Word(k+1)) && slices.Contains(states, r.d.Word(k)) {
		return r.d.Word(k)
	}
	if k := f.last + 1; k < end && r.d.Word(k-1) == "of" && slices.Contains(states, r.d.Word(k)) {
		return r.d.Word(k)
	}
	return ""
}

// sovereigns returns the names of states that no list knows, in text order.
// One counts that owns what only states have and is named as states are, with
// no article and as nobody's surname.
func (r *resolver) sovereigns() []string {
	d := r.d
	if len(d.Tags) == 0 {
		return nil
	}
	surnames := map[string]bool{}
	for i := range r.finds {
		if f := &r.finds[i]; f.Kind == name.Person && (f.last > f.first+1 || !f.Title.Empty()) {
			for k := f.first; k < f.last; k++ {
				surnames[d.Word(k)] = true
			}
		}
	}
	for _, n := range d.Names {
		if n.Last > n.First+1 && n.Kind == entity.Person {
			for k := n.First; k < n.Last; k++ {
				surnames[d.Word(k)] = true
			}
		}
	}
	var owners []string          // words that own what states have, names and adjectives
	bare := map[string]bool{}    // words used as a state's name is: no article, no noun behind
	region := map[string]bool{}  // of a part of a state: “Orlo Province”
	article := map[string]int{}  // with an article before
	mentions := map[string]int{} // how often
	sent := map[string]bool{}    // before “delegation” and the like
	for _, x := range d.Sentences {
		for k := x.First; k < x.Last; k++ {
			w := d.Word(k)
			if len(w) < 4 || !upper(w) || strings.ToUpper(w) == w || !letters(w) || surnames[w] || d.Part(k) == tag.Verb || name.Function(strings.ToLower(w)) || name.Plain(w) || len(name.Countries(w)) > 0 {
				continue
			}
			mentions[w]++
			named := k > x.First && upper(d.Word(k-1)) && d.Part(k-1) == tag.Propn // inside a longer name
			if k+1 < x.Last && upper(d.Word(k+1)) && d.Part(k+1) == tag.Propn && !r.holds(k+1, x.Last) {
				named = true
			}
			if k+1 < x.Last && regions[strings.ToLower(d.Word(k+1))] || k > x.First+1 && d.Word(k-1) == "of" && regions[strings.ToLower(d.Word(k-2))] {
				region[w] = true
			}
			the := k > x.First && (strings.EqualFold(d.Word(k-1), "the") || strings.EqualFold(d.Word(k-1), "a"))
			noun := k+1 < x.Last && (d.Part(k+1) == tag.Noun || d.Part(k+1) == tag.Adj || d.Part(k+1) == tag.Propn)
			if !named && noun && national[singularOf(d.Word(k+1))] {
				sent[w] = true
			}
			if !named && !noun {
				if the {
					article[w]++
				} else {
					bare[w] = true
				}
			}
			if !named && (k > x.First || demonymic(w) || possessive(d.Word(min(k+1, x.Last-1)))) && r.owns(k, x) && !slices.Contains(owners, w) {
				owners = append(owners, w)
			}
		}
	}
	var states []string
	stands := func(w string) bool { // as a state's name does
		return bare[w] && !region[w] && article[w] == 0 && !armies[strings.ToLower(w)]
	}
	for _, w := range owners {
		n := w
		if !bare[w] || demonymic(w) { // an adjective: the name stands elsewhere
			n = ""
			for c := range bare {
				if c != w && peopleFrom(c, w) && (n == "" || mentions[c] > mentions[n] || mentions[c] == mentions[n] && c < n) {
					n = c
				}
			}
			if n == "" && bare[w] {
				n = w
			}
		}
		if n != "" && stands(n) && !slices.Contains(states, n) {
			states = append(states, n)
		}
	}
	// “Ostmark and Lirea”, one of them a state: the other is one too where it
	// has a delegation, a president or the like.
	for k := 0; k+2 < len(d.Tokens); k++ {
		a, b := d.Word(k), d.Word(k+2)
		if d.Word(k+1) != "and" || slices.Contains(states, a) == slices.Contains(states, b) {
			continue
		}
		if slices.Contains(states, a) {
			a = b
		}
		if sent[a] && stands(a) {
			states = append(states, a)
		}
	}
	return states
}

// owns reports that the name at token k owns, or stands before or behind, what
// only a state has.
func (r *resolver) owns(k int, x Sentence) bool {
	d := r.d
	at := k + 1
	owner := at < x.Last && possessive(d.Word(at))
	if owner {
		at++
	}
	for n := 0; n < 3 && at < x.Last; n, at = n+1, at+1 {
		w := d.Word(at)
		if !owner && n == 0 && demonymic(d.Word(k)) && national[singularOf(strings.ToLower(w))] {
			return true
		}
		if r.holds(at, x.Last) {
			// In capitals only behind an owner: the Orlo Army is a name.
			return owner || lower(w) || at+1 < x.Last && upper(w) && upper(d.Word(at+1)) && n == 0 && offices[strings.ToLower(w)]
		}
		if p := d.Part(at); !owner && n > 0 || p != tag.Adj && p != tag.Noun && p != tag.Propn {
			break
		}
	}
	if k-2 >= x.First && d.Word(k-1) == "of" {
		w := strings.ToLower(d.Word(k - 2))
		return sovereign[w] || w == "republic" || w == "kingdom" || k-3 >= x.First && offices[strings.ToLower(d.Word(k-3))] && (w == "minister" || w == "ministry")
	}
	return false
}

// holds reports that what only a state has stands at token k: “army”, “foreign
// minister”.
func (r *resolver) holds(k, end int) bool {
	w := strings.ToLower(r.d.Word(k))
	if sovereign[singularOf(w)] {
		return true
	}
	if k+1 < end && offices[w] {
		switch strings.ToLower(r.d.Word(k + 1)) {
		case "minister", "ministry", "ministers", "forces", "force":
			return true
		}
	}
	return false
}

// sovereign is what only states have, in one word.
var sovereign = wordSet("army navy military embassy ambassador government warship airspace coastguard soldier troop premier jet gunboat")

// national is what belongs to a state where its adjective stands before: “the
// Lirean president”.
var national = wordSet("force president premier delegation diplomat gunner plane warplane parliament envoy negotiator")

// armies are bodies that have forces and offices like a state and are none.
var armies = wordSet("hamas hezbollah hizbollah hizbullah taliban fatah isis isil daesh houthi unita frelimo renamo swapo polisario")

func singularOf(w string) string { return strings.TrimSuffix(w, "s") }

// offices stand before "minister", "ministry", "force" or "forces" of a state.
var offices = wordSet("foreign defence defense interior prime armed air")

// regions are parts of a state.
var regions = wordSet("province state region county district city town governorate prefecture territory republic island islands valley department municipality party university")

func wordSet(words string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(words) {
		out[w] = true
	}
	return out
}

func possessive(w string) bool { return w == "'s" || w == "’s" || w == "'" || w == "’" }

func letters(w string) bool {
	for _, c := range w {
		if c == '.' || c >= '0' && c <= '9' || c == '-' || c == '\'' || c == '’' {
			return false
		}
	}
	return true
}

// endings are how the adjective of a state's name ends.
var endings = []string{"", "an", "ian", "ean", "ese", "ish", "i", "ic", "ene", "er", "ans", "ians", "eans", "is", "ers", "n", "ns", "nian", "nese", "s"}

// demonymic reports a word that ends like the adjective of a state.
func demonymic(w string) bool {
	for _, e := range []string{"ian", "ean", "an", "ese", "ish", "i"} {
		if strings.HasSuffix(w, e) && len(w) > len(e)+2 {
			return true
		}
	}
	return false
}

// peopleFrom reports that word w is formed from the name of a state: “Lirean”
// from “Lirea”, “Kelmari” from “Kelmar”.
func peopleFrom(state, w string) bool {
	stem := strings.TrimRight(state, "aeiouy")
	if len(stem) < 3 || !strings.HasPrefix(w, stem) {
		return false
	}
	rest := w[len(stem):]
	return slices.Contains(endings[1:], rest) || strings.HasPrefix(w, state) && slices.Contains(endings, w[len(state):])
}

// PeopleOf returns which of the states a word names or is formed from, as
// “Lirean” is from “Lirea”; "" for none.
func PeopleOf(states []string, w string) string {
	if !upper(w) {
		return ""
	}
	for _, s := range states {
		if w == s || peopleFrom(s, w) {
			return s
		}
	}
	return ""
}

// Unlisted returns the IDs of the report's countries that no list knows, which
// are their names.
func (d *Doc) Unlisted() []string {
	var out []string
	for i := range d.Actors {
		if a := &d.Actors[i]; a.Kind == Country && name.CountryName(a.ID) == "" {
			out = append(out, a.ID)
		}
	}
	return out
}
