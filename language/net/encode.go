package net

import (
	"slices"

	"dateline/language/form"
)

// Encoding is what the net makes of one sentence. It is reused from sentence
// to sentence.
type Encoding struct {
	n             int    // words; place 0 is the root
	first, second []int8 // layers: place × 2 × size
	dependent     []int32
	head          []int8
	bias          []int32 // of each place as a head
	hidden        []int32 // by place: as a dependent, then as a head
	inputs        []value // of one place, or of one pair's relation
}

// Len returns the number of words.
func (e *Encoding) Len() int { return e.n }

// scratch is the working memory of one call. Of the words met last it keeps
// their share of the gates, which does not depend on their neighbours.
type scratch struct {
	rows   []uint32
	sum    []int32
	gates  []int32 // place × 6 × size
	sums   []int32
	exact  []int32
	state  []value
	heads  []int32
	inner  []value
	digits []value
	known  []uint64 // by slot: hash of the word
	cached []int16  // slot × 6 × size
	oldest uint8    // way of a set that is taken next
}

// take and give lend working memory. What was kept of words is worth more
// than a pool that a collection of garbage empties.
func (n *Net) take() *scratch {
	select {
	case b := <-n.free:
		return b
	default:
		return n.newScratch()
	}
}

func (n *Net) give(b *scratch) {
	select {
	case n.free <- b:
	default:
	}
}

// Of the words met last, sets × ways are kept: those of a few reports.
const (
	sets = 1 << 11
	ways = 4
)

func (n *Net) newScratch() *scratch {
	h := n.first[0].size
	return &scratch{
		sum: make([]int32, n.dim), sums: make([]int32, 3*h), exact: make([]int32, h), state: make([]value, h),
		heads: make([]int32, n.heads.out), inner: make([]value, n.arc),
		digits: make([]value, 2*n.dim), known: make([]uint64, sets*ways), cached: make([]int16, sets*ways*6*h),
	}
}

// rootKey stands for the root among the words.
const rootKey = 1

// word returns the share of the gates of a word.
func (n *Net) word(b *scratch, key uint64, word string) []int16 {
	size := 6 * n.first[0].size
	slot := int(key%sets) * ways
	for w := range ways {
		if b.known[slot+w] == key {
			return b.cached[(slot+w)*size:][:size]
		}
	}
	b.oldest = (b.oldest + 1) % ways
	slot += int(b.oldest)
	b.known[slot] = key
	gates := b.cached[slot*size:][:size]
	if key == rootKey {
		b.rows = n.vocabulary.Root(b.rows[:0])
	} else {
		b.rows = n.vocabulary.Rows(b.rows[:0], word)
	}
	clear(b.sum)
	for _, r := range b.rows {
		row := n.rows[int(r)*n.dim:][:n.dim]
		for i, v := range row {
			b.sum[i] += int32(v)
		}
	}
	n.input.applyWide(gates, b.sum, b.digits)
	return gates
}

// Encode reads a sentence: e then holds the first layer.
func (n *Net) Encode(e *Encoding, words []string) {
	b := n.take()
	defer n.give(b)
	h := n.first[0].size
	e.n = len(words)
	places := e.n + 1
	b.gates = grow(b.gates, places*6*h)
	for p := range places {
		key, w := uint64(rootKey), ""
		if p > 0 {
			w = words[p-1]
			key = form.Of(w).Exact | 2
		}
		g := b.gates[p*6*h:][:6*h]
		for i, v := range n.word(b, key, w) {
			g[i] = int32(v)
		}
	}
	e.first = grow(e.first, places*2*h)
	n.layer(b, e.first, &n.first, places)
}

// Deepen makes the second layer of an encoded sentence and what heads and
// relations are scored with.
func (n *Net) Deepen(e *Encoding) {
	b := n.take()
	defer n.give(b)
	h := n.first[0].size
	places := e.n + 1
	b.gates = grow(b.gates, places*6*h)
	for p := range places {
		n.between.apply(b.gates[p*6*h:][:6*h], e.load(e.first[p*2*h:][:2*h]))
	}
	e.second = grow(e.second, places*2*h)
	n.layer(b, e.second, &n.second, places)

	e.dependent, e.head = grow(e.dependent, places*n.arc), grow(e.head, places*n.arc)
	e.bias, e.hidden = grow(e.bias, places), grow(e.hidden, places*2*n.label)
	for p := range places {
		n.heads.apply(b.heads, e.load(e.second[p*2*h:][:2*h]))
		for k, v := range b.heads[:n.arc] {
			b.inner[k] = valueOf(small(tangent(v)))
		}
		n.product.apply(e.dependent[p*n.arc:][:n.arc], b.inner)
		bias := int32(0)
		for k, v := range b.heads[n.arc : 2*n.arc] {
			t := tangent(v)
			e.head[p*n.arc+k] = wide(t)
			bias += n.rootBias[k] * t >> stateBits
		}
		e.bias[p] = bias
		copy(e.hidden[p*2*n.label:][:2*n.label], b.heads[2*n.arc:])
	}
}

// load returns what a layer wrote as inputs of the next.
//
//go:norace
func (e *Encoding) load(x []int8) []value {
	e.inputs = grow(e.inputs, len(x))
	in := e.inputs
	for i, v := range x {
		in[i] = valueOf(v)
	}
	return in
}

// wideOne stands for 1 in the vectors of heads.
const wideOne = 127

func wide(v int32) int8 { return int8((v*wideOne + unitOne/2) >> stateBits) }

// layer runs both directions over the gates in b and writes the states to
// dst, forward then backward for each place.
func (n *Net) layer(b *scratch, dst []int8, units *[2]unit, places int) {
	h := units[0].size
	for d := range units {
		u := &units[d]
		clear(b.exact)
		clear(b.state)
		for k := range places {
			p := k
			if d == 1 {
				p = places - 1 - k
			}
			u.step(dst[p*2*h+d*h:][:h], b.state, b.exact, b.gates[p*6*h+d*3*h:][:3*h], b.sums)
		}
	}
}

// Tags writes the scores of the tags of word i (from 0) to dst.
func (n *Net) Tags(dst []int32, e *Encoding, i int) {
	h := n.first[0].size
	n.tags.apply(dst, e.load(e.first[(i+1)*2*h:][:2*h]))
}

// Heads writes the scores of the heads of word i (from 0) to dst, by place: 0
// is the root, 1 the first word. Differences are log-odds in units of 1/One.
//
//go:norace
func (n *Net) Heads(dst []int32, e *Encoding, i int) {
	d := e.dependent[(i+1)*n.arc:][:n.arc]
	for p := range dst[:e.n+1] {
		h := e.head[p*n.arc:][:n.arc]
		d := d[:len(h)]
		sum := int32(0)
		for k, v := range h {
			sum += d[k] * int32(v)
		}
		dst[p] = sum/wideOne + e.bias[p]
	}
}

// One is 1 in the scores.
const One = one

// Relations writes the scores of the relations of word i (from 0) to the head
// at that place to dst.
func (n *Net) Relations(dst []int32, e *Encoding, i, place int) {
	own, head := e.hidden[(i+1)*2*n.label:][:n.label], e.hidden[place*2*n.label+n.label:][:n.label]
	e.inputs = grow(e.inputs, n.label)
	for k, v := range own {
		e.inputs[k] = valueOf(small(tangent(v + head[k])))
	}
	n.relations.apply(dst, e.inputs)
}

func grow[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }
