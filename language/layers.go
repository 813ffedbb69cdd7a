package language

import (
	"sync"

	"dateline/article"
	"dateline/language/entity"
	"dateline/language/net"
	"dateline/language/tag"
	"dateline/language/tree"
)

// layers is the working memory of one run of the trained layers.
type layers struct {
	words     []string
	starts    []int // of the pieces
	pieces    []piece
	encodings []net.Encoding // of the pieces, as far as they are kept
	again     net.Encoding
	spans     []tree.Span
	arcs      []tree.Arc
}

// piece is a run of words that the net reads at once: a sentence, or a part of
// a long one. Names do not cross it either, so that working memory is bounded.
type piece struct{ sentence, first, last int }

// kept is the number of tokens of a text whose encodings are kept from tags to
// trees; of longer ones they are made twice.
const kept = 1 << 14

var layerPool = sync.Pool{New: func() any { return new(layers) }}

// layer fills Tags, Names, Heads, Relations and Sure: tags sentence by
// sentence, names over the whole text, then trees in which each name stays
// whole.
func (d *Doc) layer() {
	b := layerPool.Get().(*layers)
	defer layerPool.Put(b)
	b.words, b.starts, b.pieces = b.words[:0], b.starts[:0], b.pieces[:0]
	s := d.Article.Text.String()
	n := len(d.Tokens)
	for _, t := range d.Tokens {
		b.words = append(b.words, s[t.Start:t.End])
	}
	for k, x := range d.Sentences {
		for from := x.First; from < x.Last; {
			to := from + net.Cut(b.words[from:x.Last], 0)
			b.pieces, b.starts = append(b.pieces, piece{k, from, to}), append(b.starts, from)
			from = to
		}
	}
	network, tagger, parser := net.Default(), tag.Default(), tree.Default()
	d.Tags = make([]tag.ID, 0, n)
	for k, p := range b.pieces {
		e := b.encoding(k, n)
		network.Encode(e, b.words[p.first:p.last])
		d.Tags = tagger.Append(d.Tags, e)
	}
	d.Names = d.dropNames(entity.Find(nil, b.words, d.Tags, b.starts))
	d.Heads, d.Relations, d.Sure = make([]int32, n), make([]tree.Relation, n), make([]bool, n)
	name, at := 0, 0
	for k, x := range d.Sentences {
		b.spans, b.arcs = b.spans[:0], b.arcs[:0]
		for ; name < len(d.Names) && d.Names[name].First < x.Last; name++ {
			b.spans = append(b.spans, tree.Span{First: d.Names[name].First - x.First, Last: d.Names[name].Last - x.First})
		}
		for ; at < len(b.pieces) && b.pieces[at].sentence == k; at++ {
			p, e := b.pieces[at], b.encoding(at, n)
			if n > kept {
				network.Encode(e, b.words[p.first:p.last])
			}
			b.arcs = parser.Append(b.arcs, e, b.words[p.first:p.last], d.Tags[p.first:p.last], 0, p.first-x.First, b.spans)
		}
		for i, a := range b.arcs {
			head := int32(-1)
			if a.Head >= 0 {
				head = int32(x.First + a.Head)
			}
			d.Heads[x.First+i], d.Relations[x.First+i], d.Sure[x.First+i] = head, a.Relation, a.Sure
		}
	}
	clear(b.words) // keeps no text alive
}

// encoding returns the encoding of a piece of a text of n tokens.
func (b *layers) encoding(piece, n int) *net.Encoding {
	if n > kept {
		return &b.again
	}
	for len(b.encodings) <= piece {
		b.encodings = append(b.encodings, net.Encoding{})
	}
	return &b.encodings[piece]
}

// dropNames takes out the names of headlines whose words are all capitalised,
// where capitals tell nothing.
func (d *Doc) dropNames(names []entity.Name) []entity.Name {
	kept, k := names[:0], 0
	for _, x := range d.Sentences {
		kind := d.Article.Blocks[x.Block].Kind
		skip := (kind == article.Headline || kind == article.Subheading) && d.titleCase(x)
		for ; k < len(names) && names[k].First < x.Last; k++ {
			if !skip {
				kept = append(kept, names[k])
			}
		}
	}
	return kept
}

// Part returns the part of speech of a token.
func (d *Doc) Part(i int) tag.Part { return d.Tags[i].Part() }

// Lemma returns the dictionary form of a token.
func (d *Doc) Lemma(i int) string { return tag.Lemma(d.Word(i), d.Tags[i]) }
