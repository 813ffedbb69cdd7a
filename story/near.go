package story

import (
	"cmp"
	"maps"
	"math"
	"slices"
)

// nearDays is how many days may lie between two reports of one story that
// nothing lies between: beyond them no two are half as similar as it takes.
var nearDays = storyDays * math.Sqrt(-2*math.Log(storyThreshold/2))

// likeness finds the pages that may tell one story: those that share weighty
// terms. Each page looks at the latest openPostings pages before it, within
// nearDays, that have one of its openTerms weightiest terms; one without a
// date at those without a date before it, and at the dated ones of a term that
// no more than openPostings of them have.
type likeness struct {
	lists   []listing // by term
	fresh   []*page   // that wait for a vector
	score   []int64   // by page, shared with the one at hand
	touched []int32
	values  []int32 // by term, of the page at hand
	due     map[*page]bool
	changed map[*page]bool // other pages are near them now
}

// listing is the pages that have a term, ascending.
type listing struct{ dated, undated []posting }

// posting is a term of a page: twice its value, and one if it is among the
// page's weightiest.
type posting struct{ page, value int32 }

func (r *Relater) settleLikeness() {
	x := &r.likeness
	x.due, x.changed = map[*page]bool{}, map[*page]bool{}
	for len(x.score) < len(r.pages) {
		x.score = append(x.score, 0)
	}
	x.touched = x.touched[:0]
	for _, p := range r.went {
		r.relist(p, nil)
		for _, q := range p.near {
			q.after = slices.DeleteFunc(q.after, func(o *page) bool { return o == p })
			x.changed[q] = true
		}
		for _, q := range p.after {
			q.near = slices.DeleteFunc(q.near, func(o *page) bool { return o == p })
			x.changed[q] = true
		}
	}
	for len(x.lists) < len(r.terms.weight) {
		x.lists = append(x.lists, listing{})
		x.values = append(x.values, 0)
	}
	slices.SortFunc(x.fresh, comparePages)
	for _, p := range x.fresh {
		vector := r.weighing.seasons[p.season()].vector(p, r.terms)
		x.due[p], x.changed[p] = true, true
		r.relist(p, vector)
	}
	x.fresh = x.fresh[:0]
	for _, p := range slices.SortedFunc(maps.Keys(x.due), comparePages) {
		if !p.gone {
			r.nearest(p)
		}
	}
}

// relist gives a page another vector, none to take it out, and puts its terms
// into the index. A term that stays in the vector keeps its place there.
func (r *Relater) relist(p *page, vector []weighted) {
	x := &r.likeness
	r.asking(p)
	for _, w := range vector {
		x.values[w.term] = 1
	}
	for _, w := range p.vector {
		if x.values[w.term] == 0 {
			list := x.of(w.term, p)
			k := r.at(*list, p)
			*list = slices.Delete(*list, k, k+1)
			r.opened((*list)[k:min(len(*list), k+openPostings)], p.day)
		}
	}
	for i, w := range vector {
		x.values[w.term] = 0
		v := w.value << 1
		if i < openTerms {
			v |= 1
		}
		list := x.of(w.term, p)
		k := r.at(*list, p)
		if k == len(*list) || (*list)[k].page != p.n {
			*list = slices.Insert(*list, k, posting{p.n, v})
		}
		(*list)[k].value = v
		r.opened((*list)[k+1:min(len(*list), k+1+openPostings)], p.day)
	}
	p.vector = vector
	r.asking(p)
}

// of returns the list of a term in which p stands.
func (x *likeness) of(term int32, p *page) *[]posting {
	if p.day == 0 {
		return &x.lists[term].undated
	}
	return &x.lists[term].dated
}

// asking lets pages without a date look again that share enough with p, which
// comes, goes or is weighed anew.
func (r *Relater) asking(p *page) {
	x := &r.likeness
	if p.day == 0 {
		return
	}
	for _, w := range p.vector {
		l := &x.lists[w.term]
		r.asked(l, w.value, len(l.dated)-1)
	}
	for _, j := range x.touched {
		if x.score[j] >= openScore {
			x.due[r.pages[j]] = true
		}
		x.score[j] = 0
	}
	x.touched = x.touched[:0]
}

