package story

import (
	"maps"
	"slices"

	"dateline/record"
)

// tale is a story, or a page alone.
type tale struct {
	members []*page // ascending
	written string  // the id under which it was told of last; "" for not at all
}

// tales keeps which pages tell one story. What comes and goes matters to the
// pages that can be reached over neighbours: two groups are only ever merged
// when some page of one is near a page of the other.
type tales struct {
	changed map[*tale]bool
	moved   []*page // whose tale is another since the last settling
}

// fixedPages are pages that a person says tell one story, or do not.
type fixedPages struct{ together, apart [][2]*page }

func (r *Relater) settleTales() {
	x := &r.tales
	x.moved = x.moved[:0]
	due := r.likeness.changed
	for c := range r.lineage.changed {
		if c.ofStory() {
			due[c.a], due[c.b] = true, true
		}
	}
	for p := range r.fixed.changed {
		due[p] = true
	}
	beside := map[*page][]*page{}
	for _, p := range r.fixed.pages.together {
		beside[p[0]], beside[p[1]] = append(beside[p[0]], p[1]), append(beside[p[1]], p[0])
	}
	taken := map[*tale]bool{}
	seen := map[*page]bool{}
	var old []*tale
	for _, p := range r.went {
		if p.tale != nil {
			old = append(old, p.tale)
			p.tale = nil
		}
	}
	for _, p := range slices.SortedFunc(maps.Keys(due), comparePages) {
		if p.gone || seen[p] {
			continue
		}
		seen[p] = true
		all := []*page{p}
		reach := func(q *page) {
			if !q.gone && !seen[q] {
				seen[q] = true
				all = append(all, q)
			}
		}
		for i := 0; i < len(all); i++ {
			for _, q := range all[i].near {
				reach(q)
			}
			for _, q := range all[i].after {
				reach(q)
			}
			for _, c := range all[i].copies {
				if c.ofStory() {
					reach(c.a)
					reach(c.b)
				}
			}
			for _, q := range beside[all[i]] {
				reach(q)
			}
		}
		slices.SortFunc(all, comparePages)
		for _, members := range cluster(all, r.fixed.pages) {
			old = append(old, r.tell(members, taken)...)
		}
	}
	for _, t := range old {
		if !taken[t] {
			t.members = nil
			x.changed[t] = true
		}
	}
}

// tell makes pages one story: the one that the first of them told which no
// others have taken, so that the rest of it need not be looked at. It returns
// those that they told before.
func (r *Relater) tell(members []*page, taken map[*tale]bool) []*tale {
	x := &r.tales
	var t *tale
	var old []*tale
	for _, p := range members {
		if p.tale != nil {
			old = append(old, p.tale)
			if t == nil && !taken[p.tale] {
				t = p.tale
			}
		}
	}
	if t == nil {
		t = &tale{}
	}
	taken[t] = true
	for _, p := range members {
		if p.tale != t {
			p.tale = t
			x.moved = append(x.moved, p)
		}
	}
	if !slices.Equal(t.members, members) {
		t.members = members
		x.changed[t] = true
	}
	return old
}

// story writes a tale of several pages.
func (t *tale) story() record.Story {
	s := record.Story{ID: t.members[0].id}
	from := map[*kin]bool{}
	for _, p := range t.members {
		s.Reports = append(s.Reports, p.id)
		if p.kin == nil {
			s.Origins++
		} else {
			from[p.kin] = true
		}
		if p.retracted {
			s.Retracted = append(s.Retracted, p.id)
		}
	}
	s.Origins += len(from)
	return s
}
