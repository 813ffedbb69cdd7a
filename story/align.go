package story

import (
	"cmp"
	"math"
	"slices"
)

// How copies are found. The values were chosen on independent renderings of
// the same articles and on reports of the same happenings by different desks;
// see docs/relate.md.
const (
	sentenceMatch = 0.35          // of two sentences, at which one is taken for a rendering of the other
	besideMatch   = 0.20          // the same, next to two that match
	inOrder       = 0.08          // advantage of the sentence that follows the last one's match
	copyThreshold = 0.26          // geometric mean of both directions of coverage × order, for long reports
	copyShort     = 1.25          // divided by the number of sentences: what short reports need more
	partThreshold = 0.70          // of two sentences, at which one alone shows that it was copied
	chainMatch    = 0.33          // of two sentences, that a run of them is counted beyond
	chainWorth    = 1.6           // of a run, at which it is a copy of a part
	partCoverage  = 0.2           // least share of the report that is covered more: what every report of an outlet ends with is no copy
	strongMass    = int32(25_000) // least weight of such a sentence
	partSentences = 4             // so many of them make a copy of a part
	printPostings = 24            // earliest reports that one pair of words brings up
	candidates    = 12            // of one report that are aligned
	sharedPrints  = 2             // least number of shared pairs of words
	printShare    = 25            // and least share of the shorter list, one in so many
)

// pair is one sentence of a report beside one of another.
type pair struct {
	a, b  int32   // sentences
	match float64 // how much of both they share, 0 to 1
}

// alignment is how two pages lie beside one another.
type alignment struct {
	pairs    []pair  // in the order of the first page
	score    float64 // geometric mean of coverage × order in both directions
	coverage float64 // of the page that is covered more, each sentence by its weight
	strong   int     // sentences that show by themselves that they were copied
	chain    float64 // what the best run of sentences that follow one another in both pages is worth
	prose    int     // sentences of prose of the page that has fewer
	numbers  int     // pairs of sentences that both give numbers
	other    int     // of these, pairs that have no number in common
	quoted   float64 // share of what they have in common that is quoted
}

// aligner compares pages. It is not safe for concurrent use.
type aligner struct {
	terms  *terms
	acc    []int32
	index  [][]int32 // by term: sentences of the second page
	filled []int32   // terms in index
}

// align lays b beside a. For each sentence of a the best one of b is taken by
// what they share of their words' weights: mostly how much of a's sentence is
// there, and a little how much both have in common, so that a long sentence
// does not match everything.
func (x *aligner) align(a, b *page) alignment {
	return x.both(a, b, x.cover(a, b), x.cover(b, a))
}

// copy aligns two pages as align does, and gives up half way when they cannot
// carry one copy any more.
func (x *aligner) copy(a, b *page) (alignment, bool) {
	fwd := x.cover(a, b)
	if fwd.prose*fwd.order < copyThreshold*copyThreshold && fwd.strong < 2 && fwd.chain < chainWorth {
		return alignment{}, false
	}
	al := x.both(a, b, fwd, x.cover(b, a))
	return al, al.copied()
}

// both makes an alignment of its two directions.
func (x *aligner) both(a, b *page, fwd, back cover) alignment {
	out := alignment{
		score:    math.Sqrt(fwd.prose * fwd.order * back.prose * back.order),
		strong:   max(fwd.strong, back.strong),
		chain:    min(fwd.chain, back.chain),
		prose:    min(fwd.sentences, back.sentences),
		coverage: max(share(fwd.pairs, a), share(back.pairs, b)),
		pairs:    joined(fwd.pairs, back.pairs),
	}
	for _, p := range out.pairs {
		if p.match < sentenceMatch {
			continue
		}
		switch x.figures(a.terms(&a.sentences[p.a]), b.terms(&b.sentences[p.b])) {
		case agree:
			out.numbers++
		case differ:
			out.numbers++
			out.other++
		}
	}
	if all := fwd.all + back.all; all > 0 {
		out.quoted = (fwd.quoted + back.quoted) / all
	}
	return out
}

// What the numbers of two sentences say.
const (
	silent = iota // one of the two has none
	agree         // they have one in common
	differ
)

// figures compares the numbers of two lists of terms.
func (x *aligner) figures(a, b []int32) int {
	inA, inB := false, false
	for _, t := range a {
		if !x.terms.number[t] {
			continue
		}
		inA = true
		for _, u := range b {
			if x.terms.number[u] {
				inB = true
				if x.terms.figure[t] == x.terms.figure[u] {
					return agree
				}
			}
		}
	}
	if inA && inB {
		return differ
	}
	return silent
}

// share is the share of p's sentences that stand in pairs, each counted by
// its weight.
func share(pairs []pair, p *page) float64 {
	m := int64(0)
	for _, x := range pairs {
		m += int64(p.sentences[x.a].mass)
	}
	if p.mass == 0 {
		return 0
	}
	return float64(m) / float64(p.mass)
}

// joined joins what two directions found, a's sentences first.
func joined(fwd, back []pair) []pair {
	out := slices.Clone(fwd)
	for _, p := range back {
		out = append(out, pair{p.b, p.a, p.match})
	}
	slices.SortFunc(out, func(p, q pair) int {
		return cmp.Or(cmp.Compare(p.a, q.a), cmp.Compare(p.b, q.b), cmp.Compare(q.match, p.match))
	})
	return slices.CompactFunc(out, func(p, q pair) bool { return p.a == q.a && p.b == q.b })
}

