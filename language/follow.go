package language

import (
	"slices"
	"strings"

	"dateline/article"
	"dateline/language/name"
	"dateline/language/tag"
)

// reach is how many sentences back a description or pronoun looks.
const reach = 8

// follow resolves find i, if it is a description, pronoun or a name in a
// headline, and notes who is spoken of.
func (r *resolver) follow(i int) {
	f := &r.finds[i]
	if f.actor < 0 {
		switch f.Kind {
		case name.Role:
			f.actor = r.role(i)
		case name.Group:
			f.actor = r.unnamed(f, Group)
		case name.Body:
			f.actor = r.body(i)
		case name.Pronoun:
			if r.headline {
				f.actor = r.sameHeadline(i)
			} else {
				f.actor, f.sure = r.pronouns.resolve(i)
			}
		}
	}
	if f.actor < 0 || r.kindOf(f) == article.Headline {
		return
	}
	a := r.list[f.actor]
	a.count++
	if f.quoted {
		return
	}
	if a.first < 0 {
		a.first = f.sentence
	}
	a.seen = f.sentence
	r.present = append(r.present, i)
	if f.subject {
		a.subject = f.sentence
	}
	if f.reports {
		a.spoke = f.sentence
	}
}

// unnamed makes an actor of somebody who is described and not named. Unnamed
// sources are never merged with one another.
func (r *resolver) unnamed(f *find, kind EntityKind) int {
	words := r.d.Article.Text.Slice(f.Title)
	if kind == Group || f.Title.Empty() {
		words = r.words(f)
	}
	k := r.newActor(kind, words)
	a := r.list[k]
	a.unnamed, a.Country, a.gender = true, f.Country, f.Gender
	if kind == Person && !f.Title.Empty() {
		f.actor = k
		r.describe(f)
	}
	return k
}

// near returns the actors spoken of within reach of sentence at, the last
// first.
func (r *resolver) near(at int) []int {
	var out []int
	if r.headline { // what the report begins with
		for _, i := range r.present[:min(len(r.present), 200)] {
			if k := r.finds[i].actor; !slices.Contains(out, k) {
				out = append(out, k)
			}
		}
		return out[:min(len(out), 32)]
	}
	for i := len(r.present) - 1; i >= max(0, len(r.present)-200) && len(out) < 32; i-- {
		f := &r.finds[r.present[i]]
		if at-f.sentence > reach {
			break
		}
		if !slices.Contains(out, f.actor) {
			out = append(out, f.actor)
		}
	}
	return out
}

// role resolves a description of one person: to who holds that office in this
// report, else, for "the official" and the like, to who spoke last.
func (r *resolver) role(i int) int {
	f := &r.finds[i]
	words := r.d.Article.Text.Slice(f.Title)
	if !f.Definite || name.Relational(words) {
		return r.unnamed(f, Person)
	}
	near := r.near(f.sentence)
	candidates := near
	offices := name.Offices(words)
	want := ""
	for _, o := range offices {
		want = o
		candidates = append(candidates, newest(r.offices[o[strings.LastIndexByte(o, ' ')+1:]])...)
	}
	best, bestScore, bestFit, ties := -1, 0, 0, 0
	generic := name.Generic(words) || r.personal(words)
	for _, k := range candidates {
		a := r.list[k]
		if generic || a.Kind != Person || !r.agrees(a, f) {
			continue // "the official" is whoever spoke last, below
		}
		fit := name.Fit(want, a.offices)
		if fit == 0 || a.unnamed && fit < 2 {
			continue // two unnamed officials are not one
		}
		here := r.nearness(a, f)
		if fit < 2 && here == 0 {
			continue // a wider word ("the diplomat") needs somebody just spoken of
		}
		score := fit*20 + here
		if a.Country != "" && a.Country == f.Country {
			score += 10
		}
		switch {
		case score > bestScore:
			best, bestScore, bestFit, ties = k, score, fit, 0
		case score == bestScore && k != best && here == 0:
			ties++ // two who hold the office, and neither was spoken of
		}
	}
	if best >= 0 && ties == 0 {
		f.actor, f.sure = best, bestFit == 3
		r.describe(f)
		return best
	}
	switch {
	case r.personal(words):
		best = r.beforeIt(f, near)
	case generic:
		for _, k := range near {
			a := r.list[k]
			if a.Kind == Person && r.agrees(a, f) && a.spoke >= 0 && f.sentence-a.spoke <= reach && f.sentence > a.spoke {
				if s := r.nearness(a, f); s > bestScore {
					best, bestScore = k, s
				}
			}
		}
	}
	if best >= 0 && generic {
		return best
	}
	if k := r.introduced(i); k >= 0 {
		return k
	}
	return r.unnamed(f, Person)
}

// beforeIt returns the person of whom the sentence before f speaks, or before
// that one within reach: its subject, else whom it names last; -1 for none.
func (r *resolver) beforeIt(f *find, near []int) int {
	best, bestScore := -1, 0
	for _, k := range near {
		a := r.list[k]
		if a.Kind != Person || a.unnamed || !r.agrees(a, f) {
			continue
		}
		s := 3 * (reach + 1 - (f.sentence - a.seen))
		if a.subject == a.seen {
			s += 2
		}
		if s > bestScore {
			best, bestScore = k, s
		}
	}
	return best
}

// personal reports a description by age or the like that fits one person of
// whatever office: "the 69-year-old".
func (r *resolver) personal(words string) bool {
	return strings.Contains(words, "-year-old")
}

