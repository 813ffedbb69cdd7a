package language

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/article"
	"dateline/language/cue"
	"dateline/language/entity"
	"dateline/language/name"
	"dateline/text"
)

// find is a name.Found with its place in the document.
type find struct {
	name.Found
	sentence int // index into Doc.Sentences
	first    int // token of Doc, First of the find
	last     int
	whole    int  // token of Doc, WholeFirst of the find
	verb     int  // where it is a subject, the token of its verb or auxiliary
	subject  bool // looks like the subject of its clause
	reports  bool // looks like the subject of a verb of speech
	quoted   bool // stands inside quotation marks
	sure     bool // a pronoun that only one actor fits
	hinted   bool // the trained finder knows it, a single word, as a hint
	hint     entity.Kind
	actor    int // index into resolver.list, -1 when open
}

// resolver finds who is who in one report. Names are gathered first from the
// whole report, then descriptions and pronouns are read in text order, each
// preferring who was spoken of last, as news does.
type resolver struct {
	d        *Doc
	s        string
	headline bool   // headlines are being followed, after the rest
	finds    []find // in text order; those of headlines are resolved last
	list     []*actor

	// Indexes, so that long texts are read in linear time.
	codes    map[string]int   // countries by code
	names    map[string][]int // other things by folded name
	lasts    map[string][]int // persons and bodies by the last word of their name
	offices  map[string][]int // persons by the last word of an office they hold
	sounds   map[string][]int // persons with two names and more, by the sounds of the last
	bears    map[string][]int // namings of persons with two words and more, by last word
	called   map[string]int   // persons by their first given name; -1 for several
	inside   map[string]int   // single words written as names inside sentences, with how often
	roleAt   map[int]int      // descriptions by their first token
	endAt    map[int]int      // namings by the token behind them
	startAt  map[int]int      // names of persons by their first token
	clauses  *clauses
	pronouns *pronouns
	present  []int // namings outside quotations in the order they were followed
}

// actor is an Actor in the making.
type actor struct {
	Actor
	last    string // folded last name, or the folded whole name of other things
	words   []string
	gender  name.Gender
	count   int
	full    int // namings with two words and more
	surname int // namings by the surname alone, as far as they are read
	first   int // sentence of the first mention outside quotations; -1
	seen    int // sentence of the last one; -1
	subject int // sentence in which it was last a subject; -1
	spoke   int // sentence in which it last spoke; -1
	unnamed bool
	perhaps bool     // of kind Other, and the trained finder takes it for a person
	titles  []string // titles and descriptions as written, the first few
	offices []string // the offices that they name
}

// resolve fills Mentions and Actors.
func (d *Doc) resolve() {
	r := &resolver{
		d: d, s: d.Article.Text.String(), codes: map[string]int{}, names: map[string][]int{}, lasts: map[string][]int{},
		offices: map[string][]int{}, bears: map[string][]int{}, sounds: map[string][]int{}, called: map[string]int{}, inside: map[string]int{}, roleAt: map[int]int{}, endAt: map[int]int{}, startAt: map[int]int{}, clauses: newClauses(d),
	}
	r.gather()
	r.named()
	r.pronouns = newPronouns(r)
	for _, body := range [...]bool{true, false} {
		r.headline = !body
		for i := range r.finds {
			headline := r.kindOf(&r.finds[i]) == article.Headline
			if headline != body {
				r.follow(i)
			}
		}
	}
	r.finish()
}

func (r *resolver) kindOf(f *find) article.BlockKind {
	return r.d.Article.Blocks[r.d.Sentences[f.sentence].Block].Kind
}

