package tree

// State is how far a transition parser has come: words 1 to n, of which those
// before Next are on the stack or have a head. The system is arc-hybrid
// (Kuhlmann, Gómez-Rodríguez and Satta 2011); word 0 is the root, and n+1
// stands for no word.
type State struct {
	n     int
	Next  int   // first word of the buffer, n+1 at the end
	Stack []int // the root at the bottom
	Heads []int // -1 for words without one yet
	Sure  []int // by how much the arc to the head won, in quarters of log-odds
	kids  []kids
	group []uint8 // of the arc to the head, 0 for none
	spans []int   // number of the span of a word, 0 for none; nil without spans
}

// kids are the outermost dependents of a word, n+1 for none, and how many
// there are.
type kids struct {
	left, left2, right, right2 int
	lefts, rights              int
}

// Kind of a transition.
type Kind uint8

const (
	Shift Kind = iota // puts Next on the stack
	Left              // makes the top of the stack a dependent of Next
	Right             // makes the top of the stack a dependent of the word below it
)

// Action is a transition; Group roughly says what relation a new arc will
// have (1 and up).
type Action struct {
	Kind  Kind
	Group uint8
}

// Reset starts a sentence of n words. spans holds the number of the span of
// each word 1 to n, 0 outside, or is nil.
func (s *State) Reset(n int, spans []int) {
	s.n, s.Next, s.spans = n, 1, spans
	s.Stack = append(s.Stack[:0], 0)
	s.Heads, s.Sure, s.kids, s.group = s.Heads[:0], s.Sure[:0], s.kids[:0], s.group[:0]
	for range n + 2 {
		s.Heads = append(s.Heads, -1)
		s.Sure = append(s.Sure, 0)
		s.kids = append(s.kids, kids{left: n + 1, left2: n + 1, right: n + 1, right2: n + 1})
		s.group = append(s.group, 0)
	}
}

// Done reports whether every word has a head.
func (s *State) Done() bool { return s.Next > s.n && len(s.Stack) == 1 }

func (s *State) top(k int) int {
	if k >= len(s.Stack) {
		return s.n + 1
	}
	return s.Stack[len(s.Stack)-1-k]
}

// Allowed reports whether a transition of this kind can be made.
func (s *State) Allowed(k Kind) bool {
	depth := len(s.Stack)
	switch k {
	case Shift:
		return s.Next <= s.n && !s.must()
	case Left:
		return s.Next <= s.n && depth > 1 && s.mayLeave(s.Next)
	}
	return depth > 1 && (s.Stack[depth-2] != 0 || s.Next > s.n) && s.mayLeave(s.Stack[depth-2])
}

// in returns the number of the span of word i, 0 for none.
func (s *State) in(i int) int {
	if s.spans == nil || i < 1 || i > s.n {
		return 0
	}
	return s.spans[i]
}

// mayLeave reports whether the top of the stack may become a dependent of
// head without tearing a span apart: within the span always; to the outside
// only as the last of its span.
func (s *State) mayLeave(head int) bool {
	at := s.in(s.top(0))
	if at == 0 || at == s.in(head) {
		return true
	}
	return s.in(s.Next) != at && s.in(s.top(1)) != at
}

// must reports whether the words of a span have to be joined before another
// is shifted.
func (s *State) must() bool {
	at := s.in(s.top(0))
	return at != 0 && s.in(s.Next) != at && s.in(s.top(1)) == at
}

// Apply makes a transition.
func (s *State) Apply(a Action, sure int) {
	depth := len(s.Stack)
	if a.Kind == Shift {
		s.Stack = append(s.Stack, s.Next)
		s.Next++
		return
	}
	word, head := s.Stack[depth-1], s.Next
	if a.Kind == Right {
		head = s.Stack[depth-2]
	}
	s.Stack = s.Stack[:depth-1]
	s.Heads[word], s.Sure[word], s.group[word] = head, sure, a.Group
	k := &s.kids[head]
	if word < head {
		k.left2, k.left = k.left, word
		k.lefts++
	} else {
		k.right2, k.right = k.right, word
		k.rights++
	}
}

// Costs returns how many arcs of the tree gold (heads of the words 1 to n)
// each kind of transition puts out of reach (Goldberg and Nivre 2013).
func (s *State) Costs(gold []int) (costs [3]int) {
	depth, b := len(s.Stack), s.Next
	s0, s1 := s.top(0), s.top(1)
	if b <= s.n {
		for i, x := range s.Stack {
			if x != 0 && gold[x] == b {
				costs[Shift]++
			}
			if i < depth-1 && x != 0 && gold[b] == x {
				costs[Shift]++
			}
		}
	}
	if depth < 2 {
		return costs
	}
	later := 0
	for d := b; d <= s.n; d++ {
		if gold[d] == s0 {
			later++
		}
	}
	costs[Left], costs[Right] = later, later
	if h := gold[s0]; h != b && (h == s1 || h > b || h == 0) {
		costs[Left]++
	}
	if h := gold[s0]; h != s1 && (h >= b || h == 0) {
		costs[Right]++
	}
	return costs
}
