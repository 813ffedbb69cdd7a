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
	storyWindow    = 21.0                    // days beyond which reports are not compared
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
	if gap > storyWindow {
		return 0
	}
	return s * math.Exp(-gap*gap/(2*storyDays*storyDays))
}

// merge is a pair of groups that may become one.
type merge struct {
	sim    float64
	a, b   int32 // a < b
	stamps int32 // the sum of both groups' when it was weighed
}

type merges []merge

func (m merges) Len() int { return len(m) }
func (m merges) Less(i, j int) bool {
	x, y := m[i], m[j]
	if x.sim != y.sim {
		return x.sim > y.sim
	}
	return cmp.Or(cmp.Compare(x.a, y.a), cmp.Compare(x.b, y.b)) < 0
}
func (m merges) Swap(i, j int) { m[i], m[j] = m[j], m[i] }
func (m *merges) Push(x any)   { *m = append(*m, x.(merge)) }
func (m *merges) Pop() any {
	old := *m
	x := old[len(old)-1]
	*m = old[:len(old)-1]
	return x
}

// clusters groups the pages, given in order of publication, into stories. The
// result names the pages of each, ascending.
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
func clusters(pages []*page, same []copied, fixed pairs) [][]int32 {
	groups := make([]group, len(pages))
	for i, p := range pages {
		g := &groups[i]
		g.members = []int32{int32(i)}
		g.first, g.last = p.day, p.day
		g.near = map[int32]int32{}
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
			heap.Push(&queue, merge{sim: s, a: min(a, b), b: max(a, b), stamps: sum})
		}
	}
	neighbours(pages, func(i, j int32) {
		if similarity(&groups[i], &groups[j]) >= storyThreshold/2 {
			push(i, j)
		}
	})
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
	apart := func(a, b int32) bool {
		for _, p := range fixed.apart {
			if x, y := find(p[0]), find(p[1]); x == a && y == b || x == b && y == a {
				return true
			}
		}
		return false
	}
	for _, p := range fixed.together {
		a, b := find(p[0]), find(p[1])
		if a == b || apart(a, b) {
			continue
		}
		now[b] = a
		for _, n := range join(groups, a, b) {
			push(a, n)
		}
	}
	for _, c := range same {
		a, b := find(c.a), find(c.b)
		p, q := pages[c.a], pages[c.b]
		if a == b || c.coverage < storyCopy || p.day != 0 && q.day != 0 && q.day-p.day > storyCopyDays || apart(a, b) {
			continue
		}
		if len(groups[b].near) > len(groups[a].near) {
			a, b = b, a
		}
		now[b] = a
		for _, n := range join(groups, a, b) {
			push(a, n)
		}
	}
	for queue.Len() > 0 {
		m := heap.Pop(&queue).(merge)
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
		now[from] = into
		moved := join(groups, into, from)
		for _, n := range moved {
			push(into, n)
		}
	}
	var out [][]int32
	for i := range groups {
		if g := &groups[i]; !g.gone {
			slices.Sort(g.members)
			out = append(out, g.members)
		}
	}
	return out
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

// neighbours calls each for pairs of pages that may belong to one story, j
// before i: those that share weighty terms.
func neighbours(pages []*page, each func(i, j int32)) {
	var postings [][]posting
	score := make([]int64, len(pages))
	var touched []int32
	var kept []candidate
	for i, p := range pages {
		touched = touched[:0]
		for _, x := range p.vector[:min(len(p.vector), openTerms)] {
			if int(x.term) >= len(postings) {
				continue
			}
			list := postings[x.term]
			list = list[max(0, len(list)-openPostings):]
			for k := len(list) - 1; k >= 0; k-- {
				e := list[k]
				if q := pages[e.page]; p.day-q.day > storyWindow && p.day != 0 && q.day != 0 {
					break
				}
				if score[e.page] == 0 {
					touched = append(touched, e.page)
				}
				score[e.page] += int64(x.value) * int64(e.value)
			}
		}
		kept = kept[:0]
		for _, j := range touched {
			if score[j] >= openScore {
				kept = append(kept, candidate{score[j], j})
			}
			score[j] = 0
		}
		slices.SortFunc(kept, func(a, b candidate) int {
			return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(b.page, a.page))
		})
		for _, c := range kept[:min(len(kept), openCandidates)] {
			each(int32(i), c.page)
		}
		for _, x := range p.vector {
			for int(x.term) >= len(postings) {
				postings = append(postings, make([][]posting, len(postings)+1024)...)
			}
			postings[x.term] = append(postings[x.term], posting{int32(i), x.value})
		}
	}
}

// candidate is a page that shares weighty terms, and how much they weigh.
type candidate struct {
	score int64
	page  int32
}

type posting struct {
	page  int32
	value int32
}
