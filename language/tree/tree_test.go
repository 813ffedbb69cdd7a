package tree_test

import (
	"math/rand/v2"
	"strings"
	"sync"
	"testing"

	"dateline/language/tree"
)

func parse(sentence string, spans ...tree.Span) ([]string, []tree.Arc) {
	words := strings.Fields(sentence)
	return words, tree.Parse(nil, words, spans)
}

func TestParse(t *testing.T) {
	for _, c := range []struct{ sentence, word, head, relation string }{
		{"The minister denied the report .", "minister", "denied", "nsubj"},
		{"The minister denied the report .", "report", "denied", "obj"},
		{"The minister denied the report .", "denied", "", "root"},
		{"She said that talks would resume on Monday .", "resume", "said", "ccomp"},
		{"She said that talks would resume on Monday .", "talks", "resume", "nsubj"},
		{"The plan was rejected by both sides .", "plan", "rejected", "nsubj:pass"},
		{"Officials in the capital warned of a delay .", "Officials", "warned", "nsubj"},
		{"Officials in the capital warned of a delay .", "capital", "Officials", "nmod"},
	} {
		words, arcs := parse(c.sentence)
		for i, w := range words {
			if w != c.word {
				continue
			}
			head := ""
			if arcs[i].Head >= 0 {
				head = words[arcs[i].Head]
			}
			if head != c.head || arcs[i].Relation.String() != c.relation {
				t.Errorf("%s: %q is %s of %q, want %s of %q", c.sentence, w, arcs[i].Relation, head, c.relation, c.head)
			}
			break
		}
	}
}

// check reports what keeps arcs from being a tree with one root.
func check(arcs []tree.Arc) string {
	roots := 0
	for i := range arcs {
		at, steps := i, 0
		for at >= 0 {
			if at >= len(arcs) {
				return "a head out of range"
			}
			at = arcs[at].Head
			if steps++; steps > len(arcs) {
				return "a cycle"
			}
		}
		if arcs[i].Head < 0 {
			roots++
		}
	}
	if roots != 1 {
		return "not one root"
	}
	return ""
}

// TestAlwaysATree parses heaps of words that make no sense, with and without
// spans, and looks whether spans stay whole.
func TestAlwaysATree(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 1))
	vocabulary := strings.Fields("the a of minister Orlo said talks , . ( ) “ ” who and but not is been 24 - to that rejected quickly")
	for range 300 {
		words := make([]string, 1+r.IntN(40))
		for i := range words {
			words[i] = vocabulary[r.IntN(len(vocabulary))]
		}
		var spans []tree.Span
		for at := r.IntN(5); r.IntN(2) == 0 && at < len(words); at += 1 + r.IntN(6) {
			end := min(at+1+r.IntN(5), len(words))
			spans = append(spans, tree.Span{First: at, Last: end})
			at = end
		}
		arcs := tree.Parse(nil, words, spans)
		if bad := check(arcs); len(arcs) != len(words) || bad != "" {
			t.Fatalf("%v %v: %s", words, arcs, bad)
		}
		for _, s := range spans {
			out := 0
			for i := s.First; i < s.Last; i++ {
				if h := arcs[i].Head; h < s.First || h >= s.Last {
					out++
				}
			}
			if out != 1 {
				t.Fatalf("%v: span %v has %d words with a head outside: %v", words, s, out, arcs)
			}
		}
	}
	words := strings.Fields("The Orlo Accord was signed in Oslo .")
	for _, spans := range [][]tree.Span{
		{{First: 0, Last: 3}, {First: 1, Last: 2}},
		{{First: -5, Last: 100}},
		{{First: 3, Last: 1}},
		{{First: 1, Last: 3}, {First: 2, Last: 5}, {First: 0, Last: 7}},
	} {
		if bad := check(tree.Parse(nil, words, spans)); bad != "" {
			t.Errorf("spans %v: %s", spans, bad)
		}
	}
	if got := tree.Parse(nil, nil, nil); len(got) != 0 {
		t.Errorf("no words: %v", got)
	}
}

// TestLongSentence parses a sentence longer than the net reads at once: still
// one tree.
func TestLongSentence(t *testing.T) {
	for _, sentence := range []string{strings.Repeat("the minister denied it , and ", 200), strings.Repeat("talks ", 1000)} {
		words, arcs := parse(sentence, tree.Span{First: 3, Last: 5}, tree.Span{First: 158, Last: 163})
		if bad := check(arcs); len(arcs) != len(words) || bad != "" {
			t.Errorf("%d words: %d arcs, %s", len(words), len(arcs), bad)
		}
	}
}

func TestConcurrent(t *testing.T) {
	sentence := "Mediators said the ceasefire , agreed in May , still held ."
	_, want := parse(sentence)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 30 {
				_, got := parse(sentence)
				for i := range got {
					if got[i] != want[i] {
						t.Errorf("word %d: %v, want %v", i, got[i], want[i])
						return
					}
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkParse(b *testing.B) {
	words := strings.Fields("Two officials familiar with the talks said on Tuesday that the ministry had rejected a proposal to extend the truce by ten days .")
	tree.Default() // loads the weights
	var arcs []tree.Arc
	b.ReportAllocs()
	for b.Loop() {
		arcs = tree.Parse(arcs[:0], words, nil)
	}
	b.ReportMetric(float64(len(words)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
