package story

import (
	"cmp"
	"maps"
	"slices"
)

// copied is a pair of pages that carry the same copy.
type copied struct {
	a, b *page // a before b in order
	alignment
	bonds []bond // statements in sentences that lie side by side
	gone  bool

	written string // the id under which it was told of last
}

func compareCopies(p, q *copied) int {
	return cmp.Or(comparePages(p.a, q.a), comparePages(p.b, q.b))
}

// kin are the pages that carry one copy, by way of others too.
type kin struct{ pages map[*page]bool }

// text names what all pages with the same words have in common.
type textKey struct {
	same      uint64
	sentences int
}

// lineage finds the pages that carry the same copy.
//
// A page is aligned with the earlier pages that share the most sampled pairs
// of words with it, where each pair brings up the printPostings earliest pages
// that have it. Pages whose words are the same to the last are not compared
// again and again: each is paired with the first of them alone, and that one
// stands for all of them before the others.
//
// A page that comes or goes changes what the pages behind it find by the
// pairs of words for which it is among the earliest, and of the pages with the
// same words, if it is the first of them.
type lineage struct {
	texts  map[textKey][]*page // ascending
	prints postings

	count   []int32 // by page: pairs of words shared with the one at hand
	touched []int32
	due     map[*page]bool
	firsts  map[*page]bool // first of their text since the last settling, or no longer
	changed map[*copied]bool
	dates   map[*page]bool // whose date through a copy may be another
}

func newLineage() lineage {
	return lineage{
		texts: map[textKey][]*page{}, prints: postings{at: map[uint64]int32{}},
		due: map[*page]bool{}, firsts: map[*page]bool{}, changed: map[*copied]bool{}, dates: map[*page]bool{},
	}
}

func (p *page) text() textKey { return textKey{p.same, len(p.sentences)} }

// insert puts p into an ascending list.
func insert(list []*page, p *page) []*page {
	if n := len(list); n == 0 || comparePages(list[n-1], p) < 0 {
		return append(list, p)
	}
	i, _ := slices.BinarySearchFunc(list, p, comparePages)
	return slices.Insert(list, i, p)
}

// without takes p out of an ascending list.
func without(list []*page, p *page) []*page {
	if i, ok := slices.BinarySearchFunc(list, p, comparePages); ok && list[i] == p {
		return slices.Delete(list, i, i+1)
	}
	return list
}

func (r *Relater) settleLineage() {
	x := &r.lineage
	clear(x.firsts)
	clear(x.changed)
	clear(x.dates)
	for _, p := range r.went {
		r.unindex(p)
		k := p.text()
		list := x.texts[k]
		first := len(list) > 0 && list[0] == p
		if list = without(list, p); len(list) == 0 {
			delete(x.texts, k)
		} else {
			x.texts[k] = list
		}
		if first {
			r.firstOf(list)
		}
		for _, c := range slices.Clone(p.copies) {
			r.drop(c)
			other := c.a
			if other == p {
				other = c.b
			}
			x.due[other] = true
		}
	}
	for _, p := range r.came {
		x.due[p] = true
		if len(p.sentences) == 0 {
			continue
		}
		k := p.text()
		list := insert(x.texts[k], p)
		x.texts[k] = list
		if list[0] == p {
			if len(list) > 1 {
				r.unindex(list[1])
			}
			r.firstOf(list)
		}
	}
	for len(x.count) < len(r.pages) {
		x.count = append(x.count, make([]int32, len(r.pages)-len(x.count)+1024)...)
	}
	for _, p := range slices.SortedFunc(maps.Keys(x.due), comparePages) {
		if !p.gone {
			r.copiesOf(p)
		}
	}
	clear(x.due)
	r.settleKin()
	r.settleDates()
}

// firstOf makes the first page of a text stand for the others, which are
// compared with it anew.
func (r *Relater) firstOf(list []*page) {
	x := &r.lineage
	for _, q := range list {
		x.due[q] = true
	}
	if len(list) > 0 {
		r.index(list[0])
	}
}

