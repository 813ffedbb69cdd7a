package event

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"dateline/language"
	"dateline/language/name"
	"dateline/language/tag"
	"dateline/text"
)

// level says how sure it is that a party is a political one.
type level uint8

const (
	nobody    level = iota
	somebody        // a name or a group of people
	political       // a state, a body of one, an official, an armed group
)

// countries fills g.country: by token the code of the country that it names,
// by name, adjective or seat.
func (g *graph) countries() {
	for _, m := range g.d.Mentions {
		if m.Kind != language.Name || m.Actor < 0 || g.d.Actors[m.Actor].Kind != language.Country {
			continue
		}
		for i := g.d.TokenAt(m.Span.Start); i < len(g.country) && int(g.d.Tokens[i].Start) < m.Span.End; i++ {
			g.country[i] = g.d.Actors[m.Actor].ID
		}
	}
	for i := 0; i < len(g.country); i++ {
		w := g.d.Tokens[i]
		if g.country[i] != "" || g.part[i] == tag.Punct {
			continue
		}
		if r, _ := utf8.DecodeRuneInString(g.s[w.Start:]); !unicode.IsUpper(r) {
			continue
		}
		code, n := name.CountryAt(g.s[w.Start:])
		if code == "" {
			continue
		}
		for end := int(w.Start) + n; i < len(g.country) && int(g.d.Tokens[i].Start) < end; i++ {
			g.country[i] = code
		}
		i--
	}
	g.polities()
}

// core returns the words of a noun phrase without clauses, appositions, times
// and what is joined to it.
func (f *finder) core(h int) text.Span {
	g := f.g
	first, last := g.span(h, func(k int) bool {
		if k != h && g.rel[k] == rNmod && f.temporal(k) {
			return true
		}
		switch g.rel[k] {
		case rRelcl, rAcl, rAppos, rConj, rCc, rParataxis, rPunct, rCase, rAdvcl, rCcomp, rXcomp, rCop, rAux, rSubj, rSubjPass, rMark, rAdvmod, rOther, rObl:
			return true
		}
		return false
	})
	return g.words(first, last)
}

func (g *graph) words(first, last int) text.Span {
	return text.Span{Start: int(g.d.Tokens[first].Start), End: int(g.d.Tokens[last-1].End)}
}

// parties returns who the noun phrase headed by h stands for, those joined to
// it included.
func (f *finder) parties(h int) []Party {
	var out []Party
	f.collect(h, &out, 0)
	return out
}

func (f *finder) collect(h int, out *[]Party, depth int) {
	if depth > 12 || len(*out) > 24 || calendar[f.g.lemma(h)] && f.temporal(h) && f.mentionOf(h) < 0 {
		return
	}
	if quantity[f.g.lemma(h)] && f.g.part[h] != tag.Propn {
		// "thousands of workers": the workers
		for _, k := range f.g.children(h) {
			if f.g.rel[k] == rNmod && f.g.preposition(int(k)) == "of" {
				f.collect(int(k), out, depth+1)
				return
			}
		}
	}
	for _, p := range f.one(h) {
		*out = addParty(*out, p)
	}
	for _, k := range f.g.children(h) {
		if f.g.rel[k] == rConj && (f.g.nominal(int(k)) || f.g.country[k] != "") && f.g.child(int(k), rSubj, rSubjPass) < 0 {
			f.collect(int(k), out, depth+1)
		}
		// "countries including Kenya, Peru and Chile"
		if f.g.rel[k] == rNmod && f.g.preposition(int(k)) == "including" {
			f.collect(int(k), out, depth+1)
		}
	}
}

func addParty(list []Party, p Party) []Party {
	for _, x := range list {
		if x.Span == p.Span || p.Actor >= 0 && x.Actor == p.Actor {
			return list
		}
	}
	return append(list, p)
}

// one returns who the phrase headed by h stands for by itself: one party, or
// several countries before one noun ("Kenyan and Peruvian negotiators").
func (f *finder) one(h int) []Party {
	out := f.read(h)
	for i := range out {
		out[i].head = h
	}
	return out
}

func (f *finder) read(h int) []Party {
	g := f.g
	if g.part[h] == tag.Pron {
		return f.pronoun(h)
	}
	if c := g.country[h]; c != "" && g.part[h] != tag.Noun && g.penn[h] != "NNPS" && !f.counted(h) {
		if m := g.mention[h]; m < 0 || f.d.Mentions[m].Kind == language.Name && f.d.Mentions[m].Of == language.Country {
			return []Party{f.state(c, f.countryWords(h))}
		}
	}
	lemma := g.lemma(h)
	if lex.classes["state"][lemma] || lex.classes["official"][lemma] || lex.classes["armed"][lemma] || lex.classes["polity"][lemma] || lemma == "team" || lemma == "talk" {
		if many := f.adjectives(h); len(many) > 1 {
			return many
		}
	}
	if m := f.mentionOf(h); m >= 0 {
		x := f.d.Mentions[m]
		p := Party{Span: x.Whole, Actor: x.Actor}
		if x.Actor >= 0 {
			p.Country = f.d.Actors[x.Actor].Country
			p.State = f.d.Actors[x.Actor].Kind == language.Country
		}
		if p.Country == "" {
			p.Country = f.countryOf(h)
		}
		if x.Kind == language.Description {
			p.Span = p.Span.Hull(f.core(h))
			if c := f.countryOf(h); c != "" {
				p.Country = c
			}
			p.State = p.State || p.Country != "" && lex.classes["state"][lemma]
		}
		return []Party{p}
	}
	p := Party{Span: f.core(h), Actor: -1, Country: f.countryOf(h)}
	p.State = p.Country != "" && lex.classes["state"][lemma]
	return []Party{p}
}

