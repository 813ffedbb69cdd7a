package statement

import (
	"slices"
	"sort"
	"strings"

	"dateline/language/tag"
	"dateline/text"
)

// asking reports a question that is put or told.
func (f *finder) asking(s *Statement) bool {
	if strings.HasPrefix(s.Rule, "tree: asked") || s.Rule == "question put" {
		return true
	}
	if len(s.Cue) == 0 || len(s.Content) == 0 {
		return false
	}
	_, use, ok := f.cueVerb(s.Cue[0])
	w := f.lower(f.d.TokenAt(s.Content[0].Start))
	return ok && (use.Lemma == "ask" || use.Lemma == "wonder" || use.Lemma == "question") && (questionWord[w] || strings.HasSuffix(f.s[s.Content[0].Start:s.Content[len(s.Content)-1].End], "?"))
}

// passive reports “the draft was rejected by Orlo”.
func passive(s *Statement) bool { return strings.HasPrefix(s.Rule, "tree: passive") }

// alien returns the words of others that statement i tells.
func alien(i int, said []Statement) []text.Span {
	var out []text.Span
	for j := range said {
		if o := &said[j]; o.Parent == i && (o.Speaker < 0 || o.Speaker != said[i].Speaker) {
			out = append(out, o.Content...)
		}
	}
	return out
}

// notHeld reports words [k, end) of a clause that ends before token last that
// fit rule r and commit nobody: another's words, a noun for what others want
// (“the demand was met”), “insisted that it was so”, “somebody must”.
func (f *finder) notHeld(r *rule, k, end, last int, theirs []text.Span) bool {
	at := int(f.d.Tokens[k].Start)
	if slices.ContainsFunc(theirs, func(x text.Span) bool { return x.Has(at) }) {
		return true
	}
	if r.kind == "demand" && r.whose == other && end >= last || f.innerQuote(at) {
		return true
	}
	switch f.d.Lemma(k) {
	case "insist":
		return f.holdsSo(k)
	case "demand", "offer", "call", "appeal", "pledge", "promise", "vow":
		if f.d.Part(k) != tag.Noun || k == 0 {
			break
		}
		if w := f.lower(end - 1); w == "on" || w == "upon" {
			return true // “in a call on Saturday”
		}
		for j := k - 1; j >= max(0, k-4); j-- {
			switch f.lower(j) {
			case "the", "this", "that", "these", "those", "any", "no", "such", "every":
				return true
			}
			if f.d.Part(j) != tag.Adj && f.d.Part(j) != tag.Noun && f.d.Part(j) != tag.Num {
				break
			}
		}
	}
	return false
}

// innerQuote reports a byte within a quotation that a quotation around it
// tells with words of its own.
func (f *finder) innerQuote(at int) bool {
	q := f.d.Quotes
	i := sort.Search(len(q), func(i int) bool { return q[i].Span.Start > at }) - 1
	for n := 0; i >= 0 && n < 8; i, n = i-1, n+1 {
		if p := q[i].Parent; p >= 0 && q[i].Inner.Has(at) {
			return q[p].Inner.Len() > q[i].Span.Len()+4
		}
	}
	return false
}

// ownSubject reports that the verb at token k has its subject before it,
// behind token after.
func (f *finder) ownSubject(k, after int) bool {
	for k > after && (f.d.Part(k-1) == tag.Aux || f.adverb(k-1)) {
		k--
	}
	m := f.mentionTo(k)
	return m >= 0 && f.d.Mentions[m].First > after
}

// holdsSo reports that what is insisted on at token k is the case, not what
// is to be: “insisted that it was closed”, not “that it be closed” and not
// “that it must close”.
func (f *finder) holdsSo(k int) bool {
	v := f.tree.dependent(k, "ccomp")
	if v < 0 {
		return false
	}
	finite := func(t int) bool {
		switch f.d.Tags[t].Penn() {
		case "VBD", "VBZ":
			return true
		case "VBP": // that “Peru leave” is to be
			s := f.tree.dependent(v, "nsubj")
			return s < 0 || f.d.Tags[s].Penn() != "NNP" && f.d.Tags[s].Penn() != "NN"
		}
		return false
	}
	is := finite(v)
	for i := f.tree.child[v]; i >= 0; i = f.tree.next[i] {
		switch c := int(i); f.tree.rel(c) {
		case "aux", "cop":
			switch f.lower(c) {
			case "must", "should", "shall", "ought":
				return false
			case "will", "would", "can", "could", "may", "might":
				is = true
			}
			is = is || finite(c)
		}
	}
	return is
}

// withholds reports “denied the envoys a pass” at token k, which denies no
// charge.
func (f *finder) withholds(k int) bool {
	if f.tree.dependent(k, "iobj") >= 0 {
		return true
	}
	x := f.tree.dependent(k, "xcomp")
	return x >= 0 && f.d.Part(x) == tag.Noun && f.tree.dependent(k, "obj") >= 0
}