// asked weighs what the pages without a date share with a dated one that comes
// or goes, by a term that so many other dated ones have. Where that makes them
// too many, or no longer, all look again.
func (r *Relater) asked(l *listing, value int32, others int) {
	x := &r.likeness
	switch {
	case others == openPostings:
		r.opened(l.undated, 0)
	case others < openPostings:
		for _, e := range l.undated {
			if e.value&1 == 1 {
				if x.score[e.page] == 0 {
					x.touched = append(x.touched, e.page)
				}
				x.score[e.page] += int64(value) * int64(e.value>>1)
			}
		}
	}
}

// at returns where p stands, or would stand, in a list.
func (r *Relater) at(list []posting, p *page) int {
	if n := len(list); n == 0 || r.places.labels[list[n-1].page] < p.label {
		return n
	}
	i, _ := slices.BinarySearchFunc(list, p.label, func(e posting, l uint64) int { return cmp.Compare(r.places.labels[e.page], l) })
	return i
}

// opened lets pages look again that look for others by the term of this list
// and are near enough to the day; 0 for any day.
func (r *Relater) opened(list []posting, day float64) {
	for _, e := range list {
		q := r.pages[e.page]
		if day != 0 && q.day-day > nearDays {
			break
		}
		if e.value&1 == 1 {
			r.likeness.due[q] = true
		}
	}
}

// shared is a page that shares weighty terms, and how much they weigh.
type shared struct {
	score int64
	page  *page
}

// nearest finds the earlier pages that may tell the story of p.
func (r *Relater) nearest(p *page) {
	x := &r.likeness
	x.touched = x.touched[:0]
	count := func(list []posting, value int32) {
		for k := len(list) - 1; k >= 0; k-- {
			e := list[k]
			if p.day != 0 && p.day-r.pages[e.page].day > nearDays {
				break
			}
			if x.score[e.page] == 0 {
				x.touched = append(x.touched, e.page)
			}
			x.score[e.page] += int64(value) * int64(e.value>>1)
		}
	}
	for _, w := range p.vector[:min(len(p.vector), openTerms)] {
		l := &x.lists[w.term]
		list := l.dated
		if p.day == 0 {
			if len(l.dated) <= openPostings {
				count(l.dated, w.value)
			}
			list = l.undated
		}
		k := r.at(list, p)
		count(list[max(0, k-openPostings):k], w.value)
	}
	var kept []shared
	for _, j := range x.touched {
		if x.score[j] >= openScore {
			kept = append(kept, shared{x.score[j], r.pages[j]})
		}
		x.score[j] = 0
	}
	slices.SortFunc(kept, func(a, b shared) int {
		return cmp.Or(cmp.Compare(b.score, a.score), comparePages(b.page, a.page))
	})
	for _, w := range p.vector {
		x.values[w.term] = w.value
	}
	var near []*page
	for _, c := range kept[:min(len(kept), openCandidates)] {
		if x.similar(p, c.page) >= storyThreshold/2 {
			near = append(near, c.page)
		}
	}
	for _, w := range p.vector {
		x.values[w.term] = 0
	}
	x.link(p, near)
}

// similar returns how similar the page whose values are at hand is to an
// earlier one, as similarity does.
func (x *likeness) similar(p, q *page) float64 {
	dot := int64(0)
	for _, w := range q.vector {
		dot += int64(w.value) * int64(x.values[w.term])
	}
	s := float64(dot) / (unit * unit)
	if p.day == 0 || q.day == 0 {
		return s * undatedFactor
	}
	gap := p.day - q.day
	return s * math.Exp(-gap*gap/(2*storyDays*storyDays))
}

// link notes which pages are near p.
func (x *likeness) link(p *page, near []*page) {
	if slices.Equal(p.near, near) {
		return
	}
	x.changed[p] = true
	for _, q := range p.near {
		if !slices.Contains(near, q) {
			q.after = slices.DeleteFunc(q.after, func(o *page) bool { return o == p })
			x.changed[q] = true
		}
	}
	for _, q := range near {
		if !slices.Contains(p.near, q) {
			q.after = append(q.after, p)
		}
	}
	p.near = near
}
