package story

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// How stories are made. The values were chosen on dated ledes and on undated
// reports of different lengths; see docs/relate.md.
const (
	storyThreshold = 0.21                    // mean similarity, in cosines, at which two groups are one story
	undatedFactor  = 0.75                    // a pair of which one is undated lacks the evidence of time
	storyDays      = 0.75                    // standard deviation of the decay over the days between two groups
	storyCopy      = 0.5                     // coverage at which two copies are one story from the start
	storyCopyDays  = 3.0                     // days between two copies that are
	openTerms      = 24                      // a report's weightiest terms, by which candidates are found
	openPostings   = 512                     // latest reports that one term brings up
	openCandidates = 32                      // candidates that are compared in full
	openScore      = int64(unit * unit / 20) // what they have in common by these terms, at the least
)

// group is a cluster in the making: the sum of its members' vectors gives the
// mean similarity of all pairs between two groups, exactly and without
// looking at the pairs (average linkage).
type group struct {
	members     []int32
	sum         []weighted64    // by term, ascending
	first, last float64         // days; 0 when no member is dated
	near        map[int32]int32 // groups that may be merged with it, and the sum of both stamps when that was last weighed
	gone        bool
	stamp       int32 // how often it has grown
}

type weighted64 struct {
	term  int32
	value int64
}

func dot(a, b []weighted64) float64 {
	if len(a) > len(b) {
		a, b = b, a
	}
	s := int64(0)
	if len(b) > 8*len(a) {
		for _, x := range a {
			if i, ok := slices.BinarySearchFunc(b, x.term, func(w weighted64, t int32) int { return cmp.Compare(w.term, t) }); ok {
				s += x.value * b[i].value
			}
		}
		return float64(s)
	}
	for i, j := 0, 0; i < len(a) && j < len(b); {
		switch {
		case a[i].term < b[j].term:
			i++
		case a[i].term > b[j].term:
			j++
		default:
			s += a[i].value * b[j].value
			i++
			j++
		}
	}
	return float64(s)
}

func addVectors(a, b []weighted64) []weighted64 {
	out := make([]weighted64, 0, len(a)+len(b))
	i, j := 0, 0
	for i < len(a) && j < len(b) {
		switch {
		case a[i].term < b[j].term:
			out = append(out, a[i])
			i++
		case a[i].term > b[j].term:
			out = append(out, b[j])
			j++
		default:
			out = append(out, weighted64{a[i].term, a[i].value + b[j].value})
			i++
			j++
		}
	}
	return append(append(out, a[i:]...), b[j:]...)
}

// similarity is the mean cosine between members of a and b, less for the days
// between them.
func similarity(a, b *group) float64 {
	s := dot(a.sum, b.sum) / (unit * unit) / float64(len(a.members)) / float64(len(b.members))
	if a.last == 0 || b.last == 0 {
		return s * undatedFactor
	}
	gap := max(a.first-b.last, b.first-a.last, 0)
	return s * math.Exp(-gap*gap/(2*storyDays*storyDays))
}

// candidate is a pair of groups that may become one.
type candidate struct {
	sim    float64
	a, b   int32 // a < b
	stamps int32 // the sum of both groups' when it was weighed
}

type merges []candidate

func (m merges) Len() int { return len(m) }
func (m merges) Less(i, j int) bool {
	x, y := m[i], m[j]
	if x.sim != y.sim {
		return x.sim > y.sim
	}
	return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) < 0
}
func (m merges) Swap(i, j int) { m[i], m[j] = m[j], m[i] }
func (m *merges) Push(x any)   { *m = append(*m, x.(candidate)) }
func (m *merges) Pop() any {
	old := *m
	x := old[len(old)-1]
	*m = old[:len(old)-1]
	return x
}

