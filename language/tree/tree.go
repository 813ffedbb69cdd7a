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
	"math"
	"slices"
	"strings"
	"sync"

	"dateline/language/net"
	"dateline/language/tag"
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
	tagger    *tag.Tagger
	valency   *Valency // nil for none
	relations []string
	root      int // the relation of the root
	loose     Relation
	pool      sync.Pool
}

// New makes a parser of a net's model, the net and the tagger made of it, and
// what is known of valency, nil for nothing.
func New(m *weights.Model, n *net.Net, t *tag.Tagger, v *Valency) (*Parser, error) {
	p := &Parser{net: n, tagger: t, valency: v, relations: m.Labels["relations"], root: -1}
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
	m := weights.Net()
	v, err := NewValency(weights.Valency(), m.Labels["tags"], m.Labels["relations"])
	if err != nil {
		panic(err) // the weights are part of the program
	}
	p, err := New(m, net.Default(), tag.Default(), v)
	if err != nil {
		panic(err)
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
		b.tags = p.tagger.Append(b.tags[:0], &b.encoding)
		dst = p.piece(b, dst, &b.encoding, words[from:to], b.tags, base, from, spans)
		from = to
	}
	return dst
}

// Append appends the arcs of one piece of a sentence that the parser's net has
// encoded: its words and tags, from word first of the sentence on, whose
// earlier arcs are dst[base:]. spans are those of the sentence.
func (p *Parser) Append(dst []Arc, e *net.Encoding, words []string, tags []tag.ID, base, first int, spans []Span) []Arc {
	b := p.pool.Get().(*scratch)
	defer p.pool.Put(b)
	return p.piece(b, dst, e, words, tags, base, first, spans)
}

func (p *Parser) piece(b *scratch, dst []Arc, e *net.Encoding, words []string, tags []tag.ID, base, first int, spans []Span) []Arc {
	p.net.Deepen(e)
	b.fill(p.net, e, first, spans)
	b.tree(e.Len())
	p.label(b, e, words, tags)
	for i, c := range b.search.now[1:] {
		a := Arc{Head: first + int(c.head) - 1, Relation: c.relation, Sure: b.sure[i] && int(c.head) == b.heads[i+1]}
		if c.head == 0 {
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

// label gives each word of the tree its relation, then looks whether other
// heads and relations that come near go better together.
func (p *Parser) label(b *scratch, e *net.Encoding, words []string, tags []tag.ID) {
	n := e.Len()
	s := &b.search
	s.begin(n)
	for i := 1; i <= n; i++ {
		head := b.heads[i]
		p.net.Relations(b.relations(len(p.relations)), e, i-1, head)
		best := p.best(b.labels, head == 0)
		s.now[i] = choice{int32(head), Relation(best), 0}
	}
	if p.valency == nil {
		return
	}
	for i := 1; i <= n; i++ {
		p.choices(b, e, i)
	}
	if len(s.open) == 0 {
		return
	}
	for i := int32(1); i <= int32(n); i++ {
		s.link(i)
	}
	s.v, s.words, s.tags = p.valency, words, tags
	s.improve()
	s.words, s.tags = nil, nil
}

// best returns the relation with the greatest score, that of the root only for
// the root.
func (p *Parser) best(scores []int32, root bool) int {
	if root {
		return p.root
	}
	best := -1
	for r, v := range scores {
		if r != p.root && (best < 0 || v > scores[best]) {
			best = r
		}
	}
	return best
}

// choices gathers what word i may have instead of the best; a word that may
// have something else is open.
func (p *Parser) choices(b *scratch, e *net.Encoding, i int) {
	s := &b.search
	w := e.Len() + 1
	row := b.scores[i*w:][:w]
	top := slices.Max(row)
	from := len(s.choices)
	for head, v := range row {
		behind := v - top
		if behind < -reach && head != b.heads[i] {
			continue
		}
		if head == 0 {
			s.choices = append(s.choices, choice{0, Relation(p.root), int32(max(behind, -1<<20))})
			continue
		}
		p.net.Relations(b.relations(len(p.relations)), e, i-1, head)
		most, all := p.spread(b.labels)
		for r, l := range b.labels {
			if r != p.root && (l > most-reach || Relation(r) == s.now[i].relation && int(s.now[i].head) == head) {
				s.choices = append(s.choices, choice{int32(head), Relation(r), int32(max(behind, -1<<20)) + l - all})
			}
		}
	}
	list := s.choices[from:]
	for _, c := range list {
		if c.head == s.now[i].head && c.relation == s.now[i].relation {
			s.now[i].score = c.score
		}
	}
	slices.SortFunc(list, func(x, y choice) int { return int(y.score) - int(x.score) })
	k := 0
	for k < len(list) && k < choices && list[k].score > list[0].score-reach {
		k++
	}
	if k < 2 && (k == 0 || list[0] == s.now[i]) || len(s.open) == mostOpen {
		s.choices = s.choices[:from]
		return
	}
	s.choices = s.choices[:from+k]
	s.open, s.from = append(s.open, int32(i)), append(s.from, int32(from))
}

// Tables of the exponential function over negative values in units of
// 1/net.One, in steps of 1/64 from 0 to -8, and of the logarithm over numbers
// from 0 to 64, in steps of 1/64.
const (
	expBits = 4
	logBits = 4
)

var exps, logs = func() (e [8 * net.One >> expBits]int32, l [64 * net.One >> logBits]int32) {
	for i := range e {
		e[i] = int32(math.Round(net.One * math.Exp(-(float64(i)+.5)*(1<<expBits)/net.One)))
	}
	for i := range l {
		l[i] = int32(math.Round(net.One * math.Log((float64(i)+.5)*(1<<logBits)/net.One)))
	}
	return e, l
}()

// spread returns the greatest score of the relations but the root's, and the
// logarithm of the sum of all their exponentials.
func (p *Parser) spread(scores []int32) (most, all int32) {
	most = scores[p.best(scores, false)]
	sum := int32(0)
	for r, v := range scores {
		if d := int(most-v) >> expBits; r != p.root && d < len(exps) {
			sum += exps[d]
		}
	}
	return most, most + logs[min(int(sum)>>logBits, len(logs)-1)]
}
