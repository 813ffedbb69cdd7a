package main

import (
	"strings"

	"dateline/language/name"
	"dateline/language/translit"
	"dateline/record"
	"dateline/story"
)

// sides tells who takes part for whom, over all reports.
type sides struct {
	of map[[2]string]string // report and its own actor → the one behind it in all reports
}

func sidesOf(list []record.Identity) sides {
	s := sides{of: map[[2]string]string{}}
	for _, id := range list {
		for _, m := range id.Members {
			s.of[[2]string{m.Report, m.Actor}] = id.ID
		}
	}
	return s
}

// side is one who takes part: who it is, and the state acted for. Either is ""
// when it is not known, and then it is nobody's.
type side struct{ who, state string }

func (s sides) side(l *record.Line, r *record.Ref) side {
	if l == nil || r == nil {
		return side{}
	}
	if r.Actor == nil {
		if r.Name == nil {
			return side{}
		}
		return side{who: "name " + strings.ToLower(*r.Name)} // as a person corrected it
	}
	out := side{who: s.of[[2]string{l.Report.ID, *r.Actor}]}
	if len(*r.Actor) == 3 && name.CountryName(*r.Actor) != "" {
		out.who, out.state = *r.Actor, *r.Actor
		return out
	}
	for i := range l.Actors {
		if a := &l.Actors[i]; a.ID == *r.Actor {
			out.state = value(a.Country)
		}
	}
	return out
}

// same reports whether two are one, or act for one state.
func (a side) same(b side) bool {
	return a.who != "" && a.who == b.who || a.state != "" && a.state == b.state
}

// matter is what a wording is about: its stems with content, the names of who
// takes part left out.
type matter map[string]bool

// matterWords is how many of a wording's words, the rarest first, say what it
// is about.
const matterWords = 16

func matterOf(m *story.Matcher, words string, without ...string) matter {
	names := map[string]bool{}
	for _, n := range without {
		for _, w := range strings.FieldsFunc(strings.ToLower(n), func(r rune) bool { return r == ' ' || r == '-' || r == '\'' || r == '’' }) {
			names[story.Stem(w)] = true
		}
		for _, c := range name.Countries(n) {
			names[story.Stem(strings.ToLower(name.CountryName(c)))] = true
		}
	}
	out := matter{}
	for _, w := range m.Rare(words, matterWords) {
		if stem := story.Stem(w); !names[stem] && len(name.Countries(w)) == 0 {
			out[stem] = true
		}
	}
	return out
}

// shared counts the stems that both have.
func (a matter) shared(b matter) int {
	n := 0
	for w := range a {
		if b[w] {
			n++
		}
	}
	return n
}

// pick returns a function that tells whether somebody takes part for who is
// asked for: a state by its name or code, for all who act for it, else
// somebody of this name.
func (s sides) pick(asked string) func(l *record.Line, r *record.Ref) bool {
	code := stateOf(asked)
	return func(l *record.Line, r *record.Ref) bool {
		if x := s.side(l, r); code != "" && x.state == code {
			return true
		}
		if n := party(r); n != "" && strings.EqualFold(n, asked) {
			return true
		}
		return code == "" && r.Name != nil && translit.Names(asked, *r.Name) != translit.Apart
	}
}

// stateOf returns the code of the state that is asked for by its code or name,
// "" for none.
func stateOf(asked string) string {
	if code := strings.ToUpper(asked); len(code) == 3 && name.CountryName(code) != "" {
		return code
	}
	if c := name.Countries(asked); len(c) == 1 {
		return c[0]
	}
	return ""
}
