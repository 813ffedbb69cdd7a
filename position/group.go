package position

import (
	"cmp"
	"slices"
)

// byStem finds what shares stems among those that were added, in order.
type byStem struct {
	of     map[string][]int // stem → who has it, by place in ids
	ids    []int
	size   []int // by place: how many stems it has
	shared []int // by place: how many it shares with what is asked for, 0 in between

	met, out []int // of the last question, to be used again
}

func newByStem() *byStem { return &byStem{of: map[string][]int{}} }

// lookBack is how many of those that share a stem are looked at, the last
// first: a holder who says thousands of things on one word is compared with
// what came shortly before.
const lookBack = 200

func (x *byStem) add(id int, of matter) {
	n := len(x.ids)
	x.ids, x.size, x.shared = append(x.ids, id), append(x.size, len(of)), append(x.shared, 0)
	for w := range of {
		x.of[w] = append(x.of[w], n)
	}
}

// near returns, in the order in which they were added, those that are on the
// same words as of. They are good until the next question.
func (x *byStem) near(of matter) []int {
	x.met, x.out = x.met[:0], x.out[:0]
	for w := range of {
		list := x.of[w]
		for _, n := range list[max(0, len(list)-lookBack):] {
			if x.shared[n]++; x.shared[n] == 1 {
				x.met = append(x.met, n)
			}
		}
	}
	for _, n := range x.met {
		if enough(x.shared[n], len(of), x.size[n]) {
			x.out = append(x.out, n)
		}
		x.shared[n] = 0
	}
	slices.Sort(x.out)
	for i, n := range x.out {
		x.out[i] = x.ids[n]
	}
	return x.out
}

// sets are numbers that are joined to sets.
type sets []int

func newSets(n int) sets {
	s := make(sets, n)
	for i := range s {
		s[i] = i
	}
	return s
}

func (s sets) of(i int) int {
	for s[i] != i {
		s[i] = s[s[i]]
		i = s[i]
	}
	return i
}

// join puts the sets of two together, under the lower number.
func (s sets) join(i, k int) {
	i, k = s.of(i), s.of(k)
	s[max(i, k)] = min(i, k)
}

// lists returns the members of each set, in the order of their first ones.
func (s sets) lists(members []int) [][]int {
	at := map[int]int{}
	var out [][]int
	for i, m := range members {
		root := s.of(i)
		k, ok := at[root]
		if !ok {
			k = len(out)
			at[root] = k
			out = append(out, nil)
		}
		out[k] = append(out[k], m)
	}
	return out
}

// sayings parts positions of one holder, which stand in order: those of one
// kind in the same words are one saying, and so are those of several reports that
// share words in statements that report one utterance.
func (b *Book) sayings(list []int) [][]int {
	type words struct{ kind, folded string }
	s := newSets(len(list))
	first := map[words]int{}
	of := map[int][]int{} // utterance → the first of each wording in it
	for i, n := range list {
		h := &b.held[n]
		w := words{h.p.Kind, h.folded}
		k, known := first[w]
		if known {
			s.join(k, i)
		} else {
			first[w] = i
		}
		if h.p.Statement == nil {
			continue
		}
		u, ok := b.saying[*h.p.Statement]
		if !ok || known && slices.Contains(of[u], k) {
			continue
		}
		for _, o := range of[u] {
			// Renderings of the same words need less to be one of them.
			if x := &b.held[list[o]]; x.in != h.in && h.of.shared(x.of) >= min(2, len(h.of), len(x.of)) {
				s.join(o, i)
			}
		}
		of[u] = append(of[u], i)
	}
	return s.lists(list)
}

// matters parts positions of one holder by what they are about: those of one
// saying, and those on the same words. The largest come first.
func (b *Book) matters(list []int) [][]int {
	s := newSets(len(list))
	at := map[int]int{} // number of a position → its place in list
	for i, n := range list {
		at[n] = i
	}
	x := newByStem()
	for _, members := range b.sayings(list) {
		for _, n := range members[1:] {
			s.join(at[members[0]], at[n])
		}
		seen := map[string]bool{}
		for _, n := range members {
			of := b.held[n].of
			if seen[b.held[n].folded] {
				continue
			}
			seen[b.held[n].folded] = true
			for _, k := range x.near(of) {
				s.join(k, at[n])
			}
		}
		x.add(at[members[0]], b.held[members[0]].of)
	}
	out := s.lists(list)
	slices.SortStableFunc(out, func(a, b []int) int { return len(b) - len(a) })
	return out
}

// common returns up to four words that more than half of sayings have: those
// that most have, and of these the rarest in the press.
func common(list []Saying) []string {
	count, seen := map[string]int{}, map[string]met{}
	for i := range list {
		for stem, w := range list[i].of {
			count[stem]++
			if x, ok := seen[stem]; !ok || w.rank < x.rank || w.rank == x.rank && w.word < x.word {
				seen[stem] = w
			}
		}
	}
	stems := []string{}
	for stem, n := range count {
		if 2*n > len(list) {
			stems = append(stems, stem)
		}
	}
	slices.SortFunc(stems, func(a, b string) int {
		return cmp.Or(count[b]-count[a], seen[a].rank-seen[b].rank, cmp.Compare(a, b))
	})
	out := []string{}
	for _, s := range stems[:min(4, len(stems))] {
		out = append(out, seen[s].word)
	}
	return out
}

// mostEchoes is how many others are told of a position.
const mostEchoes = 8

// echoes tells by position which other actors of the state hold one of the kind
// on the same words, up to [mostEchoes], as far as they come within [lookBack]
// of one another.
func (b *Book) echoes() [][]Side {
	type one struct{ who, kind, folded string }
	out := make([][]Side, len(b.held))
	first := map[one]bool{}
	index := map[[2]string]*byStem{} // by state and kind
	add := func(i int, s Side) {
		if len(out[i]) < mostEchoes && !slices.Contains(out[i], s) {
			out[i] = append(out[i], s)
		}
	}
	for i := range b.held {
		h := &b.held[i]
		k := one{h.side.Who, h.p.Kind, h.folded}
		if h.side.State == "" || first[k] {
			continue
		}
		first[k] = true
		at := [2]string{h.side.State, h.p.Kind}
		x := index[at]
		if x == nil {
			x = newByStem()
			index[at] = x
		}
		for _, n := range x.near(h.of) {
			if o := b.held[n].side; o.Who != h.side.Who {
				add(i, o)
				add(n, h.side)
			}
		}
		x.add(i, h.of)
	}
	return out
}

// repeated returns who else does, of the positions of a saying.
func (b *Book) repeated(list []int, echoes [][]Side) []Party {
	out := []Party{}
	for _, i := range list {
		for _, s := range echoes[i] {
			if !slices.ContainsFunc(out, func(p Party) bool { return p.ID == s.Who }) {
				out = append(out, b.party(s))
			}
		}
	}
	return out
}