// gather collects what the sentences name.
func (r *resolver) gather() {
	for i, x := range r.d.Sentences {
		kind := r.d.Article.Blocks[x.Block].Kind
		if kind == article.DateLine || kind == article.Byline || kind == article.Dateline {
			continue
		}
		titleCase := (kind == article.Headline || kind == article.Subheading) && r.d.titleCase(x)
		for _, f := range name.Find(r.s, r.d.Tokens[x.First:x.Last], titleCase) {
			g := find{Found: f, sentence: i, first: x.First + f.First, last: x.First + f.Last, whole: x.First + f.WholeFirst, actor: -1}
			g.quoted = r.d.InQuote[g.first] >= 0
			g.subject, g.reports = r.subject(&g, x)
			r.finds = append(r.finds, g)
		}
	}
	r.grammatical()
	r.mend()
	for i := range r.finds {
		f := &r.finds[i]
		r.endAt[f.last] = i
		if f.Kind == name.Role {
			r.roleAt[min(f.whole, f.first)] = i
		}
		if w := foldName(r.words(f)); len(w) == 1 && !r.opensSentence(f) {
			r.inside[w[0]]++
		}
	}
}

// subject tells whether a find is the subject of a finite verb, and whether
// that verb reports speech.
func (r *resolver) subject(g *find, x Sentence) (subject, reports bool) {
	if use, at := r.verbAfter(g.last, x.Last); at >= 0 {
		g.verb = at
		return true, use
	}
	// "…,” said Orlo"
	if k := g.whole - 1; k > x.First {
		if u, ok := cue.Verb(strings.ToLower(r.d.Word(k))); ok && u.Form != cue.Ing && u.Form != cue.Base && u.Clause {
			switch p := r.d.Word(k - 1); p {
			case "”", "\"", "’", "'", "»", ",", "“":
				g.verb = k
				return true, true
			}
		}
	}
	return false, false
}

// verbAfter looks behind token at for a finite verb, over an apposition
// between commas, adverbs and auxiliaries. It returns the verb's token, -1 if
// there is none, and whether it reports speech.
func (r *resolver) verbAfter(at, end int) (reports bool, token int) {
	k := at
	if k < end && (r.d.Word(k) == "," || r.d.Word(k) == "(") {
		stop := map[string]string{",": ",", "(": ")"}[r.d.Word(k)]
		for j := k + 1; j < end && j < k+22; j++ {
			if r.d.Word(j) == stop {
				k = j + 1
				break
			}
		}
		// “Tavria’s envoy, Ana Orlo, said”: the comma closes.
		if u, ok := cue.Verb(strings.ToLower(r.d.Word(min(at+1, end-1)))); ok && stop == "," && u.Form != cue.Ing && u.Form != cue.Base {
			k = at + 1
		}
		if k == at {
			return false, -1
		}
	}
	for n := 0; k < end && n < 5; k, n = k+1, n+1 {
		w := strings.ToLower(r.d.Word(k))
		if u, ok := cue.Verb(w); ok && (u.Form == cue.Third || u.Form == cue.Past) {
			return u.Clause || u.Object, k
		}
		switch {
		case auxiliary[w]:
			if n == 0 && k+1 < end {
				continue
			}
		case adverb(w):
			continue
		case name.Past(w):
			return false, k
		case (strings.HasSuffix(w, "ed") || n > 0) && len(w) > 3 && lower(w):
			return false, k
		case strings.HasSuffix(w, "s") && len(w) > 3 && lower(w) && n == 0 && !name.Function(w):
			return false, k
		}
		if n > 0 && auxiliary[strings.ToLower(r.d.Word(k-1))] {
			return false, k - 1
		}
		return false, -1
	}
	return false, -1
}

func adverb(w string) bool {
	return adverbs[w] || strings.HasSuffix(w, "ly") && len(w) > 4
}

func lower(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsLower(r)
}

func upper(w string) bool {
	r, _ := utf8.DecodeRuneInString(w)
	return unicode.IsUpper(r)
}

// span returns the words of tokens [first, last).
func (r *resolver) span(first, last int) text.Span {
	return text.Span{Start: int(r.d.Tokens[first].Start), End: int(r.d.Tokens[last-1].End)}
}

