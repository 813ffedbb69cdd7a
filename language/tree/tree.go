// Package tree finds the dependency tree of a sentence: for each word the
// word that it depends on, and how, in the relations of Universal
// Dependencies.
//
//	words := []string{"Orlo", "denied", "it", "."}
//	arcs := tree.Parse(nil, words, tag.Tag(nil, words), nil)
//	arcs[0].Head               // 1: "denied"
//	arcs[0].Relation.String()  // "nsubj"
//	arcs[1].Head               // -1: the root
//
// A greedy transition parser reads the sentence from left to right; a second
// one reads it backwards with the first one's tree in view and corrects it.
// Arc.Agreed tells where both found the same head: such arcs are right much
// more often. A last pass chooses the relations with the whole tree in view.
// Time is linear in the number of words.
package tree

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"dateline/language/tag"
	"dateline/language/weights"
)

// Arc ties a word to its head.
type Arc struct {
	Head     int      // index of the head among the words, -1 for the root
	Relation Relation // how the word depends on it
	Agreed   bool     // both parsers found this head
}

// Span is a run of words, such as a name, that is to stay whole: exactly one
// of its words depends on a word outside.
type Span struct{ First, Last int } // Last exclusive

// Parser holds a model. It is immutable and safe for concurrent use.
type Parser struct {
	tags      *tag.Tagger
	relations []string
	forward   side
	backward  side
	labels    *weights.Table
	pool      sync.Pool
}

// side is a parser that reads in one direction.
type side struct {
	table   *weights.Table
	actions []Action
}

// New makes a parser of a model, for tags of that tagger.
func New(m *weights.Model, tags *tag.Tagger) (*Parser, error) {
	if !slices.Equal(m.Labels["tags"], tags.Names()) {
		return nil, errors.New("tree: the model was trained with other tags")
	}
	p := &Parser{tags: tags, relations: m.Labels["relations"], labels: m.Tables["labels"]}
	if p.labels == nil || p.labels.Classes != len(p.relations) {
		return nil, errors.New("tree: relations and weights do not fit")
	}
	for name, s := range map[string]*side{"forward": &p.forward, "backward": &p.backward} {
		s.table = m.Tables[name]
		for _, a := range m.Labels[name] {
			action, err := ParseAction(a)
			if err != nil {
				return nil, err
			}
			s.actions = append(s.actions, action)
		}
		if s.table == nil || s.table.Classes != len(s.actions) {
			return nil, fmt.Errorf("tree: no weights that fit the actions %s", name)
		}
	}
	p.pool.New = func() any { return new(scratch) }
	return p, nil
}

// std is the parser of the embedded weights.
var std = sync.OnceValue(func() *Parser {
	p, err := New(weights.Tree(), tag.Default())
	if err != nil {
		panic(err) // the weights are part of the program
	}
	return p
})

// Default returns the parser of the embedded weights. The first call loads
// them.
func Default() *Parser { return std() }

