package statement

import (
	"sync"

	"dateline/language"
	"dateline/language/tag"
	"dateline/language/tree"
	"dateline/text"
)

// forest is the trees of a Doc with their links downwards. All fields are by
// token.
type forest struct {
	d           *language.Doc
	child, next []int32 // first dependent, next dependent of the same head; -1 for none
	names       *[2][256]string
	left, right []int32 // the tokens that a token and what hangs on it reach over, right exclusive
}

func newForest(d *language.Doc) *forest {
	n := len(d.Tokens)
	buf := make([]int32, 4*n)
	names := relationNames()
	t := &forest{d: d, names: &names, child: buf[:n], next: buf[n : 2*n], left: buf[2*n : 3*n], right: buf[3*n:]}
	for i := range n {
		t.child[i], t.next[i], t.left[i], t.right[i] = -1, -1, int32(i), int32(i+1)
	}
	for i := n - 1; i >= 0; i-- {
		if h := d.Heads[i]; h >= 0 {
			t.next[i] = t.child[h]
			t.child[h] = int32(i)
		}
	}
	for _, x := range d.Sentences {
		t.reach(x)
	}
	return t
}

// reach widens left and right from the leaves up. Trees are shallow: it takes
// as many rounds as a tree is deep and stops with the first that changes
// nothing.
func (t *forest) reach(x language.Sentence) {
	for range 64 {
		changed := false
		for i := x.First; i < x.Last; i++ {
			h := t.d.Heads[i]
			if h < 0 {
				continue
			}
			if t.left[i] < t.left[h] {
				t.left[h], changed = t.left[i], true
			}
			if t.right[i] > t.right[h] {
				t.right[h], changed = t.right[i], true
			}
		}
		if !changed {
			return
		}
	}
}

// relationNames are the names of all relations, with and without subtype.
var relationNames = sync.OnceValue(func() (names [2][256]string) {
	for i := range names[0] {
		names[0][i], names[1][i] = tree.Relation(i).Base(), tree.Relation(i).String()
	}
	return names
})

// rel returns the relation of token k to its head, without the subtype.
func (t *forest) rel(k int) string { return t.names[0][t.d.Relations[k]] }

// full returns the relation with its subtype.
func (t *forest) full(k int) string { return t.names[1][t.d.Relations[k]] }

// dependent returns the first dependent of token k in one of the relations,
// subtypes left out; -1 if there is none.
func (t *forest) dependent(k int, relations ...string) int {
	for i := t.child[k]; i >= 0; i = t.next[i] {
		r := t.rel(int(i))
		for _, x := range relations {
			if r == x {
				return int(i)
			}
		}
	}
	return -1
}

// has reports whether a word with one of the lemmas hangs on token k.
func (t *forest) has(k int, relation string, words ...string) bool {
	for i := t.child[k]; i >= 0; i = t.next[i] {
		if t.rel(int(i)) != relation {
			continue
		}
		w := t.d.Lemma(int(i))
		for _, x := range words {
			if w == x {
				return true
			}
		}
	}
	return false
}

// phrase returns the tokens of the noun phrase whose head is token k: its
// subtree without the preposition before it, without a clause behind it, and
// without what is only said beside it.
func (t *forest) phrase(k int) region {
	first, last := int(t.left[k]), int(t.right[k])
	for i := t.child[k]; i >= 0; i = t.next[i] {
		c := int(i)
		cut := false
		switch t.rel(c) {
		case "acl", "parataxis", "punct", "advcl", "dep", "discourse", "advmod", "cc", "mark":
			cut = true
		case "obl":
			cut = !t.has(c, "case", "of") // “few of the villagers”
		case "case":
			cut = c < k
		}
		switch {
		case !cut:
		case c > k && t.rel(c) == "punct":
			if c == last-1 {
				last--
			}
		case c > k && t.rel(c) != "cc":
			last = min(last, int(t.left[c]))
		case c < k && t.rel(c) != "advmod":
			first = max(first, int(t.right[c]))
		}
	}
	for last > k+1 && t.d.Part(last-1) == tag.Punct {
		last--
	}
	return region{first, max(last, k+1)}
}

// tokensOf returns the tokens of a span.
func (f *finder) tokensOf(s text.Span) region {
	first := f.d.TokenAt(s.Start)
	last := first
	for last < len(f.d.Tokens) && int(f.d.Tokens[last].Start) < s.End {
		last++
	}
	return region{first, last}
}

// contentWord reports a noun, verb, adjective, adverb or number.
func (t *forest) contentWord(k int) bool {
	switch t.d.Part(k) {
	case tag.Noun, tag.Propn, tag.Verb, tag.Adj, tag.Adv, tag.Num, tag.X:
		return true
	}
	return false
}

// passive reports a verb with a passive auxiliary.
func (t *forest) passive(k int) bool {
	for i := t.child[k]; i >= 0; i = t.next[i] {
		if t.full(int(i)) == "aux:pass" {
			return true
		}
	}
	return false
}
