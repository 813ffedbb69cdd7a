package main

import (
	"cmp"
	"math"
	"slices"

	"dateline/language/weights"
)

// learner is a multi-class linear model in training: AdaGrad on a log-loss
// (Duchi, Hazan and Singer 2011), weights averaged over all steps. A feature
// gets weights only from its third mistake on; before it is only counted.
type learner struct {
	classes int
	rate    float32
	least   uint8
	step    float64
	n       int // slots in use
	rows    int
	slots   []slot
	chunks  [][]float32 // rows of 3 × classes: weight, sum of squares, sum of step × change
}

type slot struct {
	key   uint64
	row   int32 // -1: only counted
	count uint8
}

const chunkRows = 1 << 14

func newLearner(classes int, rate float32, least uint8) *learner {
	return &learner{classes: classes, rate: rate, least: least, slots: make([]slot, 1<<20)}
}

func (l *learner) row(r int32) []float32 {
	k := int(r) % chunkRows * 3 * l.classes
	return l.chunks[r/chunkRows][k : k+3*l.classes]
}

// score fills out with the sums of the features.
func (l *learner) score(out []float32, features []uint64) {
	clear(out)
	mask := uint64(len(l.slots) - 1)
	for _, h := range features {
		for i := (h ^ h>>31) & mask; l.slots[i].key != 0; i = (i + 1) & mask {
			if l.slots[i].key == h {
				if r := l.slots[i].row; r >= 0 {
					for c, w := range l.row(r)[:len(out)] {
						out[c] += w
					}
				}
				break
			}
		}
	}
}

func (l *learner) find(h uint64) *slot {
	if l.n*2 > len(l.slots) {
		old := l.slots
		l.slots = make([]slot, 2*len(old))
		mask := uint64(len(l.slots) - 1)
		for _, s := range old {
			if s.key != 0 {
				i := (s.key ^ s.key>>31) & mask
				for l.slots[i].key != 0 {
					i = (i + 1) & mask
				}
				l.slots[i] = s
			}
		}
	}
	mask := uint64(len(l.slots) - 1)
	i := (h ^ h>>31) & mask
	for l.slots[i].key != 0 && l.slots[i].key != h {
		i = (i + 1) & mask
	}
	s := &l.slots[i]
	if s.key == 0 {
		*s = slot{key: h, row: -1}
		l.n++
	}
	return s
}

// slope is a part of a gradient.
type slope struct {
	class int
	g     float32
}

// update moves the weights of the features against the gradient.
func (l *learner) update(features []uint64, gradient []slope) {
	when := float32(l.step / 1e4)
	for _, h := range features {
		s := l.find(h)
		if s.count < 255 {
			s.count++
		}
		if s.row < 0 {
			if s.count < l.least {
				continue
			}
			if l.rows%chunkRows == 0 {
				l.chunks = append(l.chunks, make([]float32, chunkRows*3*l.classes))
			}
			s.row = int32(l.rows)
			l.rows++
		}
		row := l.row(s.row)
		for _, x := range gradient {
			sq := &row[l.classes+x.class]
			*sq += float32(x.g * x.g)
			d := float32(-l.rate * x.g / float32(math.Sqrt(float64(*sq)+0.1)))
			row[x.class] += d
			row[2*l.classes+x.class] += float32(when * d)
		}
	}
}

// loss turns scores of the allowed classes into the gradient of the log-loss
// of choosing one of the right ones. Slopes below 1 % are left out; a nil
// result means there is nothing to learn.
func loss(dst []slope, scores []float32, allowed, right func(int) bool) []slope {
	most := float32(math.Inf(-1))
	for c, s := range scores {
		if allowed(c) && s > most {
			most = s
		}
	}
	var sum, good float64
	for c, s := range scores {
		if allowed(c) {
			e := math.Exp(float64(s - most))
			sum += e
			if right(c) {
				good += e
			}
		}
	}
	dst = dst[:0]
	if good/sum > 0.98 {
		return dst
	}
	for c, s := range scores {
		if !allowed(c) {
			continue
		}
		p := math.Exp(float64(s-most)) / sum
		g := p
		if right(c) {
			g = p - p*sum/max(good, 1e-9)
		}
		if math.Abs(g) >= 0.01 {
			dst = append(dst, slope{c, float32(g)})
		}
	}
	return dst
}

// vector is a feature with its averaged weights.
type vector struct {
	hash uint64
	w    []float32
}

// average returns the averaged weights, in order of the hashes.
func (l *learner) average() []vector {
	var out []vector
	for _, s := range l.slots {
		if s.key == 0 || s.row < 0 {
			continue
		}
		row := l.row(s.row)
		w := make([]float32, l.classes)
		for c := range w {
			w[c] = row[c] - row[2*l.classes+c]/float32(l.step/1e4)
		}
		out = append(out, vector{s.key, w})
	}
	slices.SortFunc(out, func(a, b vector) int { return cmp.Compare(a.hash, b.hash) })
	return out
}

// freeze cuts the weights down to bytes and keeps the `most` features with
// the greatest weights. Weights below noise, in units of a byte, become 0.
func freeze(classes int, list []vector, most int, noise float32) (*weights.Table, error) {
	size := func(v vector) (m float32) {
		for _, w := range v.w {
			m = max(m, float32(math.Abs(float64(w))))
		}
		return m
	}
	sizes := make([]float32, len(list))
	for i, v := range list {
		sizes[i] = size(v)
	}
	order := slices.Clone(sizes)
	slices.Sort(order)
	if len(order) == 0 {
		return weights.NewTable(classes, 1, nil)
	}
	least := float32(0)
	if len(order) > most {
		least = order[len(order)-most]
	}
	scale := max(order[len(order)-1-len(order)/20000]/127, 1e-6)
	var kept []weights.Feature
	for i, v := range list {
		if sizes[i] < least || sizes[i] < scale/2 {
			continue
		}
		f := weights.Feature{Hash: v.hash, Weights: make([]int8, classes)}
		for c, w := range v.w {
			if w < noise*scale && w > -noise*scale {
				continue
			}
			f.Weights[c] = int8(max(-127, min(127, math.Round(float64(w/scale)))))
		}
		kept = append(kept, f)
	}
	return weights.NewTable(classes, scale, kept)
}
