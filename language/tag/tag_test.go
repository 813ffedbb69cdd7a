package tag_test

import (
	"strings"
	"sync"
	"testing"

	"dateline/language/tag"
)

func TestTag(t *testing.T) {
	for _, c := range []struct{ words, want string }{
		{"The minister denied the report .", "DET NOUN VERB DET NOUN PUNCT"},
		{"She said talks would resume on Monday .", "PRON VERB NOUN AUX VERB ADP PROPN PUNCT"},
		{"Officials are meeting in Geneva , but nobody has signed .", "NOUN AUX VERB ADP PROPN PUNCT CCONJ PRON AUX VERB PUNCT"},
		{"Three men were arrested because they refused to leave .", "NUM NOUN AUX VERB SCONJ PRON VERB PART VERB PUNCT"},
	} {
		var got []string
		for _, id := range tag.Tag(nil, strings.Fields(c.words)) {
			got = append(got, id.Part().String())
		}
		if g := strings.Join(got, " "); g != c.want {
			t.Errorf("%s\n got %s\nwant %s", c.words, g, c.want)
		}
	}
}

func TestTagAnyWords(t *testing.T) {
	for _, words := range [][]string{{}, {""}, {"\xff"}, {"…"}, strings.Fields(strings.Repeat("x ", 5000))} {
		if got := tag.Tag(nil, words); len(got) != len(words) {
			t.Errorf("%d tags for %d words", len(got), len(words))
		}
	}
}

func TestTagAppends(t *testing.T) {
	got := tag.Tag([]tag.ID{7}, []string{"Talks", "failed"})
	if len(got) != 3 || got[0] != 7 {
		t.Errorf("got %v", got)
	}
}

func TestLemma(t *testing.T) {
	for _, c := range []struct{ sentence, word, want string }{
		{"She denied it .", "denied", "deny"},
		{"They went home .", "went", "go"},
		{"He was making promises .", "making", "make"},
		{"He was making promises .", "promises", "promise"},
		{"It stopped .", "stopped", "stop"},
		{"The ministers left .", "ministers", "minister"},
		{"The women said so .", "women", "woman"},
		{"The women said so .", "said", "say"},
		{"Orlo announces it .", "announces", "announce"},
	} {
		words := strings.Fields(c.sentence)
		tags := tag.Tag(nil, words)
		for i, w := range words {
			if w == c.word {
				if got := tag.Lemma(w, tags[i]); got != c.want {
					t.Errorf("lemma of %q (%s) in %q: %q, want %q", w, tags[i].Penn(), c.sentence, got, c.want)
				}
			}
		}
	}
}

func TestLemmaByRule(t *testing.T) {
	for _, c := range []struct{ word, penn, want string }{
		{"Replies", "NNS", "reply"},
		{"watches", "VBZ", "watch"},
		{"crises", "NNS", "crise"},
		{"press", "NN", "press"},
		{"tried", "VBD", "try"},
		{"planned", "VBN", "plan"},
		{"stating", "VBG", "state"},
		{"adding", "VBG", "add"},
		{"Joneses", "NNPS", "Jonese"},
		{"Tavria", "NNP", "Tavria"},
		{"happier", "JJR", "happy"},
		{"bed", "VBD", "bed"},
	} {
		if got := tag.LemmaByRule(c.word, c.penn); got != c.want {
			t.Errorf("%s %s: %q, want %q", c.word, c.penn, got, c.want)
		}
	}
}

func TestPartNames(t *testing.T) {
	for _, p := range []tag.Part{tag.X, tag.Noun, tag.PartWord, tag.Verb} {
		if got := tag.ParsePart(p.String()); got != p {
			t.Errorf("%v read back as %v", p, got)
		}
	}
	if tag.ParsePart("NONE") != tag.X || tag.Part(200).String() != "X" || tag.ID(255).Part() != tag.X {
		t.Error("what is unknown is not X")
	}
}

func TestConcurrent(t *testing.T) {
	words := strings.Fields("Mediators said the ceasefire , agreed in May , still held .")
	want := tag.Tag(nil, words)
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 50 {
				for i, id := range tag.Tag(nil, words) {
					if id != want[i] {
						t.Errorf("word %d: %v, want %v", i, id, want[i])
						return
					}
				}
			}
		})
	}
	wg.Wait()
}

func BenchmarkTag(b *testing.B) {
	words := strings.Fields("Two officials familiar with the talks said on Tuesday that the ministry had rejected a proposal to extend the truce by ten days .")
	tag.Default() // loads the weights
	var tags []tag.ID
	b.ReportAllocs()
	for b.Loop() {
		tags = tag.Tag(tags[:0], words)
	}
	b.ReportMetric(float64(len(words)*b.N)/b.Elapsed().Seconds(), "tokens/s")
}
