package story

import (
	"slices"

	"dateline/actor"
)

// Ref names a report, or an actor, a statement, an event or a meeting in one,
// by their ids.
type Ref struct {
	Report string
	Actor  string // the report's own id; "" when it is no actor
	Said   string // a statement's id; "" when it is none
	Fact   string // an event's or a meeting's id; "" when it is none
}

// Named says by which name an actor goes.
type Named struct {
	Ref
	Name string
}

// Links is what a person says of what several reports show together: actors
// that are one, statements of the same words, reports of one story, events and
// meetings that are one, and what is not. What is apart goes before what is
// together.
type Links struct {
	Together, Apart [][2]Ref // two actors, statements, reports, events or meetings
	Names           []Named  // the later one holds
}

// fixed is Links by what there is.
type fixed struct {
	actors  actor.Links
	pages   fixedPages
	said    fixedSayings
	facts   fixedFacts
	changed map[*page]bool   // of which something else is said now
	sayings map[*saying]bool // likewise
}

// fixedSayings are statements that a person says report the same words, or do
// not.
type fixedSayings struct{ together, apart [][2]*saying }

// link finds what the links mean. What names nothing that is there is left out.
func (r *Relater) link(x Links) {
	was := r.fixed
	out := fixed{changed: map[*page]bool{}, sayings: map[*saying]bool{}}
	person := func(ref Ref) (actor.Local, bool) {
		p := r.number[ref.Report]
		if p == nil {
			return actor.Local{}, false
		}
		return r.actors.Local(int(p.n), ref.Actor)
	}
	said := func(ref Ref) (*saying, bool) {
		p := r.number[ref.Report]
		if p == nil {
			return nil, false
		}
		k := slices.IndexFunc(p.sayings, func(s *saying) bool { return s.id == ref.Said })
		if k < 0 {
			return nil, false
		}
		return p.sayings[k], true
	}
	fact := func(ref Ref) (*fact, bool) {
		p := r.number[ref.Report]
		if p == nil {
			return nil, false
		}
		k := slices.IndexFunc(p.facts, func(f *fact) bool { return f.id == ref.Fact })
		if k < 0 {
			return nil, false
		}
		return p.facts[k], true
	}
	told := func(ref Ref) (*page, bool) {
		p := r.number[ref.Report]
		return p, p != nil
	}
	for _, p := range x.Together {
		switch {
		case p[0].Actor != "":
			out.actors.Together = both(out.actors.Together, p, person)
		case p[0].Said != "":
			out.said.together = both(out.said.together, p, said)
		case p[0].Fact != "":
			out.facts.together = both(out.facts.together, p, fact)
		default:
			out.pages.together = both(out.pages.together, p, told)
		}
	}
	for _, p := range x.Apart {
		switch {
		case p[0].Actor != "":
			out.actors.Apart = both(out.actors.Apart, p, person)
		case p[0].Said != "":
			out.said.apart = both(out.said.apart, p, said)
		case p[0].Fact != "":
			out.facts.apart = both(out.facts.apart, p, fact)
		default:
			out.pages.apart = both(out.pages.apart, p, told)
		}
	}
	for _, n := range x.Names {
		if v, ok := person(n.Ref); ok {
			out.actors.Names = append(out.actors.Names, actor.Called{Local: v, Name: n.Name})
		}
	}
	differing(out.changed, was.pages.together, out.pages.together)
	differing(out.changed, was.pages.apart, out.pages.apart)
	differing(out.sayings, was.said.together, out.said.together)
	differing(out.sayings, was.said.apart, out.said.apart)
	r.fixed = out
}

// both adds a pair to the list if both of it are found.
func both[T any](list [][2]T, p [2]Ref, find func(Ref) (T, bool)) [][2]T {
	a, ok := find(p[0])
	b, ok2 := find(p[1])
	if ok && ok2 {
		list = append(list, [2]T{a, b})
	}
	return list
}

// differing notes all that stands in two lists of pairs, if these differ.
func differing[T comparable](in map[T]bool, was, now [][2]T) {
	if slices.Equal(was, now) {
		return
	}
	for _, list := range [][][2]T{was, now} {
		for _, p := range list {
			in[p[0]], in[p[1]] = true, true
		}
	}
}

// apartFrom reports whether somebody said that s does not belong with one of
// the set.
func (x fixedSayings) apartFrom(set []*saying, s *saying) bool {
	for _, p := range x.apart {
		if p[0] == s && slices.Contains(set, p[1]) || p[1] == s && slices.Contains(set, p[0]) {
			return true
		}
	}
	return false
}

// fitting returns the set without those that do not belong with one before
// them.
func (x fixedSayings) fitting(set []*saying) []*saying {
	if len(x.apart) == 0 {
		return set
	}
	var out []*saying
	for _, s := range set {
		if !x.apartFrom(out, s) {
			out = append(out, s)
		}
	}
	return out
}

// join makes of the sets of each pair among all that belongs together one, the
// first of them.
func (x fixedSayings) join(sets [][]*saying, all []*saying) [][]*saying {
	for _, p := range x.together {
		if !slices.Contains(all, p[0]) {
			continue
		}
		var at [2]int
		for k, s := range p {
			at[k] = slices.IndexFunc(sets, func(set []*saying) bool { return slices.Contains(set, s) })
			if at[k] < 0 {
				at[k] = len(sets)
				sets = append(sets, []*saying{s})
			}
		}
		into, from := min(at[0], at[1]), max(at[0], at[1])
		if into == from || slices.ContainsFunc(sets[from], func(s *saying) bool { return x.apartFrom(sets[into], s) }) {
			continue
		}
		sets[into] = append(slices.Clone(sets[into]), sets[from]...)
		slices.SortFunc(sets[into], compareSayings)
		sets[into] = slices.Compact(sets[into])
		sets = slices.Delete(sets, from, from+1)
	}
	return slices.DeleteFunc(sets, func(s []*saying) bool { return len(s) < 2 })
}