// index puts a page into the index of prints. A page behind it is compared
// anew if the two share enough, or if it does not see another one any more.
func (r *Relater) index(p *page) {
	x := &r.lineage
	p.indexed = true
	x.firsts[p] = true
	shares := map[int32]int{}
	for _, h := range p.prints {
		list, at := x.prints.add(r, h, p)
		if at > printPostings {
			continue
		}
		for k, n := range list[at:] {
			shares[n]++
			if at+k > printPostings {
				x.due[r.pages[n]] = true
			}
		}
	}
	for n, k := range shares {
		if q := r.pages[n]; enough(k, p, q) {
			x.due[q] = true
		}
	}
}

// unindex takes it out.
func (r *Relater) unindex(p *page) {
	x := &r.lineage
	if !p.indexed {
		return
	}
	p.indexed = false
	x.firsts[p] = true
	for _, h := range p.prints {
		list, at := x.prints.remove(r, h, p)
		if at >= printPostings {
			continue
		}
		for _, n := range list[at:] {
			x.due[r.pages[n]] = true
		}
	}
}

// enough reports whether two pages share enough pairs of words to be aligned.
func enough(n int, p, q *page) bool {
	return n >= sharedPrints && n*printShare >= min(len(p.prints), len(q.prints))
}

// postings are, by pair of words, the pages that have it: most pairs have one
// alone.
type postings struct {
	at    map[uint64]int32 // the page, or -1-i for the list i
	lists [][]int32        // ascending
	free  []int32
}

// of returns the pages of a pair.
func (x *postings) of(h uint64, one *[1]int32) []int32 {
	n, ok := x.at[h]
	switch {
	case !ok:
		return nil
	case n >= 0:
		one[0] = n
		return one[:]
	}
	return x.lists[-1-n]
}

// add puts a page into the list of a pair, and returns the list and the place
// behind it.
func (x *postings) add(r *Relater, h uint64, p *page) ([]int32, int) {
	n, ok := x.at[h]
	if !ok {
		x.at[h] = p.n
		return nil, 0
	}
	if n >= 0 {
		k := int32(len(x.lists))
		if f := len(x.free); f > 0 {
			k, x.free = x.free[f-1], x.free[:f-1]
		} else {
			x.lists = append(x.lists, nil)
		}
		x.lists[k] = []int32{n}
		n = -1 - k
		x.at[h] = n
	}
	list := x.lists[-1-n]
	i := len(list)
	if r.places.labels[list[i-1]] > p.label {
		i = place(r, list, p)
	}
	list = slices.Insert(list, i, p.n)
	x.lists[-1-n] = list
	return list, i + 1
}

// remove takes a page out of the list of a pair, and returns the list and the
// place where it was.
func (x *postings) remove(r *Relater, h uint64, p *page) ([]int32, int) {
	n, ok := x.at[h]
	if !ok {
		return nil, 0
	}
	if n >= 0 {
		delete(x.at, h)
		return nil, 0
	}
	list := x.lists[-1-n]
	i := place(r, list, p)
	list = slices.Delete(list, i, i+1)
	x.lists[-1-n] = list
	if len(list) == 1 {
		x.at[h] = list[0]
		x.lists[-1-n] = nil
		x.free = append(x.free, -1-n)
	}
	return list, i
}

// place returns where a page stands, or would stand, in an ascending list.
func place(r *Relater, list []int32, p *page) int {
	i, _ := slices.BinarySearchFunc(list, p.label, func(n int32, l uint64) int { return cmp.Compare(r.places.labels[n], l) })
	return i
}

