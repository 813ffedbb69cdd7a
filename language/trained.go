package language

import (
	"dateline/article"
	"dateline/language/entity"
	"dateline/language/name"
	"dateline/language/tag"
)

// trained says, by the last token of a name, what the trained model takes the
// name for. Headlines whose words are all capitalised are left out: there it
// has nothing to go by.
func (d *Doc) trained() map[int]entity.Name {
	var (
		words  []string
		tags   []tag.ID
		starts []int
		at     []int // token of Doc by word
	)
	for _, x := range d.Sentences {
		kind := d.Article.Blocks[x.Block].Kind
		if kind != article.Paragraph && kind != article.Standfirst && kind != article.Caption || d.titleCase(x) {
			continue
		}
		from := len(words)
		starts = append(starts, from)
		for k := x.First; k < x.Last; k++ {
			words, at = append(words, d.Word(k)), append(at, k)
		}
		tags = tag.Tag(tags, words[from:])
	}
	out := map[int]entity.Name{}
	if len(words) == 0 {
		return out
	}
	for _, n := range entity.Find(nil, words, tags, starts) {
		out[at[n.Last-1]] = entity.Name{First: at[n.First], Last: at[n.Last-1] + 1, Kind: n.Kind}
	}
	return out
}

// judged gives a find whose kind capitals do not tell the kind that the model
// sees, if the model ends the name at the same word. Of one word alone the
// model is too often wrong; and a place that speaks is a government, and stays
// what it was.
func judged(f *find, n entity.Name, spaced bool) {
	if f.Kind != name.Other || !spaced {
		return
	}
	switch n.Kind {
	case entity.Person:
		f.Kind, f.Sure = name.Person, true
	case entity.Organisation:
		f.Kind, f.Sure = name.Organisation, true
	case entity.Place:
		if !f.reports && !f.subject {
			f.Kind, f.Sure = name.Location, true
		}
	}
}
