package index

import (
	_ "embed"
	"slices"
	"strings"
	"sync"

	"dateline/record"
)

//go:embed against.tsv
var againstList string

// against are the words of against.tsv.
var against = sync.OnceValue(func() map[string]bool {
	out := map[string]bool{}
	for line := range strings.Lines(againstList) {
		if word, _, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			out[word] = true
		}
	}
	return out
})

// outside reports a capacity of somebody who does not act for the state that
// stands beside it.
func outside(role string) bool {
	return slices.ContainsFunc(strings.Fields(join(role)), func(w string) bool { return against()[w] })
}

// state adds the code and every name of the state that an actor acts for.
func (a Actors) state(l *list, actor string) {
	x := a[actor]
	if x == nil || x.Country == nil || slices.ContainsFunc(x.Roles, func(r record.Role) bool { return outside(r.Role) }) {
		return
	}
	a.country(l, *x.Country)
}

// speaker adds the words under which who speaks or holds something is found:
// every name, the state that it acts for, and the capacity in its own words.
func (a Actors) speaker(l *list, r *record.Ref, role *string) {
	var span string
	if r.Span != nil {
		span = r.Span.Exact
	}
	l.add(deref(r.Name))
	self := deref(r.Actor)
	if x := a[self]; x != nil {
		for _, n := range x.Names {
			l.add(n)
		}
		if !outside(deref(role)) && !outside(span) {
			a.state(l, self)
		}
	}
	l.add(a.own(span, self))
	l.add(a.own(deref(role), self))
}

// own returns the words that tell a capacity without those that name somebody
// else in it: “adviser” of “adviser to Prime Minister Ana Orlo”, “spokesman”
// of “Orlo’s spokesman”, “the leader” of “the leader of Kenya’s largest party”.
// The state or body that an office is of stays: “the president of Kenya”.
func (a Actors) own(words, self string) string {
	tokens := strings.Fields(words)
	if !slices.ContainsFunc(tokens, joins) {
		return words // as nearly all do
	}
	norm := make([]string, len(tokens))
	for i, t := range tokens {
		bare, _ := unowned(t)
		norm[i] = join(bare)
	}
	from, to := 0, len(tokens)
	for id, x := range a {
		if id == self || x.Kind == "other" {
			continue
		}
		for _, n := range append([]string{x.Name}, x.Names...) {
			name := strings.Fields(join(n))
			for i := 0; len(name) > 0 && i+len(name) <= len(norm); i++ {
				if !slices.Equal(norm[i:i+len(name)], name) {
					continue
				}
				last := i + len(name) - 1
				before := link(tokens[:i])
				_, owns := unowned(tokens[last])
				switch {
				case before >= 0 && (owns || x.Kind == "person" || !ofOffice[norm[before]] || outside(words)):
					to = min(to, before)
				case owns && (x.Kind == "person" || outside(words)):
					from = max(from, last+1)
				}
			}
		}
	}
	return strings.Join(tokens[min(from, to):to], " ")
}

// unowned returns a word without the ending of who owns something, and whether
// it had one.
func unowned(word string) (string, bool) {
	for _, end := range []string{"'s", "’s", "'", "’"} {
		if bare, ok := strings.CutSuffix(word, end); ok {
			return bare, true
		}
	}
	return word, false
}

// ofOffice are the words between an office and whose it is.
var ofOffice = map[string]bool{"of": true, "for": true}

// links are the prepositions between a capacity and a name.
var links = map[string]bool{"to": true, "of": true, "for": true, "from": true, "in": true, "at": true, "with": true, "under": true, "against": true, "by": true, "on": true}

// joins reports a word that ties a name to a capacity.
func joins(word string) bool {
	_, owns := unowned(word)
	return owns || links[strings.ToLower(word)]
}

// link returns the last preposition of tokens, behind which a name stands, -1
// where there is none.
func link(tokens []string) int {
	for i := len(tokens) - 1; i > 0; i-- {
		if links[strings.ToLower(tokens[i])] {
			return i
		}
		if strings.HasSuffix(tokens[i], ",") {
			return -1
		}
	}
	return -1
}
