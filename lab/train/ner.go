package main

import (
	"math/rand/v2"

	"dateline/lab/corpus"
	"dateline/language/entity"
	"dateline/language/tag"
)

// document is a document with the tags of its words.
type document struct {
	corpus.Document
	tags []tag.ID
}

// set is training data for names; each of its documents counts times times.
type set struct {
	docs  []document
	times int
	other bool // names of kind Other are marked; where they are not, nothing is learned about them
}

// tagged gives every document its tags.
func tagged(t *tag.Tagger, docs []corpus.Document) []document {
	out := make([]document, len(docs))
	for k := range docs {
		out[k].Document = docs[k]
		d := &out[k]
		for i, from := range d.Starts {
			to := len(d.Words)
			if i+1 < len(d.Starts) {
				to = d.Starts[i+1]
			}
			d.tags = t.Tag(d.tags, d.Words[from:to])
		}
	}
	return out
}

// names trains the finder. Documents are read in turn, memory and history as
// the finder itself meets them.
func names(f *entity.Finder, sets []set, o options) []vector {
	type item struct {
		*document
		labels int // that are in use
	}
	var docs []item
	for _, s := range sets {
		n := entity.Labels
		if !s.other {
			n -= 4
		}
		for range s.times {
			for k := range s.docs {
				docs = append(docs, item{&s.docs[k], n})
			}
		}
	}
	l := newLearner(entity.Labels, o.rate, o.least)
	scores := make([]float32, entity.Labels)
	r := rand.New(rand.NewPCG(o.seed, 4))
	var s entity.Sentence
	var m entity.Memory
	var features []uint64
	var gradient []slope
	var got []uint8
	for range o.epochs {
		r.Shuffle(len(docs), func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
		for _, d := range docs {
			m.Reset()
			gold := entity.LabelsOf(len(d.Words), d.Names)
			for k, from := range d.Starts {
				to := len(d.Words)
				if k+1 < len(d.Starts) {
					to = d.Starts[k+1]
				}
				f.Prepare(&s, d.Words[from:to], d.tags[from:to])
				got = got[:0]
				p1, p2 := uint8(0), uint8(0)
				for i := range to - from {
					features = entity.Features(features[:0], &s, i, p1, p2, &m)
					l.score(scores, features)
					l.step++
					g := gold[from+i]
					b := 0
					most := float32(-1e30)
					for c, v := range scores {
						if c < d.labels && entity.Follows(p1, uint8(c)) && v > most {
							b, most = c, v
						}
					}
					if entity.Follows(p1, g) {
						gradient = loss(gradient, scores, func(c int) bool { return c < d.labels && entity.Follows(p1, uint8(c)) }, func(c int) bool { return c == int(g) })
						if len(gradient) > 0 {
							l.update(features, gradient)
						}
					}
					p1, p2 = uint8(b), p1
					got = append(got, p1)
				}
				m.Add(&s, got)
			}
		}
	}
	return l.average()
}