// introduced finds the person that a description at the top of a report waits
// for: the office stands in the lede, the name, without any title, opens the
// next paragraph as the one who speaks.
func (r *resolver) introduced(i int) int {
	f := &r.finds[i]
	block := r.d.Sentences[f.sentence].Block
	if !f.reports || r.bodyRank(block) > 0 {
		return -1
	}
	for j := i + 1; j < min(len(r.finds), i+64); j++ {
		g := &r.finds[j]
		b := r.d.Sentences[g.sentence].Block
		if b == block || r.bodyRank(b) > 1 {
			if b != block {
				return -1
			}
			continue
		}
		if g.Kind != name.Person || g.actor < 0 || !g.reports && !g.subject || g.quoted {
			continue
		}
		a := r.list[g.actor]
		if !g.Title.Empty() || r.personBehind(g) || !r.agrees(a, f) {
			return -1 // whose own office is told is not the one waited for
		}
		f.actor = g.actor
		r.describe(f)
		return g.actor
	}
	return -1
}

// bodyRank counts the paragraphs before a block.
func (r *resolver) bodyRank(block int) int {
	n := 0
	for _, b := range r.d.Article.Blocks[:block] {
		if b.Kind == article.Paragraph {
			n++
		}
	}
	return n
}

// agrees reports whether nothing speaks against f standing for a.
func (r *resolver) agrees(a *actor, f *find) bool {
	if a.gender != name.Unknown && f.Gender != name.Unknown && a.gender != f.Gender {
		return false
	}
	return a.Country == "" || f.Country == "" || a.Country == f.Country
}

// nearness says how present an actor is at f: 0 when it was not spoken of
// within reach, more for nearer, for subjects and for who spoke last.
func (r *resolver) nearness(a *actor, f *find) int {
	if a.seen < 0 {
		return 0
	}
	if r.headline { // a headline speaks of whom the report names first
		begin := r.finds[r.present[0]].sentence
		return max(0, 2*(reach+1-(a.first-begin)))
	}
	if f.sentence-a.seen > reach {
		return 0
	}
	s := 2 * (reach + 1 - (f.sentence - a.seen))
	if a.subject >= 0 && f.sentence-a.subject <= 3 {
		s += 6 - 2*(f.sentence-a.subject)
	}
	if a.spoke >= 0 && f.sentence-a.spoke <= 3 {
		s += 8 - 2*(f.sentence-a.spoke)
	}
	return s + min(a.count, 5)/2
}

// body resolves "the ministry" to the organisation named last whose name ends
// so.
func (r *resolver) body(i int) int {
	f := &r.finds[i]
	words := foldName(r.words(f))
	if len(words) == 0 {
		return -1
	}
	head := words[len(words)-1]
	best, bestScore, all := -1, 0, 0
	if f.Definite {
		for _, k := range newest(r.lasts[head]) {
			a := r.list[k]
			if head == "army" && !r.qualified(f) && len(words) <= 2 && rebels(a.words) {
				continue
			}
			if a.Kind == Organisation && (a.Country == "" || f.Country == "" || a.Country == f.Country) && r.calls(f, a) {
				s := 1 + r.nearness(a, f)
				all++
				if s > bestScore {
					best, bestScore = k, s
				}
			}
		}
	}
	// One that was just spoken of, or the only one that there is; which of
	// several is "the ruling party" is not known.
	if best >= 0 && (all == 1 || bestScore > 1 && !r.qualified(f)) {
		return best
	}
	k := r.newActor(Organisation, r.d.Article.Text.Slice(f.Title))
	r.list[k].Country = f.Country
	return k
}

// rebels reports an army, by its name, that is not the one of the state:
// whoever writes "the army" means that one.
func rebels(words []string) bool {
	for _, w := range words {
		switch w {
		case "people", "peoples":
			return false // “the People's Liberation Army”
		case "liberation", "resistance", "rebel", "republican", "free", "salvation", "independence", "insurgent", "guerrilla":
			return true
		}
	}
	return false
}

// calls reports whether all that description f names a body by, in capitals
// and not by its country, is in the name of a: "the Communist Party" is not
// the Harbour Party.
func (r *resolver) calls(f *find, a *actor) bool {
	for k := f.first; k < f.last; k++ {
		w := r.d.Word(k)
		if !upper(w) || k == f.whole && r.opensSentence(f) || len(name.Countries(w)) > 0 {
			continue
		}
		if words := foldName(w); len(words) == 1 && !slices.Contains(a.words, words[0]) {
			return false
		}
	}
	return true
}

// qualified reports a description that tells one of several from the others:
// "the smaller party".
func (r *resolver) qualified(f *find) bool {
	for k := f.first; k < r.core(f); k++ {
		if p := r.d.Part(k); (p == tag.Adj || p == tag.Verb || p == tag.Noun) && lower(r.d.Word(k)) {
			return true
		}
	}
	return false
}

// sameHeadline resolves a pronoun in a headline: to the person whom the
// headline itself names before it, else to nobody.
func (r *resolver) sameHeadline(i int) int {
	f := &r.finds[i]
	for k := i - 1; k >= 0 && r.finds[k].sentence == f.sentence; k-- {
		g := &r.finds[k]
		if f.Gender != name.Unknown && g.actor >= 0 && r.list[g.actor].Kind == Person && r.agrees(r.list[g.actor], f) {
			return g.actor
		}
	}
	return -1
}
