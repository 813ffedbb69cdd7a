package story

import (
	"slices"

	"dateline/record"
)

// fixedFacts are events and meetings that a person says are one, or are not.
type fixedFacts struct{ together, apart [][2]*fact }

// apartFrom reports whether somebody said that f is another than one of the group.
func (x fixedFacts) apartFrom(group []*fact, f *fact) bool {
	return slices.ContainsFunc(x.apart, func(p [2]*fact) bool {
		return p[0] == f && slices.Contains(group, p[1]) || p[1] == f && slices.Contains(group, p[0])
	})
}

// divide splits facts that agree, in their order, into groups that hold no two
// that are apart: each joins the first group that it may.
func (x fixedFacts) divide(all []*fact) [][]*fact {
	var out [][]*fact
	for _, f := range all {
		k := slices.IndexFunc(out, func(g []*fact) bool { return !x.apartFrom(g, f) })
		if k < 0 {
			out = append(out, []*fact{f})
			continue
		}
		out[k] = append(out[k], f)
	}
	return out
}

// join makes one group of the two that hold what is together, unless that joins
// two that are apart.
func (x fixedFacts) join(groups [][]*fact) [][]*fact {
	for _, p := range x.together {
		of := func(f *fact) int {
			return slices.IndexFunc(groups, func(g []*fact) bool { return slices.Contains(g, f) })
		}
		a, b := of(p[0]), of(p[1])
		if a == b || slices.ContainsFunc(groups[b], func(f *fact) bool { return x.apartFrom(groups[a], f) }) {
			continue
		}
		groups[a] = slices.Concat(groups[a], groups[b])
		slices.SortFunc(groups[a], compareFacts)
		groups = slices.Delete(groups, b, b+1)
	}
	return groups
}

// bind works out the groups of all facts that agree with one of which a person
// said something, and notes those that are others than before. They are few.
func (x *happenings) bind(fixed fixedFacts) {
	was := map[*fact][]*fact{}
	for _, f := range x.bound {
		was[f] = f.group
		f.bound, f.group = false, nil
	}
	seen := map[*fact]bool{}
	var groups [][]*fact
	for _, list := range [][][2]*fact{fixed.apart, fixed.together} {
		for _, p := range list {
			for _, f := range p {
				if first := f.first; first != nil && !seen[first] {
					seen[first] = true
					groups = append(groups, fixed.divide(first.star())...)
				}
			}
		}
	}
	x.bound = x.bound[:0]
	now := map[*fact][]*fact{}
	for _, g := range fixed.join(groups) {
		for i, f := range g {
			x.bound, f.bound, now[f] = append(x.bound, f), true, nil
			if i == 0 {
				f.group, now[f] = g, g
			}
		}
	}
	for _, side := range [][2]map[*fact][]*fact{{was, now}, {now, was}} {
		for f, g := range side[0] {
			if h, ok := side[1][f]; !ok || !slices.Equal(g, h) {
				x.changed[f] = true
			}
		}
	}
}

// star returns a first fact and those that joined it, ascending.
func (f *fact) star() []*fact {
	all := []*fact{f}
	for g := range f.members {
		all = append(all, g)
	}
	slices.SortFunc(all, compareFacts)
	return all
}

// one returns the facts that are one, if f is the first of them, ascending;
// nil when they are of one report alone.
func (f *fact) one() []*fact {
	var all []*fact
	switch {
	case f.gone:
	case f.bound:
		all = f.group
	case f.first == f && len(f.members) > 0:
		all = f.star()
	}
	if !slices.ContainsFunc(all, func(g *fact) bool { return g.page != f.page }) {
		return nil
	}
	return all
}

// happening writes events that are one, ascending.
func happening(all []*fact) record.Happening {
	var out record.Happening
	out.Mentions, out.Retracted = ofFacts(all)
	return out
}

// gathering writes meetings that are one.
func gathering(all []*fact) record.Gathering {
	var out record.Gathering
	out.Meetings, out.Retracted = ofFacts(all)
	return out
}

// ofFacts returns the ids of facts, and of those that are not told or rest on a
// retracted report.
func ofFacts(all []*fact) (ids, retracted []string) {
	for _, f := range all {
		ids = append(ids, f.id)
		if f.retracted {
			retracted = append(retracted, f.id)
		}
	}
	return ids, retracted
}