func (r *resolver) words(f *find) string { return r.d.Article.Text.Slice(r.span(f.first, f.last)) }

// fold makes names comparable: lower case, no accents, hyphens, dots or
// apostrophes.
func foldName(s string) []string {
	var out []string
	for w := range text.Words(s) {
		out = append(out, w)
	}
	return out
}

// newActor adds an actor and returns its index.
func (r *resolver) newActor(kind EntityKind, words string) int {
	f := foldName(words)
	a := &actor{Actor: Actor{Name: words, Kind: kind}, words: f, first: -1, seen: -1, subject: -1, spoke: -1}
	r.list = append(r.list, a)
	k := len(r.list) - 1
	if len(f) > 0 {
		a.last = f[len(f)-1]
		r.lasts[a.last] = append(r.lasts[a.last], k)
	}
	return k
}

// newest yields the entries of an index, the newest first, at most so many
// that a text of nothing but ministers is still read in linear time.
func newest(list []int) []int {
	const most = 64
	list = list[max(0, len(list)-most):]
	out := slices.Clone(list)
	slices.Reverse(out)
	return out
}

// finish numbers the actors in the order of their first mention and writes
// Mentions and Actors.
func (r *resolver) finish() {
	rank := make([]int, len(r.list))
	for i := range rank {
		rank[i] = -1
	}
	for i := range r.finds {
		f := &r.finds[i]
		if f.Kind == name.People && f.actor < 0 {
			continue
		}
		m := Mention{Span: r.span(f.first, f.last), Whole: r.span(min(f.whole, f.first), f.last), Kind: Name, Actor: -1, First: min(f.whole, f.first), Last: f.last, Role: f.Title, Subject: f.subject, Sure: f.sure && f.actor >= 0}
		switch f.Kind {
		case name.Pronoun:
			m.Kind = Pronoun
		case name.Role, name.Group, name.Body:
			m.Kind = Description
		default:
			m.Sure = f.Sure && f.actor >= 0
		}
		m.Of = entityOf(f.Kind)
		if f.actor >= 0 {
			a := r.list[f.actor]
			if rank[f.actor] < 0 {
				rank[f.actor] = len(r.d.Actors)
				if a.ID == "" {
					a.ID = "a" + strconv.Itoa(len(r.d.Actors)+1)
				}
				r.d.Actors = append(r.d.Actors, a.Actor)
			}
			m.Actor, m.Of = rank[f.actor], a.Kind
		}
		r.d.Mentions = append(r.d.Mentions, m)
	}
	for i := range r.d.Mentions {
		m := &r.d.Mentions[i]
		if m.Actor < 0 {
			continue
		}
		a := &r.d.Actors[m.Actor]
		w := r.d.Article.Text.Slice(m.Span)
		if m.Kind == Name && !slices.Contains(a.Names, w) {
			a.Names = append(a.Names, w)
		}
		if m.Of == Person && !m.Role.Empty() && (m.Kind == Name || a.Name != w) {
			words := r.d.Article.Text.Slice(m.Role)
			if len(a.Roles) < 16 && !name.Generic(words) && !slices.ContainsFunc(a.Roles, func(x Role) bool { return strings.EqualFold(x.Words, words) }) {
				a.Roles = append(a.Roles, Role{Words: words, Span: m.Role})
			}
		}
	}
	for i := range r.d.Actors {
		if a := &r.d.Actors[i]; len(a.Names) == 0 {
			a.Names = []string{a.Name}
		}
	}
}

func entityOf(k name.Kind) EntityKind {
	switch k {
	case name.Person, name.Role, name.Pronoun:
		return Person
	case name.Organisation, name.Body:
		return Organisation
	case name.Country, name.People:
		return Country
	case name.Location:
		return Location
	case name.Agreement:
		return Agreement
	case name.Group:
		return Group
	}
	return Other
}
