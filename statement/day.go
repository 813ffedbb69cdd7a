package statement

import (
	"strings"

	"dateline/language/tag"
)

// datesIt reports that time expression t can tell when the cue's words were
// said. It can't in a clause that tells of somebody what else he did (“Orlo,
// who lost in March, said”) nor in the name of a thing (“the 2015 agreement”).
func (f *finder) datesIt(t int, c cueAt) bool {
	r := f.tokensOf(f.d.Times[t].Span)
	for k := r.first - 1; k > max(0, r.first-far) && k != c.token; k-- {
		w := f.lower(k)
		if w == "," || w == "." || w == ";" || w == ":" {
			break
		}
		if (w == "who" || w == "which" || w == "whose" || w == "whom" || w == "where") && !f.occasionBefore(k) {
			return false
		}
	}
	h := r.first // the word of the expression that hangs on others
	for k := r.first; k < r.last; k++ {
		if up := int(f.d.Heads[k]); f.d.Part(k) != tag.Adp && (up < r.first || up >= r.last) {
			h = k
		}
	}
	for range 12 {
		up := int(f.d.Heads[h])
		if up < 0 || h == c.token {
			return true
		}
		noun := f.d.Part(up) == tag.Noun || f.d.Part(up) == tag.Propn
		switch f.tree.full(h) {
		case "compound", "amod", "nummod", "nmod:poss":
			if noun && (up < r.first || up >= r.last) && !f.isOccasion(up) {
				return false
			}
		case "acl:relcl":
			if noun && !f.isOccasion(up) {
				return false
			}
		}
		h = up
	}
	return true
}

// isOccasion reports a noun that names an occasion or a channel of speech.
func (f *finder) isOccasion(k int) bool {
	w := f.lower(k)
	return manners["setting"][w] || manners["setting"][strings.TrimSuffix(w, "s")]
}

// occasionBefore reports that the relative pronoun at token k stands for an
// occasion or a channel: “a letter, which was sent on Monday”.
func (f *finder) occasionBefore(k int) bool {
	for j := k - 1; j >= max(0, k-3); j-- {
		if f.isOccasion(j) {
			return true
		}
	}
	return false
}
