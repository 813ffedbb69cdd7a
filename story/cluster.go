package story

import (
	"cmp"
	"container/heap"
	"math"
	"slices"
)

// How stories are made. The values were chosen on dated ledes and on undated
// reports of different lengths; see docs/relate.md.
var (
	storyThreshold = 0.22 // mean similarity, in cosines, at which two groups are one story
	undatedFactor  = 0.75 // a pair of which one is undated lacks the evidence of time
	storyDays      = 0.75 // standard deviation of the decay over the days between two groups
	storyWindow    = 21.0 // days beyond which reports are not compared
	openTerms      = 24   // a report's weightiest terms, by which candidates are found
	openPostings   = 512  // latest reports that one term brings up
	openCandidates = 32   // candidates that are compared in full
	lengthBase     = 0.0
)

// group is a cluster in the making: the sum of its members' vectors gives the
// mean similarity of all pairs between two groups, exactly and without
// looking at the pairs (average linkage).
type group struct {
	members     []int32
	sum         []weighted64 // by term, ascending
	first, last float64      // days; 0 when no member is dated
	logLength   float64      // sum over the members
	near        map[int32]struct{}
	gone        bool
	stamp       int32
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
	if lengthBase != 0 {
		l := (a.logLength + b.logLength) / float64(len(a.members)+len(b.members))
		s *= math.Exp(lengthBase * (math.Log(90) - l))
	}
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
	sim            float64
	a, b           int32 // a < b
	stampA, stampB int32
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
// result names the pages of each, the first page of each in ascending order.
func clusters(pages []*page) [][]int32 {
	groups := make([]group, len(pages))
	for i, p := range pages {
		g := &groups[i]
		g.members = []int32{int32(i)}
		g.first, g.last = p.day, p.day
		g.logLength = math.Log(float64(max(p.length, 1)))
		g.near = map[int32]struct{}{}
		for _, x := range p.vector {
			g.sum = append(g.sum, weighted64{x.term, int64(x.value)})
		}
		slices.SortFunc(g.sum, func(a, b weighted64) int { return cmp.Compare(a.term, b.term) })
	}
	var queue merges
	neighbours(pages, func(i, j int32) {
		if s := similarity(&groups[i], &groups[j]); s >= storyThreshold/2 {
			groups[i].near[j], groups[j].near[i] = struct{}{}, struct{}{}
			if s >= storyThreshold {
				queue = append(queue, merge{sim: s, a: min(i, j), b: max(i, j)})
			}
		}
	})
	heap.Init(&queue)
	for queue.Len() > 0 {
		m := heap.Pop(&queue).(merge)
		a, b := &groups[m.a], &groups[m.b]
		if a.gone || b.gone || a.stamp != m.stampA || b.stamp != m.stampB {
			continue
		}
		join(groups, m.a, m.b)
		for n := range a.near {
			o := &groups[n]
			if s := similarity(a, o); s >= storyThreshold {
				x := merge{sim: s, a: m.a, b: n, stampA: a.stamp, stampB: o.stamp}
				if x.a > x.b {
					x.a, x.b, x.stampA, x.stampB = x.b, x.a, x.stampB, x.stampA
				}
				heap.Push(&queue, x)
			}
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

// join makes group b a part of group a.
func join(groups []group, a, b int32) {
	x, y := &groups[a], &groups[b]
	x.members = append(x.members, y.members...)
	x.sum = addVectors(x.sum, y.sum)
	x.logLength += y.logLength
	if x.last == 0 {
		x.first, x.last = y.first, y.last
	} else if y.last != 0 {
		x.first, x.last = min(x.first, y.first), max(x.last, y.last)
	}
	for n := range y.near {
		delete(groups[n].near, b)
		if n != a {
			x.near[n] = struct{}{}
			groups[n].near[a] = struct{}{}
		}
	}
	delete(x.near, b)
	x.stamp++
	*y = group{gone: true}
}

// neighbours calls each for pairs of pages that may belong to one story, j
// before i: those that share weighty terms.
func neighbours(pages []*page, each func(i, j int32)) {
	var postings [][]posting
	score := make([]int64, len(pages))
	var touched []int32
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
		slices.SortFunc(touched, func(a, b int32) int {
			return cmp.Or(cmp.Compare(score[b], score[a]), cmp.Compare(b, a))
		})
		for k, j := range touched {
			if k < openCandidates {
				each(int32(i), j)
			}
			score[j] = 0
		}
		for _, x := range p.vector {
			for int(x.term) >= len(postings) {
				postings = append(postings, make([][]posting, len(postings)+1024)...)
			}
			postings[x.term] = append(postings[x.term], posting{int32(i), x.value})
		}
	}
}

type posting struct {
	page  int32
	value int32
}
