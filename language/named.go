package language

import (
	"slices"
	"strings"
	"unicode/utf8"

	"dateline/language/cue"
	"dateline/language/entity"
	"dateline/language/name"
	"dateline/language/translit"
)

// named makes the actors that the report names and ties every naming to one.
func (r *resolver) named() {
	r.judge()
	r.unlisted()
	for i := range r.finds {
		if f := &r.finds[i]; f.Kind == name.Person {
			r.startAt[f.first] = i
		}
	}
	// Full names first, so that a surname finds its bearer wherever it stands.
	for i := range r.finds {
		f := &r.finds[i]
		switch f.Kind {
		case name.Country:
			if f.How == "capital" && r.venue(f) {
				f.Kind = name.Location
				f.actor = r.byName(f, Location)
				continue
			}
			f.actor = r.country(f.Country)
		case name.Person:
			if len(foldName(r.words(f))) > 1 {
				f.actor = r.person(f)
			}
		case name.Organisation:
			f.actor = r.byName(f, Organisation)
		case name.Location:
			f.actor = r.byName(f, Location)
		case name.Agreement:
			f.actor = r.byName(f, Agreement)
		}
		if f.Kind == name.Person && f.actor >= 0 {
			last := r.list[f.actor].last
			r.bears[last] = append(r.bears[last], i)
			r.list[f.actor].full++
		}
	}
	for i := range r.finds {
		f := &r.finds[i]
		if f.Kind == name.Role && f.last == f.first+1 && f.whole == f.first && upper(r.words(f)) {
			if k := r.bearer(foldName(r.words(f)), i); k >= 0 {
				f.Kind, f.actor = name.Person, k // "Cook", where Tim Cook is named
				r.list[k].surname++
			}
			continue
		}
		if f.actor >= 0 && !f.hinted || f.Kind != name.Person && f.Kind != name.Other && !f.hinted {
			continue
		}
		words := foldName(r.words(f))
		if len(words) == 0 {
			continue
		}
		if k := r.bearer(words, i); k >= 0 {
			f.Kind, f.actor = name.Person, k
			r.list[k].surname++
			r.describe(f)
			continue
		}
		if f.Kind == name.Country {
			continue
		}
		if f.Kind == name.Person || f.reports {
			if k := r.sounding(words); k >= 0 {
				f.Kind, f.actor = name.Person, k
				r.describe(f)
				continue
			}
		}
		if f.Kind == name.Person {
			f.actor = r.person(f)
			continue
		}
		if len(words) == 1 && !f.Sure && r.opensSentence(f) && !f.reports && r.inside[words[0]] == 0 {
			continue // a capital that means nothing
		}
		kind := Other
		if f.hinted {
			switch f.hint {
			case entity.Organisation:
				f.Kind, kind = name.Organisation, Organisation
			case entity.Place:
				f.Kind, kind = name.Location, Location
			}
		}
		f.actor = r.byName(f, kind)
		if f.hinted && f.hint == entity.Person && r.list[f.actor].Kind == Other {
			r.list[f.actor].perhaps = true
		}
	}
	r.appositions()
	r.sides()
	r.headlines()
}

// sides gives an office its country where only the sentence tells it: “Kenya
// is ready to talk, Foreign Minister Mara Odeku said.”
func (r *resolver) sides() {
	subject := "" // the country that is the subject of the sentence, or whose body is
	for i := range r.finds {
		f := &r.finds[i]
		if i == 0 || f.sentence != r.finds[i-1].sentence {
			subject = ""
		}
		switch {
		case (f.Kind == name.Country && f.actor >= 0 || f.Kind == name.Body) && f.subject && subject == "":
			subject = f.Country
		case f.Kind == name.Person && f.actor >= 0 && !f.Title.Empty() && subject != "":
			if a := r.list[f.actor]; a.Country == "" {
				a.Country = subject
			}
		}
	}
}

// country returns the actor of a country.
func (r *resolver) country(code string) int {
	if i, ok := r.codes[code]; ok {
		return i
	}
	called := name.CountryName(code)
	if called == "" {
		called = code // a state that no list knows
	}
	i := r.newActor(Country, called)
	r.list[i].ID, r.list[i].Country = code, code
	r.codes[code] = i
	return i
}

// byName returns the actor of that name that is no person, making it if it
// is new.
func (r *resolver) byName(f *find, kind EntityKind) int {
	words := foldName(r.words(f))
	joined := strings.Join(words, " ")
	for _, i := range newest(r.names[joined]) {
		a := r.list[i]
		if (a.Kind == kind || a.Kind == Other || kind == Other) && (a.Country == f.Country || a.Country == "" || f.Country == "") {
			if a.Kind == Other {
				a.Kind = kind
			}
			if a.Country == "" {
				a.Country = f.Country
			}
			return i
		}
	}
	if kind == Organisation || kind == Other {
		if i := r.acronym(f, words); i >= 0 {
			r.names[joined] = append(r.names[joined], i)
			return i
		}
	}
	i := r.newActor(kind, r.words(f))
	r.list[i].Country = f.Country
	r.names[joined] = append(r.names[joined], i)
	return i
}

