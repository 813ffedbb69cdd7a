package actor

import (
	"cmp"
	"slices"
	"strings"

	"dateline/language/name"
	"dateline/record"
)

// Actor is one actor of all reports.
type Actor struct {
	n       int
	members []*local // ascending
	names   map[string]int
	roles   map[string]*capacity

	come []*local // on their way into members
	gone int      // how many of members are no more
}

// capacity is a role over all reports.
type capacity struct {
	role
	seen     *local // the first that gives it
	at       int    // which of its roles
	from, to *local // the first and the last dated one
	reports  int
}

// gather brings members, names and roles of an actor to what was assigned.
func (x *Index) gather(a *Actor) {
	x.changed[a.n] = true
	anew := false
	if a.gone > 0 {
		a.members = slices.DeleteFunc(a.members, func(l *local) bool {
			if l.to == a.n {
				return false
			}
			anew = anew || x.lose(a, l)
			return true
		})
		a.gone = 0
	}
	// Who came and went again, and who came twice, is not there.
	come := a.come
	a.come = nil
	slices.SortFunc(come, x.compare)
	come = slices.CompactFunc(come, func(p, q *local) bool { return p == q })
	come = slices.DeleteFunc(come, func(l *local) bool {
		if l.to != a.n {
			return true
		}
		i, found := slices.BinarySearchFunc(a.members, l, x.compare)
		return found && a.members[i] == l
	})
	switch n := len(a.members); {
	case len(come) > 16 && n > 0 && x.compare(a.members[n-1], come[0]) > 0:
		a.members = append(a.members, come...)
		slices.SortFunc(a.members, x.compare)
	default:
		for _, l := range come {
			if n := len(a.members); n == 0 || x.compare(a.members[n-1], l) < 0 {
				a.members = append(a.members, l)
				continue
			}
			i, _ := slices.BinarySearchFunc(a.members, l, x.compare)
			a.members = slices.Insert(a.members, i, l)
		}
	}
	if len(a.members) == 0 {
		delete(x.actors, a.n)
		return
	}
	if anew {
		clear(a.names)
		clear(a.roles)
		come = a.members
	}
	for _, l := range come {
		x.gain(a, l)
	}
}

// gain counts what a member says.
func (x *Index) gain(a *Actor, l *local) {
	for _, s := range l.p.spellings {
		a.names[s]++
	}
	dated := x.reports[l.Line].day != ""
	for i, r := range l.p.roles {
		c := a.roles[r.key]
		if c == nil {
			c = &capacity{role: r, seen: l, at: i}
			a.roles[r.key] = c
		}
		c.reports++
		if x.compare(l, c.seen) < 0 {
			c.role, c.seen, c.at = r, l, i
		}
		if dated && (c.from == nil || x.compare(l, c.from) < 0) {
			c.from = l
		}
		if dated && (c.to == nil || x.compare(l, c.to) > 0) {
			c.to = l
		}
	}
}

// lose takes what a member said out of the count, and reports whether all has
// to be counted anew.
func (x *Index) lose(a *Actor, l *local) bool {
	for _, s := range l.p.spellings {
		if a.names[s]--; a.names[s] == 0 {
			delete(a.names, s)
		}
	}
	for _, r := range l.p.roles {
		c := a.roles[r.key]
		if c == nil || c.seen == l || c.from == l || c.to == l {
			return true
		}
		c.reports--
	}
	return false
}

// Changed returns, ascending, the numbers of the actors that are not what they
// were when it was called last.
func (x *Index) Changed() []int {
	out := make([]int, 0, len(x.changed))
	for n := range x.changed {
		out = append(out, n)
	}
	clear(x.changed)
	slices.Sort(out)
	return out
}

// All returns the numbers of all actors in the order of their first members.
func (x *Index) All() []int {
	out := make([]int, 0, len(x.actors))
	for n := range x.actors {
		out = append(out, n)
	}
	slices.SortFunc(out, func(a, b int) int { return x.compare(x.actors[a].members[0], x.actors[b].members[0]) })
	return out
}