// counted reports people of a state, who are not that state: "three Kenyans",
// "ethnic Serbs".
func (f *finder) counted(h int) bool {
	if !strings.HasSuffix(f.g.low(h), "s") {
		return false
	}
	for _, k := range f.g.children(h) {
		if r := f.g.rel[k]; r == rNummod || r == rAmod && f.g.low(int(k)) == "ethnic" {
			return true
		}
	}
	return false
}

// mentionOf returns the mention whose head h is, a name first; -1 for none.
func (f *finder) mentionOf(h int) int {
	m := int(f.g.mention[h])
	if m < 0 {
		return -1
	}
	x := f.d.Mentions[m]
	// A name inside the phrase that is no head of it: "the Kenya office".
	if x.Kind == language.Name && f.d.TokenAt(x.Span.End-1) < h && x.Last <= h {
		return -1
	}
	return m
}

// pronoun resolves a pronoun; "we" and "I" are the speaker's.
func (f *finder) pronoun(h int) []Party {
	span := f.g.words(h, h+1)
	p := Party{Span: span, Actor: -1}
	switch f.g.low(h) {
	case "we", "i", "us", "our", "me":
		if s := f.voice(h); s >= 0 && f.said[s].Speaker >= 0 {
			p.Actor = f.said[s].Speaker
		}
	default:
		if m := f.g.mention[h]; m >= 0 {
			p.Actor = f.d.Mentions[m].Actor
		}
		if p.Actor < 0 {
			if q, ok := f.sayer(h); ok {
				return q
			}
		}
	}
	if p.Actor >= 0 {
		p.Country = f.d.Actors[p.Actor].Country
		p.State = f.d.Actors[p.Actor].Kind == language.Country
	}
	return []Party{p}
}

// sayer reads a pronoun that nothing else resolves as the one who speaks of
// itself: "the rebels said they will leave".
func (f *finder) sayer(h int) ([]Party, bool) {
	g := f.g
	if g.rel[h] != rSubj && g.rel[h] != rSubjPass {
		return nil, false
	}
	v := g.head(h)
	for n := 0; v >= 0 && n < 4 && g.rel[v] != rCcomp; n++ {
		if g.rel[v] != rConj {
			return nil, false
		}
		v = g.head(v)
	}
	if v < 0 || g.head(v) < 0 {
		return nil, false
	}
	s := g.child(g.head(v), rSubj)
	if s < 0 || g.part[s] == tag.Pron {
		return nil, false
	}
	plural := g.penn[s] == "NNS" || g.penn[s] == "NNPS" || g.child(s, rConj) >= 0
	if (g.low(h) == "they") != plural {
		return nil, false
	}
	return f.parties(s), true
}

// state is the party of a country.
func (f *finder) state(code string, span text.Span) Party {
	p := Party{Span: span, Actor: -1, Country: code, State: true}
	if i, ok := f.byCode[code]; ok {
		p.Actor = i
	}
	return p
}

// countryWords returns the words around h that name its country.
func (f *finder) countryWords(h int) text.Span {
	first, last := h, h+1
	for first > 0 && f.g.country[first-1] == f.g.country[h] && f.g.sent[first-1] == f.g.sent[h] {
		first--
	}
	for last < len(f.g.country) && f.g.country[last] == f.g.country[h] && f.g.sent[last] == f.g.sent[h] {
		last++
	}
	return f.g.words(first, last)
}

// adjectives returns the countries that stand before a noun.
func (f *finder) adjectives(h int) []Party {
	var out []Party
	var walk func(i, depth int)
	walk = func(i, depth int) {
		for _, k := range f.g.children(i) {
			k := int(k)
			if depth > 3 || k > h && depth == 0 && f.g.rel[k] != rNmod {
				continue
			}
			switch f.g.rel[k] {
			case rNmod:
				// "delegations from Kenya and Peru"
				if p := f.g.preposition(k); i == h && p != "of" && p != "from" && p != "for" {
					continue
				}
				fallthrough
			case rAmod, rCompound, rPoss, rConj:
				if c := f.g.country[k]; c != "" {
					out = addParty(out, f.state(c, f.countryWords(k)))
				}
				walk(k, depth+1)
			}
		}
	}
	walk(h, 0)
	return out
}