// acronym ties "(IOC)" to the name that stands before the bracket.
func (r *resolver) acronym(f *find, words []string) int {
	if len(words) != 1 || f.first < 2 || r.d.Word(f.first-1) != "(" {
		return -1
	}
	i, ok := r.endAt[f.first-1]
	if !ok || r.finds[i].actor < 0 || r.finds[i].sentence != f.sentence {
		return -1
	}
	initials := ""
	for _, w := range r.list[r.finds[i].actor].words {
		r0, _ := utf8.DecodeRuneInString(w)
		initials += string(r0)
	}
	if initials != words[0] {
		return -1
	}
	return r.finds[i].actor
}

// person returns the actor of a person's name, making it if it is new.
func (r *resolver) person(f *find) int {
	words := foldName(r.words(f))
	if len(words) == 0 {
		return -1
	}
	for _, i := range newest(r.lasts[words[len(words)-1]]) {
		a := r.list[i]
		if a.Kind == Person && !a.unnamed && sameName(a.words, words) {
			if len(words) > len(a.words) {
				a.Name, a.words = r.words(f), words
			}
			f.actor = i
			r.describe(f)
			return i
		}
	}
	if i := r.alike(f, words); i >= 0 {
		f.actor = i
		r.describe(f)
		return i
	}
	f.actor = r.newActor(Person, r.words(f))
	if len(words) > 1 {
		key := translit.Key(words[len(words)-1])
		r.sounds[key] = append(r.sounds[key], f.actor)
	}
	if len(words) > 1 && len(words[0]) > 2 {
		if _, ok := r.called[words[0]]; ok {
			r.called[words[0]] = -1
		} else {
			r.called[words[0]] = f.actor
		}
	}
	r.describe(f)
	return f.actor
}

// alike returns the person whose full name is written in another way here:
// "Abbas Araqchi" where "Abbas Araghchi" was named; -1 if there is none.
func (r *resolver) alike(f *find, words []string) int {
	if len(words) < 2 {
		return -1
	}
	var mine translit.Name
	for _, i := range newest(r.sounds[translit.Key(words[len(words)-1])]) {
		a := r.list[i]
		if a.Country != "" && f.Country != "" && a.Country != f.Country || a.gender != name.Unknown && f.Gender != name.Unknown && a.gender != f.Gender {
			continue
		}
		if len(mine.Words) == 0 {
			mine = translit.Parse(r.words(f))
		}
		if translit.Compare(translit.Parse(a.Name), mine) == translit.Alike {
			return i
		}
	}
	return -1
}

// sounding returns the one person whose family name a single word is in
// another spelling; -1 if there is none or several. Short names differ by a
// sound too easily.
func (r *resolver) sounding(words []string) int {
	const shortest = 5
	if len(words) != 1 || len(words[0]) < shortest {
		return -1
	}
	found := -1
	for _, i := range newest(r.sounds[translit.Key(words[0])]) {
		switch {
		case !translit.Same(words[0], r.list[i].last):
		case found >= 0:
			return -1
		default:
			found = i
		}
	}
	return found
}

// describe adds to an actor what a naming tells of it.
func (r *resolver) describe(f *find) {
	a := r.list[f.actor]
	if a.gender == name.Unknown {
		a.gender = f.Gender
	}
	if a.Country == "" {
		a.Country = f.Country
	}
	if a.Kind == Other {
		a.Kind = Person
	}
	if f.Title.Empty() || len(a.titles) == 8 {
		return
	}
	title := r.d.Article.Text.Slice(f.Title)
	if slices.Contains(a.titles, title) {
		return
	}
	a.titles = append(a.titles, title)
	for _, o := range name.Offices(title) {
		a.offices = append(a.offices, o)
		key := o[strings.LastIndexByte(o, ' ')+1:]
		if l := r.offices[key]; len(l) == 0 || l[len(l)-1] != f.actor {
			r.offices[key] = append(l, f.actor)
		}
	}
}

// sameName reports whether two full names can be one person's: the same last
// word, and given names equal, or one an initial of the other, or missing.
func sameName(a, b []string) bool {
	if len(a) == 0 || len(b) == 0 || a[len(a)-1] != b[len(b)-1] {
		return false
	}
	if len(a) == 1 || len(b) == 1 {
		return true
	}
	short, long := a, b
	if len(short) > len(long) {
		short, long = long, short
	}
	// Every given name of the shorter is among the longer's, in order.
	k := 0
	for _, w := range short[:len(short)-1] {
		for k < len(long)-1 && long[k] != w && !(len(w) == 1 && strings.HasPrefix(long[k], w)) && !(len(long[k]) == 1 && strings.HasPrefix(w, long[k])) {
			k++
		}
		if k == len(long)-1 {
			return false
		}
		k++
	}
	return true
}

// lately is within how many sentences the bearer of a surname who was named
// last in full is surely meant.
const lately = 3

