// Package entity finds names in a document and tells what they name: a
// person, an organisation, a place or something else (agreements, laws,
// operations, works).
//
//	names := entity.Find(nil, words, tags, starts)
//	// names[0] == Name{First: 0, Last: 2, Kind: entity.Person}
//
// words are the tokens of a whole document, tags theirs by package tag, and
// starts the first token of each sentence. Titles, possessive endings and
// "the" stay outside of names, adjectives of nationality are none
// (lab/corpus/names has the guidelines). What a name turned out to be in one
// sentence is evidence in the others: the document is read twice.
package entity

import (
	"errors"
	"fmt"
	"strings"
	"sync"

	"dateline/language/tag"
	"dateline/language/weights"
)

// Kind is what a name names.
type Kind uint8

const (
	Person Kind = iota
	Organisation
	Place
	Other
	kinds // their number
)

var kindNames = [kinds]string{"PER", "ORG", "LOC", "OTH"}

// String returns the kind as the training data write it: PER, ORG, LOC, OTH.
func (k Kind) String() string {
	if k < kinds {
		return kindNames[k]
	}
	return "OTH"
}

// ParseKind is the inverse of String.
func ParseKind(s string) (Kind, bool) {
	for k, n := range kindNames {
		if n == s {
			return Kind(k), true
		}
	}
	return Other, false
}

// Name is a run of tokens that names something.
type Name struct {
	First, Last int // tokens, Last exclusive
	Kind        Kind
	Margin      int // by how much the weakest of its tokens won; greater is surer
}

// A label says what a token is to a name (BILOU): 0 for nothing, else
// 1 + 4 × Kind + place.
type label = uint8

const (
	begin  = iota // first of several
	inside        // between first and last
	last          // last of several
	unit          // the only one
)

// Labels is their number.
const Labels = 1 + 4*int(kinds)

func place(l label) int { return int(l-1) % 4 }
func kind(l label) Kind { return Kind((l - 1) / 4) }

// follows reports whether label b can stand behind label a.
func follows(a, b label) bool {
	open := a != 0 && (place(a) == begin || place(a) == inside)
	goesOn := b != 0 && (place(b) == inside || place(b) == last)
	return open == goesOn && (!open || kind(a) == kind(b))
}

// Follows reports whether label b can stand behind label a.
func Follows(a, b uint8) bool { return follows(a, b) }

// LabelsOf returns the labels of n tokens with these names.
func LabelsOf(n int, names []Name) []uint8 {
	out := make([]uint8, n)
	for _, x := range names {
		base := 1 + 4*uint8(x.Kind)
		for i := x.First; i < x.Last; i++ {
			out[i] = base + inside
		}
		out[x.First], out[x.Last-1] = base+begin, base+last
		if x.Last-x.First == 1 {
			out[x.First] = base + unit
		}
	}
	return out
}

// Finder holds a model. It is immutable and safe for concurrent use.
type Finder struct {
	tags  *tag.Tagger
	lists *weights.Dict
	table *weights.Table
	pool  sync.Pool
}

// New makes a finder of a model, for tags of that tagger.
func New(m *weights.Model, tags *tag.Tagger) (*Finder, error) {
	f := &Finder{tags: tags, lists: m.Dicts["lists"], table: m.Tables["labels"]}
	if f.lists == nil {
		return nil, errors.New("entity: the model has no lists")
	}
	if f.table != nil && f.table.Classes != Labels {
		return nil, fmt.Errorf("entity: %d labels, but weights for %d", Labels, f.table.Classes)
	}
	if got, want := strings.Join(m.Labels["tags"], " "), strings.Join(tags.Names(), " "); got != want {
		return nil, errors.New("entity: the model was trained with other tags")
	}
	f.pool.New = func() any { return new(scratch) }
	return f, nil
}

// std is the finder of the embedded weights.
var std = sync.OnceValue(func() *Finder {
	f, err := New(weights.Entity(), tag.Default())
	if err != nil {
		panic(err) // the weights are part of the program
	}
	return f
})

// Default returns the finder of the embedded weights. The first call loads
// them.
func Default() *Finder { return std() }

// Find appends the names of a document to dst in text order, with the
// embedded weights. starts must rise and begin with 0.
func Find(dst []Name, words []string, tags []tag.ID, starts []int) []Name {
	return std().Find(dst, words, tags, starts)
}

type scratch struct {
	sentence Sentence
	memory   Memory
	features []uint64
	labels   []label
	margins  []int
	sums     weights.Sums
}

// Find is as the function Find.
func (f *Finder) Find(dst []Name, words []string, tags []tag.ID, starts []int) []Name {
	b := f.pool.Get().(*scratch)
	defer f.pool.Put(b)
	b.memory.Reset()
	for round := range 2 {
		for k, from := range starts {
			to := len(words)
			if k+1 < len(starts) {
				to = starts[k+1]
			}
			if from >= to {
				continue
			}
			f.Prepare(&b.sentence, words[from:to], tags[from:to])
			if round == 1 && !b.sentence.Tempts() {
				continue
			}
			f.decide(b)
			if round == 0 {
				b.memory.Add(&b.sentence, b.labels)
			} else {
				dst = collect(dst, b, from)
			}
		}
	}
	return dst
}

// decide fills b.labels for one sentence, from left to right.
func (f *Finder) decide(b *scratch) {
	b.labels, b.margins = b.labels[:0], b.margins[:0]
	p1, p2 := label(0), label(0)
	n := len(b.sentence.Forms)
	for i := range n {
		b.features = Features(b.features[:0], &b.sentence, i, p1, p2, &b.memory)
		f.table.Score(&b.sums, b.features)
		best, most, second := 0, -1, -1
		for c := range Labels {
			if !follows(p1, label(c)) || i == n-1 && c != 0 && (place(label(c)) == begin || place(label(c)) == inside) {
				continue
			}
			switch v := b.sums.At(c); {
			case v > most:
				best, most, second = c, v, most
			case v > second:
				second = v
			}
		}
		if second < 0 {
			second = 0
		}
		b.labels, b.margins = append(b.labels, label(best)), append(b.margins, most-second)
		p1, p2 = label(best), p1
	}
}

// collect turns labels into names; from is the first token of the sentence.
func collect(dst []Name, b *scratch, from int) []Name {
	first := 0
	for i, l := range b.labels {
		if l == 0 {
			continue
		}
		if p := place(l); p == begin || p == unit {
			first = i
		}
		if p := place(l); p == last || p == unit {
			margin := b.margins[first]
			for _, m := range b.margins[first : i+1] {
				margin = min(margin, m)
			}
			dst = append(dst, Name{First: from + first, Last: from + i + 1, Kind: kind(l), Margin: margin})
		}
	}
	return dst
}
