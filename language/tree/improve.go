package tree

import (
	"slices"

	"dateline/language/net"
	"dateline/language/tag"
)

// What improve looks at: heads and relations that come within reach of the
// best, of each word so many; so many words of a sentence; so many changes.
const (
	reach     = 3 * net.One
	choices   = 4
	mostOpen  = 32
	mostMoves = 24
	cross     = net.One // what each pair of arcs that cross costs
)

// choice is a head and relation that a word may have, and how far it is behind
// the best, as a negative number.
type choice struct {
	head     int32
	relation Relation
	score    int32
}

// search is the working memory of improve. Nodes are words from 1; 0 is the
// root.
type search struct {
	v       *Valency
	words   []string
	tags    []tag.ID
	now     []choice // by node: what it has
	first   []int32  // by node: its first dependent, 0 for none
	next    []int32  // by node: the dependent behind it of the same head
	rows    []int32  // by node: row of its verb × Sets; -1 not looked up
	worth   []int32  // by node: what the valency says of it
	from    []int32  // by open word: where its choices begin
	choices []choice
	open    []int32
}

// begin prepares a search over n words.
func (s *search) begin(n int) {
	w := n + 1
	s.now, s.first, s.next, s.rows, s.worth = grow(s.now, w), grow(s.first, w), grow(s.next, w), grow(s.rows, w), grow(s.worth, w)
	clear(s.first)
	for i := range s.rows {
		s.rows[i] = -1
	}
	s.choices, s.from, s.open = s.choices[:0], s.from[:0], s.open[:0]
}

func grow[T any](s []T, n int) []T { return slices.Grow(s[:0], n)[:n] }

// link puts node i among the dependents of its head.
func (s *search) link(i int32) {
	at := &s.first[s.now[i].head]
	for *at != 0 && *at < i {
		at = &s.next[*at]
	}
	s.next[i], *at = *at, i
}

func (s *search) unlink(i int32) {
	at := &s.first[s.now[i].head]
	for *at != i {
		at = &s.next[*at]
	}
	*at = s.next[i]
}

// give changes head and relation of node i.
func (s *search) give(i int32, c choice) {
	if c.head == s.now[i].head {
		s.now[i] = c
		return
	}
	s.unlink(i)
	s.now[i] = c
	s.link(i)
}

// value says what the valency has to say of node i.
func (s *search) value(i int32) int32 {
	if i == 0 {
		return 0
	}
	v := s.v
	width := v.Width()
	at := v.word(s.tags[i-1], s.now[i].relation)
	row := v.order[at*width*width:][:width*width]
	last, frame, set, sum := v.none, uint16(0), uint8(0), int32(0)
	k := s.first[i]
	for side := 0; ; side++ {
		for ; k != 0 && (k < i || side == 1); k = s.next[k] {
			r := s.now[k].relation
			c := v.children[r]
			sum += int32(row[int(last)*width+int(c)])
			last = c
			frame |= v.frames[r]
			set |= v.argument[r]
		}
		sum += int32(row[int(last)*width+int(v.none)])
		if side == 1 {
			break
		}
		last = v.none
		row = v.order[(tagGroups*OwnGroups+at)*width*width:][:width*width]
	}
	sum += int32(v.frame[at*Frames+int(frame)])
	if g := v.tags[s.tags[i-1]]; verb(g) {
		if s.rows[i] < 0 {
			s.rows[i] = int32(v.verbs.Get(verbKey(s.words[i-1], g))) * Sets
		}
		sum += int32(v.sets[s.rows[i]+int32(set)])
	}
	return sum * valencyUnit
}

// gain returns by how much the valency of nodes is greater than before.
func (s *search) gain(nodes ...int32) int32 {
	sum := int32(0)
	for k, x := range nodes {
		if x != 0 && !slices.Contains(nodes[:k], x) {
			sum += s.value(x) - s.worth[x]
		}
	}
	return sum
}

// crossings returns how many arcs the arc of node i crosses.
func (s *search) crossings(i int32) int32 {
	a, b := i, s.now[i].head
	if b == 0 {
		return 0
	}
	if a > b {
		a, b = b, a
	}
	n := int32(0)
	for k := a + 1; k < b; k++ { // of each arc that crosses, one end lies between
		if h := s.now[k].head; h != 0 && (h < a || h > b) {
			n++
		}
		for d := s.first[k]; d != 0; d = s.next[d] {
			if d < a || d > b {
				n++
			}
		}
	}
	return n
}

// cyclic reports whether node i depends on itself.
func (s *search) cyclic(i int32) bool {
	n := int32(0)
	for k := s.now[i].head; k != 0; k = s.now[k].head {
		if k == i || n > int32(len(s.now)) {
			return true
		}
		n++
	}
	return false
}

// improve changes heads and relations, of one word or of two near each other
// in the tree at once, as long as that raises the sum of what the net says of
// each arc and what the valency says of the arcs together: the greatest gain
// first (as in McDonald and Pereira 2006, who rearrange the best tree of a
// model of single arcs for one of pairs).
func (s *search) improve() {
	for i := range s.worth {
		s.worth[i] = s.value(int32(i))
	}
	for range mostMoves {
		best, a, b := int32(0), int32(-1), int32(-1)
		var ca, cb choice
		for p, i := range s.open {
			was := s.now[i]
			for _, c := range s.of(p) {
				if c == was {
					continue
				}
				d := c.score - was.score + cross*s.crossings(i)
				s.give(i, c)
				d -= cross * s.crossings(i)
				if (c.head == 0) == (was.head == 0) && !s.cyclic(i) {
					if g := d + s.gain(i, was.head, c.head); g > best {
						best, a, ca, b = g, i, c, -1
					}
				}
				for q, j := range s.open {
					old := s.now[j]
					if j == i {
						continue
					}
					for _, e := range s.of(q) {
						if e == old || (c.head == 0) != (was.head == 0) && e.head != 0 && old.head != 0 {
							continue
						}
						near := j == was.head || j == c.head || e.head == i || old.head == i || e.head == was.head || old.head == c.head
						d2 := d + e.score - old.score
						if !near || d2 < -reach {
							continue
						}
						d2 += cross * s.crossings(j)
						s.give(j, e)
						d2 -= cross * s.crossings(j)
						if s.rooted(was, c, old, e) && !s.cyclic(i) && !s.cyclic(j) {
							if g := d2 + s.gain(i, was.head, c.head, j, old.head, e.head); g > best {
								best, a, ca, b, cb = g, i, c, j, e
							}
						}
						s.give(j, old)
					}
				}
				s.give(i, was)
			}
		}
		if a < 0 {
			return
		}
		for _, m := range [2]struct {
			node int32
			to   choice
		}{{a, ca}, {b, cb}} {
			if m.node > 0 {
				head := s.now[m.node].head
				s.give(m.node, m.to)
				for _, x := range [3]int32{m.node, head, m.to.head} {
					s.worth[x] = s.value(x)
				}
			}
		}
	}
}

// rooted reports whether two changes leave the number of roots as it is.
func (s *search) rooted(was, c, old, e choice) bool {
	n := 0
	for k, x := range [4]choice{was, old, c, e} {
		if x.head == 0 {
			n += 2*(k/2) - 1
		}
	}
	return n == 0
}

// of returns the choices of the open word p.
func (s *search) of(p int) []choice {
	to := len(s.choices)
	if p+1 < len(s.from) {
		to = int(s.from[p+1])
	}
	return s.choices[s.from[p]:to]
}