// bearer finds the person that a surname, or the end of a name, belongs to:
// the one named in full right before it, unless the report calls another one
// so, else of those before it whom the report names most, else the first one
// behind.
func (r *resolver) bearer(words []string, at int) int {
	gender := r.finds[at].Gender
	match := func(a *actor) bool {
		if a.Kind != Person || a.unnamed || len(a.words) < len(words) || len(a.words) < 2 {
			return false
		}
		if gender != name.Unknown && a.gender != name.Unknown && a.gender != gender {
			return false // "Mr Tolm" is not Ana Tolm
		}
		tail := a.words[len(a.words)-len(words):]
		for i := range words {
			if tail[i] != words[i] {
				return false
			}
		}
		return true
	}
	list := r.bears[words[len(words)-1]]
	n, _ := slices.BinarySearch(list, at)
	before, late := -1, -1
	for i := n - 1; i >= max(0, n-64); i-- {
		k := r.finds[list[i]].actor
		switch a := r.list[k]; {
		case !match(a):
		case late < 0 && before < 0 && r.finds[at].sentence-r.finds[list[i]].sentence <= lately:
			late, before = k, k
		case late >= 0:
			if a.surname > 0 && a.full+a.surname > r.list[before].full+r.list[before].surname {
				before = k // "Tolm" goes on to be the one called so, whose wife was just named
			}
		case before < 0 || a.full > r.list[before].full: // long ago: whom the report names most
			before = k
		}
	}
	if before >= 0 {
		return before
	}
	for i := n; i < min(len(list), n+64); i++ {
		if k := r.finds[list[i]].actor; match(r.list[k]) {
			return k
		}
	}
	if k, ok := r.called[words[0]]; len(words) == 1 && ok && k >= 0 {
		return k // "Ana" for Ana Orlo, where no other Ana is named
	}
	// A hyphenated or compound surname may be cut short: "Tolan" for
	// "Tolan-Nik" is not accepted, "Sahl" for "bin Sahl" is the tail.
	return -1
}

func (r *resolver) opensSentence(f *find) bool {
	first := r.d.Sentences[f.sentence].First
	if f.first == first {
		return true
	}
	switch r.d.Word(f.first - 1) {
	case "“", "\"", "‘", ":", "—", "–", "«", "(":
		return true
	}
	return false
}

// appositions ties "Ana Tolm, the deputy minister," and "the deputy minister,
// Ana Tolm," together.
func (r *resolver) appositions() {
	for i := range r.finds {
		f := &r.finds[i]
		if f.Kind != name.Role || f.actor >= 0 {
			continue
		}
		if g := r.outside(i); g != nil && g.sentence == f.sentence && g.Kind == name.Person && g.actor >= 0 && g.last+1 == min(f.whole, f.first) && r.d.Word(g.last) == "," && r.closes(f) {
			f.actor = g.actor
			r.describe(f)
			continue
		}
		if k := r.apposed(f); k >= 0 {
			f.actor = k
			r.describe(f)
			continue
		}
		if i+1 < len(r.finds) {
			h := &r.finds[i+1]
			for k := i + 1; k+1 < len(r.finds) && h.first < f.last; k++ {
				h = &r.finds[k+1]
			}
			if h.sentence == f.sentence && h.Kind == name.Person && h.actor >= 0 && f.last+1 == min(h.whole, h.first) && r.d.Word(f.last) == "," && f.Definite && r.stopsAt(h.last, h.sentence) {
				f.actor = h.actor
				r.describe(f)
			}
		}
	}
}

// apposed returns the person whose name the tree joins to description f: "a
// student of law Ana Orlo"; -1 if there is none.
func (r *resolver) apposed(f *find) int {
	h := r.clauses.head(min(f.whole, f.first), f.last)
	x := r.d.Sentences[f.sentence]
	for k := f.last; k < min(x.Last, f.last+12); k++ {
		if int(r.d.Heads[k]) != h || !r.d.Sure[k] || r.clauses.of(k) != gApposed {
			continue
		}
		if i, ok := r.startAt[k]; ok && r.finds[i].Kind == name.Person && r.finds[i].actor >= 0 {
			return r.finds[i].actor
		}
	}
	return -1
}

// outside returns the naming before find i that is not a part of it, such as
// the adjective in "the Kenyan minister"; nil if there is none.
func (r *resolver) outside(i int) *find {
	from := min(r.finds[i].whole, r.finds[i].first)
	for k := i - 1; k >= 0 && k > i-4; k-- {
		if r.finds[k].last <= from {
			return &r.finds[k]
		}
	}
	return nil
}

// closes reports whether an apposition ends behind f: a comma, a full stop, a
// quotation mark, or a verb of speech.
func (r *resolver) closes(f *find) bool {
	return f.last >= r.d.Sentences[f.sentence].Last || r.closesAt(f.last)
}

func (r *resolver) closesAt(k int) bool {
	switch w := r.d.Word(k); w {
	case ",", ".", ";", ")", "”", "\"", "—", "who", "and":
		return w != "and"
	default:
		_, ok := cue.Verb(strings.ToLower(w))
		return ok || name.Function(strings.ToLower(w))
	}
}
