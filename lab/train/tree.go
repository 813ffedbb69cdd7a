package main

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"

	"dateline/lab/corpus"
	"dateline/language/tag"
	"dateline/language/tree"
)

// relationNames returns the relations of the data, most frequent first.
func relationNames(data []corpus.Sentence) []string {
	counts := map[string]int{}
	for _, s := range data {
		for _, r := range s.Relations {
			counts[r]++
		}
	}
	var names []string
	for n := range counts {
		names = append(names, n)
	}
	slices.SortFunc(names, func(a, b string) int {
		if counts[a] != counts[b] {
			return counts[b] - counts[a]
		}
		return strings.Compare(a, b)
	})
	return names
}

// groups sort relations roughly: the parsers choose the group together with
// the arc and see it on what they have attached before. Group 1 is the rest.
var (
	before = groupTable(groupsBefore)
	after  = groupTable(groupsAfter)
)

var (
	groupsBefore = []string{"nsubj csubj expl", "det", "case mark", "amod nummod compound nmod", "punct"}
	groupsAfter  = []string{"obj iobj", "ccomp xcomp nsubj csubj", "conj", "parataxis advcl list", "nmod acl appos", "obl"}
)

func groupTable(groups []string) map[string]uint8 {
	m := map[string]uint8{}
	for i, g := range groups {
		for r := range strings.FieldsSeq(g) {
			m[r] = uint8(i + 2)
		}
	}
	return m
}

// groupOf returns the group of a relation to a head that stands behind the
// dependent or before it.
func groupOf(relation string, first bool) uint8 {
	base, _, _ := strings.Cut(relation, ":")
	if first {
		return max(1, before[base])
	}
	return max(1, after[base])
}

// actionNames are the transitions of the parser in one direction. Read
// backwards, a left arc leads to a dependent behind its head.
func actionNames(backward bool) []string {
	left, right := len(groupsBefore)+1, len(groupsAfter)+1
	if backward {
		left, right = right, left
	}
	names := []string{"shift"}
	for g := range left {
		names = append(names, fmt.Sprintf("left %d", g+1))
	}
	for g := range right {
		names = append(names, fmt.Sprintf("right %d", g+1))
	}
	return names
}

// example is a sentence as one of the parsers meets it.
type example struct {
	input  tree.Input
	heads  []int   // of words 1 to n
	groups []uint8 // of words 1 to n
}

// examples makes those of one direction. guides holds for each sentence what
// the first parser found (heads and sure values), nil for that parser itself.
func examples(t *tag.Tagger, data []corpus.Sentence, tags [][]tag.ID, backward bool, guides [][2][]int) []example {
	out := make([]example, len(data))
	for k, s := range data {
		n := len(s.Words)
		e := &out[k]
		e.heads, e.groups = make([]int, n+2), make([]uint8, n+2)
		e.heads[0], e.heads[n+1] = -1, -1
		var in tree.Input
		in.Fill(s.Words, tags[k], t.Part)
		if !backward {
			e.input = in
		} else {
			e.input.Mirror(&in)
		}
		if guides != nil {
			heads, sure := slices.Clone(guides[k][0]), slices.Clone(guides[k][1])
			if backward {
				tree.Reverse(heads, sure)
			}
			e.input.SetGuide(heads, sure)
		}
		for i, h := range s.Heads {
			at := i + 1
			g := groupOf(s.Relations[i], at < h)
			if backward {
				at = n + 1 - at
				if h > 0 {
					h = n + 1 - h
				}
			}
			e.heads[at], e.groups[at] = h, g
		}
	}
	return out
}

// arcs trains the parser of one direction with a dynamic oracle: after the
// first round it goes its own ways and learns what is best from there.
func arcs(data []example, backward bool, o options) ([]vector, error) {
	var actions []tree.Action
	var groups [3]uint8 // how many there are for each kind
	for _, name := range actionNames(backward) {
		a, err := tree.ParseAction(name)
		if err != nil {
			return nil, err
		}
		actions = append(actions, a)
		groups[a.Kind] = max(groups[a.Kind], a.Group)
	}
	l := newLearner(len(actions), o.rate, o.least)
	scores := make([]float32, len(actions))
	r := rand.New(rand.NewPCG(o.seed, 2))
	order := r.Perm(len(data))
	var s tree.State
	var features []uint64
	var gradient []slope
	for epoch := range o.epochs {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			e := &data[k]
			s.Reset(len(e.heads)-2, nil)
			for !s.Done() {
				features = tree.Features(features[:0], &s, &e.input)
				l.score(scores, features)
				l.step++
				ok := [3]bool{s.Allowed(tree.Shift), s.Allowed(tree.Left), s.Allowed(tree.Right)}
				costs := s.Costs(e.heads)
				least := 1 << 30
				for kind, allowed := range ok {
					if allowed {
						least = min(least, costs[kind])
					}
				}
				top := s.Stack[len(s.Stack)-1]
				allowed := func(c int) bool { return ok[actions[c].Kind] }
				right := func(c int) bool {
					a := actions[c]
					if !ok[a.Kind] || costs[a.Kind] != least {
						return false
					}
					return a.Kind == tree.Shift || a.Group == within(e.groups[top], groups[a.Kind])
				}
				gradient = loss(gradient, scores, allowed, right)
				if len(gradient) > 0 {
					l.update(features, gradient)
				}
				next, gold := -1, -1
				for c := range scores {
					if allowed(c) && (next < 0 || scores[c] > scores[next]) {
						next = c
					}
					if right(c) && (gold < 0 || scores[c] > scores[gold]) {
						gold = c
					}
				}
				if gold < 0 {
					return nil, fmt.Errorf("no right action at word %d of %d", s.Next, len(e.heads)-2)
				}
				if epoch == 0 || r.IntN(10) == 0 {
					next = gold
				}
				s.Apply(actions[next], 0)
			}
		}
	}
	return l.average(), nil
}

// labels trains the choice of relations. heads holds for each sentence the
// trees to learn on; words whose head is wrong there are passed over.
func labels(t *tag.Tagger, data []corpus.Sentence, tags [][]tag.ID, heads [][]int, names []string, o options) []vector {
	l := newLearner(len(names), o.rate, o.least)
	scores := make([]float32, len(names))
	r := rand.New(rand.NewPCG(o.seed, 3))
	order := r.Perm(len(data))
	ids := map[string]int{}
	for i, n := range names {
		ids[n] = i
	}
	any := func(int) bool { return true }
	var whole tree.Whole
	var in tree.Input
	var features []uint64
	var gradient []slope
	var words []int
	for range o.epochs {
		r.Shuffle(len(order), func(i, j int) { order[i], order[j] = order[j], order[i] })
		for _, k := range order {
			s := &data[k]
			in.Fill(s.Words, tags[k], t.Part)
			whole.Fill(len(s.Words), heads[k])
			words = whole.Order(words[:0])
			for _, d := range words {
				features = tree.LabelFeatures(features[:0], &whole, &in, d)
				l.score(scores, features)
				l.step++
				if whole.Heads[d] == s.Heads[d-1] {
					gold := ids[s.Relations[d-1]]
					gradient = loss(gradient, scores, any, func(c int) bool { return c == gold })
					if len(gradient) > 0 {
						l.update(features, gradient)
					}
				}
				whole.Labels[d] = best(scores) + 1
			}
		}
	}
	return l.average()
}

// within returns a group, or the commonest one where arcs of this direction
// know no such group: only an arc to a wrong head comes to that.
func within(group, most uint8) uint8 {
	if group > most {
		return 1
	}
	return group
}
