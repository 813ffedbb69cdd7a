package event

import (
	"dateline/language"
	"dateline/language/tag"
	"dateline/text"
)

// Quantities returns the words that count something, with what they count:
// “16 million votes”, “54 percent”, “three warships”. Days, times of day, and
// numbers that name (“Resolution 1701”) are none. In text order, none within
// another.
func Quantities(d *language.Doc) []text.Span {
	if d.Partial || len(d.Tokens) == 0 {
		return nil
	}
	f := &finder{d: d, g: newGraph(d, table())}
	return f.quantities()
}

func (f *finder) quantities() []text.Span {
	g := f.g
	var out []text.Span
	for i := range g.heads {
		if g.part[i] != tag.Num || g.rel[i] != rNummod || g.heads[i] < int32(i) {
			continue
		}
		h := g.head(i)
		if g.part[h] != tag.Noun && g.part[h] != tag.Sym || f.temporal(h) || f.temporal(i) || calendar[g.lemma(h)] || h-i > 6 {
			continue
		}
		first, last := i, h+1
		for first > 0 && g.sent[first-1] == g.sent[i] && (g.part[first-1] == tag.Num || about[g.low(first-1)]) {
			first--
		}
		s := g.words(first, last)
		if n := len(out); n > 0 && out[n-1].End > s.Start {
			out[n-1] = out[n-1].Hull(s)
			continue
		}
		out = append(out, s)
	}
	return out
}

// about are words that belong to the number behind them.
var about = setOf("about around nearly almost over roughly some approximately hundreds")