// countryOf returns the country that a noun phrase is of.
func (f *finder) countryOf(h int) string {
	g := f.g
	for _, k := range g.children(h) {
		switch g.rel[k] {
		case rAmod, rCompound, rPoss, rFlat:
			if c := g.country[k]; c != "" {
				return c
			}
			if g.rel[k] == rPoss && g.part[k] != tag.Pron {
				if c := f.countryOf(int(k)); c != "" {
					return c
				}
			}
		case rNmod:
			if p := g.preposition(int(k)); p == "of" || p == "from" {
				if c := g.country[k]; c != "" {
					return c
				}
			}
		}
	}
	return ""
}

// level says how political a party is, by the head of its phrase.
func (f *finder) level(p Party) level {
	h := p.head
	if p.State {
		return political
	}
	if p.Actor >= 0 {
		a := f.d.Actors[p.Actor]
		switch a.Kind {
		case language.Country:
			return political
		case language.Person:
			for _, r := range a.Roles {
				if f.office(r.Words) {
					return political
				}
			}
			if a.Country != "" || p.Country != "" {
				return political
			}
		case language.Location:
			if a.Country != "" && f.public {
				return political // "Nairobi" acts: its government
			}
		default:
			if f.political(a.Name) {
				return political
			}
		}
	}
	if h >= 0 {
		w := f.g.lemma(h)
		if f.g.country[h] != "" {
			return political
		}
		for _, k := range f.g.children(h) {
			switch f.g.rel[k] {
			case rDesc, rCompound, rFlat, rAppos:
				if w := f.g.lemma(int(k)); lex.classes["official"][w] || lex.classes["armed"][w] {
					return political
				}
			}
		}
		if lex.classes["loose"][w] && p.Country == "" && !f.public {
			return somebody
		}
		if lex.classes["political"][w] || f.g.part[h] == tag.Propn && lex.classes["known"][w] || lex.classes["state"][strings.TrimSuffix(w, "s")] {
			return political
		}
		if lex.classes["crowd"][w] {
			if p.Country != "" {
				return political
			}
			return somebody
		}
	}
	if h >= 0 && (p.Country != "" || f.public) && f.g.part[h] == tag.Noun && agent(f.g.lemma(h)) {
		return somebody
	}
	if h >= 0 && f.g.part[h] == tag.Propn && p.Country != "" && (p.Actor < 0 || f.d.Actors[p.Actor].Kind != language.Location) {
		return political
	}
	if p.Actor >= 0 && f.d.Actors[p.Actor].Kind != language.Location && f.d.Actors[p.Actor].Kind != language.Group {
		return somebody
	}
	if f.political(f.d.Article.Text.Slice(f.named(p))) {
		return political
	}
	if h >= 0 && f.public && (f.g.part[h] == tag.Propn || people[f.g.low(h)]) {
		return somebody // a name, or a pronoun for people, in a text on public affairs
	}
	return nobody
}

// named returns the words of a party up to what is told of it: "his job" of
// "his job in the senate".
func (f *finder) named(p Party) text.Span {
	if p.head < 0 {
		return p.Span
	}
	for k := p.head + 1; k < len(f.d.Tokens) && int(f.d.Tokens[k].Start) < p.Span.End; k++ {
		if f.g.part[k] == tag.Adp && f.g.low(k) != "of" {
			return text.Span{Start: p.Span.Start, End: max(p.Span.Start, int(f.d.Tokens[k-1].End))}
		}
	}
	return p.Span
}

// people are pronouns that stand for somebody.
var people = setOf("he she they we who him her them both two others")

// agent reports a noun that names people by what they do: "landowner".
func agent(w string) bool {
	for _, end := range []string{"er", "or", "ist", "ant", "ian", "man", "men", "ee"} {
		if len(w) > len(end)+2 && strings.HasSuffix(w, end) {
			return true
		}
	}
	return false
}

// office reports a political office among the words of a role.
func (f *finder) office(role string) bool {
	for w := range strings.FieldsFuncSeq(strings.ToLower(role), func(r rune) bool { return !unicode.IsLetter(r) && r != '-' }) {
		if w = singular(w); lex.classes["loose"][w] && !f.public {
			continue
		}
		if lex.classes["official"][w] && w != "secretary" || lex.classes["armed"][w] || lex.classes["police"][w] {
			return true
		}
	}
	return false
}

// political reports a name that says that it is a political body.
func (f *finder) political(words string) bool {
	for w := range strings.FieldsFuncSeq(words, func(r rune) bool { return r == ' ' || r == '(' || r == ')' || r == '’' || r == '\'' || r == '\n' }) {
		r, _ := utf8.DecodeRuneInString(w)
		named := unicode.IsUpper(r)
		w = strings.ToLower(w)
		if named && lex.classes["known"][w] {
			return true
		}
		if w = singular(w); lex.classes["loose"][w] && !f.public {
			continue
		}
		if lex.classes["state"][w] || lex.classes["armed"][w] || named && lex.classes["known"][w] {
			return true
		}
	}
	return false
}

func singular(w string) string {
	if strings.HasSuffix(w, "ies") {
		return w[:len(w)-3] + "y"
	}
	if len(w) > 3 && strings.HasSuffix(w, "s") && !strings.HasSuffix(w, "ss") {
		return w[:len(w)-1]
	}
	return w
}