// Parse appends an arc for each word of one sentence to dst, with the
// embedded weights. tags are theirs by tag.Tag. Spans must be in order and
// not overlap.
func Parse(dst []Arc, words []string, tags []tag.ID, spans []Span) []Arc {
	return std().Parse(dst, words, tags, spans)
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

// ParseAction reads an action as the model's lists write it: "shift",
// "left 1", "right 2".
func ParseAction(s string) (Action, error) {
	kind, group, _ := strings.Cut(s, " ")
	g := uint8(0)
	if group != "" {
		n, err := strconv.ParseUint(group, 10, 6)
		if err != nil {
			return Action{}, fmt.Errorf("tree: action %q: %w", s, err)
		}
		g = uint8(n)
	}
	switch kind {
	case "shift":
		return Action{Shift, 0}, nil
	case "left":
		return Action{Left, g}, nil
	case "right":
		return Action{Right, g}, nil
	}
	return Action{}, fmt.Errorf("tree: unknown action %q", s)
}

// scratch is the working memory of one Parse.
type scratch struct {
	input, mirror Input
	state         State
	features      []uint64
	sums          weights.Sums
	spans, back   []int
	heads, sure   []int
	guide, trust  []int
	whole         Whole
	order         []int
}

// Parse is as the function Parse.
func (p *Parser) Parse(dst []Arc, words []string, tags []tag.ID, spans []Span) []Arc {
	n := len(words)
	if n == 0 {
		return dst
	}
	b := p.pool.Get().(*scratch)
	defer p.pool.Put(b)
	b.input.Fill(words, tags, p.tags.Part)
	b.mirror.Mirror(&b.input)
	b.number(n, spans)
	p.forward.run(b, &b.input, b.spans)
	b.heads, b.sure = append(b.heads[:0], b.state.Heads[:n+1]...), append(b.sure[:0], b.state.Sure[:n+1]...)
	b.guide, b.trust = append(b.guide[:0], b.heads...), append(b.trust[:0], b.sure...)
	Reverse(b.guide, b.trust)
	b.mirror.SetGuide(b.guide, b.trust)
	p.backward.run(b, &b.mirror, b.back)
	heads := append(b.guide[:0], b.state.Heads[:n+1]...)
	Reverse(heads, nil)
	p.label(b, heads)
	for i := 1; i <= n; i++ {
		dst = append(dst, Arc{Head: heads[i] - 1, Relation: Relation(b.whole.Labels[i] - 1), Agreed: b.heads[i] == heads[i]})
	}
	return dst
}

// number writes the number of its span to each word, in both directions.
func (b *scratch) number(n int, spans []Span) {
	if len(spans) == 0 {
		b.spans, b.back = nil, nil
		return
	}
	b.spans, b.back = append(b.spans[:0], make([]int, n+2)...), append(b.back[:0], make([]int, n+2)...)
	for k, s := range spans {
		for i := max(s.First, 0); i < min(s.Last, n); i++ {
			b.spans[i+1], b.back[n-i] = k+1, k+1
		}
	}
}

// certain is the Sure value of what could not be otherwise.
const certain = 1 << 10

// run fills b.state with a tree.
func (d *side) run(b *scratch, in *Input, spans []int) {
	s := &b.state
	s.Reset(in.n, spans)
	for !s.Done() {
		ok := [3]bool{s.Allowed(Shift), s.Allowed(Left), s.Allowed(Right)}
		if ok[Shift] && !ok[Left] && !ok[Right] {
			s.Apply(Action{Kind: Shift}, certain)
			continue
		}
		b.features = Features(b.features[:0], s, in)
		d.table.Score(&b.sums, b.features)
		best, most, second := -1, -1, -1
		for c, a := range d.actions {
			if !ok[a.Kind] {
				continue
			}
			switch v := b.sums.At(c); {
			case v > most:
				if best >= 0 && d.actions[best].Kind != a.Kind {
					second = most
				}
				best, most = c, v
			case v > second && d.actions[best].Kind != a.Kind:
				second = v
			}
		}
		if best < 0 { // spans that overlap block one another
			s.spans = nil
			continue
		}
		sure := certain
		if second >= 0 {
			sure = int(4 * float32(most-second) * d.table.Scale)
		}
		s.Apply(d.actions[best], sure)
	}
}

// label chooses the relations of a tree.
func (p *Parser) label(b *scratch, heads []int) {
	t := &b.whole
	t.Fill(b.input.n, heads)
	b.order = t.Order(b.order[:0])
	for _, d := range b.order {
		b.features = LabelFeatures(b.features[:0], t, &b.input, d)
		p.labels.Score(&b.sums, b.features)
		t.Labels[d] = b.sums.Best(len(p.relations)) + 1
	}
}

// Reverse turns heads of the words 1 to n of a sentence, and what else is
// known of each (if not nil), into those of the sentence read backwards.
func Reverse(heads, values []int) {
	n := len(heads) - 1
	slices.Reverse(heads[1:])
	for i, h := range heads {
		if h > 0 {
			heads[i] = n + 1 - h
		}
	}
	if len(values) > 0 {
		slices.Reverse(values[1:])
	}
}

// Forward returns what the first parser finds alone, for training and
// measuring: heads of the words 1 to n, 0 for the root, and Sure values.
func (p *Parser) Forward(words []string, tags []tag.ID) (heads, sure []int) {
	b := p.pool.Get().(*scratch)
	defer p.pool.Put(b)
	b.input.Fill(words, tags, p.tags.Part)
	p.forward.run(b, &b.input, nil)
	return slices.Clone(b.state.Heads[:len(words)+1]), slices.Clone(b.state.Sure[:len(words)+1])
}
