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
const (
	headWeight    = 2.0 // a word of the headline
	ledeWeight    = 1.5 // a word of the first ledeWords content words of the body
	ledeWords     = 60
	capitalWeight = 2.0 // a name
	numberWeight  = 1.3 // a number
	vectorTerms   = 80
	setShare      = 1.0  // what a report counts for among the background's passages
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

// vectors makes the vectors of all pages. Where every report is about one
// process and the same few people, their names tell nothing apart: so a word
// is weighed by how common it is in the press and in these reports together,
// as far as more reports have it than one story makes. The same text counts
// once, however many carry it. The weight moves in steps, so that one report
// more hardly ever moves one.
func vectors(pages []*page, v *terms) {
	count := make([]int32, len(v.weight))
	texts := map[uint64]bool{}
	for _, p := range pages {
		if texts[p.same] {
			continue
		}
		texts[p.same] = true
		for _, o := range p.occurrences {
			count[o.term]++
		}
	}
	weight := make([]float64, len(v.weight))
	n := float64(len(texts))
	for t := range weight {
		own := setShare * max(0, float64(count[t])-n*ordinary)
		w := math.Log((v.known.documents + setShare*n + 2) / (float64(v.count[t]) + own + 1))
		weight[t] = math.Round(w*weightSteps) / weightSteps
	}
	type term struct {
		t int32
		w float64
	}
	var all []term
	for _, p := range pages {
		all = all[:0]
		for _, o := range p.occurrences {
			all = append(all, term{o.term, float64(o.factor) * weight[o.term]})
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
		p.vector = make([]weighted, len(all))
		for i, x := range all {
			p.vector[i] = weighted{x.t, int32(math.Round(x.w * unit / math.Sqrt(sum)))}
		}
	}
}

func unique(ids []int32) []int32 {
	slices.Sort(ids)
	return slices.Compact(ids)
}
