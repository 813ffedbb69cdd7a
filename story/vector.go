package story

import (
	"cmp"
	"math"
	"math/bits"
	"slices"
)

// weighted is a term of a vector. Its value is a whole number, unit/2^15 of
// the vector's length, so that dot products are exact sums.
type weighted struct {
	term  int32
	value int32
}

const unit = 1 << 15

// tally counts a term in one report.
type tally struct {
	body    float32 // occurrences in the body, those of the lede for more
	head    bool    // it stands in a headline
	capital bool    // it was written with a capital inside a sentence
}

// What counts for more in a report's vector.
const (
	headWeight    = 2.0 // a word of the headline
	ledeWeight    = 1.5 // a word of the first ledeWords content words of the body
	ledeWords     = 60
	capitalWeight = 2.0 // a name
	numberWeight  = 1.3 // a number
	vectorTerms   = 80
	setMost       = 2048 // as many passages as the record's own reports count for, at most
	ordinary      = 0.03 // share of the reports that a story of its own may reach; a word is common as far as more have it
	weightSteps   = 4.0  // steps of a weight in a nat
)

func (r *reader) weigh(p *page, t int32, head, capital bool) {
	for int(t) >= len(r.count) {
		r.count = append(r.count, make([]tally, len(r.count)+1024)...)
	}
	c := &r.count[t]
	if *c == (tally{}) {
		r.seen = append(r.seen, t)
	}
	if capital {
		c.capital = true
	}
	switch {
	case head:
		c.head = true
	case p.length+len(r.words) <= ledeWords:
		c.body += float32(ledeWeight)
	default:
		c.body++
	}
}

// occurrence is how much a term counts in one report, before it is known how
// common the term is.
type occurrence struct {
	term   int32
	factor float32
}

// finish writes down what was tallied.
func (r *reader) finish(p *page) {
	p.occurrences = make([]occurrence, 0, len(r.seen))
	for _, t := range r.seen {
		c := r.count[t]
		r.count[t] = tally{}
		n := float64(c.body)
		if c.head {
			n += headWeight
		}
		f := 1 + math.Log(1+n)
		if c.capital {
			f *= capitalWeight
		}
		if r.terms.number[t] {
			f *= numberWeight
		}
		p.occurrences = append(p.occurrences, occurrence{t, float32(f)})
	}
	r.seen = r.seen[:0]
	slices.Sort(p.prints)
	p.prints = slices.Compact(p.prints)
}

// weighing weighs words for stories. Where every report is about one process
// and the same few people, their names tell nothing apart: so a word is
// weighed by how common it is in the press and in these reports together, as
// far as more reports have it than one story makes. The same text counts
// once, however many carry it.
//
// How common it is in these reports is counted over the first of them: as many
// as the greatest power of two that they reach. So a report that comes behind
// all others moves no weight, until their number has doubled; weights move in
// steps, so that one that comes among the first hardly ever does.
type weighing struct {
	texts  []*page // the first page of each text, ascending
	among  int     // of them are counted
	count  []int32 // by term: how many of those have it
	weight []float64
}

// settleWeights weighs words anew and gives pages that came, and those that
// have a word whose weight moved, their vectors. It leaves these in
// r.likeness.fresh.
func (r *Relater) settleWeights() {
	w := &r.weighing
	for len(w.count) < len(r.terms.weight) {
		w.count = append(w.count, 0)
	}
	moved := map[int32]bool{} // terms whose count is another
	tally := func(p *page, by int32) {
		p.counted = by > 0
		for _, t := range unique(slices.Clone(p.ids)) {
			w.count[t] += by
			moved[t] = true
		}
	}
	left := w.among
	var behind *page // the last one that was counted
	if left > 0 {
		behind = w.texts[left-1]
	}
	var add []*page
	for p := range r.lineage.firsts {
		switch {
		case p.indexed && !p.inTexts:
			add = append(add, p)
		case !p.indexed && p.inTexts:
			w.texts, p.inTexts = without(w.texts, p), false
			if p.counted {
				tally(p, -1)
				left--
			}
		}
	}
	slices.SortFunc(add, comparePages)
	if len(add) > 64 {
		w.texts = append(w.texts, add...)
		slices.SortFunc(w.texts, comparePages)
	}
	for _, p := range add {
		p.inTexts = true
		if len(add) <= 64 {
			w.texts = insert(w.texts, p)
		}
		if behind != nil && comparePages(p, behind) < 0 {
			tally(p, 1)
			left++
		}
	}
	among := 0
	if n := len(w.texts); n > 0 {
		among = 1 << (bits.Len(uint(n)) - 1)
	}
	for ; left < among; left++ {
		tally(w.texts[left], 1)
	}
	for ; left > among; left-- {
		tally(w.texts[left-1], -1)
	}
	all := among != w.among
	w.among = among
	steps := map[int32]bool{} // terms of a new weight
	weigh := func(t int32) {
		if n := w.of(r.terms, t); n != w.weight[t] {
			w.weight[t] = n
			steps[t] = true
		}
	}
	if all {
		for t := range w.weight {
			weigh(int32(t))
		}
	} else {
		for t := range moved {
			if int(t) < len(w.weight) {
				weigh(t)
			}
		}
	}
	for t := len(w.weight); t < len(w.count); t++ {
		w.weight = append(w.weight, w.of(r.terms, int32(t)))
	}
	r.likeness.fresh = r.likeness.fresh[:0]
	if len(steps) > 0 {
		for _, p := range r.pages {
			if p == nil || p.gone || p.occurrences != nil || !slices.ContainsFunc(p.ids, func(t int32) bool { return steps[t] }) {
				continue
			}
			x, ok := r.read(p)
			if !ok {
				return
			}
			q := &page{line: x.Line}
			r.reader.cut(q)
			p.occurrences = q.occurrences
			r.likeness.fresh = append(r.likeness.fresh, p)
		}
	}
	r.likeness.fresh = append(r.likeness.fresh, r.came...)
}

// of returns the weight of a term in nats, in steps.
func (w *weighing) of(v *terms, t int32) float64 {
	n := float64(min(w.among, setMost))
	own := 0.0
	if w.among > 0 {
		own = n * max(0, float64(w.count[t])/float64(w.among)-ordinary)
	}
	return math.Round(math.Log((v.known.documents+n+2)/(float64(v.count[t])+own+1))*weightSteps) / weightSteps
}

// vector makes the vector of a page, the weightiest term first.
func (w *weighing) vector(p *page, v *terms) []weighted {
	type term struct {
		t int32
		w float64
	}
	all := make([]term, 0, len(p.occurrences))
	for _, o := range p.occurrences {
		all = append(all, term{o.term, float64(o.factor) * w.weight[o.term]})
	}
	p.occurrences = nil
	slices.SortFunc(all, func(a, b term) int {
		if a.w != b.w {
			return cmp.Compare(b.w, a.w)
		}
		return cmp.Compare(v.hash[a.t], v.hash[b.t])
	})
	all = all[:min(len(all), vectorTerms)]
	sum := 0.0
	for _, x := range all {
		sum += x.w * x.w
	}
	out := make([]weighted, len(all))
	for i, x := range all {
		out[i] = weighted{x.t, int32(math.Round(x.w * unit / math.Sqrt(sum)))}
	}
	return out
}

func unique(ids []int32) []int32 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
