package story

import (
	"cmp"
	"math"
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
var (
	headWeight    = 2.0 // a word of the headline
	ledeWeight    = 1.5 // a word of the first ledeWords content words of the body
	ledeWords     = 60
	capitalWeight = 2.0 // a name
	numberWeight  = 1.3 // a number
	vectorTerms   = 80
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

// finish makes the vector of the page whose words were tallied.
func (r *reader) finish(p *page) {
	type term struct {
		t int32
		w float64
	}
	all := make([]term, 0, len(r.seen))
	for _, t := range r.seen {
		c := r.count[t]
		r.count[t] = tally{}
		n := float64(c.body)
		if c.head {
			n += headWeight
		}
		w := (1 + math.Log(1+n)) * float64(r.terms.weight[t]) / 1000
		if c.capital {
			w *= capitalWeight
		}
		if r.terms.number[t] {
			w *= numberWeight
		}
		all = append(all, term{t, w})
	}
	r.seen = r.seen[:0]
	slices.SortFunc(all, func(a, b term) int {
		if a.w != b.w {
			return cmp.Compare(b.w, a.w)
		}
		return cmp.Compare(r.terms.hash[a.t], r.terms.hash[b.t])
	})
	all = all[:min(len(all), vectorTerms)]
	sum := 0.0
	for _, x := range all {
		sum += x.w * x.w
	}
	norm := unit / math.Sqrt(sum)
	p.vector = make([]weighted, len(all))
	for i, x := range all {
		p.vector[i] = weighted{x.t, int32(math.Round(x.w * norm))}
	}
	slices.Sort(p.prints)
	p.prints = slices.Compact(p.prints)
}

func unique(ids []int32) []int32 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
