// Package tree finds the dependency tree of a sentence: for each word the
// word that it depends on, and how, in the relations of Universal
// Dependencies.
//
//	words := []string{"Orlo", "denied", "it", "."}
//	arcs := tree.Parse(nil, words, nil)
//	arcs[0].Head               // 1: "denied"
//	arcs[0].Relation.String()  // "nsubj"
//	arcs[1].Head               // -1: the root
//
// Package net scores every word as the head of every other; the tree is the
// one with the greatest sum of scores and one root (Chu and Liu 1965, Edmonds
// 1967). Arc.Sure tells where the head won by far: such arcs are right much
// more often. Sentences of more than net.Longest words are parsed piece by
// piece, so that time is linear in the number of words.
package tree

import (
	"errors"
	"strings"
	"sync"

	"dateline/language/net"
	"dateline/language/weights"
)

// Arc ties a word to its head.
type Arc struct {
	Head     int      // index of the head among the words, -1 for the root
	Relation Relation // how the word depends on it
	Sure     bool     // no other head came near
}

// Span is a run of words, such as a name, that is to stay whole: exactly one
// of its words depends on a word outside.
type Span struct{ First, Last int } // Last exclusive

// Parser holds a model. It is immutable and safe for concurrent use.
type Parser struct {
	net       *net.Net
	relations []string
	root      int // the relation of the root
	loose     Relation
	pool      sync.Pool
}

// New makes a parser of a model, and the net made of it.
func New(m *weights.Model, n *net.Net) (*Parser, error) {
	p := &Parser{net: n, relations: m.Labels["relations"], root: -1}
	if _, relations := n.Classes(); relations != len(p.relations) {
		return nil, errors.New("tree: relations and weights do not fit")
	}
	for i, r := range p.relations {
		switch r {
		case "root":
			p.root = i
		case "parataxis":
			p.loose = Relation(i)
		}
	}
	if p.root < 0 {
		return nil, errors.New("tree: the model has no relation for the root")
	}
	p.pool.New = func() any { return new(scratch) }
	return p, nil
}

// std is the parser of the embedded weights.
var std = sync.OnceValue(func() *Parser {
	p, err := New(weights.Net(), net.Default())
	if err != nil {
		panic(err) // the weights are part of the program
	}
	return p
})

// Default returns the parser of the embedded weights. The first call loads
// them.
func Default() *Parser { return std() }

// Parse appends an arc for each word of one sentence to dst, with the
// embedded weights. Spans must be in order and not overlap.
func Parse(dst []Arc, words []string, spans []Span) []Arc {
	return std().Parse(dst, words, spans)
}

// Relation is a relation of Universal Dependencies with its subtype, as an
// index into the parser's list.
type Relation uint8

// String returns the name of a relation of the embedded weights, such as
// "nsubj:pass".
func (r Relation) String() string { return std().Name(r) }

// Base returns the name without its subtype: "nsubj".
func (r Relation) Base() string {
	b, _, _ := strings.Cut(r.String(), ":")
	return b
}

// Name returns the name of a relation.
func (p *Parser) Name(r Relation) string {
	if int(r) < len(p.relations) {
		return p.relations[r]
	}
	return "dep"
}

// Parse is as the function Parse.
func (p *Parser) Parse(dst []Arc, words []string, spans []Span) []Arc {
	b := p.pool.Get().(*scratch)
	defer p.pool.Put(b)
	from, base := 0, len(dst)
	for from < len(words) {
		to := net.Cut(words, from)
		p.net.Encode(&b.encoding, words[from:to])
		dst = p.piece(b, dst, &b.encoding, base, from, spans)
		from = to
	}
	return dst
}

// Append appends the arcs of one piece of a sentence that the parser's net has
// encoded: the words from word first of the sentence on, whose earlier arcs
// are dst[base:]. spans are those of the sentence.
func (p *Parser) Append(dst []Arc, e *net.Encoding, base, first int, spans []Span) []Arc {
	b := p.pool.Get().(*scratch)
	defer p.pool.Put(b)
	return p.piece(b, dst, e, base, first, spans)
}

func (p *Parser) piece(b *scratch, dst []Arc, e *net.Encoding, base, first int, spans []Span) []Arc {
	n := e.Len()
	p.net.Deepen(e)
	b.fill(p.net, e, first, spans)
	b.tree(n)
	for i := range n {
		head, sure := b.heads[i+1], b.sure[i]
		p.net.Relations(b.relations(len(p.relations)), e, i, head)
		best := -1
		for r, v := range b.labels {
			if (r == p.root) == (head == 0) && (best < 0 || v > b.labels[best]) {
				best = r
			}
		}
		a := Arc{Head: first + head - 1, Relation: Relation(best), Sure: sure}
		if head == 0 {
			a.Head = -1
			if first > 0 { // of a later piece: hangs on the root of the first
				a.Relation, a.Sure = p.loose, false
				for k, x := range dst[base:] {
					if x.Head < 0 {
						a.Head = k
						break
					}
				}
			}
		}
		dst = append(dst, a)
	}
	return dst
}
