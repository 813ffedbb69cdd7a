package tree

import (
	"slices"

	"dateline/language/net"
	"dateline/language/tag"
)

// scratch is the working memory of one Parse.
type scratch struct {
	encoding net.Encoding
	row      []int32
	scores   []int // [word from 1][head from 0], in units of 1/net.One
	heads    []int // of the words from 1
	sure     []bool
	labels   []int32
	mark     []int
	levels   []*level // of arborescence
	search   search
	tags     []tag.ID
}

func (b *scratch) relations(n int) []int32 {
	b.labels = slices.Grow(b.labels[:0], n)[:n]
	return b.labels
}

const (
	never   = -1 << 40    // of an arc that is not allowed
	certain = 5 * net.One // by how much a head must win to be sure, in log-odds
	dear    = 1 << 30     // what each root costs, so that there is just one
)

// fill sets the scores of all arcs. Of each span one word may depend on words
// outside, and its other words only on words inside.
func (b *scratch) fill(net *net.Net, e *net.Encoding, first int, spans []Span) {
	n := e.Len()
	w := n + 1
	b.row = slices.Grow(b.row[:0], w)[:w]
	b.scores = slices.Grow(b.scores[:0], w*w)[:w*w]
	b.sure = slices.Grow(b.sure[:0], n)[:n]
	for i := range n {
		net.Heads(b.row, e, i)
		row := b.scores[(i+1)*w:][:w]
		for h, v := range b.row {
			row[h] = int(v)
		}
		row[i+1] = never
	}
	for _, s := range spans {
		from, to := max(s.First-first, 0)+1, min(s.Last-first, n)+1
		if to-from < 2 {
			continue
		}
		b.bind(from, to, w)
	}
}

// bind keeps words [from, to) whole: the word that gains most by it depends on
// the outside.
func (b *scratch) bind(from, to, w int) {
	best, most := from, 0
	for i := from; i < to; i++ {
		inner, outer := never, never
		for h, v := range b.scores[i*w:][:w] {
			if h >= from && h < to {
				inner = max(inner, v)
			} else {
				outer = max(outer, v)
			}
		}
		if gain := outer - inner; i == from || gain > most {
			best, most = i, gain
		}
	}
	for i := from; i < to; i++ {
		row := b.scores[i*w:][:w]
		for h := range row {
			if inside := h >= from && h < to; inside == (i == best) {
				row[h] = never
			}
		}
	}
}

// tree fills heads with the tree of the greatest sum, and sure.
func (b *scratch) tree(n int) {
	w := n + 1
	b.heads = slices.Grow(b.heads[:0], w)[:w]
	b.heads[0] = -1
	roots := 0
	for i := 1; i <= n; i++ {
		best, second := 0, never
		row := b.scores[i*w:][:w]
		for h := 1; h < w; h++ {
			switch {
			case row[h] > row[best]:
				best, second = h, row[best]
			case row[h] > second:
				second = row[h]
			}
		}
		b.heads[i], b.sure[i-1] = best, row[best]-second >= certain
		if best == 0 {
			roots++
		}
	}
	if roots == 1 && b.cycle(b.heads) == nil {
		return
	}
	best := slices.Clone(b.heads)
	for i := 1; i <= n; i++ {
		b.scores[i*w] -= dear
	}
	copy(b.heads, b.arborescence(b.scores, w, 0))
	for i := 1; i <= n; i++ {
		b.scores[i*w] += dear
	}
	for i := 1; i <= n; i++ {
		b.sure[i-1] = b.sure[i-1] && b.heads[i] == best[i]
	}
}

// cycle returns the nodes of one cycle, nil if there is none.
func (b *scratch) cycle(heads []int) []int {
	b.mark = slices.Grow(b.mark[:0], len(heads))[:len(heads)]
	for i := range b.mark {
		b.mark[i] = 0
	}
	for i := 1; i < len(heads); i++ {
		k := i
		for k > 0 && b.mark[k] == 0 {
			b.mark[k] = i
			k = heads[k]
		}
		if k > 0 && b.mark[k] == i {
			out := []int{k}
			for j := heads[k]; j != k; j = heads[j] {
				out = append(out, j)
			}
			return out
		}
	}
	return nil
}

// level is the working memory of arborescence at one depth.
type level struct {
	heads, rest []int
	in          []bool // the nodes of the cycle
	small       []int  // scores with the cycle as one node, the last
	enter       []int  // node of the cycle that head rest[k] enters
	leave       []int  // node of the cycle that word rest[k] leaves from
}

// arborescence returns the heads of the tree over w nodes, rooted in node 0,
// with the greatest sum of scores[node × w + head]. Each cycle of best heads
// is drawn together into one node, whose tree tells where it opens. What is
// returned is valid until the next call at that depth.
func (b *scratch) arborescence(scores []int, w, depth int) []int {
	if depth == len(b.levels) {
		b.levels = append(b.levels, new(level))
	}
	l := b.levels[depth]
	l.heads = slices.Grow(l.heads[:0], w)[:w]
	heads := l.heads
	heads[0] = -1
	for i := 1; i < w; i++ {
		row := scores[i*w:][:w]
		best := 0
		for h, v := range row {
			if v > row[best] && h != i {
				best = h
			}
		}
		heads[i] = best
	}
	cycle := b.cycle(heads)
	if cycle == nil {
		return heads
	}
	l.in = slices.Grow(l.in[:0], w)[:w]
	in := l.in
	clear(in)
	for _, k := range cycle {
		in[k] = true
	}
	// The rest keeps its order; the cycle comes last.
	l.rest = l.rest[:0]
	for i := range w {
		if !in[i] {
			l.rest = append(l.rest, i)
		}
	}
	rest := l.rest
	v := len(rest) + 1
	c := v - 1
	l.small = slices.Grow(l.small[:0], v*v)[:v*v]
	l.enter, l.leave = slices.Grow(l.enter[:0], c)[:c], slices.Grow(l.leave[:0], c)[:c]
	small, enter, leave := l.small, l.enter, l.leave
	clear(small[c*v : c*v+v])
	for a, i := range rest {
		for k, h := range rest {
			small[a*v+k] = scores[i*w+h]
		}
		if i > 0 {
			best := cycle[0]
			for _, h := range cycle {
				if scores[i*w+h] > scores[i*w+best] {
					best = h
				}
			}
			small[a*v+c], leave[a] = scores[i*w+best], best
		}
	}
	small[c*v+c] = never
	for k, h := range rest {
		best, most := cycle[0], scores[cycle[0]*w+h]-scores[cycle[0]*w+heads[cycle[0]]]
		for _, x := range cycle[1:] {
			if gain := scores[x*w+h] - scores[x*w+heads[x]]; gain > most {
				best, most = x, gain
			}
		}
		small[c*v+k], enter[k] = most, best
	}
	below := b.arborescence(small, v, depth+1)
	for a, i := range rest {
		if i == 0 {
			continue
		}
		if below[a] == c {
			heads[i] = leave[a]
		} else {
			heads[i] = rest[below[a]]
		}
	}
	heads[enter[below[c]]] = rest[below[c]]
	return heads
}