// copiesOf finds the earlier pages whose copy p carries.
func (r *Relater) copiesOf(p *page) {
	if len(p.sentences) == 0 {
		return
	}
	if list := r.lineage.texts[p.text()]; list[0] != p {
		r.try(p, []*page{list[0]})
		return
	}
	count, touched := r.lineage.count, r.lineage.touched[:0]
	var one [1]int32
	for _, h := range p.prints {
		list := r.lineage.prints.of(h, &one)
		for _, j := range list[:min(len(list), printPostings)] {
			if r.places.labels[j] >= p.label {
				break
			}
			if count[j] == 0 {
				touched = append(touched, j)
			}
			count[j]++
		}
	}
	r.lineage.touched = touched
	kept := touched[:0]
	for _, j := range touched {
		if enough(int(count[j]), p, r.pages[j]) {
			kept = append(kept, j)
		} else {
			count[j] = 0
		}
	}
	slices.SortFunc(kept, func(a, b int32) int {
		return cmp.Or(cmp.Compare(count[b], count[a]), comparePages(r.pages[a], r.pages[b]))
	})
	var with []*page
	for k, j := range kept {
		count[j] = 0
		if k < candidates {
			with = append(with, r.pages[j])
		}
	}
	r.try(p, with)
}

// try aligns p with earlier pages, as far as it was not before.
func (r *Relater) try(p *page, with []*page) {
	was := p.tried
	p.tried = with
	for _, c := range slices.Clone(p.copies) {
		if c.b == p && !slices.Contains(with, c.a) {
			r.drop(c)
		}
	}
	for _, q := range with {
		if slices.Contains(was, q) {
			continue // whatever came of it stands
		}
		al, ok := alignment{}, true
		if q.text() == p.text() {
			al = r.align.align(q, p)
		} else {
			al, ok = r.align.copy(q, p)
		}
		if ok {
			r.carry(&copied{a: q, b: p, alignment: al})
		}
	}
}

func (r *Relater) carry(c *copied) {
	c.a.copies, c.b.copies = append(c.a.copies, c), append(c.b.copies, c)
	r.lineage.changed[c] = true
}

func (r *Relater) drop(c *copied) {
	if c.gone {
		return
	}
	c.gone = true
	for _, p := range []*page{c.a, c.b} {
		if p.gone {
			continue
		}
		if i := slices.Index(p.copies, c); i >= 0 {
			p.copies = slices.Delete(p.copies, i, i+1)
		}
	}
	r.lineage.changed[c] = true
}

// settleKin brings who carries one copy with whom to the copies that there
// are.
func (r *Relater) settleKin() {
	x := &r.lineage
	again := map[*page]bool{}
	for _, p := range r.went {
		if p.kin != nil {
			delete(p.kin.pages, p)
		}
	}
	for c := range x.changed {
		if !c.gone {
			continue
		}
		for _, p := range []*page{c.a, c.b} {
			if p.kin != nil {
				for q := range p.kin.pages {
					again[q] = true
				}
			}
		}
	}
	for p := range again {
		r.moves(p, nil)
	}
	for p := range again {
		for _, c := range p.copies {
			r.unite(c.a, c.b)
		}
	}
	for c := range x.changed {
		if !c.gone {
			r.unite(c.a, c.b)
		}
	}
}

// moves notes that p is of another kin: the story that it tells may have more
// origins, or less.
func (r *Relater) moves(p *page, k *kin) {
	if p.kin = k; k != nil {
		k.pages[p] = true
	}
	if p.tale != nil {
		r.tales.changed[p.tale] = true
	}
}

func (r *Relater) unite(a, b *page) {
	switch x, y := a.kin, b.kin; {
	case x == nil && y == nil:
		k := &kin{pages: map[*page]bool{}}
		r.moves(a, k)
		r.moves(b, k)
	case y == nil:
		r.moves(b, x)
	case x == nil:
		r.moves(a, y)
	case x != y:
		if len(x.pages) < len(y.pages) {
			x, y = y, x
		}
		for p := range y.pages {
			r.moves(p, x)
		}
	}
}