// cluster groups pages, given in order, into stories. The result names the
// pages of each, ascending, the stories by their first pages.
//
// The most similar pair of groups is merged first, again and again, until
// none is similar enough: agglomerative clustering by average linkage. A pair
// that was weighed before one of its groups grew is weighed again when its
// turn comes, and the neighbours of the group that has fewer move to the
// other, so that the work stays near linear.
//
// Pages that carry the same copy are one from the start, unless days lie
// between them.
//
// What a person says goes before: pages that belong together are joined
// first, and groups of which two members do not are never merged.
func cluster(pages []*page, x fixedPages) [][]*page {
	groups := make([]group, len(pages))
	index := make(map[*page]int32, len(pages))
	for i, p := range pages {
		index[p] = int32(i)
		g := &groups[i]
		g.members = []int32{int32(i)}
		g.first, g.last = p.day, p.day
		g.near = map[int32]int32{}
		g.sum = make([]weighted64, 0, len(p.vector))
		for _, x := range p.vector {
			g.sum = append(g.sum, weighted64{x.term, int64(x.value)})
		}
		slices.SortFunc(g.sum, func(a, b weighted64) int { return cmp.Compare(a.term, b.term) })
	}
	var queue merges
	push := func(a, b int32) {
		x, y := &groups[a], &groups[b]
		sum := x.stamp + y.stamp
		if old, ok := x.near[b]; ok && old == sum {
			return // it is in the queue as it is
		}
		s := similarity(x, y)
		x.near[b], y.near[a] = sum, sum
		if s >= storyThreshold {
			heap.Push(&queue, candidate{sim: s, a: min(a, b), b: max(a, b), stamps: sum})
		}
	}
	for i, p := range pages {
		for _, q := range p.near {
			push(int32(i), index[q])
		}
	}
	now := make([]int32, len(pages)) // by page: its group
	for i := range now {
		now[i] = int32(i)
	}
	find := func(i int32) int32 {
		for now[i] != i {
			now[i] = now[now[i]]
			i = now[i]
		}
		return i
	}
	numbered := func(list [][2]*page) (out [][2]int32) {
		for _, p := range list {
			a, ok := index[p[0]]
			b, both := index[p[1]]
			if ok && both {
				out = append(out, [2]int32{a, b})
			}
		}
		return out
	}
	kept := numbered(x.apart)
	apart := func(a, b int32) bool {
		for _, p := range kept {
			if x, y := find(p[0]), find(p[1]); x == a && y == b || x == b && y == a {
				return true
			}
		}
		return false
	}
	merge := func(a, b int32) {
		now[b] = a
		for _, n := range join(groups, a, b) {
			push(a, n)
		}
	}
	for _, p := range numbered(x.together) {
		if a, b := find(p[0]), find(p[1]); a != b && !apart(a, b) {
			merge(a, b)
		}
	}
	for i, p := range pages {
		for _, c := range p.copiesOfStory() {
			a, b := find(index[c.a]), find(int32(i))
			if a == b || apart(a, b) {
				continue
			}
			if len(groups[b].near) > len(groups[a].near) {
				a, b = b, a
			}
			merge(a, b)
		}
	}
	for queue.Len() > 0 {
		m := heap.Pop(&queue).(candidate)
		a, b := &groups[m.a], &groups[m.b]
		switch {
		case a.gone || b.gone || apart(m.a, m.b):
			continue
		case a.stamp+b.stamp != m.stamps:
			// One of the two has grown since: what they share now decides.
			push(m.a, m.b)
			continue
		}
		into, from := m.a, m.b
		if len(b.near) > len(a.near) {
			into, from = from, into
		}
		merge(into, from)
	}
	var out [][]*page
	for i := range groups {
		if g := &groups[i]; !g.gone {
			slices.Sort(g.members)
			list := make([]*page, len(g.members))
			for k, m := range g.members {
				list[k] = pages[m]
			}
			out = append(out, list)
		}
	}
	slices.SortFunc(out, func(a, b []*page) int { return comparePages(a[0], b[0]) })
	return out
}

// copiesOfStory returns, in order, the earlier pages' copies by which p is of
// their story from the start.
func (p *page) copiesOfStory() []*copied {
	var out []*copied
	for _, c := range p.copies {
		if c.b == p && c.ofStory() {
			out = append(out, c)
		}
	}
	slices.SortFunc(out, compareCopies)
	return out
}

func (c *copied) ofStory() bool {
	return c.coverage >= storyCopy && (c.a.day == 0 || c.b.day == 0 || c.b.day-c.a.day <= storyCopyDays)
}

// join makes group b a part of group a and returns, ascending, the groups that
// were near b.
func join(groups []group, a, b int32) []int32 {
	x, y := &groups[a], &groups[b]
	x.members = append(x.members, y.members...)
	x.sum = addVectors(x.sum, y.sum)
	if x.last == 0 {
		x.first, x.last = y.first, y.last
	} else if y.last != 0 {
		x.first, x.last = min(x.first, y.first), max(x.last, y.last)
	}
	moved := make([]int32, 0, len(y.near))
	for n := range y.near {
		delete(groups[n].near, b)
		if n != a {
			moved = append(moved, n)
		}
	}
	slices.Sort(moved)
	x.stamp++
	*y = group{gone: true}
	return moved
}
