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
	weightSteps   = 1.0  // steps of a weight in a nat: finer ones are no better, and move more often
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
// weighed by how common it is in the press and in the reports of its season
// together, as far as more of these have it than one story makes. The same
// text counts once, however many carry it. Reports without a date are a season
// of their own.
//
// How common a word is in a season is counted over the first texts of it: as
// many as the greatest power of two that they reach, mostTexts at most. So a
// report that comes behind all others moves no weight, until their number has
// doubled; weights move in steps, so that one that comes among the first seldom
// does, and what moves matters to its season alone.
type weighing struct {
	seasons map[int32]*season
	moved   []bool // by term, of the season at hand: its weight is another now
}

// season is the reports of seasonDays days.
type season struct {
	pages map[*page]bool
	texts []*page // the first page of each text, ascending
	among int     // of them are counted
	count []int16 // by term: how many of those have it
}

const (
	seasonDays = 64
	mostTexts  = setMost
)

// season returns the number of a page's season.
func (p *page) season() int32 {
	if p.day == 0 {
		return math.MinInt32
	}
	return int32(math.Floor(p.day / seasonDays))
}

// settleWeights weighs words anew and leaves the pages that came, and those
// that have a word whose weight moved, in r.likeness.fresh, to get their
// vectors.
func (r *Relater) settleWeights() {
	w := &r.weighing
	if w.seasons == nil {
		w.seasons = map[int32]*season{}
	}
	of := func(p *page) *season {
		s := w.seasons[p.season()]
		if s == nil {
			s = &season{pages: map[*page]bool{}}
			w.seasons[p.season()] = s
		}
		return s
	}
	for _, p := range r.went {
		delete(of(p).pages, p)
	}
	for _, p := range r.came {
		of(p).pages[p] = true
	}
	add, take := map[*season][]*page{}, map[*season][]*page{}
	for p := range r.lineage.firsts {
		switch s := of(p); {
		case p.indexed && !p.inTexts:
			add[s] = append(add[s], p)
			take[s] = append(take[s], nil...)
		case !p.indexed && p.inTexts:
			take[s] = append(take[s], p)
		}
	}
	r.likeness.fresh = append(r.likeness.fresh[:0], r.came...)
	came := map[*page]bool{}
	for _, p := range r.came {
		came[p] = true
	}
	for s := range take {
		all, moved := s.recount(r.terms, add[s], take[s])
		if !all && len(moved) == 0 {
			continue
		}
		for len(w.moved) < len(r.terms.weight) {
			w.moved = append(w.moved, false)
		}
		for _, t := range moved {
			w.moved[t] = true
		}
		for p := range s.pages {
			if !came[p] && (all || slices.ContainsFunc(p.occurrences, func(o occurrence) bool { return w.moved[o.term] })) {
				r.likeness.fresh = append(r.likeness.fresh, p)
			}
		}
		for _, t := range moved {
			w.moved[t] = false
		}
		if len(s.pages) == 0 {
			for k, o := range w.seasons {
				if o == s {
					delete(w.seasons, k)
				}
			}
		}
	}
}

// recount takes texts into the season and out of it, and returns the terms
// whose weight is another now; all when that may be any.
func (s *season) recount(v *terms, add, take []*page) (all bool, moved []int32) {
	for len(s.count) < len(v.weight) {
		s.count = append(s.count, make([]int16, len(v.weight)-len(s.count))...)
	}
	was := map[int32]float64{} // terms whose count is another: their weight before
	before := s.among
	tally := func(p *page, by int16) {
		p.counted = by > 0
		for _, t := range unique(slices.Clone(p.ids)) {
			if _, ok := was[t]; !ok {
				was[t] = s.weight(v, t)
			}
			s.count[t] += by
		}
	}
	left := s.among
	var behind *page // the last one that was counted
	if left > 0 {
		behind = s.texts[left-1]
	}
	for _, p := range take {
		s.texts, p.inTexts = without(s.texts, p), false
		if p.counted {
			tally(p, -1)
			left--
		}
	}
	slices.SortFunc(add, comparePages)
	if len(add) > 64 {
		s.texts = append(s.texts, add...)
		slices.SortFunc(s.texts, comparePages)
	}
	for _, p := range add {
		p.inTexts = true
		if len(add) <= 64 {
			s.texts = insert(s.texts, p)
		}
		if behind != nil && comparePages(p, behind) < 0 {
			tally(p, 1)
			left++
		}
	}
	among := 0
	if n := len(s.texts); n > 0 {
		among = min(mostTexts, 1<<(bits.Len(uint(n))-1))
	}
	for ; left < among; left++ {
		tally(s.texts[left], 1)
	}
	for ; left > among; left-- {
		tally(s.texts[left-1], -1)
	}
	s.among = among
	if among != before && min(among, before) < setMost {
		return true, nil
	}
	if among != before { // shares are of another whole
		for t := range s.count {
			if _, ok := was[int32(t)]; !ok && s.count[t] > 0 {
				s.among = before
				was[int32(t)] = s.weight(v, int32(t))
				s.among = among
			}
		}
	}
	for t, w := range was {
		if s.weight(v, t) != w {
			moved = append(moved, t)
		}
	}
	return false, moved
}

// weight returns the weight of a term in nats, in steps.
func (s *season) weight(v *terms, t int32) float64 {
	n := float64(min(s.among, setMost))
	own := 0.0
	if s.among > 0 && int(t) < len(s.count) {
		own = n * max(0, float64(s.count[t])/float64(s.among)-ordinary)
	}
	return math.Round(math.Log((v.known.documents+n+2)/(float64(v.count[t])+own+1))*weightSteps) / weightSteps
}

// vector makes the vector of a page, the weightiest term first.
func (s *season) vector(p *page, v *terms) []weighted {
	type term struct {
		t int32
		w float64
	}
	all := make([]term, 0, len(p.occurrences))
	for _, o := range p.occurrences {
		all = append(all, term{o.term, float64(o.factor) * s.weight(v, o.term)})
	}
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
