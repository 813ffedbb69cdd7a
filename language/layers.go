package language

import (
	"sync"

	"dateline/article"
	"dateline/language/entity"
	"dateline/language/tag"
	"dateline/language/tree"
)

// layers is the working memory of one run of the trained layers.
type layers struct {
	words  []string
	starts []int
	spans  []tree.Span
	arcs   []tree.Arc
}

var layerPool = sync.Pool{New: func() any { return new(layers) }}

// layer fills Tags, Names, Heads, Relations and Agreed: tags sentence by
// sentence, names over the whole text, then trees in which each name stays
// whole.
func (d *Doc) layer() {
	b := layerPool.Get().(*layers)
	defer layerPool.Put(b)
	s := d.Article.Text.String()
	n := len(d.Tokens)
	b.words, b.starts = b.words[:0], b.starts[:0]
	for _, t := range d.Tokens {
		b.words = append(b.words, s[t.Start:t.End])
	}
	d.Tags = make([]tag.ID, 0, n)
	for _, x := range d.Sentences {
		d.Tags = tag.Tag(d.Tags, b.words[x.First:x.Last])
		b.starts = append(b.starts, x.First)
	}
	d.Names = entity.Find(nil, b.words, d.Tags, b.starts)
	d.Names = d.dropNames(d.Names)
	d.Heads, d.Relations, d.Agreed = make([]int32, n), make([]tree.Relation, n), make([]bool, n)
	k := 0
	for _, x := range d.Sentences {
		b.spans = b.spans[:0]
		for ; k < len(d.Names) && d.Names[k].First < x.Last; k++ {
			b.spans = append(b.spans, tree.Span{First: d.Names[k].First - x.First, Last: d.Names[k].Last - x.First})
		}
		b.arcs = tree.Parse(b.arcs[:0], b.words[x.First:x.Last], d.Tags[x.First:x.Last], b.spans)
		for i, a := range b.arcs {
			head := int32(-1)
			if a.Head >= 0 {
				head = int32(x.First + a.Head)
			}
			d.Heads[x.First+i], d.Relations[x.First+i], d.Agreed[x.First+i] = head, a.Relation, a.Agreed
		}
	}
	clear(b.words) // keeps no text alive
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