// First returns where an actor is named first; false when there is none of
// that number.
func (x *Index) First(n int) (Local, bool) {
	a := x.actors[n]
	if a == nil {
		return Local{}, false
	}
	return a.members[0].Local, true
}

// ID returns the id of an actor: ISO 3166-1 alpha-3 for a country, else made
// from the first member.
func (x *Index) ID(n int) string {
	if code, ok := x.codes[n]; ok {
		return code
	}
	m := x.actors[n].members[0]
	return x.reports[m.Line].id + "." + m.id
}

// kind returns the kind of an actor: that of its first member, but a country
// is one whoever was joined to it.
func (x *Index) kind(n int) string {
	if _, ok := x.codes[n]; ok || slices.ContainsFunc(x.actors[n].members, func(m *local) bool { return m.p.kind == "country" }) {
		return "country"
	}
	return x.actors[n].members[0].p.kind
}

// Members returns who an actor is in each report, in their order.
func (x *Index) Members(n int) []record.Member {
	a := x.actors[n]
	out := make([]record.Member, len(a.members))
	for i, m := range a.members {
		out[i] = record.Member{Report: x.reports[m.Line].id, Actor: m.id}
	}
	return out
}

// Who returns who the actors of a report are: their own ids, and those of the
// actors.
func (x *Index) Who(line int) [][2]string {
	var out [][2]string
	for i := range x.reports[line].locals {
		if l := &x.reports[line].locals[i]; l.to >= 0 {
			out = append(out, [2]string{l.id, x.ID(l.to)})
		}
	}
	return out
}

// rareName is how many times as common as another spelling the commonest one
// must be for the other not to stand before it.
const rareName = 6

// Identity writes an actor as the record has it, without its members.
func (x *Index) Identity(n int) record.Identity {
	a := x.actors[n]
	out := record.Identity{ID: x.ID(n), Kind: x.kind(n), Names: x.names(a), Roles: make([]record.Capacity, 0, len(a.roles)), Members: []record.Member{}}
	roles := make([]*capacity, 0, len(a.roles))
	for _, c := range a.roles {
		roles = append(roles, c)
	}
	slices.SortFunc(roles, func(p, q *capacity) int {
		return cmp.Or(x.compare(p.seen, q.seen), cmp.Compare(p.at, q.at))
	})
	for _, c := range roles {
		w := record.Capacity{Role: c.words, Country: known(c.country), Reports: c.reports}
		if c.from != nil {
			w.From, w.To = known(x.reports[c.from.Line].day), known(x.reports[c.to.Line].day)
		}
		out.Roles = append(out.Roles, w)
	}
	return out
}

// known makes an empty string the contract's null.
func known(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

// names returns every spelling, the fullest usual one first; before them the
// one by which a person said the actor goes.
func (x *Index) names(a *Actor) []string {
	out := make([]string, 0, len(a.names))
	words := make(map[string]int, len(a.names))
	most := 0 // reports that have the commonest full name
	for s, n := range a.names {
		out = append(out, s)
		words[s] = len(x.parse(s).Words)
		if words[s] > 1 {
			most = max(most, n)
		}
	}
	code := x.codes[a.n]
	rank := func(s string) int {
		switch {
		case code != "" && s == name.CountryName(code):
			return 0
		case a.names[s]*rareName >= most:
			return 1
		}
		return 2 // a title or a stray word is taken for a part of the name now and then
	}
	slices.SortFunc(out, func(p, q string) int {
		return cmp.Or(rank(p)-rank(q), words[q]-words[p], a.names[q]-a.names[p], strings.Compare(p, q))
	})
	if called, ok := x.links.called[a.n]; ok {
		out = append([]string{called}, slices.DeleteFunc(out, func(s string) bool { return s == called })...)
	}
	return out
}