// cover is how much of one page another holds.
type cover struct {
	pairs       []pair  // in the order of the covered page
	prose       float64 // share of its prose that is covered, each sentence by how well it matches
	order       float64 // 0.6 for pairs in no order, 1 for all in the same
	strong      int     // sentences that show by themselves that they were copied
	chain       float64 // what the best run of sentences that follow one another in both pages is worth
	sentences   int     // of prose
	all, quoted float64 // weights in common, and those of them in quotation marks
}

// cover finds for the sentences of a their best ones in b. What stands in
// quotation marks is paired like the rest, and counts for nothing: two
// reports of one speech are no copy.
func (x *aligner) cover(a, b *page) cover {
	for len(x.index) < len(x.terms.weight) {
		x.index = append(x.index, make([][]int32, len(x.terms.weight)-len(x.index))...)
	}
	for j := range b.sentences {
		for _, t := range b.terms(&b.sentences[j]) {
			if len(x.index[t]) == 0 {
				x.filled = append(x.filled, t)
			}
			x.index[t] = append(x.index[t], int32(j))
		}
	}
	x.acc = append(x.acc[:0], make([]int32, len(b.sentences))...)
	var touched []int32
	var pairs []pair
	for i := range a.sentences {
		s := &a.sentences[i]
		if s.to-s.from < 2 {
			continue
		}
		touched = touched[:0]
		for _, t := range a.terms(s) {
			w := x.terms.weight[t]
			for _, j := range x.index[t] {
				if x.acc[j] == 0 {
					touched = append(touched, j)
				}
				x.acc[j] += w
			}
		}
		slices.Sort(touched)
		best, value := pair{a: int32(i), b: -1}, 0.0
		for _, j := range touched {
			o := &b.sentences[j]
			shared := float64(x.acc[j])
			m := 0.6*shared/float64(s.mass) + 0.8*shared/float64(s.mass+o.mass)
			near := 0.0
			if n := len(pairs); n > 0 && j >= pairs[n-1].b && j <= pairs[n-1].b+2 {
				near = inOrder
			}
			if m+near > value {
				value, best.match, best.b = m+near, m, j
			}
			x.acc[j] = 0
		}
		if best.b >= 0 && best.match >= besideMatch {
			pairs = append(pairs, best)
		}
	}
	pairs = slices.DeleteFunc(pairs, weak(pairs))
	for _, t := range x.filled {
		x.index[t] = x.index[t][:0]
	}
	x.filled = x.filled[:0]
	out := cover{pairs: pairs}
	prose := 0.0
	for i := range a.sentences {
		s := &a.sentences[i]
		prose += float64(s.mass) * float64(1-s.quoted)
		if s.quoted < 0.5 {
			out.sentences++
		}
	}
	if len(pairs) == 0 || prose == 0 {
		return out
	}
	var seq []int32
	for _, p := range pairs {
		s := &a.sentences[p.a]
		seq = append(seq, p.b)
		c := p.match * float64(s.mass)
		q := float64(max(s.quoted, b.sentences[p.b].quoted))
		out.all += c
		out.quoted += c * q
		out.prose += c * (1 - q)
		if p.match >= partThreshold && s.mass >= strongMass && q < 0.5 && !s.head {
			out.strong++
		}
	}
	out.chain = chain(a, b, pairs)
	out.prose /= prose
	out.order = 0.6 + 0.4*float64(ascending(seq))/float64(len(seq))
	return out
}

// chain values the best run of pairs that follow one another in both pages, a
// sentence missing here and there: each pair by how much it shares beyond
// what two reports of one thing share anyway. Two desks may write the same
// sentence; they do not write the same five in the same order.
func chain(a, b *page, pairs []pair) float64 {
	best, sum := 0.0, 0.0
	for i, p := range pairs {
		s := &a.sentences[p.a]
		if s.head || b.sentences[p.b].head || s.mass < 12_000 {
			continue
		}
		if i > 0 {
			if q := pairs[i-1]; p.a-q.a > 2 || p.b <= q.b || p.b-q.b > 2 {
				sum = 0
			}
		}
		v := p.match - chainMatch
		sum = max(0, sum+v*(1-float64(max(s.quoted, b.sentences[p.b].quoted))))
		best = max(best, sum)
	}
	return best
}

// weak returns what pairs do not hold: those that share too little, unless they
// continue a pair that does not, in both pages.
func weak(pairs []pair) func(pair) bool {
	sure := map[[2]int32]bool{}
	for _, p := range pairs {
		if p.match >= sentenceMatch {
			sure[[2]int32{p.a, p.b}] = true
		}
	}
	return func(p pair) bool {
		return p.match < sentenceMatch && !sure[[2]int32{p.a - 1, p.b - 1}] && !sure[[2]int32{p.a + 1, p.b + 1}]
	}
}

// copied reports whether the alignment shows one copy: most of the prose lies
// side by side in the same order, or several sentences do that nobody writes
// twice. Where most sentences that give numbers give other ones, the pages
// fill one form with different facts (weekly figures, two products).
func (al alignment) copied() bool {
	if al.numbers >= 4 && 2*al.other >= al.numbers {
		return false
	}
	return al.score >= copyThreshold+copyShort/float64(max(al.prose, 1)) || al.coverage >= partCoverage && (al.strong >= partSentences || al.chain >= chainWorth)
}
