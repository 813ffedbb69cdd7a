// Package tag says which part of speech each word of a sentence is, and its
// lemma.
//
//	words := []string{"Orlo", "denied", "it", "."}
//	tags := tag.Tag(nil, words)
//	tags[1].Part()              // tag.Verb
//	tag.Lemma(words[1], tags[1]) // "deny"
//
// The words are tokens as package token cuts them. The tagger is a linear
// model over hashed features in two passes: the first goes from left to
// right, the second sees the first one's tags on both sides. Its weights were
// trained on English treebanks by lab/train; docs/language.md has the scores.
package tag

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"dateline/language/weights"
)

// ID is a tag: a part of speech together with its Penn Treebank tag, as an
// index into the tagger's list.
type ID uint8

// MaxTags is the greatest number of tags.
const MaxTags = weights.MaxClasses

// Tagger holds a model. It is immutable and safe for concurrent use.
type Tagger struct {
	names   []string // "NOUN|NNS"
	parts   [MaxTags + 1]Part
	penn    [MaxTags + 1]string
	lexicon *weights.Dict
	first   *weights.Table
	second  *weights.Table
	lemmas  lemmas
	pool    sync.Pool
}

// New makes a tagger of a model.
func New(m *weights.Model) (*Tagger, error) {
	t := &Tagger{names: m.Labels["tags"], lexicon: m.Dicts["lexicon"], first: m.Tables["first"], second: m.Tables["second"]}
	if t.lexicon == nil || len(t.names) == 0 || len(t.names) > MaxTags {
		return nil, errors.New("tag: the model has no tags or no lexicon")
	}
	for _, w := range []*weights.Table{t.first, t.second} {
		if w != nil && w.Classes != len(t.names) {
			return nil, fmt.Errorf("tag: %d tags, but weights for %d", len(t.names), w.Classes)
		}
	}
	for i, n := range t.names {
		part, penn, _ := strings.Cut(n, "|")
		t.parts[i], t.penn[i] = ParsePart(part), penn
	}
	var err error
	if t.lemmas, err = readLemmas(m.Texts["lemmas"]); err != nil {
		return nil, err
	}
	t.pool.New = func() any { return new(scratch) }
	return t, nil
}

// std is the tagger of the embedded weights.
var std = sync.OnceValue(func() *Tagger {
	t, err := New(weights.Tag())
	if err != nil {
		panic(err) // the weights are part of the program
	}
	return t
})

// Default returns the tagger of the embedded weights. The first call loads
// them.
func Default() *Tagger { return std() }

// Tag appends the tags of the words of one sentence to dst, with the embedded
// weights.
func Tag(dst []ID, words []string) []ID { return std().Tag(dst, words) }

// Lemma returns the dictionary form of a word with its tag, with the embedded
// lexicon.
func Lemma(word string, t ID) string { return std().Lemma(word, t) }

// Part returns the part of speech of a tag of the embedded weights.
func (id ID) Part() Part { return std().Part(id) }

// Penn returns the Penn Treebank tag of a tag of the embedded weights, such
// as "VBD".
func (id ID) Penn() string { return std().Penn(id) }

// Part returns the part of speech of a tag.
func (t *Tagger) Part(id ID) Part { return t.parts[min(id, MaxTags)] }

// Penn returns the Penn Treebank tag of a tag.
func (t *Tagger) Penn(id ID) string { return t.penn[min(id, MaxTags)] }

// Names returns the tags in the order of their IDs, as "NOUN|NNS".
func (t *Tagger) Names() []string { return slices.Clone(t.names) }

type scratch struct {
	sentence Sentence
	features []uint64
	tags     []ID
	sums     weights.Sums
}

// Tag appends the tags of the words of one sentence to dst.
func (t *Tagger) Tag(dst []ID, words []string) []ID {
	b := t.pool.Get().(*scratch)
	defer t.pool.Put(b)
	t.Prepare(&b.sentence, words)
	b.tags = t.pass1(b, b.tags[:0])
	return t.pass2(b, dst)
}

// FirstPass appends the tags of the first pass to dst.
func (t *Tagger) FirstPass(dst []ID, words []string) []ID {
	b := t.pool.Get().(*scratch)
	defer t.pool.Put(b)
	t.Prepare(&b.sentence, words)
	return t.pass1(b, dst)
}

func (t *Tagger) pass1(b *scratch, dst []ID) []ID {
	p1, p2 := ID(noTag), ID(noTag)
	for i := range b.sentence.Forms {
		b.features = First(b.features[:0], &b.sentence, i, p1, p2)
		t.first.Score(&b.sums, b.features)
		p1, p2 = ID(b.sums.Best(t.first.Classes)), p1
		dst = append(dst, p1)
	}
	return dst
}

func (t *Tagger) pass2(b *scratch, dst []ID) []ID {
	p1, p2 := ID(noTag), ID(noTag)
	for i := range b.sentence.Forms {
		b.features = Second(b.features[:0], &b.sentence, i, b.tags, p1, p2)
		t.second.Score(&b.sums, b.features)
		p1, p2 = ID(b.sums.Best(t.second.Classes)), p1
		dst = append(dst, p1)
	}
	return dst
}

// First returns the weights of the first pass.
func (t *Tagger) First() *weights.Table { return t.first }
