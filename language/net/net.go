// Package net is the network behind tags and trees: it reads the words of a
// sentence in both directions and knows, for each word, how well each tag,
// each head and each relation suits it.
//
//	var e net.Encoding
//	n := net.Default()
//	n.Encode(&e, words)        // first layer
//	n.Tags(scores, &e, i)      // scores of the tags of word i
//	n.Deepen(&e)               // second layer
//	n.Heads(scores, &e, i)     // scores of the heads of word i, 0 for the root
//	n.Relations(scores, &e, i, head)
//
// Packages tag and tree choose from the scores. The sum of a word's rows (its
// spelling, pieces, shape, lists) goes through two layers of bidirectional
// gated recurrent units (Cho et al. 2014); the first layer tells the tags, the
// second, by a biaffine product, the heads (Kiperwasser and Goldberg 2016,
// Dozat and Manning 2017). It is trained by lab/train (docs/language.md).
//
// Everything is computed in whole numbers, so that the same words give the
// same scores on every machine. Values are fixed-point; weights and what they
// multiply are so small that one multiplication makes three products.
package net

import (
	"errors"
	"fmt"
	"runtime"
	"sync"

	"dateline/language/weights"
)

// InputRun is the number of inputs of the first layer that are added up in one
// run.
const InputRun = 32

// Net holds a model. It is immutable and safe for concurrent use.
type Net struct {
	vocabulary *Vocabulary
	rows       []int8 // vocabulary.Len() × dim
	dim        int
	input      mixed // a word's rows → gates of the first layer, both directions
	first      [2]unit
	between    mixed // first layer → gates of the second, both directions
	second     [2]unit
	tags       mixed // first layer → tags
	heads      mixed // second layer → dependent, head, dependent for relations, head for relations
	product    mixed // dependent → what a head is multiplied with
	rootBias   []int32
	relations  mixed // hidden → relations
	arc, label int   // sizes of the parts of heads
	free       chan *scratch
}

// Classes returns the number of tags and of relations.
func (n *Net) Classes() (tags, relations int) { return n.tags.out, n.relations.out }

// New makes a net of a model.
func New(m *weights.Model) (*Net, error) {
	n := &Net{vocabulary: NewVocabulary(m.Dicts["words"], m.Dicts["lists"])}
	if n.vocabulary.words == nil || n.vocabulary.lists == nil {
		return nil, errors.New("net: the model has no vocabulary")
	}
	emb, ok := m.Arrays["rows"]
	if !ok || len(emb.Shape) != 2 || emb.Shape[0] != n.vocabulary.Len() || emb.Bytes == nil {
		return nil, errors.New("net: rows and vocabulary do not fit")
	}
	n.rows, n.dim = emb.Bytes, emb.Shape[1]
	var err error
	get := func(name string) layer {
		l, e := layerOf(m, name)
		if e != nil && err == nil {
			err = e
		}
		return l
	}
	n.input = newMixed(get("input"), InputRun)
	for d, side := range []string{"forward", "backward"} {
		n.first[d] = newUnit(get("first-" + side))
		n.second[d] = newUnit(get("second-" + side))
	}
	h := n.first[0].size
	n.between = newMixed(get("between"), h)
	n.tags = newMixed(get("tags"), h)
	n.heads = newMixed(get("heads"), h)
	product := get("product")
	n.arc = product.in
	n.product = newMixed(product, n.arc)
	relations := get("relations")
	n.label = relations.in
	n.relations = newMixed(relations, n.label)
	n.rootBias = m.Arrays["head-bias"].Words
	switch {
	case err != nil:
		return nil, err
	case n.input.in != n.dim || n.input.out != 6*h || n.between.out != 6*h || n.between.in != 2*h || n.first[1].size != h || n.second[0].size != h || n.second[1].size != h:
		return nil, errors.New("net: the layers do not fit one another")
	case n.heads.in != 2*h || n.heads.out != 2*n.arc+2*n.label || n.product.out != n.arc || len(n.rootBias) != n.arc || n.tags.in != 2*h:
		return nil, errors.New("net: the last layer does not fit")
	}
	n.free = make(chan *scratch, runtime.GOMAXPROCS(0))
	return n, nil
}

var std = sync.OnceValue(func() *Net {
	n, err := New(weights.Net())
	if err != nil {
		panic(err) // the weights are part of the program
	}
	return n
})

// Default returns the net of the embedded weights. The first call loads them.
func Default() *Net { return std() }

// layer is a layer as the weights file has it: weight[j][i] of a byte, and for
// each output a multiplier and a bias: output j, in units of 1/one, is
// bias[j] + multiplier[j] × Σ weight[j][i] × input[i] / 2^16.
type layer struct {
	in, out    int
	weight     []int8
	multiplier []int32
	bias       []int32
}

func layerOf(m *weights.Model, name string) (layer, error) {
	w, mul, bias := m.Arrays[name], m.Arrays[name+"-scale"], m.Arrays[name+"-bias"]
	if len(w.Shape) != 2 || w.Bytes == nil || len(mul.Words) != w.Shape[0] || len(bias.Words) != w.Shape[0] {
		return layer{}, fmt.Errorf("net: layer %q is missing or misshapen", name)
	}
	return layer{in: w.Shape[1], out: w.Shape[0], weight: w.Bytes, multiplier: mul.Words, bias: bias.Words}, nil
}
