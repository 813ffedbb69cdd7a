package story

import (
	"slices"

	"dateline/actor"
	"dateline/record"
)

// Ref names a report, or an actor or a statement in one, by their ids.
type Ref struct {
	Report string
	Actor  string // the report's own id; "" when it is no actor
	Said   string // a statement's id; "" when it is none
}

// Named says by which name an actor goes.
type Named struct {
	Ref
	Name string
}

// Links is what a person says of what several reports show together: actors
// that are one, statements of the same words, reports of one story, and what
// is not. What is apart goes before what is together.
type Links struct {
	Together, Apart [][2]Ref // two actors, two statements or two reports
	Names           []Named  // the later one holds
}

// pairs are two lists of numbers of pages, or of sayings.
type pairs struct{ together, apart [][2]int32 }

// place is a statement: the number of the page, and of the statement in it.
type place struct{ page, index int32 }

// fixed is Links by numbers.
type fixed struct {
	actors         actor.Links
	reports        pairs
	together, kept [][2]place // statements
}

// in numbers the links. What names nothing in these reports is left out.
func (x Links) in(lines []*record.Line) fixed {
	var out fixed
	if len(x.Together)+len(x.Apart)+len(x.Names) == 0 {
		return out
	}
	number := make(map[string]int, len(lines))
	for i, l := range lines {
		number[l.Report.ID] = i
	}
	person := func(r Ref) (actor.Local, bool) {
		i, ok := number[r.Report]
		if !ok {
			return actor.Local{}, false
		}
		k := slices.IndexFunc(lines[i].Actors, func(a record.Actor) bool { return a.ID == r.Actor })
		return actor.Local{Line: i, Actor: k}, k >= 0
	}
	said := func(r Ref) (place, bool) {
		i, ok := number[r.Report]
		if !ok {
			return place{}, false
		}
		k := slices.IndexFunc(lines[i].Statements, func(s record.Statement) bool { return s.ID == r.Said })
		return place{int32(i), int32(k)}, k >= 0
	}
	page := func(r Ref) (int32, bool) {
		i, ok := number[r.Report]
		return int32(i), ok
	}
	for _, p := range x.Together {
		switch {
		case p[0].Actor != "":
			out.actors.Together = both(out.actors.Together, p, person)
		case p[0].Said != "":
			out.together = both(out.together, p, said)
		default:
			out.reports.together = both(out.reports.together, p, page)
		}
	}
	for _, p := range x.Apart {
		switch {
		case p[0].Actor != "":
			out.actors.Apart = both(out.actors.Apart, p, person)
		case p[0].Said != "":
			out.kept = both(out.kept, p, said)
		default:
			out.reports.apart = both(out.reports.apart, p, page)
		}
	}
	for _, n := range x.Names {
		if v, ok := person(n.Ref); ok {
			out.actors.Names = append(out.actors.Names, actor.Called{Local: v, Name: n.Name})
		}
	}
	return out
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

// sayings numbers the statements of the links: first has, by page, the number
// of its first one.
func (x fixed) sayings(first []int) pairs {
	at := func(list [][2]place) [][2]int32 {
		var out [][2]int32
		for _, p := range list {
			out = append(out, [2]int32{int32(first[p[0].page]) + p[0].index, int32(first[p[1].page]) + p[1].index})
		}
		return out
	}
	return pairs{at(x.together), at(x.kept)}
}

// apartFrom reports whether somebody said that i does not belong with one of
// the set.
func (x pairs) apartFrom(set []int32, i int32) bool {
	for _, p := range x.apart {
		if p[0] == i && slices.Contains(set, p[1]) || p[1] == i && slices.Contains(set, p[0]) {
			return true
		}
	}
	return false
}

// fitting returns the set without those that do not belong with one before
// them.
func (x pairs) fitting(set []int32) []int32 {
	if len(x.apart) == 0 {
		return set
	}
	var out []int32
	for _, i := range set {
		if !x.apartFrom(out, i) {
			out = append(out, i)
		}
	}
	return out
}

// join makes of the sets of each pair that belongs together one, the first of
// them.
func (x pairs) join(sets [][]int32) [][]int32 {
	for _, p := range x.together {
		var at [2]int
		for k, i := range p {
			at[k] = slices.IndexFunc(sets, func(s []int32) bool { return slices.Contains(s, i) })
			if at[k] < 0 {
				at[k] = len(sets)
				sets = append(sets, []int32{i})
			}
		}
		into, from := min(at[0], at[1]), max(at[0], at[1])
		if into == from || slices.ContainsFunc(sets[from], func(i int32) bool { return x.apartFrom(sets[into], i) }) {
			continue
		}
		sets[into] = append(slices.Clone(sets[into]), sets[from]...)
		slices.Sort(sets[into])
		sets[into] = slices.Compact(sets[into])
		sets = slices.Delete(sets, from, from+1)
	}
	return slices.DeleteFunc(sets, func(s []int32) bool { return len(s) < 2 })
}
