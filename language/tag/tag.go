// Package tag says which part of speech each word of a sentence is, and its
// lemma.
//
//	words := []string{"Orlo", "denied", "it", "."}
//	tags := tag.Tag(nil, words)
//	tags[1].Part()              // tag.Verb
//	tag.Lemma(words[1], tags[1]) // "deny"
//
// The words are tokens as package token cuts them. Package net scores the
// tags of each word by the words on both sides. Its weights were trained on
// English treebanks by lab/train; docs/language.md has the scores.
package tag

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"sync"

	"dateline/language/net"
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
	lemmas  lemmas
	net     *net.Net
	pool    sync.Pool
}

// New makes a tagger of a model, with the scores of a net.
func New(m *weights.Model, n *net.Net) (*Tagger, error) {
	t := &Tagger{names: m.Labels["tags"], lexicon: m.Dicts["lexicon"], net: n}
	if t.lexicon == nil || len(t.names) == 0 || len(t.names) > MaxTags {
		return nil, errors.New("tag: the model has no tags or no lexicon")
	}
	if tags, _ := n.Classes(); tags != len(t.names) {
		return nil, fmt.Errorf("tag: %d tags, but a net for %d", len(t.names), tags)
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
	t, err := New(weights.Tag(), net.Default())
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
	encoding net.Encoding
	scores   [MaxTags]int32
}

// Tag appends the tags of the words of one sentence to dst.
func (t *Tagger) Tag(dst []ID, words []string) []ID {
	b := t.pool.Get().(*scratch)
	defer t.pool.Put(b)
	for from := 0; from < len(words); {
		to := net.Cut(words, from)
		t.net.Encode(&b.encoding, words[from:to])
		dst = t.choose(b, dst, &b.encoding)
		from = to
	}
	return dst
}

// Append appends the tags of the words that the tagger's net has encoded.
func (t *Tagger) Append(dst []ID, e *net.Encoding) []ID {
	b := t.pool.Get().(*scratch)
	defer t.pool.Put(b)
	return t.choose(b, dst, e)
}

func (t *Tagger) choose(b *scratch, dst []ID, e *net.Encoding) []ID {
	scores := b.scores[:len(t.names)]
	for i := range e.Len() {
		t.net.Tags(scores, e, i)
		best := 0
		for c, v := range scores {
			if v > scores[best] {
				best = c
			}
		}
		dst = append(dst, ID(best))
	}
	return dst
}
