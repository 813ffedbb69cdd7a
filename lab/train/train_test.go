package main

import (
	"bytes"
	"strings"
	"testing"

	"dateline/lab/corpus"
	"dateline/language/form"
	"dateline/language/tag"
	"dateline/language/weights"
)

// TestLearner learns what no single feature tells.
func TestLearner(t *testing.T) {
	l := newLearner(2, 0.1, 1)
	features := func(a, b int) []uint64 {
		return []uint64{form.Join1(1, form.Key(a)), form.Join1(2, form.Key(b)), form.Join2(3, form.Key(a), form.Key(b))}
	}
	scores := make([]float32, 2)
	var gradient []slope
	any := func(int) bool { return true }
	for range 200 {
		for k := range 4 {
			f := features(k&1, k>>1)
			l.score(scores, f)
			l.step++
			gradient = loss(gradient, scores, any, func(c int) bool { return c == k&1^k>>1 })
			l.update(f, gradient)
		}
	}
	table, err := freeze(2, l.average(), 100, 0)
	if err != nil {
		t.Fatal(err)
	}
	var sums weights.Sums
	for k := range 4 {
		table.Score(&sums, features(k&1, k>>1))
		if got := sums.Best(2); got != k&1^k>>1 {
			t.Errorf("%d xor %d: %d", k&1, k>>1, got)
		}
	}
}

// TestLoss: the slopes of the right classes and of the others cancel out.
func TestLoss(t *testing.T) {
	got := loss(nil, []float32{1, 0.5, 2, 9}, func(c int) bool { return c < 3 }, func(c int) bool { return c < 2 })
	var sum float32
	for _, s := range got {
		if s.class == 3 {
			t.Error("a class that is not allowed has a slope")
		}
		if (s.g < 0) != (s.class < 2) {
			t.Errorf("class %d goes the wrong way: %v", s.class, s.g)
		}
		sum += s.g
	}
	if len(got) != 3 || sum > 1e-5 || sum < -1e-5 {
		t.Errorf("%v", got)
	}
	if got := loss(nil, []float32{20, 0}, func(int) bool { return true }, func(c int) bool { return c == 0 }); len(got) != 0 {
		t.Errorf("nothing is left to learn: %v", got)
	}
}

// tiny is a small treebank of our own.
func tiny() []corpus.Sentence {
	var out []corpus.Sentence
	for range 6 {
		for _, line := range []string{
			"The/DET/DT/2/det minister/NOUN/NN/3/nsubj spoke/VERB/VBD/0/root ./PUNCT/./3/punct",
			"Orlo/PROPN/NNP/2/nsubj denied/VERB/VBD/0/root the/DET/DT/4/det report/NOUN/NN/2/obj ./PUNCT/./2/punct",
			"They/PRON/PRP/2/nsubj met/VERB/VBD/0/root in/ADP/IN/4/case Oslo/PROPN/NNP/2/obl",
		} {
			var s corpus.Sentence
			for w := range strings.FieldsSeq(line) {
				f := strings.Split(w, "/")
				s.Words, s.Lemmas = append(s.Words, f[0]), append(s.Lemmas, strings.ToLower(f[0]))
				s.Parts, s.Penn = append(s.Parts, f[1]), append(s.Penn, f[2])
				s.Heads, s.Relations = append(s.Heads, int(f[3][0]-'0')), append(s.Relations, f[4])
			}
			out = append(out, s)
		}
	}
	return out
}

// TestSmall trains a tagger and one parser on the small treebank, twice: they
// learn it, and the bytes are the same.
func TestSmall(t *testing.T) {
	data := tiny()
	var files [][]byte
	for range 2 {
		m := base(data)
		gold := goldTags(data, m.Labels["tags"])
		first, second, err := jackknife(m, data, gold, 2, options{0.1, 1, 6, 1})
		if err != nil {
			t.Fatal(err)
		}
		tagger, err := tag.New(m)
		if err != nil {
			t.Fatal(err)
		}
		o := options{0.1, 1, 10, 1}
		classes := len(m.Labels["tags"])
		if m.Tables["first"], err = freeze(classes, pass(tagger, data, gold, nil, o), 5000, 0); err != nil {
			t.Fatal(err)
		}
		if m.Tables["second"], err = freeze(classes, pass(tagger, data, gold, first, o), 5000, 0); err != nil {
			t.Fatal(err)
		}
		if tagger, err = tag.New(m); err != nil {
			t.Fatal(err)
		}
		for k, s := range data[:3] {
			for i, id := range tagger.Tag(nil, s.Words) {
				if id != gold[k][i] {
					t.Errorf("%q is tagged %s", s.Words[i], tagger.Names()[id])
				}
			}
		}
		trees := &weights.Model{Labels: map[string][]string{"tags": tagger.Names(), "relations": relationNames(data), "forward": actionNames(false), "backward": actionNames(true)}}
		v, err := arcs(examples(tagger, data, second, false, nil), false, o)
		if err != nil {
			t.Fatal(err)
		}
		p, err := parser(trees, tagger, v)
		if err != nil {
			t.Fatal(err)
		}
		for k, s := range data[:3] {
			heads, _ := p.Forward(s.Words, gold[k])
			for i, h := range s.Heads {
				if heads[i+1] != h {
					t.Errorf("head of %q is %d, want %d", s.Words[i], heads[i+1], h)
				}
			}
		}
		file, err := weights.Encode(m)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, file)
	}
	if !bytes.Equal(files[0], files[1]) {
		t.Error("two runs gave different bytes")
	}
}

// TestLists reads the lists of names that the finder looks into.
func TestLists(t *testing.T) {
	d, err := readLists("../..")
	if err != nil {
		t.Fatal(err)
	}
	if d.Len() < 3000 {
		t.Errorf("%d phrases", d.Len())
	}
}

func TestGroups(t *testing.T) {
	if groupOf("nsubj:pass", true) != groupOf("csubj", true) || groupOf("nsubj", true) == groupOf("det", true) || groupOf("dep", false) != 1 {
		t.Error("groups")
	}
	if n := len(actionNames(true)); n != len(actionNames(false)) || n > weights.MaxClasses {
		t.Errorf("%d actions", n)
	}
}
