package position

import (
	"cmp"
	"slices"
)

// byStem finds what shares stems.
type byStem struct {
	of     map[string][]int // stem → the numbers of those that have it, in the order in which they were added
	size   []int            // by number: how many stems it has
	shared []int            // by number: how many it shares with what is asked for, 0 in between
}

func newByStem(n int) *byStem {
	return &byStem{of: map[string][]int{}, size: make([]int, n), shared: make([]int, n)}
}

// lookBack is how many of those that share a stem are looked at, the last
// first: a holder who says thousands of things on one word is compared with
// what came shortly before.
const lookBack = 500

func (x *byStem) add(i int, of matter) {
	x.size[i] = len(of)
	for w := range of {
		x.of[w] = append(x.of[w], i)
	}
}

// near returns, in order, those that are on the same words as of.
func (x *byStem) near(of matter) []int {
	var met, out []int
	for w := range of {
		list := x.of[w]
		for _, i := range list[max(0, len(list)-lookBack):] {
			if x.shared[i]++; x.shared[i] == 1 {
				met = append(met, i)
			}
		}
	}
	for _, i := range met {
		if enough(x.shared[i], len(of), x.size[i]) {
			out = append(out, i)
		}
		x.shared[i] = 0
	}
	slices.Sort(out)
	return out
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
// kind in the same words are one saying, and so are those on the same words in
// statements that report one utterance.
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
			if h.of.same(b.held[list[o]].of) {
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
	x := newByStem(len(list))
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

// echoes finds who else of a state holds a position of a kind on the same
// words.
type echoes struct {
	of map[[2]string]*byStem // state and kind → positions
}

func (b *Book) echoes() *echoes {
	e := &echoes{of: map[[2]string]*byStem{}}
	type one struct{ who, kind, folded string }
	seen := map[one]bool{}
	for i := range b.held {
		h := &b.held[i]
		k := one{h.side.Who, h.p.Kind, h.folded}
		if h.side.State == "" || seen[k] {
			continue
		}
		seen[k] = true
		at := [2]string{h.side.State, h.p.Kind}
		if e.of[at] == nil {
			e.of[at] = newByStem(len(b.held))
		}
		e.of[at].add(i, h.of)
	}
	return e
}

// repeated returns who else does, of a saying's first position.
func (b *Book) repeated(list []int, e *echoes) []Party {
	out := []Party{}
	h := &b.held[list[0]]
	x := e.of[[2]string{h.side.State, h.p.Kind}]
	if h.side.State == "" || x == nil {
		return out
	}
	for _, i := range x.near(h.of) {
		x := &b.held[i]
		if x.side.Who != h.side.Who && !slices.ContainsFunc(out, func(q Party) bool { return q.ID == x.side.Who }) {
			out = append(out, b.party(x.side))
		}
	}
	return out
}
