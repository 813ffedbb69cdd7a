package corpus_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"dateline/lab/corpus"
)

// Two documents of two sentences in CoNLL-U, of which one is asked for: a
// mention within another, one of a single word, a name flat with a title, a
// heading, words glued together.
const referenceBank = `# newdoc id = A_other
# newpar
# text = It rained
1	It	it	PRON	PRP	_	2	expl	_	_
2	rained	rain	VERB	VBD	_	0	root	_	_

# newdoc id = B_news
# newpar_block = head (1 s)
# text = Judge Ana leaves
1	Judge	judge	NOUN	NN	_	3	nsubj	_	Entity=(1-person-new
2	Ana	Ana	PROPN	NNP	_	1	flat	_	Entity=1)
3	leaves	leave	VERB	VBZ	_	0	root	_	_

# newpar
# text = Her aide didn't.
1	Her	her	PRON	PRP$	_	2	nmod:poss	_	Entity=(2-person-new(1-person-giv)
2	aide	aide	NOUN	NN	_	3	nsubj	_	Entity=2)
3-4	didn't	_	_	_	_	_	_	_	_
3	did	do	AUX	VBD	_	0	root	_	_
4	n't	not	PART	RB	_	3	advmod	_	SpaceAfter=No
5	.	.	PUNCT	.	_	3	punct	_	_

`

func TestReferences(t *testing.T) {
	got, err := corpus.References(write(t, "bank.conllu.gz", referenceBank), "B_")
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 1 {
		t.Fatalf("%d documents", len(got))
	}
	r := got[0]
	if want := "Judge Ana leaves\nHer aide didn't."; r.Text != want {
		t.Errorf("text %q", r.Text)
	}
	words := ""
	for _, s := range r.Words {
		words += r.Text[s.Start:s.End] + "|"
	}
	if want := "Judge|Ana|leaves|Her|aide|did|n't|.|"; words != want {
		t.Errorf("words %s", words)
	}
	want := []corpus.Reference{
		{First: 0, Last: 2, Heads: []int{0, 1}, Cluster: "1", Kind: "person"},
		{First: 3, Last: 5, Heads: []int{4}, Cluster: "2", Kind: "person"},
		{First: 3, Last: 4, Heads: []int{3}, Cluster: "1", Kind: "person"},
	}
	if d := cmp.Diff(want, r.Mentions); d != "" {
		t.Error(d)
	}
	if len(r.Blocks) != 2 || r.Blocks[0].Kind != "head" || r.Blocks[1].Kind != "p" {
		t.Errorf("blocks %+v", r.Blocks)
	}
}
