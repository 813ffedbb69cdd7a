package tree_test

import (
	"strings"
	"testing"

	"dateline/language/net"
	"dateline/language/tag"
	"dateline/language/tree"
	"dateline/language/weights"
)

// TestValency: what a verb has beside it mends arcs that the net alone gets
// wrong.
func TestValency(t *testing.T) {
	plain, err := tree.New(weights.Net(), net.Default(), tag.Default(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ sentence, word, head, relation string }{
		{"The minister told the committee that the agency expects to invest in the project over five years .", "expects", "told", "ccomp"},
		{"The envoy told members of the ruling party that he was determined to hold the vote .", "determined", "told", "ccomp"},
	} {
		words := strings.Fields(c.sentence)
		i := 0
		for words[i] != c.word {
			i++
		}
		right := func(arcs []tree.Arc) bool {
			return arcs[i].Head >= 0 && words[arcs[i].Head] == c.head && arcs[i].Relation.String() == c.relation
		}
		if right(plain.Parse(nil, words, nil)) {
			t.Errorf("%s: the net alone has it right: no example of what it misses", c.sentence)
		}
		if arcs := tree.Parse(nil, words, nil); !right(arcs) {
			t.Errorf("%s: %q is %s of %q, want %s of %q", c.sentence, c.word, arcs[i].Relation, words[max(arcs[i].Head, 0)], c.relation, c.head)
		}
	}
}

// TestShape: dependents are seen in order, each side for itself, and add up to
// the frame.
func TestShape(t *testing.T) {
	s := tree.NewShape([]string{"VERB|VBD", "NOUN|NN"}, []string{"root", "nsubj", "ccomp", "punct", "nsubj:pass"})
	const root, subject, clause, punct, passive = 0, 1, 2, 3, 4
	order, frame, set := s.Word(0, root, []tree.Relation{subject, punct}, []tree.Relation{clause})
	if len(order) != 5 {
		t.Fatalf("%d entries, want one for each dependent and two ends", len(order))
	}
	other, frame2, set2 := s.Word(0, root, []tree.Relation{passive, punct}, []tree.Relation{clause})
	for k := range order {
		if order[k] != other[k] {
			t.Errorf("entry %d: subtypes differ", k)
		}
	}
	if frame != frame2 || set != set2 {
		t.Error("subtypes differ in frame or set")
	}
	turned, same, _ := s.Word(0, root, []tree.Relation{punct, subject}, []tree.Relation{clause})
	if turned[0] == order[0] || same != frame {
		t.Error("the order makes no difference, or one to the frame")
	}
	if s.VerbKey("said", 0) == 0 || s.VerbKey("said", 0) != s.VerbKey("Said", 0) || s.VerbKey("said", 1) != 0 {
		t.Error("verbs are known by their spelling, nouns are not")
	}
}
