package tree

import (
	"math/rand/v2"
	"testing"
)

// TestArborescence compares the tree with the best of all trees, for small
// sentences with scores at random.
func TestArborescence(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range 400 {
		n := 1 + r.IntN(5)
		w := n + 1
		var b scratch
		b.scores = make([]int, w*w)
		for i := 1; i <= n; i++ {
			for h := range w {
				b.scores[i*w+h] = r.IntN(40) - 20
			}
			b.scores[i*w+i] = never
		}
		b.sure = make([]bool, n)
		scores := append([]int{}, b.scores...)
		sum := func(heads []int) (s int) {
			for i := 1; i <= n; i++ {
				s += scores[i*w+heads[i]]
			}
			return s
		}
		best := never * w
		heads := make([]int, w)
		var try func(i int)
		try = func(i int) {
			if i > n {
				roots := 0
				for _, h := range heads[1:] {
					if h == 0 {
						roots++
					}
				}
				if roots == 1 && new(scratch).cycle(heads) == nil {
					best = max(best, sum(heads))
				}
				return
			}
			for h := range w {
				if h != i {
					heads[i] = h
					try(i + 1)
				}
			}
		}
		try(1)
		b.tree(n)
		if got := sum(b.heads); got != best {
			t.Fatalf("%d words: a tree of %d, the best has %d", n, got, best)
		}
	}
}
