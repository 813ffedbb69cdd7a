package story

import (
	"container/heap"
	"slices"
)

// happenings finds the events, and the meetings, of several reports that are
// one: each joins the first of those before it, of the latest factPostings of
// its kind and of one of its parties, with which it agrees best, or is a first
// one itself. So a fact that becomes a first one, or is none any more, matters
// to those behind it, until as many others have come between.
type happenings struct {
	lists   map[factKey]*factList
	queue   factHeap
	changed map[*fact]bool // first ones to whom others joined or from whom they left
	bound   []*fact        // those of whose groups a person said something
}

type factKey struct {
	kind string
	who  int
}

// factList is the facts of one kind and party.
type factList struct {
	all    []*fact // ascending
	firsts []*fact // of these, those that others join
}

func newHappenings() happenings {
	return happenings{lists: map[factKey]*factList{}, changed: map[*fact]bool{}}
}

// compareFacts puts facts in the order of their pages, then of the text.
func compareFacts(a, b *fact) int {
	if a.page == b.page {
		return a.index - b.index
	}
	return comparePages(a.page, b.page)
}

type factHeap []*fact

func (h factHeap) Len() int           { return len(h) }
func (h factHeap) Less(i, j int) bool { return compareFacts(h[i], h[j]) < 0 }
func (h factHeap) Swap(i, j int)      { h[i], h[j] = h[j], h[i] }
func (h *factHeap) Push(v any)        { *h = append(*h, v.(*fact)) }
func (h *factHeap) Pop() any {
	n := len(*h) - 1
	f := (*h)[n]
	*h = (*h)[:n]
	return f
}

func (x *happenings) enqueue(f *fact) {
	if !f.queued && !f.gone {
		f.queued = true
		heap.Push(&x.queue, f)
	}
}

// settleHappenings decides again for the facts that reports which came and
// went change, and those of which a party, the story or a copy is another now.
func (r *Relater) settleHappenings(moved []int) {
	x := &r.happenings
	for _, p := range r.went {
		for _, f := range p.facts {
			f.gone = true
			x.leave(f)
		}
	}
	for _, p := range r.came {
		for _, f := range p.facts {
			r.parties(f)
		}
	}
	for _, n := range moved {
		if p := r.pages[n]; p != nil && !p.gone {
			for _, f := range p.facts {
				r.parties(f)
			}
		}
	}
	for _, p := range r.tales.moved {
		for _, f := range p.facts {
			x.ask(f)
		}
	}
	for c := range r.lineage.changed {
		for _, f := range c.b.facts {
			x.enqueue(f)
		}
	}
	for x.queue.Len() > 0 {
		f := heap.Pop(&x.queue).(*fact)
		f.queued = false
		if !f.gone {
			x.decide(f)
		}
	}
	x.bind(r.fixed.facts)
}

// parties notes who takes part in f.
func (r *Relater) parties(f *fact) {
	x := &r.happenings
	doers, others := r.known(f.page, f.doing), r.known(f.page, f.done)
	if f.first != nil && slices.Equal(doers, f.doers) && slices.Equal(others, f.others) {
		return
	}
	x.leave(f)
	f.doers, f.others = doers, others
	f.who = append(slices.Clone(doers), others...)
	slices.Sort(f.who)
	f.who = slices.Compact(f.who)
	for _, w := range f.who {
		k := factKey{f.kind, w}
		l := x.lists[k]
		if l == nil {
			l = &factList{}
			x.lists[k] = l
		}
		l.all = insertFact(l.all, f)
	}
	x.enqueue(f)
}

func insertFact(list []*fact, f *fact) []*fact {
	n := len(list)
	if n > 0 && compareFacts(list[n-1], f) > 0 {
		n, _ = slices.BinarySearchFunc(list, f, compareFacts)
	}
	return slices.Insert(list, n, f)
}

func withoutFact(list []*fact, f *fact) []*fact {
	if i, ok := slices.BinarySearchFunc(list, f, compareFacts); ok {
		return slices.Delete(list, i, i+1)
	}
	return list
}

// leave takes f out of all that was found of it.
func (x *happenings) leave(f *fact) {
	switch {
	case f.first == f:
		x.unfirst(f)
	case f.first != nil:
		delete(f.first.members, f)
		x.changed[f.first] = true
	}
	f.first = nil
	for _, w := range f.who {
		k := factKey{f.kind, w}
		l := x.lists[k]
		if l.all = withoutFact(l.all, f); len(l.all) == 0 {
			delete(x.lists, k)
		}
	}
	f.who = nil
}

// ask lets f decide again, and those that compare themselves with it.
func (x *happenings) ask(f *fact) {
	x.enqueue(f)
	if f.first == f {
		x.behind(f)
	}
}

// behind lets those decide again that may have f among the latest first ones.
func (x *happenings) behind(f *fact) {
	for _, w := range f.who {
		l := x.lists[factKey{f.kind, w}]
		i, _ := slices.BinarySearchFunc(l.all, f, compareFacts)
		passed := 0
		for _, g := range l.all[i:] {
			if g == f {
				continue
			}
			if passed >= factPostings {
				break
			}
			x.enqueue(g)
			if g.first == g {
				passed++
			}
		}
	}
}

// decide finds which of the first ones before it f joins.
func (x *happenings) decide(f *fact) {
	var seen []*fact
	for _, w := range f.who {
		l := x.lists[factKey{f.kind, w}].firsts
		i := len(l)
		if i > 0 && compareFacts(l[i-1], f) >= 0 {
			i, _ = slices.BinarySearchFunc(l, f, compareFacts)
		}
		seen = append(seen, l[max(0, i-factPostings):i]...)
	}
	slices.SortFunc(seen, compareFacts)
	var best *fact
	value := 0
	for _, g := range slices.Compact(seen) {
		if v := sameFact(g, f, aside(g, f)); v > value {
			best, value = g, v
		}
	}
	if best == nil {
		best = f
	}
	if best == f.first {
		return
	}
	switch {
	case f.first == f:
		x.unfirst(f)
	case f.first != nil:
		delete(f.first.members, f)
		x.changed[f.first] = true
	}
	f.first = best
	x.changed[best] = true
	if best != f {
		best.members[f] = true
		return
	}
	f.members = map[*fact]bool{}
	for _, w := range f.who {
		l := x.lists[factKey{f.kind, w}]
		l.firsts = insertFact(l.firsts, f)
	}
	x.behind(f)
}

// unfirst makes f no first one any more; who joined it decides again.
func (x *happenings) unfirst(f *fact) {
	x.behind(f)
	for _, w := range f.who {
		l := x.lists[factKey{f.kind, w}]
		l.firsts = withoutFact(l.firsts, f)
	}
	for g := range f.members {
		g.first = nil
		x.enqueue(g)
	}
	f.first, f.members = nil, nil
	x.changed[f] = true
}

// aside reports whether two facts stand in sentences of one copy that lie side
// by side.
func aside(a, b *fact) bool {
	if a.line < 0 || b.line < 0 {
		return false
	}
	p, q := a.page, b.page
	if len(q.copies) < len(p.copies) {
		p, q = q, p
	}
	for _, c := range p.copies {
		if c.a != a.page || c.b != b.page {
			continue
		}
		return slices.ContainsFunc(c.pairs, func(x pair) bool { return x.a == a.line && x.b == b.line })
	}
	return false
}
